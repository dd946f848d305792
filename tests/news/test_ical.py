"""iCalendar as RFC 5545 has it."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.ical import Event, calendar_file

STAMP = datetime(2026, 12, 1, 1, tzinfo=UTC)
HANOI = timezone(timedelta(hours=7))


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def lines_of(**fields) -> list[str]:
    given = {"uid": "1", "stamp": STAMP, "starts": datetime(2026, 12, 3, 8, tzinfo=HANOI)} | fields
    return unfolded(calendar_file([Event(**given)]))


def test_an_event_has_what_every_reader_needs():
    lines = lines_of(ends=datetime(2026, 12, 3, 11, tzinfo=HANOI), summary="Hội nghị")
    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Party cell portal//VI",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:1",
        "DTSTAMP:20261201T010000Z",
        "DTSTART:20261203T010000Z",
        "DTEND:20261203T040000Z",
        "SUMMARY:Hội nghị",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(("ends", "last"), [(None, "20261204"), (date(2026, 12, 5), "20261206")])
def test_whole_days_end_with_the_day_after(ends, last):
    lines = lines_of(starts=date(2026, 12, 3), ends=ends)
    assert "DTSTART;VALUE=DATE:20261203" in lines and f"DTEND;VALUE=DATE:{last}" in lines


def test_an_event_without_an_end_has_none():
    assert not [line for line in lines_of() if line.startswith("DTEND")]


def test_what_has_a_meaning_of_its_own_is_escaped():
    lines = lines_of(summary="A, B; C\\D", description="một\r\nhai\x00", location="Số 1, đường Mẫu")
    assert "SUMMARY:A\\, B\\; C\\\\D" in lines
    assert "DESCRIPTION:một\\nhai" in lines
    assert "LOCATION:Số 1\\, đường Mẫu" in lines


def test_nobody_smuggles_a_property_in():
    lines = lines_of(summary="Họp\r\nATTENDEE:mailto:a@b.example", url="https://a.example/\r\nX:1")
    assert not [line for line in lines if line.startswith(("ATTENDEE", "X:"))]


def test_what_does_not_take_place_says_so():
    assert "STATUS:CANCELLED" in lines_of(is_cancelled=True)


def test_a_calendar_to_follow_has_a_name():
    lines = unfolded(calendar_file([], name="Lịch, công tác"))
    assert "NAME:Lịch\\, công tác" in lines and "X-WR-CALNAME:Lịch\\, công tác" in lines


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=400))
def test_lines_are_short_and_cut_no_letter(text):
    content = calendar_file([Event("1", STAMP, STAMP, summary=text)])
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    summary = next(line for line in unfolded(content) if line.startswith("SUMMARY:"))
    escaped = text.strip()
    for mark in "\\;,":
        escaped = escaped.replace(mark, f"\\{mark}")
    assert summary == f"SUMMARY:{escaped}"
