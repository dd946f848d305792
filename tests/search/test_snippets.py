"""The part of a text that is shown: round the hit, marked as it is written, and nothing but text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from portal.search.queries import parsed
from portal.search.snippets import marked, snippet

any_text = st.text(max_size=200)


@given(any_text, any_text)
def test_a_snippet_is_the_text_escaped(text, typed):
    query = parsed(typed)
    for html in (snippet(text, query), marked(text, query)) if query else ():
        bare = html.replace("<mark>", "").replace("</mark>", "")
        assert "<" not in bare
        assert ">" not in bare
        assert html.count("<mark>") == html.count("</mark>")


def test_markup_in_text_and_query_stays_text():
    assert (
        snippet("<b>Chi bộ</b> & đảng viên", parsed("<b>"))
        == "&lt;<mark>b</mark>&gt;Chi bộ&lt;/<mark>b</mark>&gt; &amp; đảng viên"
    )


def test_a_snippet_shows_the_place_of_the_hit():
    text = "đầu " * 200 + "kim chỉ nam " + "cuối " * 200
    html = snippet(text, parsed("kim chi nam"), 160)
    assert "<mark>kim chỉ nam</mark>" in html
    assert html.startswith("…") and html.endswith("…")
    assert len(html) < 250


def test_whole_words_are_marked_and_parts_of_words_are_not():
    assert "<mark>" not in snippet("toàn thể", parsed("an"))
    assert snippet("an toàn", parsed("an")) == "<mark>an</mark> toàn"


def test_a_word_as_it_was_typed_is_marked_before_one_without_its_marks():
    assert marked("Ban hành việc bán tài sản", parsed("bán")) == "Ban hành việc <mark>bán</mark> tài sản"
    assert marked("Ban hành", parsed("bán")) == "<mark>Ban</mark> hành"


def test_a_hit_is_marked_in_its_own_spelling():
    assert marked("Quy định số 144-QĐ/TW", parsed("144 qd tw")) == "Quy định số <mark>144-QĐ/TW</mark>"
    assert marked("Kĩ thuật", parsed("kỹ thuật")) == "<mark>Kĩ thuật</mark>"
    decomposed = unicodedata.normalize("NFD", "Đoàn kết")
    assert marked(decomposed, parsed("doan ket")) == "<mark>Đoàn kết</mark>"
