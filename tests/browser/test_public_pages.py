import urllib.error
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import faults_of_html

pytestmark = pytest.mark.browser

ARTICLE = "/tin-tuc/chi-bo-phong-9-tong-ket-mo-hinh-doan-ket-trach-nhiem-nam-2026/"
PAGES = {
    "home": "/",
    "news": "/tin-tuc/",
    "month": "/tin-tuc/2026/11/",
    "topic": "/tin-tuc/chu-de/chuyen-doi-so/",
    "article": ARTICLE,
    "section": "/gioi-thieu/",
    "standard page": "/gioi-thieu/lich-su-hinh-thanh/",
    "directives": "/van-ban/",
    "directives as a table": "/van-ban/?dang=bang&nam=2025",
    "directive": "/van-ban/07-kh-cb-2026/",
    "directive no longer in force": "/van-ban/66-qd-tw-2017/",
    "announcements": "/thong-bao/",
    "archive of announcements": "/thong-bao/luu-tru/",
    "announcement": "/thong-bao/lich-tiep-cong-dan/",
    "ended announcement": "/thong-bao/moi-hop-gop-y-du-thao-quy-che/",
    "calendar": "/lich-cong-tac/",
    "calendar as a list": "/lich-cong-tac/danh-sach/",
    "albums": "/thu-vien-anh/",
    "album": "/thu-vien-anh/hoi-nghi-tong-ket/",
    "contact": "/lien-he/",
    "site map": "/so-do-trang/",
    "search": "/tim-kiem/?q=doan+ket",
    "empty search": "/tim-kiem/?q=khongcogi",
    "sign in": "/thanh-vien/dang-nhap/",
    "password": "/thanh-vien/mat-khau/quen/",
    "not found": "/khong-co-trang-nay/",
    "bad request": "/?q=%00",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_asks_nobody_else(visit, name, width, scheme):
    visitor = visit(viewport={"width": width, "height": 800}, color_scheme=scheme)
    visitor.open(PAGES[name])
    violations = Axe().run(visitor.page).response["violations"]
    told = [(each["id"], [node["html"][:160] for node in each["nodes"]][:3]) for each in violations]
    assert told == []
    if name not in ("not found", "bad request"):  # the browser itself notes the status as an error
        assert visitor.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_at_400_percent(visit, name):
    visitor = visit(viewport={"width": 320, "height": 640})
    visitor.open(PAGES[name])
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_page_is_valid_html(served, tmp_path):
    for name, path in PAGES.items():
        (tmp_path / f"{name.replace(' ', '-')}.html").write_bytes(body_of(served.address + path))
    assert faults_of_html(tmp_path) == []


def body_of(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.read()
    except urllib.error.HTTPError as answer:
        return answer.read()


def test_the_home_page_is_light(visit):
    visitor = visit(viewport={"width": 1280, "height": 800})
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    kinds, sizes = {}, {}
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    visitor.page.goto("/", wait_until="networkidle")
    transferred = sum(size for key, size in sizes.items() if kinds.get(key) != "Image")
    assert 0 < transferred <= 60_000
    assert visitor.page.locator("script[src]:not([type=module]):not([defer]):not([async])").count() == 0


def test_the_public_gets_no_cookie(visit):
    visitor = visit()
    for name in ("home", "news", "article", "search", "site map"):
        visitor.open(PAGES[name])
    assert visitor.context.cookies() == []


def test_the_skip_link_leads_to_the_content(visit):
    visitor = visit()
    visitor.open("/")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("location.hash") == "#main"


def test_the_slug_field_reads_vietnamese_while_typing(visit, served):
    visitor = visit()
    visitor.sign_in("bientap")
    visitor.open("/admin/")
    parent = served.manage(
        "shell",
        "-v0",
        "-c",
        "from news.models import NewsIndexPage as N; print(N.objects.get(slug='tin-tuc').pk)",
    ).strip()
    visitor.open(f"/admin/pages/add/news/articlepage/{parent}/")
    visitor.page.locator("#id_title").press_sequentially("Đoàn kết, trách nhiệm")
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.locator("#id_slug")).to_have_value("doan-ket-trach-nhiem")
    assert [each for each in visitor.complaints if "another host" in each] == []
