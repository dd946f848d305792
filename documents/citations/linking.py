"""Citations in HTML made into links, everything else left as it is."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape, unescape
from typing import NamedTuple

from documents.citations.finding import Mention, find_in
from documents.citations.plain_view import read_plainly


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


_UNLINKED = _names("a h1 h2 h3 h4 h5 h6 code pre script style button textarea")
# Their content is no HTML.
_RAW = _names("script style textarea title")
_INLINE = _names(
    "b i u s em strong small mark span sub sup font abbr cite q time var ins del big bdi bdo dfn data wbr a code"
)
_VOID = _names("area base br col embed hr img input link meta source track wbr")
_MOST_TAGS_TAKEN_IN = 6
_TAG_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_TAG_REST = re.compile(r"[^\"'>]*+(?:(?P<quote>[\"'])|(?P<end>>))")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


class _Piece(NamedTuple):
    """A part of the HTML: text, or a tag or comment (`name` tells which; "/b" ends b)."""

    start: int
    end: int
    name: str | None


def link(
    html: str,
    resolve: Callable[[Mention], str | Mapping[str, str] | None],
    names: Iterable[str | tuple[str, object]] = (),
) -> str:
    """Return the HTML with an <a> round each citation for which resolve() returns an address or attributes.

    resolve() is asked once for each mention, in order; its `start` and `end` are offsets in the HTML, its `surface` the
    text that a reader sees there. A mapping holds the attributes of the <a> (values are escaped here; "" is written as
    an attribute without a value is read). Nothing inside a, h1 … h6, code, pre, script, style, button and textarea is
    linked. No byte of the HTML changes but for the tags inserted: taking them out gives the HTML back. A symbol that
    inline tags divide is one link; where those tags cross its ends, there is a link for each part.

    >>> link("<p>Quy định 144-<em>QĐ</em>/TW</p>", lambda mention: f"/{mention.symbol}")
    '<p>Quy định <a href="/144-QĐ/TW">144-<em>QĐ</em>/TW</a></p>'
    """
    pieces = list(_pieces(html))
    reading = _Reading(html, pieces)
    insertions: list[tuple[int, str]] = []
    # Entities and tags are resolved already; what looks like some was meant as text.
    view = read_plainly(reading.text, markup=False)
    for mention in find_in(view, reading.text, tuple(names)):
        if reading.is_closed(mention.start, mention.end):
            continue
        parts = reading.parts(mention.start, mention.end)
        start, end = parts[0][0], parts[-1][1]
        answer = resolve(mention._replace(start=start, end=end))
        if answer is None:
            continue
        opening = _opening(answer)
        for part_start, part_end in _nested(html, pieces, reading, parts):
            insertions += [(part_start, opening), (part_end, "</a>")]
    return _inserted(html, insertions)


def _pieces(html: str) -> Iterator[_Piece]:
    """Yield text and tags in turns, as browsers divide them; one pass."""
    position = text_start = 0
    lowered = None
    while (sign := html.find("<", position)) >= 0:
        name = _TAG_NAME.match(html, sign)
        if html.startswith("<!--", sign):
            closing = html.find("-->", sign + 4)
            end, label = (closing + 3 if closing >= 0 else len(html)), "!"
        elif name is None and html[sign + 1 : sign + 2] in ("!", "?"):
            closing = html.find(">", sign)
            end, label = (closing + 1 if closing >= 0 else len(html)), "!"
        elif name is None:
            position = sign + 1
            continue
        else:
            end = _tag_end(html, name.end())
            label = ("/" if html[sign + 1] == "/" else "") + name[1].lower()
        if sign > text_start:
            yield _Piece(text_start, sign, None)
        yield _Piece(sign, end, label)
        position = text_start = end
        if label in _RAW:
            lowered = html.lower() if lowered is None else lowered
            closing = lowered.find(f"</{label}", end)
            position = closing if closing >= 0 else len(html)
            if position > text_start:
                yield _Piece(text_start, position, "!")
            text_start = position
    if text_start < len(html):
        yield _Piece(text_start, len(html), None)


def _tag_end(html: str, position: int) -> int:
    """Return where a tag ends; an unclosed one takes the rest, as it does in browsers."""
    while match := _TAG_REST.match(html, position):
        position = match.end()
        if match["end"]:
            return position
        closing = html.find(match["quote"], position)
        if closing < 0:
            break
        position = closing + 1
    return len(html)


class _Reading:
    """The text that a reader sees, with the way back into the HTML."""

    def __init__(self, html: str, pieces: list[_Piece]):
        self._starts: list[int] = []
        # Where a run of text begins in the HTML; a run of one character may be longer there (an entity).
        self._runs: list[tuple[int, int, bool]] = []
        self._closed: list[bool] = []
        parts: list[str] = []
        self._length = 0
        depth: dict[str, int] = {}
        for piece in pieces:
            if piece.name is None:
                self._read(html, piece, parts, any(depth.values()))
                continue
            name = piece.name.lstrip("/")
            if name in _UNLINKED:
                step = -1 if piece.name[0] == "/" else 1
                depth[name] = max(0, depth.get(name, 0) + step)
            if name not in _INLINE and name != "!":
                self._append("\n" if name in ("br", "wbr") else "\n\n", piece.start, parts, False, piece.end)
        self.text = "".join(parts)

    def _read(self, html: str, piece: _Piece, parts: list[str], is_closed: bool) -> None:
        position = piece.start
        for entity in _ENTITY.finditer(html, piece.start, piece.end):
            letters = unescape(entity[0])
            if letters == entity[0]:
                continue
            if entity.start() > position:
                self._append(html[position : entity.start()], position, parts, is_closed)
            self._append(letters, entity.start(), parts, is_closed, entity.end())
            position = entity.end()
        if position < piece.end:
            self._append(html[position : piece.end], position, parts, is_closed)

    def _append(self, text: str, start: int, parts: list[str], is_closed: bool, end: int = -1) -> None:
        self._starts.append(self._length)
        self._runs.append((start, end, end >= 0))
        self._closed.append(is_closed)
        parts.append(text)
        self._length += len(text)

    def is_closed(self, start: int, end: int) -> bool:
        first, last = self._run(start), self._run(end - 1)
        return any(self._closed[first : last + 1])

    def _run(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1

    def parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the parts of the HTML that are a span of the text, those that touch as one."""
        found: list[tuple[int, int]] = []
        for number in range(self._run(start), self._run(end - 1) + 1):
            origin, origin_end, is_entity = self._runs[number]
            if is_entity:
                part = (origin, origin_end)
            else:
                following = self._starts[number + 1] if number + 1 < len(self._starts) else self._length
                low, high = max(start, self._starts[number]), min(end, following)
                shift = origin - self._starts[number]
                part = (low + shift, high + shift)
            if found and found[-1][1] == part[0]:
                part = (found.pop()[0], part[1])
            found.append(part)
        return found


def _nested(
    html: str, pieces: list[_Piece], reading: _Reading, parts: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the spans to put links round: one where the tags inside are paired, else each part of text."""
    start, end = parts[0][0], parts[-1][1]
    if len(parts) == 1:
        return parts
    first = bisect_right(pieces, (start, len(html) + 1)) - 1
    last = bisect_right(pieces, (end - 1, len(html) + 1)) - 1
    # “<em>144-QĐ</em>/TW”: the link may take in tags that stand directly before or behind.
    befores = _reach(pieces, first, -1) if pieces[first].start == start else [first]
    behinds = _reach(pieces, last, 1) if pieces[last].end == end else [last]
    for begin in befores:
        for finish in behinds:
            if _are_paired(pieces[begin : finish + 1]):
                whole_start = pieces[begin].start if begin < first else start
                whole_end = pieces[finish].end if finish > last else end
                return [(whole_start, whole_end)]
    return parts


def _reach(pieces: list[_Piece], position: int, step: int) -> list[int]:
    """Return a piece and the inline tags that follow it without text between, in one direction."""
    reached = [position]
    while len(reached) < _MOST_TAGS_TAKEN_IN and 0 <= position + step < len(pieces):
        position += step
        name = pieces[position].name
        if name is None or name.lstrip("/") not in _INLINE or name.lstrip("/") in _UNLINKED:
            break
        reached.append(position)
    return reached


def _are_paired(pieces: list[_Piece]) -> bool:
    opened: list[str] = []
    for piece in pieces:
        if piece.name is None or piece.name == "!" or piece.name in _VOID:
            continue
        if piece.name[0] != "/":
            opened.append(piece.name)
        elif not opened or opened.pop() != piece.name[1:]:
            return False
    return not opened


def _opening(answer: str | Mapping[str, str]) -> str:
    attributes = {"href": answer} if isinstance(answer, str) else answer
    return "<a" + "".join(f' {name}="{escape(value)}"' for name, value in attributes.items()) + ">"


def _inserted(html: str, insertions: list[tuple[int, str]]) -> str:
    parts: list[str] = []
    position = 0
    for place, tag in insertions:
        parts += [html[position:place], tag]
        position = place
    return "".join([*parts, html[position:]])
