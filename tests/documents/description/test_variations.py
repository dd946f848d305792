"""Papers whose layout none of the manners has: congresses, councils, drafts, recognised and copied texts."""

import datetime

import pytest

from documents.description import describe

DAY = datetime.date
VARIATIONS = {
    "resolution of a provincial committee": (
        """\
        ĐẢNG BỘ TỈNH TÂY NINH                       ĐẢNG CỘNG SẢN VIỆT NAM
BAN CHẤP HÀNH ĐẢNG BỘ TỈNH                                 ---
                 *                                Tây Ninh, ngày 02 tháng 10 năm 2025
            Số 03-NQ/TU

                              NGHỊ QUYẾT
                 của Ban Chấp hành Đảng bộ tỉnh khóa XII
       về chuyển đổi số giai đoạn 2025 - 2030
                                 -----

     Thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị, Tỉnh ủy ban hành...

                                         T/M TỈNH ỦY
   Nơi nhận:                             BÍ THƯ
   - Bộ Chính trị, Ban Bí thư,
   - Các đồng chí Tỉnh ủy viên,         (Đã ký)
   - Lưu Văn phòng Tỉnh ủy.
                                         Lò Văn Thí Nghiệm
""",
        {
            "symbol": "03-NQ/TU",
            "doc_type": "Nghị quyết",
            "issuer": "Ban Chấp hành Đảng bộ tỉnh",
            "superior": "Đảng bộ tỉnh Tây Ninh",
            "issued_on": DAY(2025, 10, 2),
            "signer": "Lò Văn Thí Nghiệm",
            "signer_office": "Bí thư",
            "abstract": "của Ban Chấp hành Đảng bộ tỉnh khóa XII về chuyển đổi số giai đoạn 2025 - 2030",
        },
    ),
    "regulation with the term in its basis": (
        """\
BAN CHẤP HÀNH TRUNG ƯƠNG
BỘ CHÍNH TRỊ
*
Số 21-QĐ/TW
ĐẢNG CỘNG SẢN VIỆT NAM
Hà Nội, ngày 20 tháng 02 năm 2025
QUY ĐỊNH
VỀ QUẢN LÝ CÁN BỘ
VÀ GIỚI THIỆU CÁN BỘ ỨNG CỬ
-----
- Căn cứ Điều lệ Đảng;
- Căn cứ Quy chế làm việc của Ban Chấp hành Trung ương, Bộ Chính trị, Ban Bí thư khoá XIII;
- Xét đề nghị của Ban Tổ chức Trung ương,
Bộ Chính trị quy định:
Quy định này có hiệu lực từ ngày ký, thay thế Quy định số 80-QĐ/TW.
T/M BỘ CHÍNH TRỊ
TỔNG BÍ THƯ
(đã ký)
Nông Văn Giả Định
""",
        {
            "term": "XIII",
            "issuer": "Bộ Chính trị",
            "abstract": "Về quản lý cán bộ và giới thiệu cán bộ ứng cử",
            "signer": "Nông Văn Giả Định",
            "signer_office": "Tổng Bí thư",
            "effective_on": DAY(2025, 2, 20),
        },
    ),
    "plan about other terms": (
        """\
ĐẢNG BỘ TỈNH TÂY NINH   ĐẢNG CỘNG SẢN VIỆT NAM
ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH
*
Số 5-KH/ĐU   Tây Ninh, ngày 9 tháng 5 năm 2025
KẾ HOẠCH
thực hiện Nghị quyết Trung ương 4 khóa XII và khóa XIII
-----
Thực hiện...
""",
        {
            "term": "",
            "issuer": "Đảng ủy các cơ quan Đảng tỉnh",
            "symbol": "5-KH/ĐU",
            "abstract": "thực hiện Nghị quyết Trung ương 4 khóa XII và khóa XIII",
        },
    ),
    "number and day written by hand": (
        """\
VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
  VIỆN KIỂM SÁT NHÂN DÂN                  Độc lập - Tự do - Hạnh phúc
      TỈNH ĐẮK LẮK
  Số:   328   /QĐ-VKS-P15               Đắk Lắk, ngày   12   tháng   5   năm 2025

QUYẾT ĐỊNH
Về việc điều động công chức

VIỆN TRƯỞNG VIỆN KIỂM SÁT NHÂN DÂN TỈNH ĐẮK LẮK

Căn cứ Luật Tổ chức Viện kiểm sát nhân dân năm 2014;
QUYẾT ĐỊNH:
Điều 1. Điều động ông Nguyễn Văn A.
Điều 3. Quyết định có hiệu lực kể từ ngày 15/5/2025.
Nơi nhận:                               VIỆN TRƯỞNG
- Như Điều 2;
- Lưu: VT, P15.
                                         Y Bhăm Niê
""",
        {
            "symbol": "328/QĐ-VKS-P15",
            "issued_on": DAY(2025, 5, 12),
            "issuer": "Viện kiểm sát nhân dân tỉnh Đắk Lắk",
            "abstract": "Về việc điều động công chức",
            "signer": "Y Bhăm Niê",
            "signer_office": "Viện trưởng",
            "effective_on": DAY(2025, 5, 15),
        },
    ),
    "draft of a procuracy": (
        """\
VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
VIỆN KIỂM SÁT NHÂN DÂN TỈNH TÂY NINH          Độc lập - Tự do - Hạnh phúc
Số:      /QĐ-VKS           Tây Ninh, ngày    tháng 5 năm 2024
DỰ THẢO
QUYẾT ĐỊNH
Về việc khen thưởng
""",
        {
            "symbol": None,
            "issued_on": None,
            "doc_type": "Quyết định",
            "issuer": "Viện kiểm sát nhân dân tỉnh Tây Ninh",
            "abstract": "Về việc khen thưởng",
            "unsure": frozenset(),
        },
    ),
    "draft of a cell": (
        """\
ĐẢNG BỘ VKSND TỈNH TÂY NINH  ĐẢNG CỘNG SẢN VIỆT NAM
CHI BỘ PHÒNG 1
*
Số       -NQ/CB      Tây Ninh, ngày ..... tháng .... năm 2025
NGHỊ QUYẾT
lãnh đạo thực hiện nhiệm vụ tháng 6
""",
        {
            "symbol": None,
            "issued_on": None,
            "doc_type": "Nghị quyết",
            "issuer": "Chi bộ Phòng 1",
            "superior": "Đảng bộ VKSND tỉnh Tây Ninh",
        },
    ),
    "resolution of a people's council": (
        """\
HỘI ĐỒNG NHÂN DÂN
TỈNH TÂY NINH
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 12/2024/NQ-HĐND
Tây Ninh, ngày 11 tháng 7 năm 2024

NGHỊ QUYẾT
QUY ĐỊNH MỨC CHI THỰC HIỆN CÔNG TÁC HÒA GIẢI Ở CƠ SỞ TRÊN ĐỊA BÀN TỈNH TÂY NINH

HỘI ĐỒNG NHÂN DÂN TỈNH TÂY NINH
KHÓA X, KỲ HỌP THỨ 14

Căn cứ Luật...
Nghị quyết này đã được Hội đồng nhân dân tỉnh Tây Ninh Khóa X, Kỳ họp thứ 14
thông qua ngày 11 tháng 7 năm 2024 và có hiệu lực từ ngày 22 tháng 7 năm 2024./.

CHỦ TỊCH
(Đã ký)
Nguyễn Thành Bịa
""",
        {
            "symbol": "12/2024/NQ-HĐND",
            "issuer": "Hội đồng nhân dân tỉnh Tây Ninh",
            "abstract": "Quy định mức chi thực hiện công tác hòa giải ở cơ sở trên địa bàn tỉnh Tây Ninh",
            "effective_on": DAY(2024, 7, 22),
            "signer": "Nguyễn Thành Bịa",
            "signer_office": "Chủ tịch",
        },
    ),
    "recognised without marks": (
        """\
VIEN KIEM SAT NHAN DAN CONG HOA XA HOI CHU NGHIA VIET NAM
TINH TAY NINH Doc lap - Tu do - Hanh phuc
Sổ: l2/KH-VKS Tây Ninh, ngày 2O tháng 01 năm 2025
KÉ HOẠCH
Công tác kiểm tra năm 2025
Thực hiện Chỉ thị số 01/CT-VKSTC ngày 12 tháng 12 năm 2024 của Viện trưởng VKSND tối cao về
công tác
""",
        {
            "symbol": "12/KH-VKS",
            "doc_type": "Kế hoạch",
            "issuer": "Viện kiểm sát nhân dân tỉnh Tây Ninh",
            "issued_on": DAY(2025, 1, 20),
            "abstract": "Công tác kiểm tra năm 2025",
        },
    ),
    "recognised with signs": (
        """\
CHÍNH PHỦ CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do — Hạnh phúc
Số: 78/2025/NÐ-CP =—
Hà Nội, ngày 01 tháng 4 năm 2025
NGHỊ ĐỊNH
Quy định chi tiết một số điều và biện pháp thi hành
Luật Ban hành văn bản quy phạm pháp luật
Căn cứ Luật
""",
        {
            "symbol": "78/2025/NĐ-CP",
            "abstract": "Quy định chi tiết một số điều và biện pháp "
            "thi hành Luật Ban hành văn bản quy phạm pháp luật",
            "issuer": "Chính phủ",
            "style": "state",
        },
    ),
    "guide for internal use": (
        """\
HUYỆN ỦY BẾN CẦU      ĐẢNG CỘNG SẢN VIỆT NAM
BAN TUYÊN GIÁO
*
Số 31-HD/BTGHU     Bến Cầu, ngày 3 tháng 2 năm 2023
(Lưu hành nội bộ)
HƯỚNG DẪN
tuyên truyền kỷ niệm ngày thành lập Đảng
-----
""",
        {
            "is_internal": True,
            "issuer": "Ban Tuyên giáo Huyện ủy",
            "superior": "Huyện ủy Bến Cầu",
            "symbol": "31-HD/BTGHU",
            "issued_on": DAY(2023, 2, 3),
        },
    ),
    "letter of a department": (
        """\
VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
VỤ TỔ CHỨC CÁN BỘ Độc lập - Tự do - Hạnh phúc
Số: 2511/VKSTC-V15 Hà Nội, ngày 9 tháng 6 năm 2025
V/v hướng dẫn kê khai tài sản,
thu nhập năm 2025
Kính gửi: - Thủ trưởng các đơn vị thuộc VKSND tối cao;
- Viện trưởng VKSND cấp tỉnh.
Nơi nhận:
- Như trên;
- Lưu: VT, V15.
TL. VIỆN TRƯỞNG
KT. VỤ TRƯỞNG VỤ TỔ CHỨC CÁN BỘ
PHÓ VỤ TRƯỞNG
Đã ký
Phan Thị Không Có
""",
        {
            "symbol": "2511/VKSTC-V15",
            "doc_type": "Công văn",
            "issuer": "Vụ Tổ chức cán bộ",
            "superior": "Viện kiểm sát nhân dân tối cao",
            "abstract": "V/v hướng dẫn kê khai tài sản, thu nhập năm 2025",
            "signer": "Phan Thị Không Có",
            "signer_office": "Phó Vụ trưởng",
        },
    ),
    "directive under a bureau's name": (
        """\
BAN CHẤP HÀNH TRUNG ƯƠNG
*
ĐẢNG CỘNG SẢN VIỆT NAM
Số 05-CT/TW

Hà Nội, ngày 15 tháng 5 năm 2016

CHỈ THỊ
CỦA BỘ CHÍNH TRỊ
VỀ ĐẨY MẠNH HỌC TẬP VÀ LÀM THEO TƯ TƯỞNG HỒ CHÍ MINH

Từ khi triển khai Chỉ thị 03-CT/TW của Bộ Chính trị khóa XI đến nay, việc học tập
""",
        {
            "symbol": "05-CT/TW",
            "abstract": "Của Bộ Chính trị về đẩy mạnh học tập và làm theo tư tưởng Hồ Chí Minh",
            "issued_on": DAY(2016, 5, 15),
        },
    ),
    "letter signed by an acting head": (
        """\
BỘ NỘI VỤ   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
CỤC VĂN THƯ VÀ LƯU TRỮ NHÀ NƯỚC   Độc lập - Tự do - Hạnh phúc
Số: 77/VTLTNN-NVTW   Hà Nội, ngày 3 tháng 2 năm 2021
V/v triển khai Nghị định 30
Kính gửi: Các bộ.
Nơi nhận:   Q. CỤC TRƯỞNG
- Như trên;
- Lưu: VT.
   TS. Đoàn Thị Trống
""",
        {
            "issuer": "Cục Văn thư và Lưu trữ nhà nước",
            "signer": "Đoàn Thị Trống",
            "signer_office": "Quyền Cục trưởng",
            "doc_type": "Công văn",
        },
    ),
    "invitation of a commune": (
        """\
UBND XÃ TÂN HỘI    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHÒNG VĂN HÓA - XÃ HỘI    Độc lập - Tự do - Hạnh phúc
Số: 07/GM-VHXH    Tân Hội, ngày 3 tháng 9 năm 2025
GIẤY MỜI
Dự họp triển khai công tác chuyển đổi số
Kính gửi: Các ấp.
""",
        {
            "doc_type": "Giấy mời",
            "issuer": "Phòng Văn hóa - Xã hội UBND xã Tân Hội",
            "abstract": "Dự họp triển khai công tác chuyển đổi số",
            "symbol": "07/GM-VHXH",
        },
    ),
    "title and date wrapped": (
        """\
TỔNG CỤC THI HÀNH ÁN DÂN SỰ
CỘNG HÒA XÃ HỘI CHỦ
NGHĨA VIỆT NAM
Độc lập - Tự do -
Hạnh phúc
Số: 9/QĐ-TCTHADS
Hà Nội, ngày 1 tháng 2
năm 2019
QUYẾT ĐỊNH
Ban hành Quy trình giải quyết đơn
""",
        {
            "symbol": "9/QĐ-TCTHADS",
            "issued_on": DAY(2019, 2, 1),
            "issuer": "Tổng cục Thi hành án dân sự",
            "abstract": "Ban hành Quy trình giải quyết đơn",
        },
    ),
    "joint circular over two lines": (
        """\
BỘ CÔNG AN - BỘ QUỐC PHÒNG -
VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 04/2018/TTLT-BCA-BQP-VKSNDTC
Hà Nội, ngày 19 tháng 10 năm 2018

THÔNG TƯ LIÊN TỊCH
QUY ĐỊNH VỀ PHỐI HỢP GIỮA CƠ QUAN ĐIỀU TRA VÀ VIỆN KIỂM SÁT TRONG TỐ TỤNG
Căn cứ Bộ luật tố tụng hình sự
Điều 5. Hiệu lực thi hành
1. Thông tư liên tịch này có hiệu lực từ ngày 05 tháng 12 năm 2018.
""",
        {
            "issuer": "Bộ Công an - Bộ Quốc phòng - Viện kiểm sát nhân dân tối cao",
            "doc_type": "Thông tư liên tịch",
            "symbol": "04/2018/TTLT-BCA-BQP-VKSNDTC",
            "effective_on": DAY(2018, 12, 5),
            "abstract": "Quy định về phối hợp giữa cơ quan điều tra và viện kiểm sát trong tố tụng",
        },
    ),
    "directive copied from a page": (
        """\
BAN CHẤP HÀNH TRUNG ƯƠNG
-------

ĐẢNG CỘNG SẢN VIỆT NAM
---------------

Số: 35-CT/TW

Hà Nội, ngày 14 tháng 6 năm 2024



CHỈ THỊ

VỀ ĐẠI HỘI ĐẢNG BỘ CÁC CẤP TIẾN TỚI ĐẠI HỘI ĐẠI BIỂU TOÀN QUỐC LẦN THỨ XIV CỦA ĐẢNG

Đại hội đại biểu toàn quốc lần thứ XIV của Đảng là sự kiện chính trị trọng đại

T/M BỘ CHÍNH TRỊ
TỔNG BÍ THƯ



Lường Văn Đặt
""",
        {
            "symbol": "35-CT/TW",
            "abstract": "Về đại hội đảng bộ các cấp tiến tới đại hội đại biểu toàn quốc lần thứ XIV của Đảng",
            "signer": "Lường Văn Đặt",
            "signer_office": "Tổng Bí thư",
            "issuer": "Ban Chấp hành Trung ương",
            "style": "party",
        },
    ),
    "letter of a department of education": (
        """\
UBND TỈNH TÂY NINH
SỞ GIÁO DỤC VÀ ĐÀO TẠO    CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                      Độc lập – Tự do – Hạnh phúc
Số: 1203 /SGDĐT-VP
V/v tăng cường công tác                 Tây Ninh, ngày 20 tháng 8 năm 2025
bảo đảm an toàn trường học
              Kính gửi: Hiệu trưởng các trường.
Nơi nhận:                           KT.GIÁM ĐỐC
- Như trên;                       PHÓ GIÁM ĐỐC
- UBND tỉnh (b/c);
- Lưu: VT, VP.                   Kpă H'Thử
""",
        {
            "symbol": "1203/SGDĐT-VP",
            "issuer": "Sở Giáo dục và Đào tạo",
            "superior": "UBND tỉnh Tây Ninh",
            "abstract": "V/v tăng cường công tác bảo đảm an toàn trường học",
            "issued_on": DAY(2025, 8, 20),
            "signer_office": "Phó Giám đốc",
            "doc_type": "Công văn",
        },
    ),
    "decision with an annex": (
        """\
ĐẢNG BỘ TỈNH TÂY NINH
ĐẢNG ỦY VIỆN KSND TỈNH
*
Số: 11 - QĐ/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Tây Ninh, ngày 01 tháng 7 năm 2025
QUYẾT ĐỊNH
thành lập Chi bộ Viện kiểm sát nhân dân khu vực 1
-----
- Căn cứ Điều lệ Đảng;
BAN CHẤP HÀNH ĐẢNG BỘ QUYẾT ĐỊNH:
Điều 3. Quyết định này có hiệu lực kể từ ngày ký.
Nơi nhận:
- Như Điều 2,
- Lưu ĐU.
T/M ĐẢNG ỦY
BÍ THƯ
Đỗ Văn Rõ
PHỤ LỤC
DANH SÁCH ĐẢNG VIÊN
Nơi nhận:
TM. CHI BỘ
PHÓ BÍ THƯ
Nguyễn Thị Sai
""",
        {
            "symbol": "11-QĐ/ĐU",
            "doc_type": "Quyết định",
            "issuer": "Đảng ủy Viện KSND tỉnh",
            "signer": "Đỗ Văn Rõ",
            "signer_office": "Bí thư",
            "effective_on": DAY(2025, 7, 1),
            "abstract": "thành lập Chi bộ Viện kiểm sát nhân dân khu vực 1",
        },
    ),
    "law with a footnote mark": (
        """\
QUỐC HỘI
________
Luật số: 64/2025/QH15
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
________________________
LUẬT
BAN HÀNH VĂN BẢN QUY PHẠM PHÁP LUẬT[1]

Căn cứ Hiến pháp;
""",
        {"symbol": "64/2025/QH15", "abstract": "Ban hành văn bản quy phạm pháp luật", "issued_on": None},
    ),
    "consolidated law": (
        """\
VĂN PHÒNG QUỐC HỘI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 03/VBHN-VPQH
Hà Nội, ngày 29 tháng 6 năm 2018
LUẬT
CÁN BỘ, CÔNG CHỨC
Luật Cán bộ, công chức số 22/2008/QH12 ngày 13 tháng 11 năm 2008 của Quốc hội,
có hiệu lực kể từ ngày 01 tháng 01 năm 2010, được sửa đổi, bổ sung bởi:
""",
        {
            "symbol": "03/VBHN-VPQH",
            "issuer": "Văn phòng Quốc hội",
            "doc_type": "Luật",
            "abstract": "Cán bộ, công chức",
            "effective_on": None,
        },
    ),
    "order of the President": (
        """\
CHỦ TỊCH NƯỚC    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   Độc lập - Tự do - Hạnh phúc
Số: 08/2025/L-CTN   Hà Nội, ngày 27 tháng 6 năm 2025
LỆNH
Về việc công bố Luật
CHỦ TỊCH NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Căn cứ Điều 88
""",
        {
            "symbol": "08/2025/L-CTN",
            "doc_type": "Lệnh",
            "issuer": "Chủ tịch nước",
            "abstract": "Về việc công bố Luật",
        },
    ),
    "report without a rule": (
        """\
ĐẢNG BỘ VKSND TỈNH TÂY NINH
CHI BỘ PHÒNG 7
*
Số 14-BC/CB
ĐẢNG CỘNG SẢN VIỆT NAM
Tây Ninh, ngày 30 tháng 6 năm 2025
BÁO CÁO
sơ kết công tác 6 tháng đầu năm, phương hướng,
nhiệm vụ 6 tháng cuối năm 2025
Dưới sự lãnh đạo, chỉ đạo của Đảng ủy Viện kiểm sát nhân dân tỉnh, trong 6 tháng
đầu năm 2025, chi bộ đã lãnh đạo đơn vị hoàn thành nhiệm vụ
""",
        {
            "abstract": "sơ kết công tác 6 tháng đầu năm, phương hướng, nhiệm vụ 6 tháng cuối năm 2025",
            "doc_type": "Báo cáo",
            "issuer": "Chi bộ Phòng 7",
        },
    ),
    "type in small letters": (
        """\
BỘ TƯ PHÁP  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 1473/QĐ-BTP  Hà Nội, ngày 5 tháng 6 năm 2023
Quyết định
Về việc công bố thủ tục hành chính
Bộ trưởng Bộ Tư pháp
Căn cứ
""",
        {"doc_type": "Quyết định", "abstract": "Về việc công bố thủ tục hành chính", "issuer": "Bộ Tư pháp"},
    ),
    "type spaced out": (
        """\
BỘ TƯ PHÁP     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 1473/QĐ-BTP     Hà Nội, ngày 5 tháng 6 năm 2023
Q U Y Ế T  Đ Ị N H
Về việc công bố
""",
        {"doc_type": "Quyết định", "abstract": "Về việc công bố"},
    ),
    "in force after some days": (
        """\
BỘ TÀI CHÍNH
Số: 19/2012/TTLT-BTC-BKH&ĐT-BTTTT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Nội, ngày 15 tháng 02 năm 2012
THÔNG TƯ LIÊN TỊCH
Hướng dẫn quản lý kinh phí
Căn cứ
Thông tư này có hiệu lực sau 45 ngày kể từ ngày ký.
""",
        {"symbol": "19/2012/TTLT-BTC-BKH&ĐT-BTTTT", "effective_on": DAY(2012, 3, 31)},
    ),
    "circular letter of a committee": (
        """\
TỈNH ỦY GIA LAI                ĐẢNG CỘNG SẢN VIỆT NAM
BAN THƯỜNG VỤ
       *                         Pleiku, ngày 15 tháng 11 năm 2022
Số 08-TT/TU
THÔNG TRI
về lãnh đạo tổ chức đại hội Hội Cựu chiến binh các cấp
_____
Để lãnh đạo tốt...
Nơi nhận:                        T/M BAN THƯỜNG VỤ
- Các huyện ủy,                  PHÓ BÍ THƯ
- Lưu VPTU.
                                 Rơ Châm Thử
""",
        {
            "symbol": "08-TT/TU",
            "doc_type": "Thông tri",
            "issuer": "Ban Thường vụ Tỉnh ủy",
            "superior": "Tỉnh ủy Gia Lai",
            "issued_on": DAY(2022, 11, 15),
            "signer": "Rơ Châm Thử",
            "signer_office": "Phó Bí thư",
        },
    ),
    "report of a steering committee": (
        """\
VIỆN KIỂM SÁT NHÂN DÂN TỈNH TÂY NINH
BAN CHỈ ĐẠO THỰC HIỆN QUY CHẾ DÂN CHỦ
---------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
-----------
Số: 02/BC-BCĐ
Tây Ninh, ngày 10 tháng 12 năm 2024
BÁO CÁO
Kết quả thực hiện Quy chế dân chủ ở cơ sở năm 2024
Thực hiện Kế hoạch số 05/KH-VKS ngày 12/01/2024 của Viện kiểm sát nhân dân tỉnh,
Ban Chỉ đạo báo cáo:
TRƯỞNG BAN
PHÓ VIỆN TRƯỞNG
Nguyễn Thị Mẫu
""",
        {
            "symbol": "02/BC-BCĐ",
            "issuer": "Ban Chỉ đạo thực hiện Quy chế dân chủ",
            "abstract": "Kết quả thực hiện Quy chế dân chủ ở cơ sở năm 2024",
            "signer": "Nguyễn Thị Mẫu",
            "issued_on": DAY(2024, 12, 10),
        },
    ),
    "plan of a union": (
        """\
LIÊN ĐOÀN LAO ĐỘNG TỈNH TÂY NINH    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
CÔNG ĐOÀN VIỆN KIỂM SÁT NHÂN DÂN      Độc lập - Tự do - Hạnh phúc
Số: 15/KH-CĐVKS                   Tây Ninh, ngày 03 tháng 01 năm 2024
KẾ HOẠCH
Tổ chức phong trào thi đua năm 2024
TM. BAN CHẤP HÀNH
CHỦ TỊCH
Trần Thị Nháp
""",
        {
            "symbol": "15/KH-CĐVKS",
            "issuer": "Công đoàn Viện kiểm sát nhân dân",
            "superior": "Liên đoàn Lao động tỉnh Tây Ninh",
            "signer": "Trần Thị Nháp",
            "signer_office": "Chủ tịch",
            "abstract": "Tổ chức phong trào thi đua năm 2024",
        },
    ),
    "resolution of judges": (
        """\
TÒA ÁN NHÂN DÂN TỐI CAO
HỘI ĐỒNG THẨM PHÁN
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 05/2012/NQ-HĐTP
Hà Nội, ngày 03 tháng 12 năm 2012
NGHỊ QUYẾT
HƯỚNG DẪN THI HÀNH MỘT SỐ QUY ĐỊNH
Căn cứ
Điều 9. Hiệu lực thi hành
Nghị quyết này đã được Hội đồng Thẩm phán thông qua
ngày 03 tháng 12 năm 2012 và có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2013.
TM. HỘI ĐỒNG THẨM PHÁN
CHÁNH ÁN
Trương Hòa Giả
""",
        {
            "symbol": "05/2012/NQ-HĐTP",
            "issuer": "Hội đồng Thẩm phán",
            "superior": "Tòa án nhân dân tối cao",
            "effective_on": DAY(2013, 7, 1),
            "signer_office": "Chánh án",
            "signer": "Trương Hòa Giả",
        },
    ),
    "circular with an en dash": (
        """\
BỘ NÔNG NGHIỆP VÀ
PHÁT TRIỂN NÔNG THÔN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
Số: 26/2018/TT–BNNPTNT
Hà Nội, ngày 15 tháng 11 năm 2018
THÔNG TƯ
Quy định về quản lý giống thủy sản
Căn cứ
""",
        {
            "symbol": "26/2018/TT-BNNPTNT",
            "issuer": "Bộ Nông nghiệp và Phát triển nông thôn",
            "abstract": "Quy định về quản lý giống thủy sản",
        },
    ),
    "notice with a digital signature": (
        """\
VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO
VIỆN KIỂM SÁT NHÂN DÂN TỈNH LONG AN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 233/TB-VKS
Long An, ngày 08 tháng 8 năm 2023
THÔNG BÁO
Rút kinh nghiệm trong công tác kiểm sát việc giải quyết
các vụ án dân sự
Qua công tác kiểm sát, Phòng 9 nhận thấy
Nơi nhận:
- Vụ 9 (b/c);
- Lưu: VT.
KT. VIỆN TRƯỞNG
PHÓ VIỆN TRƯỞNG
Ký bởi: Viện kiểm sát nhân dân tỉnh Long An
Ngày ký: 08/08/2023
Phan Văn Dựng
2
""",
        {
            "symbol": "233/TB-VKS",
            "issuer": "Viện kiểm sát nhân dân tỉnh Long An",
            "abstract": "Rút kinh nghiệm trong công tác kiểm sát việc giải quyết các vụ án dân sự",
            "signer": "Phan Văn Dựng",
            "signer_office": "Phó Viện trưởng",
        },
    ),
    "plan of a hamlet's cell": (
        """\
ĐẢNG BỘ XÃ TÂN ĐÔNG      ĐẢNG CỘNG SẢN VIỆT NAM
CHI BỘ ẤP ĐÔNG TIẾN
*
Số 01-KH/CB      ngày 04 tháng 01 năm 2025
KẾ HOẠCH
Học tập và làm theo Bác năm 2025
***
Thực hiện
""",
        {
            "symbol": "01-KH/CB",
            "issuer": "Chi bộ ấp Đông Tiến",
            "superior": "Đảng bộ xã Tân Đông",
            "issued_on": DAY(2025, 1, 4),
            "abstract": "Học tập và làm theo Bác năm 2025",
        },
    ),
    "joint rules": (
        """\
VKSND TỈNH TÂY NINH - CÔNG AN TỈNH - TAND TỈNH
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 01/QCPH-VKS-CA-TA
Tây Ninh, ngày 5 tháng 5 năm 2023
QUY CHẾ PHỐI HỢP
Trong giải quyết tố giác, tin báo về tội phạm
Căn cứ
""",
        {
            "symbol": "01/QCPH-VKS-CA-TA",
            "doc_type": "Quy chế phối hợp",
            "issuer": "VKSND tỉnh Tây Ninh - Công an tỉnh - TAND tỉnh",
        },
    ),
    "recognised badly": (
        """\
ỦY BAN NHÂN DÀN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH TÂY NINH Độc lập - Tự do - Hạnh phúc
——————— ———
Số: 25|/QĐ-UBND Tây Ninh, ngày 19 tháng 5 năm 2024
QUYÉT ĐỊNH
Về việc phê duyệt quy hoạch
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
Căn cứ
""",
        {
            "symbol": "251/QĐ-UBND",
            "doc_type": "Quyết định",
            "issuer": "Ủy ban nhân dân tỉnh Tây Ninh",
            "abstract": "Về việc phê duyệt quy hoạch",
            "issued_on": DAY(2024, 5, 19),
        },
    ),
    "old decision of the Prime Minister": (
        """\
THỦ TƯỚNG CHÍNH PHỦ
********
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
********
Số: 48/2009/QĐ-TTg
Hà Nội, ngày 31 tháng 03 năm 2009
QUYẾT ĐỊNH
BAN HÀNH QUY CHẾ PHỐI HỢP
THỦ TƯỚNG CHÍNH PHỦ
Căn cứ
Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 20 tháng 5 năm 2009.
KT. THỦ TƯỚNG
PHÓ THỦ TƯỚNG
Nguyễn Sinh Ảo
""",
        {
            "symbol": "48/2009/QĐ-TTg",
            "issuer": "Thủ tướng Chính phủ",
            "abstract": "Ban hành quy chế phối hợp",
            "effective_on": DAY(2009, 5, 20),
            "signer": "Nguyễn Sinh Ảo",
            "signer_office": "Phó Thủ tướng",
        },
    ),
}


@pytest.mark.parametrize("name", VARIATIONS)
def test_a_variation_is_read(name):
    text, expected = VARIATIONS[name]
    description = describe([text])
    assert {field: getattr(description, field) for field in expected} == expected
