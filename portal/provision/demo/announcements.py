"""Announcements of the demo, told from the day on which it is loaded, so that some stand and some have ended."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone
from wagtail.rich_text import RichText

from documents.models import PortalDocument
from news.models import (
    AnnouncementFile,
    AnnouncementIndexPage,
    AnnouncementKind,
    AnnouncementPage,
    CalendarPage,
)

# Days before (less than nothing) and after today; hours of an event.
Hours = tuple[int, str, str]


@dataclass(frozen=True)
class Announcement:
    title: str
    slug: str
    kind: str
    lead: str
    text: tuple[str, ...]
    begins: int
    until: int | None = None
    event: Hours | None = None
    lasts: int = 1
    place: str = ""
    concerns: str = ""
    is_urgent: bool = False
    is_pinned: bool = False
    is_cancelled: bool = False


PUBLIC = (
    Announcement(
        "Lịch tiếp công dân tháng tới",
        "lich-tiep-cong-dan",
        "Lịch tiếp công dân",
        "Phòng 9 tiếp công dân vào sáng thứ Ba tuần đầu mỗi tháng tại phòng tiếp công dân của cơ quan.",
        (
            "Người đến trình bày mang theo giấy tờ tùy thân và bản sao tài liệu liên quan.",
            "Trường hợp không thể đến đúng ngày, công dân có thể gửi đơn qua đường bưu chính; đơn được trả lời trong thời hạn luật định.",
        ),
        begins=-6,
        event=(11, "07:30", "11:00"),
        place="Phòng tiếp công dân, số 1, đường Mẫu",
        concerns="công dân, cơ quan, tổ chức",
        is_pinned=True,
    ),
    Announcement(
        "Tạm ngừng cung cấp điện tại trụ sở ngày cuối tuần",
        "tam-ngung-cung-cap-dien",
        "Cảnh báo",
        "Trụ sở ngừng cấp điện để sửa chữa trạm biến áp; cổng thông tin và hộp thư có thể gián đoạn.",
        ("Các bộ phận tắt thiết bị trước khi ra về và sao lưu hồ sơ đang làm dở.",),
        begins=-1,
        until=3,
        is_urgent=True,
        concerns="cán bộ, công chức trong cơ quan",
    ),
    Announcement(
        "Mời dự lễ ra mắt sổ tay nghiệp vụ kiểm sát án dân sự",
        "moi-du-le-ra-mat-so-tay",
        "Mời họp",
        "Chi bộ trân trọng kính mời các chi bộ bạn dự buổi giới thiệu sổ tay tình huống nghiệp vụ.",
        (
            "Chương trình gồm phần giới thiệu nội dung, trao đổi và ký tặng sách.",
            "Đơn vị dự đăng ký số lượng với đồng chí thư ký chi bộ trước hai ngày.",
        ),
        begins=-3,
        event=(5, "14:00", "16:30"),
        place="Hội trường tầng 3",
        concerns="các chi bộ trực thuộc Đảng bộ",
    ),
    Announcement(
        "Thông báo tuyển chọn cộng tác viên viết bài cho cổng",
        "tuyen-chon-cong-tac-vien",
        "Tuyển dụng",
        "Chi bộ chọn năm cộng tác viên viết tin, bài về công tác kiểm sát và xây dựng Đảng.",
        ("Hồ sơ gồm một bài viết đã đăng hoặc chưa đăng và ý kiến của lãnh đạo đơn vị.",),
        begins=-8,
        until=21,
        concerns="công chức trẻ dưới 35 tuổi",
    ),
    Announcement(
        "Hội nghị trực tuyến tập huấn kỹ năng số",
        "tap-huan-ky-nang-so",
        "Thông báo",
        "Hai ngày tập huấn về khai thác cơ sở dữ liệu văn bản và bảo vệ dữ liệu cá nhân.",
        ("Học viên chuẩn bị máy tính có kết nối mạng; tài liệu gửi trước một ngày.",),
        begins=-2,
        event=(13, "08:00", "17:00"),
        lasts=2,
        place="Phòng họp trực tuyến số 2",
        concerns="toàn thể đảng viên, đoàn viên",
    ),
    Announcement(
        "Giao lưu thể thao chào mừng ngày thành lập ngành",
        "giao-luu-the-thao",
        "Thông báo",
        "Hoạt động hoãn do thời tiết; lịch mới sẽ được thông báo sau.",
        ("Ban tổ chức cảm ơn các đơn vị đã đăng ký.",),
        begins=-5,
        event=(2, "16:00", "18:00"),
        place="Sân vận động tỉnh",
        is_cancelled=True,
    ),
    Announcement(
        "Kết quả bình xét thi đua quý III",
        "ket-qua-binh-xet-thi-dua-quy-iii",
        "Thi đua, khen thưởng",
        "Công khai kết quả bình xét thi đua quý III để đảng viên góp ý.",
        ("Ý kiến gửi về chi ủy trong thời gian công khai.",),
        begins=-40,
        until=-20,
    ),
    Announcement(
        "Mời họp góp ý dự thảo quy chế làm việc",
        "moi-hop-gop-y-du-thao-quy-che",
        "Mời họp",
        "Cuộc họp lấy ý kiến về dự thảo quy chế làm việc của chi ủy.",
        ("Dự thảo gửi kèm giấy mời.",),
        begins=-25,
        event=(-12, "14:00", "16:00"),
        place="Phòng họp tầng 2",
    ),
)
MEMBERS = (
    Announcement(
        "Sinh hoạt chi bộ thường kỳ",
        "sinh-hoat-chi-bo-thuong-ky",
        "Mời họp",
        "Nội dung: kiểm điểm công tác tháng, bàn nhiệm vụ tháng tới và kết nạp quần chúng ưu tú.",
        ("Đảng viên vắng mặt báo cáo bí thư chi bộ trước một ngày.",),
        begins=-2,
        event=(6, "08:00", "10:30"),
        place="Phòng họp tầng 2",
        concerns="đảng viên chi bộ",
        is_pinned=True,
    ),
    Announcement(
        "Nộp bản tự kiểm điểm cuối năm",
        "nop-ban-tu-kiem-diem-cuoi-nam",
        "Thông báo",
        "Đảng viên nộp bản tự kiểm điểm, đánh giá, xếp loại năm cho chi ủy.",
        ("Mẫu bản tự kiểm điểm đính kèm ở mục tài liệu nội bộ.",),
        begins=-4,
        until=9,
        concerns="đảng viên chi bộ",
        is_urgent=True,
    ),
)


def add_public(home) -> None:
    """Add the public announcements and the work calendar."""
    schedule = PortalDocument.objects.get(title="Lịch tiếp công dân năm 2026")
    section = _add(
        home,
        AnnouncementIndexPage,
        "Thông báo",
        "thong-bao",
        "Thông báo, giấy mời, lịch tiếp công dân và cảnh báo còn hiệu lực.",
    )
    _add_announcements(section, PUBLIC, {"lich-tiep-cong-dan": schedule})
    _add(
        home,
        CalendarPage,
        "Lịch công tác",
        "lich-cong-tac",
        "Cuộc họp, hội nghị, lịch tiếp công dân và hoạt động của chi bộ.",
    )


def add_members(section) -> None:
    """Add to the members' section its announcements."""
    _add_announcements(_add(section, AnnouncementIndexPage, "Thông báo nội bộ", "thong-bao", ""), MEMBERS, {})


def _add(parent, page_type, title: str, slug: str, lead: str):
    page = parent.add_child(instance=page_type(title=title, slug=slug, lead=lead, show_in_menus=True))
    page.save_revision().publish()
    return page


def _add_announcements(section, entries, files) -> None:
    """Add announcements; `files` names documents by the slug of the announcement that brings them."""
    for entry in entries:
        begins = _moment(entry.begins, "08:00")
        page = AnnouncementPage(
            title=entry.title,
            slug=entry.slug,
            kind=AnnouncementKind.objects.get_or_create(name=entry.kind)[0],
            lead=entry.lead,
            concerns=entry.concerns,
            valid_from=begins,
            valid_until=None if entry.until is None else _moment(entry.until, "17:00"),
            is_urgent=entry.is_urgent,
            is_pinned=entry.is_pinned,
            **_times(entry),
            event_place=entry.place,
            is_cancelled=entry.is_cancelled,
            body=[("paragraph", RichText(f"<p>{line}</p>")) for line in entry.text],
            first_published_at=begins,
        )
        section.add_child(instance=page)
        if entry.slug in files:
            page.files = [AnnouncementFile(document=files[entry.slug])]
        page.save_revision().publish()
        AnnouncementPage.objects.filter(pk=page.pk).update(
            first_published_at=begins, last_published_at=begins, latest_revision_created_at=begins
        )


def _times(entry: Announcement) -> dict[str, datetime]:
    """Return when an event begins and ends; one that falls on a weekend takes place on Monday."""
    if not entry.event:
        return {}
    days, begins, ends = entry.event
    weekday = (timezone.localdate() + timedelta(days=days)).weekday()
    days += max(0, 7 - weekday) if weekday >= 5 else 0
    return {
        "event_starts_at": _moment(days, begins),
        "event_ends_at": _moment(days + entry.lasts - 1, ends),
    }


def _moment(days: int, hour: str) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(hour)))
