"""The library as people use it: files brought in, read by the worker, found, withheld, replaced."""

import re
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OURS, Visitor, faults_of_html, keep_pictures, violations
from tests.documents.inspection.first_pages import party_page, state_page
from tests.documents.page_drawing import draw_first_page, draw_page, save_as_pdf
from tests.documents.pdf_files import pdf_file
from tests.documents.signing import sign

pytestmark = pytest.mark.browser

UPLOAD, OVERVIEW, LIBRARY = "/admin/kho-tai-lieu/tai-len/", "/admin/kho-tai-lieu/", "/tai-lieu/"
LAST_PAGE = """\
Phần thứ ba. Tổ chức thực hiện

Đồng chí Bí thư chi bộ phân công đảng viên giúp đỡ quần chúng ưu tú, kiên quyết khắc phục bệnh thành tích.

Kế hoạch này được phổ biến đến toàn thể đảng viên."""
SOUGHT = "giup do quan chung uu tu"
READING_SECONDS = 60
# Sending is slowed down so that its progress can be seen.
BYTES_A_SECOND = 400_000


@dataclass(frozen=True)
class Shelf:
    """Files as they lie on a secretary's disk."""

    scan: Path
    word: Path
    broken: Path
    copy: Path
    drawn: list
    secret: Path
    false_alarm: Path
    internal: Path
    signed: Path
    newer_word: Path


@pytest.fixture(scope="module")
def shelf(tmp_path_factory) -> Shelf:
    folder = tmp_path_factory.mktemp("files")
    drawn = [
        draw_first_page("", state_page(0, 1), boxed=False, skew=0.4, noise=8),
        draw_page(dpi=200, skew=-0.5, noise=8),
        draw_page(LAST_PAGE, dpi=200, noise=8),
    ]
    word = word_file(
        folder / "Hướng dẫn sinh hoạt chuyên đề.docx",
        {
            "Mục đích": "Nâng cao chất lượng sinh hoạt chi bộ theo chuyên đề hằng quý.",
            "Cách làm": "Chi ủy chọn chuyên đề, phân công đảng viên chuẩn bị báo cáo trước mười ngày.",
        },
    )
    broken = folder / "Báo cáo bị hỏng.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + bytes(2000))
    copy = folder / "Hướng dẫn sinh hoạt chuyên đề (bản sao).docx"
    copy.write_bytes(word.read_bytes())
    signed_file = folder / "Nghị quyết ký số.pdf"
    content = pdf_file(["Nghi quyet chi bo thang 3. Chi bo thong nhat giao chi uy to chuc thuc hien."])
    # pyHanko and Playwright each want the thread's event loop.
    with ThreadPoolExecutor(1) as other_thread:
        signed_file.write_bytes(other_thread.submit(sign, content).result())
    return Shelf(
        scan=save_as_pdf(drawn, folder / "Kế hoạch năm 2026.pdf", dpi=200, quality=60),
        word=word,
        broken=broken,
        copy=copy,
        drawn=drawn,
        secret=save_as_pdf(
            [draw_first_page("MẬT", state_page(1, 1))], folder / "Văn bản đến 77.pdf", dpi=200, quality=60
        ),
        false_alarm=save_as_pdf(
            [draw_first_page("MẬT", party_page(1, 2))], folder / "Mẫu dấu.pdf", dpi=200, quality=60
        ),
        internal=word_file(
            folder / "Hướng dẫn nội bộ.docx",
            {
                "LƯU HÀNH NỘI BỘ": "",
                "Hướng dẫn": "Sinh hoạt chuyên đề nội bộ về công tác phát triển đảng viên.",
            },
        ),
        signed=signed_file,
        newer_word=word_file(
            folder / "Hướng dẫn sửa đổi.docx", {"Cách làm": "Đảng viên chuẩn bị báo cáo trước mười lăm ngày."}
        ),
    )


def word_file(path: Path, parts: dict[str, str]) -> Path:
    """Write a Word file with a heading and a paragraph for each part."""
    file = docx.Document()
    for heading, text in parts.items():
        file.add_heading(heading, 1)
        file.add_paragraph(text)
    file.save(path)
    return path


# --- ways to the pages -------------------------------------------------------------------------------------


def put(visitor, path: Path, **fields) -> int:
    """Send a file as the form's script does; return the number of its document."""
    form = visitor.context.request.get(UPLOAD).text()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    collection = re.search(r'<option value="(\d+)"', form)[1]
    content = {"name": path.name, "mimeType": "application/octet-stream", "buffer": path.read_bytes()}
    fields = {"declaration": "on", "collection": collection, "language": "vi", "on_clash": "keep"} | fields
    answer = visitor.context.request.post(
        UPLOAD,
        multipart={"csrfmiddlewaretoken": token, **fields, "files": content},
        headers={"Accept": "application/json", "Referer": visitor.address + UPLOAD},
    ).json()
    assert answer["kind"] not in ("refused", "clash"), answer
    return int(re.search(r"(\d+)/$", answer["url"])[1])


def custody(number: int) -> str:
    return f"{OVERVIEW}{number}/"


def await_reading(visitor, number: int) -> None:
    """Wait until the worker has done with a document."""
    until = time.monotonic() + READING_SECONDS
    while True:
        page = visitor.context.request.get(custody(number)).text()
        if "Chờ đọc" not in page and "Đang đọc" not in page:
            return
        assert time.monotonic() < until, "the worker does not come to an end"
        time.sleep(0.5)


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def row(page, file: Path):
    """Return the row of a file in the upload form."""
    name = page.locator(".upload-row__name").get_by_text(file.name, exact=True)
    return page.locator(".upload-row").filter(has=name)


def slow_down(visitor) -> None:
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": BYTES_A_SECOND},
    )


def press(page, key: str, until) -> None:
    """Press a key until an element has the focus, as somebody without a mouse does."""
    for _press in range(30):
        page.keyboard.press(key)
        if until.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{key} does not reach {until}")


# --- journeys ----------------------------------------------------------------------------------------------


def test_files_are_brought_in_read_and_found(visit, signed_in, shelf):
    editor = signed_in("bientap")
    page = editor.page
    editor.open("/admin/")
    editor.open(UPLOAD)
    chooser = page.locator("input[type=file]")
    expect(chooser).to_be_disabled()
    page.locator("input[name=declaration]").press("Space")
    expect(chooser).to_be_enabled()
    chooser.set_input_files([shelf.word, shelf.broken, shelf.copy, shelf.scan])
    expect(page.locator(".upload-row")).to_have_count(4)
    row(page, shelf.scan).get_by_label("Tiêu đề").fill("Kế hoạch học tập năm 2026")
    slow_down(editor)
    page.get_by_role("button", name="Gửi các tệp").press("Enter")
    expect(row(page, shelf.scan)).to_contain_text("Đang gửi")
    page.wait_for_function("Array.from(document.querySelectorAll('.upload-row progress')).at(-1).value > .2")
    keep_pictures(editor, "document-upload", row(page, shelf.scan))
    expect(row(page, shelf.word)).to_contain_text("Đã lưu, trang đầu đã được kiểm tra.")
    expect(row(page, shelf.broken)).to_contain_text("hỏng")
    expect(row(page, shelf.copy)).to_contain_text("Hãy chọn cách xử lý")
    expect(row(page, shelf.scan)).to_contain_text(
        "Đã lưu. Người đọc thấy tệp sau khi trang đầu được kiểm tra."
    )
    skip = row(page, shelf.copy).get_by_role("button", name="Bỏ qua")
    press(page, "Tab", skip)
    page.keyboard.press("Enter")
    expect(row(page, shelf.copy)).to_contain_text("Đã bỏ qua")

    page.get_by_role("link", name="Tình trạng tài liệu").last.click()
    page.evaluate("window.isTheSame = true")
    state = page.get_by_role("row", name="Kế hoạch học tập năm 2026")
    expect(state).to_contain_text(re.compile("Chờ đọc|Đang đọc"))
    expect(state).to_contain_text("Đã đọc", timeout=READING_SECONDS * 1000)
    expect(state).to_contain_text("Đã kiểm tra")
    assert page.evaluate("window.isTheSame")
    assert editor.complaints == []

    reader = visit(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    reader.open(f"/tim-kiem/?q={SOUGHT.replace(' ', '+')}")
    found = reader.page.locator(".search-result", has_text="Kế hoạch học tập năm 2026").first
    found.get_by_role("link", name="Trang 3").click()
    expect(reader.page).to_have_url(re.compile(r"/tai-lieu/\d+/#trang-3$"))
    sheet = reader.page.locator("#trang-3")
    expect(sheet).to_be_in_viewport()
    expect(sheet).to_contain_text("giúp đỡ quần chúng ưu tú")
    sheet.get_by_role("button", name="Sao chép").click()
    expect(sheet.get_by_role("button", name="Đã sao chép")).to_be_visible()
    assert "kiên quyết khắc phục bệnh thành tích" in " ".join(
        reader.page.evaluate("navigator.clipboard.readText()").split()
    )
    sheet.get_by_role("link", name="Trang trước").press("Enter")
    expect(reader.page).to_have_url(re.compile("#trang-2$"))
    press(reader.page, "Tab", reader.page.locator("#trang-2").get_by_role("link", name="Trang sau"))
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile("#trang-3$"))
    assert reader.complaints == []


def test_a_clash_is_answered_by_keyboard(signed_in, shelf, tmp_path):
    editor = signed_in("bientap")
    number = put(editor, word_file(tmp_path / "Quy chế.docx", {"Quy chế": "Bản thứ nhất của quy chế."}))
    newer = word_file(tmp_path / "Quy chế.docx", {"Quy chế": "Bản thứ hai của quy chế."})
    page = editor.page
    editor.open(UPLOAD)
    page.locator("input[name=declaration]").check()
    page.locator("input[type=file]").set_input_files(newer)
    page.get_by_role("button", name="Gửi các tệp").press("Enter")
    expect(row(page, newer)).to_contain_text("cùng tên tệp")
    press(page, "Tab", row(page, newer).get_by_role("button", name="Thay thế"))
    page.keyboard.press("Enter")
    expect(row(page, newer)).to_contain_text("phiên bản mới nhất")
    assert page.evaluate("document.activeElement !== document.body")
    page.locator("input[type=file]").set_input_files(newer)
    page.get_by_role("button", name="Gửi các tệp").press("Enter")
    again = page.locator(".upload-row").last
    expect(again).to_contain_text("cùng nội dung")
    press(page, "Tab", again.get_by_role("button", name="Giữ cả hai"))
    page.keyboard.press("Enter")
    expect(again).to_contain_text("Đã lưu")
    expect(again.get_by_role("link")).not_to_have_attribute("href", custody(number))
    assert editor.complaints == []


def test_a_file_may_be_dropped_and_taken_away_again(signed_in):
    editor = signed_in("bientap")
    page = editor.page
    editor.open(UPLOAD)
    dropped = page.evaluate_handle(
        "() => { const all = new DataTransfer(); all.items.add(new File(['Nội dung'], 'Ghi chú.txt')); return all; }"
    )
    zone = page.locator("[data-upload-zone]")
    zone.dispatch_event("drop", {"dataTransfer": dropped})
    expect(page.locator(".upload-row")).to_have_count(0)
    expect(page.locator("input[name=declaration]")).to_be_focused()
    page.keyboard.press("Space")
    zone.dispatch_event("drop", {"dataTransfer": dropped})
    expect(page.locator(".upload-row")).to_contain_text("Ghi chú.txt")
    page.locator(".upload-row").get_by_role("button", name="Xóa").click()
    expect(page.locator(".upload-row")).to_have_count(0)
    expect(page.get_by_role("button", name="Gửi các tệp")).to_be_hidden()


def test_a_marked_scan_is_withheld_and_destroyed(signed_in, served, shelf):
    uploader = signed_in("bientap")
    number = put(uploader, shelf.secret)
    await_reading(uploader, number)
    uploader.open(custody(number))
    notice = uploader.page.get_by_role("alert")
    expect(notice).to_contain_text("Tệp này bị giữ lại")
    keep_pictures(uploader, "document-withheld")
    assert status_of(f"{served.address}{LIBRARY}{number}/") == 404
    other = signed_in("duyetdang")
    assert other.context.request.get(custody(number)).status == 404

    administrator = signed_in("quantri")
    administrator.open(f"{OVERVIEW}?xem=attention")
    administrator.page.get_by_role("link", name=shelf.secret.stem).click()
    page = administrator.page
    expect(page.get_by_role("alert")).to_contain_text("Tệp này bị giữ lại")
    confirmation = page.get_by_label(re.compile("^Gõ “hủy”"))
    confirmation.fill("xóa")
    page.get_by_role("button", name="Hủy tệp").click()
    expect(page.locator(".messages")).to_contain_text("Hãy gõ")
    confirmation.fill("Hủy")
    page.get_by_role("button", name="Hủy tệp").click()
    expect(page).to_have_url(re.compile(f"{OVERVIEW}$"))
    expect(page.get_by_role("region", name="Tệp đã hủy")).to_be_visible()
    expect(page.get_by_text(shelf.secret.stem)).to_have_count(0)
    assert administrator.context.request.get(custody(number)).status == 404
    assert uploader.complaints == administrator.complaints == []


def test_a_false_alarm_is_released_by_a_second_person(signed_in, served, shelf):
    uploader = signed_in("bientap")
    number = put(uploader, shelf.false_alarm)
    await_reading(uploader, number)
    uploader.open(custody(number))
    expect(uploader.page.get_by_role("button", name="Giải tỏa")).to_have_count(0)
    administrator = signed_in("quantri")
    administrator.open(custody(number))
    page = administrator.page
    page.get_by_label("Lý do").fill("Trang mẫu dấu dùng để tập huấn văn thư.")
    page.get_by_role("button", name="Giải tỏa").click()
    expect(page.locator(".messages")).to_contain_text("lý do")
    expect(page.get_by_role("region", name="Quyết định")).to_contain_text("tập huấn văn thư")
    assert status_of(f"{served.address}{LIBRARY}{number}/") == 200
    assert administrator.complaints == []


def test_an_internal_file_moves_to_the_members_by_one_click(visit, signed_in, served, shelf):
    editor = signed_in("bientap")
    number = put(editor, shelf.internal)
    assert status_of(f"{served.address}{LIBRARY}{number}/") == 404
    editor.open(custody(number))
    editor.page.get_by_role("button", name="Chuyển vào đó").click()
    expect(editor.page.locator(".messages")).to_contain_text("Nội bộ")
    await_reading(editor, number)
    member = signed_in("dangvien")
    member.open(f"{LIBRARY}{number}/")
    expect(member.page.locator(".sheet__text").last).to_contain_text("phát triển đảng viên")
    stranger = visit()
    stranger.open(f"{LIBRARY}{number}/")
    expect(stranger.page).to_have_url(re.compile("/thanh-vien/dang-nhap/"))
    assert editor.complaints == member.complaints == stranger.complaints == []


def test_a_replaced_file_keeps_its_address_and_its_old_version(visit, signed_in, shelf, tmp_path):
    editor = signed_in("bientap")
    old = word_file(tmp_path / "Nội quy cơ quan.docx", {"Nội quy": "Nội quy cũ của cơ quan."})
    number = put(editor, old)
    page = editor.page
    editor.open(custody(number))
    replacing = page.get_by_role("region", name="Thay tệp")
    replacing.locator("input[name=declaration]").check()
    replacing.locator("input[type=file]").set_input_files(shelf.newer_word)
    replacing.get_by_label("Lý do").fill("Sửa thời hạn chuẩn bị.")
    replacing.get_by_role("button", name="Thay thế").click()
    expect(page.locator(".messages")).to_contain_text("phiên bản")
    versions = page.get_by_role("region", name="Các phiên bản")
    expect(versions.locator("tbody tr")).to_have_count(2)
    expect(versions).to_contain_text("Sửa thời hạn chuẩn bị.")
    with page.expect_download() as download:
        versions.locator("tbody tr").last.get_by_role("link", name="Tải về").click()
    assert download.value.suggested_filename == old.name
    assert Path(download.value.path()).read_bytes() == old.read_bytes()
    await_reading(editor, number)
    reader = visit()
    reader.open(f"{LIBRARY}{number}/")
    expect(reader.page.locator(".sheet__text").first).to_contain_text("mười lăm ngày")
    assert reader.complaints == []


def test_everything_works_without_javascript(visit, signed_in, shelf, tmp_path):
    editor = signed_in("bientap", java_script_enabled=False)
    page = editor.page
    files = [
        word_file(
            tmp_path / "Chương trình hành động.docx", {"Chương trình": "Chương trình hành động năm nay."}
        ),
        shelf.broken,
    ]
    editor.open(UPLOAD)
    page.locator("input[name=declaration]").check()
    page.locator("input[type=file]").set_input_files(files)
    page.locator("main button[type=submit]").click()
    expect(page.get_by_text("Đã lưu, trang đầu đã được kiểm tra.")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text=shelf.broken.name)).to_be_visible()
    page.get_by_role("link", name=files[0].stem).click()
    number = int(re.search(r"(\d+)/$", page.url)[1])
    await_reading(editor, number)
    reader = visit(java_script_enabled=False)
    reader.open(f"{LIBRARY}{number}/")
    expect(reader.page.locator(".sheet__text")).to_contain_text("Chương trình hành động năm nay.")
    expect(reader.page.get_by_role("button", name="Sao chép")).to_have_count(0)


# --- how the pages are made --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pages:
    """Addresses of pages with content: what anybody reads, and what the administrator works with."""

    public: dict[str, str]
    admin: dict[str, str]
    word: Path


@pytest.fixture(scope="module")
def pages(chromium, served, shelf, tmp_path_factory) -> Pages:
    uploader = Visitor(chromium, served)
    uploader.sign_in("bientap")
    # Files of their own: the journeys, which may come before or after, must not meet them.
    folder = tmp_path_factory.mktemp("more")
    word_copy = word_file(
        folder / "Hướng dẫn xây dựng chi bộ bốn tốt.docx",
        {
            "Tiêu chí": "Hoàn thành tốt nhiệm vụ, sinh hoạt tốt, đoàn kết tốt, cán bộ, đảng viên tốt.",
            "Cách chấm": "Chi ủy tự chấm từng tiêu chí, nêu rõ căn cứ, báo cáo chi bộ trong sinh hoạt quý.",
        },
    )
    marked = [draw_first_page("TỐI MẬT", party_page(2, 1))]
    limited = {"LƯU HÀNH NỘI BỘ": "", "Đề cương": "Sinh hoạt chuyên đề về tự phê bình và phê bình."}
    word = put(uploader, word_copy, title="Hướng dẫn chấm tiêu chí và xây dựng chi bộ bốn tốt năm 2026")
    signed_pdf = put(uploader, shelf.signed)
    secret = put(uploader, save_as_pdf(marked, folder / "Công văn đến 12.pdf", dpi=200, quality=60))
    unreadable = put(uploader, save_as_pdf([draw_page("", dpi=100)], folder / "Trang trắng.pdf", dpi=100))
    internal = put(uploader, word_file(folder / "Đề cương.docx", limited))
    scan = put(
        uploader,
        save_as_pdf(shelf.drawn, folder / "Kế hoạch.pdf", dpi=200, quality=55),
        title="Kế hoạch học tập và làm theo năm 2026",
        source="Văn phòng",
    )
    for number in (scan, word, signed_pdf, secret, unreadable, internal):
        await_reading(uploader, number)
    uploader.context.close()
    return Pages(
        public={
            "library": LIBRARY,
            "library searched": f"{LIBRARY}?q=sinh+hoat",
            "library without a hit": f"{LIBRARY}?q=khongcogi",
            "scan": f"{LIBRARY}{scan}/",
            "signed PDF": f"{LIBRARY}{signed_pdf}/",
            "Word file": f"{LIBRARY}{word}/",
        },
        word=word_copy,
        admin={
            "upload": UPLOAD,
            "overview": OVERVIEW,
            "needs a decision": f"{OVERVIEW}?xem=attention",
            "ordinary": custody(word),
            "withheld": custody(secret),
            "unreadable": custody(unreadable),
            "internal": custody(internal),
        },
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_public_pages_are_accessible(visit, pages, width, scheme):
    visitor = visit(viewport={"width": width, "height": 800}, color_scheme=scheme)
    told, wide = {}, []
    for name, path in pages.public.items():
        visitor.open(path)
        if found := violations(visitor.page):
            told[name] = found
        if visitor.page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(name)
    assert told == {}
    assert wide == []
    assert visitor.complaints == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_the_admin_are_accessible(signed_in, pages, shelf, width):
    visitor = signed_in("quantri", viewport={"width": width, "height": 800})
    page = visitor.page
    told, wide = {}, []

    def look(name: str) -> None:
        if found := violations(page, context=OURS):
            told[name] = found
        # Wagtail hides what sticks out of its main part; it must not have to.
        if (
            page.evaluate("Math.max(...[document.documentElement, main].map((part) => part.scrollWidth))")
            > width
        ):
            wide.append(name)

    for name, path in pages.admin.items():
        visitor.open(path)
        look(name)
    visitor.open(UPLOAD)
    page.locator("input[name=declaration]").check()
    page.locator("input[type=file]").set_input_files([pages.word, shelf.broken])
    look("upload, chosen")
    page.get_by_role("button", name="Gửi các tệp").click()
    expect(page.locator(".upload-row").last).to_contain_text("hỏng")
    look("upload, sent")
    assert told == {}
    assert wide == []
    assert visitor.complaints == []


def test_every_page_is_valid_html(signed_in, pages, tmp_path):
    visitor = signed_in("quantri")
    first_lines = {}
    for name, path in {**pages.public, **pages.admin}.items():
        source = visitor.context.request.get(path).text()
        file = f"{name.replace(' ', '-')}.html"
        (tmp_path / file).write_text(source)
        # Of the admin's pages, what stands before our part is Wagtail's.
        before, _ours, _rest = source.partition('<div class="nice-padding')
        first_lines[file] = before.count("\n") + 1 if name in pages.admin else 0
    told = [fault for fault in faults_of_html(tmp_path) if fault[1] >= first_lines[fault[0]]]
    assert told == []


def test_pictures_for_the_papers(visit, pages):
    for width in (360, 768, 1280):
        visitor = visit(viewport={"width": width, "height": 900})
        for name, picture in (("library", "library"), ("scan", "document")):
            visitor.page.goto(pages.public[name], wait_until="networkidle")
            visitor.keep_picture(picture)
