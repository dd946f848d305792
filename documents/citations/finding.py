"""Citations in running text.

One pattern finds what may be a symbol, from the digits on; what stands before it decides whether it is one. Everything
is looked up in windows of fixed size, so that time grows with the text's length alone.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from documents.citations.document_types import (
    NO_LEAD,
    Lead,
    is_case_paper,
    named_type,
    read_lead,
    read_title,
    type_before,
)
from documents.citations.names import index_of
from documents.citations.plain_view import PlainView, read_plainly
from documents.citations.surroundings import done_by, read_before, read_behind, read_field, read_heading
from documents.citations.symbols import WRITTEN_SYMBOL, Style, Tail, read_tail
from documents.citations.vocabulary import AMBIGUOUS_TYPES, TYPE_NAMES


class Mention(NamedTuple):
    """One reference: its span in code points of the text as given, and what the text tells there.

    `symbol` is canonical, None for a named reference; `doc_type` is the full Vietnamese name, None where the text does
    not say it; `key` is what the caller keeps a named reference under.
    """

    start: int
    end: int
    surface: str
    symbol: str | None
    doc_type: str | None
    issuer: str | None
    date: datetime.date | None
    key: object = None


@dataclass(slots=True)
class _Found:
    """A symbol and what is gathered about it: from `head` to `list_end` stand numbers that share its tail (if they are
    not the same), at `lead_start` begins its announcement, at `behind` end the date and the issuer that follow it.
    """

    start: int
    end: int
    written: str
    tail: Tail
    lead: Lead
    head: int
    list_end: int
    lead_start: int
    doc_type: str | None
    behind: int
    date: datetime.date | None = None
    issuer: str | None = None
    shares_day: bool = False
    date_from_before: bool = False


_SIGNS_BEFORE = frozenset("/\\._@%=+~-–—‐‑&#$^")
_GLUED = re.compile(
    r"(?:(?<![^\W_])(?:số|Số|SỐ|so|So|NQ|QĐ|QD|QyĐ|CT|KL|HD|KH|TB|TT|TTr|BC|NĐ|ND|CV|CTr|TTLT)|định|quyết|thị|luận|dẫn|hoạch|tư|văn|trình)$"
)
_BULLET = re.compile(r"(?:^|\n|[(|\"“'])[ \t]{0,12}[-–—+•]$")
_ITEMS = re.compile(
    r"(?<![\w/.\-–])((?:\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?\s{0,3}(?:,|;|&|và|hoặc|đến|[-–])\s{0,3}(?:(?:và|đến)\s{1,3})?(?:số\s{1,3})?){1,40})$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?P<digits>\d{1,5})(?P<suffix>[a-z]?)(?:/(?P<year>(?:19|20)\d\d))?", re.IGNORECASE)
_JOINING_ENDS = (",", ";", "&", "và", "VÀ", "hoặc", "đến", "-", "–", "số")
_JOINING_LAST = frozenset(" \n\t\u00a0,;&àÀcnếố-–")
_JOINT = re.compile(r"[\s,;&)(\"”“|•]*+(?:và|hoặc|cùng|đến|VÀ)?+[\s,;:]*+(?:(?:số|SỐ|Số)\s*+:?)?+[\s\"“(]*+$")
_HEADING = re.compile(r"(?:^|[\n|\"'>]|\s{3})[ \t*_]*(?:Số|SỐ)(?:\s*/?\s*(?:ký hiệu|hiệu|Ký hiệu))?\s*:?\s*$")
_FIELD = re.compile(r"[\w)][\"']?\s?[:=]\s?[\"'`]$|(?:hiệu|Số)\s?:\s*$")
_FIELD_ENDS = ('"', "'", "`", ":")
_LIST_WINDOW = 200
# “bản án ”, “ký Lệnh ”: shorter text before a number has nothing to say.
_SHORTEST_ANNOUNCEMENT = 6


def find_citations(text: str, names: Iterable[str | tuple[str, object]] = ()) -> list[Mention]:
    """Return the references in a text, in their order: symbols, and the given names where they occur.

    >>> mention = find_citations("Quy định số 144-QĐ/TW ngày 09/5/2024 của Bộ Chính trị về …")[0]
    >>> mention.symbol, mention.doc_type, mention.issuer, str(mention.date)
    ('144-QĐ/TW', 'Quy định', 'Bộ Chính trị', '2024-05-09')

    Each number of a list has its own mention (“22, 37-QĐ/TW”), of a range those that are written. Dates, numbers of
    cases, forms, plates and standards are none. A name is a string, or a pair of a string and the caller's key.
    """
    return find_in(read_plainly(text), text, tuple(names))


def find_in(view: PlainView, given: str, names: tuple[str | tuple[str, object], ...] = ()) -> list[Mention]:
    """Return the references in a text that was read before; offsets and surfaces are those of the text as given."""
    found = _symbols(view.text)
    _look_round(view.text, found)
    mentions = []
    span = view.span
    for each in found:
        date = each.date if each.shares_day else None
        for item in _ITEM.finditer(view.text, each.head, each.list_end) if each.list_end > each.head else ():
            start, end = span(*item.span())
            written = _shared_symbol(item, each.tail)
            mentions.append(Mention(start, end, given[start:end], written, each.doc_type, each.issuer, date))
        start, end = span(each.start, each.end)
        mentions.append(
            Mention(start, end, given[start:end], each.written, each.doc_type, each.issuer, each.date)
        )
    if names:
        mentions += [
            Mention(*span, given[slice(*span)], None, *rest)
            for start, end, *rest in _named(view.text, names, found)
            for span in [view.span(start, end)]
        ]
        mentions.sort(key=lambda mention: mention.start)
    return mentions


def _symbols(text: str) -> list[_Found]:
    found: list[_Found] = []
    last = 0
    previous: _Found | None = None
    for match in WRITTEN_SYMBOL.finditer(text):
        start = match.start()
        goes_on = start - last > 2 and text[start - 1] in _JOINING_LAST and _may_go_on(text, last, start)
        if not goes_on and not _begins(text, start):
            continue
        tail = read_tail(match["tail"])
        if tail is None or tail.is_case:
            continue
        head, list_end = _list_before(text, last, start) if goes_on else (start, start)
        if goes_on and head == start and not _begins(text, start):
            continue
        end = match.start("tail") + tail.length
        if text[end : end + 1] == "@":
            continue
        lead, lead_start = _lead(text, last, head, tail)
        joined_to = previous if head - last < 24 and _JOINT.match(text, last, head) else None
        if head < start and not lead.announces and not (joined_to and text[last:head].strip()):
            # “năm 2024, 12-KH/ĐU” is no list.
            head = list_end = start
            lead, lead_start = _lead(text, last, head, tail)
        if lead.is_refused or not _is_credible(
            tail, lead, joined_to is not None and joined_to.lead.announces
        ):
            continue
        doc_type = lead.doc_type
        if joined_to and doc_type is None:
            # The type that the list began with, where this symbol can be of the same.
            doc_type = joined_to.doc_type if joined_to.tail.type == tail.type else None
            lead = joined_to.lead
        elif head - last > _SHORTEST_ANNOUNCEMENT:
            before = text[max(last, head - 160) : head]
            if is_case_paper(before, lead):
                continue
            doc_type = type_before(before, lead, tail.type, tail.style is Style.PARTY)
        if tail.type == "DA" and doc_type == "Đề án":
            tail = tail._replace(written=tail.written.replace("DA", "ĐA", 1))
        written = match["digits"].replace("O", "0") + match["suffix"] + tail.written
        previous = _Found(start, end, written, tail, lead, head, list_end, lead_start, doc_type, end)
        found.append(previous)
        last = end
    return found


def _lead(text: str, last: int, head: int, tail: Tail) -> tuple[Lead, int]:
    """Return what announces a symbol behind the one before, and where that begins."""
    if head - last < 3 and (last or not head):
        return NO_LEAD, head
    window = text[max(last, head - 90) : head]
    lead = read_lead(window, tail.type)
    return lead, head - len(window) + lead.start


def _shared_symbol(item: re.Match[str], tail: Tail) -> str:
    """Return the symbol of a number that shares the tail of the symbol at its list's end."""
    digits, suffix, year = item.groups()
    behind = tail.written.replace(f"/{tail.year}/", f"/{year}/", 1) if year else tail.written
    return f"{digits}{suffix}{behind}"


def _begins(text: str, start: int) -> bool:
    """Return whether a number may begin here: not inside a word, a date, a path, an address."""
    if not start:
        return True
    before = text[start - 1]
    if before.isspace():
        return True
    if before.isalnum():
        return _GLUED.search(text, max(0, start - 12), start) is not None
    if before in _SIGNS_BEFORE:
        if before in "-–—+":
            return _BULLET.search(text, max(0, start - 16), start) is not None
        if before == ".":
            return text[max(0, start - 3) : start].lower() in ("số.", " s.")
        return before == "=" and text[start - 2 : start - 1] == " "
    return not (before == ":" and text[start - 2 : start - 1].isdigit())


def _may_go_on(text: str, last: int, start: int) -> bool:
    """Return whether what stands before a number may join it to others of a list."""
    return text[max(last, start - 12) : start].rstrip().endswith(_JOINING_ENDS)


def _list_before(text: str, last: int, start: int) -> tuple[int, int]:
    """Return the span of the numbers before a symbol that share its tail: “22, 25 và 37-QĐ/TW”."""
    window = text[max(last, start - _LIST_WINDOW) : start]
    match = _ITEMS.search(window)
    if match is None:
        return start, start
    origin = start - len(window)
    return origin + match.start(1), origin + match.end(1)


def _is_credible(tail: Tail, lead: Lead, goes_on: bool) -> bool:
    """Return whether codes and announcement together make a symbol; the less is known, the more must announce it."""
    announced = lead.announces or goes_on
    names_type = lead.is_adjacent or lead.has_code or goes_on
    codes = len(tail.bodies) + bool(tail.type)
    known_type = tail.type in TYPE_NAMES
    if tail.is_damaged:
        return known_type and announced and tail.has_known_body and not tail.is_small
    if tail.is_small:
        return (
            known_type
            and (announced or tail.has_known_body)
            and tail.signs[-1] != "_"
            and not tail.signs.startswith("--")
        )
    if "_" in tail.signs:
        return known_type
    if tail.style is Style.PARTY and tail.signs.startswith("--"):
        return known_type and (names_type or (announced and tail.has_known_body))
    if tail.style is Style.PARTY and codes == 1:
        return names_type and (tail.has_known_body or tail.type is not None)
    if known_type:
        return announced or tail.has_known_body or tail.year is not None or tail.type not in AMBIGUOUS_TYPES
    if tail.year is not None:
        return tail.has_known_body or (announced and codes > 1) or names_type
    if tail.style is Style.PARTY:
        return names_type or (announced and tail.has_known_body)
    if codes > 1:
        return announced or tail.has_known_body
    return names_type or (announced and tail.has_known_body)


def _look_round(text: str, found: list[_Found]) -> None:
    """Gather date, issuer and type of symbols from what stands round them."""
    last_end, last_date = 0, None
    list_start = 0
    for number, each in enumerate(found):
        following = found[number + 1].head if number + 1 < len(found) else len(text)
        if following - each.end > 4:
            _look_behind(text, each, following, last_date)
        if each.head - last_end > 2:
            _look_before(text, each, last_end, following, last_date)
        before = found[number - 1] if number else None
        if before and before.date_from_before and each.date is None and _is_and(text, before, each):
            each.date, each.date_from_before = before.date, True
        if each.shares_day:
            for other in found[list_start:number]:
                other.date = other.date or each.date
        if each.issuer and before:
            _share_issuer(text, found, number)
        last_end, last_date = each.behind, each.date or last_date
        if each.shares_day or following - last_end > 16 or not _JOINT.match(text, last_end, following):
            list_start = number + 1


def _look_behind(text: str, mine: _Found, following: int, last_date: datetime.date | None) -> None:
    behind = read_behind(text, mine.end, following)
    mine.date, mine.issuer, mine.shares_day = behind.date, behind.issuer, behind.all_share_day
    mine.behind = max(behind.end, mine.end)
    if behind.is_same_day:
        mine.date = last_date


def _look_before(
    text: str, mine: _Found, last_end: int, following: int, last_date: datetime.date | None
) -> None:
    beginning = text[max(last_end, mine.head - 60) : mine.head]
    if mine.lead.has_number_word and "S" in beginning and _HEADING.search(beginning):
        mine.doc_type = mine.doc_type or read_title(text, mine.end, following)
        heading = read_heading(text, mine.end, following, text[max(last_end, mine.head - 240) : mine.head])
        mine.date, mine.issuer = mine.date or heading.date, mine.issuer or heading.issuer
    elif mine.date is None and beginning.rstrip().endswith(_FIELD_ENDS) and _FIELD.search(beginning):
        mine.date = read_field(text, mine.end, following).date
    if mine.date and mine.issuer:
        return
    if mine.head - last_end <= _SHORTEST_ANNOUNCEMENT:
        return
    before = read_before(text[max(last_end, mine.lead_start - 320) : mine.lead_start])
    if mine.date is None:
        mine.date = last_date if before.is_same_day else before.date
        mine.date_from_before = mine.date is not None
    if mine.issuer is None and (before.issuer or following - mine.end > 10):
        mine.issuer = before.issuer or done_by(text, mine.end, following)


def _is_and(text: str, one: _Found, other: _Found) -> bool:
    start, end = one.behind, other.lead_start
    return end - start < 12 and text[start:end].strip(" ,\n").lower() in ("", "và", "và các", "cùng")


def _share_issuer(text: str, found: list[_Found], number: int) -> None:
    """Give the issuer named last to those before that are joined to it: “Chỉ thị … và Kết luận … của Ban Bí thư”."""
    last = following = found[number]
    for position in range(number - 1, -1, -1):
        each = found[position]
        if each.issuer or each.tail.bodies != last.tail.bodies:
            return
        if not _is_and(text, each, following):
            return
        each.issuer = last.issuer
        following = each


def _named(text: str, names: tuple[str | tuple[str, object], ...], found: list[_Found]) -> Iterator[tuple]:
    """Yield span, type, issuer, date and key of the named references that no symbol covers."""
    turn = 0
    for name in index_of(names).find(text):
        while turn < len(found) and found[turn].end <= name.start:
            turn += 1
        if turn < len(found) and found[turn].head < name.end:
            continue
        following = found[turn].head if turn < len(found) else len(text)
        behind = read_behind(text, name.end, following)
        yield name.start, name.end, named_type(name.alias), behind.issuer, behind.date, name.key
