"""Whoever walks the whole site, by every link, feed, site map and picture, meets only what is theirs."""

import re
from collections import deque
from datetime import timedelta
from html import unescape
from io import BytesIO
from urllib.parse import urljoin, urlsplit

import pytest
from django.utils import timezone
from PIL import Image

from documents.models import DirectiveLibraryPage, DirectiveRelation
from home.emulation.recording import add_note
from home.models import Commitment, EmulationModelIndexPage, EmulationModelPage, Evidence, ProgressNote
from news import photos
from news.models import (
    AlbumIndexPage,
    AlbumPage,
    AnnouncementIndexPage,
    AnnouncementKind,
    AnnouncementPage,
    ArticlePage,
    CalendarPage,
)
from portal.provision import roles
from tests.conftest import MARK, drawn_image

ADDRESS = re.compile(r"""(?:href|src|data)=["']([^"'#]+)|<loc>([^<]+)</loc>|<id>(http[^<]+)</id>""")
SOURCE_SET = re.compile(r"""srcset=["']([^"']+)""")
COLOUR = (250, 0, 250)
STARTS = ("/", "/sitemap.xml", "/robots.txt", "/so-do-trang/", "/tin-tuc/feed/", "/tai-lieu/")
MOST = 1_000


def addresses_in(text: str) -> set[str]:
    found = {next(filter(None, match)) for match in ADDRESS.findall(text)}
    for candidates in SOURCE_SET.findall(text):
        found |= {candidate.split()[0] for candidate in candidates.split(",") if candidate.strip()}
    return {unescape(address) for address in found}


def shows_the_picture(body: bytes) -> bool:
    try:
        with Image.open(BytesIO(body)) as picture:
            red, green, blue = picture.convert("RGB").resize((1, 1)).getpixel((0, 0))
    except OSError:
        return False
    return abs(red - COLOUR[0]) < 12 and green < 12 and abs(blue - COLOUR[2]) < 12


def crawl(client, *more: str) -> tuple[dict[str, bytes], list[str]]:
    """Follow every address from the starts; return the bodies of good answers and the addresses of failures."""
    waiting, seen, bodies, failures = deque([*STARTS, *more]), set(), {}, []
    while waiting and len(seen) < MOST:
        address = waiting.popleft()
        if address in seen or address.startswith(("/admin/", "/thanh-vien/", "/static/")):
            continue
        seen.add(address)
        response = client.get(address)
        if response.status_code >= 500:
            failures.append(address)
        if response.status_code != 200:
            continue
        # Reading a stream to its end closes its file; closing the answer would close PostgreSQL's connection too.
        body = bodies[address] = (
            b"".join(response.streaming_content) if response.streaming else response.content
        )
        if "text" in response["Content-Type"] or "xml" in response["Content-Type"]:
            for link in addresses_in(body.decode("utf-8", "replace")):
                parts = urlsplit(urljoin(f"http://testserver{address}", link))
                # Choices of a list combine without end: one at a time is followed.
                if parts.hostname == "testserver" and parts.scheme == "http" and "&" not in parts.query:
                    waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    assert len(seen) < MOST, "the site has no end"
    return bodies, failures


def leaks(bodies: dict[str, bytes]) -> list[str]:
    return [address for address, body in bodies.items() if MARK.encode() in body or shows_the_picture(body)]


def announce(members_only, home) -> None:
    """Add an urgent announcement with an event for members, and the calendar that everybody reads."""
    home.add_child(instance=CalendarPage(title="Lịch", slug="lich", show_in_menus=True))
    section = members_only.section.add_child(instance=AnnouncementIndexPage(title=MARK, slug="thong-bao"))
    page = section.add_child(
        instance=AnnouncementPage(
            title=MARK,
            kind=AnnouncementKind.objects.get_or_create(name="Mời họp")[0],
            is_urgent=True,
            event_starts_at=timezone.now() + timedelta(days=1),
            event_place=MARK,
        )
    )
    page.files.create(document=members_only.document)
    page.save_revision().publish()


def register(members_only, home) -> None:
    """Add a closed model, and an open one that continues it, whose only note and evidence are for members."""
    inner = members_only.section.add_child(instance=EmulationModelIndexPage(title=MARK, slug="mo-hinh"))
    closed = inner.add_child(instance=EmulationModelPage(title=MARK, year=2025, unit=MARK))
    section = home.add_child(
        instance=EmulationModelIndexPage(title="Mô hình", slug="mo-hinh", show_in_menus=True)
    )
    model = EmulationModelPage(title="Mô hình ngỏ", year=2026, unit="Tổ", continues=closed)
    model.commitments = [Commitment(content="Việc", key="mot")]
    section.add_child(instance=model)
    note = ProgressNote(model=model, commitment_key="mot", commitment="Việc", percent=50, text=MARK)
    note.is_members_only = True
    add_note(
        note, [Evidence(page=members_only.article), Evidence(document=members_only.document)], None, seen=0
    )
    Evidence.objects.create(model=model, page=members_only.article)
    section.add_child(instance=EmulationModelPage(title="Năm trước", year=2025, unit="Tổ"))


def add_albums(members_only, home) -> None:
    """Add an album for members, and an open one in which a photo is closed to others."""
    section = members_only.section.add_child(instance=AlbumIndexPage(title=MARK, slug="anh"))
    opened = home.add_child(instance=AlbumIndexPage(title="Ảnh", slug="anh", show_in_menus=True))
    for parent, title, shade in ((section, MARK, 1), (opened, "Album ngỏ", 2)):
        album = parent.add_child(instance=AlbumPage(title=title, occasion=title))
        picture = drawn_image(
            MARK, colour=(250, shade, 250), collection=members_only.collection, description=MARK
        )
        photos.add_photo(album, picture, caption=MARK)
        album.save_revision().publish()
    photos.add_photo(album, drawn_image("Ảnh ngỏ", colour=(10, 90, 10)), caption="Ảnh ngỏ")


@pytest.fixture
def marked(members_only, make_directive, site_tree):
    """The members' section with a picture of one colour on its article, its file read, and a directive.

    An open article and an open directive cite the closed one; they are related, and the open one has the closed file.
    """
    picture = drawn_image(MARK, colour=COLOUR, collection=members_only.collection, description=MARK)
    members_only.article.image = picture
    members_only.article.save_revision().publish()
    library = members_only.section.add_child(instance=DirectiveLibraryPage(title=MARK, show_in_menus=True))
    cited = [("paragraph", "<p>Hướng dẫn số 12-HD/BTCTU ngày 09/5/2024</p>")]
    closed = make_directive("12-HD/BTCTU", "Hướng dẫn", parent=library, lead=MARK, notes_for_staff=MARK)
    closed.files.create(document=members_only.document)
    closed.save_revision().publish()
    opened = make_directive("11-HD/BTCTU", "Hướng dẫn", body=cited)
    opened.files.create(document=members_only.document)
    opened.save_revision().publish()
    DirectiveRelation.objects.create(source=closed, target=opened, kind="guides")
    announce(members_only, site_tree.home)
    register(members_only, site_tree.home)
    add_albums(members_only, site_tree.home)
    article = site_tree.news.add_child(instance=ArticlePage(title="Bài viện dẫn", body=cited))
    article.save_revision().publish()
    return members_only


@pytest.mark.parametrize("warmed", [False, True], ids=["cold", "after a member's visit"])
def test_nobody_meets_what_is_not_theirs(client, marked, make_user, warmed, site_tree):
    search = "/tim-kiem/?q=dau+hieu+rieng+tu"
    if warmed:
        client.force_login(make_user("dang-vien", marked.group.name))
        bodies, failures = crawl(client, search)
        assert failures == []
        assert any(shows_the_picture(body) for body in bodies.values()), "the member sees the picture"
        assert marked.article.url in leaks(bodies), "the member reads the article"
        known = set(bodies)
        client.logout()
    else:
        known = set()
    for role in ("anonymous", "outsider"):
        if role == "outsider":
            client.force_login(make_user("nguoi-ngoai"))
        bodies, failures = crawl(client, search, *known)
        assert failures == []
        assert leaks(bodies) == [], role


def test_an_editor_who_is_no_member_meets_no_members_text_on_the_public_site(
    client, marked, make_user, provisioned
):
    client.force_login(make_user("bien-tap", roles.EDITORS))
    bodies, failures = crawl(client)
    assert failures == []
    pages = {
        address: body
        for address, body in bodies.items()
        # Staff keep files, and read what models keep for members.
        if not address.startswith(("/media/", "/tai-lieu/", "/mo-hinh/"))
    }
    assert leaks(pages) == []
