"""Announcements and the calendar as their readers and editors meet them."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import enter_date

pytestmark = pytest.mark.browser

WIDTHS = (360, 768, 1280)
URGENT = "Tạm ngừng cung cấp điện tại trụ sở ngày cuối tuần"
SHIFT = """() => new Promise((done) => {
  let shift = 0;
  new PerformanceObserver((list) => { for (const each of list.getEntries()) shift += each.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(shift), 700);
})"""


def banner_of(visitor):
    return visitor.page.get_by_role("complementary", name="Thông báo khẩn")


def test_what_a_reader_puts_away_stays_away_without_a_cookie(visit):
    visitor = visit(viewport={"width": 1280, "height": 900})
    visitor.open("/")
    expect(banner_of(visitor)).to_contain_text(URGENT)
    visitor.page.get_by_role("button", name=f"Không hiện lại: {URGENT}").focus()
    visitor.page.keyboard.press("Enter")
    expect(banner_of(visitor)).to_have_count(0)
    assert visitor.page.evaluate("document.activeElement.id") == "main"
    for path in ("/gioi-thieu/", "/tim-kiem/?q=dien", "/"):
        visitor.open(path)
        expect(banner_of(visitor)).to_have_count(0)
        assert visitor.page.evaluate(SHIFT) == 0
    assert visitor.context.cookies() == []
    assert visitor.complaints == []


def test_the_banner_leads_to_its_announcement_and_moves_nothing(visit):
    visitor = visit(viewport={"width": 360, "height": 740})
    visitor.open("/gioi-thieu/")
    assert visitor.page.evaluate(SHIFT) == 0
    assert visitor.page.evaluate("document.getAnimations().length") == 0
    banner_of(visitor).get_by_role("link", name=URGENT).click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(URGENT)


def test_without_scripts_the_banner_stays(visit):
    visitor = visit(java_script_enabled=False)
    visitor.open("/")
    expect(banner_of(visitor)).to_contain_text(URGENT)
    expect(banner_of(visitor).locator("button")).to_be_hidden()


def test_members_have_their_own_banner(visit, signed_in):
    member = signed_in("dangvien")
    member.open("/")
    expect(banner_of(member)).to_contain_text("Nộp bản tự kiểm điểm cuối năm")
    public = visit()
    public.open("/")
    expect(banner_of(public)).not_to_contain_text("Nộp bản tự kiểm điểm cuối năm")


def test_a_month_is_read_by_touch_on_a_phone(visit):
    visitor = visit(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    visitor.open("/lich-cong-tac/")
    page = visitor.page
    while not page.locator(".month__jump").count():
        page.locator("a[rel=next]").tap()
    day = page.locator(".month__jump").first
    box = day.bounding_box()
    assert box["width"] >= 40 and box["height"] >= 44
    day.tap()
    target = page.evaluate("location.hash")
    assert re.fullmatch(r"#ngay-\d\d", target)
    expect(page.locator(target)).to_be_in_viewport()
    expect(page.locator(f"{target} .event__link").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_calendar_is_driven_by_keys(visit):
    visitor = visit(viewport={"width": 1280, "height": 900})
    visitor.open("/lich-cong-tac/danh-sach/")
    first = visitor.page.locator(".agenda__day .event__link").first
    title = first.text_content()
    visitor.page.get_by_role("link", name="Theo tháng").focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/lich-cong-tac/")
    link = visitor.page.locator(".month .event__link", has_text=title)
    while not link.count():
        visitor.page.locator("a[rel=next]").focus()
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_url(re.compile(r"/\d{4}/\d\d/$"))
    link.first.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(title)


def test_an_event_is_taken_into_ones_own_calendar(visit):
    visitor = visit()
    visitor.open("/thong-bao/lich-tiep-cong-dan/")
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="Thêm vào lịch của bạn (.ics)").click()
    assert download.value.suggested_filename == "lich-tiep-cong-dan.ics"
    assert download.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_an_editor_writes_an_announcement_and_sends_it_on(signed_in, served):
    parent = served.manage(
        "shell",
        "-v0",
        "-c",
        "from news.models import AnnouncementIndexPage as A; print(A.objects.get(depth=3).pk)",
    ).strip()
    editor = signed_in("congtacvien")
    editor.open(f"/admin/pages/add/news/announcementpage/{parent}/")
    page = editor.page
    day = datetime.now() + timedelta(days=3)
    page.locator("#id_title").fill("Mời dự hội thảo nghiệp vụ")
    page.locator("#id_kind").select_option(label="Mời họp")
    enter_date(page.locator("#id_event_starts_at"), f"{day:%d/%m/%Y} 09:00")
    enter_date(page.locator("#id_event_ends_at"), f"{day:%d/%m/%Y} 08:00")
    page.locator("#id_event_place").fill("Hội trường tầng 3")
    page.locator("footer").get_by_role("button", name="Lưu bản nháp").click()
    expect(page.locator("body")).to_contain_text("Sự kiện không thể kết thúc trước khi bắt đầu.")
    enter_date(page.locator("#id_event_ends_at"), f"{day:%d/%m/%Y} 11:00")
    editor.keep_picture("announcement-form")
    page.get_by_role("button", name="Thao tác khác").click()
    page.locator("footer").get_by_role("button", name="Chuyển duyệt: Duyệt và đăng", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("Mời dự hội thảo nghiệp vụ")
    assert [each for each in editor.complaints if "another host" in each] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_pictures_for_the_papers(visit, width):
    visitor = visit(viewport={"width": width, "height": 900})
    for name, path in (
        ("announcements", "/thong-bao/"),
        ("announcement", "/thong-bao/lich-tiep-cong-dan/"),
        ("calendar", "/lich-cong-tac/"),
    ):
        assert visitor.open(path).status == 200
        visitor.keep_picture(name)
