"""What is the same word for the index: marks, tone placement, i and y, numbers, symbols, old encodings of text."""

import unicodedata

import pytest

from portal.search.words import distinct, folded, indexed, words


def exact(text: str) -> list[str]:
    return [word.exact for word in words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa bình", "hoà bình"),
        ("Thủy lợi", "Thuỷ lợi"),
        ("kỹ thuật", "kĩ thuật"),
        ("công ty", "công ti"),
        ("quý", "quí"),
        ("lý luận", "lí luận"),
        ("Đoàn kết", unicodedata.normalize("NFD", "đoàn KẾT")),
        ("01/CT-VKSTC", "1/ct-vkstc"),
        ("09/5/2024", "9/05/2024"),
        ("144-QĐ/TW", "144 – QĐ/TW"),
        ("144QĐ", "144 QĐ"),
        ("ng\u200bhị quyết", "nghị quyết"),
    ],
)
def test_the_same_word_in_two_spellings(one, other):
    assert folded(one) == folded(other)
    assert indexed(one) == indexed(other)


@pytest.mark.parametrize(
    ("one", "other"), [("án", "an"), ("bán", "bạn"), ("đảng", "dáng"), ("tâm", "tăm"), ("ơn", "on")]
)
def test_marks_make_different_exact_words_of_one_folded_word(one, other):
    assert folded(one) == folded(other)
    assert exact(one) != exact(other)


def test_y_and_i_stay_apart_where_they_sound_apart():
    assert folded("thủy") != folded("thủi")
    assert folded("tay") != folded("tai")


def test_no_exact_word_is_a_folded_one():
    text = "Chi bộ 9 ban hành Quy định 144-QĐ/TW, an ninh, a1 b2"
    forms = words(text)
    letters = [word for word in forms if not word.folded.isdigit()]
    assert {word.folded for word in forms}.isdisjoint(word.exact for word in letters)
    assert indexed(text).split()[: len(forms)] == [word.folded for word in forms]


def test_words_know_their_place_in_the_text():
    text = "Quy định số 144-QĐ/TW"
    assert [text[word.start : word.end] for word in words(text)] == ["Quy", "định", "số", "144", "QĐ", "TW"]


def test_a_word_bears_marks_only_as_it_is_written():
    assert [word.bears_marks for word in words("Đoàn ket 144 qd")] == [True, False, False, False]


def test_what_is_no_word_is_none():
    for text in ("", "…", "-/–", "\u0300", "👨‍👩‍👧‍👦", "\u202e"):
        assert words(text) == []
        assert indexed(text) == ""


def test_a_very_long_word_is_cut_on_both_sides():
    assert folded("a" * 10_000) == folded("a" * 60)


def test_further_words_of_a_long_text_come_once():
    assert distinct("một hai một Hai ba") == "một hai ba"
