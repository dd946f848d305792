"""A model walks through its year as editors and readers meet it."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import OURS, enter_date, violations

pytestmark = pytest.mark.browser

WIDTHS = (360, 768, 1280)
NAME = "Sáng kiến từ hồ sơ"
SECTION = "/mo-hinh/"


def number_of(served, expression: str) -> str:
    code = f"from home.models import *; print({expression})"
    return served.manage("shell", "-v0", "-c", code).strip()


def choose_page(page, field: str, *path: str) -> None:
    """Choose a page in a chooser by walking down the tree."""
    page.locator(f"#{field}-chooser button", has_text=re.compile("Chọn")).first.click()
    dialog = page.locator(".modal-dialog")
    dialog.locator("input[name=q]").fill(path[-1])
    dialog.get_by_role("link", name=path[-1], exact=True).first.click()
    expect(dialog).to_be_hidden()


def test_a_model_walks_through_a_year(signed_in, visit, served):
    section = number_of(served, "EmulationModelIndexPage.objects.get(depth=3).pk")
    editor = signed_in("bientap")
    page = editor.page

    # Registered, with a directive and two commitments; a deadline of another year is refused.
    editor.open(f"/admin/pages/add/home/emulationmodelpage/{section}/")
    page.locator("#id_title").fill(NAME)
    page.locator("#id_unit").fill("Tổ đảng số 3")
    page.locator("#id_year").fill("2025")
    page.locator("#id_theme").fill("Đổi mới cách làm")
    page.locator("#id_necessity").fill("Theo Chỉ thị số 05-CT/TW.")
    page.locator("#id_basis-ADD").click()
    choose_page(page, "id_basis-0-directive", "Chỉ thị số 05-CT/TW")
    for number, (text, deadline) in enumerate(
        (("Nêu 12 sáng kiến", "30/11/2026"), ("Áp dụng 6 sáng kiến", "15/12/2025"))
    ):
        page.locator("#id_commitments-ADD").click()
        page.locator(f"#id_commitments-{number}-content").fill(text)
        enter_date(page.locator(f"#id_commitments-{number}-deadline"), deadline)
        page.locator(f"#id_commitments-{number}-responsible").fill("Trần Thị Mai")
    page.locator("footer").get_by_role("button", name="Lưu bản nháp").click()
    expect(page.locator("body")).to_contain_text("Thời hạn phải nằm trong năm của mô hình, 2025.")
    enter_date(page.locator("#id_commitments-0-deadline"), "30/11/2025")
    editor.keep_picture("model-form")
    page.locator("footer").get_by_role("button", name="Lưu bản nháp").click()
    expect(page.locator(".messages")).to_contain_text(NAME)
    pk = number_of(served, f"EmulationModelPage.objects.get(title='{NAME}').pk")
    publish(served, pk)

    # Three notes with evidence, by the small form.
    editor.open(f"/admin/pages/{pk}/edit/")
    page.get_by_role("navigation").get_by_role("button", name="Thao tác", exact=True).first.click()
    page.get_by_role("link", name="Tiến độ, sơ kết, tổng kết").first.click()
    for percent, day, place in (
        ("120", "01/04/2025", 1),
        ("40", "01/04/2025", 1),
        ("100", "20/11/2025", 1),
        ("50", "01/06/2025", 2),
    ):
        page.locator("#id_note-commitment_key").select_option(index=place)
        page.locator("#id_note-percent").fill(percent)
        enter_date(page.locator("#id_note-day"), day)
        page.locator("#id_note-text").fill(f"Đến {percent} phần trăm")
        if percent == "120":
            page.get_by_role("button", name="Ghi tiến độ").click()
            expect(page.locator("#ghi-nhan")).to_contain_text("số nguyên từ 0 đến 100")
            editor.keep_picture("model-progress-refused")
            continue
        if not page.locator("#id_note-page_1").input_value():
            choose_page(page, "id_note-page_1", "Đảng viên trẻ và trách nhiệm nêu gương")
        page.get_by_role("button", name="Ghi tiến độ").click()
        expect(page.locator(".messages")).to_contain_text("Người đọc thấy ngay")

    # Mid-year review.
    page.locator("#id_review-kind").select_option(label="Sơ kết giữa năm")
    enter_date(page.locator("#id_review-day"), "30/06/2025")
    page.locator("#id_review-text").fill("Giữ đúng kế hoạch.")
    page.get_by_role("button", name="Lưu đánh giá").click()
    expect(page.locator(".messages")).to_contain_text("Người đọc thấy ngay")
    page.evaluate("scrollTo(0, 0)")
    editor.keep_picture("model-progress")
    assert violations(page, context=OURS) == []

    # Result, and the next year's model.
    finish(served, pk)
    for width in (1280,):
        reader = visit(viewport={"width": width, "height": 900})
        reader.open(f"{SECTION}sang-kien-tu-ho-so/")
        main = reader.page.locator("main")
        for text in (
            "Đến 100 phần trăm",
            "Giữ đúng kế hoạch.",
            "Tiếp nhận 12 sáng kiến",
            "Được tiếp nối bởi",
            "Đảng viên trẻ và trách nhiệm nêu gương",
        ):
            expect(main).to_contain_text(text)
        expect(main.locator("[aria-current=step]")).to_contain_text("Được công nhận")
        expect(main.locator(".model__progress .ring__number")).to_contain_text("75")
        assert reader.complaints == []
        reader.open(f"{SECTION}?nam=2025")
        expect(reader.page.locator(".board")).to_contain_text(NAME)
        reader.page.get_by_role("link", name="So sánh các năm").click()
        row = reader.page.locator(".comparison--models tr", has_text=NAME).first
        expect(row).to_contain_text(f"{NAME}, năm thứ hai")
        reader.open(f"{SECTION}bao-cao/2025/")
        expect(reader.page.locator(".sheet")).to_contain_text("Nêu 12 sáng kiến")
        reader.open(f"{SECTION}?nam=2025")
        with reader.page.expect_download() as download:
            reader.page.get_by_role("link", name="Bảng tính (XLSX)").click()
        book = load_workbook(BytesIO(download.value.path().read_bytes()))
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        assert next(row for row in rows if row[1] == NAME)[6] == 75


def publish(served, pk: str) -> None:
    served.manage(
        "shell",
        "-v0",
        "-c",
        f"from home.models import *; EmulationModelPage.objects.get(pk={pk}).get_latest_revision().publish()",
    )


def finish(served, pk: str) -> None:
    """Publish the model with its result, and one of the next year that continues it."""
    served.manage(
        "shell",
        "-v0",
        "-c",
        "from home.models import *\n"
        f"page = EmulationModelPage.objects.get(pk={pk})\n"
        "page.result, page.declared_stage = 'Tiếp nhận 12 sáng kiến', 'recognised'\n"
        "page.recognition = 'Đảng ủy công nhận'\n"
        "page.save_revision().publish()\n"
        f"after = EmulationModelPage(title='{NAME}, năm thứ hai', year=2026, unit='Tổ đảng số 3', continues=page)\n"
        "page.get_parent().add_child(instance=after)\n"
        "after.save_revision().publish()",
    )


def test_members_read_what_the_public_does_not(visit, signed_in):
    address = f"{SECTION}doan-ket-trach-nhiem-2026/"
    public = visit()
    public.open(address)
    expect(public.page.locator("main")).not_to_contain_text("chi ủy nhắc riêng")
    member = signed_in("dangvien")
    member.open(address)
    expect(member.page.locator("main")).to_contain_text("chi ủy nhắc riêng")


def test_a_report_is_printed_on_a4(visit):
    visitor = visit(viewport={"width": 1280, "height": 900})
    visitor.open(f"{SECTION}bao-cao/2026/")
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator(".report-bar")).to_be_hidden()
    size = visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert size
    assert visitor.page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")


PLACES = (
    ("models", SECTION),
    ("model", f"{SECTION}doan-ket-trach-nhiem-2026/"),
    ("model-stopped", f"{SECTION}ngay-thu-sau-khong-giay/"),
    ("model-comparison", f"{SECTION}so-sanh/"),
    ("model-report", f"{SECTION}bao-cao/2026/"),
)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_surface_is_whole_at_each_width(visit, width, scheme):
    visitor = visit(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for name, path in PLACES:
        assert visitor.open(path).status == 200
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert violations(visitor.page) == [], name
        if scheme == "light":
            visitor.keep_picture(name)
    assert visitor.complaints == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_screen_for_progress_is_accessible_and_fits(signed_in, served, width):
    model = number_of(served, "EmulationModelPage.objects.get(slug='doan-ket-trach-nhiem-2026').pk")
    visitor = signed_in("quantri", viewport={"width": width, "height": 800})
    visitor.open(f"/admin/mo-hinh/{model}/tien-do/")
    assert violations(visitor.page, context=OURS) == []
    # Wagtail hides what sticks out of its main part; it must not have to.
    assert visitor.page.evaluate("main.scrollWidth") <= width
