import datetime
import zipfile
from io import BytesIO

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from documents.extraction import LEGACY_CONVERTED, TEXT_LAYER, Kind, Unreadable, extract, old_office_reader
from documents.extraction.glyph_layout import arrange
from documents.extraction.text_quality import measure
from documents.formats.pdf_process import Glyph
from tests.documents.old_office_files import old_word_file, old_workbook
from tests.documents.pdf_files import pdf_file, stream

SENTENCE = "Chi bộ Phòng 9 họp định kỳ, phân công từng đảng viên theo dõi từng việc cụ thể."
TCVN3 = "Chi bé häp ®Þnh kú, ph©n c«ng tõng ®¶ng viªn theo dâi tõng viÖc cô thÓ."
CONVERTED = "Chi bộ họp định kỳ, phân công từng đảng viên theo dõi từng việc cụ thể."


@pytest.fixture
def read(tmp_path):
    """Return a function that extracts some bytes under a name."""

    def read(content: bytes, name: str, **options):
        path = tmp_path / name
        path.write_bytes(content)
        return extract(path, **options)

    return read


def _saved(document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _open_document(mime: str, body: str) -> bytes:
    stream = BytesIO()
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "text", "table")
    )
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", mime)
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body>{body}</office:body></office:document-content>",
        )
    return stream.getvalue()


def test_word_gives_a_part_for_each_top_heading(read):
    document = docx.Document()
    document.add_paragraph("Lời mở đầu")
    for heading in ("Phần một", "Phần hai"):
        document.add_heading(heading, 1)
        document.add_heading("Mục nhỏ", 2)
        document.add_paragraph(SENTENCE)
    extraction = read(_saved(document), "tep.docx")
    assert extraction.kind is Kind.DOCX
    assert [page.label for page in extraction.pages] == ["", "Phần một", "Phần hai"]
    assert extraction.pages[1].text == f"Phần một\nMục nhỏ\n{SENTENCE}"


def test_long_word_files_without_headings_come_by_three_thousand_words(read):
    document = docx.Document()
    for _number in range(400):
        document.add_paragraph(SENTENCE)
    lengths = [len(page.text.split()) for page in read(_saved(document), "tep.docx").pages]
    assert sum(lengths) == 400 * len(SENTENCE.split())
    assert all(2900 <= length <= 3000 for length in lengths[:-1])


def test_word_text_in_boxes_insertions_tables_and_notes_is_read(read):
    document = docx.Document()
    paragraph = document.add_paragraph("Trước ")
    names = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:txbxContent>"
    for xml in (
        f'<w:ins {names} w:id="1" w:author="a"><w:r><w:t>thêm vào </w:t></w:r></w:ins>',
        f'<w:del {names} w:id="2" w:author="a"><w:r><w:delText>bỏ đi </w:delText></w:r></w:del>',
        f"<w:sdt {names}><w:sdtContent><w:r><w:t>trong khung </w:t></w:r></w:sdtContent></w:sdt>",
        f"<w:r {names}><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))
    table = document.add_table(2, 2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), "ABCD", strict=True):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "TIÊU ĐỀ TRÊN"
    text = read(_saved(document), "tep.docx").text
    assert text == "TIÊU ĐỀ TRÊN\nMẬT\nTrước thêm vào trong khung\nA\tB\nC\tD"


def test_word_runs_in_an_old_font_are_converted(read):
    document = docx.Document()
    run = document.add_paragraph().add_run("Quy ®Þnh ")
    run.font.name = ".VnTime"
    document.paragraphs[0].add_run("về “Quy chế”")
    (page,) = read(_saved(document), "tep.docx").pages
    assert (page.text, page.method) == ("Quy định về “Quy chế”", LEGACY_CONVERTED)


def test_workbooks_come_by_sheet(read):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Danh sách"
    sheet.append(["Họ tên", "Ngày sinh", "Điểm"])
    sheet.append(["Nguyễn Văn Ấn", datetime.date(1990, 5, 9), 8.5])
    workbook.create_sheet("Trống")
    extraction = read(_saved(workbook), "tep.xlsx")
    assert [(page.label, page.text) for page in extraction.pages] == [
        ("Danh sách", "Họ tên\tNgày sinh\tĐiểm\nNguyễn Văn Ấn\t09/05/1990\t8,5"),
        ("Trống", ""),
    ]


def test_open_documents_are_read(read):
    body = (
        "<office:text><text:h text:outline-level='1'>Phần một</text:h><text:p>Một<text:s text:c='2'/>hai"
        "<text:tab/>ba<text:line-break/>bốn</text:p><table:table><table:table-row><table:table-cell><text:p>A</text:p>"
        "</table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table>"
        "<text:h text:outline-level='1'>Phần hai</text:h></office:text>"
    )
    extraction = read(_open_document(Kind.ODT.mime, body), "tep.odt")
    assert [page.text for page in extraction.pages] == ["Phần một\nMột  hai\tba\nbốn\nA\tB", "Phần hai"]
    sheet = (
        "<office:spreadsheet><table:table table:name='Bảng'><table:table-row table:number-rows-repeated='1048576'>"
        "<table:table-cell><text:p>một</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>"
    )
    (page,) = read(_open_document(Kind.ODS.mime, sheet), "tep.ods").pages
    assert (page.label, page.text) == ("Bảng", "một")


def test_rich_text_is_read(read):
    written = "".join(character if character.isascii() else f"\\u{ord(character)}?" for character in SENTENCE)
    content = rf"{{\rtf1\ansi{{\fonttbl{{\f0 Times;}}}}{{\pict 0102}}\f0 {written}\par Hai\par}}"
    assert read(content.encode(), "tep.rtf").text == f"{SENTENCE}\nHai"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_plain_text_is_read_in_any_unicode(read, encoding):
    assert read(SENTENCE.encode(encoding), "tep.txt").text == SENTENCE


def test_plain_text_in_old_letters_is_converted(read):
    (page,) = read(TCVN3.encode("latin-1"), "tep.txt").pages
    assert (page.text, page.method) == (CONVERTED, LEGACY_CONVERTED)


def test_web_pages_are_read_as_shown(read):
    content = (
        "<!doctype html><html><head><title>Không</title><style>p{}</style></head><body><h1>Một</h1>"
        f"<script>var a='không';</script><p>{SENTENCE}<br>Hai</p><table><tr><td>A</td><td>B</td></tr></table>"
        "<p hidden>không</p><h1>Ba</h1>Cuối &amp; hết</body></html>"
    )
    extraction = read(content.encode(), "tep.html")
    assert [page.text for page in extraction.pages] == [f"Một\n{SENTENCE}\nHai\nA\tB", "Ba\nCuối & hết"]


def test_what_stands_behind_a_comment_of_a_web_page_is_read(read):
    page = (
        b"<!doctype html><!--a--><html><body><!--[if mso]>b<![endif]--><p>c<!-- d --> e<?pi f?> g</p>"
        b"<script>h<!--i--></script><div hidden>j<!--k--> l</div><p><!--m-->n</p></body></html>"
    )
    assert read(page, "a.html").text.split() == ["c", "e", "g", "n"]


def test_old_word_files_are_read(read, monkeypatch):
    _only(monkeypatch, "catdoc")
    assert read(old_word_file(f"{SENTENCE}\nHai"), "tep.doc").text == f"{SENTENCE}\nHai"


def test_a_converter_that_crashes_leaves_the_file_to_the_next(read, monkeypatch, tmp_path):
    crashing = tmp_path / "antiword"
    crashing.write_text("#!/bin/sh\nkill -SEGV $$\n")
    crashing.chmod(0o755)
    find = old_office_reader.find_program
    monkeypatch.setattr(
        old_office_reader, "find_program", lambda name: str(crashing) if name == "antiword" else find(name)
    )
    assert read(old_word_file(SENTENCE), "tep.doc").text == SENTENCE


def test_old_workbooks_are_read(read, monkeypatch):
    _only(monkeypatch, "xls2csv")
    content = old_workbook({"Một": [["Họ tên", "Đảng viên"], ["Ấn", "có"]], "Hai": [["ô một"]]})
    assert [page.text for page in read(content, "tep.xls").pages] == ["Họ tên\tĐảng viên\nẤn\tcó", "ô một"]


@pytest.mark.parametrize(
    ("content", "name"), [(old_word_file("a"), "a.doc"), (old_workbook({"a": [["b"]]}), "a.xls")]
)
def test_without_a_converter_old_files_say_so(read, monkeypatch, content, name):
    _only(monkeypatch, "")
    with pytest.raises(Unreadable, match="No program is installed") as failure:
        read(content, name)
    assert failure.value.code == "no_converter"


def _only(monkeypatch, program: str) -> None:
    find = old_office_reader.find_program
    monkeypatch.setattr(
        old_office_reader, "find_program", lambda name: find(name) if name == program else None
    )


def test_a_pdf_in_old_letters_is_converted(read):
    (page,) = read(pdf_file([TCVN3], font=".VnTime"), "tep.pdf").pages
    assert (page.text, page.method) == (CONVERTED, LEGACY_CONVERTED)


def test_a_pdf_in_old_capitals_is_converted_by_its_font(read):
    (page,) = read(
        pdf_file(["céng hßa x· héi chñ nghÜa viÖt nam\n®éc lËp - tù do - h¹nh phóc"], font=".VnTimeH"),
        "tep.pdf",
    ).pages
    assert page.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐỘC LẬP - TỰ DO - HẠNH PHÚC"


def test_a_pdf_in_another_language_is_left_alone(read):
    text = "The committee met on Monday to review the annual plan.\nNo decision was taken; the next session is in May."
    (page,) = read(pdf_file([text]), "tep.pdf").pages
    assert (page.text, page.method) == (text, TEXT_LAYER)


def test_what_is_stamped_on_a_pdf_is_part_of_its_text(read):
    stamp = stream(b"BT /F1 14 Tf 4 4 Td (STAMPED) Tj ET", "/Type /XObject /Subtype /Form /BBox [0 0 90 20]"
                   " /Resources << /Font << /F1 3 0 R >> >>")  # fmt: skip
    annotation = b"<< /Type /Annot /Subtype /Stamp /Rect [72 700 162 720] /F 4 /AP << /N 4 0 R >> >>"
    content = pdf_file(
        ["A typed page with some words on it."], objects=[stamp, annotation], page="/Annots [5 0 R]"
    )
    assert "STAMPED" in read(content, "tep.pdf").text


def test_quality_tells_broken_text_from_sound():
    assert measure(SENTENCE).is_sound
    assert measure(
        "Theo QĐ 01-QĐ/TW, UBND tỉnh và VKSND các cấp: a) Nội dung; b) Kinh phí; c) Thời hạn."
    ).is_sound
    assert not measure("Căn c Lu t T ch c Chính ph ngày 19 tháng 6 năm 2015; ứ ậ ổ ứ ủ").is_sound
    assert measure("Полный текст на русском языке для проверки чтения").is_readable
    # Numbers of letters in a font taken for letters, as in PDFs without a table of them: shifted by 29.
    shifted = "".join(
        chr(ord(letter) - 29 if letter.isascii() else 0x4A0 + ord(letter) % 64) for letter in SENTENCE
    )
    assert not measure(shifted).is_readable
    assert not measure(shifted.replace("\x03", " ")).is_readable
    assert not measure("\ufffd\ufffd\ufffd \ue001\ue002 abc").is_sound


def test_letters_are_put_back_by_their_places():
    def line(text: str, x: float, y: float, gap: float = 0.0):
        return [
            Glyph(letter, False, x + 6 * at + gap, y, x + 6 * at + 6 + gap, 10, 0, "A")
            for at, letter in enumerate(text)
        ]

    glyphs = [
        *line("C", 10, 700),
        *line("NG", 22, 700),
        *line("HÒA", 37, 700),
        *line("Hai", 10, 680),
        *line("Ộ", 16, 700),
    ]
    right = line("Cột phải", 300, 680)
    assert arrange([*glyphs, *right]) == "CỘNG HÒA\nHai\nCột phải"
