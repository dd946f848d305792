"""Official papers as text, laid out as files of several kinds give it; every person is made up.

A paper is what stands in it; a manner is how its columns come out of a file.
"""

import datetime
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

STATE_TITLE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "_______________")
PARTY_TITLE = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
RECIPIENTS = (
    "Nơi nhận:",
    "- Như Điều 3;",
    "- Đồng chí Bí thư (b/c);",
    "- Các chi bộ trực thuộc;",
    "- Lưu: VT, VP.",
)
BODY = """\
Căn cứ Điều lệ Đảng Cộng sản Việt Nam và Quyết định số 12-QĐ/TU, ngày 09/5/2023;
Căn cứ kết quả thảo luận tại hội nghị ngày 05 tháng 01 năm 2024;
I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao nhận thức, trách nhiệm của cán bộ, đảng viên trong thực hiện nhiệm vụ được giao.
2. Việc tổ chức thực hiện bảo đảm nghiêm túc, thiết thực, hiệu quả, tránh hình thức.
II. TỔ CHỨC THỰC HIỆN
1. Các đơn vị căn cứ nội dung trên tổ chức thực hiện, báo cáo kết quả trước ngày 15/12/2025.
2. Văn phòng theo dõi, đôn đốc, tổng hợp kết quả, báo cáo theo quy định./."""


@dataclass(frozen=True)
class Paper:
    """What stands in a paper, and what should be read from it."""

    name: str
    bodies: tuple[str, ...]
    symbol_line: str
    place_and_date: str
    title: tuple[str, ...]
    signature: tuple[str, ...]
    symbol: str | None
    doc_type: str | None
    issuer: str
    superior: str
    issued_on: datetime.date | None
    abstract: str
    signer: str
    office: str
    is_party: bool = False
    subject: tuple[str, ...] = ()
    effect: str = ""
    effective_on: datetime.date | None = None
    has_rule: bool = True
    recipients: tuple[str, ...] = RECIPIENTS
    body: str = BODY

    @property
    def left(self) -> list[str]:
        rule = ("*",) if self.is_party else ("_______",)
        return [*self.bodies, *rule, self.symbol_line, *self.subject]

    @property
    def right(self) -> list[str]:
        title = PARTY_TITLE if self.is_party else STATE_TITLE
        return [*title, *([self.place_and_date] if self.place_and_date else [])]

    @property
    def middle(self) -> list[str]:
        rule = ["-----"] if self.has_rule and self.title else []
        return [*self.title, *rule, *self.body.split("\n"), *([self.effect] if self.effect else [])]


def _in_rows(left: list[str], right: list[str], gap: str) -> Iterator[str]:
    for one, other in zip_longest(left, right, fillvalue=""):
        yield f"{one}{gap if one and other else ''}{other}" if one or not other else f"{gap}{other}"


def by_cells(paper: Paper) -> str:
    """The left column, then the right one: tables of Word files."""
    lines = [*paper.left, *paper.right, "", *paper.middle, "", *paper.recipients, *paper.signature]
    return "\n".join(lines)


def in_rows(paper: Paper) -> str:
    """The columns side by side, wide apart: text layers that keep the layout."""
    head = _in_rows(paper.left, paper.right, " " * 12)
    foot = _in_rows(list(paper.recipients), list(paper.signature), " " * 9)
    return "\n".join([*head, "", *paper.middle, "", *foot])


def in_close_rows(paper: Paper) -> str:
    """The columns side by side with one blank between, rules lost: recognised scans."""
    left = [line for line in paper.left if line[:1] not in "*_"]
    right = [line for line in paper.right if line[:1] != "_"]
    head = _in_rows(left, right, " ")
    foot = _in_rows(list(paper.recipients), list(paper.signature), " ")
    return "\n".join([*head, "", *paper.middle, *foot])


def right_first(paper: Paper) -> str:
    """The right column, then the left one, without blank lines."""
    lines = [*paper.right, *paper.left, *paper.middle, *paper.signature, *paper.recipients]
    return "\n".join(line for line in lines if line)


def line_by_line(paper: Paper) -> str:
    """A blank line behind each: text copied from web pages."""
    lines = [*paper.left, *paper.right, *paper.middle, *paper.signature, *paper.recipients]
    return "\n\n".join(line for line in lines if line)


def with_noise(paper: Paper) -> str:
    """Close rows with what recognition makes of rules and stamps, and marks lost in the number."""
    text = in_close_rows(paper)
    number = paper.symbol_line
    worn = number.replace("Đ", "D").replace("Số", "Sô").replace("QyĐ", "QyD")
    title = paper.title[0] if paper.title else ""
    text = text.replace(number, worn, 1)
    if title:
        text = text.replace(f"\n{title}\n", f"\n\n_{title}.\n", 1)
    return f"ˆ ¬\n{text}".replace("CỘNG HÒA", "CÔNG HOÀ").replace("ĐẢNG CỘNG SẢN", "ĐẢNG CÔNG SẢN")


def decomposed(paper: Paper) -> str:
    """Rows in NFD with blanks that do not break."""
    text = in_rows(paper).replace("Số: ", "Số:\u00a0").replace("ngày ", "ngày\u00a0")
    return unicodedata.normalize("NFD", text)


def with_icelandic_letters(paper: Paper) -> str:
    """Đ as U+00D0, dashes of other kinds, lines ended as Windows does."""
    text = by_cells(paper).replace("Đ", "\u00d0").replace("-QĐ", "–QĐ")
    return text.replace("\n", "\r\n")


def without_marks_in_bodies(paper: Paper) -> str:
    """The names of the bodies and the titles without their marks."""
    text = by_cells(paper)
    for line in (*paper.bodies, STATE_TITLE[0], PARTY_TITLE[0]):
        text = text.replace(line, _unmarked(line), 1)
    return text


def _unmarked(line: str) -> str:
    parted = unicodedata.normalize("NFD", line).replace("Đ", "D")
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


MANNERS: tuple[Callable[[Paper], str], ...] = (
    by_cells,
    in_rows,
    in_close_rows,
    right_first,
    line_by_line,
    with_noise,
    decomposed,
    with_icelandic_letters,
    without_marks_in_bodies,
)
# What a manner loses, it need not give; that it is not told as sure is another test.
DAY = datetime.date

PAPERS = (
    Paper(
        "regulation of the Political Bureau",
        ("BAN CHẤP HÀNH TRUNG ƯƠNG",),
        "Số 127-QĐ/TW",
        "Hà Nội, ngày 09 tháng 5 năm 2024",
        ("QUY ĐỊNH", "về chuẩn mực đạo đức cách mạng", "của cán bộ, đảng viên giai đoạn mới"),
        ("T/M BỘ CHÍNH TRỊ", "THƯỜNG TRỰC BAN BÍ THƯ", "", "(Đã ký)", "", "Trần Văn Mẫu"),
        "127-QĐ/TW",
        "Quy định",
        "Ban Chấp hành Trung ương",
        "",
        DAY(2024, 5, 9),
        "về chuẩn mực đạo đức cách mạng của cán bộ, đảng viên giai đoạn mới",
        "Trần Văn Mẫu",
        "Thường trực Ban Bí thư",
        is_party=True,
        effect="Quy định này có hiệu lực kể từ ngày ký.",
        effective_on=DAY(2024, 5, 9),
    ),
    Paper(
        "regulation under the bureau's own name",
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "BỘ CHÍNH TRỊ"),
        "Số 208-QĐ/TW",
        "Hà Nội, ngày 28 tháng 12 năm 2024",
        ("QUY ĐỊNH", "về chức năng, nhiệm vụ, quyền hạn của đảng ủy"),
        ("T/M BỘ CHÍNH TRỊ", "", "[đã ký]", "", "Lê Thị Ví Dụ"),
        "208-QĐ/TW",
        "Quy định",
        "Bộ Chính trị",
        "Ban Chấp hành Trung ương",
        DAY(2024, 12, 28),
        "về chức năng, nhiệm vụ, quyền hạn của đảng ủy",
        "Lê Thị Ví Dụ",
        "",
        is_party=True,
    ),
    Paper(
        "directive of the Secretariat",
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "BAN BÍ THƯ"),
        "Số 42-CT/TW",
        "Hà Nội, ngày 16 tháng 01 năm 2025",
        ("CHỈ THỊ", "về tăng cường sự lãnh đạo của Đảng đối với công tác giáo dục", "cần, kiệm, liêm, chính"),
        ("T/M BAN BÍ THƯ", "THƯỜNG TRỰC BAN BÍ THƯ", "Phạm Văn Thử"),
        "42-CT/TW",
        "Chỉ thị",
        "Ban Bí thư",
        "Ban Chấp hành Trung ương",
        DAY(2025, 1, 16),
        "về tăng cường sự lãnh đạo của Đảng đối với công tác giáo dục cần, kiệm, liêm, chính",
        "Phạm Văn Thử",
        "Thường trực Ban Bí thư",
        is_party=True,
    ),
    Paper(
        "guide of a committee's board",
        ("TỈNH ỦY TÂY NINH", "BAN TỔ CHỨC"),
        "Số 16-HD/BTCTU",
        "Tây Ninh, ngày 13 tháng 9 năm 2024",
        ("HƯỚNG DẪN", "kiểm điểm, đánh giá, xếp loại chất lượng", "tổ chức đảng, đảng viên hằng năm"),
        ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "", "(Đã ký)", "", "Đặng Thị Minh Họa"),
        "16-HD/BTCTU",
        "Hướng dẫn",
        "Ban Tổ chức Tỉnh ủy",
        "Tỉnh ủy Tây Ninh",
        DAY(2024, 9, 13),
        "kiểm điểm, đánh giá, xếp loại chất lượng tổ chức đảng, đảng viên hằng năm",
        "Đặng Thị Minh Họa",
        "Phó Trưởng ban",
        is_party=True,
    ),
    Paper(
        "resolution of a cell",
        ("ĐẢNG BỘ VIỆN KIỂM SÁT NHÂN DÂN", "TỈNH TÂY NINH", "CHI BỘ PHÒNG 9"),
        "Số 05-NQ/CB",
        "Tây Ninh, ngày 04 tháng 3 năm 2025",
        ("NGHỊ QUYẾT", "HỘI NGHỊ CHI BỘ THÁNG 3 NĂM 2025"),
        ("T/M CHI BỘ", "BÍ THƯ", "", "Hoàng Văn Giả"),
        "05-NQ/CB",
        "Nghị quyết",
        "Chi bộ Phòng 9",
        "Đảng bộ Viện kiểm sát nhân dân tỉnh Tây Ninh",
        DAY(2025, 3, 4),
        "Hội nghị chi bộ tháng 3 năm 2025",
        "Hoàng Văn Giả",
        "Bí thư",
        is_party=True,
    ),
    Paper(
        "plan of a Party committee",
        ("ĐẢNG BỘ TỈNH TÂY NINH", "ĐẢNG ỦY", "VIỆN KIỂM SÁT NHÂN DÂN TỈNH"),
        "Số 21-KH/ĐU",
        "Tây Ninh, ngày 7 tháng 02 năm 2025",
        ("KẾ HOẠCH", "tổ chức đại hội các chi bộ trực thuộc, nhiệm kỳ 2025 - 2030"),
        ("TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "(đã ký)", "Vũ Thị Tưởng Tượng"),
        "21-KH/ĐU",
        "Kế hoạch",
        "Đảng ủy Viện kiểm sát nhân dân tỉnh",
        "Đảng bộ tỉnh Tây Ninh",
        DAY(2025, 2, 7),
        "tổ chức đại hội các chi bộ trực thuộc, nhiệm kỳ 2025 - 2030",
        "Vũ Thị Tưởng Tượng",
        "Phó Bí thư",
        is_party=True,
    ),
    Paper(
        "conclusion of a provincial committee",
        ("TỈNH ỦY TÂY NINH",),
        "Số 88-KL/TU",
        "Tây Ninh, ngày 20 tháng 6 năm 2025",
        ("KẾT LUẬN", "CỦA BAN THƯỜNG VỤ TỈNH ỦY", "về công tác cải cách tư pháp 6 tháng đầu năm"),
        ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC", "Bùi Văn Đặt"),
        "88-KL/TU",
        "Kết luận",
        "Tỉnh ủy Tây Ninh",
        "",
        DAY(2025, 6, 20),
        "CỦA BAN THƯỜNG VỤ TỈNH ỦY về công tác cải cách tư pháp 6 tháng đầu năm",
        "Bùi Văn Đặt",
        "Phó Bí thư Thường trực",
        is_party=True,
    ),
    Paper(
        "letter of a Party committee",
        ("TỈNH ỦY TÂY NINH", "VĂN PHÒNG"),
        "Số 62-CV/VPTU",
        "Tây Ninh, ngày 11 tháng 8 năm 2025",
        (),
        ("K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Ngô Thị Bịa"),
        "62-CV/VPTU",
        "Công văn",
        "Văn phòng Tỉnh ủy",
        "Tỉnh ủy Tây Ninh",
        DAY(2025, 8, 11),
        "V/v báo cáo kết quả thực hiện quy chế làm việc",
        "Ngô Thị Bịa",
        "Phó Chánh Văn phòng",
        is_party=True,
        subject=("V/v báo cáo kết quả", "thực hiện quy chế làm việc"),
        body=f"Kính gửi: Các ban đảng, đảng ủy trực thuộc Tỉnh ủy.\n{BODY}",
    ),
    Paper(
        "directive of the Supreme Procuracy",
        ("VIỆN KIỂM SÁT NHÂN DÂN", "TỐI CAO"),
        "Số: 01/CT-VKSTC",
        "Hà Nội, ngày 12 tháng 12 năm 2024",
        ("CHỈ THỊ", "VỀ CÔNG TÁC CỦA NGÀNH KIỂM SÁT NHÂN DÂN NĂM 2025"),
        ("VIỆN TRƯỞNG", "", "(Đã ký)", "", "Nguyễn Huy Thí Dụ"),
        "01/CT-VKSTC",
        "Chỉ thị",
        "Viện kiểm sát nhân dân tối cao",
        "",
        DAY(2024, 12, 12),
        "Về công tác của ngành kiểm sát nhân dân năm 2025",
        "Nguyễn Huy Thí Dụ",
        "Viện trưởng",
    ),
    Paper(
        "plan of the Supreme Procuracy",
        ("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO",),
        "Số: 91/KH-VKSTC",
        "Hà Nội, ngày 18 tháng 4 năm 2024",
        ("KẾ HOẠCH", "Phát động phong trào thi đua “Xây dựng mô hình điểm”", "trong ngành Kiểm sát nhân dân"),
        ("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG", "Hồ Đức Nghĩ"),
        "91/KH-VKSTC",
        "Kế hoạch",
        "Viện kiểm sát nhân dân tối cao",
        "",
        DAY(2024, 4, 18),
        "Phát động phong trào thi đua “Xây dựng mô hình điểm” trong ngành Kiểm sát nhân dân",
        "Hồ Đức Nghĩ",
        "Phó Viện trưởng",
    ),
    Paper(
        "circular of the Supreme Procuracy",
        ("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO",),
        "Số: 02/2025/TT-VKSTC",
        "Hà Nội, ngày 27 tháng 6 năm 2025",
        ("THÔNG TƯ", "Quy định về thẩm quyền của Viện kiểm sát nhân dân khu vực"),
        ("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG THƯỜNG TRỰC", "Nguyễn Quang Nháp"),
        "02/2025/TT-VKSTC",
        "Thông tư",
        "Viện kiểm sát nhân dân tối cao",
        "",
        DAY(2025, 6, 27),
        "Quy định về thẩm quyền của Viện kiểm sát nhân dân khu vực",
        "Nguyễn Quang Nháp",
        "Phó Viện trưởng Thường trực",
        effect="Điều 9. Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2025.",
        effective_on=DAY(2025, 7, 1),
    ),
    Paper(
        "decision of a provincial procuracy",
        ("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO", "VIỆN KIỂM SÁT NHÂN DÂN", "TỈNH TÂY NINH"),
        "Số: 145/QĐ-VKS-P15",
        "Tây Ninh, ngày 03 tháng 7 năm 2025",
        ("QUYẾT ĐỊNH", "Về việc ban hành Quy chế làm việc của", "Viện kiểm sát nhân dân tỉnh Tây Ninh"),
        ("VIỆN TRƯỞNG", "Đinh Văn Tạm"),
        "145/QĐ-VKS-P15",
        "Quyết định",
        "Viện kiểm sát nhân dân tỉnh Tây Ninh",
        "Viện kiểm sát nhân dân tối cao",
        DAY(2025, 7, 3),
        "Về việc ban hành Quy chế làm việc của Viện kiểm sát nhân dân tỉnh Tây Ninh",
        "Đinh Văn Tạm",
        "Viện trưởng",
        body="VIỆN TRƯỞNG VIỆN KIỂM SÁT NHÂN DÂN TỈNH TÂY NINH\n"
        + BODY
        + "\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.",
        effect="Điều 2. Quyết định này có hiệu lực thi hành từ ngày ký ban hành.",
        effective_on=DAY(2025, 7, 3),
    ),
    Paper(
        "plan with the unit in its symbol",
        ("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO", "VIỆN KIỂM SÁT NHÂN DÂN TỈNH TÂY NINH"),
        "Số: 37/KH-VKS-VP",
        "Tây Ninh, ngày 21 tháng 01 năm 2025",
        ("KẾ HOẠCH", "Tuyên truyền, phổ biến, giáo dục pháp luật năm 2025"),
        ("TL. VIỆN TRƯỞNG", "CHÁNH VĂN PHÒNG", "Trịnh Thị Soạn"),
        "37/KH-VKS-VP",
        "Kế hoạch",
        "Viện kiểm sát nhân dân tỉnh Tây Ninh",
        "Viện kiểm sát nhân dân tối cao",
        DAY(2025, 1, 21),
        "Tuyên truyền, phổ biến, giáo dục pháp luật năm 2025",
        "Trịnh Thị Soạn",
        "Chánh Văn phòng",
    ),
    Paper(
        "notice of a regional procuracy",
        ("VIỆN KIỂM SÁT NHÂN DÂN", "TỈNH TÂY NINH", "VIỆN KIỂM SÁT NHÂN DÂN", "KHU VỰC 3"),
        "Số: 12/TB-VKSKV3",
        "Tây Ninh, ngày 5 tháng 9 năm 2025",
        ("THÔNG BÁO", "Lịch tiếp công dân tháng 9 năm 2025"),
        ("VIỆN TRƯỞNG", "Lý Văn Chép"),
        "12/TB-VKSKV3",
        "Thông báo",
        "Viện kiểm sát nhân dân khu vực 3",
        "Viện kiểm sát nhân dân tỉnh Tây Ninh",
        DAY(2025, 9, 5),
        "Lịch tiếp công dân tháng 9 năm 2025",
        "Lý Văn Chép",
        "Viện trưởng",
    ),
    Paper(
        "letter of a procuracy",
        ("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO", "VIỆN KIỂM SÁT NHÂN DÂN", "TỈNH TÂY NINH"),
        "Số: 412/VKS-P7",
        "Tây Ninh, ngày 12 tháng 3 năm 2025",
        (),
        ("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG", "", "(Đã ký)", "", "Mai Văn Gương"),
        "412/VKS-P7",
        "Công văn",
        "Viện kiểm sát nhân dân tỉnh Tây Ninh",
        "Viện kiểm sát nhân dân tối cao",
        DAY(2025, 3, 12),
        "V/v rút kinh nghiệm công tác kiểm sát xét xử án hình sự",
        "Mai Văn Gương",
        "Phó Viện trưởng",
        subject=("V/v rút kinh nghiệm công tác", "kiểm sát xét xử án hình sự"),
        body=f"Kính gửi: Viện kiểm sát nhân dân các khu vực.\n{BODY}",
    ),
    Paper(
        "decision of a people's committee",
        ("ỦY BAN NHÂN DÂN", "TỈNH TÂY NINH"),
        "Số: 1811/QĐ-UBND",
        "Tây Ninh, ngày 30 tháng 10 năm 2024",
        ("QUYẾT ĐỊNH", "Về việc phê duyệt Đề án phát triển du lịch"),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Tô Văn Phác"),
        "1811/QĐ-UBND",
        "Quyết định",
        "Ủy ban nhân dân tỉnh Tây Ninh",
        "",
        DAY(2024, 10, 30),
        "Về việc phê duyệt Đề án phát triển du lịch",
        "Tô Văn Phác",
        "Phó Chủ tịch",
        body="CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH TÂY NINH\n" + BODY,
        has_rule=False,
    ),
    Paper(
        "report of a department",
        ("ỦY BAN NHÂN DÂN TỈNH TÂY NINH", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ"),
        "Số: 77/BC-SKHĐT",
        "Tây Ninh, ngày 02 tháng 4 năm 2024",
        ("BÁO CÁO", "Tình hình kinh tế - xã hội quý I", "và phương hướng quý II năm 2024"),
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Quách Thị Khuôn"),
        "77/BC-SKHĐT",
        "Báo cáo",
        "Sở Kế hoạch và Đầu tư",
        "Ủy ban nhân dân tỉnh Tây Ninh",
        DAY(2024, 4, 2),
        "Tình hình kinh tế - xã hội quý I và phương hướng quý II năm 2024",
        "Quách Thị Khuôn",
        "Phó Giám đốc",
    ),
    Paper(
        "joint circular of three bodies",
        (
            "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO - TÒA ÁN",
            "NHÂN DÂN TỐI CAO - BỘ CÔNG AN",
        ),
        "Số: 01/2017/TTLT-VKSNDTC-TANDTC-BCA",
        "Hà Nội, ngày 06 tháng 9 năm 2017",
        ("THÔNG TƯ LIÊN TỊCH", "Quy định về phối hợp giữa các cơ quan tiến hành tố tụng"),
        (),
        "01/2017/TTLT-VKSNDTC-TANDTC-BCA",
        "Thông tư liên tịch",
        "Viện kiểm sát nhân dân tối cao - Tòa án nhân dân tối cao - Bộ Công an",
        "",
        DAY(2017, 9, 6),
        "Quy định về phối hợp giữa các cơ quan tiến hành tố tụng",
        "",
        "",
        effect="Thông tư liên tịch này có hiệu lực thi hành kể từ ngày 01 tháng 11 năm 2017.",
        effective_on=DAY(2017, 11, 1),
        recipients=(),
    ),
    Paper(
        "joint circular, a body a line",
        ("BỘ CÔNG AN", "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO", "TÒA ÁN NHÂN DÂN TỐI CAO"),
        "Số: 05/2018/TTLT-BCA-VKSNDTC-TANDTC",
        "Hà Nội, ngày 18 tháng 12 năm 2018",
        ("THÔNG TƯ LIÊN TỊCH", "Quy định quan hệ phối hợp trong công tác điều tra"),
        (),
        "05/2018/TTLT-BCA-VKSNDTC-TANDTC",
        "Thông tư liên tịch",
        "Bộ Công an - Viện kiểm sát nhân dân tối cao - Tòa án nhân dân tối cao",
        "",
        DAY(2018, 12, 18),
        "Quy định quan hệ phối hợp trong công tác điều tra",
        "",
        "",
        recipients=(),
    ),
    Paper(
        "law",
        ("QUỐC HỘI",),
        "Luật số: 67/2025/QH15",
        "",
        ("LUẬT", "SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA", "LUẬT TỔ CHỨC VIỆN KIỂM SÁT NHÂN DÂN"),
        ("CHỦ TỊCH QUỐC HỘI", "", "", "Trần Thị Bản Mẫu"),
        "67/2025/QH15",
        "Luật",
        "Quốc hội",
        "",
        DAY(2025, 6, 25),
        "Sửa đổi, bổ sung một số điều của luật tổ chức Viện kiểm sát nhân dân",
        "Trần Thị Bản Mẫu",
        "Chủ tịch Quốc hội",
        has_rule=False,
        recipients=(),
        body="Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\nĐiều 1. Phạm vi điều chỉnh",
        effect="Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025.\n__________\n"
        "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV, kỳ họp thứ 9\n"
        "thông qua ngày 25 tháng 6 năm 2025.",
        effective_on=DAY(2025, 7, 1),
    ),
    Paper(
        "resolution of the Standing Committee",
        ("ỦY BAN THƯỜNG VỤ", "QUỐC HỘI"),
        "Nghị quyết số: 84/2025/UBTVQH15",
        "Hà Nội, ngày 27 tháng 6 năm 2025",
        ("NGHỊ QUYẾT", "THÀNH LẬP VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC"),
        ("TM. ỦY BAN THƯỜNG VỤ QUỐC HỘI", "CHỦ TỊCH", "Trần Thị Bản Mẫu"),
        "84/2025/UBTVQH15",
        "Nghị quyết",
        "Ủy ban Thường vụ Quốc hội",
        "",
        DAY(2025, 6, 27),
        "Thành lập Viện kiểm sát nhân dân khu vực",
        "Trần Thị Bản Mẫu",
        "Chủ tịch",
        body="ỦY BAN THƯỜNG VỤ QUỐC HỘI\n" + BODY,
        effect="Nghị quyết này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025.",
        effective_on=DAY(2025, 7, 1),
        has_rule=False,
    ),
    Paper(
        "decision of the Prime Minister",
        ("THỦ TƯỚNG CHÍNH PHỦ",),
        "Số: 753/QĐ-TTg",
        "Hà Nội, ngày 1 tháng 6 năm 2015",
        ("QUYẾT ĐỊNH", "Phê duyệt Chương trình quốc gia về nâng cao năng lực"),
        ("KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "(đã ký)", "Vương Đình Phỏng"),
        "753/QĐ-TTg",
        "Quyết định",
        "Thủ tướng Chính phủ",
        "",
        DAY(2015, 6, 1),
        "Phê duyệt Chương trình quốc gia về nâng cao năng lực",
        "Vương Đình Phỏng",
        "Phó Thủ tướng",
        body="THỦ TƯỚNG CHÍNH PHỦ\n" + BODY,
    ),
    Paper(
        "circular of a ministry",
        ("BỘ CÔNG AN",),
        "Số: 24/2020/TT-BCA",
        "Hà Nội, ngày 10 tháng 3 năm 2020",
        ("THÔNG TƯ", "Ban hành biểu mẫu sử dụng trong công tác", "bảo vệ bí mật nhà nước"),
        ("BỘ TRƯỞNG", "(Đã ký)", "Đại tướng Tạ Lâm Thời"),
        "24/2020/TT-BCA",
        "Thông tư",
        "Bộ Công an",
        "",
        DAY(2020, 3, 10),
        "Ban hành biểu mẫu sử dụng trong công tác bảo vệ bí mật nhà nước",
        "Tạ Lâm Thời",
        "Bộ trưởng",
        effect="1. Thông tư này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2020.",
        effective_on=DAY(2020, 7, 1),
    ),
    Paper(
        "guide of a central office",
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "VĂN PHÒNG"),
        "Số 36-HD/VPTW",
        "Hà Nội, ngày 03 tháng 4 năm 2018",
        ("HƯỚNG DẪN", "thể thức và kỹ thuật trình bày văn bản của Đảng"),
        ("K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG THƯỜNG TRỰC", "Lê Quang Dự Thảo"),
        "36-HD/VPTW",
        "Hướng dẫn",
        "Văn phòng Trung ương Đảng",
        "Ban Chấp hành Trung ương",
        DAY(2018, 4, 3),
        "thể thức và kỹ thuật trình bày văn bản của Đảng",
        "Lê Quang Dự Thảo",
        "Phó Chánh Văn phòng Thường trực",
        is_party=True,
    ),
    Paper(
        "resolution of a congress",
        ("ĐẢNG BỘ VIỆN KIỂM SÁT NHÂN DÂN TỈNH TÂY NINH", "CHI BỘ VĂN PHÒNG"),
        "Số 01-NQ/ĐH",
        "Tây Ninh, ngày 15 tháng 3 năm 2025",
        ("NGHỊ QUYẾT", "Đại hội chi bộ lần thứ V, nhiệm kỳ 2025 - 2027"),
        ("T/M ĐOÀN CHỦ TỊCH", "Trương Thị Hư Cấu"),
        "01-NQ/ĐH",
        "Nghị quyết",
        "Chi bộ Văn phòng",
        "Đảng bộ Viện kiểm sát nhân dân tỉnh Tây Ninh",
        DAY(2025, 3, 15),
        "Đại hội chi bộ lần thứ V, nhiệm kỳ 2025 - 2027",
        "Trương Thị Hư Cấu",
        "",
        is_party=True,
    ),
    Paper(
        "statement to the province",
        ("ỦY BAN NHÂN DÂN TỈNH", "SỞ TƯ PHÁP"),
        "Số: 559/TTr-STP",
        "Tây Ninh, ngày 9 tháng 10 năm 2023",
        ("TỜ TRÌNH", "Về việc ban hành Quyết định quy định chức năng của Sở Tư pháp"),
        ("GIÁM ĐỐC", "Cao Văn Phỏng Theo"),
        "559/TTr-STP",
        "Tờ trình",
        "Sở Tư pháp",
        "Ủy ban nhân dân tỉnh",
        DAY(2023, 10, 9),
        "Về việc ban hành Quyết định quy định chức năng của Sở Tư pháp",
        "Cao Văn Phỏng Theo",
        "Giám đốc",
        body=f"Kính gửi: Ủy ban nhân dân tỉnh.\n{BODY}",
        has_rule=False,
    ),
)
