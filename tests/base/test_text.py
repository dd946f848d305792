import doctest
import unicodedata
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.base.text import excerpt, fold, nfc, slugify, sort_key, words

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
any_text = st.text(max_size=60) | st.text(
    VIETNAMESE + VIETNAMESE.upper() + " -/.,0123456789<>&\"'", max_size=60
)


@pytest.mark.parametrize("module", ["text", "vietnamese_syllables", "legacy_encodings"])
def test_the_examples_in_the_docstrings_hold(module):
    result = doctest.testmod(import_module(f"portal.base.{module}"))
    assert result.attempted > 0
    assert result.failed == 0


@given(any_text)
def test_folded_text_has_the_length_of_the_normal_form(text):
    assert len(fold(text)) == len(nfc(text))


@given(any_text)
def test_folding_knows_no_normal_form_and_is_done_once(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert fold(fold(text)) == fold(text)


def test_every_vietnamese_letter_folds_to_a_latin_one():
    assert set(fold(VIETNAMESE + VIETNAMESE.upper())) == set("aeiouyd")


@given(any_text)
def test_a_slug_is_ascii_short_and_knows_no_normal_form(text):
    slug = slugify(text)
    assert slug == slugify(unicodedata.normalize("NFD", text))
    assert len(slug) <= 80
    assert slug.isascii()
    assert not slug.startswith("-") and not slug.endswith("-") and "--" not in slug


def test_a_long_slug_ends_with_a_whole_word():
    assert slugify("Đảng viên " * 20) == "-".join(["dang", "vien"] * 8)
    assert slugify("a" * 200) == "a" * 80


# As Từ điển tiếng Việt orders them: letters first (a ă â … d đ …), then tones: ngang huyền hỏi ngã sắc nặng.
DICTIONARY = """
a, à, ả, ã, á, ạ, ác, am, an, anh, ánh, ăn, ăng, ắng, âm, ấm, ân, ấn,
ba, bà, bả, bã, bá, bạ, bác, ban, bàn, bản, bán, bạn, bao, băng, bằng, bắt, bân, bấn, bất,
ca, cà, chi, chỉ, chí, chị bò, chi bộ, chi đoàn, cho, cơ, cơm, da, dân, dung, dưng, đa, đá, đại hội, đảng, đảng bộ,
đảng viên, đoan, đoàn, đoàn kết, đông, đồng, e, em, ê, ếch, hoa, hòa, hóa, hoài, i, im, khoa, lan, làn, lá,
""".replace(", lan, làn, lá,", ", lá, lan, làn,").split(",")


def shuffled(words: list[str]) -> list[str]:
    return sorted(words, key=lambda word: word[::-1])


def test_sorting_follows_the_dictionary():
    ordered = [word.strip() for word in DICTIONARY if word.strip()]
    assert sorted(shuffled(ordered), key=sort_key) == ordered


@pytest.mark.parametrize(
    "ordered",
    [
        ["An ninh", "Ánh sáng", "Ân tình", "Dân vận", "Đoàn kết", "Oanh"],
        ["Nguyễn Văn An", "Nguyễn Văn Ân", "Nguyễn Vân An", "Ninh Thị A"],
        ["Phòng 1", "Phòng 2", "Phòng A"],
        ["oa", "oà", "oai", "ô", "ơ", "u", "ư", "ưa", "va", "y"],
    ],
)
def test_names_stand_in_vietnamese_order(ordered):
    assert sorted(shuffled(ordered), key=sort_key) == ordered


@given(any_text)
def test_a_sort_key_is_ascii_and_knows_neither_case_nor_normal_form(text):
    assert sort_key(text).isascii()
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)


@given(st.text(VIETNAMESE, max_size=30))
def test_capitals_sort_with_small_letters(text):
    assert sort_key(text.upper()) == sort_key(text)


@given(any_text, st.integers(5, 80))
def test_an_excerpt_is_one_line_and_not_too_long(text, length):
    short = excerpt(text, length)
    assert len(short) <= length + 1
    assert "\n" not in short


def test_an_excerpt_ends_with_a_word_and_an_ellipsis():
    assert excerpt("Chi bộ, phòng chín, năm 2026", 10) == "Chi bộ…"
    assert excerpt("Chi bộ", 10) == "Chi bộ"


@given(any_text)
def test_words_are_folded_and_hold_letters_or_digits_alone(text):
    for word in words(text):
        assert word == fold(word)
        assert "_" not in word and " " not in word
