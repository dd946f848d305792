"""Which lines are headings, and of which level.

Styles say it, and where there are none the form of legal texts does (Phần, Chương, Mục, Điều), or a short bold
line that stands alone.
"""

import re
from dataclasses import dataclass, replace

from portal.base.text import fold
from portal.exchange.manuscript import Item, Line

HEADING_LENGTH = 255

# A heading stands below the nearest one before it that has a smaller rank. Heading 1 has the rank 1, and so on.
_RANKS = {"phan": 1.0, "chuong": 1.5, "muc": 2.5, "tieu muc": 2.7, "dieu": 3.5}
_BOLD_RANKS = (
    (re.compile(r"[IVX]+[.)]\s"), 2.2),
    (re.compile(r"[A-Z]\.\s"), 2.1),
    (re.compile(r"\d{1,2}\.\d{1,2}\.?\d*\.?\s"), 5.0),
    (re.compile(r"\d{1,2}[.)]\s"), 4.0),
)
_UNNUMBERED_RANK = 6.0
_LOWEST_LEVEL = 4

_DIVISION = re.compile(
    r"""(?P<kind>phần|chương|tiểu\s+mục|mục|điều)\s+
        (?P<number>thứ\s+\w+(?:\s+\w+)?|[ivxlc]+\b|\d{1,3}[a-zđ]?\b)
        (?P<stop>\s*[.:–—-])?
        (?P<name>.*)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_ORDINAL = re.compile(r"thứ\s+(?:mười\s+)?\w+", re.IGNORECASE)
_ENUMERATED = re.compile(r"(?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})*|[A-Za-zđ])[.)]\s")
_LONGEST_NAME = 40
_LONGEST_SENTENCE_NAME = 25


@dataclass
class Found:
    """A heading: its rank and words, how many items after it were taken into it, and what of its line is text."""

    rank: float
    text: str
    taken: int = 0
    rest: Line | None = None


class Outline:
    """Gives headings their levels, 2 to 4; going down none is skipped."""

    def __init__(self) -> None:
        self._ranks: list[float] = []

    def level(self, rank: float) -> int:
        while self._ranks and self._ranks[-1] >= rank:
            self._ranks.pop()
        self._ranks.append(rank)
        return min(len(self._ranks) + 1, _LOWEST_LEVEL)


def find_heading(line: Line, following: list[Item]) -> Found | None:
    """Return what heading a line is, None where it is none; `following` are the items after it."""
    if line.in_layout or line.role in ("quote", "caption", "title", "subtitle"):
        return None
    found = _division(line, following) or _styled(line) or _bold(line, following)
    return found if found and len(found.text) <= HEADING_LENGTH else None


def is_division(line: Line) -> bool:
    """Return whether a line begins a part, chapter, section or article of a legal text."""
    return _division(line, []) is not None


def is_enumerated(line: Line) -> bool:
    """Return whether a line begins with a number or a letter that orders it."""
    return bool(line.mark) or _ENUMERATED.match(line.text) is not None


def ends_like_text(text: str) -> bool:
    return text.endswith((".", ";", ",", ":", "…"))


def _styled(line: Line) -> Found | None:
    if line.role != "heading":
        return None
    return Found(float(max(1, line.level)), line.full_text)


def _division(line: Line, following: list[Item]) -> Found | None:
    written = line.written
    match = _DIVISION.fullmatch(written)
    if not match:
        return None
    kind = fold(" ".join(match["kind"].split()))
    number, name, name_start = match["number"], match["name"], match.start("name")
    if number.lower().startswith("thứ"):
        ordinal = _ORDINAL.match(number)
        name_start = match.start("number") + (ordinal.end() if ordinal else len(number))
        name = written[name_start:]
    elif not number[0].isdigit() and not number.isupper():
        # “Phần vi phạm …” is no part VI.
        return None
    if kind == "dieu" and not number[0].isdigit():
        return None
    found = Found(_RANKS[kind], line.full_text)
    if not name.strip(" .:\n"):
        return _with_name_below(found, line, following, may_be_plain=kind != "dieu")
    words = " ".join(name.split())
    is_marked = line.role == "heading" or line.is_bold
    if name.startswith("\n"):
        # The name stands below the number in the same paragraph.
        head = " ".join(written[:name_start].split())
        return (
            replace(found, text=f"{head.rstrip('.:')}. {words}")
            if len(words.split()) <= _LONGEST_NAME
            else None
        )
    if not (match["stop"] or is_marked or words.isupper()):
        return None
    if is_marked and len(words.split()) <= _LONGEST_NAME:
        return found
    if len(words.split()) <= _LONGEST_SENTENCE_NAME and not ends_like_text(words):
        return found
    if kind == "dieu" and match["stop"]:
        return _split_article(line, match)
    return None


def _split_article(line: Line, match: re.Match) -> Found:
    """Return “Điều 1.” as the heading of the sentence that follows it on the line."""
    head, rest = line.split(match.start("name"))
    return Found(_RANKS["dieu"], head.text.rstrip(":"), rest=rest)


def _with_name_below(found: Found, line: Line, following: list[Item], *, may_be_plain: bool) -> Found:
    """Return a heading that is a number alone together with its name, which stands on the next line."""
    below = following[0] if following else None
    if not isinstance(below, Line) or below.mark or below.in_layout or is_division(below):
        return found
    if is_enumerated(below) or len(below.text.split()) > _LONGEST_NAME:
        return found
    looks_like_name = below.is_bold or below.text.isupper() or below.role == "heading"
    is_plain_name = (
        may_be_plain
        and below.alignment == line.alignment
        and below.word_count <= _LONGEST_SENTENCE_NAME
        and not ends_like_text(below.text)
    )
    if not (looks_like_name or is_plain_name):
        return found
    return replace(found, text=f"{found.text.rstrip('.: ')}. {below.text}", taken=1)


def _bold(line: Line, following: list[Item]) -> Found | None:
    """Return a short line in bold that names what follows it."""
    if line.mark and line.mark.kind == "ul" or line.alignment == "right":
        return None
    text = line.full_text
    if not line.is_bold or not following or line.word_count > _LONGEST_SENTENCE_NAME or ends_like_text(text):
        return None
    below = following[0]
    for pattern, rank in _BOLD_RANKS:
        if pattern.match(text):
            return Found(rank, text)
    if isinstance(below, Line) and (below.is_bold or below.alignment == "right"):
        return None
    if line.mark or not any(letter.isalpha() for letter in text):
        return None
    return Found(_UNNUMBERED_RANK, text)
