"""Directives in the hands of a reader and of an editor."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OURS, enter_date, keep_pictures, violations
from tests.documents.word_files import word_file

pytestmark = pytest.mark.browser

LIBRARY, PLAN, REPLACED = "/van-ban/", "/van-ban/07-kh-cb-2026/", "/van-ban/66-qd-tw-2017/"


def test_a_citation_shows_its_card_by_mouse_and_by_keyboard(visit):
    visitor = visit(viewport={"width": 1280, "height": 900})
    page = visitor.page
    visitor.open(PLAN)
    link = page.locator("a[data-citation]").filter(has_text="144-QĐ/TW").first
    card = page.get_by_role("tooltip").filter(has_text="Quy định số 144-QĐ/TW")
    expect(card).to_be_hidden()
    link.hover()
    expect(card).to_be_visible()
    expect(card).to_contain_text("Bộ Chính trị, 09/05/2024")
    expect(card).to_contain_text("chuẩn mực đạo đức cách mạng")
    expect(card).to_contain_text("Còn hiệu lực")
    keep_pictures(visitor, "citation-card", link)
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()
    link.focus()
    expect(card).to_be_visible()
    assert link.get_attribute("aria-describedby") == card.get_attribute("id")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/van-ban/144-qd-tw-2024/")
    assert visitor.complaints == []


def test_a_directive_is_printed_copied_and_enlarged(visit):
    page = visit().page
    page.goto(REPLACED)
    for name in ("In", "Sao chép liên kết", "Cỡ chữ lớn hơn"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator(".directive__facts")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".directive__facts")).to_be_visible()
    expect(page.locator(".finder, .tools, .menu").first).to_be_hidden()


def test_a_citation_is_a_plain_link_without_javascript(visit):
    visitor = visit(java_script_enabled=False)
    visitor.open(PLAN)
    visitor.page.locator("a[data-citation]").first.click()
    expect(visitor.page.locator("h1")).to_contain_text("144-QĐ/TW")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_library_is_narrowed_and_the_rest_downloaded(visit, scripts):
    visitor = visit(viewport={"width": 1280, "height": 900}, java_script_enabled=scripts)
    page = visitor.page
    visitor.open(LIBRARY)
    facet = page.get_by_role("navigation", name="Loại")
    facet.get_by_role("link", name=re.compile("^Luật")).click()
    expect(page.get_by_role("status")).to_contain_text("5 văn bản")
    page.get_by_role("navigation", name="Năm").get_by_role("link", name=re.compile("^2025")).click()
    expect(page.get_by_role("status")).to_contain_text("3 văn bản")
    page.get_by_role("link", name="Dạng bảng").click()
    expect(page.get_by_role("table").get_by_role("rowheader")).to_have_text(
        ["117/2025/QH15", "91/2025/QH15", "82/2025/QH15"]
    )
    with page.expect_download() as awaited:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(awaited.value.path()).read_text("utf-8-sig"))))
    assert [row["Số, ký hiệu"] for row in rows] == ["117/2025/QH15", "91/2025/QH15", "82/2025/QH15"]
    with page.expect_download() as awaited:
        page.get_by_role("link", name="XLSX").click()
    assert Path(awaited.value.path()).read_bytes().startswith(b"PK")
    page.locator(".chip").filter(has_text="2025").click()
    expect(page.get_by_role("status")).to_contain_text("5 văn bản")
    page.get_by_label("Số ký hiệu, hoặc từ trong trích yếu").fill("117/2025")
    page.locator(".finder button").click()
    expect(page.get_by_role("status")).to_contain_text("1 văn bản")
    page.get_by_label("Số ký hiệu, hoặc từ trong trích yếu").fill("khongcogi")
    page.locator(".finder button").click()
    expect(page.locator(".empty")).to_contain_text("Không có văn bản nào phù hợp")
    assert visitor.complaints == []


def test_a_library_is_narrowed_on_a_phone(visit):
    visitor = visit(viewport={"width": 360, "height": 740}, has_touch=True)
    page = visitor.page
    visitor.open(LIBRARY)
    choice = page.get_by_role("navigation", name="Hiệu lực").get_by_role("link", name=re.compile("^Hết"))
    expect(choice).to_be_hidden()
    page.locator(".filters__toggle").tap()
    expect(choice).to_be_visible()
    assert choice.bounding_box()["height"] >= 44
    choice.tap()
    expect(page.locator(".chip")).to_contain_text("Hết hiệu lực toàn bộ")
    page.get_by_role("link", name="Quy định số 66-QĐ/TW").tap()
    expect(page.locator(".notice")).to_contain_text("Quy định số 399-QĐ/TW")
    facts = page.locator(".directive__facts")
    expect(facts).to_be_hidden()
    page.locator(".folding__toggle").tap()
    expect(facts).to_be_visible()


def choose(page, name: str, label: str) -> None:
    page.locator(f"select[name={name}]").select_option(label=label)


def save(page) -> None:
    page.locator("footer .action-save").click()


def publish(page) -> None:
    """Publish the draft at once; in the daily round it would pass the approval."""
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    page.locator("footer button[data-w-dropdown-target=toggle]").click()
    page.get_by_role("link", name="Đăng khẩn…").click()
    page.locator("[name=reason]").fill("Cần đăng ngay")
    page.get_by_role("button", name="Đăng khẩn").click()
    page.wait_for_load_state()


def test_a_directive_is_entered_by_hand_and_led_to(signed_in, visit):
    editor = signed_in("quantri")
    page = editor.page
    library = page_number(editor, LIBRARY)
    editor.open(f"/admin/pages/add/documents/directivepage/{library}/")
    page.locator("input[name=symbol]").fill("16 - hd/btctw")
    choose(page, "doc_type", "Hướng dẫn")
    choose(page, "issuing_body", "Ban Tổ chức Trung ương")
    page.locator("textarea[name=lead]").fill("Về một số nội dung sinh hoạt chi bộ")
    enter_date(page.locator("input[name=issued_on]"), "24/09/2021")
    enter_date(page.locator("input[name=effective_on]"), "01/01/2021")
    save(page)
    expect(page.get_by_text("Văn bản không thể có hiệu lực trước ngày ban hành.").first).to_be_visible()
    # What was typed is kept, the symbol in its usual writing or as typed.
    assert page.locator("textarea[name=lead]").input_value() == "Về một số nội dung sinh hoạt chi bộ"
    enter_date(page.locator("input[name=effective_on]"), "24/09/2021")
    save(page)
    publish(page)
    reader = visit()
    reader.open(f"{LIBRARY}?q=16+hd+btctw")
    reader.page.get_by_role("link", name="Hướng dẫn số 16-HD/BTCTW").click()
    expect(reader.page.locator("h1")).to_contain_text("Còn hiệu lực")


def page_number(visitor, path: str) -> int:
    visitor.open(path)
    address = visitor.page.get_by_role("link", name="Sửa trang này").get_attribute("href")
    return int(re.search(r"/pages/(\d+)/", address)[1])


GUIDE = (
    "TỈNH ỦY TÂY NINH\tĐẢNG CỘNG SẢN VIỆT NAM",
    "BAN TỔ CHỨC",
    "*",
    "Số 21-HD/BTCTU\tTây Ninh, ngày 05 tháng 10 năm 2026",
    "HƯỚNG DẪN",
    "Về kiểm điểm, đánh giá, xếp loại chi bộ năm 2026",
    "-----",
    "Thực hiện Quy định số 144-QĐ/TW ngày 09/5/2024 của Bộ Chính trị, Ban Tổ chức Tỉnh ủy hướng dẫn như sau:",
    "Hướng dẫn này có hiệu lực kể từ ngày ký.",
    "K/T TRƯỞNG BAN",
    "PHÓ TRƯỞNG BAN",
    "Trần Văn Mẫu",
)


def test_a_file_becomes_a_directive(signed_in, tmp_path, visit):
    editor = signed_in("quantri")
    page = editor.page
    file = tmp_path / "21-HD-BTCTU.docx"
    file.write_bytes(word_file(*GUIDE))
    editor.open("/admin/")
    editor.open("/admin/van-ban/tu-tep/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Đọc tệp").click()
    expect(
        page.get_by_text("Hãy xác nhận cam kết trước").or_(page.locator(".error-message").first).first
    ).to_be_visible()
    page.locator("input[name=declaration]").check()
    choose(page, "library", "Văn bản")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Đọc tệp").click()
    page.wait_for_url("**/van-ban/them/**")
    assert page.locator("input[name=symbol]").input_value() == "21-HD/BTCTU"
    assert page.locator("select[name=doc_type] option:checked").inner_text() == "Hướng dẫn"
    assert "Tây Ninh" in page.locator("select[name=issuing_body] option:checked").inner_text()
    assert page.locator("input[name=issued_on]").input_value() == "05/10/2026"
    assert page.locator("input[name=effective_on]").input_value() == "05/10/2026"
    assert page.locator("input[name=signer]").input_value() == "Trần Văn Mẫu"
    assert page.locator("textarea[name=lead]").input_value().startswith("Về kiểm điểm, đánh giá")
    editor.keep_picture("directive-from-file")
    save(page)
    publish(page)
    reader = visit()
    reader.open("/van-ban/21-hd-btctu-2026/")
    expect(reader.page.locator(".attachment")).to_contain_text("DOCX")


def test_a_register_is_checked_mended_and_written(signed_in, tmp_path, visit):
    editor = signed_in("quantri")
    page = editor.page
    register = tmp_path / "so-van-ban.csv"
    issuer = "Công văn;Văn phòng Tỉnh ủy Tây Ninh"
    good = [f"{day}-CV/VPTU;{issuer};{day:02}/3/2026;Về việc thứ {day}" for day in range(1, 31)]
    heading = "Số/Ký hiệu;Loại văn bản;Cơ quan ban hành;Ngày ban hành;Trích yếu"
    register.write_text("\n".join([heading, *good, f"31-CV/VPTU;{issuer};31/02/2026;Ngày không có"]))
    editor.open("/admin/nhap-van-ban/")
    with page.expect_download() as awaited:
        page.get_by_role("link", name="Tải sổ mẫu").click()
    assert Path(awaited.value.path()).read_bytes().startswith(b"PK")

    def send():
        page.locator("input[name=declaration]").check()
        choose_library(page)
        page.locator("input[name=register]").set_input_files(register)
        page.locator("[name=reason]").fill("Chuyển sổ cũ sang cổng")
        page.locator("form[enctype] button[type=submit]").click()

    send()
    expect(page.get_by_text("31/02/2026").first).to_be_visible(timeout=60_000)
    editor.keep_picture("register-import")
    assert not library_has(visit, "1-CV/VPTU")
    register.write_text("\n".join([heading, *good]))
    editor.open("/admin/nhap-van-ban/")
    send()
    page.get_by_role("button", name="Ghi văn bản").click(timeout=60_000)
    expect(page.get_by_role("link", name="Mở thư viện văn bản")).to_be_visible(timeout=60_000)
    assert library_has(visit, "30-CV/VPTU")


def choose_library(page) -> None:
    choices = page.locator("select[name=library]")
    label = next(text for text in choices.locator("option").all_inner_texts() if text.endswith("Văn bản"))
    choices.select_option(label=label)


def library_has(visit, symbol: str) -> bool:
    reader = visit()
    reader.open(f"{LIBRARY}?q={symbol}")
    return reader.page.locator(".record__title").filter(has_text=symbol).count() == 1


def test_a_directive_for_members_is_invisible_to_the_public(visit, signed_in):
    member = signed_in("dangvien")
    member.open("/noi-bo/van-ban/")
    member.page.get_by_role("link", name="Nghị quyết số 05-NQ/CB").click()
    expect(member.page.locator("h1")).to_contain_text("nhiệm vụ công tác năm 2026")
    address = member.page.url
    reader = visit()
    assert "dang-nhap" in reader.page.goto(address).url
    for path in (
        "/",
        LIBRARY,
        f"{LIBRARY}?q=05-NQ/CB",
        "/tim-kiem/?q=05-NQ/CB",
        "/sitemap.xml",
        "/so-do-trang/",
        f"{LIBRARY}feed/",
        f"{LIBRARY}xuat/csv/",
    ):
        text = reader.context.request.get(path).text()
        assert "nhiệm vụ công tác năm 2026" not in text, path
        assert "05-nq-cb" not in text, path


def test_a_relation_is_entered_in_the_admin(signed_in, visit):
    editor = signed_in("quantri")
    page = editor.page
    number = page_number(editor, PLAN)
    editor.open(f"/admin/van-ban/{number}/quan-he/")
    page.locator("select[name=told]").select_option("out:based_on")
    page.locator("input[name=target_symbol]").fill("35-NQ/TW")
    page.get_by_role("button", name="Thêm quan hệ").click()
    expect(page.locator("table.ledger")).to_contain_text("35-NQ/TW")
    editor.keep_picture("relations")
    reader = visit()
    reader.open(PLAN)
    expect(reader.page.locator("#luoc-do")).to_contain_text("35-NQ/TW")
    page.locator("tr").filter(has_text="35-NQ/TW").get_by_role("button", name="Bỏ").click()
    expect(page.locator("table.ledger")).not_to_contain_text("35-NQ/TW")
    assert editor.complaints == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_the_admin_are_accessible(signed_in, width):
    editor = signed_in("quantri", viewport={"width": width, "height": 800})
    number = page_number(editor, PLAN)
    told, wide = {}, []
    for path in (
        "/admin/van-ban/tu-tep/",
        "/admin/van-ban/chua-co/",
        "/admin/van-ban/het-hieu-luc/",
        f"/admin/van-ban/{number}/quan-he/",
        "/admin/nhap-van-ban/",
    ):
        editor.open(path)
        if found := violations(editor.page, context=OURS):
            told[path] = found
        if (
            editor.page.evaluate(
                "Math.max(...[document.documentElement, main].map((part) => part.scrollWidth))"
            )
            > width
        ):
            wide.append(path)
    assert told == {}
    assert wide == []
    assert editor.complaints == []


def test_pictures_for_the_papers(visit):
    for width in (360, 768, 1280):
        visitor = visit(viewport={"width": width, "height": 900})
        for path, picture in (
            (LIBRARY, "directives"),
            (PLAN, "directive"),
            ("/van-ban/66-qd-tw-2017/", "directive-replaced"),
        ):
            visitor.page.goto(path, wait_until="networkidle")
            visitor.keep_picture(picture)
