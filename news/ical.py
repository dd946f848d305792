"""iCalendar texts (RFC 5545): what calendar programs read of one event or of many.

Written here because a portal writes six properties and reads none; a library brings recurrence and time zones,
which nothing here needs: times are given in UTC, whole days as dates.

>>> b"SUMMARY:H" in calendar_file([Event("1", datetime(2026, 1, 5, tzinfo=UTC), date(2026, 1, 6), summary="H")])
True
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from portal.base.text import printable

CONTENT_TYPE = "text/calendar; charset=utf-8"
# Octets of a line, without its end (section 3.1).
LONGEST = 75


@dataclass(frozen=True)
class Event:
    """One event. `starts` and `ends` are aware times, or dates for whole days, of which the last one counts."""

    uid: str
    stamp: datetime
    starts: date
    ends: date | None = None
    summary: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    is_cancelled: bool = False


def calendar_file(events: Iterable[Event], *, name: str = "") -> bytes:
    """Return a calendar with some events, as it is stored and sent."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Party cell portal//VI", "CALSCALE:GREGORIAN"]
    if name:
        # A calendar that others follow: its name, old and new (RFC 7986), and how often to look.
        lines += [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]
        lines += ["REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    for event in events:
        lines += _event_lines(event)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event_lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_utc(event.stamp)}"
    yield f"DTSTART{_when(event.starts)}"
    if isinstance(event.starts, datetime):
        if event.ends and event.ends > event.starts:
            yield f"DTEND{_when(event.ends)}"
    else:
        # The end of whole days is the day after the last one (section 3.6.1).
        yield f"DTEND{_when((event.ends or event.starts) + timedelta(days=1))}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.location:
        yield f"LOCATION:{_text(event.location)}"
    if event.url:
        yield f"URL:{printable(''.join(event.url.split()))}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _when(day: date) -> str:
    if isinstance(day, datetime):
        return f":{_utc(day)}"
    return f";VALUE=DATE:{day:%Y%m%d}"


def _text(text: str) -> str:
    """Return a text value with what has a meaning of its own escaped (section 3.3.11)."""
    lines = printable(text).replace("\r\n", "\n").replace("\r", "\n").strip()
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        lines = lines.replace(plain, escaped)
    return lines.replace("\t", " ")


def _folded(line: str) -> bytes:
    """Return a line as it is sent: in pieces that are short enough and cut no letter in two."""
    pieces, piece, room = [], b"", LONGEST
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            # The blank before a continued line counts.
            piece, room = b"", LONGEST - 1
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
