"""Dates of issue as they are written in Vietnamese texts."""

import datetime
import re

_MONTHS = {
    "giêng": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười một": 11,
    "mười hai": 12,
    "chạp": 12,
    "mười": 10,
}
_GAP = r"[\s|#*]{0,40}+"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ENGLISH_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
# In every pattern that holds it, the groups have these names.
DATE = (
    rf"(?:(?:mùng|mồng)\s)?(?P<day>\d{{1,2}})(?!\d){_GAP}"
    rf"(?:[/.\-\u2010-\u2014\u2212]\s?(?P<month>\d{{1,2}})\s?"
    rf"(?:[/.\-\u2010-\u2014\u2212]\s?|{_GAP}năm\s)(?P<year>\d{{4}}|\d{{2}})(?!\d)"
    rf"|tháng{_GAP}(?P<long_month>\d{{1,2}}|{_MONTH}){_GAP}(?:,?\s?năm|[/\-])?{_GAP}(?P<long_year>\d{{4}})(?!\d)"
    rf"|(?<=\s)(?P<english_month>(?i:{'|'.join(_ENGLISH_MONTHS)}))[a-zA-Z]{{0,7}}\s(?P<english_year>\d{{4}}))"
    r"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)"
)
# A year of two figures belongs to this century up to here.
_LAST_SHORT_YEAR = 45


def read_date(match: re.Match[str]) -> datetime.date | None:
    """Return the date that a match of DATE holds; None for a day that never was."""
    try:
        if match["iso"]:
            return datetime.date.fromisoformat(match["iso"])
        if match["english_month"]:
            month = _ENGLISH_MONTHS.index(match["english_month"].lower()) + 1
            return datetime.date(int(match["english_year"]), month, int(match["day"]))
        year = match["year"] or match["long_year"]
        written_month = match["month"] or match["long_month"].lower()
        number = int(year)
        if len(year) == 2:
            number += 2000 if number <= _LAST_SHORT_YEAR else 1900
        return datetime.date(number, _MONTHS.get(written_month) or int(written_month), int(match["day"]))
    except ValueError:
        return None
