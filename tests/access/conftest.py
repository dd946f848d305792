"""A portal in which everything that may leak carries a mark, and one visitor of each kind."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from documents import citing
from documents.models import (
    CheckState,
    Circulation,
    DirectiveLibraryPage,
    DirectivePage,
    DirectiveRelation,
    DirectiveType,
    IssuingBody,
    PortalDocument,
)
from home.emulation.recording import add_note, add_review
from home.models import (
    BasisDirective,
    Commitment,
    EmulationModelIndexPage,
    EmulationModelPage,
    Evidence,
    HomePage,
    ModelReview,
    ProgressNote,
    SectionPage,
    StandardPage,
)
from news import photos
from news.models import (
    AlbumIndexPage,
    AlbumPage,
    AnnouncementFile,
    AnnouncementIndexPage,
    AnnouncementKind,
    AnnouncementPage,
    ArticlePage,
    CalendarPage,
    NewsIndexPage,
    Photo,
    Topic,
)
from portal.base.models import PortalImage
from portal.provision import roles
from tests.conftest import drawn_image, stored_document

ROLES = ("anonymous", "outsider", "member", "editor", "superuser")
# Those for whom members-only content is meant; editors here are no members.
INSIDERS = ("member", "superuser")


@dataclass
class World:
    """`traces` says by which texts each thing betrays itself; `closed` names what is for members, `dark` for nobody."""

    home: HomePage
    news: NewsIndexPage
    section: SectionPage
    topic: Topic
    traces: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pages: dict[str, object] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    dark: set[str] = field(default_factory=set)
    image: PortalImage | None = None
    document: PortalDocument | None = None
    unseen_documents: list[PortalDocument] = field(default_factory=list)
    library: DirectiveLibraryPage | None = None
    announcements: AnnouncementIndexPage | None = None
    models: EmulationModelIndexPage | None = None
    calendar: CalendarPage | None = None
    albums: AlbumIndexPage | None = None
    album_photos: dict[str, Photo] = field(default_factory=dict)

    def add_directive(
        self, name: str, parent, symbol: str, words: str, *, closed=False, dark=False, **fields
    ):
        """Add a directive that betrays itself by its symbol, its abstract, its text and its address."""
        mark = f"Dấu hiệu {words}"
        live = fields.pop("live", True)
        page = parent.add_child(
            instance=DirectivePage(
                symbol=symbol,
                doc_type=DirectiveType.objects.get(name="Hướng dẫn"),
                issuing_body=IssuingBody.objects.get(name="Ban Tổ chức Tỉnh ủy Tây Ninh"),
                issued_on=timezone.localdate(),
                lead=mark,
                body=[("paragraph", f"<p>{mark} trong văn bản</p>")],
                live=live,
                **fields,
            )
        )
        if live:
            page.save_revision().publish()
        self.pages[name] = page
        self.traces[name] = (mark, page.slug)
        if closed:
            self.closed.add(name)
        if dark:
            self.dark.add(name)
        return page

    def add_document(self, name: str, words: str, **fields) -> PortalDocument:
        """Add a file that no reader may see, for all that its collection is open."""
        mark = f"Dấu hiệu {words}"
        document = stored_document(
            mark, name=f"{name}.txt", content=mark.encode(), description=mark, **fields
        )
        document.pages.create(number=1, text=f"{mark} trong tệp", method="text_layer")
        document.save()
        self.traces[name] = (mark, document.filename)
        self.dark.add(name)
        return document

    def add(self, name: str, parent, page_type, words: str, *, closed=False, dark=False, **fields):
        """Add a page that betrays itself by its words, in title, lead and text, and by its address."""
        mark = f"Dấu hiệu {words}"
        indexes = (NewsIndexPage, DirectiveLibraryPage, AnnouncementIndexPage, AlbumIndexPage)
        if page_type not in (*indexes, EmulationModelIndexPage):
            fields["body"] = [*fields.get("body", []), ("paragraph", f"<p>{mark} trong bài</p>")]
        page = parent.add_child(
            instance=page_type(title=mark, lead=f"{mark} mở đầu", show_in_menus=True, **fields)
        )
        self.pages[name] = page
        self.traces[name] = (mark, page.slug)
        if closed:
            self.closed.add(name)
        if dark:
            self.dark.add(name)
        return page


def close(page, group) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS).groups.add(
        group
    )


@pytest.fixture
def world(provisioned, members_only, site_tree, vocabularies) -> World:
    topic = Topic.objects.create(name="Chủ đề chung")
    world = World(site_tree.home, site_tree.news, site_tree.section, topic)
    world.image, world.document = members_only.image, members_only.document
    group, now = members_only.group, timezone.now()

    def article(name, words, hours, parent=site_tree.news, **fields):
        published = now - timedelta(hours=hours)
        page = world.add(
            name,
            parent,
            ArticlePage,
            words,
            first_published_at=published,
            last_published_at=published,
            byline=f"Bút danh {name}",
            **fields,
        )
        page.topics.add(topic)
        page.save()
        return page

    branch = world.add("branch", site_tree.home, SectionPage, "mục kín", closed=True)
    close(branch, group)
    inner = world.add("inner_index", branch, NewsIndexPage, "chuyên mục kín", closed=True)
    article("inner_article", "bài trong mục kín", 5, parent=inner, closed=True, image=members_only.image)
    world.add("inner_page", branch, StandardPage, "trang trong mục kín", closed=True)
    close(world.add("closed_page", site_tree.section, StandardPage, "trang kín", closed=True), group)
    world.add("open_page", site_tree.section, StandardPage, "trang ngỏ")
    world.add("draft_page", site_tree.section, StandardPage, "trang nháp", dark=True, live=False)

    library = site_tree.home.add_child(instance=DirectiveLibraryPage(title="Thư viện ngỏ", slug="van-ban"))
    world.library = library
    inner_library = world.add("inner_library", branch, DirectiveLibraryPage, "thư viện kín", closed=True)
    directive = world.add_directive("directive", library, "11-HD/BTCTU", "văn bản ngỏ")
    inner_directive = world.add_directive(
        "inner_directive", inner_library, "12-HD/BTCTU", "văn bản kín", closed=True
    )
    internal = world.add_directive(
        "internal_directive",
        library,
        "13-HD/BTCTU",
        "văn bản nội bộ",
        dark=True,
        circulation=Circulation.INTERNAL,
    )
    world.add_directive("draft_directive", library, "14-HD/BTCTU", "văn bản nháp", dark=True, live=False)
    for other in (inner_directive, internal):
        DirectiveRelation.objects.create(source=other, target=directive, kind="guides")

    _announce(world, branch, members_only.document)
    _register(world, branch, members_only.document, (directive, inner_directive))
    _add_albums(world, branch, members_only.collection)

    article("older", "bài ngỏ cũ", 9)
    close(article("closed_article", "bài kín", 8, closed=True), group)
    article("draft", "bài nháp", 7.5, dark=True, live=False)
    article("expired", "bài hết hạn", 7.4, dark=True, expire_at=now - timedelta(minutes=5))
    scheduled = article(
        "scheduled", "bài hẹn giờ", 7.3, dark=True, live=False, go_live_at=now + timedelta(days=1)
    )
    scheduled.save_revision(approved_go_live_at=scheduled.go_live_at)
    unseen = [
        world.add_document("pending_file", "tệp chưa kiểm tra", check_state=CheckState.PENDING),
        world.add_document("unreadable_file", "tệp chưa đọc được", check_state=CheckState.UNREADABLE),
        world.add_document("withheld_file", "tệp bị giữ lại", check_state=CheckState.WITHHELD),
        world.add_document("internal_file", "tệp lưu hành nội bộ", is_internal=True),
    ]
    world.unseen_documents = unseen
    shown = article(
        "shown",
        "bài ngỏ giữa",
        7,
        image=members_only.image,
        body=[
            ("paragraph", f'<p><a linktype="page" id="{world.pages["closed_article"].pk}">liên kết</a></p>'),
            ("paragraph", f'<p><a linktype="document" id="{members_only.document.pk}">tệp</a></p>'),
            ("paragraph", "<p>Hướng dẫn 11-HD/BTCTU, 12-HD/BTCTU, 13-HD/BTCTU và 14-HD/BTCTU</p>"),
            ("attachment", {"document": members_only.document, "title": ""}),
            *[("attachment", {"document": document, "title": ""}) for document in unseen],
            *[("paragraph", f'<p><a linktype="document" id="{each.pk}">tệp</a></p>') for each in unseen],
            ("image", {"image": members_only.image, "caption": "", "credit": "", "alternative_text": ""}),
            (
                "gallery",
                {
                    "title": "",
                    "images": [
                        {"image": members_only.image, "caption": "", "credit": "", "alternative_text": ""}
                    ],
                },
            ),
        ],
    )
    close(article("closed_later", "bài kín sau", 6.5, closed=True), group)
    article("newer", "bài ngỏ mới", 6)
    # A live page whose newest draft says more than readers may know yet.
    shown.body.append(("paragraph", "<p>Dấu hiệu sửa chưa duyệt</p>"))
    shown.save_revision(clean=False)
    world.traces["unapproved"] = ("Dấu hiệu sửa chưa duyệt",)
    world.dark.add("unapproved")
    world.pages["shown"] = ArticlePage.objects.get(pk=shown.pk)
    for page in world.pages.values():
        citing.record_page(type(page).objects.get(pk=page.pk))

    world.traces["image"] = (members_only.image.title, members_only.image.filename.rpartition(".")[0])
    world.traces["document"] = (members_only.document.title, members_only.document.filename)
    world.closed |= {"image", "document"}

    site_tree.home.sections = [
        ("lead_story", {"title": "", "section": None}),
        ("latest_news", {"title": "", "section": None, "count": 20}),
        (
            "quick_links",
            {
                "title": "",
                "links": [{"title": page.title, "page": page, "url": ""} for page in world.pages.values()],
            },
        ),
        ("text", f'<p><a linktype="page" id="{world.pages["closed_article"].pk}">liên kết</a></p>'),
        ("announcements", {"title": "", "count": 20}),
        ("work_calendar", {"title": "", "count": 20}),
        ("models", {"title": "", "count": 20}),
        ("albums", {"title": "", "count": 20}),
    ]
    site_tree.home.save()
    return world


def _register(world: World, branch, document, directives) -> None:
    """Add models: an open one and a closed one of each of two years, which continue one another, and a draft.

    The open ones have a note and a review for members, evidence that is closed, and numbers that betray the note.
    """
    this_year = timezone.localdate().year
    world.models = world.home.add_child(
        instance=EmulationModelIndexPage(title="Mô hình ngỏ", slug="mo-hinh", show_in_menus=True)
    )
    inner = world.add("inner_models", branch, EmulationModelIndexPage, "mô hình kín", closed=True)

    def register(name, words, parent, **fields):
        return world.add(name, parent, EmulationModelPage, words, unit="Tổ", **fields)

    last = {"year": this_year - 1}
    earlier = register("earlier_model", "cách làm năm trước", world.models, **last)
    inner_earlier = register("inner_earlier_model", "cách làm kín năm trước", inner, closed=True, **last)
    inner_model = register("inner_model", "cách làm kín", inner, closed=True, continues=earlier)
    register("draft_model", "cách làm nháp", world.models, dark=True, live=False)
    model = register("model", "cách làm ngỏ", world.models, continues=inner_earlier)
    model.commitments = [Commitment(content=f"Dấu hiệu cam kết {key}", key=key) for key in ("mot", "hai")]
    model.basis = [BasisDirective(directive=each) for each in directives]
    model.save_revision().publish()
    for page in (inner_model, inner):
        Evidence.objects.create(page=page, model=model)

    def tell(key: str, words: str, percent: int, is_members_only: bool, *evidence) -> None:
        note = ProgressNote(model=model, commitment_key=key, commitment="Dấu hiệu cam kết", percent=percent)
        note.text, note.is_members_only = words, is_members_only
        add_note(note, list(evidence), None, seen=10**9)

    tell("mot", "Dấu hiệu ghi nhận ngỏ", 80, False, Evidence(page=earlier), Evidence(document=document))
    tell("hai", "Dấu hiệu ghi nhận riêng", 66, True, Evidence(page=earlier))
    for kind, words, is_members_only in (
        ("mid_year", "Dấu hiệu sơ kết riêng", True),
        ("year_end", "Dấu hiệu tổng kết ngỏ", False),
    ):
        add_review(ModelReview(model=model, kind=kind, text=words, is_members_only=is_members_only), None)
    world.traces["note"] = ("Dấu hiệu ghi nhận ngỏ",)
    world.traces["review"] = ("Dấu hiệu tổng kết ngỏ",)
    world.traces["members_note"] = ("Dấu hiệu ghi nhận riêng", "Dấu hiệu sơ kết riêng")
    # As it is drawn and as it is written: the mean with the members' note, and the note's own.
    world.traces["members_number"] = ("73 100", 'width="73"', "73 %", "66 %")
    world.closed |= {"members_note", "members_number"}


def _announce(world: World, branch, document) -> None:
    """Add announcements with an event each, urgent where they stand, and a calendar."""
    today = timezone.localtime().replace(hour=12)
    home = world.home
    world.announcements = home.add_child(
        instance=AnnouncementIndexPage(title="Thông báo ngỏ", slug="thong-bao")
    )
    world.calendar = home.add_child(instance=CalendarPage(title="Lịch ngỏ", slug="lich"))
    inner = world.add("inner_announcements", branch, AnnouncementIndexPage, "thông báo kín", closed=True)

    def announce(name, words, parent, **fields):
        kind = AnnouncementKind.objects.get_or_create(name="Mời họp")[0]
        page = world.add(
            name,
            parent,
            AnnouncementPage,
            words,
            kind=kind,
            first_published_at=today,
            event_starts_at=today,
            valid_until=fields.pop("valid_until", today + timedelta(days=30)),
            **fields,
        )
        page.files = [AnnouncementFile(document=document)]
        page.save()

    announce("announcement", "việc ngỏ", world.announcements, is_urgent=True)
    announce("ended", "việc đã qua", world.announcements, valid_until=today - timedelta(days=1))
    announce("inner_announcement", "việc kín", inner, closed=True, is_urgent=True)
    later = {"valid_from": timezone.now() + timedelta(days=1), "is_urgent": True}
    announce("later_announcement", "việc chưa báo", world.announcements, dark=True, **later)
    announce("draft_announcement", "việc nháp", world.announcements, dark=True, live=False)


def _add_albums(world: World, branch, collection) -> None:
    """Add an open album with an open, a closed and a hidden photo, one for members, and one that is a draft."""
    today = timezone.localdate()
    world.albums = world.home.add_child(instance=AlbumIndexPage(title="Ảnh ngỏ", slug="anh"))
    inner = world.add("inner_albums", branch, AlbumIndexPage, "ảnh kín", closed=True)

    def photo(name, words, album, colour, collection=None):
        image = drawn_image(f"Dấu hiệu {words}", colour=colour, collection=collection)
        found = photos.add_photo(album, image, caption=f"Dấu hiệu {words}")
        world.album_photos[name] = found
        world.traces[name] = (found.caption, image.filename.rpartition(".")[0])
        return found

    fields = {"held_on": today, "first_published_at": timezone.now()}
    album = world.add("album", world.albums, AlbumPage, "hình ngỏ", **fields)
    photo("photo", "tấm ngỏ", album, (10, 200, 10))
    photo("closed_photo", "tấm kín", album, (10, 10, 200), collection)
    world.closed.add("closed_photo")
    hidden = photo("hidden_photo", "tấm ẩn", album, (200, 200, 10))
    photos.hide_photo(hidden, user=None, reason="Đề nghị gỡ ảnh")
    world.dark.add("hidden_photo")
    inner_album = world.add("inner_album", inner, AlbumPage, "hình kín", closed=True, **fields)
    photo("inner_photo", "tấm riêng", inner_album, (10, 10, 220), collection)
    world.closed.add("inner_photo")
    draft = world.add("draft_album", world.albums, AlbumPage, "hình nháp", dark=True, live=False, **fields)
    photo("draft_photo", "tấm nháp", draft, (220, 10, 10))
    world.dark.add("draft_photo")


@pytest.fixture
def visitors(world, make_user) -> dict[str, Client]:
    """Return a visitor for each role."""
    accounts = {
        "anonymous": None,
        "outsider": make_user("nguoi-ngoai"),
        "member": make_user("dang-vien", "Đảng viên"),
        "editor": make_user("bien-tap", roles.EDITORS),
        "superuser": make_user("quan-tri", is_superuser=True, is_staff=True),
    }
    found = {}
    for role, account in accounts.items():
        found[role] = Client(raise_request_exception=False)
        if account:
            found[role].force_login(account)
    return found
