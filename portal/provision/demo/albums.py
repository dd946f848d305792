"""Albums of the demo: parts of the drawn scenes, in the proportions of photos."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import Collection
from wagtail.rich_text import RichText

from news import photos
from news.models import AlbumIndexPage, AlbumPage
from portal.base.models import PortalImage
from portal.provision.demo import pictures, texts

# Of a scene in hundredths of its width and height: left, top, right, bottom.
Part = tuple[int, int, int, int]
WHOLE, LEFT, RIGHT, MIDDLE, UPRIGHT = (
    (0, 0, 100, 100),
    (0, 10, 72, 87),
    (28, 10, 100, 87),
    (8, 20, 92, 90),
    (30, 0, 72, 100),
)


@dataclass(frozen=True)
class Album:
    title: str
    slug: str
    lead: str
    text: str
    days_ago: int
    place: str
    occasion: str
    photos: tuple[tuple[str, Part, str], ...]


PUBLIC = (
    Album(
        "Hội nghị tổng kết công tác năm và ra mắt mô hình mới",
        "hoi-nghi-tong-ket",
        "Những hình ảnh tại hội nghị tổng kết của chi bộ.",
        "Hội nghị đánh giá việc thực hiện nhiệm vụ năm và biểu dương các đảng viên tiêu biểu.",
        5,
        "Hội trường tầng 3",
        "Hội nghị tổng kết",
        (
            ("meeting", WHOLE, "Toàn cảnh hội nghị"),
            ("flag", UPRIGHT, "Chào cờ khai mạc"),
            ("meeting", LEFT, "Đoàn chủ tịch điều hành hội nghị"),
            ("chart", MIDDLE, "Báo cáo kết quả thực hiện chỉ tiêu"),
            ("papers", UPRIGHT, "Văn kiện trình hội nghị"),
            ("scales", RIGHT, "Trao đổi về kỹ năng nghiệp vụ"),
        ),
    ),
    Album(
        "Ra quân trồng cây tại nghĩa trang liệt sĩ",
        "ra-quan-trong-cay",
        "Chi bộ cùng đoàn viên trồng cây và chăm sóc phần mộ liệt sĩ.",
        "Buổi ra quân trồng được một trăm hai mươi cây xanh.",
        46,
        "Nghĩa trang liệt sĩ tỉnh",
        "Tết trồng cây",
        (
            ("planting", WHOLE, "Hàng cây mới trồng"),
            ("fields", MIDDLE, "Đường về nơi trồng cây"),
            ("lotus", UPRIGHT, "Hồ sen trước nghĩa trang"),
            ("planting", RIGHT, "Chăm sóc cây sau khi trồng"),
            ("bridge", LEFT, "Đoàn qua cầu trở về"),
        ),
    ),
)
MEMBERS = (
    Album(
        "Sinh hoạt chuyên đề về tự phê bình và phê bình",
        "sinh-hoat-chuyen-de",
        "Hình ảnh dành cho đảng viên của chi bộ.",
        "Buổi sinh hoạt có mười hai ý kiến phát biểu.",
        12,
        "Phòng họp tầng 2",
        "Sinh hoạt chuyên đề",
        (
            ("study", WHOLE, "Buổi sinh hoạt chuyên đề"),
            ("study", RIGHT, "Thảo luận tại tổ"),
            ("books", UPRIGHT, "Tài liệu tham khảo của buổi sinh hoạt"),
        ),
    ),
)


def add_public(home, credit: str) -> None:
    """Add the photo library with its albums."""
    lead = "Hình ảnh hội nghị, sinh hoạt và hoạt động của chi bộ."
    _add_albums(_add_section(home, "Thư viện ảnh", "thu-vien-anh", lead), PUBLIC, credit)


def add_members(section, credit: str) -> None:
    """Add to the members' section its albums; their pictures go to the section's collection."""
    _add_albums(_add_section(section, "Ảnh nội bộ", "anh", ""), MEMBERS, credit, section.collection)


def _add_section(parent, title: str, slug: str, lead: str) -> AlbumIndexPage:
    page = parent.add_child(instance=AlbumIndexPage(title=title, slug=slug, lead=lead, show_in_menus=True))
    page.save_revision().publish()
    return page


def _add_albums(section, albums, credit: str, collection: Collection | None = None) -> None:
    drawn: dict[str, bytes] = {}
    for entry in albums:
        page = section.add_child(
            instance=AlbumPage(
                title=entry.title,
                slug=entry.slug,
                lead=entry.lead,
                held_on=timezone.localdate() - timedelta(days=entry.days_ago),
                place=entry.place,
                occasion=entry.occasion,
                photographer="Ban biên tập cổng",
                body=[("paragraph", RichText(f"<p>{entry.text}</p>"))],
            )
        )
        page.save_revision().publish()
        for number, (scene, part, caption) in enumerate(entry.photos, 1):
            if scene not in drawn:
                drawn[scene] = pictures.draw(scene)
            image = PortalImage.objects.create(
                title=caption,
                description=texts.ALTERNATIVE_TEXTS[scene],
                credit=credit,
                collection=collection or Collection.get_first_root_node(),
                file=ImageFile(
                    BytesIO(pictures.part_of(drawn[scene], *part)), name=f"{entry.slug}-{number}.jpg"
                ),
            )
            photos.add_photo(page, image, caption=caption)
