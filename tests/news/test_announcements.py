"""An announcement from its first to its last minute, and after."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from documents.models import CheckState
from news.models import AnnouncementKind, AnnouncementPage
from portal.base.audience import visible_pages, visible_to
from tests.news.conftest import at

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
TITLE = "Ngừng cấp điện trụ sở"


@pytest.fixture
def home_section(site_tree):
    site_tree.home.sections = [("announcements", {"title": "", "count": 5})]
    site_tree.home.save_revision().publish()
    return site_tree.home


def html_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def content_of(client, address: str) -> str:
    """Return the main part of a page, without what stands at the head of every page."""
    return html_of(client, address).partition("<main")[2]


def banner_of(client, address: str) -> str:
    found = re.search(r"<aside class=\"banner\".*?</aside>", html_of(client, address), re.DOTALL)
    return found[0] if found else ""


def feed_titles(client, section) -> list[str]:
    feed = ElementTree.fromstring(client.get(f"{section.url}feed/").content)
    return [entry.find("a:title", ATOM).text for entry in feed.findall("a:entry", ATOM)]


def places(client, section, page) -> set[str]:
    """Return everywhere a stranger meets an announcement."""
    shown = {
        "list": TITLE in content_of(client, section.url),
        "home": TITLE in content_of(client, "/"),
        "banner": TITLE in banner_of(client, "/gioi-thieu/"),
        "feed": TITLE in feed_titles(client, section),
        "archive": TITLE in content_of(client, f"{section.url}luu-tru/"),
        "search": page.url in content_of(client, "/tim-kiem/?q=cap+dien"),
        "search rows": visible_pages(None).filter(pk=page.pk).exists()
        and visible_to(AnnouncementPage.objects.filter(pk=page.pk), None).exists(),
        "sitemap": page.url in client.get("/sitemap.xml").content.decode(),
        "address": client.get(page.url).status_code == 200,
    }
    return {name for name, is_shown in shown.items() if is_shown}


STANDING = {"list", "home", "banner", "feed", "search", "search rows", "sitemap", "address"}
LOOKED_UP = {"archive", "search", "search rows", "sitemap", "address"}


def test_an_announcement_is_scheduled_shown_and_archived_by_the_clock_alone(
    client, clock, announcements, home_section, announce
):
    clock("01/12 08:00")
    page = announce(
        TITLE, valid_from=at("02/12 08:00"), valid_until=at("04/12 17:00"), is_urgent=True, is_pinned=True
    )
    expected = {
        "01/12 09:00": set(),
        "02/12 07:59": set(),
        "02/12 08:00": STANDING,
        "04/12 16:59": STANDING,
        "04/12 17:00": LOOKED_UP,
        "30/12 08:00": LOOKED_UP,
    }
    for moment, where in expected.items():
        clock(moment)
        assert places(client, announcements, page) == where, moment


def test_the_page_of_what_has_ended_says_so(client, clock, announce):
    clock("01/12 08:00")
    page = announce(TITLE, valid_until=at("04/12 17:00"))
    assert "đã kết thúc" not in html_of(client, page.url)
    clock("05/12 08:00")
    assert "Thông báo này đã kết thúc lúc 17:00 04/12/2026." in html_of(client, page.url)


@pytest.mark.parametrize(
    ("fields", "end"),
    [
        ({}, None),
        ({"valid_until": "04/12 17:00"}, "04/12 17:00"),
        ({"event_starts_at": "03/12 08:00"}, "04/12 00:00"),
        ({"event_starts_at": "03/12 08:00", "event_ends_at": "03/12 11:00"}, "03/12 11:00"),
        (
            {"event_starts_at": "03/12 08:00", "event_ends_at": "03/12 11:00", "valid_until": "01/12 10:00"},
            "01/12 10:00",
        ),
    ],
    ids=["never", "as said", "with the day of the event", "with the event", "before the event"],
)
def test_an_announcement_ends_as_said_or_with_its_event(announce, fields, end):
    page = announce(TITLE, **{name: at(moment) for name, moment in fields.items()})
    assert page.ends_at == (end and at(end))


def test_an_end_that_is_changed_counts_from_its_publication(client, clock, announcements, announce):
    clock("01/12 08:00")
    page = announce(TITLE, valid_until=at("02/12 17:00"))
    page.valid_until = at("20/12 17:00")
    revision = page.save_revision()
    clock("05/12 08:00")
    assert TITLE not in content_of(client, announcements.url)
    revision.publish()
    assert TITLE in content_of(client, announcements.url)


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"valid_from": "04/12 08:00", "valid_until": "03/12 08:00"}, "valid_until", "trước khi bắt đầu"),
        ({"valid_from": "04/12 08:00", "valid_until": "04/12 08:00"}, "valid_until", "trước khi bắt đầu"),
        ({"event_starts_at": "04/12 08:00", "event_ends_at": "03/12 08:00"}, "event_ends_at", "Sự kiện"),
        ({"event_ends_at": "03/12 08:00"}, "event_starts_at", "giờ bắt đầu"),
        ({"event_place": "Hội trường"}, "event_starts_at", "địa điểm"),
        ({"is_urgent": True}, "valid_until", "mọi trang"),
        ({"valid_from": "04/12 08:00", "event_starts_at": "03/12 08:00"}, "valid_from", "trước khi"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(announcements, fields, field, words):
    kind = AnnouncementKind.objects.get_or_create(name="Thông báo")[0]
    given = {
        name: at(value) if name.endswith(("_at", "from", "until")) else value
        for name, value in fields.items()
    }
    page = AnnouncementPage(
        title=TITLE, slug="a", kind=kind, path=announcements.path + "0001", depth=4, **given
    )
    with pytest.raises(ValidationError) as refused:
        page.clean()
    assert set(refused.value.message_dict) == {field}
    assert words in refused.value.message_dict[field][0]


def test_an_urgent_announcement_ends_with_its_event(announcements, announce):
    page = announce(TITLE, is_urgent=True, event_starts_at=timezone.now() + timedelta(hours=2))
    page.full_clean()
    assert page.ends_at


def test_the_form_of_the_editor_tells_what_is_wrong(admin_client, announcements):
    kind = AnnouncementKind.objects.get_or_create(name="Thông báo")[0]
    address = f"/admin/pages/add/news/announcementpage/{announcements.pk}/"
    assert admin_client.get(address).status_code == 200
    given = {
        "title": TITLE,
        "slug": "ngung-cap-dien",
        "kind": kind.pk,
        "valid_from": "04/12/2026 08:00",
        "valid_until": "03/12/2026 08:00",
        "body-count": 0,
        "files-TOTAL_FORMS": 0,
        "files-INITIAL_FORMS": 0,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }
    answer = admin_client.post(address, given)
    assert "không thể kết thúc trước khi bắt đầu" in answer.content.decode()
    assert not AnnouncementPage.objects.exists()
    assert admin_client.post(address, {**given, "valid_until": "05/12/2026 08:00"}).status_code == 302
    assert AnnouncementPage.objects.get().valid_until == at("05/12 08:00")


def test_the_banner_of_the_public_holds_nothing_of_the_members(
    client, announce, members_only, make_user, site_tree
):
    inner = members_only.section.add_child(
        instance=type(announce("Ngỏ").get_parent().specific)(title="Nội bộ", slug="thong-bao")
    )
    until = timezone.now() + timedelta(days=1)
    announce("Họp kín của chi bộ", parent=inner, is_urgent=True, valid_until=until)
    announce("Bão số 9", is_urgent=True, valid_until=until)
    member = Client()
    member.force_login(make_user("dang-vien", members_only.group.name))
    for _visit in range(2):
        for address in ("/", "/gioi-thieu/", "/tim-kiem/?q=hop"):
            assert "Họp kín" in banner_of(member, address)
            public = banner_of(client, address)
            assert "Bão số 9" in public and "Họp kín" not in html_of(client, address)


def test_nobody_is_given_a_cookie_by_the_banner(client, announce):
    announce("Bão số 9", is_urgent=True, valid_until=timezone.now() + timedelta(days=1))
    response = client.get("/gioi-thieu/")
    assert b"banner.js" in response.content
    assert not response.cookies
    assert response["Cache-Control"] == "public, max-age=60"


def test_a_page_without_urgent_announcements_loads_nothing_for_them(client, announce):
    announce("Bão số 9")
    assert b"banner" not in client.get("/gioi-thieu/").content


def test_what_was_put_away_shows_again_when_it_is_changed(client, clock, announce):
    clock("01/12 08:00")
    page = announce("Bão số 9", is_urgent=True, valid_until=at("09/12 08:00"))
    key = re.search(r'data-banner="([^"]+)"', banner_of(client, "/"))[1]
    clock("01/12 09:00")
    assert f'data-banner="{key}"' in banner_of(client, "/")
    page.title = "Bão số 9 đổi hướng"
    page.save_revision().publish()
    assert f'data-banner="{key}"' not in banner_of(client, "/")


def test_at_most_three_stand_at_the_head_of_a_page(client, announce):
    for number in range(5):
        announce(f"Khẩn {number}", is_urgent=True, valid_until=timezone.now() + timedelta(days=1))
    assert re.findall(r"Khẩn \d</a>", banner_of(client, "/")) == ["Khẩn 4</a>", "Khẩn 3</a>", "Khẩn 2</a>"]


def test_the_pinned_come_first_and_then_the_newest(client, clock, announcements, announce):
    clock("20/12 08:00")
    announce("Cũ", valid_from=at("02/12 08:00"))
    announce("Mới", valid_from=at("18/12 08:00"))
    announce("Ghim", valid_from=at("01/12 08:00"), is_pinned=True)
    titles = re.findall(r"announcement__link[^>]*>([^<]+)<", content_of(client, announcements.url))
    assert titles == ["Ghim", "Mới", "Cũ"]


def test_lists_are_narrowed_by_kind_and_the_archive_by_year(client, clock, announcements, announce):
    clock("20/12 08:00")
    announce("Họp tháng này", "Mời họp")
    announce("Cần tuyển người", "Tuyển dụng")
    announce("Họp tháng trước", "Mời họp", valid_until=at("01/11 08:00"))
    old = announce("Họp năm trước", "Mời họp")
    AnnouncementPage.objects.filter(pk=old.pk).update(ends_at=at("01/11 08:00").replace(year=2025))
    narrowed = content_of(client, f"{announcements.url}?loai=moi-hop")
    assert "Họp tháng này" in narrowed and "Cần tuyển người" not in narrowed
    archive = content_of(client, f"{announcements.url}luu-tru/")
    assert "Họp tháng trước" in archive and "Họp năm trước" in archive and "Họp tháng này" not in archive
    of_a_year = content_of(client, f"{announcements.url}luu-tru/?nam=2025")
    assert "Họp năm trước" in of_a_year and "Họp tháng trước" not in of_a_year
    for nonsense in ("?loai=khong-co", "luu-tru/?nam=abc", "?page=x"):
        assert client.get(announcements.url + nonsense).status_code == 200


def test_a_section_without_announcements_says_so(client, announcements):
    assert "Hiện không có thông báo nào." in content_of(client, announcements.url)
    assert "Chưa có thông báo nào kết thúc." in content_of(client, f"{announcements.url}luu-tru/")


def test_attachments_are_those_that_the_reader_may_see(
    client, announce, stored_document, members_only, make_user
):
    page = announce(TITLE)
    unseen = stored_document("Tệp chưa kiểm tra", check_state=CheckState.PENDING)
    for document in (stored_document("Tệp ngỏ"), unseen, members_only.document):
        page.files.add(page.files.model(document=document))
    page.save_revision().publish()
    shown = html_of(client, page.url)
    assert "Tệp ngỏ" in shown and "/tai-lieu/" in shown
    assert unseen.title not in shown and members_only.document.title not in shown
    client.force_login(make_user("dang-vien", members_only.group.name))
    assert members_only.document.title in html_of(client, page.url)
    assert members_only.document.title not in page.plain_text()


def data_of(client, page) -> dict:
    found = re.search(r'application/ld\+json">(.*?)</script>', html_of(client, page.url), re.DOTALL)
    return json.loads(found[1])


def test_an_announcement_is_told_to_machines(client, clock, announce):
    clock("01/12 08:00")
    data = data_of(client, announce(TITLE, concerns="công dân", valid_until=at("09/12 08:00")))
    assert data["@type"] == "SpecialAnnouncement" and data["name"] == TITLE
    assert data["expires"] == at("09/12 08:00").isoformat() or data["expires"].startswith("2026-12-09T01:00")
    assert data["audience"]["audienceType"] == "công dân"


def test_an_event_is_told_to_machines(client, clock, announce):
    clock("01/12 08:00")
    page = announce(
        "Hội nghị",
        event_starts_at=at("03/12 08:00"),
        event_ends_at=at("03/12 11:00"),
        event_place="Hội trường </script>",
        is_cancelled=True,
    )
    data = data_of(client, page)
    assert data["@type"] == "Event"
    assert data["startDate"] == "2026-12-03T08:00:00+07:00" and data["endDate"] == "2026-12-03T11:00:00+07:00"
    assert data["location"]["name"] == "Hội trường </script>"
    assert data["eventStatus"] == "https://schema.org/EventCancelled"
    assert "Sự kiện không diễn ra." in html_of(client, page.url)


def test_the_feed_is_the_publics_and_valid(client, admin_client, clock, announcements, announce):
    clock("01/12 08:00")
    hidden = announce("Nội bộ")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    announce("Ngỏ <b> & hơn", valid_until=at("09/12 08:00"))
    for visitor in (client, admin_client):
        assert feed_titles(visitor, announcements) == ["Ngỏ <b> & hơn"]
    entry = ElementTree.fromstring(client.get(f"{announcements.url}feed/").content).find("a:entry", ATOM)
    for name in ("id", "title", "updated", "author/a:name"):
        assert entry.find(f"a:{name}", ATOM).text
    assert entry.find("a:category", ATOM).get("term") == "Thông báo"


def test_scheduled_announcements_are_hidden_from_plain_pages_too(clock, announce):
    clock("01/12 08:00")
    page = announce(TITLE, valid_from=at("02/12 08:00"))
    assert page.pk not in visible_to(Page.objects.all(), RequestFactory().get("/")).values_list(
        "pk", flat=True
    )
    clock("02/12 08:00")
    assert page.pk in visible_to(Page.objects.all(), RequestFactory().get("/")).values_list("pk", flat=True)


def test_a_search_says_what_has_ended_and_what_is_off(client, clock, announce):
    clock("01/12 08:00")
    announce("Hội thảo một", kind="Mời họp", valid_until=at("02/12 08:00"))
    announce("Hội thảo hai", event_starts_at=at("05/12 08:00"), is_cancelled=True)

    def notes() -> dict[str, list[str]]:
        html = content_of(client, "/tim-kiem/?q=hoi+thao&loai=thong-bao")
        found = re.findall(r"<h3.*?<a[^>]*>(.*?)</a>.*?search-result__meta\">(.*?)</p>", html, re.DOTALL)
        return {re.sub("<.*?>", "", title): re.findall("<span>(.*?)</span>", meta) for title, meta in found}

    assert notes() == {"Hội thảo một": ["Mời họp"], "Hội thảo hai": ["Thông báo", "Đã hủy"]}
    clock("03/12 08:00")
    assert notes()["Hội thảo một"] == ["Mời họp", "Đã kết thúc"]
