"""Board, comparison, report, workbook, feed, search and front page of models."""

import re
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Site

from home.emulation.stages import Stage, steps
from home.models import BasisDirective, Commitment
from portal.base.models import SiteSettings

pytestmark = pytest.mark.django_db


def html_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2]


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def years(register_model, note):
    """Two years: one model goes on, one is new, one was stopped."""
    before = register_model("Đoàn kết", "Việc", year=2025, declared_stage=Stage.RECOGNISED)
    note(before, 0, 100, day=date(2025, 11, 1))
    stopped = register_model(
        "Không giấy", "Việc", year=2025, is_stopped=True, stop_reason="Sáp nhập", unit="Tổ 2"
    )
    after = register_model("Đoàn kết, kèm cặp", "Việc", "Việc hai", continues=before)
    note(after, 0, 50)
    fresh = register_model("Án lệ", "Việc")
    return before, stopped, after, fresh


def test_the_board_shows_the_models_of_a_year_with_their_progress(client, model_section, years):
    shown = html_of(client, model_section.url)
    assert "Đoàn kết, kèm cặp" in shown and "Án lệ" in shown and "Không giấy" not in shown
    assert 'stroke-dasharray="25 100"' in shown and "Tiến độ: 25 %" in words_of(shown)
    assert "2 mô hình · tiến độ trung bình 13 %" in words_of(shown)
    earlier = html_of(client, f"{model_section.url}?nam=2025")
    assert "Không giấy" in earlier and "Đã dừng" in earlier and "Án lệ" not in earlier
    assert "được công nhận, nhân rộng: 1 · đã dừng: 1" in words_of(earlier) or "dừng: 1" in words_of(earlier)
    # Who was stopped stands at the end.
    assert earlier.index("Đoàn kết") < earlier.index("Không giấy")


@pytest.mark.parametrize("query", ["?nam=1890", "?nam=abc", "?page=x", "?nam=2026&nam=2025", "?nam="])
def test_nonsense_leads_to_a_board(client, model_section, years, query):
    assert client.get(model_section.url + query).status_code == 200


def test_a_section_without_models_says_so(client, model_section):
    assert "Chưa có mô hình nào được đăng ký." in html_of(client, model_section.url)
    assert "chưa có gì để so sánh" in html_of(client, f"{model_section.url}so-sanh/")
    for route in ("bao-cao/2026/", "bang-tinh/2026/"):
        assert client.get(model_section.url + route).status_code == 404


def test_years_stand_side_by_side_and_what_goes_on_in_one_row(client, model_section, years):
    shown = html_of(client, f"{model_section.url}so-sanh/")
    rows = re.findall(r"<tr>(.*?)</tr>", shown, re.DOTALL)
    chain = next(words_of(row) for row in rows if "kèm cặp" in row)
    assert chain.index("Đoàn kết Tổ 1") < chain.index("Đoàn kết, kèm cặp")
    told = {words_of(row).partition(" ")[0]: words_of(row) for row in rows}
    assert told["Tiến"] == "Tiến độ trung bình Tiến độ: 50 % Tiến độ: 13 %"
    assert any(words_of(row) == "Mô hình 2 2" for row in rows)
    for query in ("?nam=2025", "?nam=2025&nam=2026", "?nam=abc&nam=1", "?" + "nam=2025&" * 50):
        assert "kèm cặp" in html_of(client, f"{model_section.url}so-sanh/{query}")


def test_the_report_has_the_form_of_a_party_document(client, model_section, years, make_directive, review):
    settings = SiteSettings.for_site(Site.objects.get())
    settings.name, settings.superior_name = "Chi bộ Phòng 9", "Đảng bộ cơ quan"
    settings.save()
    model_section.report_place, model_section.signer_office = "Tây Ninh", "Bí thư"
    model_section.signer_name = "Nguyễn Văn Mẫu"
    model_section.save_revision().publish()
    after = years[2]
    after.basis = [BasisDirective(directive=make_directive("05-CT/TW", "Chỉ thị"))]
    after.save_revision().publish()
    review(after, "mid_year", "Đúng kế hoạch")
    today = timezone.localdate()
    for address in (f"{model_section.url}bao-cao/2026/", f"{after.url}bao-cao/"):
        told = words_of(html_of(client, address))
        order = (
            *("ĐẢNG BỘ CƠ QUAN", "CHI BỘ PHÒNG 9", "ĐẢNG CỘNG SẢN VIỆT NAM"),
            f"Tây Ninh, ngày {today:%d} tháng {today:%m} năm {today:%Y}",
            *("BÁO CÁO", "I. ", "II. ", "50 %", "III. ", "Nơi nhận", "BÍ THƯ", "Nguyễn Văn Mẫu"),
        )
        places = [told.find(part) for part in order]
        assert -1 not in places and places == sorted(places), list(zip(order, places, strict=True))
        assert "05-CT/TW" in told and "Đúng kế hoạch" in told
    css = client.get(f"{after.url}bao-cao/").content.decode()
    assert "report.css" in css and "masthead__band" not in css


def test_the_workbook_holds_texts_as_texts(client, model_section, years):
    after = years[2]
    after.title = "=1+1"
    after.commitments.add(Commitment(content='=HYPERLINK("http://a.example")', deadline=date(2026, 5, 9)))
    after.save_revision().publish()
    response = client.get(f"{model_section.url}bang-tinh/2026/")
    assert 'filename="mo-hinh-2026.xlsx"' in response["Content-Disposition"]
    book = load_workbook(BytesIO(response.content))
    models, commitments = book.worksheets
    rows = list(models.iter_rows(values_only=True))
    assert rows[0][:3] == ("Năm", "Mô hình", "Đơn vị đăng ký")
    assert rows[1][:3] == (2026, "=1+1", "Tổ 1") and rows[1][6] == 17
    assert len(rows) == 3
    cells = [cell for row in commitments.iter_rows() for cell in row]
    assert all(
        cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    )
    assert any(cell.value == '=HYPERLINK("http://a.example")' for cell in cells)
    assert any(getattr(cell.value, "day", None) == 9 for cell in cells)


def test_the_feed_names_the_models(client, model_section, years):
    atom = {"a": "http://www.w3.org/2005/Atom"}
    feed = ElementTree.fromstring(client.get(f"{model_section.url}feed/").content)
    entries = feed.findall("a:entry", atom)
    assert [entry.find("a:title", atom).text for entry in entries][0] == "Án lệ" and len(entries) == 4
    assert {each.get("term") for each in entries[1].findall("a:category", atom)} == {"2026", "Đang thực hiện"}


def test_models_are_found_without_marks_and_by_their_kind(client, years):
    for query in ("an+le", "Án+lệ&loai=mo-hinh", "viec+hai&loai=mo-hinh"):
        shown = html_of(client, f"/tim-kiem/?q={query}")
        assert "/mo-hinh/" in shown, query
    assert years[3].url in client.get("/sitemap.xml").content.decode()


def test_the_front_page_shows_the_newest_year(client, site_tree, years):
    site_tree.home.sections = [("models", {"title": "", "count": 4})]
    site_tree.home.save_revision().publish()
    shown = html_of(client, "/")
    assert "Án lệ" in shown and "Không giấy" not in shown and "Tiến độ: 25 %" in words_of(shown)
    for page in years:
        type(page).objects.get(pk=page.pk).unpublish()
    assert "model-row" not in html_of(client, "/")


@pytest.mark.parametrize("stage", Stage)
def test_each_state_has_its_place_among_six_steps(stage):
    shown = steps(stage, False)
    assert len(shown) == 6 and sum(step.is_current for step in shown) == 1
    assert [step.is_done for step in shown] == [number < stage.step for number in range(1, 7)]
    current = next(step for step in shown if step.is_current)
    assert current.label == stage.label
