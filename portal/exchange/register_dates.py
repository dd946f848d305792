"""Days as registers write them. The day stands before the month, always.

>>> read_day("9.5.24"), read_day("ngày 09 tháng 5 năm 2024"), read_day("45421")
(datetime.date(2024, 5, 9), datetime.date(2024, 5, 9), datetime.date(2024, 5, 9))
"""

import re
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.base.text import fold

_CLOCK = r"(?:[ t]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?"
_FORMS = [
    re.compile(
        rf"(?:ngay )?(?P<day>\d{{1,2}}) ?[/.\-] ?(?P<month>\d{{1,2}}) ?[/.\-] ?(?P<year>\d{{4}}|\d{{2}}){_CLOCK}"
    ),
    re.compile(rf"(?P<year>\d{{4}})[/.\-](?P<month>\d{{1,2}})[/.\-](?P<day>\d{{1,2}}){_CLOCK}"),
    re.compile(
        r"(?:ngay ?)?(?P<day>\d{1,2}) ?(?:thang|[/.\-]) ?(?P<month>\d{1,2}) ?[,/.\-]? ?(?:nam)? ?(?P<year>\d{4})"
    ),
]
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
# Spreadsheets count days from here (as if 1900 had been a leap year).
_DAY_ZERO = date(1899, 12, 30)
_EARLIEST, _LATEST = date(1930, 2, 3), date(2099, 12, 31)


class BadDay(ValueError):
    """A text that is no day; the message says why."""


def read_day(text: str) -> date | None:
    """Return the day that a cell names, None where it is empty; raises BadDay."""
    plain = " ".join(fold(text).replace("\u2013", "-").replace("\u00a0", " ").split()).strip(" .,")
    if not plain:
        return None
    if serial := _SERIAL.fullmatch(plain):
        return _within(_DAY_ZERO + timedelta(days=int(serial[1])), text)
    for form in _FORMS:
        if match := form.fullmatch(plain):
            return _within(_day_of(match, text), text)
    raise BadDay(_("“%(text)s” is no date. Write day/month/year, as in 09/5/2024.") % {"text": text[:60]})


def _day_of(match: re.Match[str], text: str) -> date:
    year = int(match["year"])
    if len(match["year"]) == 2:
        today = timezone.localdate().year
        year = min((1900 + year, 2000 + year), key=lambda whole: abs(whole - today))
    try:
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        raise BadDay(
            _("There is no such day as “%(text)s”. The day stands first, then the month.")
            % {"text": text[:60]}
        ) from None


def _within(day: date, text: str) -> date:
    if not _EARLIEST <= day <= _LATEST:
        raise BadDay(
            _("“%(text)s” names the year %(year)d, which cannot be.") % {"text": text[:60], "year": day.year}
        )
    return day
