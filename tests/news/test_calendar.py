"""The work calendar: month, list and what calendar programs follow."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.calendar import Entry, Month, month_of
from tests.news.conftest import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def events(clock, announce):
    clock("10/12 08:00")
    announce("Không có sự kiện")
    announce("Họp đầu tháng", event_starts_at=at("01/12 08:00"), event_ends_at=at("01/12 11:00"))
    announce(
        "Tập huấn ba ngày",
        event_starts_at=at("30/12 08:00"),
        event_ends_at=at("31/12 17:00"),
        event_place="Phòng họp số 2",
    )
    announce("Sắp được báo", valid_from=at("11/12 08:00"), event_starts_at=at("12/12 08:00"))
    closed = announce("Họp kín", event_starts_at=at("15/12 14:00"))
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    announce("Chiều muộn", event_starts_at=at("15/12 18:00"))
    announce("Sáng sớm", event_starts_at=at("15/12 06:30"), is_cancelled=True)


def text_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def titles_in(html: str) -> list[str]:
    return re.findall(r"event__link[^>]*>([^<]+)<", html.partition("agenda__day")[2])


def test_a_month_shows_what_the_public_may_see_in_order(client, calendar, events):
    assert titles_in(text_of(client, calendar.url)) == [
        *("Họp đầu tháng", "Sáng sớm", "Chiều muộn", "Tập huấn ba ngày", "Tập huấn ba ngày")
    ]


def test_members_find_theirs_besides(admin_client, calendar, events):
    assert "Họp kín" in titles_in(text_of(admin_client, calendar.url))


def test_weeks_begin_on_monday(client, calendar, events):
    html = text_of(client, calendar.url)
    assert re.findall(r"weekday-name\">([^<]+)<", html)[0] == "Thứ 2"
    assert re.findall(r"weekday-short[^>]*>([^<]+)<", html) == ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]
    first_week = month_of(None, date(2026, 12, 1)).weeks[0]
    assert [day.date.day for day in first_week] == [30, 1, 2, 3, 4, 5, 6]
    assert [day.is_in_month for day in first_week] == [False] + [True] * 6


def test_the_list_holds_what_is_to_come(client, calendar, events):
    assert titles_in(text_of(client, f"{calendar.url}danh-sach/")) == [
        *("Sáng sớm", "Chiều muộn", "Tập huấn ba ngày")
    ]


def test_dates_are_written_as_here(client, calendar, events):
    html = text_of(client, f"{calendar.url}danh-sach/")
    assert "Thứ 3, 15/12/2026" in html and "08:00 30/12/2026 – 17:00 31/12/2026" in html and "18:00" in html
    assert "Đã hủy" in html


def test_months_lead_to_one_another_and_come_to_an_end(client, clock, calendar, announce):
    clock("10/12 08:00")
    announce("Tháng mười", event_starts_at=at("05/10 08:00"))
    seen, address = [], calendar.url
    while address:
        html = text_of(client, address)
        seen.append(re.search(r"month-title\">Tháng (\S+)</h2>", html)[1])
        found = re.search(r'rel="prev" href="([^"]+)"', html)
        address = found and found[1]
    assert seen == ["12/2026", "11/2026", "10/2026"]
    assert 'rel="next"' not in text_of(client, calendar.url)


@pytest.mark.parametrize(
    ("first", "previous", "following"),
    [
        (date(2026, 12, 1), date(2026, 11, 1), date(2027, 1, 1)),
        (date(2026, 3, 1), None, date(2026, 4, 1)),
        (date(1999, 1, 1), None, date(2026, 3, 1)),
        (date(2099, 12, 1), date(2027, 2, 1), None),
    ],
)
def test_far_months_lead_back(clock, first, previous, following):
    clock("10/12 08:00")
    month = Month(first, [], (date(2026, 3, 9), date(2027, 2, 3)))
    assert (month.previous, month.following) == (previous, following)


@pytest.mark.parametrize("address", ["2026/13/", "2026/00/", "1026/01/", "2026/1/", "abcd/01/"])
def test_there_is_no_such_month(client, calendar, address):
    assert client.get(calendar.url + address).status_code == 404


def test_an_empty_calendar_says_so(client, calendar):
    assert "Tháng này chưa có việc nào." in text_of(client, calendar.url)
    assert "Chưa có việc nào trong một năm tới." in text_of(client, f"{calendar.url}danh-sach/")


def test_programs_follow_the_publics_calendar(client, admin_client, calendar, announcements, events):
    for visitor in (client, admin_client):
        for address in (f"{calendar.url}ical/", f"{announcements.url}ical/"):
            response = visitor.get(address)
            assert response["Content-Type"] == "text/calendar; charset=utf-8"
            found = re.findall(r"SUMMARY:(.*)\r", response.content.decode())
            assert found == ["Họp đầu tháng", "Sáng sớm", "Chiều muộn", "Tập huấn ba ngày"], address
    assert "STATUS:CANCELLED" in text_of(client, f"{calendar.url}ical/")


def test_one_event_is_taken_along(client, announce):
    page = announce("Hội nghị", event_starts_at=at("03/12 08:00"), event_place="Hội trường, tầng 3")
    response = client.get(f"{page.url}ical/")
    text = response.content.decode()
    assert response["Content-Disposition"] == f'attachment; filename="{page.slug}.ics"'
    assert "DTSTART:20261203T010000Z" in text and "LOCATION:Hội trường\\, tầng 3" in text
    assert f"{page.url}ical/" in text_of(client, page.url)
    assert client.get(f"{announce('Không có sự kiện').url}ical/").status_code == 404


def test_the_identity_of_an_event_stays_when_it_is_changed(client, announce):
    page = announce("Hội nghị", event_starts_at=at("03/12 08:00"))
    before = re.search(r"UID:(.*)\r", client.get(f"{page.url}ical/").content.decode())[1]
    page.title, page.event_starts_at = "Hội nghị dời ngày", at("04/12 08:00")
    page.save_revision().publish()
    after = client.get(f"{page.url}ical/").content.decode()
    assert f"UID:{before}\r" in after and "DTSTART:20261204T010000Z" in after


def test_an_event_that_is_closed_is_taken_along_by_nobody_else(client, admin_client, announce):
    page = announce("Họp kín", event_starts_at=at("03/12 08:00"))
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(f"{page.url}ical/").status_code == 302
    assert admin_client.get(f"{page.url}ical/").status_code == 200


def test_an_event_of_whole_days_stands_before_those_with_a_time():
    day = date(2026, 12, 3)
    timed = Entry("Họp", "/", "", timezone.make_aware(timezone.datetime(2026, 12, 3)))
    whole = Entry("Ảnh hoạt động", "/", "", day, day + timedelta(days=1))
    assert sorted([timed, whole], key=lambda entry: entry.order) == [whole, timed]
    assert not whole.has_time and whole.takes_days and timed.has_time


def test_the_front_page_shows_what_comes_next(client, site_tree, calendar, events):
    site_tree.home.sections = [("work_calendar", {"title": "", "count": 2})]
    site_tree.home.save_revision().publish()
    html = text_of(client, "/").partition("<main")[2]
    assert re.findall(r"event__link[^>]*>([^<]+)<", html) == ["Sáng sớm", "Chiều muộn"]
    assert f'href="{calendar.url}"' in html
