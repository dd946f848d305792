"""Title, lead and byline: found, and taken out of the text."""

import re
from dataclasses import dataclass

from portal.base.text import fold
from portal.exchange.heading_finding import ends_like_text, is_division, is_enumerated
from portal.exchange.manuscript import Item, Line
from portal.exchange.person_names import names_a_person

TITLE_LENGTH = BYLINE_LENGTH = 255

_FIRST_LINES = 8
_LONGEST_TITLE = 45
_MOST_TITLE_LINES = 5
_LEAD_WORDS = range(8, 101)
_BYLINE_WORDS = 20
# Kinds of official documents: the line below such a word says what the document is about.
_DOCUMENT_KINDS = frozenset(
    {
        "nghi dinh", "nghi quyet", "quyet dinh", "quy dinh", "quy che", "quy che lam viec", "chi thi",
        "ket luan", "huong dan", "ke hoach", "bao cao", "thong bao", "thong tu", "chuong trinh",
        "chuong trinh hanh dong", "to trinh", "de an", "phuong an", "cong van", "bien ban", "luat",
        "phap lenh", "thong cao", "loi keu goi", "dieu le", "bai phat bieu", "chuyen de",
        "bao cao chinh tri", "giay moi",
    }
)  # fmt: skip
_DATE = re.compile(r"\bngày\b.*\d|\btháng\s+\d", re.IGNORECASE)
_LEGAL_BASIS = ("can cu", "theo de nghi", "xet de nghi", "thuc hien nghi quyet so")


@dataclass
class FrontMatter:
    title: str = ""
    lead: str = ""
    byline: str = ""


def take_front_matter(items: list[Item], title_hint: str = "") -> FrontMatter:
    """Return title, lead and byline, and remove their lines from the items."""
    front = FrontMatter()
    chosen = _title_lines(items, title_hint)
    start = items.index(chosen[0]) if chosen else 0
    front.title = " ".join(line.full_text for line in chosen)
    _remove(items, chosen)
    if chosen:
        lead = _lead_lines(items[start:])
        front.lead = " ".join(line.full_text for line in lead)
        _remove(items, lead)
    byline = _byline_lines(items) or _name_below_title(items[start:] if chosen else [])
    front.byline = ", ".join(line.full_text for line in byline)
    _remove(items, byline)
    return front


def _remove(items: list[Item], lines: list[Line]) -> None:
    chosen = {id(line) for line in lines}
    items[:] = [item for item in items if id(item) not in chosen]


def _title_lines(items: list[Item], title_hint: str) -> list[Line]:
    lines = [item for item in items if isinstance(item, Line)]
    return (
        _styled_title(items, lines)
        or _centred_title(items)
        or _first_line_title(items, lines)
        or _hinted_title(items, title_hint)
    )


def _fits(lines: list[Line]) -> bool:
    return len(" ".join(line.full_text for line in lines)) <= TITLE_LENGTH


def _styled_title(items: list[Item], lines: list[Line]) -> list[Line]:
    titles = [line for line in lines if line.role == "title"]
    if titles:
        chosen = _contiguous(items, titles[0], lambda line: line.role == "title")
        return chosen if _fits(chosen) else []
    headings = [line for line in lines if line.role == "heading" and not line.in_layout]
    if not headings:
        return []
    first, highest = headings[0], min(line.level for line in headings)
    before = items[: items.index(first)]
    is_alone = sum(line.level == highest for line in headings) == 1 and first.level == highest
    opens = not any(isinstance(item, Line) and not item.in_layout for item in before)
    # A heading above all others that opens the text is its title, whatever the style's name.
    if not (opens and is_alone and len(lines) > 1) or is_division(first) or is_enumerated(first):
        return []
    return [first] if first.level < 4 and _fits([first]) else []


def _contiguous(items: list[Item], first: Line, belongs) -> list[Line]:
    chosen = [first]
    for item in items[items.index(first) + 1 :]:
        if not isinstance(item, Line) or not belongs(item) or len(chosen) == _MOST_TITLE_LINES:
            break
        chosen.append(item)
    return chosen


def _stands_out(line: Line) -> bool:
    return line.is_bold or line.text.isupper() or line.role == "heading"


def _may_be_title(line: Line) -> bool:
    return (
        not line.in_layout
        and line.role in ("", "heading")
        and line.word_count <= _LONGEST_TITLE
        and not is_division(line)
        and not is_enumerated(line)
        and not _DATE.fullmatch(line.text)
    )


def _centred_title(items: list[Item]) -> list[Line]:
    """Return the centred lines in bold or capitals near the beginning."""
    lines = [item for item in items if isinstance(item, Line) and not item.in_layout]
    for line in lines[:_FIRST_LINES]:
        if line.alignment == "center" and _stands_out(line) and _may_be_title(line):
            return _joined_title(items, line)
        if line.word_count > 25:
            break
    return []


def _joined_title(items: list[Item], first: Line) -> list[Line]:
    chosen = [first]
    for item in items[items.index(first) + 1 :]:
        if not isinstance(item, Line) or item.alignment != first.alignment or not _may_be_title(item):
            break
        names_the_kind = fold(chosen[-1].text) in _DOCUMENT_KINDS
        if not (names_the_kind or _stands_out(item)) or names_a_person(item.text):
            break
        if not _fits([*chosen, item]) or len(chosen) == _MOST_TITLE_LINES:
            break
        chosen.append(item)
    return chosen if _fits(chosen) else []


def _first_line_title(items: list[Item], lines: list[Line]) -> list[Line]:
    """Return the first line where it is short and a longer or plainer one follows it."""
    outside = [line for line in lines if not line.in_layout]
    if len(outside) < 2:
        return []
    first, second = outside[:2]
    if not _may_be_title(first) or ends_like_text(first.text) or first.alignment == "right":
        return []
    if fold(first.text) in _DOCUMENT_KINDS or (first.text.isupper() and second.text.isupper()):
        return _joined_title(items, first)
    if (first.is_bold and not second.is_bold) or first.text.isupper():
        return [first] if _fits([first]) else []
    if second.word_count > first.word_count and not first.has_links:
        return [first] if _fits([first]) else []
    return []


def _hinted_title(items: list[Item], title_hint: str) -> list[Line]:
    hint = fold(title_hint)
    for item in items[:_FIRST_LINES]:
        if isinstance(item, Line) and item.text and fold(item.text) == hint and _fits([item]):
            return [item]
    return []


def _lead_lines(items: list[Item]) -> list[Line]:
    """Return the lines after the title that are a lead by style, or one in bold or italics before plain text."""
    if not items or not isinstance(items[0], Line):
        return []
    first = items[0]
    if first.role == "subtitle":
        return _contiguous(items, first, lambda line: line.role == "subtitle")
    following = items[1] if len(items) > 1 else None
    if not isinstance(following, Line) or first.role or first.in_layout or first.alignment == "right":
        return []
    is_other = (first.is_bold and not following.is_bold) or (first.is_italic and not following.is_italic)
    if not is_other or first.word_count not in _LEAD_WORDS or is_division(first) or is_enumerated(first):
        return []
    if first.text.startswith(("-", "–", "+", "•", "*")) or fold(first.text).startswith(_LEGAL_BASIS):
        return []
    # A bold line without a full stop names a section.
    return [first] if first.is_italic or ends_like_text(first.text) or first.word_count > 25 else []


def _byline_lines(items: list[Item]) -> list[Line]:
    """Return the last line where it stands at the right or names a person, with a name just above it."""
    lines = [item for item in items if isinstance(item, Line)]
    last = items[-1] if items else None
    if not isinstance(last, Line) or len(lines) < 2 or last.in_layout or last.mark or last.role == "heading":
        return []
    text = last.full_text
    if len(text) > BYLINE_LENGTH or last.word_count > _BYLINE_WORDS or is_division(last):
        return []
    if names_a_person(text):
        return [last]
    if last.alignment != "right" or _DATE.search(text) or text.endswith("./."):
        return []
    above = items[-2]
    if (
        isinstance(above, Line)
        and above.alignment == "right"
        and len(lines) > 2
        and names_a_person(above.text)
    ):
        both = [above, last]
        return both if len(above.text) + len(text) + 2 <= BYLINE_LENGTH else [last]
    return [last]


def _name_below_title(items: list[Item]) -> list[Line]:
    if len(items) < 2 or not isinstance(items[0], Line) or items[0].in_layout:
        return []
    return [items[0]] if names_a_person(items[0].full_text) else []
