"""Text from before Unicode, by its fonts and by its letters alone, and text in decomposed letters."""

import unicodedata
from io import BytesIO

import docx
import pytest

from portal.base.legacy_encodings import _TCVN3_LETTERS, _VNI_LETTERS
from portal.exchange.article_reader import read_article
from tests.exchange.drafts import body_text, draft_text, messages, read_page, words
from tests.exchange.word_files import CENTER, RIGHT, add, saved

TITLE = "Chi bộ họp thường kỳ tháng năm"
SENTENCE = "Đảng viên phải không ngừng rèn luyện đạo đức cách mạng, chấp hành nghị quyết và kỷ luật của Đảng."
BYLINE = "Nguyễn Thị Cẩm Hồng"
_TO_TCVN3 = {letter: code for code, letter in reversed(_TCVN3_LETTERS.items())}
_TO_VNI = {}
for _code, _letter in _VNI_LETTERS.items():
    _TO_VNI.setdefault(_letter, _code)


def in_tcvn3(text: str) -> str:
    return "".join(_TO_TCVN3.get(letter, letter) for letter in text)


def in_vni(text: str) -> str:
    return "".join(_TO_VNI.get(letter, letter) for letter in text)


ENCODINGS = [(in_tcvn3, ".VnTime", "TCVN3 (ABC)"), (in_vni, "VNI-Times", "VNI")]


def written(encode, font=None) -> bytes:
    document = docx.Document()
    add(document, encode(TITLE), bold=True, alignment=CENTER, font=font)
    add(document, encode(SENTENCE), font=font)
    add(document, encode(BYLINE), alignment=RIGHT, font=font)
    return saved(document)


def assert_read_right(draft, told: str):
    assert (draft.title, draft.byline) == (TITLE, BYLINE)
    assert body_text(draft).strip() == SENTENCE
    assert any(told in message for message in messages(draft, "converted"))


@pytest.mark.parametrize("encode, font, told", ENCODINGS)
def test_a_document_in_an_old_font_is_converted(encode, font, told):
    assert_read_right(read_article("bai.docx", written(encode, font)), told)


@pytest.mark.parametrize("encode, font, told", ENCODINGS)
def test_a_document_whose_style_names_an_old_font_is_converted(encode, font, told):
    document = docx.Document(BytesIO(written(encode)))
    document.styles["Normal"].font.name = font
    assert_read_right(read_article("bai.docx", saved(document)), told)


@pytest.mark.parametrize("encode, font, told", ENCODINGS)
def test_a_document_in_old_letters_of_no_font_is_converted(encode, font, told):
    assert_read_right(read_article("bai.docx", written(encode)), told)


@pytest.mark.parametrize("encode, font, told", ENCODINGS)
def test_a_text_and_a_page_in_old_letters_are_converted(encode, font, told):
    lines = [encode(line) for line in (TITLE, SENTENCE, SENTENCE, BYLINE)]
    draft = read_article("bai.txt", "\r\n".join(lines).encode("cp1252"))
    assert words(draft_text(draft)) == words(" ".join((TITLE, SENTENCE, SENTENCE, BYLINE)))
    page = f"<p align=center><font face='{font}'><b>{lines[0]}</b></font></p><p style='font-family:{font}'>{lines[1]}"
    assert read_page(page).title == TITLE
    assert body_text(read_page(page)).strip() == SENTENCE


def test_capitals_of_a_font_of_capitals_are_capitals():
    document = docx.Document()
    add(document, in_tcvn3("đại hội chi bộ"), bold=True, alignment=CENTER, font=".VnTimeH")
    add(document, in_tcvn3(SENTENCE), font=".VnTime")
    assert read_article("bai.docx", saved(document)).title == "ĐẠI HỘI CHI BỘ"


def test_unicode_text_in_an_old_font_stays_as_it_is():
    draft = read_article("bai.docx", written(str, ".VnTime"))
    assert (draft.title, body_text(draft).strip()) == (TITLE, SENTENCE)
    assert messages(draft, "converted") == []


def test_old_and_new_letters_in_one_document_are_each_read_right():
    document = docx.Document()
    add(document, TITLE, bold=True, alignment=CENTER)
    add(document, in_tcvn3(SENTENCE), font=".VnTime")
    add(document, SENTENCE)
    assert words(body_text(read_article("bai.docx", saved(document)))) == words(f"{SENTENCE} {SENTENCE}")


def test_decomposed_letters_become_single_ones_across_runs():
    document = docx.Document()
    add(document, unicodedata.normalize("NFD", TITLE), bold=True, alignment=CENTER)
    letters = unicodedata.normalize("NFD", SENTENCE)
    paragraph = document.add_paragraph()
    for start in range(0, len(letters), 3):
        paragraph.add_run(letters[start : start + 3]).bold = bool(start % 2)
    draft = read_article("bai.docx", saved(document))
    assert draft.title == TITLE
    assert body_text(draft).strip() == SENTENCE
    assert any("single letters" in message for message in messages(draft, "converted"))


def test_needless_blanks_and_characters_that_show_nothing_are_taken_out():
    document = docx.Document()
    add(document, TITLE, bold=True, alignment=CENTER)
    add(document, "  Chi  bộ\u00a0 họp\u200b,\ufeff “bàn”  việc \"gấp\" 'ngay'.  ")
    draft = read_article("bai.docx", saved(document))
    assert body_text(draft).strip() == "Chi bộ họp, “bàn” việc \"gấp\" 'ngay'."
