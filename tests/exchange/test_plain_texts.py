"""What is read from plain text, in whatever encoding it is."""

import pytest

from portal.exchange.article_reader import Heading, read_article
from tests.exchange.drafts import body_text, draft_text, html_of, read_lines, words
from tests.exchange.word_files import BODY

TEXT = f"Đại hội chi bộ nhiệm kỳ mới\n{BODY}\nChi bộ hoàn thành tốt nhiệm vụ được giao trong năm.\nNguyễn Thị Hồng\n"


def test_first_and_last_line_are_title_and_byline():
    draft = read_article("bai.txt", TEXT.encode())
    assert (draft.title, draft.lead, draft.byline) == ("Đại hội chi bộ nhiệm kỳ mới", "", "Nguyễn Thị Hồng")
    assert words(draft_text(draft)) == words(TEXT)


def test_a_title_in_capitals_over_two_lines_is_one():
    draft = read_lines("CHI BỘ PHÒNG 9", "ĐẠI HỘI NHIỆM KỲ MỚI", BODY)
    assert draft.title == "CHI BỘ PHÒNG 9 ĐẠI HỘI NHIỆM KỲ MỚI"


@pytest.mark.parametrize(
    "line", ["Tác giả: Trần Văn An", "Lê Thị Hoa - Chi bộ Phòng 9", "PHẠM VĂN ĐỒNG", "Bài, ảnh: Vũ Hải Yến"]
)
def test_a_line_that_names_the_writer_is_the_byline(line):
    if any(letter.isdigit() for letter in line):
        line = line.replace("Phòng 9", "Phòng Chín")
    assert read_lines("Đại hội chi bộ", BODY, line).byline == line


@pytest.mark.parametrize(
    "line",
    ["Chi bộ quyết tâm thực hiện.", "Đoàn kết, trách nhiệm", "Nguyễn Văn An phát biểu.", "Ngày 5 tháng 3"],
)
def test_any_other_last_line_is_text(line):
    draft = read_lines("Đại hội chi bộ", BODY, line)
    assert draft.byline == ""
    assert line in body_text(draft)


def test_chapters_and_articles_are_headings():
    draft = read_lines(
        "QUY CHẾ", "Làm việc của chi bộ", "Chương I", "Quy định chung", "Điều 1. Phạm vi", BODY, "CHƯƠNG II. THI HÀNH",
        "Điều 2. Hiệu lực", BODY,
    )  # fmt: skip
    assert draft.title == "QUY CHẾ Làm việc của chi bộ"
    assert [(block.level, block.text) for block in draft.blocks if isinstance(block, Heading)] == [
        (2, "Chương I. Quy định chung"), (3, "Điều 1. Phạm vi"), (2, "CHƯƠNG II. THI HÀNH"), (3, "Điều 2. Hiệu lực"),
    ]  # fmt: skip


def test_lines_cut_at_a_margin_are_joined_into_paragraphs():
    sentence = "Chi bộ họp định kỳ để bàn việc thực hiện nghị quyết của cấp trên,\n"
    draft = read_lines("Đại hội chi bộ", "", sentence * 3 + "phân công đảng viên.", "", sentence * 2 + "Hết.")
    assert html_of(draft).count("<p>") == 2
    assert "cấp trên, phân công đảng viên.</p>" in html_of(draft)


def test_markup_in_a_text_stays_text():
    assert "&lt;b&gt;x&lt;/b&gt;" in html_of(read_lines("Đại hội chi bộ", BODY, "Viết <b>x</b> & y"))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1258"]
)
def test_every_encoding_of_vietnamese_gives_the_same_draft(encoding):
    text = TEXT
    if encoding == "windows-1258":
        text = for_windows_1258(TEXT)
    assert (
        read_article("bai.txt", text.encode(encoding)).blocks == read_article("bai.txt", TEXT.encode()).blocks
    )


def for_windows_1258(text: str) -> str:
    """Return the text with the tone marks of Windows-1258 after their letters."""
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    result = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in tones)
        rest = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        result.append(rest + tone)
    return "".join(result)


def test_a_text_of_another_language_is_read_as_it_is():
    text = "Une journée d'été\nLe café est fermé à midi, mais l'hôtel reste ouvert jusqu'à la fin de l'été.\nVoilà."
    assert words(draft_text(read_article("bai.txt", text.encode("cp1252")))) == words(text)


def test_line_ends_of_every_system_are_the_same():
    for end in ("\r\n", "\r", "\n"):
        assert read_article("bai.txt", TEXT.replace("\n", end).encode()).blocks == read_lines(TEXT).blocks


def test_the_sample_text_loses_no_word(samples_dir):
    data = (samples_dir / "seed-article.txt").read_bytes()
    draft = read_article("seed-article.txt", data)
    assert words(draft_text(draft)) == words(data.decode())
    assert draft.byline == "Nguyễn Thị Cẩm Hồng"
