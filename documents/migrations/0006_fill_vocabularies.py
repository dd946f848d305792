"""Types of documents and issuing bodies to begin with; editors keep them from here on.

Types of the State: Decree 30/2020/NĐ-CP, annex III. Types of the Party: Regulation 399-QĐ/TW and Guide 36-HD/VPTW.
"""

from datetime import date

from django.db import migrations

from portal.base.text import sort_key

# Name, abbreviation of the State, abbreviation of the Party.
TYPES = """
Hiến pháp||
Bộ luật||
Luật||
Pháp lệnh|PL|
Lệnh|L|
Nghị quyết|NQ|NQ
Nghị quyết liên tịch|NQLT|
Nghị định|NĐ|
Thông tư|TT|
Thông tư liên tịch|TTLT|
Văn bản hợp nhất|VBHN|
Quyết định|QĐ|QĐ
Quy định|QyĐ|QĐ
Chỉ thị|CT|CT
Quy chế|QC|QC
Thông cáo|TC|TC
Thông báo|TB|TB
Thông tri||TT
Kết luận|KL|KL
Hướng dẫn|HD|HD
Chương trình|CTr|CTr
Kế hoạch|KH|KH
Quy hoạch||QH
Phương án|PA|PA
Đề án|ĐA|ĐA
Dự án|DA|DA
Chiến lược||CL
Báo cáo|BC|BC
Biên bản|BB|BB
Tờ trình|TTr|TTr
Hợp đồng|HĐ|
Công điện|CĐ|
Công văn||CV
Bản ghi nhớ|BGN|
Bản thỏa thuận|BTT|
Giấy ủy quyền|GUQ|
Giấy mời|GM|GM
Giấy giới thiệu|GGT|GGT
Giấy nghỉ phép|GNP|
Phiếu gửi|PG|
Phiếu chuyển|PC|
Phiếu báo|PB|
Tuyên bố||
Lời kêu gọi||
"""

# Name | kind | abbreviations | until | successor | what became of it. Successors stand before their predecessors.
BODIES = """
Ban Chấp hành Trung ương|party|TW
Bộ Chính trị|party|TW
Ban Bí thư|party|TW
Văn phòng Trung ương Đảng|party|VPTW
Ban Tổ chức Trung ương|party|BTCTW
Ủy ban Kiểm tra Trung ương|party|UBKTTW
Ban Nội chính Trung ương|party|BNCTW
Ban Chính sách, chiến lược Trung ương|party|BCSCLTW
Ban Tuyên giáo và Dân vận Trung ương|party|BTGDVTW
Ban Tuyên giáo Trung ương|party|BTGTW|2025-02-01|Ban Tuyên giáo và Dân vận Trung ương|merged
Ban Dân vận Trung ương|party|BDVTW|2025-02-01|Ban Tuyên giáo và Dân vận Trung ương|merged
Đảng ủy Viện kiểm sát nhân dân tối cao|party|ĐU
Ban Cán sự đảng Viện kiểm sát nhân dân tối cao|party|BCSĐ, BCS|2025-02-01|Đảng ủy Viện kiểm sát nhân dân tối cao|succeeded
Tỉnh ủy Tây Ninh|party|TU
Tỉnh ủy Long An|party|TU|2025-07-01|Tỉnh ủy Tây Ninh|merged
Văn phòng Tỉnh ủy Tây Ninh|party|VPTU
Văn phòng Tỉnh ủy Long An|party|VPTU|2025-07-01|Văn phòng Tỉnh ủy Tây Ninh|merged
Ban Tổ chức Tỉnh ủy Tây Ninh|party|BTCTU
Ban Tổ chức Tỉnh ủy Long An|party|BTCTU|2025-07-01|Ban Tổ chức Tỉnh ủy Tây Ninh|merged
Ủy ban Kiểm tra Tỉnh ủy Tây Ninh|party|UBKTTU
Ủy ban Kiểm tra Tỉnh ủy Long An|party|UBKTTU|2025-07-01|Ủy ban Kiểm tra Tỉnh ủy Tây Ninh|merged
Ban Tuyên giáo và Dân vận Tỉnh ủy Tây Ninh|party|BTGDVTU
Đảng ủy các cơ quan Đảng tỉnh Tây Ninh|party|ĐU
Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh Long An|party|ĐUK|2025-02-01|Đảng ủy các cơ quan Đảng tỉnh Tây Ninh|succeeded
Đảng ủy Viện kiểm sát nhân dân tỉnh Tây Ninh|party|ĐU
Chi bộ|party|CB
Quốc hội|state|QH
Ủy ban Thường vụ Quốc hội|state|UBTVQH
Chủ tịch nước|state|CTN
Chính phủ|state|CP
Thủ tướng Chính phủ|state|TTg
Văn phòng Chính phủ|state|VPCP
Văn phòng Quốc hội|state|VPQH
Tòa án nhân dân tối cao|state|TANDTC, CA
Hội đồng Thẩm phán Tòa án nhân dân tối cao|state|HĐTP
Kiểm toán nhà nước|state|KTNN
Bộ Công an|state|BCA
Bộ Quốc phòng|state|BQP
Bộ Tư pháp|state|BTP
Bộ Ngoại giao|state|BNG
Bộ Tài chính|state|BTC
Bộ Kế hoạch và Đầu tư|state|BKHĐT, BKH&ĐT|2025-03-01|Bộ Tài chính|merged
Bộ Nội vụ|state|BNV
Bộ Lao động - Thương binh và Xã hội|state|BLĐTBXH, LĐTBXH|2025-03-01|Bộ Nội vụ|merged
Bộ Xây dựng|state|BXD
Bộ Giao thông vận tải|state|BGTVT|2025-03-01|Bộ Xây dựng|merged
Bộ Khoa học và Công nghệ|state|BKHCN
Bộ Thông tin và Truyền thông|state|BTTTT|2025-03-01|Bộ Khoa học và Công nghệ|merged
Bộ Nông nghiệp và Môi trường|state|BNNMT
Bộ Nông nghiệp và Phát triển nông thôn|state|BNNPTNT, BNN|2025-03-01|Bộ Nông nghiệp và Môi trường|merged
Bộ Tài nguyên và Môi trường|state|BTNMT|2025-03-01|Bộ Nông nghiệp và Môi trường|merged
Bộ Y tế|state|BYT
Bộ Giáo dục và Đào tạo|state|BGDĐT
Bộ Công Thương|state|BCT
Bộ Văn hóa, Thể thao và Du lịch|state|BVHTTDL
Thanh tra Chính phủ|state|TTCP
Ngân hàng Nhà nước Việt Nam|state|NHNN
Hội đồng nhân dân tỉnh Tây Ninh|state|HĐND
Hội đồng nhân dân tỉnh Long An|state|HĐND|2025-07-01|Hội đồng nhân dân tỉnh Tây Ninh|merged
Ủy ban nhân dân tỉnh Tây Ninh|state|UBND
Ủy ban nhân dân tỉnh Long An|state|UBND|2025-07-01|Ủy ban nhân dân tỉnh Tây Ninh|merged
Viện kiểm sát nhân dân tối cao|procuracy|VKSTC, VKSNDTC
Viện kiểm sát nhân dân tỉnh Tây Ninh|procuracy|VKS, VKSTN, VKSND
Viện kiểm sát nhân dân tỉnh Long An|procuracy|VKS, VKSLA, VKSND|2025-07-01|Viện kiểm sát nhân dân tỉnh Tây Ninh|merged
Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam|union|MTTW
Tổng Liên đoàn Lao động Việt Nam|union|TLĐ
Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh|union|TWĐTN
"""


def fill(apps, schema_editor):
    DirectiveType = apps.get_model("documents", "DirectiveType")
    IssuingBody = apps.get_model("documents", "IssuingBody")
    IssuingBodyCode = apps.get_model("documents", "IssuingBodyCode")
    for line in TYPES.strip().splitlines():
        name, state_code, party_code = line.split("|")
        DirectiveType.objects.get_or_create(
            name=name,
            defaults={
                "state_code": state_code,
                "party_code": party_code,
                "sort_key": sort_key(name)[:400],
            },
        )
    bodies = {}
    for line in BODIES.strip().splitlines():
        name, kind, codes, until, successor, succession = (line.split("|") + [""] * 3)[:6]
        bodies[name] = IssuingBody.objects.create(
            name=name,
            kind=kind,
            ended_on=date.fromisoformat(until) if until else None,
            successor=bodies[successor] if successor else None,
            succession=succession,
            sort_key=sort_key(name)[:800],
        )
        for code in codes.split(", "):
            IssuingBodyCode.objects.create(body=bodies[name], code=code)


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_directive_register")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
