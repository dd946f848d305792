"""What must stay empty, what is told as unsure, and that work does not grow faster than the text."""

import datetime
import sys
from dataclasses import replace

import pytest

from documents.description import Description, describe
from tests.documents.description.papers import PAPERS, by_cells, in_rows, with_noise, without_marks_in_bodies
from tests.documents.inspection.first_pages import NEWS

BY_NAME = {paper.name: paper for paper in PAPERS}
CELL = BY_NAME["resolution of a cell"]
DECISION = BY_NAME["decision of a provincial procuracy"]
SEED_NEWS = """\
Tây Ninh: Hội nghị triển khai Nghị định 30/2020/NĐ-CP
Ngày 05 tháng 3 năm 2025, Viện kiểm sát nhân dân tỉnh tổ chức hội nghị triển khai Nghị định
Số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư.
KẾ HOẠCH
Nghị định này có hiệu lực kể từ ngày ký, đồng chí Viện trưởng nhấn mạnh.
VIỆN TRƯỞNG
Nguyễn Văn Báo"""
PETITION = """\
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
ĐƠN ĐỀ NGHỊ
Kính gửi: Viện kiểm sát nhân dân tỉnh
Tây Ninh, ngày 5 tháng 3 năm 2025
NGƯỜI LÀM ĐƠN
Nguyễn Văn Đơn"""
NO_DOCUMENTS = {
    "nothing": "",
    "blank lines": " \n\n\t\n",
    "news of a decree": SEED_NEWS,
    "petition": PETITION,
    "feast": "KỶ NIỆM 95 NĂM NGÀY THÀNH LẬP ĐẢNG CỘNG SẢN VIỆT NAM\nQUYẾT ĐỊNH\nlịch sử đưa dân tộc tiến lên",
    "site": "ĐẢNG CỘNG SẢN VIỆT NAM\nTrang tin điện tử\nNgày 3 tháng 2 năm 1930, Đảng ra đời.",
    "cover": "TÀI LIỆU HỘI NGHỊ\nKẾ HOẠCH\nTây Ninh, tháng 3 năm 2025",
    "notice on a board": "THÔNG BÁO\nChi bộ Phòng 1 mời các đồng chí dự họp ngày 5 tháng 3 năm 2025.",
    "address": "Luật sư giải đáp\nSố: 12 đường Lê Lợi\nNghị định 30/2020/NĐ-CP có hiệu lực từ ngày nào?",
    "digits": "1234567890 " * 500,
    "dashes": "- " * 5000,
} | {title: f"{title}\n{lead}" for title, lead in NEWS}


@pytest.mark.parametrize("name", NO_DOCUMENTS)
def test_what_is_no_document_stays_empty(name):
    assert describe([NO_DOCUMENTS[name]]) == Description()


def test_no_pages_give_an_empty_description():
    assert describe([]) == describe(["", "  "]) == Description()


def test_blank_first_pages_are_passed_over():
    assert describe(["", " \n", by_cells(CELL)]) == describe([by_cells(CELL)])


@pytest.mark.parametrize(
    ("paper", "symbol_line"),
    [
        (DECISION, "Số:      /QĐ-VKS"),
        (DECISION, "Số: …/QĐ-VKS"),
        (DECISION, "Số: ......../2025/QĐ-VKS"),
        (DECISION, "Số:"),
        (CELL, "Số       -NQ/CB"),
        (CELL, "Số ……-NQ/CB"),
    ],
)
@pytest.mark.parametrize("manner", [by_cells, in_rows])
@pytest.mark.parametrize(
    "date",
    ["Tây Ninh, ngày    tháng 5 năm 2024", "Tây Ninh, ngày … tháng … năm 2024", "ngày      tháng      năm"],
)
def test_drafts_have_neither_number_nor_day(paper, symbol_line, manner, date):
    draft = replace(paper, symbol_line=symbol_line, place_and_date=date, signature=())
    description = describe([manner(draft)])
    assert (description.symbol, description.issued_on, description.effective_on) == (None, None, None)
    assert (description.signer, description.signer_office) == ("", "")
    assert (description.doc_type, description.issuer) == (paper.doc_type, paper.issuer)
    assert description.abstract == paper.abstract


def test_a_day_that_never_was_is_none():
    description = describe([by_cells(replace(CELL, place_and_date="Tây Ninh, ngày 31 tháng 02 năm 2025"))])
    assert (description.issued_on, description.symbol) == (None, "05-NQ/CB")


def test_a_type_is_never_taken_from_the_symbol():
    text = by_cells(replace(BY_NAME["regulation of the Political Bureau"], title=()))
    assert describe([text]).doc_type is None


def test_another_document_gives_neither_day_nor_term():
    body = (
        "Căn cứ Quy chế làm việc của Ban Chấp hành Trung ương khóa XIII;\nThực hiện Nghị quyết khóa XII.\n"
        "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025 đã được phổ biến.\n"
    )
    description = describe([by_cells(replace(CELL, body=body.replace("Nghị định này", "Nghị định số 3")))])
    assert (description.effective_on, description.term) == (None, "")


@pytest.mark.parametrize(
    ("heading", "term"),
    [
        (
            "- Căn cứ Quy chế làm việc của Ban Chấp hành Trung ương, Bộ Chính trị, Ban Bí thư khoá XIII;",
            "XIII",
        ),
        ("- Căn cứ Nghị quyết Đại hội XIII của Đảng;", ""),
        ("- Thực hiện Nghị quyết Trung ương 4 khóa XII;", ""),
    ],
)
def test_the_term_is_that_of_the_committee_that_issued(heading, term):
    paper = BY_NAME["regulation under the bureau's own name"]
    assert (
        describe([by_cells(replace(paper, body=f"{heading}\nBộ Chính trị quy định như sau:"))]).term == term
    )


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Quyết định này có hiệu lực kể từ ngày ký.", datetime.date(2025, 7, 3)),
        ("Điều 2. Quyết định có hiệu lực thi hành từ ngày 15/8/2025.", datetime.date(2025, 8, 15)),
        ("Quyết định này có hiệu lực\nthi hành kể\ntừ ngày 05 tháng 9 năm 2025", datetime.date(2025, 9, 5)),
        (
            "Quyết định này thay thế Quyết định số 3/QĐ-VKS và có hiệu lực từ ngày ký ban hành.",
            datetime.date(2025, 7, 3),
        ),
        ("Nghị định số 9/2010/NĐ-CP hết hiệu lực từ ngày 01 tháng 3 năm 2020.", None),
        ("Quyết định này hết hiệu lực từ ngày 01 tháng 3 năm 2026.", None),
        ("Luật số 9 có hiệu lực từ ngày 01 tháng 3 năm 2020.", None),
        ("Quyết định này có hiệu lực kể từ ngày    tháng    năm 2025.", None),
    ],
)
def test_the_day_of_effect_is_the_documents_own(sentence, day):
    assert describe([by_cells(replace(DECISION, effect=sentence))]).effective_on == day


def test_the_day_of_effect_may_go_over_two_pages():
    text = by_cells(
        replace(DECISION, effect="Quyết định này có hiệu lực\fthi hành từ ngày 01 tháng 9 năm 2025.")
    )
    assert describe(text.split("\f")).effective_on == datetime.date(2025, 9, 1)


def test_signatures_of_annexes_do_not_count():
    annex = "PHỤ LỤC\nDANH SÁCH\nNơi nhận:\nTM. CHI BỘ\nPHÓ BÍ THƯ\nNguyễn Thị Sai"
    for pages in ([f"{by_cells(CELL)}\n{annex}"], [by_cells(CELL), annex]):
        assert describe(pages).signer == CELL.signer
    unsigned = by_cells(replace(CELL, signature=("T/M CHI BỘ", "BÍ THƯ")))
    assert (describe([unsigned, annex]).signer, describe([unsigned, annex]).signer_office) == ("", "Bí thư")


def test_one_signer_of_several_is_unsure():
    signature = ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Lê Văn Hai")
    joint = replace(BY_NAME["joint circular, a body a line"], signature=signature)
    description = describe([by_cells(joint)])
    assert (description.signer, description.signer_office) == ("Lê Văn Hai", "Thứ trưởng")
    assert description.unsure == {"signer", "signer_office"}


@pytest.mark.parametrize("mark", ["(Lưu hành nội bộ)", "LƯU HÀNH NỘI BỘ", "Tài liệu lưu hành nội bộ"])
def test_a_limit_of_circulation_is_told(mark):
    assert describe([by_cells(replace(CELL, symbol_line=f"{CELL.symbol_line}\n{mark}"))]).is_internal
    body = "Chi bộ phát hành bản tin lưu hành nội bộ hằng tháng tới các tổ đảng."
    assert not describe([by_cells(replace(CELL, body=body))]).is_internal


def test_what_was_repaired_is_unsure():
    assert "symbol" in describe([with_noise(DECISION)]).unsure
    assert "issuer" in describe([without_marks_in_bodies(DECISION)]).unsure
    assert describe([by_cells(DECISION)]).unsure == frozenset()


def test_a_day_from_the_text_is_unsure():
    description = describe([by_cells(BY_NAME["law"])])
    assert description.issued_on == datetime.date(2025, 6, 25)
    assert "issued_on" in description.unsure


def test_a_symbol_of_another_year_or_type_is_unsure():
    old = replace(BY_NAME["circular of a ministry"], place_and_date="Hà Nội, ngày 10 tháng 3 năm 2019")
    assert "issued_on" in describe([by_cells(old)]).unsure
    other = replace(CELL, symbol_line="Số 05-KH/CB")
    assert "doc_type" in describe([by_cells(other)]).unsure


LINES = {
    "prose": "Các đơn vị căn cứ nội dung trên tổ chức thực hiện, báo cáo kết quả về văn phòng theo quy định.",
    "annexes": "PHỤ LỤC",
    "recipients": "Nơi nhận:",
    "offices": "KT. VIỆN TRƯỞNG",
    "effects": "Quyết định này có hiệu lực thi hành",
    "passings": "được thông qua ngày",
    "dates": "ngày ngày ngày tháng tháng năm",
    "blanks": " " * 300 + "x",
    "numbers": "Số Số: 12/ 12/ 2020/ 2020/ - - - NĐ - CP -",
    "dots": "Số: " + "." * 200,
}


@pytest.mark.parametrize("name", LINES)
def test_work_grows_with_the_length_alone(name):
    few, many = (_calls([by_cells(CELL), *["\n".join([LINES[name]] * 40)] * pages]) for pages in (20, 60))
    assert many < 3.3 * few


def _calls(pages: list[str]) -> int:
    """Return how many functions, Python's own and those of C, a description calls."""
    count = 0

    def counted(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    describe(pages)
    sys.setprofile(counted)
    try:
        describe(pages)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", LINES)
def test_one_endless_line_is_cut(name):
    text = by_cells(CELL)
    assert describe([text, LINES[name] * 2000]).symbol == CELL.symbol
    assert describe([f"{LINES[name] * 2000}\n{text}"]) is not None
