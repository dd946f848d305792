"""Who sees what, on every surface and for every role. A new address without a row here fails."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import get_page_models

from documents.models import CheckState
from home.sections import HomeSectionsBlock, NewestPagesBlock
from portal.base.models import PortalImage
from portal.base.text import slugify
from portal.search.results import search
from portal.search.scopes import registered
from tests.access.conftest import INSIDERS, ROLES
from tests.base.picture_files import camera_file

pytestmark = pytest.mark.django_db

PUBLIC_ARTICLES = {"older", "shown", "newer"}
CLOSED_ARTICLES = {"closed_article", "closed_later"}
PUBLIC_MODELS = {"model", "earlier_model"}
# Staff read what models keep for members, whether or not they may open members' pages.
STAFFS_TOO = {"members_note", "members_number"}


@dataclass(frozen=True)
class Surface:
    """A place where content shows: what everybody finds there, and what members find besides."""

    address: Callable[[object], str]
    everybody: frozenset[str]
    members: frozenset[str] = frozenset()
    # Shows the public's view, whoever asks; members then find there what they were told of, and no more.
    is_public_view: bool = False


def surface(address, everybody=(), members=(), *, is_public_view=False) -> Surface:
    return Surface(address, frozenset(everybody), frozenset(members), is_public_view)


MENU = {"branch"}


def photo_address(world, album: str, photo: str) -> str:
    return f"{world.pages[album].url}anh/{world.album_photos[photo].pk}/"


SURFACES = {
    "home sections": surface(
        lambda w: "/",
        PUBLIC_ARTICLES | {"open_page", "announcement", "model", "album", "photo"},
        CLOSED_ARTICLES
        | {"inner_article", "inner_announcement", "inner_model", "members_number"}
        | {"inner_album", "inner_photo"}
        | MENU,
    ),
    "models": surface(lambda w: w.models.url, {"model"}, {"members_number"} | MENU),
    "models of another year": surface(
        lambda w: f"{w.models.url}?nam={timezone.localdate().year - 1}", {"earlier_model"}, MENU
    ),
    "comparison of years": surface(
        lambda w: f"{w.models.url}so-sanh/", {"model", "earlier_model"}, {"members_number"} | MENU
    ),
    "report on models": surface(
        lambda w: f"{w.models.url}bao-cao/{timezone.localdate().year}/",
        {"model", "note", "review"},
        {"members_note", "members_number"},
    ),
    "workbook of models": surface(
        lambda w: f"{w.models.url}bang-tinh/{timezone.localdate().year}/",
        {"model", "note", "review"},
        {"members_note"},
    ),
    "workbook of members' models": surface(
        lambda w: f"{w.pages['inner_models'].url}bang-tinh/{timezone.localdate().year}/", (), {"inner_model"}
    ),
    "feed of models": surface(
        lambda w: f"{w.models.url}feed/", {"model", "earlier_model"}, is_public_view=True
    ),
    "feed of members' models": surface(
        lambda w: f"{w.pages['inner_models'].url}feed/", (), {"inner_models", "branch"}, is_public_view=True
    ),
    "members' models": surface(
        lambda w: w.pages["inner_models"].url, (), {"branch", "inner_models", "inner_model"}
    ),
    "page of a model": surface(
        lambda w: w.pages["model"].url,
        {"model", "note", "review", "earlier_model", "directive"},
        {"members_note", "members_number", "document", "inner_directive", "inner_earlier_model"}
        | {"inner_models", "inner_model"}
        | MENU,
    ),
    "page of a model that another continues": surface(
        lambda w: w.pages["earlier_model"].url, {"earlier_model"}, {"inner_model"} | MENU
    ),
    "report on a model": surface(
        lambda w: f"{w.pages['model'].url}bao-cao/",
        {"model", "note", "review", "directive"},
        {"members_note", "members_number", "inner_directive"},
    ),
    "report on a members' model": surface(
        lambda w: f"{w.pages['inner_model'].url}bao-cao/", (), {"inner_model"}
    ),
    "banner": surface(lambda w: w.section.url, {"announcement"}, {"inner_announcement"}),
    "announcements": surface(lambda w: w.announcements.url, {"announcement"}, MENU),
    "archive of announcements": surface(lambda w: f"{w.announcements.url}luu-tru/", {"ended"}, MENU),
    "members' announcements": surface(
        lambda w: w.pages["inner_announcements"].url, (), {"inner_announcements", "inner_announcement"}
    ),
    "page of an announcement": surface(
        lambda w: w.pages["announcement"].url, {"announcement"}, {"document"} | MENU
    ),
    "page of an ended announcement": surface(lambda w: w.pages["ended"].url, {"ended"}, {"document"} | MENU),
    "page of a members' announcement": surface(
        lambda w: w.pages["inner_announcement"].url, (), {"inner_announcement", "document"}
    ),
    "feed of announcements": surface(
        lambda w: f"{w.announcements.url}feed/", {"announcement"}, is_public_view=True
    ),
    "feed of members' announcements": surface(
        lambda w: f"{w.pages['inner_announcements'].url}feed/",
        (),
        {"branch", "inner_announcements"},
        is_public_view=True,
    ),
    "calendar of announcements": surface(
        lambda w: f"{w.announcements.url}ical/", {"announcement", "ended"}, is_public_view=True
    ),
    "calendar of members' announcements": surface(
        lambda w: f"{w.pages['inner_announcements'].url}ical/",
        (),
        {"inner_announcements"},
        is_public_view=True,
    ),
    "event of an announcement": surface(lambda w: f"{w.pages['announcement'].url}ical/", {"announcement"}),
    "event of a members' announcement": surface(
        lambda w: f"{w.pages['inner_announcement'].url}ical/", (), {"inner_announcement"}
    ),
    "calendar": surface(
        lambda w: w.calendar.url,
        {"announcement", "ended", "album"},
        {"inner_announcement", "inner_album"} | MENU,
    ),
    "calendar of a month": surface(
        lambda w: f"{w.calendar.url}{timezone.localdate():%Y/%m}/",
        {"announcement", "ended", "album"},
        {"inner_announcement", "inner_album"} | MENU,
    ),
    "calendar as a list": surface(
        lambda w: f"{w.calendar.url}danh-sach/",
        {"announcement", "ended", "album"},
        {"inner_announcement", "inner_album"} | MENU,
    ),
    "calendar to follow": surface(
        lambda w: f"{w.calendar.url}ical/", {"announcement", "ended", "album"}, is_public_view=True
    ),
    "albums": surface(lambda w: w.albums.url, {"album", "photo"}, MENU),
    "albums of a year": surface(
        lambda w: f"{w.albums.url}?nam={timezone.localdate().year}", {"album", "photo"}, MENU
    ),
    "members' albums": surface(
        lambda w: w.pages["inner_albums"].url, (), {"inner_albums", "inner_album", "inner_photo"} | MENU
    ),
    "feed of albums": surface(lambda w: f"{w.albums.url}feed/", {"album"}, is_public_view=True),
    "feed of members' albums": surface(
        lambda w: f"{w.pages['inner_albums'].url}feed/",
        (),
        {"branch", "inner_albums"},
        is_public_view=True,
    ),
    "page of an album": surface(lambda w: w.pages["album"].url, {"album", "photo"}, {"closed_photo"} | MENU),
    "page of a photo": surface(lambda w: photo_address(w, "album", "photo"), {"album", "photo"}, MENU),
    "page of a closed photo": surface(
        lambda w: photo_address(w, "album", "closed_photo"), (), {"album", "closed_photo"} | MENU
    ),
    "page of a hidden photo": surface(lambda w: photo_address(w, "album", "hidden_photo")),
    "page of a members' album": surface(
        lambda w: w.pages["inner_album"].url,
        (),
        {"branch", "inner_albums", "inner_album", "inner_photo"},
    ),
    "page of a photo of members": surface(
        lambda w: photo_address(w, "inner_album", "inner_photo"),
        (),
        {"branch", "inner_albums", "inner_album", "inner_photo"},
    ),
    "section list": surface(lambda w: w.section.url, {"open_page"}, {"closed_page"} | MENU),
    "members' section": surface(lambda w: w.pages["branch"].url, (), {"branch", "inner_index", "inner_page"}),
    "breadcrumb and branch": surface(
        lambda w: w.pages["open_page"].url, {"open_page"}, {"closed_page"} | MENU
    ),
    "news index": surface(lambda w: w.news.url, PUBLIC_ARTICLES, CLOSED_ARTICLES | MENU),
    "news of a year": surface(
        lambda w: f"{w.news.url}{timezone.localdate(w.pages['shown'].first_published_at).year}/",
        {"shown"},
        {"closed_later"},
    ),
    "news of a month": surface(
        lambda w: f"{w.news.url}{timezone.localdate(w.pages['shown'].first_published_at):%Y/%m}/",
        {"shown"},
        {"closed_later"},
    ),
    "news of a topic": surface(
        lambda w: f"{w.news.url}chu-de/{w.topic.slug}/", PUBLIC_ARTICLES, CLOSED_ARTICLES
    ),
    "article, related, neighbours": surface(
        lambda w: w.pages["shown"].url,
        PUBLIC_ARTICLES | {"directive"},
        CLOSED_ARTICLES | {"inner_article", "document", "image", "inner_directive"},
    ),
    "directives": surface(lambda w: w.library.url, {"directive"}, MENU),
    "directives, narrowed": surface(
        lambda w: f"{w.library.url}?q=dau+hieu&nam={timezone.localdate().year}&dang=bang",
        {"directive"},
        MENU,
    ),
    "directives by symbol": surface(lambda w: f"{w.library.url}?q=13-HD/BTCTU", (), MENU),
    "members' directives": surface(
        lambda w: w.pages["inner_library"].url, (), {"branch", "inner_library", "inner_directive"}
    ),
    "page of a directive": surface(
        lambda w: w.pages["directive"].url, {"directive", "shown"}, {"inner_directive"} | MENU
    ),
    "page of a members' directive": surface(
        lambda w: w.pages["inner_directive"].url,
        (),
        {"branch", "inner_library", "inner_directive", "directive", "shown"},
    ),
    "feed of directives": surface(lambda w: f"{w.library.url}feed/", {"directive"}, is_public_view=True),
    "feed of members' directives": surface(
        lambda w: f"{w.pages['inner_library'].url}feed/",
        (),
        {"branch", "inner_library"},
        is_public_view=True,
    ),
    "register of directives": surface(lambda w: f"{w.library.url}xuat/csv/", {"directive"}),
    "register of members' directives": surface(
        lambda w: f"{w.pages['inner_library'].url}xuat/csv/", (), {"inner_directive"}
    ),
    "feed": surface(lambda w: f"{w.news.url}feed/", PUBLIC_ARTICLES, is_public_view=True),
    "feed of a topic": surface(
        lambda w: f"{w.news.url}chu-de/{w.topic.slug}/feed/", PUBLIC_ARTICLES, is_public_view=True
    ),
    "feed of members' news": surface(
        lambda w: f"{w.pages['inner_index'].url}feed/", (), {"branch", "inner_index"}, is_public_view=True
    ),
    "members' news": surface(lambda w: w.pages["inner_index"].url, (), {"inner_index", "inner_article"}),
    "site map": surface(
        lambda w: "/so-do-trang/",
        PUBLIC_ARTICLES | {"open_page", "directive", "announcement", "ended", "album"} | PUBLIC_MODELS,
        CLOSED_ARTICLES
        | {"inner_announcements", "inner_announcement", "inner_albums", "inner_album"}
        | {"inner_models", "inner_model", "inner_earlier_model"}
        | {"branch", "inner_index", "inner_article", "inner_page", "closed_page"}
        | {"inner_library", "inner_directive"},
    ),
    "XML sitemap": surface(
        lambda w: "/sitemap.xml",
        PUBLIC_ARTICLES | {"open_page", "directive", "announcement", "ended", "album"} | PUBLIC_MODELS,
        is_public_view=True,
    ),
    "robots": surface(lambda w: "/robots.txt", is_public_view=True),
    "search for pages": surface(lambda w: "/tim-kiem/?q=dau+hieu+bai+ngo&loai=tin-bai", PUBLIC_ARTICLES),
    "search for closed pages": surface(
        lambda w: "/tim-kiem/?q=dau+hieu+bai+kin&loai=tin-bai", (), CLOSED_ARTICLES
    ),
    "search for other pages": surface(
        lambda w: "/tim-kiem/?q=dau+hieu&loai=trang",
        {"open_page"},
        {"branch", "inner_page", "closed_page"} | MENU,
    ),
    "search for directives": surface(
        lambda w: "/tim-kiem/?q=dau+hieu&loai=van-ban", {"directive"}, {"inner_directive"}
    ),
    "newest results": surface(
        lambda w: "/tim-kiem/feed/?q=dau+hieu",
        PUBLIC_ARTICLES | {"directive"},
        is_public_view=True,
    ),
    "suggestions for members' titles": surface(
        lambda w: "/tim-kiem/goi-y/?q=dau+hieu+bai+kin", (), CLOSED_ARTICLES
    ),
    "suggestions for members' files": surface(
        lambda w: "/tim-kiem/goi-y/?q=dau+hieu+rieng", (), {"document"}
    ),
    "search for announcements": surface(
        lambda w: "/tim-kiem/?q=dau+hieu+viec&loai=thong-bao",
        {"announcement", "ended"},
        {"inner_announcement"},
    ),
    "search for models": surface(
        lambda w: "/tim-kiem/?q=dau+hieu+cach+lam&loai=mo-hinh",
        PUBLIC_MODELS,
        {"inner_model", "inner_earlier_model"},
    ),
    "search for members' notes": surface(lambda w: "/tim-kiem/?q=dau+hieu+ghi+nhan+rieng"),
    "search for albums": surface(
        lambda w: "/tim-kiem/?q=dau+hieu+hinh&loai=album", {"album"}, {"inner_album"}
    ),
    "search for captions": surface(lambda w: "/tim-kiem/?q=dau+hieu+tam+ngo&loai=album", {"album"}),
    "search for captions of closed photos": surface(
        lambda w: "/tim-kiem/?q=dau+hieu+tam+rieng&loai=album", (), {"inner_album"}
    ),
    "search for captions of hidden photos": surface(lambda w: "/tim-kiem/?q=dau+hieu+tam+an"),
    "search for drafts": surface(lambda w: "/tim-kiem/?q=dau+hieu+nhap"),
    "search for what is scheduled": surface(lambda w: "/tim-kiem/?q=dau+hieu+hen+gio"),
    "search for what is past its end": surface(lambda w: "/tim-kiem/?q=dau+hieu+het+han"),
    "search for changes not approved": surface(lambda w: "/tim-kiem/?q=dau+hieu+sua+chua+duyet"),
    "search for documents": surface(
        lambda w: "/tim-kiem/?q=dau+hieu+rieng+tu&loai=tai-lieu", (), {"document"}
    ),
    "search for documents without a check": surface(lambda w: "/tim-kiem/?q=dau+hieu+tep&loai=tai-lieu"),
    "library": surface(lambda w: "/tai-lieu/", (), {"document"}),
    "library, searched": surface(lambda w: "/tai-lieu/?q=dau+hieu", (), {"document"}),
    "page of a document": surface(lambda w: w.document.page_url, (), {"document"}),
    "health": surface(lambda w: "/-/health", is_public_view=True),
    "sign-in": surface(lambda w: "/thanh-vien/dang-nhap/"),
    "not found": surface(lambda w: "/khong-co-trang-nay/"),
}

# Every address of the public site: the surface that tests it, or why it shows no content.
ADDRESSES = {
    "admin/login/": "leads to sign-in",
    "media/<path:path>": "test_files_go_to_those_who_may_read_them",
    "anh-goc/<int:image_id>/": "test_a_picture_as_it_came_goes_to_its_editors_alone",
    "tai-lieu/": SURFACES["library"],
    "tai-lieu/<int:document_id>/": SURFACES["page of a document"],
    "tai-lieu/<int:document_id>/<str:document_filename>": "test_files_go_to_those_who_may_read_them",
    "thanh-vien/dang-nhap/": SURFACES["sign-in"],
    "thanh-vien/dang-xuat/": "one's own account",
    "thanh-vien/dang-ky/": "says that there is no registration",
    "thanh-vien/tai-khoan-bi-khoa/": "one's own account",
    "thanh-vien/xac-nhan/": "one's own account",
    "thanh-vien/mat-khau/doi/": "one's own account",
    "thanh-vien/mat-khau/quen/": "one's own account",
    "thanh-vien/mat-khau/quen/da-gui/": "one's own account",
    "thanh-vien/mat-khau/dat-lai/<uidb36>-<key>/": "one's own account",
    "thanh-vien/mat-khau/dat-lai/xong/": "one's own account",
    "tim-kiem/": SURFACES["search for pages"],
    "tim-kiem/feed/": SURFACES["newest results"],
    "tim-kiem/goi-y/": SURFACES["suggestions for members' titles"],
    "-/health": SURFACES["health"],
    "sitemap.xml": SURFACES["XML sitemap"],
    "robots.txt": SURFACES["robots"],
    "so-do-trang/": SURFACES["site map"],
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": "shared passwords are off",
    "_util/authenticate_with_password/<path:rest>": "shared passwords are off",
    "_util/login/": "leads to sign-in",
    "^((?:[\\w\\-]+/)*)$": "test_a_page_opens_to_those_who_may_see_it",
}
ROUTES = {
    ("home.EmulationModelIndexPage", "index_route"): SURFACES["models"],
    ("home.EmulationModelIndexPage", "board"): SURFACES["models"],
    ("home.EmulationModelIndexPage", "comparison"): SURFACES["comparison of years"],
    ("home.EmulationModelIndexPage", "report"): SURFACES["report on models"],
    ("home.EmulationModelIndexPage", "workbook"): SURFACES["workbook of models"],
    ("home.EmulationModelIndexPage", "feed"): SURFACES["feed of models"],
    ("home.EmulationModelPage", "index_route"): SURFACES["page of a model"],
    ("home.EmulationModelPage", "report"): SURFACES["report on a model"],
    ("news.NewsIndexPage", "index_route"): SURFACES["news index"],
    ("news.NewsIndexPage", "all_articles"): SURFACES["news index"],
    ("news.NewsIndexPage", "by_date"): SURFACES["news of a month"],
    ("news.NewsIndexPage", "by_topic"): SURFACES["news of a topic"],
    ("news.NewsIndexPage", "feed"): SURFACES["feed"],
    ("news.NewsIndexPage", "topic_feed"): SURFACES["feed of a topic"],
    ("news.AnnouncementIndexPage", "index_route"): SURFACES["announcements"],
    ("news.AnnouncementIndexPage", "standing"): SURFACES["announcements"],
    ("news.AnnouncementIndexPage", "archive"): SURFACES["archive of announcements"],
    ("news.AnnouncementIndexPage", "feed"): SURFACES["feed of announcements"],
    ("news.AnnouncementIndexPage", "calendar"): SURFACES["calendar of announcements"],
    ("news.AnnouncementPage", "index_route"): SURFACES["page of an announcement"],
    ("news.AnnouncementPage", "event"): SURFACES["event of an announcement"],
    ("news.AlbumIndexPage", "index_route"): SURFACES["albums"],
    ("news.AlbumIndexPage", "listing"): SURFACES["albums of a year"],
    ("news.AlbumIndexPage", "feed"): SURFACES["feed of albums"],
    ("news.AlbumPage", "index_route"): SURFACES["page of an album"],
    ("news.AlbumPage", "grid"): SURFACES["page of an album"],
    ("news.AlbumPage", "photo"): SURFACES["page of a photo"],
    ("news.AlbumPage", "zip"): "test_an_archive_of_photos_holds_what_its_reader_may_see",
    ("news.CalendarPage", "index_route"): SURFACES["calendar"],
    ("news.CalendarPage", "this_month"): SURFACES["calendar"],
    ("news.CalendarPage", "month"): SURFACES["calendar of a month"],
    ("news.CalendarPage", "list"): SURFACES["calendar as a list"],
    ("news.CalendarPage", "calendar"): SURFACES["calendar to follow"],
    ("documents.DirectiveLibraryPage", "index_route"): SURFACES["directives"],
    ("documents.DirectiveLibraryPage", "feed"): SURFACES["feed of directives"],
    ("documents.DirectiveLibraryPage", "export"): SURFACES["register of directives"],
}
SCOPES = {
    "tin-bai": SURFACES["search for pages"],
    "trang": SURFACES["search for other pages"],
    "thong-bao": SURFACES["search for announcements"],
    "mo-hinh": SURFACES["search for models"],
    "album": SURFACES["search for albums"],
    "van-ban": SURFACES["search for directives"],
    "tai-lieu": SURFACES["search for documents"],
}
HOME_SECTIONS = {
    "lead_story": SURFACES["home sections"],
    "latest_news": SURFACES["home sections"],
    "quick_links": SURFACES["home sections"],
    "text": SURFACES["home sections"],
    "announcements": SURFACES["home sections"],
    "work_calendar": SURFACES["home sections"],
    "directives": "test_the_newest_pages_of_a_type_are_those_that_the_reader_may_see",
    "models": SURFACES["home sections"],
    "albums": SURFACES["home sections"],
}


def body_of(response) -> bytes:
    # Reading a stream to its end closes its file.
    return b"".join(response) if response.streaming else response.content


def text_of(response) -> str:
    body = body_of(response)
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as archive:
            return unescape("".join(archive.read(name).decode() for name in archive.namelist()))
    return body.decode()


def assert_visible(text: str, world, expected: set[str], hidden: set[str], where: str) -> None:
    """Fail with the names of what leaks and of what is missing."""
    showing = {
        name for name, traces in world.traces.items() if any(_stands_in(trace, text) for trace in traces)
    }
    leaks, missing = showing & hidden, expected - showing
    assert not leaks, f"{where} leaks {', '.join(sorted(leaks))}"
    assert not missing, f"{where} does not show {', '.join(sorted(missing))}"


def _stands_in(trace: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(trace)}(?![\w-]| (?:sau|trong mục))", text) is not None


def visit(world, visitors, row: Surface, role: str, name: str) -> None:
    response = visitors[role].get(row.address(world))
    # Health is 503 where no worker runs.
    assert response.status_code < 500 or row is SURFACES["health"]
    expected, hidden = row.everybody, world.dark | world.closed
    if role in INSIDERS:
        expected |= row.members
        hidden = hidden - row.members if row.is_public_view else world.dark
    elif role == "editor" and not row.is_public_view:
        hidden = hidden - STAFFS_TOO
    assert_visible(text_of(response), world, expected, hidden, f"{name} ({role})")


@pytest.mark.parametrize("name", SURFACES)
def test_each_role_sees_on_a_surface_what_it_may(world, visitors, name):
    for role in ROLES:
        visit(world, visitors, SURFACES[name], role, name)


def test_what_members_have_seen_stays_hidden_from_others(world, visitors):
    for role in ("superuser", "member", "anonymous", "outsider", "member", "anonymous"):
        for name, row in SURFACES.items():
            visit(world, visitors, row, role, f"{name}, seen before")


PUBLIC_PAGE = dict.fromkeys(ROLES, 200)
CLOSED_PAGE = {"anonymous": 302, "outsider": 403, "member": 200, "editor": 403, "superuser": 200}
DARK_PAGE = dict.fromkeys(ROLES, 404)


def test_a_page_opens_to_those_who_may_see_it(world, visitors):
    for name, page in world.pages.items():
        expected = DARK_PAGE if name in world.dark else CLOSED_PAGE if name in world.closed else PUBLIC_PAGE
        answers = {role: visitors[role].get(page.url).status_code for role in ROLES}
        assert answers == expected, name


def test_a_closed_page_sends_strangers_to_sign_in_and_back(world, visitors):
    page = world.pages["closed_article"]
    response = visitors["anonymous"].get(page.url)
    assert response["Location"] == f"{reverse('account_login')}?next={quote(page.url)}"
    assert "no-store" in response["Cache-Control"]


def test_a_refusal_names_nothing_of_the_page(world, visitors):
    for name in world.closed & world.pages.keys():
        for role in ("anonymous", "outsider", "editor"):
            text = text_of(visitors[role].get(world.pages[name].url))
            assert_visible(text, world, set(), world.dark | world.closed, f"refusal of {name} ({role})")


def test_the_routes_below_a_closed_section_are_closed(world, visitors):
    index = world.pages["inner_index"]
    year = timezone.localdate(world.pages["inner_article"].first_published_at).year
    for route in ("feed/", f"{year}/", f"chu-de/{world.topic.slug}/", f"chu-de/{world.topic.slug}/feed/"):
        answers = {role: visitors[role].get(index.url + route).status_code for role in ROLES}
        assert answers == CLOSED_PAGE, route


def stored(thing) -> bytes:
    with thing.file.open("rb") as file:
        return file.read()


def file_addresses(world) -> dict[str, str]:
    document, image = world.document, world.image
    rendition = image.get_rendition("width-200")
    return {
        "document": reverse("wagtaildocs_serve", args=[document.pk, document.filename]),
        "rendition": rendition.url,
    }


def test_files_go_to_those_who_may_read_them(world, visitors):
    # Editors are no members, but keep the files of every collection in the admin.
    expected = {"anonymous": 404, "outsider": 404, "member": 200, "editor": 200, "superuser": 200}
    wanted = {"document": stored(world.document), "rendition": stored(world.image.get_rendition("width-200"))}
    for name, address in file_addresses(world).items():
        for role in (*ROLES, *ROLES):
            response = visitors[role].get(address)
            body = body_of(response)
            assert response.status_code == expected[role], f"{name} ({role})"
            assert (body == wanted[name]) == (expected[role] == 200), f"{name} ({role})"
            assert wanted[name] not in body or expected[role] == 200, f"{name} leaks ({role})"
            assert response["Cache-Control"] == "private, no-store" or expected[role] == 404


def test_thumbnails_go_to_those_who_may_see_the_photo(world, visitors):
    public = dict.fromkeys(ROLES, 200)
    expected = {
        "photo": public,
        "closed_photo": {"anonymous": 404, "outsider": 404, "member": 200, "editor": 200, "superuser": 200},
        "inner_photo": {"anonymous": 404, "outsider": 404, "member": 200, "editor": 200, "superuser": 200},
        # Whoever asked to be taken off is off for all but those who keep the picture.
        "hidden_photo": {"anonymous": 404, "outsider": 404, "member": 404, "editor": 200, "superuser": 200},
    }
    for name, answers in expected.items():
        rendition = world.album_photos[name].image.get_rendition("max-400x400|format-webp")
        for role in ROLES:
            response = visitors[role].get(rendition.url)
            body_of(response)
            assert response.status_code == answers[role], f"{name} ({role})"


def test_an_archive_of_photos_holds_what_its_reader_may_see(world, visitors):
    held = {
        "album": {"outsider": {"photo"}, "member": {"photo", "closed_photo"}},
        "inner_album": {"member": {"inner_photo"}},
    }
    for album, readers in held.items():
        for role in ("anonymous", "outsider", "member"):
            response = visitors[role].get(f"{world.pages[album].url}tai-ve/")
            body = body_of(response)
            if role not in readers:
                assert response.status_code == (302 if role == "anonymous" else 403)
                continue
            found = ZipFile(BytesIO(body)).namelist()
            masters = {name: world.album_photos[name].caption for name in readers[role]}
            assert len(found) == len(masters), f"{album} ({role})"
            for caption in masters.values():
                assert any(slugify(caption) in name for name in found), f"{album} ({role})"


def test_a_file_that_is_not_checked_is_nobodys(world, visitors):
    for document in world.unseen_documents:
        file = reverse("wagtaildocs_serve", args=[document.pk, document.filename])
        for role in ROLES:
            assert visitors[role].get(document.page_url).status_code == 404, f"{document} ({role})"
            # Who has to examine a file, or keeps it, may open it; nobody else, and nobody at all before the check.
            examines = role == "superuser" or (
                role == "editor" and document.check_state != CheckState.WITHHELD
            )
            opens = examines and document.check_state != CheckState.PENDING
            assert visitors[role].get(file).status_code == (200 if opens else 404), f"{document} ({role})"


def test_the_page_of_a_document_opens_to_those_who_may_read_it(world, visitors):
    answers = {role: visitors[role].get(world.document.page_url).status_code for role in ROLES}
    assert answers == CLOSED_PAGE


def test_a_file_kept_by_a_reader_is_not_confirmed_to_others(world, visitors):
    for address in file_addresses(world).values():
        response = visitors["member"].get(address)
        tag = response["ETag"]
        body_of(response)
        for role in ("anonymous", "outsider"):
            assert visitors[role].get(address, headers={"if-none-match": tag}).status_code == 404


def test_a_picture_as_it_came_goes_to_its_editors_alone(world, visitors):
    upload = ContentFile(camera_file(), name="may-anh.jpg")
    image = PortalImage.objects.create(title="Ảnh của máy", file=upload, collection=world.image.collection)
    for role in ROLES:
        response = visitors[role].get(reverse("original_picture", args=[image.pk]))
        may_have = role in ("editor", "superuser")
        assert response.status_code == (200 if may_have else 404), role
        assert (body_of(response) == stored(image.original)) == may_have, role
        for address in (f"/media/{image.original.name}", f"/_protected/{image.original.name}"):
            assert visitors[role].get(address).status_code == 404, role


def test_stored_originals_have_no_address(world, visitors):
    for name in (world.image.file.name, world.document.file.name):
        for role in ROLES:
            for address in (
                f"/media/{name}",
                f"/media/../media/{name}",
                f"/media//{name}",
                f"/_protected/{name}",
            ):
                assert visitors[role].get(address).status_code in (400, 404), address


def test_the_name_in_the_address_of_a_document_must_be_its_own(world, visitors):
    address = reverse("wagtaildocs_serve", args=[world.document.pk, "khac.txt"])
    assert visitors["superuser"].get(address).status_code == 404


def test_counts_of_a_search_are_those_of_the_reader(world, visitors):
    counts = {}
    for role in ROLES:
        response = visitors[role].get("/tim-kiem/", {"q": "dau hieu"})
        results = response.context["results"]
        counts[role] = {group.scope.name: group.count for group in results.groups}
        for group in results.groups:
            rows = group.scope.rows(response.wsgi_request)
            found = {row.pk for row in rows if row.title.startswith(("Dấu hiệu", "Hướng dẫn số"))}
            assert group.count == len(found), f"{group.scope.name} ({role})"
        years = next((facet for facet in results.facets if facet.name == "nam"), None)
        assert years is None or sum(choice.count for choice in years.choices) <= results.total
    public = {"tin-bai": 3, "trang": 1, "van-ban": 1, "tai-lieu": 0, "thong-bao": 2}
    public |= {"mo-hinh": 2, "album": 1}
    assert counts["anonymous"] == counts["outsider"] == counts["editor"] == public
    assert counts["member"] == counts["superuser"]
    assert counts["member"]["tai-lieu"] == 1


def test_nothing_is_proposed_that_only_others_may_see(world, visitors):
    """“Did you mean” is asked with a slip of the finger in a word that stands in members' pages alone."""
    for role in ROLES:
        results = visitors[role].get("/tim-kiem/", {"q": "dau hieu kinn"}).context["results"]
        assert any("kin" in text.split() for text in results.corrections) == (role in INSIDERS), role


def test_a_snippet_is_cut_from_the_published_text(world):
    request = RequestFactory().get("/tim-kiem/")
    for shown in search(request, "dau hieu bai ngo giua").hits:
        assert "sửa chưa duyệt" not in shown.hit.text + shown.snippet


def test_the_newest_pages_of_a_type_are_those_that_the_reader_may_see(world, visitors):
    block = NewestPagesBlock("news.ArticlePage", label="Mới")
    for role in ROLES:
        request = visitors[role].get("/").wsgi_request
        html = block.render(block.to_python({"title": "", "count": 20}), {"request": request})
        members = CLOSED_ARTICLES | {"inner_article"}
        is_insider = role in INSIDERS
        hidden = world.dark if is_insider else world.dark | world.closed
        expected = PUBLIC_ARTICLES | members if is_insider else PUBLIC_ARTICLES
        assert_visible(html, world, expected, set(hidden), f"newest pages ({role})")


def test_a_child_of_a_withdrawn_page_does_not_name_its_parent(world, visitors):
    world.pages["open_page"].live = False
    world.pages["open_page"].save()
    child = world.pages["open_page"].add_child(instance=type(world.pages["open_page"])(title="Trang con"))
    world.dark.add("open_page")
    for role in ROLES:
        for address in (child.url, "/so-do-trang/"):
            # The address of the child holds the parent's slug; its title is what must not show.
            text = text_of(visitors[role].get(address))
            assert "Trang con" in text
            assert world.pages["open_page"].title not in text, role


def test_an_alias_of_a_closed_page_is_closed_wherever_it_stands(world, visitors):
    alias = world.pages["closed_article"].create_alias(parent=world.news, update_slug="bi-danh")
    inner = world.pages["inner_article"].create_alias(parent=world.news, update_slug="bi-danh-trong")
    second = alias.create_alias(parent=world.news, update_slug="bi-danh-hai")
    for page in (alias, inner, second):
        answers = {role: visitors[role].get(page.url).status_code for role in ROLES}
        assert answers["outsider"] == answers["editor"] == 403
        assert answers["anonymous"] in (302, 404)
        assert answers["member"] == answers["superuser"] == 200
    for row in SURFACES.values():
        for role in ("anonymous", "outsider"):
            assert "bi-danh" not in text_of(visitors[role].get(row.address(world)))


@pytest.mark.parametrize("role", ["anonymous", "outsider", "member"])
@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/pages/",
        "/admin/pages/search/?q=dau",
        "/admin/images/?q=dau",
        "/admin/documents/?q=dau",
        "/admin/van-ban/chua-co/",
        "/admin/van-ban/het-hieu-luc/",
        "/admin/van-ban/tu-tep/",
        "/admin/nhap-van-ban/",
        "/admin/album/1/anh/",
        "/admin/album/1/anh/tai-len/",
        "/admin/snippets/news/announcementkind/",
        "/admin/mo-hinh/1/tien-do/",
        "/admin/tim-kiem/tu-khoa/",
        "/admin/snippets/search/acronym/",
        "/admin/snippets/search/promotedresult/",
    ],
)
def test_the_admin_is_closed_to_readers(world, visitors, role, address):
    response = visitors[role].get(address)
    assert response.status_code in (302, 403)
    assert_visible(text_of(response), world, set(), world.dark | world.closed, f"{address} ({role})")


def test_who_has_lost_a_group_or_was_barred_sees_nothing_more(world, visitors):
    page = world.pages["closed_article"]
    member = visitors["member"].get(page.url).wsgi_request.user
    member.groups.clear()
    assert visitors["member"].get(page.url).status_code == 403
    member.is_active = False
    member.save()
    assert visitors["member"].get(page.url).status_code == 302


def test_a_page_under_a_shared_password_opens_to_nobody(world, visitors):
    """Shared passwords are switched off; a restriction of that kind that came by another way stays closed."""
    page = world.pages["open_page"]
    restriction = page.view_restrictions.create(restriction_type="password", password="mat-khau-chung")
    address = f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    for role in ROLES:
        answer = visitors[role].post(address, {"password": "mat-khau-chung", "return_url": page.url})
        assert answer.status_code == 404
        text = text_of(visitors[role].get(page.url))
        assert f"{page.title} trong bài" not in text, role


def addresses(patterns, prefix="") -> set[str]:
    found = set()
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if address != "admin/":
                found |= addresses(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            found.add(address)
    return found


def test_every_address_has_its_row():
    assert addresses(get_resolver().url_patterns) == set(ADDRESSES)


def test_every_route_below_a_page_has_its_row():
    found = {
        (model._meta.label, route.name)
        for model in get_page_models()
        if issubclass(model, RoutablePageMixin)
        for route in model.get_subpage_urls()
    }
    assert found == set(ROUTES)


def test_every_scope_of_the_search_has_its_row():
    assert {scope.name for scope in registered()} == set(SCOPES)


def test_every_section_of_the_home_page_has_its_row():
    assert set(HomeSectionsBlock().child_blocks) == set(HOME_SECTIONS)


def test_every_row_that_names_a_test_names_one_that_exists():
    for table in (ADDRESSES, ROUTES, HOME_SECTIONS):
        for value in table.values():
            assert not isinstance(value, str) or not value.startswith("test_") or value in globals()
