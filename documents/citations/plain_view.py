"""A text as it is read, beside the text as given: NFC, entities resolved, simple tags and invisible signs gone."""

import re
from bisect import bisect_right
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from portal.base.text import nfc

_BLOCK_TAGS = re.compile(r"p|br|hr|div|li|[uod]l|d[td]|tr|table|tbody|thead|h[1-6]|section|article|option")
_INVISIBLE = "\u200b-\u200f\u2060\ufeff\u00ad"
# More marks than a letter can have stay as they are: putting long runs in order is quadratic.
_LETTERS = rf"[A-Za-zÀ-ỹ][\u0300-\u036f]{{1,3}}+|[{_INVISIBLE}]{{1,200}}"
_ODD_LETTER_SIGN = re.compile(f"[\u0300-\u036f{_INVISIBLE}]")
_ODD_LETTERS = re.compile(_LETTERS)
_ODD_SIGN = re.compile(f"[\u0300-\u036f{_INVISIBLE}&<\\\\]")
_ODD = re.compile(
    _LETTERS + r"|&(?:\#[0-9]{1,6}|\#[xX][0-9a-fA-F]{1,5}|[a-zA-Z][a-zA-Z0-9]{1,9});"
    r"|</?(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,10}+)(?P<attributes>\s[^<>]{0,300})?/?>"
    # Text inside a program's strings.
    r"|(?:\\[nrt]){1,40}|\\u[0-9a-fA-F]{4}"
)
_SYMBOL_LIKE = re.compile("[0-9][ ]?[-/–]")


class PlainView(NamedTuple):
    """`text` is for reading; `span` leads back to the text as given."""

    text: str
    starts: list[int]
    shifts: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the text as given that a span of the text for reading is."""
        return (self.original(start), self.original_end(end)) if self.starts else (start, end)

    def original(self, position: int) -> int:
        piece = bisect_right(self.starts, position) - 1
        return position + self.shifts[piece]

    def original_end(self, position: int) -> int:
        """Return where the character before a position ends: marks that stand apart belong to it."""
        piece = bisect_right(self.starts, position - 1) - 1
        if piece % 2:
            # Inside something that was replaced: it ends where the next piece begins.
            following = piece + 1
            return self.starts[following] + self.shifts[following]
        return position + self.shifts[piece]


def read_plainly(given: str, *, markup: bool = True) -> PlainView:
    """Return the text for reading; without `markup` only letters are put right."""
    if not (_ODD_SIGN if markup else _ODD_LETTER_SIGN).search(given):
        return PlainView(given, [], [])
    parts: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    length = position = 0
    # Pieces as given and pieces replaced take turns.
    for match in (_ODD if markup else _ODD_LETTERS).finditer(given):
        replaced = _replacement(match)
        if replaced is None:
            continue
        start, end = match.span()
        parts += (given[position:start], replaced)
        starts += (length, length + start - position)
        shifts += (position - length, position - length)
        length += start - position + len(replaced)
        position = end
    parts.append(given[position:])
    starts.append(length)
    shifts.append(position - length)
    return PlainView("".join(parts), starts, shifts)


def _replacement(match: re.Match[str]) -> str | None:
    found = match[0]
    sign = found[0]
    if sign == "<":
        if match["attributes"] and _SYMBOL_LIKE.search(match["attributes"]):
            return None
        tag = match["tag"].lower()
        if tag in ("td", "th"):
            return "|" if found[1] == "/" else ""
        return "\n" if _BLOCK_TAGS.fullmatch(tag) else ""
    if sign == "\\":
        return chr(int(found[2:], 16)) if found[1] == "u" else "\n"
    if sign == "&":
        return _unescaped(found)
    return _composed(found)


@lru_cache(maxsize=1024)
def _unescaped(entity: str) -> str | None:
    letter = unescape(entity)
    return letter if letter != entity else None


@lru_cache(maxsize=4096)
def _composed(found: str) -> str:
    return nfc(found) if found[0].isalpha() else ""
