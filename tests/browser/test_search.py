"""Searching as readers do: suggestions by keyboard and mouse, kinds and facets, a phone, no scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OURS, violations

pytestmark = pytest.mark.browser
ARTICLE = re.compile("Đoàn kết, trách nhiệm")


@pytest.fixture
def reader(visit):
    return visit(viewport={"width": 1280, "height": 900})


def test_typing_without_marks_suggests_and_enter_opens(reader):
    reader.open("/")
    page = reader.page
    box = page.locator("#site-search")
    box.press_sequentially("doan ket", delay=20)
    options = page.get_by_role("option")
    expect(options.filter(has_text=ARTICLE).first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="Gợi ý")).to_have_count(1)
    assert violations(page, context={"include": [[".masthead"]]}) == []
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", chosen)
    box.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("doan ket")
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    title = options.first.locator("span").first.inner_text()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.locator("h1")).to_contain_text(title[:30])
    assert reader.complaints == []


def test_enter_without_a_choice_searches(reader):
    reader.open("/")
    page = reader.page
    page.locator("#site-search").press_sequentially("doan ket", delay=20)
    page.locator("#site-search").press("Enter")
    expect(page).to_have_url(re.compile(r"/tim-kiem/\?q=doan(\+|%20)ket"))
    expect(page.locator(".search-result").first).to_be_visible()
    expect(page.locator("mark", has_text=re.compile("Đoàn kết", re.IGNORECASE)).first).to_be_visible()
    assert page.locator(".search-result__title", has_text=ARTICLE).count() >= 1


def test_a_symbol_in_any_spelling_comes_first(reader):
    reader.open("/tim-kiem/?q=144+qd+tw")
    page = reader.page
    first = page.locator(".search-result__title").first
    expect(first).to_contain_text("Quy định số 144-QĐ/TW")
    expect(first.locator("mark")).to_contain_text("144-QĐ/TW")


def test_results_are_narrowed_and_widened_again(reader):
    reader.open("/tim-kiem/?q=chi+bo")
    page = reader.page
    page.get_by_role("navigation", name="Loại kết quả").get_by_role(
        "link", name=re.compile("^Tin bài")
    ).click()
    expect(page).to_have_url(re.compile("loai=tin-bai"))
    year = page.get_by_role("navigation", name="Năm").get_by_role("link").first
    label = year.locator("span").first.inner_text()
    year.click()
    expect(page).to_have_url(re.compile(f"nam={label}"))
    expect(page.locator(".chip")).to_contain_text(label)
    for shown in page.locator(".search-result time").all_inner_texts():
        assert shown.endswith(label)
    page.locator(".chip").click()
    expect(page.locator(".chip")).to_have_count(0)
    assert reader.complaints == []


def test_a_slip_of_the_finger_is_answered_with_a_proposal(reader):
    reader.open("/tim-kiem/?q=hien+mau+tinh+nguyenj")
    page = reader.page
    page.get_by_role("link", name=re.compile("hien mau tinh")).first.click()
    expect(page.locator(".search-result").first).to_contain_text("Hiến máu")


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("query", ["q=chi+bo", "q=chi+bo&loai=tin-bai", "q=mau&loai=tai-lieu", "q=khongcogi"])
def test_results_fit_and_are_accessible(visit, width, query):
    reader = visit(viewport={"width": width, "height": 800})
    reader.open(f"/tim-kiem/?{query}")
    page = reader.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
    assert reader.complaints == []


def test_without_scripts_the_box_is_a_plain_form(visit):
    reader = visit(java_script_enabled=False)
    reader.open("/")
    page = reader.page
    page.locator("#site-search").fill("doan ket")
    page.locator("#site-search").press("Enter")
    expect(page.locator(".search-result").first).to_be_visible()


def test_editors_find_what_readers_search_for(visit, signed_in):
    visit().open("/tim-kiem/?q=cau+tim+khong+co+gi+het")
    editor = signed_in("bientap")
    editor.open("/admin/tim-kiem/tu-khoa/?khong=1")
    page = editor.page
    expect(page.get_by_role("row", name=re.compile("cau tim khong co gi het"))).to_be_visible()
    assert violations(page, context=OURS) == []
