"""The work calendar: everything with a day, whatever page it stands on, as one row of entries.

Where entries come from is written down in `SOURCES`: for each kind of page a function that returns the entries
between two days, and one that returns the first and the last day there is. Whoever adds a kind writes both and
adds them there.
"""

from calendar import Calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple

from django.db.models import Max, Min
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from news import ical
from news.models.album import AlbumPage
from news.models.announcement import AnnouncementPage

MONDAY = 0
SHORT_NAMES = (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))
# What those who follow the calendar in a program of their own get.
DAYS_KEPT, DAYS_AHEAD = 90, 366


@dataclass(frozen=True)
class Entry:
    """Something with a day. `starts` and `ends` are aware times, or dates where it takes whole days."""

    title: str
    url: str
    kind: str
    starts: date
    ends: date | None = None
    place: str = ""
    is_cancelled: bool = False
    event: ical.Event | None = None

    @property
    def first_day(self) -> date:
        return _day(self.starts)

    @property
    def last_day(self) -> date:
        return max(_day(self.ends or self.starts), self.first_day)

    @property
    def has_time(self) -> bool:
        return isinstance(self.starts, datetime)

    @property
    def takes_days(self) -> bool:
        return self.last_day > self.first_day

    @property
    def order(self) -> tuple:
        """Return what entries are ordered by: the day, then whole days before times."""
        moment = timezone.localtime(self.starts).time() if self.has_time else time.min
        return (self.first_day, self.has_time, moment, self.title)


class Source(NamedTuple):
    """Where entries come from: `entries(viewer, first, last)` and `span(viewer)`, the days of the first and last."""

    entries: Callable[[object, date, date], list[Entry]]
    span: Callable[[object], tuple[date | None, date | None]]


def announcement_entries(viewer, first: date, last: date, branch=None) -> list[Entry]:
    """Return the events of announcements, of a branch or of all, that touch the days from first to last."""
    ends = Coalesce("event_ends_at", "event_starts_at")
    pages = AnnouncementPage.objects.visible_to(viewer).with_row().annotate(event_last=ends)
    pages = pages.filter(
        event_starts_at__lt=_midnight(last + timedelta(days=1)), event_last__gte=_midnight(first)
    )
    if branch is not None:
        pages = pages.descendant_of(branch)
    return [_entry_of(page, viewer) for page in pages]


def announcement_span(viewer) -> tuple[date | None, date | None]:
    """Return the days of the first and the last event that an announcement tells of; None where there is none."""
    found = AnnouncementPage.objects.visible_to(viewer).aggregate(
        first=Min("event_starts_at"), last=Max(Coalesce("event_ends_at", "event_starts_at"))
    )
    return tuple(moment and _day(moment) for moment in (found["first"], found["last"]))


def album_entries(viewer, first: date, last: date) -> list[Entry]:
    """Return the albums of the days from first to last in which the viewer finds photos."""
    albums = AlbumPage.objects.visible_to(viewer).with_photos_for(viewer).defer_streamfields()
    return [_entry_of_album(page, viewer) for page in albums.filter(held_on__range=(first, last))]


def album_span(viewer) -> tuple[date | None, date | None]:
    """Return the days of the first and the last album in which the viewer finds photos; None where there is none."""
    albums = AlbumPage.objects.visible_to(viewer).with_photos_for(viewer)
    found = albums.aggregate(first=Min("held_on"), last=Max("held_on"))
    return found["first"], found["last"]


SOURCES = (Source(announcement_entries, announcement_span), Source(album_entries, album_span))


def entries_between(viewer, first: date, last: date) -> list[Entry]:
    """Return in order everything that touches the days from first to last and that the viewer may see."""
    entries = [entry for source in SOURCES for entry in source.entries(viewer, first, last)]
    return sorted(entries, key=lambda entry: entry.order)


def coming(viewer, days: int = DAYS_AHEAD) -> list[Entry]:
    """Return in order what is under way today or comes within some days."""
    today = timezone.localdate()
    return entries_between(viewer, today, today + timedelta(days=days))


@dataclass(frozen=True)
class Day:
    date: date
    entries: list[Entry]
    is_in_month: bool
    is_today: bool

    @property
    def short_name(self) -> str:
        """Return the day of the week in two letters."""
        return SHORT_NAMES[self.date.weekday()]


@dataclass(frozen=True)
class Month:
    """A month as a calendar shows it: whole weeks from Monday on, and the months beside it that hold something."""

    first: date
    entries: list[Entry]
    span: tuple[date | None, date | None]

    @cached_property
    def weeks(self) -> list[list[Day]]:
        today = timezone.localdate()
        weeks = Calendar(MONDAY).monthdatescalendar(self.first.year, self.first.month)
        return [[self._day(day, today) for day in week] for week in weeks]

    def _day(self, day: date, today: date) -> Day:
        entries = [entry for entry in self.entries if entry.first_day <= day <= entry.last_day]
        return Day(day, entries, day.month == self.first.month, day == today)

    @property
    def days(self) -> list[Day]:
        """Return the days of the month on which there is something."""
        return [day for week in self.weeks for day in week if day.is_in_month and day.entries]

    @property
    def is_current(self) -> bool:
        return self.first == timezone.localdate().replace(day=1)

    @property
    def previous(self) -> date | None:
        """Return the month before, None where nothing came earlier: robots find an end."""
        if self.first <= min(self._reach):
            return None
        return min(_month_before(self.first), max(self._reach))

    @property
    def following(self) -> date | None:
        """Return the month after, None where nothing comes later."""
        if self.first >= max(self._reach):
            return None
        return max(_month_after(self.first), min(self._reach))

    @property
    def _reach(self) -> list[date]:
        """Return the months of the first and last entry, and the current one."""
        days = [*filter(None, self.span), timezone.localdate()]
        return [day.replace(day=1) for day in days]


def month_of(viewer, day: date | None) -> Month:
    """Return the month of a day, or the current one, with what the viewer may see of it."""
    first = (day or timezone.localdate()).replace(day=1)
    # The weeks at both ends show some days of the months beside it.
    entries = entries_between(viewer, first - timedelta(days=6), first + timedelta(days=37))
    spans = [day for source in SOURCES for day in source.span(viewer) if day]
    return Month(first, entries, (min(spans, default=None), max(spans, default=None)))


def event_response(page: AnnouncementPage, request) -> HttpResponse:
    """Return the event of an announcement as a file for the reader's calendar."""
    if not page.event_starts_at:
        raise Http404("no event")
    response = HttpResponse(
        ical.calendar_file([_entry_of(page, request).event]), content_type=ical.CONTENT_TYPE
    )
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.ics"'
    return response


def calendar_response(request, page) -> HttpResponse:
    """Return the events of an announcement section, or of all for any other page, as a calendar to follow.

    Always the public's view, whoever asks: programs that follow it sign in nowhere.
    """
    viewer = None if request.user.is_authenticated else request
    today = timezone.localdate()
    first, last = today - timedelta(days=DAYS_KEPT), today + timedelta(days=DAYS_AHEAD)
    if hasattr(page, "announcements_for"):
        entries = sorted(announcement_entries(viewer, first, last, page), key=lambda entry: entry.order)
    else:
        entries = entries_between(viewer, first, last)
    events = [entry.event for entry in entries if entry.event]
    return HttpResponse(ical.calendar_file(events, name=page.title), content_type=ical.CONTENT_TYPE)


def _entry_of(page: AnnouncementPage, viewer) -> Entry:
    request = viewer if hasattr(viewer, "META") else None
    event = ical.Event(
        uid=str(page.translation_key),
        stamp=page.last_published_at or page.event_starts_at,
        starts=page.event_starts_at,
        ends=page.event_ends_at,
        summary=page.title,
        description=page.lead,
        location=page.event_place,
        url=page.get_full_url(request) or "",
        is_cancelled=page.is_cancelled,
    )
    return Entry(
        title=page.title,
        url=page.get_url(request) or "",
        kind=page.kind.name,
        starts=page.event_starts_at,
        ends=page.event_ends_at,
        place=page.event_place,
        is_cancelled=page.is_cancelled,
        event=event,
    )


def _entry_of_album(page: AlbumPage, viewer) -> Entry:
    request = viewer if hasattr(viewer, "META") else None
    event = ical.Event(
        uid=str(page.translation_key),
        stamp=page.last_published_at or timezone.now(),
        starts=page.held_on,
        summary=page.title,
        description=page.lead,
        location=page.place,
        url=page.get_full_url(request) or "",
    )
    return Entry(
        title=page.title,
        url=page.get_url(request) or "",
        kind=gettext("Album"),
        starts=page.held_on,
        place=page.place,
        event=event,
    )


def _day(moment: date) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _month_after(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
