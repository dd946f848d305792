"""Registers as they come: what is read, what is told, what is refused."""

import re
import unicodedata
import zipfile
from datetime import date, datetime

import pytest
from openpyxl.styles import Font

from documents.models import IssuingBody, SubjectField
from portal.exchange import register_checking
from portal.exchange.register_checking import Refused
from portal.exchange.register_dates import read_day
from portal.exchange.register_table import UnreadableTable, open_table
from tests.exchange.directives.registers import GOOD, HEADINGS, many, text_table, workbook

FULL = [
    *HEADINGS,
    "Ngày có hiệu lực",
    "Ngày hết hiệu lực",
    "Lĩnh vực",
    "Tình trạng hiệu lực",
    "Độ mật",
    "Lưu hành",
]


def row(**changes):
    """Return the cells of a good row with some of them changed."""
    names = [
        "symbol",
        "type",
        "body",
        "issued",
        "lead",
        "effective",
        "expires",
        "subjects",
        "validity",
        "secret",
        "limit",
    ]
    given = dict(zip(names, [*GOOD, "", "", "", "", "", ""], strict=True)) | changes
    return list(given.values())


# The changed cells, and words of the message.
ERRORS = [
    ({"symbol": ""}, "Chưa nhập|empty"),
    ({"symbol": "144 QĐ TW"}, "144-QĐ/TW"),
    ({"symbol": "Quyết định"}, "không có số|no number"),
    ({"symbol": "144-QĐ"}, "cơ quan|issuing body"),
    ({"lead": ""}, "abstract is missing|trích yếu"),
    ({"issued": ""}, "date of issue is missing|ngày ban hành"),
    ({"issued": "31/02/2024"}, "no such day|Không có ngày"),
    ({"issued": "12/31/2024"}, "no such day|Không có ngày"),
    ({"issued": "năm ngoái"}, "is no date|không phải là ngày"),
    ({"issued": "09/05/0024"}, "year 24|năm 24"),
    ({"effective": "08/5/2024"}, "before it is issued|trước ngày ban hành"),
    ({"effective": "10/5/2024", "expires": "09/5/2024"}, "before it is in force|trước"),
    ({"type": "Quy tắc ứng xử"}, "There is no type|Không có loại"),
    ({"type": ""}, "may mean|có thể là"),
    ({"body": "Bộ Chính Tri X"}, "knows no issuing body|chưa có cơ quan"),
    ({"body": ""}, "Ban Bí thư"),
    ({"subjects": "Nông nghiệp"}, "knows no subject|chưa có lĩnh vực"),
    ({"validity": "lưng chừng"}, "is no validity|không phải là"),
    ({"limit": "chỉ một người"}, "no limit of circulation|không phải là"),
    ({"secret": "Tối mật"}, "Tối mật"),
    ({"lead": "MẬT\nVề công tác"}, "MẬT"),
]


@pytest.mark.parametrize(("changes", "words"), ERRORS, ids=lambda value: str(value)[:40])
def test_what_is_wrong_with_a_row_is_told(look, tmp_path, changes, words):
    findings = look(workbook(tmp_path / "so.xlsx", [FULL, row(**changes), row(symbol="145-QĐ/TW")]))
    assert findings.counts["error"] == findings.counts["new"] == 1
    state, messages = findings.outcomes[2]
    assert state == "error" and re.search(words, " ".join(text for _kind, text in messages)), messages


GOOD_ROWS = [
    {"issued": "9.5.24"},
    {"issued": datetime(2024, 5, 9)},
    {"issued": 45421},
    {"issued": "ngày 09 tháng 5 năm 2024"},
    {"symbol": "Số: 144 – QĐ/TW"},
    {"body": "bo chinh tri"},
    {"type": "", "lead": "Quy định về chuẩn mực"},
    {"symbol": "30/2020/NĐ-CP", "type": "", "body": ""},
    {"symbol": "16-HD/BTCTU", "type": "", "body": "", "issued": "13/9/2025"},
    {"validity": "Hết hiệu lực một phần"},
    {"secret": "Không"},
    {
        "body": unicodedata.normalize("NFD", "Bộ Chính trị"),
        "lead": unicodedata.normalize("NFD", "Về đạo đức"),
    },
    {"limit": "Lưu hành nội bộ"},
]


@pytest.mark.parametrize("changes", GOOD_ROWS, ids=str)
def test_usual_ways_to_write_are_understood(look, tmp_path, changes):
    findings = look(workbook(tmp_path / "so.xlsx", [FULL, row(**changes)]))
    assert findings.outcomes[2] == ("new", [])


def test_titles_above_extra_columns_and_merged_cells(look, tmp_path):
    def merge(sheet):
        sheet.merge_cells("A1:F1")
        sheet.merge_cells("D5:D6")

    rows = [
        ["SỔ VĂN BẢN NĂM 2024"],
        [None],
        ["Stt", "SKH", "Trích yếu nội dung", "Ngày BH", "Nơi lưu", "CQ ban hành", "Loại VB"],
        [1, "144-QĐ/TW", "Về chuẩn mực", "09/5/2024", "Tủ 1", "Bộ Chính trị", "Quy định"],
        [2, "145-QĐ/TW", "Về việc khác", "10/5/2024", "Tủ 1", "Bộ Chính trị", "Quy định"],
        [3, "146-QĐ/TW", "Về việc nữa", None, "Tủ 1", "Bộ Chính trị", "Quy định"],
    ]
    findings = look(workbook(tmp_path / "so.xlsx", rows, change=merge))
    assert findings.counts["new"] == 3, findings.outcomes


def test_a_formula_without_a_value_is_told_by_its_cell(look, tmp_path):
    findings = look(workbook(tmp_path / "so.xlsx", [HEADINGS, [*GOOD[:3], "=TODAY()", GOOD[4]]]))
    assert "D2" in findings.outcomes[2][1][0][1]


def test_a_formula_in_a_column_that_is_not_read_does_no_harm(look, tmp_path):
    findings = look(workbook(tmp_path / "so.xlsx", [["STT", *HEADINGS], ["=ROW()", *GOOD]]))
    assert findings.outcomes[2] == ("new", [])


def test_twins_in_the_table_are_errors_and_twins_in_the_library_are_not(look, run, tmp_path):
    path = workbook(tmp_path / "so.xlsx", [HEADINGS, GOOD, ["144-qd/tw", *GOOD[1:]]])
    assert look(path).outcomes[3][0] == "error" and "2" in look(path).outcomes[3][1][0][1]
    run("import_directives", path, "--skip-bad-rows")
    assert look(path).outcomes[2] == ("there", [])


def test_missing_columns_refuse_the_whole_register(look, tmp_path):
    with pytest.raises(Refused, match="Ngày ban hành"):
        look(workbook(tmp_path / "so.xlsx", [HEADINGS[:3] + HEADINGS[4:], GOOD[:3] + GOOD[4:]]))
    with pytest.raises(UnreadableTable):
        look(workbook(tmp_path / "khac.xlsx", [["Họ tên", "Tuổi"], ["An", 30]]))


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (";", "utf-16-le"), ("|", "utf-8")],
)
def test_text_tables_of_all_kinds(look, tmp_path, delimiter, encoding):
    findings = look(text_table(tmp_path / "so.csv", [HEADINGS, GOOD], delimiter=delimiter, encoding=encoding))
    assert findings.outcomes[2] == ("new", [])


def vietnamese_1258(text: str) -> bytes:
    """Return text as Windows' Vietnamese page writes it: tones behind their letters."""
    written = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            written += letter.encode("cp1258")
        except UnicodeEncodeError:
            *base, tone = unicodedata.normalize("NFD", letter)
            if tone not in "\u0300\u0301\u0303\u0309\u0323":
                # The tone stands before the vowel's own mark.
                base = [
                    part
                    for part in unicodedata.normalize("NFD", letter)
                    if part not in "\u0300\u0301\u0303\u0309\u0323"
                ]
                tone = next(
                    part
                    for part in unicodedata.normalize("NFD", letter)
                    if part in "\u0300\u0301\u0303\u0309\u0323"
                )
            written += unicodedata.normalize("NFC", "".join(base)).encode("cp1258") + tone.encode("cp1258")
    return bytes(written)


def test_windows_1258(look, tmp_path):
    path = tmp_path / "so.csv"
    path.write_bytes(vietnamese_1258("\r\n".join(";".join(cells) for cells in (HEADINGS, GOOD))))
    assert look(path).outcomes[2] == ("new", [])


def test_a_line_in_another_encoding_is_told(look, tmp_path):
    path = tmp_path / "so.csv"
    good = [";".join(cells) for cells in (HEADINGS, GOOD, ["145-QĐ/TW", *GOOD[1:]])]
    odd = vietnamese_1258(";".join(["146-QĐ/TW", *GOOD[1:]]))
    path.write_bytes("\n".join(good).encode() + b"\n" + odd + b"\n")
    findings = look(path)
    assert [state for state, _messages in findings.outcomes.values()] == ["new", "new", "error"]
    assert "4" in findings.outcomes[4][1][0][1]


def test_old_fonts(look, tmp_path):
    def dress(sheet):
        for cells in sheet.iter_rows():
            for cell in cells:
                cell.font = Font(name=".VnTime")

    rows = [
        ["Sè ký hiÖu", "Lo¹i v¨n b¶n", "C¬ quan ban hµnh", "Ngµy ban hµnh", "TrÝch yÕu"],
        ["144-Q§/TW", "Quy ®Þnh", "Bé ChÝnh trÞ", "09/5/2024", "VÒ chuÈn mùc ®¹o ®øc"],
    ]
    assert look(workbook(tmp_path / "so.xlsx", rows, change=dress)).outcomes[2] == ("new", [])
    # Where nothing names a font, the words tell.
    assert look(workbook(tmp_path / "so.xlsx", rows)).outcomes[2] == ("new", [])
    assert look(text_table(tmp_path / "so.csv", rows)).outcomes[2] == ("new", [])


def test_missing_bodies_and_subjects_can_be_added(look, run, library, tmp_path):
    path = workbook(
        tmp_path / "so.xlsx",
        [
            FULL,
            row(body="Ban Chỉ đạo 35", subjects="Tổ chức › Cán bộ; Kiểm tra"),
            row(symbol="145-QĐ/TW", body="BAN CHỈ ĐẠO 35", subjects="Cán bộ"),
        ],
    )
    assert look(path).counts["error"] == 2
    assert look(path, adds_bodies=True).outcomes[2] == ("new", [])
    assert not IssuingBody.objects.filter(name="Ban Chỉ đạo 35").exists()
    run("import_directives", path, "--add-bodies")
    assert IssuingBody.objects.get(name="Ban Chỉ đạo 35").directives.count() == 2
    assert [str(subject) for subject in SubjectField.objects.all()] == [
        "Kiểm tra",
        "Tổ chức",
        "Tổ chức › Cán bộ",
    ]


def test_fifty_thousand_rows_are_the_most(look, tmp_path, monkeypatch):
    monkeypatch.setattr(register_checking, "MOST_ROWS", 3)
    assert look(workbook(tmp_path / "so.xlsx", [HEADINGS, *many(3)])).counts["new"] == 3
    with pytest.raises(Refused, match="3"):
        look(workbook(tmp_path / "so.xlsx", [HEADINGS, *many(4)]))


def test_archives_that_may_harm_are_refused(look, tmp_path):
    register = workbook(tmp_path / "so.xlsx", [HEADINGS, GOOD])
    for name, content in (
        ("../144-QD-TW.pdf", b"x"),
        ("/etc/144-QD-TW.pdf", b"x"),
        ("bom.txt", b"\0" * 64 * 1024**2),
    ):
        archive = tmp_path / "tep.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(name, content)
        with pytest.raises(Refused):
            look(register, files=archive)
    bomb = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(register) as given, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        for name in given.namelist():
            package.writestr(name, given.read(name))
        package.writestr("xl/media/bom.bin", b"\0" * 600 * 1024**2)
    with pytest.raises(UnreadableTable):
        open_table(bomb)


def test_what_is_no_table_is_refused(tmp_path):
    for content in (
        b"",
        b"%PDF-1.7\n\x00\x01",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"PK\x03\x04 broken",
    ):
        path = tmp_path / "so.xlsx"
        path.write_bytes(content)
        with pytest.raises(UnreadableTable):
            open_table(path)


def test_two_figures_of_a_year_mean_the_nearest():
    assert read_day("5/9/98") == date(1998, 9, 5)
    assert read_day("5/9/26") == date(2026, 9, 5)
