"""An article written in Word goes by three people's hands to the public."""

import re
import urllib.request

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TITLE = "Chi bộ Phòng 9 xây dựng mô hình học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
WIDTHS = (360, 768, 1280)


@pytest.fixture(scope="module")
def manuscript(samples_dir):
    return samples_dir / "seed-article.docx"


def choose_action(page, name: str) -> None:
    """Choose an entry of the editor's menu of actions."""
    page.get_by_role("button", name="Thao tác khác").click()
    page.locator("footer").get_by_role("button", name=name, exact=True).click()


def approve(visit, account: str) -> None:
    visitor = visit()
    visitor.sign_in(account)
    visitor.open("/admin/")
    visitor.page.get_by_role("link", name=TITLE).first.click()
    choose_action(visitor.page, "Duyệt")
    expect(visitor.page.locator(".messages")).to_contain_text(TITLE)


def text_at(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return answer.read().decode()


def test_a_word_file_becomes_a_published_article_by_three_accounts(visit, served, manuscript):
    author = visit(viewport={"width": 1280, "height": 900})
    author.sign_in("congtacvien")
    author.open("/admin/")
    author.page.get_by_role("link", name="Nhập bài từ Word").click()
    for width in WIDTHS:
        author.page.set_viewport_size({"width": width, "height": 900})
        author.keep_picture("import-form")
    author.page.locator("input[type=file]").set_input_files(manuscript)
    author.page.get_by_role("button", name="Nhập", exact=True).click()
    expect(author.page.get_by_text("Đã tạo bản nháp")).to_be_visible()
    for width in WIDTHS:
        author.page.set_viewport_size({"width": width, "height": 900})
        author.keep_picture("import-report")
    author.page.get_by_role("link", name=re.compile("Mở bản nháp")).click()
    expect(author.page.locator("#id_title")).to_have_value(TITLE)
    choose_action(author.page, "Chuyển duyệt: Duyệt và đăng")
    expect(author.page.locator(".messages")).to_contain_text(TITLE)
    assert [each for each in author.complaints if "another host" in each] == []

    assert TITLE not in text_at(f"{served.address}/tin-tuc/")
    approve(visit, "bientap")
    assert TITLE not in text_at(f"{served.address}/tin-tuc/")
    approve(visit, "duyetdang")

    reader = visit(viewport={"width": 1280, "height": 900})
    reader.open("/tin-tuc/")
    reader.page.get_by_role("link", name=TITLE).click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(TITLE)
    address = reader.page.url
    assert TITLE in text_at(f"{served.address}/tin-tuc/feed/")
    assert address in text_at(f"{served.address}/sitemap.xml")
    reader.open("/tim-kiem/?q=doan+ket+trach+nhiem")
    expect(reader.page.get_by_role("link", name=TITLE)).to_be_visible()
    assert reader.complaints == []


def test_pictures_for_the_papers(visit):
    pages = {
        "home": "/",
        "news": "/tin-tuc/",
        "article": "/tin-tuc/chi-bo-phong-9-tong-ket-mo-hinh-doan-ket-trach-nhiem-nam-2026/",
    }
    for width in WIDTHS:
        visitor = visit(viewport={"width": width, "height": 900})
        for name, path in pages.items():
            visitor.open(path)
            assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
            visitor.keep_picture(name)
