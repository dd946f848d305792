"""What the synthetic content is written with: sentences of the offices of the Party and of the procuracies."""

# Broader subject and those below it.
SUBJECTS = {
    "Xây dựng Đảng": (
        "Công tác tổ chức, cán bộ",
        "Công tác đảng viên",
        "Sinh hoạt chi bộ",
        "Kiểm tra, giám sát",
    ),
    "Tuyên giáo và dân vận": ("Học tập và làm theo Bác", "Thi đua, khen thưởng", "Dân vận khéo"),
    "Thực hành quyền công tố": ("Án hình sự", "Án tham nhũng, chức vụ", "Tạm giữ, tạm giam"),
    "Kiểm sát hoạt động tư pháp": ("Án dân sự, hành chính", "Thi hành án", "Khiếu nại, tố cáo"),
    "Nội chính và cải cách tư pháp": ("Phòng, chống tham nhũng", "Cải cách tư pháp"),
    "Hành chính, hậu cần": ("Văn thư, lưu trữ", "Tài chính, tài sản công", "Chuyển đổi số"),
}
TOPICS = (
    "Học tập và làm theo Bác",
    "Sinh hoạt chuyên đề",
    "Thi đua ngành",
    "Đại hội các cấp",
    "Chuyển đổi số",
)

# Types and how often each is issued, by kind of body.
TYPES = {
    "party": {
        "Công văn": 16,
        "Kế hoạch": 16,
        "Quyết định": 14,
        "Thông báo": 11,
        "Hướng dẫn": 10,
        "Báo cáo": 8,
        "Kết luận": 8,
        "Nghị quyết": 7,
        "Chỉ thị": 5,
        "Quy định": 5,
        "Tờ trình": 3,
        "Quy chế": 1,
    },
    "state": {
        "Quyết định": 25,
        "Công văn": 20,
        "Thông tư": 14,
        "Kế hoạch": 12,
        "Thông báo": 9,
        "Báo cáo": 7,
        "Chỉ thị": 5,
        "Nghị định": 4,
        "Nghị quyết": 3,
        "Công điện": 1,
    },
    "procuracy": {
        "Công văn": 24,
        "Kế hoạch": 18,
        "Quyết định": 16,
        "Thông báo": 14,
        "Hướng dẫn": 11,
        "Báo cáo": 8,
        "Chỉ thị": 4,
        "Quy chế": 3,
        "Chương trình": 2,
    },
    "union": {"Kế hoạch": 30, "Hướng dẫn": 25, "Công văn": 25, "Thông báo": 12, "Nghị quyết": 8},
}
# Symbols of the State that bear the year.
DATED = frozenset({"Nghị định", "Thông tư", "Nghị quyết"})

ACTIONS = (
    *("triển khai thực hiện", "tăng cường lãnh đạo", "sơ kết việc thực hiện", "tổng kết ba năm thực hiện"),
    *("hướng dẫn một số nội dung về", "chấn chỉnh", "nâng cao chất lượng", "quy định chi tiết về"),
    *("đẩy mạnh", "phân công nhiệm vụ trong", "kiểm tra, giám sát", "sửa đổi, bổ sung quy định về"),
)
OBJECTS = (
    *(
        "công tác phát triển đảng viên mới",
        "sinh hoạt chi bộ và sinh hoạt chuyên đề",
        "công tác quy hoạch cán bộ",
    ),
    *(
        "thực hành quyền công tố và kiểm sát điều tra",
        "kiểm sát việc giải quyết các vụ án dân sự, hành chính",
    ),
    *("kiểm sát việc tạm giữ, tạm giam, thi hành án hình sự", "giải quyết khiếu nại, tố cáo trong tư pháp"),
    *("trách nhiệm nêu gương của cán bộ, đảng viên", "công tác phòng, chống tham nhũng, lãng phí, tiêu cực"),
    *("việc đánh giá, xếp loại tổ chức đảng và đảng viên", "chuyển đổi số, số hóa hồ sơ vụ án"),
    *("công tác văn thư, lưu trữ và bảo vệ bí mật nhà nước", "chế độ tài chính, quản lý tài sản công"),
    *("phong trào thi đua trong ngành Kiểm sát nhân dân", "mô hình học tập và làm theo tư tưởng Hồ Chí Minh"),
)
SCOPES = (
    *(
        "trong các cơ quan Đảng tỉnh",
        "trên địa bàn tỉnh",
        "trong ngành Kiểm sát nhân dân",
        "tại các chi bộ trực thuộc",
    ),
    *("đối với cán bộ, kiểm sát viên", "trong tình hình mới", "phục vụ đại hội đảng bộ các cấp"),
    *("giai đoạn 2021 – 2025, định hướng đến năm 2030", "theo Luật Tổ chức Viện kiểm sát nhân dân"),
)
ENDS = (
    "bảo đảm đúng quy định, đúng tiến độ và sát với tình hình thực tế của từng đơn vị",
    "gắn với việc thực hiện nghị quyết đại hội và nhiệm vụ chính trị được giao hằng năm",
    "góp phần xây dựng chi bộ trong sạch, vững mạnh, đoàn kết và kỷ cương",
    "kèm theo phụ lục và biểu mẫu báo cáo",
)
SENTENCES = (
    "Cấp ủy, thủ trưởng các đơn vị có trách nhiệm quán triệt nội dung đến toàn thể cán bộ, đảng viên.",
    "Việc kiểm tra được tiến hành mỗi quý một lần; kết quả gửi về Văn phòng trước ngày 20 của tháng cuối quý.",
    "Đảng viên vi phạm thì tùy nội dung, mức độ, tính chất mà xem xét, xử lý theo quy định của Đảng và pháp luật.",
    "Kiểm sát viên chủ động nghiên cứu hồ sơ, đề ra yêu cầu điều tra và bám sát tiến độ giải quyết vụ án.",
    "Kinh phí thực hiện lấy từ nguồn chi thường xuyên và các nguồn hợp pháp khác theo quy định hiện hành.",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc thì kịp thời phản ánh để được hướng dẫn, giải quyết.",
    "Các đơn vị lập hồ sơ, lưu trữ đầy đủ tài liệu và cập nhật vào hệ thống quản lý văn bản trong thời hạn năm ngày.",
    "Mỗi chi bộ đăng ký ít nhất một mô hình, có chỉ tiêu, người phụ trách và thời hạn hoàn thành rõ ràng.",
    "Người đứng đầu chịu trách nhiệm về tính chính xác của số liệu thống kê và của báo cáo gửi cấp trên.",
    "Ban hành kèm theo văn bản này các biểu mẫu dùng thống nhất từ ngày ký; các biểu mẫu cũ không còn được sử dụng.",
)
FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đỗ", "Huỳnh", "Phan", "Bùi", "Đặng")
GIVEN_NAMES = ("Văn Mẫu", "Thị Ví Dụ", "Minh Thử", "Quang Tạm", "Thị Hư Cấu", "Đức Giả Định")
OFFICES = (
    "Bí thư",
    "Phó Bí thư",
    "Viện trưởng",
    "Phó Viện trưởng",
    "Chủ tịch",
    "Bộ trưởng",
    "Chánh Văn phòng",
)
