import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.base.slugs import VietnameseSlugInput, slug_formatters
from portal.base.text import slugify
from tests.base.test_text import VIETNAMESE

TITLES = [
    "Đoàn kết, trách nhiệm",
    "Quy định số 144-QĐ/TW ngày 09/5/2024",
    "Đại hội Chi bộ lần thứ V – “Đoàn kết”",
    "Ngưỡng cửa, quỹ đạo, nghiêng ngả, khuỷu tay, ưỡn ẹo",
    "Ủy ban: ỷ lại; Ỹ; ỡm ờ…",
    "30/2020/NĐ-CP",
    "100% đảng viên",
    "Ý Đảng_lòng dân",
]


def as_the_browser_makes_it(title: str) -> str:
    """Run the formatters as Wagtail's script does, then its own slug rule for ASCII (keep letters, digits, - and _)."""
    for pattern, replacement in slug_formatters():
        title = pattern.sub(replacement, title)
    kept = re.sub(r"[^a-zA-Z0-9\s_-]", "", title)
    return re.sub(r"[\s_-]+", "-", kept).strip("-").lower()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("title", TITLES)
def test_the_live_slug_field_and_the_server_make_the_same_slug(title, form):
    assert as_the_browser_makes_it(unicodedata.normalize(form, title)) == slugify(title)


@given(
    st.lists(st.text(VIETNAMESE + VIETNAMESE.upper(), min_size=1, max_size=6), max_size=8),
    st.sampled_from(["NFC", "NFD"]),
)
def test_they_agree_on_any_vietnamese_words(syllables, form):
    title = " ".join(syllables)
    assert as_the_browser_makes_it(unicodedata.normalize(form, title)) == slugify(title, 1000)


def test_the_widget_hands_the_formatters_to_the_script():
    html = VietnameseSlugInput().render("slug", "")
    assert "data-w-slug" in html
    assert "đ" in html or "\\u0111" in html
