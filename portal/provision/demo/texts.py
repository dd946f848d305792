"""Texts of the demo, written for it around facts of public documents; every person in them is made up.

A body is written in lines: `## ` heading, `- ` list item, `> text | who` quote, `[scene] caption` picture,
`| a | b |` table row (the first names the columns), anything else a paragraph.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Article:
    title: str
    day: date
    lead: str
    scene: str
    topics: tuple[str, ...]
    byline: str
    body: str


TOPICS = {
    "Học tập và làm theo Bác": "Mô hình, gương sáng, chuyên đề học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
    "Sinh hoạt chi bộ": "Sinh hoạt thường kỳ và chuyên đề của Chi bộ Phòng 9.",
    "Kiểm sát giải quyết án dân sự": "Nghiệp vụ kiểm sát việc giải quyết các vụ việc dân sự, hôn nhân và gia đình.",
    "Chuyển đổi số": "Ứng dụng công nghệ thông tin trong công tác kiểm sát và công tác đảng.",
    "Chi bộ bốn tốt": "Đăng ký, thực hiện và đánh giá mô hình chi bộ bốn tốt.",
    "Phổ biến pháp luật": "Văn bản mới và hướng dẫn áp dụng pháp luật.",
    "An sinh, tình nghĩa": "Hoạt động xã hội, đền ơn đáp nghĩa của chi bộ.",
}

ARTICLES = (
    Article(
        "Chi bộ Phòng 9 tổng kết mô hình “Đoàn kết, trách nhiệm” năm 2026",
        date(2026, 11, 18),
        "Sau hai năm thực hiện, mô hình đã trở thành nền nếp trong công việc hằng ngày của từng đảng viên.",
        "meeting",
        ("Học tập và làm theo Bác", "Sinh hoạt chi bộ"),
        "Minh An",
        """Chiều 17/11/2026, Chi bộ Phòng 9 họp tổng kết việc thực hiện mô hình “Đoàn kết, trách nhiệm”. Báo cáo của chi ủy nêu rõ những việc đã làm được, những việc còn chậm và nguyên nhân.
## Kết quả chính
- Toàn bộ đảng viên có bản cam kết và tự đánh giá theo quý.
- Việc trao đổi nghiệp vụ được ghi thành sổ tay dùng chung, mỗi tháng bổ sung ít nhất hai tình huống.
- Không có hồ sơ quá hạn do phối hợp chậm giữa các bộ phận.
[chart] Tiến độ thực hiện cam kết của đảng viên qua các quý
## Bài học
Chi ủy thống nhất ba bài học: giao việc phải có người chịu trách nhiệm chính; góp ý phải thẳng thắn, kịp thời, trên tinh thần xây dựng; người đứng đầu phải làm trước. Nội dung này gắn với Quy định số 144-QĐ/TW ngày 09/5/2024 của Bộ Chính trị về chuẩn mực đạo đức cách mạng của cán bộ, đảng viên trong giai đoạn mới.
> Đoàn kết không phải là tránh va chạm, mà là nói thẳng với nhau để cùng làm tốt hơn. | Ý kiến tại hội nghị
Chi bộ thống nhất tiếp tục duy trì mô hình trong năm 2027, bổ sung nội dung hướng dẫn đảng viên trẻ.""",
    ),
    Article(
        "Sinh hoạt chuyên đề: nâng cao chất lượng kháng nghị, kiến nghị",
        date(2026, 10, 22),
        "Chi bộ trao đổi kinh nghiệm phát hiện vi phạm và xây dựng kháng nghị trong các vụ việc dân sự.",
        "study",
        ("Sinh hoạt chi bộ", "Kiểm sát giải quyết án dân sự"),
        "Thu Hà",
        """Buổi sinh hoạt chuyên đề tháng 10 tập trung vào chất lượng kháng nghị và kiến nghị theo quy định của Bộ luật Tố tụng dân sự và Luật Tổ chức Viện kiểm sát nhân dân.
## Ba nhóm nội dung
- Kỹ năng nghiên cứu hồ sơ và lập bảng tổng hợp chứng cứ.
- Cách viết bản kháng nghị: ngắn, rõ căn cứ, nêu đúng vi phạm.
- Theo dõi kết quả và rút kinh nghiệm sau xét xử.
| Nội dung | Người chuẩn bị | Thời gian |
| Nghiên cứu hồ sơ | Tổ 1 | Tuần 1 |
| Viết kháng nghị | Tổ 2 | Tuần 2 |
| Rút kinh nghiệm | Chi ủy | Tuần 4 |
Các ý kiến thống nhất: mỗi bản kháng nghị cần có người phản biện trước khi trình lãnh đạo, và kết quả phản biện được lưu lại để học chung.""",
    ),
    Article(
        "Ra mắt cổng thông tin của chi bộ",
        date(2026, 9, 2),
        "Cổng thông tin giúp đảng viên tra cứu văn bản chỉ đạo, theo dõi mô hình và tin hoạt động ở một nơi.",
        "office",
        ("Chuyển đổi số",),
        "Ban biên tập",
        """Từ ngày 02/9/2026, Chi bộ Phòng 9 đưa cổng thông tin vào hoạt động. Nội dung công khai dành cho mọi người đọc; tài liệu sinh hoạt dành cho đảng viên chỉ hiện sau khi đăng nhập.
## Có gì trên cổng
- Tin hoạt động của chi bộ, sắp theo thời gian và theo dòng sự kiện.
- Các trang giới thiệu chức năng, nhiệm vụ, lịch sử và cơ cấu tổ chức.
- Tìm kiếm bằng tiếng Việt có dấu hoặc không dấu.
Cổng không quảng cáo, không theo dõi người đọc và không gửi yêu cầu tới máy chủ khác. Bài viết qua hai cửa duyệt trước khi đăng. Mọi góp ý xin gửi về địa chỉ ở trang Liên hệ.""",
    ),
    Article(
        "Sáu tháng đầu năm 2026: giữ vững nền nếp, rõ người rõ việc",
        date(2026, 7, 3),
        "Hội nghị sơ kết đánh giá kết quả sáu tháng và điều chỉnh phân công nửa cuối năm.",
        "chart",
        ("Sinh hoạt chi bộ", "Chi bộ bốn tốt"),
        "Minh An",
        """Chi bộ sơ kết sáu tháng đầu năm với ba điểm sáng: công việc chuyên môn bảo đảm thời hạn, sinh hoạt chi bộ đúng định kỳ, đảng viên trẻ chủ động nhận việc khó.
## Việc còn phải làm tốt hơn
- Một số báo cáo chuyên đề còn dài, ít số liệu so sánh.
- Việc cập nhật sổ tay nghiệp vụ chưa đều giữa các tổ.
Chi ủy phân công lại hai nhóm việc và đặt mốc kiểm tra vào cuối quý III. Việc đánh giá thực hiện theo Hướng dẫn số 16-HD/BTCTU ngày 13/9/2024 của Ban Tổ chức Tỉnh ủy về mô hình “chi bộ bốn tốt”.""",
    ),
    Article(
        "Đảng viên trẻ và trách nhiệm nêu gương",
        date(2026, 5, 19),
        "Nhân kỷ niệm ngày sinh Chủ tịch Hồ Chí Minh, chi bộ tọa đàm về trách nhiệm nêu gương của đảng viên trẻ.",
        "lotus",
        ("Học tập và làm theo Bác",),
        "Lê Thảo",
        """Buổi tọa đàm bắt đầu bằng phần kể chuyện về đức tính giản dị, tôn trọng nhân dân. Mỗi đảng viên trẻ nêu một việc cụ thể sẽ làm trong năm.
> Nêu gương bắt đầu từ việc nhỏ: đúng giờ, đúng hẹn, nói đi đôi với làm. | Một đảng viên trẻ
## Những việc đã đăng ký
- Hướng dẫn người dân đến liên hệ công tác tận tình, đúng quy trình.
- Mỗi tháng đọc và tóm tắt một văn bản mới cho cả phòng.
- Tham gia hiến máu và trồng cây tại nơi cư trú.
Chi ủy sẽ theo dõi và biểu dương những việc làm tốt vào cuối năm.""",
    ),
    Article(
        "Trồng cây tại khu dân cư nhân Tết trồng cây",
        date(2026, 2, 24),
        "Đoàn viên, đảng viên Phòng 9 cùng người dân trồng cây xanh quanh nhà văn hóa khu phố.",
        "planting",
        ("An sinh, tình nghĩa",),
        "Quốc Bảo",
        """Sáng thứ Bảy đầu xuân, hơn ba mươi đoàn viên và đảng viên đã cùng người dân trồng cây, dọn vệ sinh quanh nhà văn hóa khu phố. Cây được chia cho từng hộ chăm sóc.
- Chuẩn bị hố, đất và nước tưới từ chiều hôm trước.
- Mỗi cây có thẻ ghi tên hộ nhận chăm sóc.
Hoạt động gắn với phong trào toàn dân đoàn kết xây dựng đời sống văn hóa.""",
    ),
    Article(
        "Những điểm mới cần biết về công tác văn thư",
        date(2026, 1, 15),
        "Bản tóm tắt giúp cán bộ trình bày văn bản đúng thể thức, gửi và lưu văn bản điện tử đúng quy trình.",
        "papers",
        ("Phổ biến pháp luật", "Chuyển đổi số"),
        "Thu Hà",
        """Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư là căn cứ chính khi soạn thảo và phát hành văn bản hành chính.
## Thể thức
- Số và ký hiệu, địa danh, thời gian ban hành viết đúng mẫu.
- Trích yếu nêu khái quát nội dung chủ yếu.
- Nơi nhận ghi rõ để thực hiện hay để biết.
## Văn bản điện tử
Văn bản được ký số bởi người có thẩm quyền và ký số của cơ quan có giá trị pháp lý như bản gốc văn bản giấy. Cán bộ không in ra rồi quét lại khi đã có bản điện tử.
[papers] Thể thức văn bản được kiểm tra trước khi phát hành""",
    ),
    Article(
        "Tổng kết năm 2025 và phương hướng năm 2026",
        date(2025, 12, 26),
        "Chi bộ hoàn thành các chỉ tiêu đề ra, thống nhất bốn nhiệm vụ trọng tâm của năm mới.",
        "meeting",
        ("Sinh hoạt chi bộ",),
        "Ban biên tập",
        """Hội nghị tổng kết đánh giá năm đầu tiên làm việc theo mô hình tổ chức mới. Dù khối lượng công việc tăng, chi bộ giữ được kỷ luật thời gian và chất lượng hồ sơ.
## Bốn nhiệm vụ năm 2026
- Nâng cao chất lượng kiểm sát việc giải quyết vụ việc dân sự.
- Đẩy mạnh chuyển đổi số, giảm giấy tờ trung gian.
- Duy trì mô hình “Đoàn kết, trách nhiệm”.
- Chăm lo đời sống cán bộ, công chức và người lao động.
Hội nghị nhất trí thông qua nghị quyết với toàn bộ phiếu tán thành.""",
    ),
    Article(
        "Quán triệt kết luận về xây dựng, chỉnh đốn Đảng",
        date(2025, 11, 6),
        "Chi bộ nghiên cứu, thảo luận và liên hệ trách nhiệm của từng đảng viên.",
        "flag",
        ("Sinh hoạt chi bộ", "Học tập và làm theo Bác"),
        "Minh An",
        """Chi bộ quán triệt Kết luận số 21-KL/TW ngày 25/10/2021 của Ban Chấp hành Trung ương Đảng về đẩy mạnh xây dựng, chỉnh đốn Đảng và hệ thống chính trị, cùng tinh thần Nghị quyết Trung ương 4 khóa XI và khóa XII.
## Cách làm
- Nghe báo cáo tóm tắt, sau đó thảo luận theo tổ.
- Mỗi đảng viên viết bài thu hoạch ngắn, nêu việc cụ thể sẽ làm.
- Chi ủy đọc và góp ý từng bài.
Các ý kiến tập trung vào tự phê bình và phê bình, giữ kỷ luật phát ngôn và trách nhiệm trước công việc.""",
    ),
    Article(
        "Một tháng sau sắp xếp: công việc thông suốt",
        date(2025, 8, 5),
        "Từ ngày 01/7/2025, hệ thống viện kiểm sát tổ chức theo ba cấp; công việc của phòng được tiếp nhận liền mạch.",
        "bridge",
        ("Kiểm sát giải quyết án dân sự",),
        "Quốc Bảo",
        """Sau khi tỉnh Long An và tỉnh Tây Ninh hợp nhất thành tỉnh Tây Ninh, viện kiểm sát khu vực được thành lập thay cho cấp huyện. Phòng 9 đã rà soát và bàn giao hồ sơ theo danh mục.
| Việc | Thời hạn | Kết quả |
| Rà soát hồ sơ đang thụ lý | 10/7/2025 | Hoàn thành |
| Cập nhật phần mềm quản lý | 20/7/2025 | Hoàn thành |
| Hướng dẫn viện khu vực | 31/7/2025 | Hoàn thành |
Đảng viên ở hai địa bàn giữ liên lạc hằng ngày, họp trực tuyến đầu tuần để thống nhất cách làm. Khó khăn về đi lại được khắc phục bằng hồ sơ điện tử.""",
    ),
    Article(
        "Sổ tay nghiệp vụ dùng chung: học từ việc hằng ngày",
        date(2025, 6, 12),
        "Mỗi tình huống khó được ghi lại ngắn gọn để cả phòng cùng học, cùng tra cứu.",
        "books",
        ("Kiểm sát giải quyết án dân sự", "Chuyển đổi số"),
        "Lê Thảo",
        """Thực hiện mô hình “Tự đào tạo, bồi dưỡng cán bộ, công chức” đăng ký từ năm 2024, Phòng 9 lập sổ tay nghiệp vụ dùng chung.
## Mỗi tình huống gồm
- Vấn đề gặp phải, không nêu tên đương sự.
- Quy định áp dụng và ý kiến khác nhau, nếu có.
- Cách xử lý và kết quả.
Sau nửa năm, sổ tay có hơn sáu mươi tình huống. Đảng viên mới về phòng dùng sổ tay để làm quen công việc nhanh hơn.""",
    ),
    Article(
        "Chỉ thị công tác năm 2025: những việc phòng phải làm",
        date(2025, 1, 9),
        "Chi bộ cụ thể hóa chỉ thị của Viện trưởng Viện kiểm sát nhân dân tối cao thành kế hoạch theo tháng.",
        "scales",
        ("Phổ biến pháp luật", "Kiểm sát giải quyết án dân sự"),
        "Thu Hà",
        """Chỉ thị số 01/CT-VKSTC ngày 12/12/2024 của Viện trưởng VKSND tối cao về công tác của ngành Kiểm sát nhân dân năm 2025 được cụ thể hóa thành kế hoạch theo tháng, có người chịu trách nhiệm từng việc.
## Trọng tâm
- Nâng cao chất lượng công tác kiểm sát việc giải quyết các vụ việc dân sự, tiếp nối Kế hoạch số 91/KH-VKSTC ngày 18/4/2024.
- Phát hiện vi phạm để kiến nghị kịp thời.
- Tăng cường trao đổi với tòa án cùng cấp trước phiên tòa.
Kế hoạch được công khai trong phòng để cùng theo dõi.""",
    ),
    Article(
        "Đăng ký mô hình học tập và làm theo năm 2025",
        date(2025, 2, 18),
        "Chi bộ thống nhất đăng ký mô hình với chỉ tiêu đo được và phân công rõ ràng.",
        "study",
        ("Học tập và làm theo Bác", "Chi bộ bốn tốt"),
        "Minh An",
        """Mô hình năm 2025 được xây dựng trên cơ sở Chỉ thị số 05-CT/TW ngày 15/5/2016 và Kết luận số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị về tiếp tục đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.
## Chỉ tiêu
- 100 % đảng viên có bản cam kết cụ thể.
- Ít nhất hai buổi sinh hoạt chuyên đề trong năm.
- Mỗi tổ có một sáng kiến cải tiến công việc.
Chi ủy kiểm tra theo quý và báo cáo trước chi bộ.""",
    ),
    Article(
        "Thăm gia đình chính sách nhân ngày 27/7",
        date(2025, 7, 28),
        "Đoàn công tác thăm hỏi, động viên các gia đình chính sách trên địa bàn.",
        "fields",
        ("An sinh, tình nghĩa",),
        "Quốc Bảo",
        """Nhân ngày Thương binh - Liệt sĩ, đại diện chi ủy và công đoàn đã thăm hỏi các gia đình chính sách. Đây là việc làm thường xuyên, thể hiện đạo lý “uống nước nhớ nguồn”.
Kinh phí do cán bộ, đảng viên trong phòng tự nguyện đóng góp. Hình ảnh chỉ được sử dụng khi gia đình đồng ý.""",
    ),
    Article(
        "Phiên tòa rút kinh nghiệm kết nối trực tuyến",
        date(2026, 4, 10),
        "Nhiều điểm cầu cùng theo dõi, góp ý về kỹ năng của kiểm sát viên tại phiên tòa dân sự.",
        "scales",
        ("Kiểm sát giải quyết án dân sự", "Chuyển đổi số"),
        "Lê Thảo",
        """Phiên tòa rút kinh nghiệm được kết nối trực tuyến tới các viện kiểm sát khu vực. Sau phiên tòa, các điểm cầu góp ý về việc chuẩn bị hồ sơ, phát biểu quan điểm và ứng xử tại tòa.
- Ưu điểm: nắm chắc chứng cứ, phát biểu gọn, đúng trọng tâm.
- Cần rút kinh nghiệm: dự kiến thêm tình huống phát sinh.
Phòng 9 tổng hợp ý kiến thành tài liệu học tập nội bộ, không nêu thông tin của đương sự.""",
    ),
    Article(
        "Kết nạp đảng viên mới: lời hứa trước chi bộ",
        date(2026, 3, 26),
        "Buổi lễ trang trọng, ngắn gọn, để lại ấn tượng về trách nhiệm của người đảng viên.",
        "flag",
        ("Sinh hoạt chi bộ",),
        "Minh An",
        """Chi bộ tổ chức lễ kết nạp đảng viên mới theo đúng nghi thức. Người được kết nạp đọc lời tuyên thệ và nhận sự phân công giúp đỡ trong thời gian dự bị.
> Tôi sẽ giữ lời hứa hôm nay bằng công việc mỗi ngày. | Đảng viên mới
Chi ủy phân công hai đảng viên chính thức hướng dẫn, định kỳ nhận xét trước chi bộ.""",
    ),
    Article(
        "Giảm giấy, thêm thời gian cho hồ sơ",
        date(2025, 10, 14),
        "Ba quy trình nội bộ chuyển sang điện tử, giảm thời gian chờ ký và tìm kiếm tài liệu.",
        "chart",
        ("Chuyển đổi số",),
        "Lê Thảo",
        """Phòng 9 rà soát các biểu mẫu nội bộ và chuyển ba quy trình sang thực hiện trên môi trường điện tử: phân công án, báo cáo tuần, đề xuất họp.
| Quy trình | Trước | Sau |
| Phân công án | 2 ngày | Trong ngày |
| Báo cáo tuần | 5 biểu giấy | 1 biểu điện tử |
| Đề xuất họp | Văn bản giấy | Lịch chung |
Tài liệu mật không đưa lên máy tính nối mạng; quy định về bảo vệ bí mật nhà nước được nhắc lại tại mỗi buổi giao ban.""",
    ),
    Article(
        "Hội thảo trao đổi kinh nghiệm xây dựng chi bộ bốn tốt",
        date(2025, 9, 11),
        "Các chi bộ trong đảng bộ chia sẻ cách làm hay và những vướng mắc khi tự chấm điểm.",
        "meeting",
        ("Chi bộ bốn tốt",),
        "Thu Hà",
        """Hội thảo có sự tham gia của các chi bộ trong đảng bộ cơ sở. Các ý kiến thống nhất rằng tiêu chí phải gắn với nhiệm vụ chính trị và chất lượng sinh hoạt.
## Bốn nhóm tiêu chí
- Hoàn thành tốt nhiệm vụ chính trị.
- Chất lượng sinh hoạt tốt.
- Đoàn kết, kỷ luật tốt.
- Cán bộ, đảng viên tốt.
Chi bộ Phòng 9 trình bày cách theo dõi cam kết của đảng viên theo quý.""",
    ),
    Article(
        "Hiến máu tình nguyện đợt 1 năm 2025",
        date(2025, 4, 16),
        "Nhiều cán bộ, đảng viên tham gia hiến máu, trong đó có người hiến lần thứ mười.",
        "lotus",
        ("An sinh, tình nghĩa",),
        "Quốc Bảo",
        """Hưởng ứng lời kêu gọi của địa phương, cán bộ và đảng viên Phòng 9 tham gia ngày hội hiến máu tình nguyện. Đây là năm thứ năm liên tiếp phòng có người tham gia.
- Đăng ký trước theo khung giờ để không ảnh hưởng công việc.
- Người chưa đủ điều kiện tham gia hỗ trợ tiếp đón.""",
    ),
    Article(
        "Đọc sách cùng nhau mỗi quý",
        date(2024, 12, 19),
        "Góc đọc sách và buổi giới thiệu sách hằng quý giúp đảng viên duy trì thói quen tự học.",
        "books",
        ("Học tập và làm theo Bác",),
        "Lê Thảo",
        """Góc đọc sách của phòng có hơn hai trăm đầu sách do đảng viên đóng góp. Mỗi quý, một tổ giới thiệu một cuốn sách gắn với công việc hoặc với việc rèn luyện đạo đức.
Buổi đầu tiên giới thiệu các bài viết về cần, kiệm, liêm, chính. Người giới thiệu nêu ba điều học được và một việc sẽ làm ngay.""",
    ),
    Article(
        "Tiếp công dân: lắng nghe, giải thích, hướng dẫn",
        date(2024, 11, 27),
        "Phòng thống nhất cách tiếp công dân: đúng lịch, đúng quy trình, giữ thái độ tôn trọng.",
        "office",
        ("Phổ biến pháp luật",),
        "Thu Hà",
        """Lịch tiếp công dân được niêm yết công khai. Người trực tiếp công dân ghi nhận đầy đủ nội dung, giải thích thẩm quyền và hướng dẫn nơi giải quyết nếu không thuộc thẩm quyền.
## Ba điều không
- Không để người dân chờ mà không được thông báo lý do.
- Không hướng dẫn chung chung.
- Không tiết lộ thông tin của người phản ánh.""",
    ),
)

MEMBERS_ARTICLES = (
    Article(
        "Phân công chuẩn bị sinh hoạt chi bộ tháng 12",
        date(2026, 11, 20),
        "Các tổ chuẩn bị nội dung và gửi chi ủy trước ngày 28/11.",
        "study",
        (),
        "Chi ủy",
        """Tổ 1 chuẩn bị báo cáo kết quả tháng; Tổ 2 chuẩn bị chuyên đề; chi ủy chuẩn bị dự thảo nghị quyết.
- Gửi nội dung trước ngày 28/11.
- Đảng viên đi công tác gửi ý kiến bằng văn bản.""",
    ),
    Article(
        "Kết quả tự đánh giá quý III của các tổ đảng",
        date(2026, 10, 5),
        "Số liệu dùng trong sinh hoạt chi bộ, không phổ biến ra ngoài.",
        "chart",
        (),
        "Chi ủy",
        """| Tổ | Hoàn thành cam kết | Cần bổ sung |
| Tổ 1 | 11/12 | 1 |
| Tổ 2 | 9/10 | 1 |
Chi ủy đề nghị hai trường hợp bổ sung kết quả trước kỳ họp tới.""",
    ),
    Article(
        "Tài liệu tham khảo cho sinh hoạt chuyên đề",
        date(2026, 8, 12),
        "Danh mục tài liệu để đảng viên đọc trước buổi sinh hoạt.",
        "papers",
        (),
        "Chi ủy",
        """Đảng viên đọc trước danh mục tài liệu và ghi câu hỏi vào sổ tay.
- Quy định số 144-QĐ/TW ngày 09/5/2024.
- Đề cương chuyên đề của chi ủy (tệp trong kho nội bộ).""",
    ),
)

PAGES = {
    "chuc-nang-nhiem-vu": (
        "Chức năng, nhiệm vụ",
        "Phòng 9 kiểm sát việc giải quyết các vụ việc dân sự, hôn nhân và gia đình.",
        """Viện kiểm sát nhân dân là cơ quan thực hành quyền công tố, kiểm sát hoạt động tư pháp. Phòng 9 giúp lãnh đạo Viện thực hiện chức năng kiểm sát trong lĩnh vực dân sự, hôn nhân và gia đình.
## Nhiệm vụ chính
- Kiểm sát việc thụ lý, giải quyết vụ việc; tham gia phiên tòa, phiên họp theo quy định.
- Kháng nghị, kiến nghị đối với bản án, quyết định có vi phạm.
- Hướng dẫn nghiệp vụ cho các viện kiểm sát khu vực.
## Nguyên tắc
Cán bộ của ngành rèn luyện theo lời dạy: công minh, chính trực, khách quan, thận trọng, khiêm tốn.""",
    ),
    "lich-su-hinh-thanh": (
        "Lịch sử hình thành",
        "Những mốc chính của ngành Kiểm sát nhân dân và của chi bộ.",
        """Ngành Kiểm sát nhân dân thành lập ngày 26/7/1960. Qua mỗi thời kỳ, tổ chức được điều chỉnh theo pháp luật.
| Mốc | Nội dung |
| 26/7/1960 | Thành lập ngành Kiểm sát nhân dân |
| 01/7/2025 | Tổ chức theo ba cấp: tối cao, cấp tỉnh, khu vực |
| 01/7/2025 | Viện kiểm sát nhân dân tỉnh Tây Ninh hoạt động sau khi hợp nhất với tỉnh Long An |
Chi bộ Phòng 9 trực thuộc Đảng bộ Viện kiểm sát nhân dân tỉnh.""",
    ),
    "co-cau-to-chuc": (
        "Cơ cấu tổ chức",
        "Lãnh đạo phòng và các tổ công tác.",
        """Phòng có Trưởng phòng, các Phó Trưởng phòng và hai tổ công tác.
| Bộ phận | Nhiệm vụ |
| Lãnh đạo phòng | Chỉ đạo, điều hành chung |
| Tổ 1 | Kiểm sát án dân sự, hôn nhân và gia đình |
| Tổ 2 | Tổng hợp, kháng nghị, hướng dẫn nghiệp vụ |""",
    ),
    "chi-uy": (
        "Chi ủy",
        "Chi ủy nhiệm kỳ 2025–2027 và phân công nhiệm vụ.",
        """Chi ủy lãnh đạo việc thực hiện nhiệm vụ chính trị, công tác tư tưởng và xây dựng chi bộ.
- Bí thư phụ trách chung.
- Phó Bí thư phụ trách công tác tổ chức, kiểm tra.
- Chi ủy viên phụ trách tuyên giáo, đoàn thể.
Lịch sinh hoạt: tuần đầu mỗi tháng.""",
    ),
}

PRIVACY = """Cổng thông tin này không theo dõi người đọc, không đặt cookie cho người không đăng nhập và không gửi yêu cầu tới máy chủ khác.
## Dữ liệu của đảng viên
Tài khoản chỉ gồm tên, tên đăng nhập và thư điện tử. Danh sách đảng viên không công khai. Người có dữ liệu được xem, sửa và yêu cầu xóa theo Luật Bảo vệ dữ liệu cá nhân và Nghị định số 356/2025/NĐ-CP ngày 31/12/2025 của Chính phủ.
## Hình ảnh
Ảnh hội nghị, hội thảo được đăng để đưa tin. Ai muốn gỡ ảnh của mình xin liên hệ người chịu trách nhiệm nội dung; ảnh được gỡ ngay khi nhận yêu cầu.
## Trợ năng
Mọi trang dùng được bằng bàn phím, có văn bản thay thế cho ảnh, đủ tương phản ở cả nền sáng và nền tối."""

FORMS = (
    "Đảng viên tải mẫu về, điền và gửi chi ủy; mẫu đăng ký mô hình theo Kế hoạch số 07-KH/CB ngày 20/11/2026."
)

ABOUT = "Chi bộ Phòng 9 thuộc Đảng bộ Viện kiểm sát nhân dân tỉnh Tây Ninh. Các trang dưới đây giới thiệu chức năng, lịch sử, tổ chức và chi ủy."

ALTERNATIVE_TEXTS = {
    "meeting": "Hội trường họp chi bộ, bàn chủ tọa dưới phông đỏ có ngôi sao vàng",
    "flag": "Ngôi sao vàng trên nền đỏ gợn sóng",
    "books": "Dãy sách nhiều màu trên bàn gỗ, một cuốn đang mở",
    "scales": "Cán cân công lý màu vàng trên bệ đỏ",
    "lotus": "Ba bông sen hồng trên mặt hồ",
    "fields": "Cánh đồng lúa xanh, mặt trời mọc sau dãy núi",
    "bridge": "Cầu dây văng bắc qua sông",
    "office": "Trụ sở cơ quan hai bên có cây xanh, cột cờ bên phải",
    "planting": "Hàng cây non mới trồng trên sườn đồi",
    "chart": "Biểu đồ cột tăng dần qua sáu kỳ",
    "papers": "Hai trang văn bản đóng dấu đỏ và một cây bút trên bàn",
    "study": "Ba người ngồi đọc tài liệu quanh bàn dưới ánh đèn",
}
