"""What is found in passages of every kind, and what is not. Most passages are made up after real ones."""

import doctest
import unicodedata
from datetime import date
from importlib import import_module

import pytest

from documents.citations import find_citations


def symbols(text: str) -> list[str | None]:
    return [mention.symbol for mention in find_citations(text)]


@pytest.mark.parametrize(
    "module",
    ["documents.citations.finding", "documents.citations.symbols", "documents.citations.linking"]
    + ["documents.citations.vocabulary", "documents.citations.document_types"],
)
def test_the_examples_in_the_docstrings_hold(module):
    result = doctest.testmod(import_module(module))
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Party
        ("Quy định số 144-QĐ/TW", ["144-QĐ/TW"]),
        ("Hướng dẫn số 16-HD/BTCTU của Ban Tổ chức Tỉnh ủy", ["16-HD/BTCTU"]),
        ("Kế hoạch 98-KH/Th.U của Thành ủy", ["98-KH/Th.U"]),
        ("Nghị quyết 05-NQ/CB", ["05-NQ/CB"]),
        ("Số 04-QyĐ/ĐU", ["04-QyĐ/ĐU"]),
        ("Chương trình hành động số 12-CTr/TU", ["12-CTr/TU"]),
        ("Tờ trình số 7-TTr/BTV", ["7-TTr/BTV"]),
        ("Thông tri số 03-TT/TU", ["03-TT/TU"]),
        ("Nghị quyết số 18-NQ/TƯ", ["18-NQ/TƯ"]),
        ("Quyết định 144/QĐ-TW; 49/NQ-TW", ["144/QĐ-TW", "49/NQ-TW"]),
        # State
        ("Nghị định số 30/2020/NĐ-CP", ["30/2020/NĐ-CP"]),
        ("Nghị quyết số 30a/2008/NQ-CP", ["30a/2008/NQ-CP"]),
        ("Luật số 63/2014/QH13, Nghị quyết 84/2025/UBTVQH15", ["63/2014/QH13", "84/2025/UBTVQH15"]),
        ("Pháp lệnh số 30/2000/PL-UBTVQH10, Lệnh số 8/2018/L-CTN", ["30/2000/PL-UBTVQH10", "8/2018/L-CTN"]),
        ("Thông tư liên tịch số 19/2012/TTLT-BTC-BKH&ĐT-BTTTT", ["19/2012/TTLT-BTC-BKH&ĐT-BTTTT"]),
        ("Thông tư liên tịch 04/2018/TTLT-VKSNDTC - BCA - BQP", ["04/2018/TTLT-VKSNDTC-BCA-BQP"]),
        ("TTLT số 11/2004/TTLT/BNN-BNV", ["11/2004/TTLT/BNN-BNV"]),
        ("Công văn số 1473/BTP-CNTT", ["1473/BTP-CNTT"]),
        ("Công văn 538/QLCL-QLVBCC", ["538/QLCL-QLVBCC"]),
        ("Tờ trình số 126/SKHĐT", ["126/SKHĐT"]),
        ("Văn bản hợp nhất số 03/VBHN-VPQH", ["03/VBHN-VPQH"]),
        ("Án lệ số 04/2016/AL", ["04/2016/AL"]),
        ("Nghị định 30-CP, Quyết định số 327-CT, Sắc lệnh số 13/SL", ["30-CP", "327-CT", "13/SL"]),
        ("Quyết định số 594/QĐ-CA của Chánh án", ["594/QĐ-CA"]),
        # Procuracies
        ("Chỉ thị số 01/CT-VKSTC", ["01/CT-VKSTC"]),
        ("Quyết định số 12/QĐ-VKS-P1, Kế hoạch 15/KH-VKSTN", ["12/QĐ-VKS-P1", "15/KH-VKSTN"]),
        ("Hướng dẫn số 12/HDLN-VKS-TA-CA", ["12/HDLN-VKS-TA-CA"]),
        ("theo các văn bản: 91/KH-VKSTC, 01/CT-VKSTC", ["91/KH-VKSTC", "01/CT-VKSTC"]),
        # In other languages and in programs
        ("Decree No. 30/2020/ND-CP, Regulation No. 144-QD/TW", ["30/2020/NĐ-CP", "144-QĐ/TW"]),
        ('filename="Quy định 144-QĐ-TW.pdf"', ["144-QĐ/TW"]),
        ("12/QĐ-VKSTC_signed.pdf và 06_QĐ-VKSTC.pdf", ["12/QĐ-VKSTC", "06/QĐ-VKSTC"]),
        (r"Quy \u0111\u1ecbnh 144-Q\u0110/TW\nSố: 12/QĐ-VKSTC", ["144-QĐ/TW", "12/QĐ-VKSTC"]),
        ("**144-QĐ/TW** [01/CT-VKSTC](x)", ["144-QĐ/TW", "01/CT-VKSTC"]),
    ],
)
def test_symbols_of_every_style(text, expected):
    assert symbols(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hướng dẫn số 16 - HD/BTCTW", "16-HD/BTCTW"),
        ("Quy định 144–QĐ/TW", "144-QĐ/TW"),
        ("Quy định 144‑QĐ/TW", "144-QĐ/TW"),
        ("Quy định 144−QĐ∕TW", "144-QĐ/TW"),
        ("Quy định 144\u00a0-\u00a0QĐ/TW", "144-QĐ/TW"),
        ("Quy định 144\u200b-QĐ\u00ad/TW", "144-QĐ/TW"),
        ("Quy định số 144-\nQĐ/TW", "144-QĐ/TW"),
        ("Nghị định số\n30/2020/NĐ-\r\n  CP", "30/2020/NĐ-CP"),
        ("Tờ trình số 473/TTr -\nNN&PTNT", "473/TTr-NN&PTNT"),
        ("Chỉ thị số 04/CT-VKSTC- VPT", "04/CT-VKSTC-VPT"),
        ("Quyết định số 46 /QĐ - VKSTC", "46/QĐ-VKSTC"),
        ("Quy định 144-QÐ/TW", "144-QĐ/TW"),
        ("Quy định 144-QƉ/TW", "144-QĐ/TW"),
        ("Quy định 144-QD/TW", "144-QĐ/TW"),
        ("Nghị quyết 03/2017/NQ-HDTP", "03/2017/NQ-HĐTP"),
        ("Đề án số 02-DA/DU", "02-ĐA/ĐU"),
        ("nghi dinh so 101/2024/nd-cp", "101/2024/NĐ-CP"),
        ("quyết định số 12/qđ-vkstc", "12/QĐ-VKSTC"),
        ("QUYẾT ĐỊNH SỐ 34/2014/QĐ-TTG", "34/2014/QĐ-TTg"),
        ("Nghị định 3O/2020/NĐ-CP", "30/2020/NĐ-CP"),
        ("Nghị định số 63 2010 NĐ-CP", "63/2010/NĐ-CP"),
        ("Kế hoạch số 05 KH/ĐU", "05-KH/ĐU"),
        ("HD38-HD/BTCTW", "38-HD/BTCTW"),
        ("Quyết định số12/QĐ-VKSTC", "12/QĐ-VKSTC"),
        ("Quy định số 144-Q&#272;/TW", "144-QĐ/TW"),
        ("Quy định <b>144</b>-QĐ/TW", "144-QĐ/TW"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_damaged_symbols_are_put_right_and_keep_their_place(text, expected, form):
    given = unicodedata.normalize(form, text)
    (mention,) = find_citations(given)
    assert mention.symbol == expected
    assert given[mention.start : mention.end] == mention.surface
    assert mention.surface[0].isdigit()


@pytest.mark.parametrize(
    "text",
    [
        "bản án số 12/2024/HS-ST ngày 01/02/2024",
        "bản án 34/2025/DS-ST; 118 /2017/QĐST-HNGĐ; 111/2017/HSPT-QĐ; 03/2022/DSST; 12/2023/KDTM-PT",
        "Thông báo thụ lý vụ án số 88/TB-TLVA, số 45/2024/TLPT-DS",
        "Quyết định đưa vụ án ra xét xử số 12/2024/QĐXXST-DS",
        "Quyết định kháng nghị giám đốc thẩm số 05/QĐ-VKS-DS ngày 01/02/2024",
        "Quyết định số 05/2022/QĐ-BPKCTT",
        "Cáo trạng số 12/CT-VKS-P1 ngày 01/02/2024",
        "Quyết định khởi tố bị can số 12/QĐ-CSĐT",
        "Kết luận giám định số 123/KL-PC09",
        "Hợp đồng tín dụng số 12/2019/HĐTD",
        "Giấy chứng nhận quyền sử dụng đất số 01607.QSDĐ/A16, số H01607/A16",
        "Mẫu số 144/HS-15; Mẫu 02/KH-ĐU; mau so 11/dk",
        "Số: .../CT-VKS...-... và số …-KH/ĐU, Số      -CV/ĐU, Số: 15/KH-…",
        "biển số 62A-123.45, BKS 38H8 - 5905, 61D1 – 567.89, 51F-123/45",
        "QCVN 06:2022/BXD, TCVN 12/2010/BXD, TCVN 9001:2015",
        "điện thoại 0272-3826/120, 0909.123.456, 028/3822-HCM",
        "chiếm 3/4 diện tích, 1/2, 50/50, 24/7, 60km/h, 100 triệu/năm, 5/ha",
        "ngày 15/01/2024, 15-01-2024, tháng 3/2024, từ 2020-2025, năm học 2024/2025",
        "khoản 2.1/KH, mục 3-Điều 5, Điều 5-NQ/TW, trang 12/QĐ-TTg",
        "https://vkstayninh.vn/van-ban/12-QĐ/TW.pdf và /2024/05/12-QD/TW",
        "https://x.vn/nghi-quyet-03-2017-nq-hdtp-343156.aspx; 99-2003-ND-CP; 51-qd-vkstc-v12",
        "lienhe.12/QĐ-TTg@vks.gov.vn, 12/QĐ-TTg@vks.gov.vn",
        "4-HD/TV, 2-TB/NAS, 10/CT-MRI, 1/PC-DOS, 3-in-1/OK",
        "vks-packages:v2025.1.7, vcr.vn/98510-green-vks/vks-x:v2, 1/vks-a, 2024/vks-x, 20260110_01.NQ-CNNL_ve",
        "nghi dinh so 168, 168/2024, 168-2024",
    ],
)
def test_what_only_looks_like_a_symbol_is_none(text):
    assert symbols(text) == []


def test_a_judgment_beside_a_decision_does_not_hide_it():
    assert symbols("theo bản án số 12/2024/HS-ST và Quyết định số 12/QĐ-TTg") == ["12/QĐ-TTg"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("các Quy định số 22, 37-QĐ/TW", [("22", "22-QĐ/TW"), ("37-QĐ/TW", "37-QĐ/TW")]),
        ("Nghị quyết số 18, 19-NQ/TW", [("18", "18-NQ/TW"), ("19-NQ/TW", "19-NQ/TW")]),
        (
            "Chỉ thị số 01, 02 và 03/CT-VKSTC",
            [("01", "01/CT-VKSTC"), ("02", "02/CT-VKSTC"), ("03/CT-VKSTC", "03/CT-VKSTC")],
        ),
        (
            "Thông tư số 01/2025, 02/2026/TT-VKSTC",
            [("01/2025", "01/2025/TT-VKSTC"), ("02/2026/TT-VKSTC", "02/2026/TT-VKSTC")],
        ),
        ("từ số 12 đến số 15-QĐ/TW", [("12", "12-QĐ/TW"), ("15-QĐ/TW", "15-QĐ/TW")]),
        ("các Quyết định số 12-15/QĐ-VKSTC", [("12", "12/QĐ-VKSTC"), ("15/QĐ-VKSTC", "15/QĐ-VKSTC")]),
        ("Nghị quyết 27-NQ/TW đến 29-NQ/TW", [("27-NQ/TW", "27-NQ/TW"), ("29-NQ/TW", "29-NQ/TW")]),
        ("năm 2024, 12-KH/ĐU", [("12-KH/ĐU", "12-KH/ĐU")]),
    ],
)
def test_lists_and_ranges_give_each_number_its_mention(text, expected):
    assert [(mention.surface, mention.symbol) for mention in find_citations(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quy định số 144-QĐ/TW", ["Quy định"]),
        ("Quyết định số 144-QĐ/TW", ["Quyết định"]),
        ("QĐ 144-QĐ/TW, theo 18-NQ/TW", [None, None]),
        ("CHỈ THỊ SỐ 01/CT-VKSTC", ["Chỉ thị"]),
        ("Quy chế 259/QĐ-VKSTC", ["Quy chế"]),
        ("Bộ luật 66-QĐ/TW", [None]),
        ("nghi dinh so 14/2022/ND-CP", [None]),
        ("Nghi quyết số 18-NQ/TW", ["Nghị quyết"]),
        ("Nghịđịnh số 30/2020/NĐ-CP", ["Nghị định"]),
        ("6Nghị quyết 759/2014/UBTVQH13", ["Nghị quyết"]),
        ("Chỉ thị số: 35-CT/TW", ["Chỉ thị"]),
        ("Quyết định của Thủ tướng Chính phủ số 505/QĐ-TTg", ["Quyết định"]),
        ("Quyết định phê duyệt Kế hoạch số 12/QĐ-UBND", ["Quyết định"]),
        ("Thông báo kết luận số 12-TB/TU", ["Thông báo"]),
        ("Công văn hướng dẫn số 12/VKSTC-V8", ["Công văn"]),
        ("Luật Tổ chức VKSND số 63/2014/QH13", ["Luật"]),
        ("Văn bản hợp nhất BLTTHS 2025 (104_VBHN-VPQH)", ["Văn bản hợp nhất"]),
        ("pháp luật 12/2024/QH15, kỷ luật 13-QĐ/TW", [None, None]),
        ("Nghị quyết số 79-NQ/TW và số 80-NQ/TW", ["Nghị quyết", "Nghị quyết"]),
        ("Nghị quyết số 79-NQ/TW, 12-KL/TW", ["Nghị quyết", None]),
        ("Thông tư\n# liên tịch số 04/2018/TTLT-BCA-BQP", ["Thông tư liên tịch"]),
        ("Số: 12/BC-VKS\nTây Ninh, ngày 5 tháng 6 năm 2025\nBÁO CÁO\nKết quả", ["Báo cáo"]),
        ("Số ký hiệu: 144-QĐ/TW; Loại văn bản: Quy định", ["Quy định"]),
    ],
)
def test_the_type_is_what_the_words_say(text, expected):
    assert [mention.doc_type for mention in find_citations(text)] == expected


@pytest.mark.parametrize(
    "written",
    [
        "ngày 09/5/2024",
        ", ngày 9-5-2024",
        "ngày 09.5.2024",
        "ngày 09 tháng 5 năm 2024",
        "ngày 9 tháng Năm năm 2024",
        "ngày 09\ntháng 5\nnăm 2024",
        "NGÀY 09 THÁNG 5 NĂM 2024",
        "ngày 9/5 năm 2024",
        "ngày 9 tháng 5/2024",
        "ngày 09 / 5 / 2024",
        "ngày 09/5/24",
        "(ngày 09/5/2024)",
        "(09/5/2024)",
        ", 9/5/2024",
        "ký ngày 09/5/2024",
        "ban hành ngày 09/5/2024",
        "của Bộ Chính trị ngày 09/5/2024",
        "</a>, ng&agrave;y 09/5/2024",
        "| 09/5/2024 |",
        "ngày 9–5–2024",
        "\n              ngày\n              09/5/2024",
        "(9 May 2024)",
        "(Bộ Chính trị, 09/5/2024)",
        "— Ban Bí thư (09/5/2024)",
        '<em style={{ marginRight: "20px" }}>\n                ng&agrave;y 09 th&aacute;ng 5&nbsp; năm 2024</em>',
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_dates_behind_a_symbol(written, form):
    (mention,) = find_citations(unicodedata.normalize(form, f"Quy định số 144-QĐ/TW {written} về chuẩn mực"))
    assert mention.date == date(2024, 5, 9)


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 12/QĐ-TTg có hiệu lực từ ngày 01/02/2024",
        "Quy định 144-QĐ/TW ngày 31/02/2024",
        "Quy định 144-QĐ/TW năm 2024, ngày 20/7 họp",
        "Ngày 5/6/2024, Chi bộ tổ chức quán triệt Quy định số 144-QĐ/TW.",
        "Ngày 5/6/2024, Chi bộ đã ban hành Kế hoạch triển khai Quy định số 144-QĐ/TW",
        "Quy định số 144-QĐ/TW (2024)",
        'documentNumber: "136/2020/NĐ-CP",\n effectiveDate: "2020-12-31"',
        "Quy định 144-QĐ/TW (8/2006)",
        "Chỉ thị số 57-CT/TW, chiều ngày 25/7/2025, Ủy ban tổ chức",
        "Thông tư liên tịch số 10/2007/TTLT-BTP-BCA\n\n13/10/2008",
    ],
)
def test_other_days_are_not_the_date_of_issue(text):
    (mention,) = find_citations(text)
    assert mention.date is None


def test_the_date_may_stand_before_the_act():
    text = "Ngày 07/3/2008, Bộ trưởng ban hành Quyết định số 259/QĐ-BTP và Công văn số 12/BTP-TGPL."
    first, second = find_citations(text)
    assert (first.date, first.issuer, second.date) == (date(2008, 3, 7), "Bộ trưởng", date(2008, 3, 7))


def test_the_same_day_is_the_day_before():
    text = (
        "Chỉ thị 05-CT/TW ngày 15/5/2016 và Kết luận 01-KL/TW cùng ngày. Cùng ngày, Ban Bí thư ban hành "
        "Hướng dẫn số 20-HD/TW; các Quyết định số 12/QĐ-VKSTC, 13/QĐ-VKSTC cùng ngày 09/5/2024"
    )
    dates = [mention.date for mention in find_citations(text)]
    assert dates == [date(2016, 5, 15)] * 3 + [date(2024, 5, 9)] * 2


def test_headings_and_records_tell_their_date():
    heading = (
        "ĐẢNG BỘ VKSND TỈNH\nCHI BỘ PHÒNG 9\n*\nSố 05-NQ/CB\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Long An, ngày 10 tháng 01 năm 2025\nNGHỊ QUYẾT\nvề Quy định số 144-QĐ/TW ngày 09/5/2024"
    )
    own, cited = find_citations(heading)
    assert (own.doc_type, own.date, cited.date) == ("Nghị quyết", date(2025, 1, 10), date(2024, 5, 9))
    for record in (
        '{"symbol": "144-QĐ/TW", "issued_on": "2024-05-09"}',
        "Số: 144-QĐ/TW Tây Ninh, ngày 9 tháng 5 năm 2024",
        '"so_hieu": "Số 144-QĐ/TW",\n  "dia_danh_ngay": "Tây Ninh, ngày 09 tháng 5 năm 2024"',
        'quyetDinh: "144-QĐ/TW",\n  ngayQuyetDinh: "09/5/2024"',
        'soThongBao: "144-QĐ/TW",\n ngayBanHanh: "09/5/2024"',
        "Số hiệu: 144-QĐ/TW Loại: Quy định\nNgày ban hành: 09/5/2024 Ngày hiệu lực: 01/6/2024",
    ):
        assert [mention.date for mention in find_citations(record)] == [date(2024, 5, 9)]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Quy định số 144-QĐ/TW ngày 09/5/2024 của Bộ Chính trị về", "Bộ Chính trị"),
        ("Chỉ thị 01/CT-VKSTC của Viện trưởng VKSND tối cao ban hành", "Viện trưởng VKSND tối cao"),
        (
            "Công văn số 2928/LĐTBXH-BVCS của Bộ Lao động, Thương binh và Xã hội về",
            "Bộ Lao động, Thương binh và Xã hội",
        ),
        (
            "Quyết định số 12/QĐ-UBND ngày 1/6/2009 của Ủy ban nhân\ndân tỉnh Hà Giang về",
            "Ủy ban nhân dân tỉnh Hà Giang",
        ),
        ("Nghị quyết 59-NQ/TW năm 2025 của Bộ Chính trị về", "Bộ Chính trị"),
        ("của Sở Y tế tại Tờ trình số 66/TTr-SYT", "Sở Y tế"),
        (
            "Thông tư liên tịch số 152/2014/TTLT-BTC-BGTVT của Bộ trưởng Bộ Tài chính và Bộ trưởng\n"
            "    Bộ Giao thông vận tải hướng dẫn",
            "Bộ trưởng Bộ Tài chính và Bộ trưởng Bộ Giao thông vận tải",
        ),
        ("HĐTP TANDTC ban hành Nghị quyết 04/2019/NQ-HĐTP", "HĐTP TANDTC"),
        ("Nghị quyết 85/2014/QH13 về tín nhiệm do Quốc hội ban hành", "Quốc hội"),
        ("Nghị quyết 85/2014/QH13 về tín nhiệm", None),
    ],
)
def test_the_issuer_in_words(text, issuer):
    (mention,) = find_citations(text)
    assert mention.issuer == issuer


def test_an_issuer_named_once_counts_for_those_joined_to_it():
    mentions = find_citations("Chỉ thị số 13-CT/TW và Kết luận số 61-KL/TW của Ban Bí thư")
    assert [mention.issuer for mention in mentions] == ["Ban Bí thư", "Ban Bí thư"]


NAMES = [
    *("Nghị quyết Trung ương 4 khóa XI", "Nghị quyết Trung ương 4 khóa XII", "Bộ luật Dân sự", "Luật Dân sự"),
    ("Luật Đất đai", 7),
    *("Quy định về án", "Luật Hoà giải"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "theo Luật Đất đai, luật đất đai và LUẬT ĐẤT ĐAI",
            [("Luật Đất đai", 7), ("luật đất đai", 7), ("LUẬT ĐẤT ĐAI", 7)],
        ),
        ("Luật\nĐất  đai", [("Luật\nĐất  đai", 7)]),
        ("luat dat dai", [("luat dat dai", 7)]),
        ("luật đất dai", []),
        ("Luật Đất. Đai", []),
        ("Luật Đất đaix", []),
        ("quy định về an", []),
        ("Bộ luật Dân sự", [("Bộ luật Dân sự", "Bộ luật Dân sự")]),
        ("Luật Hòa giải", [("Luật Hòa giải", "Luật Hoà giải")]),
        (
            "Nghị quyết Trung ương 4 khoá XI, khóa XII",
            [
                ("Nghị quyết Trung ương 4 khoá XI", "Nghị quyết Trung ương 4 khóa XI"),
                ("khóa XII", "Nghị quyết Trung ương 4 khóa XII"),
            ],
        ),
        (
            "Nghị quyết Trung ương 4 (khóa XI, XII)",
            [
                ("Nghị quyết Trung ương 4 (khóa XI", "Nghị quyết Trung ương 4 khóa XI"),
                ("XII", "Nghị quyết Trung ương 4 khóa XII"),
            ],
        ),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_of_the_library_are_found_at_word_borders(text, expected, form):
    given = unicodedata.normalize(form, text)
    found = [(unicodedata.normalize("NFC", each.surface), each.key) for each in find_citations(given, NAMES)]
    assert found == expected


def test_a_named_reference_has_type_and_date_but_no_symbol():
    (mention,) = find_citations("Luật Đất đai ngày 18 tháng 01 năm 2024", NAMES)
    assert (mention.symbol, mention.doc_type, mention.date) == (None, "Luật", date(2024, 1, 18))


def test_names_that_are_not_given_are_not_found():
    assert find_citations("Nghị quyết Trung ương 4 khóa XII, Bộ luật Tố tụng dân sự") == []


def test_empty_and_odd_input():
    for text in ("", " ", "\ufeff", "1", "1/", "Số", "&", "<", "\\", "\u0301", "1/\u0301A-B"):
        assert find_citations(text, ["", "  ", ("-", 1)]) == []
