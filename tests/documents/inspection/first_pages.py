"""First pages of official texts, letters and news, with marks of secrecy and without.

Made of parts as they occur; every name of a place or person is made up or general.
"""

from dataclasses import dataclass

STATE_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY_TITLE = "ĐẢNG CỘNG SẢN VIỆT NAM"

STATE_BODIES = [
    ("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO", "VIỆN KIỂM SÁT NHÂN DÂN\nTỈNH LÀO CAI", "412/VKS-P7"),
    ("ỦY BAN NHÂN DÂN TỈNH", "BAN CHỈ ĐẠO 35", "18/BC-BCĐ"),
    ("BỘ CÔNG AN", "CÔNG AN TỈNH HÀ GIANG", "1023/CAT-PA03"),
    ("BỘ NỘI VỤ", "CỤC VĂN THƯ VÀ LƯU TRỮ NHÀ NƯỚC", "77/VTLTNN-NVTW"),
    ("TÒA ÁN NHÂN DÂN TỐI CAO", "TÒA ÁN NHÂN DÂN TỈNH SƠN LA", "09/TA-TCCB"),
    ("BAN CƠ YẾU CHÍNH PHỦ", "CỤC QUẢN LÝ MẬT MÃ DÂN SỰ", "25/QLMM-TTKT"),
]
PARTY_BODIES = [
    ("TỈNH ỦY LÀO CAI", "ĐẢNG ỦY VIỆN KIỂM SÁT NHÂN DÂN TỈNH", "12-BC/ĐU"),
    ("ĐẢNG BỘ VIỆN KSND TỈNH", "CHI BỘ PHÒNG 9", "03-NQ/CB"),
    ("ĐẢNG ỦY KHỐI CÁC CƠ QUAN", "ĐẢNG ỦY SỞ NỘI VỤ", "45-KH/ĐU"),
    ("HUYỆN ỦY BẮC HÀ", "BAN TUYÊN GIÁO", "31-HD/BTG"),
]
SUBJECTS = [
    ("BÁO CÁO", "Tình hình công tác quý I, phương hướng nhiệm vụ quý II"),
    ("KẾ HOẠCH", "Học tập, quán triệt nghị quyết của Trung ương"),
    ("QUYẾT ĐỊNH", "Về việc phân công nhiệm vụ trong cấp ủy"),
    ("THÔNG BÁO", "Kết luận hội nghị chi bộ tháng 3"),
    ("TỜ TRÌNH", "Về việc đề nghị khen thưởng tập thể, cá nhân"),
]
BODY = """\
Thực hiện chương trình công tác năm, cơ quan đã tổ chức quán triệt đầy đủ các chủ trương của
Đảng, chính sách, pháp luật của Nhà nước; giữ nghiêm kỷ luật phát ngôn, chấp hành quy định về
bảo vệ bí mật nhà nước. Kết quả cụ thể như sau:
1. Công tác lãnh đạo, chỉ đạo: ban hành 12 văn bản, tổ chức 4 hội nghị chuyên đề.
2. Công tác kiểm tra: chưa phát hiện trường hợp lộ, lọt thông tin."""


@dataclass(frozen=True)
class FirstPage:
    name: str
    text: str


def state_page(body: int, subject: int, *, under_symbol="", top="", merged="", end="", symbol_side="") -> str:
    """Return a page of a state body; what is given stands where its name says, an empty mark nowhere."""
    upper, issuer, symbol = STATE_BODIES[body % len(STATE_BODIES)]
    kind, abstract = SUBJECTS[subject % len(SUBJECTS)]
    title = f"{merged}{STATE_TITLE}" if merged else STATE_TITLE
    lines = [
        *_given(top),
        upper,
        issuer,
        "_______",
        f"Số: {symbol}{symbol_side}",
        *_given(under_symbol),
        title,
        MOTTO,
        "_______________",
        "Lào Cai, ngày 12 tháng 3 năm 2025",
        "",
        kind,
        abstract,
        "",
        BODY,
        *_given(end),
    ]
    return "\n".join(lines)


def party_page(
    body: int, subject: int, *, under_symbol="", top="", date_side="", symbol_side="", end=""
) -> str:
    upper, issuer, symbol = PARTY_BODIES[body % len(PARTY_BODIES)]
    kind, abstract = SUBJECTS[subject % len(SUBJECTS)]
    return "\n".join(
        [
            *_given(top),
            f"{upper}   {PARTY_TITLE}",
            issuer,
            "*",
            f"Số {symbol}{symbol_side}",
            *_given(under_symbol),
            f"Lào Cai, ngày 05 tháng 9 năm 2024{date_side}",
            "",
            kind,
            abstract.lower().capitalize(),
            "-----",
            BODY,
            *_given(end),
        ]
    )


def _given(line: str) -> list[str]:
    return [line] if line else []


def secret_pages() -> list[FirstPage]:
    marks = [
        "MẬT", "TỐI MẬT", "TUYỆT MẬT", "M Ậ T", "T Ố I   M Ậ T", "T U Y Ệ T  M Ậ T", "TÀI LIỆU THU HỒI",
        "[MẬT]", "| MẬT |", "MÂT", "MAT", "MẠT", "TUYET MAT", "TÓI MẬT", "TUYẸT MẶT", "TÔI MẤT", "MẬT.", "MẶT",
        "TÀI LIỆU MẬT", "Mật", "TUYỆT\nMẬT", "TÀI LIỆU\nTHU HỒI", "M\nẬ\nT", "CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ",
        "TÀI LIỆU THU Hồi", "T0I MẬT",
    ]  # fmt: skip
    pages = []
    for number, mark in enumerate(marks):
        shown = " / ".join(mark.split("\n"))
        pages.append(
            FirstPage(f"under a state symbol: {shown}", state_page(number, number, under_symbol=mark))
        )
        pages.append(
            FirstPage(f"under a party symbol: {shown}", party_page(number, number, under_symbol=mark))
        )
    for number, mark in enumerate(("MẬT", "TỐI MẬT", "TUYỆT MẬT", "M Ậ T", "TÀI LIỆU THU HỒI", "MÂT")):
        pages += [
            FirstPage(f"top: {mark}", state_page(number, number, top=mark)),
            FirstPage(f"before the title, wide: {mark}", state_page(number, number, merged=f"{mark}   ")),
            FirstPage(f"before the title, close: {mark}", state_page(number, number, merged=f"{mark} ")),
            FirstPage(f"beside the symbol: {mark}", party_page(number, number, symbol_side=f" {mark}")),
            FirstPage(f"beside the date: {mark}", party_page(number, number, date_side=f" {mark}")),
        ]
    for number, mark in enumerate(("MẬT", "TỐI MẬT", "TUYỆT MẬT", "TÀI LIỆU THU HỒI")):
        pages.append(
            FirstPage(f"a box that the file holds last: {mark}", state_page(number, number, end=mark))
        )
    pages += [
        FirstPage("with a copy number", state_page(1, 1, under_symbol="MẬT  Bản số: 03")),
        FirstPage("a field of a form", party_page(1, 2, under_symbol="Độ mật: Tối mật")),
        FirstPage("a field beside the title", state_page(2, 2, under_symbol="Mức độ mật: Mật")),
        FirstPage("with urgency", state_page(0, 1, under_symbol="HỎA TỐC\nTỐI MẬT")),
        FirstPage("between rules", state_page(0, 1, under_symbol="—— MẬT ——")),
        FirstPage("in stars", party_page(0, 1, under_symbol="* MẬT *")),
        FirstPage("before the subject", state_page(3, 1, under_symbol="MẬT  V/v rà soát hồ sơ cán bộ")),
        FirstPage("after the body", "BỘ CÔNG AN MẬT\n" + state_page(2, 2).split("\n", 2)[2]),
    ]
    return pages


def internal_pages() -> list[FirstPage]:
    marks = [
        "LƯU HÀNH NỘI BỘ", "(Lưu hành nội bộ)", "Lưu hành nội bộ", "TÀI LIỆU LƯU HÀNH NỘI BỘ", "LUU HANH NOI BO",
        "(Tài liệu phục vụ sinh hoạt chi bộ, lưu hành nội bộ)", "L Ư U  H À N H  N Ộ I  B Ộ", "LƯU HÀNH\nNỘI BỘ",
        "XEM XONG TRẢ LẠI", "KHÔNG PHỔ BIẾN",
    ]  # fmt: skip
    return [
        FirstPage(mark, party_page(number, number, under_symbol=mark)) for number, mark in enumerate(marks)
    ]


# Titles and subjects that hold the words in earnest, in capitals and wrapped where it hurts.
HARD_TITLES = [
    "VỀ BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "VỀ CÔNG TÁC BẢO VỆ BÍ\nMẬT NHÀ NƯỚC TRONG NGÀNH KIỂM SÁT",
    "BAN HÀNH DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT",
    "BAN HÀNH DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ\nTUYỆT MẬT, TỐI MẬT, MẬT CỦA NGÀNH",
    "VỀ QUẢN LÝ TÀI LIỆU, VẬT CHỨA BÍ\nMẬT",
    "VỀ VIỆC SỬ DỤNG MẬT MÃ DÂN SỰ",
    "VỀ BẢO MẬT THÔNG TIN TRÊN MẠNG",
    "VỀ AN TOÀN, BẢO\nMẬT",
    "QUY ĐỊNH MẬT ĐỘ XÂY DỰNG KHU DÂN CƯ",
    "VỀ QUẢN LÝ MẬT KHẨU TÀI KHOẢN CÔNG VỤ",
    "HỖ TRỢ NGƯỜI NUÔI ONG LẤY MẬT",
    "XÂY DỰNG THƯƠNG HIỆU MẬT ONG BẠC HÀ",
    "TỔ CHỨC GẶP MẶT CÁN BỘ HƯU TRÍ",
    "GẶP MẶT ĐẦU XUÂN, MỪNG ĐẢNG QUANG VINH",
    "PHÁT ĐỘNG THI ĐUA CỦA MẶT TRẬN TỔ QUỐC",
    "CHUYỂN ĐỔI MẶT BẰNG SẢN XUẤT, KINH DOANH",
    "KHÁM, CHỮA BỆNH VỀ MẮT CHO NGƯỜI CAO TUỔI",
    "THU HỒI TÀI LIỆU CŨ, HỎNG",
    "THU HỒI ĐẤT ĐỂ XÂY DỰNG TRỤ SỞ",
    "VỀ VIỆC GIẢI MẬT TÀI LIỆU",
    "VỀ TRÁCH NHIỆM GIỮ BÍ MẬT ĐIỀU TRA",
    "PHÒNG, CHỐNG LỘ, LỌT BÍ MẬT",
    "XUẤT BẢN BẢN TIN NỘI BỘ",
    "VỀ LƯU HÀNH SẢN PHẨM MẬT ONG TRONG NỘI BỘ TỈNH",
    "VỀ PHỔ BIẾN, GIÁO DỤC PHÁP LUẬT",
]
HARD_LINES = [
    "Điều 8. Phân loại bí mật nhà nước\n1. Tuyệt mật.\n2. Tối mật.\n3. Mật.",
    "a) TUYỆT MẬT;\nb) TỐI MẬT;\nc) MẬT.",
    "Dấu chỉ các mức độ mật gồm:\nTUYỆT MẬT\nTỐI MẬT\nMẬT\nđược khắc theo mẫu kèm theo.",
    "Độ mật: không",
    "Độ mật: …………………",
    "Mức độ mật: Không mật",
    "Căn cứ Luật Bảo vệ bí mật nhà nước ngày 10 tháng 12 năm 2025;",
    "Văn bản đóng dấu “MẬT” được bàn giao trực tiếp, có ký nhận.",
    "Người soạn thảo đề xuất độ MẬT, TỐI MẬT hoặc TUYỆT MẬT trong phiếu trình.",
    "tổ chức phát hành bản tin lưu hành nội bộ hằng tháng tới các chi bộ trực thuộc.",
    "Các đồng chí phải giữ bí\nmật\ntrong suốt quá trình xử lý.",
    "Mật độ dân số của huyện là 120 người/km²; mật ong bạc hà là đặc sản.",
    "Đổi mật khẩu ba tháng một lần; bảo mật hai lớp; không chia sẻ mật khẩu.",
    "đề nghị thu hồi tài liệu phát sai đối tượng, tài liệu thu hồi được tiêu hủy theo quy định.",
    "Tài liệu này không phổ biến trên mạng xã hội theo cam kết của tác giả.",
    "Ủy ban Mặt trận Tổ quốc Việt Nam các cấp phối hợp tuyên truyền.",
    "Bệnh viện Mắt tỉnh khám sàng lọc cho 300 người; phòng khám Răng Hàm Mặt mở thêm giờ.",
    "Chế độ mật vụ của thực dân đã đàn áp phong trào; cơ sở bí mật được giữ vững.",
    "Tỉnh ủy họp kín; hội nghị bỏ phiếu kín, không phải là hội nghị mật.",
    "MẬT MÃ VÀ AN TOÀN THÔNG TIN: NHỮNG ĐIỀU CẦN BIẾT",
]
NEWS = [
    ("Chi bộ Phòng 7 sinh hoạt chuyên đề về bảo vệ bí mật nhà nước", "Ngày 12/3, chi bộ tổ chức sinh hoạt chuyên đề."),
    ("BẢO VỆ BÍ MẬT NHÀ NƯỚC TRONG TÌNH HÌNH MỚI", "Bí mật nhà nước gồm ba độ: Tuyệt mật, Tối mật và Mật."),
    ("MẬT ONG BẠC HÀ – ĐẶC SẢN CAO NGUYÊN ĐÁ", "Mùa hoa bạc hà nở rộ, người dân vào vụ lấy mật."),
    ("Gặp mặt truyền thống ngành Kiểm sát", "BUỔI GẶP\nMẶT\ndiễn ra trong không khí ấm áp, thân mật."),
    ("Vụ án làm lộ bí mật công tác", "Bị cáo bị truy tố về tội cố ý làm lộ bí mật công tác."),
    ("Chuyện người lính cơ yếu", "Ông giữ khóa mật mã, sống lặng lẽ, coi bí mật như sinh mệnh."),
    ("Viêm túi mật, sỏi mật: dấu hiệu cần biết", "KHOA NGOẠI GAN MẬT TỤY tiếp nhận nhiều ca cấp cứu."),
    ("Ra mắt mô hình “Chi bộ bốn tốt”", "LỄ RA\nMẮT\ncó sự tham dự của lãnh đạo Đảng ủy."),
    ("Những trang hồi ký", "Anh em trong tổ liên lạc chuyển công văn mật, tài liệu mật qua vùng địch."),
    ("Phòng ngừa lộ lọt dữ liệu", "BẢO\nMẬT\nlà trách nhiệm của mỗi người dùng."),
    ("Thư mời", "Kính mời đồng chí dự buổi gặp mặt thân mật nhân ngày thành lập Đảng."),
    ("Tuần trăng mật ở Sa Pa", "Du khách chọn Sa Pa cho tuần trăng\nmật."),
]  # fmt: skip


def plain_pages() -> list[FirstPage]:
    """Return first pages without a mark, nearly all of them with words that look like one."""
    pages = [
        FirstPage(f"state {body}/{subject}", state_page(body, subject))
        for body in range(6)
        for subject in range(5)
    ]
    pages += [
        FirstPage(f"party {body}/{subject}", party_page(body, subject))
        for body in range(4)
        for subject in range(5)
    ]
    for number, title in enumerate(HARD_TITLES):
        for page, name in ((state_page(number, 2), "state"), (party_page(number, 2), "party")):
            kind, abstract = SUBJECTS[2]
            old = abstract if name == "state" else abstract.lower().capitalize()
            pages.append(
                FirstPage(f"{name} title: {title}", page.replace(f"{kind}\n{old}", f"QUY ĐỊNH\n{title}"))
            )
        # No type before it, as on covers and slides.
        pages.append(FirstPage(f"cover: {title}", f"HỘI NGHỊ TẬP HUẤN\n{title}\nLào Cai, tháng 3 năm 2025"))
        letter = f"V/v {title.lower()}\n\nKính gửi: Các chi bộ trực thuộc.\n{BODY}"
        heading = state_page(number, 0).split("\nBÁO CÁO")[0]
        pages.append(FirstPage(f"letter: {title}", f"{heading}\n{letter}"))
    for number, line in enumerate(HARD_LINES):
        pages.append(FirstPage(f"body: {line}", state_page(number, number, end=line)))
        pages.append(
            FirstPage(
                f"early body: {line}", party_page(number, number).replace("-----\n", f"-----\n{line}\n")
            )
        )
    pages += [FirstPage(f"news: {title}", f"{title}\n{lead}\n{BODY}") for title, lead in NEWS]
    return pages
