"""Each public page asks the database the same few questions for three items and for thirty."""

from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, Page, Site, get_page_models

from documents import citing
from documents.models import DirectiveRelation, SubjectField
from home.emulation import recording
from home.models import (
    BasisDirective,
    Commitment,
    EmulationModelIndexPage,
    EmulationModelPage,
    Evidence,
    Milestone,
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
    ChangeNote,
    NewsIndexPage,
    Topic,
)
from portal.base.models import PortalImage
from portal.base.models.site_settings import SiteLink, SiteSettings

pytestmark = pytest.mark.django_db

MOST = 15
# Every page asks once for the urgent announcements at its head.
BANNER = 1
# What pages that show at once all that they can ask beyond that: pictures, galleries, files, links, filters, notes.
BEYOND = {
    "home.HomePage": 17,
    "home.SectionPage": 6,
    "home.StandardPage": 12,
    "news.NewsIndexPage": 5,
    "news by month": 5,
    "news by topic": 6,
    "news.ArticlePage": 17,
    "news.AnnouncementIndexPage": 4,
    "archive of announcements": 5,
    "news.AnnouncementPage": 13,
    "news.CalendarPage": 5,
    "calendar as a list": 3,
    "news.AlbumIndexPage": 5,
    "albums of a year": 5,
    # Its address is four levels deep, each read by two questions.
    "news.AlbumPage": 9,
    "photo": 9,
    "documents.DirectiveLibraryPage": 4,
    "directives, narrowed": 11,
    "library, searched": 3,
    # What is found of a kind is ranked and read by itself.
    "search for pages": 5,
    "search for documents": 13,
    "search for albums": 7,
    "search for directives": 9,
    "search for announcements": 5,
    "documents.DirectivePage": 20,
    "home.EmulationModelIndexPage": 4,
    "comparison of models": 4,
    "report on models": 1,
    "report on a model": 3,
    "home.EmulationModelPage": 28,
}
# The lead story takes three articles, so that four are the fewest with every section of the home page filled.
FEW, MANY = 4, 30


@pytest.fixture
def picture(drawn_image) -> PortalImage:
    return drawn_image("Ảnh chung", credit="Người chụp")


@pytest.fixture
def topic(db) -> Topic:
    return Topic.objects.create(name="Chủ đề")


class Filled:
    """A portal with a number of everything that its lists show."""

    def __init__(self, site_tree, picture, drawn_image, topic, stored_document, make_directive):
        self.tree, self.picture, self.topic = site_tree, picture, topic
        self.drawn_image, self.stored_document = drawn_image, stored_document
        self.document = stored_document("Tệp chung")
        self.make_directive = make_directive
        self.directive = make_directive("1-QĐ/TW", "Quy định", names=["Quy định đầu"])
        self.library = self.directive.get_parent()
        self.count = 0
        self.announcements = site_tree.home.add_child(instance=AnnouncementIndexPage(title="Thông báo"))
        self.calendar = site_tree.home.add_child(instance=CalendarPage(title="Lịch"))
        self.models = site_tree.home.add_child(instance=EmulationModelIndexPage(title="Mô hình"))
        self.albums = site_tree.home.add_child(instance=AlbumIndexPage(title="Ảnh"))
        self.album = self.albums.add_child(
            instance=AlbumPage(title="Album chung", occasion="Hội nghị", place="Hội trường")
        )
        self.album.save_revision().publish()
        self.subject = SubjectField.objects.create(name="Lĩnh vực chung")
        self.branch = site_tree.section.add_child(instance=StandardPage(title="Nhánh", image=picture))
        site_tree.home.sections = [
            ("lead_story", {"title": "", "section": site_tree.news}),
            ("latest_news", {"title": "", "section": site_tree.news, "count": 20}),
            ("quick_links", {"title": "", "links": [{"title": "Tin", "page": site_tree.news, "url": ""}]}),
            ("announcements", {"title": "", "count": 20}),
            ("work_calendar", {"title": "", "count": 20}),
            ("models", {"title": "", "count": 20}),
            ("albums", {"title": "", "count": 20}),
        ]
        site_tree.home.save()

    def fill_to(self, count: int) -> None:
        now = timezone.now()
        for number in range(self.count, count):
            article = ArticlePage(
                title=f"Bài viết số {number}",
                lead="Mở đầu",
                image=self.drawn_image(f"Ảnh {number}", size=(64, 48)),
                first_published_at=now - timedelta(minutes=number),
                last_published_at=now - timedelta(minutes=number),
                body=self.story(number),
            )
            self.tree.news.add_child(instance=article)
            article.topics = [self.topic, Topic.objects.create(name=f"Chủ đề {number}")]
            self.stored_document(f"Tệp {number}", collection=Collection.get_first_root_node())
            self.document.pages.create(number=number + 1, text=f"Trang chung {number}", method="text_layer")
            self.add_directive(number)
            self.add_announcements(number)
            self.add_model(number, article)
            self.add_albums(number)
            article.change_notes = [ChangeNote(changed_on=now.date(), text="Sửa")]
            article.save()
            section = self.tree.home.add_child(
                instance=SectionPage(title=f"Mục {number}", show_in_menus=True)
            )
            section.add_child(instance=StandardPage(title=f"Trang {number}", show_in_menus=True))
            self.tree.section.add_child(
                instance=StandardPage(
                    title=f"Trang con {number}", image=article.image, body=self.story(number)
                )
            )
        self.count = count
        self._lengthen()

    def add_albums(self, number: int) -> None:
        image = self.drawn_image(f"Hình {number}", size=(60 + number, 40))
        photos.add_photo(self.album, image, caption=f"Lời chung {number}")
        album = self.albums.add_child(instance=AlbumPage(title=f"Album chung {number}"))
        photos.add_photo(album, image, caption=f"Lời chung {number}")
        album.save_revision().publish()

    def add_directive(self, number: int) -> None:
        subject = SubjectField.objects.create(name=f"Lĩnh vực {number}")
        directive = self.make_directive(
            f"{number + 2}-QĐ/TW",
            "Quy định",
            body=[("paragraph", "<p>Quy định số 1-QĐ/TW</p>")],
            issued_on=date(1990 + number, 5, 9),
        )
        directive.subjects.add(subject, self.subject)
        directive.files.create(document=self.document)
        directive.save()
        DirectiveRelation.objects.create(source=directive, target=self.directive, kind="guides")
        DirectiveRelation.objects.create(source=self.directive, target=directive, kind="refers")

    def add_announcements(self, number: int) -> None:
        """Add one that stands, urgent and with an event, and one that has ended."""
        now = timezone.now()
        for title, until in (("Đang còn", now + timedelta(days=9)), ("Đã qua", now - timedelta(minutes=1))):
            page = AnnouncementPage(
                title=f"{title} {number}",
                kind=AnnouncementKind.objects.get_or_create(name=f"Loại {number}")[0],
                is_urgent=True,
                valid_until=until,
                event_starts_at=now,
                body=self.story(number),
            )
            self.announcements.add_child(instance=page)
            self.announcement = page

    def add_model(self, number: int, article: ArticlePage) -> None:
        """Add a model of this year that continues one of the last, with a note, evidence and reviews of its own.

        One model has as many commitments, notes and pieces of evidence as there are models, and all continue it.
        """
        year = timezone.localdate().year
        first = getattr(self, "model", None)
        earlier = EmulationModelPage(title=f"Mô hình trước {number}", year=year - 1, unit="Tổ")
        self.models.add_child(instance=earlier)
        page = EmulationModelPage(title=f"Mô hình {number}", year=year, unit="Tổ", continues=first or earlier)
        page.commitments = [Commitment(content=f"Việc {number}", key="mot")]
        page.basis = [BasisDirective(directive=self.directive)]
        self.models.add_child(instance=page)
        self.model = first or earlier
        model = self.model
        model.commitments.add(Commitment(content=f"Việc {number}", key=str(number)))
        model.milestones.add(Milestone(day=date(year, 5, 19), title=f"Mốc {number}"))
        model.basis.add(BasisDirective(directive=self.directive))
        model.necessity = model.aims = "Theo Quy định số 1-QĐ/TW"
        model.body = self.story(number)
        model.save()
        citing.record_page(model)
        for target, key in ((page, "mot"), (model, str(number))):
            note = ProgressNote(model=target, commitment_key=key, commitment="Việc", percent=number)
            shown = [Evidence(page=article), Evidence(document=self.document)]
            recording.add_note(note, shown, None, seen=10**9)
            recording.add_review(ModelReview(model=target, kind="mid_year", text="Sơ kết"), None)
            recording.add_evidence([Evidence(page=article)], target, None)
        self.model = EmulationModelPage.objects.get(pk=model.pk)

    def story(self, number: int) -> list:
        link = f'<p><a linktype="page" id="{self.tree.news.pk}">tin {number}</a></p>'
        shown = {"image": self.picture, "caption": "a", "credit": "", "alternative_text": ""}
        return [
            ("heading", {"text": f"Mục {number}", "level": "2"}),
            ("paragraph", link),
            ("image", shown),
            ("gallery", {"title": "", "images": [shown]}),
            ("attachment", {"document": self.document, "title": ""}),
        ]

    def _lengthen(self) -> None:
        """Give one page of each kind a body with as many parts as the portal has pages."""
        pages = list(Page.objects.filter(depth__gt=2)[: self.count])
        pictures = list(PortalImage.objects.all()[: self.count])
        body = [
            *[("paragraph", f'<p><a linktype="page" id="{page.pk}">liên kết</a></p>') for page in pages],
            *[
                ("image", {"image": each, "caption": "a", "credit": "", "alternative_text": ""})
                for each in pictures
            ],
            (
                "gallery",
                {
                    "title": "",
                    "images": [
                        {"image": each, "caption": "", "credit": "", "alternative_text": ""}
                        for each in pictures
                    ],
                },
            ),
            *[("attachment", {"document": self.document, "title": ""}) for _page in pages],
            *[("heading", {"text": f"Đề mục {number}", "level": "2"}) for number in range(self.count)],
            *[("paragraph", f"<p>Quy định số {number + 2}-QĐ/TW</p>") for number in range(self.count)],
        ]
        self.article = ArticlePage.objects.get(title="Bài viết số 1")
        self.announcement.files = [AnnouncementFile(document=self.document) for _page in pages]
        for page in (self.article, self.branch, self.directive, self.announcement):
            page.body = body
            page.save()
            citing.record_page(page)
        home = self.tree.home
        home.sections[2] = (
            "quick_links",
            {"title": "", "links": [{"title": "a", "page": page, "url": ""} for page in pages[:12]]},
        )
        home.save()
        settings = SiteSettings.for_site(Site.objects.get())
        settings.emblem = self.picture
        settings.links = [SiteLink(title="a", url="https://a.example") for _page in pages]
        settings.save()


@pytest.fixture
def filled(site_tree, picture, drawn_image, topic, stored_document, make_directive) -> Filled:
    return Filled(site_tree, picture, drawn_image, topic, stored_document, make_directive)


PAGES = {
    "home.HomePage": lambda portal: "/",
    "home.SectionPage": lambda portal: portal.tree.section.url,
    "home.StandardPage": lambda portal: portal.branch.url,
    "news.NewsIndexPage": lambda portal: portal.tree.news.url,
    "news.ArticlePage": lambda portal: portal.article.url,
    "news by month": lambda portal: (
        f"{portal.tree.news.url}{timezone.localdate(portal.article.first_published_at):%Y/%m}/"
    ),
    "news by topic": lambda portal: f"{portal.tree.news.url}chu-de/{portal.topic.slug}/",
    "documents.DirectiveLibraryPage": lambda portal: portal.library.url,
    "directives, narrowed": lambda portal: (
        f"{portal.library.url}?loai={portal.directive.doc_type_id}&linh-vuc={portal.subject.pk}&q=quy+dinh"
    ),
    "feed of directives": lambda portal: f"{portal.library.url}feed/",
    "register of directives": lambda portal: f"{portal.library.url}xuat/csv/",
    "documents.DirectivePage": lambda portal: portal.directive.url,
    "news.AnnouncementIndexPage": lambda portal: portal.announcements.url,
    "archive of announcements": lambda portal: f"{portal.announcements.url}luu-tru/",
    "feed of announcements": lambda portal: f"{portal.announcements.url}feed/",
    "calendar of announcements": lambda portal: f"{portal.announcements.url}ical/",
    "news.AnnouncementPage": lambda portal: portal.announcement.url,
    "event": lambda portal: f"{portal.announcement.url}ical/",
    "news.CalendarPage": lambda portal: portal.calendar.url,
    "calendar as a list": lambda portal: f"{portal.calendar.url}danh-sach/",
    "calendar to follow": lambda portal: f"{portal.calendar.url}ical/",
    "home.EmulationModelIndexPage": lambda portal: portal.models.url,
    "comparison of models": lambda portal: f"{portal.models.url}so-sanh/",
    "report on models": lambda portal: f"{portal.models.url}bao-cao/{timezone.localdate().year}/",
    "workbook of models": lambda portal: f"{portal.models.url}bang-tinh/{timezone.localdate().year}/",
    "feed of models": lambda portal: f"{portal.models.url}feed/",
    "home.EmulationModelPage": lambda portal: portal.model.url,
    "report on a model": lambda portal: f"{portal.model.url}bao-cao/",
    "news.AlbumIndexPage": lambda portal: portal.albums.url,
    "albums of a year": lambda portal: f"{portal.albums.url}?nam={timezone.localdate().year}",
    "feed of albums": lambda portal: f"{portal.albums.url}feed/",
    "news.AlbumPage": lambda portal: portal.album.url,
    "photo": lambda portal: f"{portal.album.url}anh/{portal.album.all_photos()[1].pk}/",
    "archive of photos": lambda portal: f"{portal.album.url}tai-ve/",
    "search for albums": lambda portal: "/tim-kiem/?q=album+chung&loai=album",
    "feed": lambda portal: f"{portal.tree.news.url}feed/",
    "feed of a topic": lambda portal: f"{portal.tree.news.url}chu-de/{portal.topic.slug}/feed/",
    "search for pages": lambda portal: "/tim-kiem/?q=bai+viet+so",
    "search for documents": lambda portal: "/tim-kiem/?q=tep+chung",
    "search for directives": lambda portal: "/tim-kiem/?q=qd+tw&loai=van-ban",
    "search for announcements": lambda portal: "/tim-kiem/?q=dang+con&loai=thong-bao",
    "suggestions": lambda portal: "/tim-kiem/goi-y/?q=qd+t",
    "library": lambda portal: "/tai-lieu/",
    "library, searched": lambda portal: "/tai-lieu/?q=tep",
    "documents.PortalDocument": lambda portal: portal.document.page_url,
    "site map": lambda portal: "/so-do-trang/",
    "XML sitemap": lambda portal: "/sitemap.xml",
    "not found": lambda portal: "/khong-co/",
}


def forget() -> None:
    """Return to the state of a web process that has just begun."""
    cache.clear()
    Site.clear_site_root_paths_cache()
    Site.objects.clear_cache() if hasattr(Site.objects, "clear_cache") else None
    ContentType.objects.clear_cache()


def questions(visitor: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = visitor.get(address)
        if response.streaming:
            list(response)
    asked = [query["sql"] for query in captured.captured_queries]
    # The embedded cache is a table; Redis takes its place in larger installations.
    return [
        sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE")) and "portal_cache" not in sql
    ]


def asked(visitor: Client, address: str) -> tuple[list[str], list[str]]:
    """Return the questions of a page served cold and warm, its renditions made before."""
    visitor.get(address)
    forget()
    return questions(visitor, address), questions(visitor, address)


@pytest.mark.parametrize("role", ["anonymous", "member"])
def test_a_page_asks_few_questions_however_much_it_shows(filled, make_user, role, record_property):
    visitor = Client()
    if role == "member":
        visitor.force_login(make_user("dang-vien", "Đảng viên"))
    counts = {}
    for number in (FEW, MANY):
        filled.fill_to(number)
        counts[number] = {name: asked(visitor, address(filled)) for name, address in PAGES.items()}
    faults = []
    for name in PAGES:
        # A session, its account, groups and two kinds of permissions; the public's audience for its pictures.
        most = MOST + BANNER + BEYOND.get(name, 0) + (0 if role == "anonymous" else 6)
        for when, few, many in zip(("cold", "warm"), counts[FEW][name], counts[MANY][name], strict=True):
            record_property(f"{name}, {when}", len(many))
            listed = "\n".join(many)
            if len(few) != len(many):
                faults.append(f"{name}, {when}: {len(few)} questions, then {len(many)}\n{listed}")
            elif len(many) > most:
                faults.append(f"{name}, {when}: {len(many)} questions, not {most}\n{listed}")
    assert not faults, "\n\n".join(faults)


def test_every_page_type_has_its_budget():
    assert {model._meta.label for model in get_page_models()} - {"wagtailcore.Page"} <= set(PAGES)


def test_a_section_of_sections_asks_no_more(filled):
    visitor = Client()
    page = filled.tree.home.add_child(instance=SectionPage(title="Mục lớn"))
    counts = []
    for number in (FEW, MANY):
        while page.get_children().count() < number:
            page.add_child(instance=NewsIndexPage(title=f"Chuyên mục {page.get_children().count()}"))
        counts.append([len(each) for each in asked(visitor, page.url)])
    assert counts[0] == counts[1]
