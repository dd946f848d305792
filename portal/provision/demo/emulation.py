"""Emulation models of the demo: two years, in diverse states; one goes on from the last year, one was stopped."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Page

from documents.models import DirectivePage, PortalDocument
from home.emulation import recording
from home.emulation.stages import Stage
from home.models import (
    BasisDirective,
    Commitment,
    EmulationModelIndexPage,
    EmulationModelPage,
    Evidence,
    Milestone,
    ModelReview,
    ProgressNote,
    RegistrationQuestion,
)

SECTION = "Mô hình học tập và làm theo"


@dataclass(frozen=True)
class Note:
    """A note on a commitment, by its place; `pages` and `files` are titles of what bears it out."""

    place: int
    day: date
    percent: int
    text: str
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    is_members_only: bool = False


@dataclass(frozen=True)
class Model:
    """A model; commitments are content, who is responsible, deadline and measure."""

    title: str
    slug: str
    year: int
    fields: dict
    commitments: tuple[tuple[str, str, date, str], ...]
    milestones: tuple[tuple[date, str], ...] = ()
    basis: tuple[str, ...] = ("05-CT/TW", "01-KL/TW")
    continues: str = ""
    notes: tuple[Note, ...] = ()
    reviews: tuple[tuple[str, date, str, bool], ...] = ()


MODELS = (
    Model(
        "Đoàn kết, trách nhiệm",
        "doan-ket-trach-nhiem-2025",
        2025,
        {
            "lead": "Mỗi việc có một người chịu trách nhiệm chính, góp ý thẳng thắn, kịp thời.",
            "unit": "Chi bộ Phòng 9",
            "person_in_charge": "Nguyễn Văn Mẫu",
            "theme": "Rèn luyện đạo đức công vụ, nói đi đôi với làm",
            "declared_stage": Stage.REPLICATED,
            "necessity": "Thực hiện Chỉ thị số 05-CT/TW và Kết luận số 01-KL/TW; khắc phục việc phối hợp chậm giữa các bộ phận.",
            "aims": "Không có hồ sơ quá hạn do phối hợp; mỗi đảng viên có bản cam kết và tự đánh giá theo quý.",
            "learning": "Tinh thần đoàn kết, tự phê bình và phê bình của Chủ tịch Hồ Chí Minh.",
            "following": "Giao việc rõ người, rõ thời hạn; góp ý trực tiếp trong sinh hoạt chi bộ.",
            "expected_results": "Hoàn thành chỉ tiêu công tác năm; chi bộ hoàn thành tốt nhiệm vụ trở lên.",
            "result": "Hai cam kết hoàn thành đầy đủ. Không có hồ sơ quá hạn do phối hợp chậm.",
            "recognition": "Đảng ủy cơ quan công nhận là mô hình tiêu biểu và nhân rộng ra ba chi bộ.",
        },
        (
            (
                "Toàn bộ đảng viên ký cam kết và tự đánh giá theo quý",
                "Chi ủy",
                date(2025, 12, 15),
                "100 % đảng viên, bốn quý",
            ),
            (
                "Lập sổ tay tình huống nghiệp vụ dùng chung",
                "Trần Thị Mai",
                date(2025, 11, 30),
                "Ít nhất 24 tình huống",
            ),
        ),
        (
            (date(2025, 2, 3), "Chi ủy duyệt đăng ký"),
            (date(2025, 5, 19), "Sinh hoạt chuyên đề nhân ngày sinh Bác"),
        ),
        notes=(
            Note(0, date(2025, 6, 25), 50, "Hai quý đầu: 100 % đảng viên nộp bản tự đánh giá."),
            Note(0, date(2025, 12, 12), 100, "Đủ bốn quý.", ("Tổng kết năm 2025 và phương hướng năm 2026",)),
            Note(
                1,
                date(2025, 11, 20),
                100,
                "Sổ tay có 26 tình huống.",
                ("Sổ tay nghiệp vụ dùng chung: học từ việc hằng ngày",),
            ),
        ),
        reviews=(
            ("mid_year", date(2025, 6, 30), "Nền nếp tốt; cần đẩy nhanh sổ tay nghiệp vụ.", False),
            ("year_end", date(2025, 12, 18), "Đạt cả hai chỉ tiêu. Đề nghị công nhận và nhân rộng.", False),
        ),
    ),
    Model(
        "Ngày thứ Sáu không giấy",
        "ngay-thu-sau-khong-giay",
        2025,
        {
            "lead": "Một ngày mỗi tuần chỉ dùng văn bản điện tử.",
            "unit": "Tổ đảng số 2",
            "theme": "Thực hành tiết kiệm, chống lãng phí",
            "declared_stage": Stage.UNDER_WAY,
            "is_stopped": True,
            "stop_reason": "Phần mềm quản lý văn bản của ngành đã thay hoàn toàn bản giấy từ tháng 7; mô hình không còn cần riêng.",
            "scope": "Đảng viên Tổ đảng số 2.",
        },
        (("Giảm một nửa số trang in trong năm", "Phạm Văn Biên", date(2025, 12, 1), "Số trang in theo quý"),),
        notes=(Note(0, date(2025, 6, 20), 45, "Số trang in giảm 22 % so với cùng kỳ."),),
        basis=("05-CT/TW",),
    ),
    Model(
        "Đoàn kết, trách nhiệm – kèm cặp đảng viên trẻ",
        "doan-ket-trach-nhiem-2026",
        2026,
        {
            "lead": "Tiếp nối mô hình năm 2025, thêm việc đảng viên lâu năm kèm cặp đảng viên trẻ.",
            "unit": "Chi bộ Phòng 9",
            "person_in_charge": "Nguyễn Văn Mẫu",
            "theme": "Trách nhiệm nêu gương của đảng viên",
            "declared_stage": Stage.UNDER_WAY,
            "necessity": "Theo Kết luận số 01-KL/TW; số đảng viên trẻ của chi bộ tăng, cần người hướng dẫn trong việc hằng ngày.",
            "aims": "Mỗi đảng viên trẻ có một đảng viên hướng dẫn và kế hoạch rèn luyện sáu tháng.",
            "learning": "Quan điểm của Bác về bồi dưỡng thế hệ cách mạng cho đời sau.",
            "following": "Hướng dẫn tại chỗ, cùng nghiên cứu hồ sơ, cùng dự phiên tòa.",
            "measures": "Chi ủy phân công từng cặp; mỗi quý nghe từng cặp báo cáo.",
            "scope": "Toàn chi bộ.",
            "expected_results": "100 % đảng viên trẻ tự giải quyết được vụ việc ở mức trung bình.",
        },
        (
            (
                "Mỗi đảng viên trẻ có người hướng dẫn và kế hoạch rèn luyện",
                "Chi ủy",
                date(2026, 3, 31),
                "100 % đảng viên dưới 35 tuổi",
            ),
            ("Bổ sung sổ tay tình huống nghiệp vụ", "Trần Thị Mai", date(2026, 11, 30), "Thêm 24 tình huống"),
            (
                "Mỗi cặp cùng dự ít nhất bốn phiên tòa rút kinh nghiệm",
                "Lê Thị Duyệt",
                date(2026, 12, 15),
                "Số phiên tòa theo cặp",
            ),
        ),
        (
            (date(2026, 1, 28), "Đăng ký với Đảng ủy"),
            (date(2026, 2, 10), "Chi ủy duyệt"),
            (date(2026, 5, 19), "Sinh hoạt chuyên đề: học Bác về bồi dưỡng cán bộ"),
        ),
        continues="doan-ket-trach-nhiem-2025",
        notes=(
            Note(
                0,
                date(2026, 3, 27),
                100,
                "Đã phân công bảy cặp, có kế hoạch.",
                ("Đảng viên trẻ và trách nhiệm nêu gương",),
                ("Mẫu bản cam kết của đảng viên",),
            ),
            Note(
                1,
                date(2026, 6, 15),
                40,
                "Thêm 10 tình huống, trong đó bốn tình huống về hôn nhân và gia đình.",
            ),
            Note(
                1,
                date(2026, 10, 20),
                75,
                "Thêm 18 tình huống.",
                ("Sổ tay nghiệp vụ dùng chung: học từ việc hằng ngày",),
            ),
            Note(
                2,
                date(2026, 9, 30),
                50,
                "Bốn cặp đã dự đủ; ba cặp còn thiếu.",
                ("Phiên tòa rút kinh nghiệm kết nối trực tuyến",),
            ),
            Note(
                2,
                date(2026, 11, 10),
                60,
                "Hai cặp chưa xếp được lịch: chi ủy nhắc riêng trong sinh hoạt tháng 11.",
                is_members_only=True,
            ),
        ),
        reviews=(
            (
                "mid_year",
                date(2026, 6, 29),
                "Phân công cặp sớm, đúng kế hoạch. Sổ tay cần thêm người viết.\n\nĐề nghị xếp lịch dự phiên tòa từ đầu quý III.",
                False,
            ),
        ),
    ),
    Model(
        "Mỗi tuần một tình huống, mỗi tháng một án lệ",
        "moi-tuan-mot-tinh-huong",
        2026,
        {
            "lead": "Học nghiệp vụ từ việc thật, mười lăm phút mỗi sáng thứ Hai.",
            "unit": "Tổ đảng số 1",
            "person_in_charge": "Trần Thị Mai",
            "theme": "Học tập suốt đời",
            "declared_stage": Stage.CONCLUDED,
            "necessity": "Án dân sự ngày càng phức tạp; việc tự học rời rạc. Căn cứ Chỉ thị số 05-CT/TW.",
            "learning": "Tấm gương tự học của Bác.",
            "following": "Mỗi đảng viên trình bày một tình huống, cả tổ góp ý.",
            "result": "47 tình huống, 10 án lệ được trình bày; tất cả đưa vào sổ tay chung.",
        },
        (
            ("47 buổi trao đổi tình huống", "Tổ trưởng", date(2026, 11, 23), "Biên bản từng buổi"),
            ("10 án lệ được giới thiệu", "Phạm Văn Biên", date(2026, 11, 20), "Số án lệ"),
        ),
        ((date(2026, 1, 12), "Buổi đầu tiên"),),
        notes=(
            Note(0, date(2026, 6, 29), 52, "25 buổi."),
            Note(0, date(2026, 11, 23), 100, "47 buổi.", ("Đọc sách cùng nhau mỗi quý",)),
            Note(1, date(2026, 11, 18), 100, "10 án lệ."),
        ),
        reviews=(
            ("mid_year", date(2026, 6, 30), "Giữ được nền nếp; chất lượng góp ý tốt.", False),
            ("year_end", date(2026, 11, 25), "Hoàn thành cả hai chỉ tiêu, đề nghị công nhận.", False),
        ),
    ),
    Model(
        "Tiếp công dân: lắng nghe đến cùng",
        "tiep-cong-dan-lang-nghe-den-cung",
        2026,
        {
            "lead": "Trả lời rõ, hẹn đúng ngày, không để người dân phải đến lần thứ hai vì thiếu hướng dẫn.",
            "unit": "Tổ đảng số 2",
            "person_in_charge": "Võ Thị Đảng",
            "theme": "Gần dân, trọng dân, hiểu dân",
            "declared_stage": Stage.APPROVED,
            "scope": "Đảng viên làm nhiệm vụ tiếp công dân.",
        },
        (
            ("Phiếu hướng dẫn một trang cho từng loại đơn", "Võ Thị Đảng", date(2026, 6, 30), "Tám loại đơn"),
            ("Trả lời đơn trước hạn ít nhất hai ngày", "Phạm Văn Biên", date(2026, 12, 31), "90 % số đơn"),
        ),
        notes=(
            Note(
                0,
                date(2026, 7, 2),
                63,
                "Năm loại đơn đã có phiếu.",
                ("Tiếp công dân: lắng nghe, giải thích, hướng dẫn",),
                ("Lịch tiếp công dân năm 2026",),
            ),
        ),
    ),
    Model(
        "Trồng và chăm cây ở trụ sở",
        "trong-va-cham-cay",
        2026,
        {
            "lead": "Mỗi đảng viên nhận chăm một cây.",
            "unit": "Chi đoàn Phòng 9",
            "theme": "Tết trồng cây",
            "declared_stage": Stage.REGISTERED,
        },
        (("Trồng 20 cây bóng mát", "Bí thư chi đoàn", date(2026, 12, 20), "Số cây sống"),),
        basis=("05-CT/TW",),
    ),
)


def add_models(home) -> None:
    """Add the section of models; its evidence stands elsewhere in the demo already."""
    section = home.add_child(
        instance=EmulationModelIndexPage(
            title=SECTION,
            slug="mo-hinh",
            lead="Mô hình chi bộ đăng ký và thực hiện hằng năm: cam kết gì, ai làm, đến đâu, có gì làm chứng.",
            show_in_menus=True,
            report_place="Tây Ninh",
            report_symbol="-BC/CB",
            signing_for="T/M chi bộ",
            signer_office="Bí thư",
            signer_name="Nguyễn Văn Mẫu",
        )
    )
    section.questions = [
        RegistrationQuestion(field="necessity", label="Sự cần thiết, căn cứ", is_required=True),
        RegistrationQuestion(field="aims"),
        RegistrationQuestion(field="learning"),
        RegistrationQuestion(field="following"),
        RegistrationQuestion(field="measures"),
        RegistrationQuestion(field="scope"),
        RegistrationQuestion(field="expected_results"),
    ]
    section.save_revision().publish()
    made: dict[str, EmulationModelPage] = {}
    for entry in MODELS:
        made[entry.slug] = _add_model(section, entry, made.get(entry.continues))
        for note in entry.notes:
            _note(made[entry.slug], note)
        for kind, day, text, is_members_only in entry.reviews:
            review = ModelReview(
                model=made[entry.slug], kind=kind, day=day, text=text, is_members_only=is_members_only
            )
            recording.add_review(review, _author())


def _author():
    return get_user_model().objects.get(username="bientap")


def _add_model(section, entry: Model, earlier: EmulationModelPage | None) -> EmulationModelPage:
    registered = timezone.make_aware(datetime(entry.year, 1, 20, 9))
    page = EmulationModelPage(
        title=entry.title,
        slug=entry.slug,
        year=entry.year,
        continues=earlier,
        first_published_at=registered,
        **entry.fields,
    )
    page.commitments = [
        Commitment(content=content, responsible=who, deadline=deadline, measure=measure)
        for content, who, deadline, measure in entry.commitments
    ]
    page.milestones = [Milestone(day=day, title=title) for day, title in entry.milestones]
    found = {each.symbol: each for each in DirectivePage.objects.filter(symbol__in=entry.basis)}
    page.basis = [BasisDirective(directive=found[symbol]) for symbol in entry.basis if symbol in found]
    section.add_child(instance=page)
    page.save_revision().publish()
    EmulationModelPage.objects.filter(pk=page.pk).update(
        first_published_at=registered, last_published_at=registered, latest_revision_created_at=registered
    )
    return EmulationModelPage.objects.get(pk=page.pk)


def _note(page: EmulationModelPage, entry: Note) -> None:
    commitment = page.commitments.all()[entry.place]
    evidence = [Evidence(page=Page.objects.get(title=title, depth__gt=2)) for title in entry.pages]
    evidence += [Evidence(document=PortalDocument.objects.get(title=title)) for title in entry.files]
    note = ProgressNote(
        model=page,
        commitment_key=commitment.key,
        commitment=commitment.content,
        percent=entry.percent,
        day=entry.day,
        text=entry.text,
        is_members_only=entry.is_members_only,
    )
    newest = page.progress_notes.order_by("-pk").values_list("pk", flat=True).first()
    recording.add_note(note, evidence, _author(), seen=newest or 0)
