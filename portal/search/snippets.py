"""The part of a text that shows why it was found, each hit marked as it is written there."""

from html import escape

from django.utils.safestring import SafeString, mark_safe

from portal.base.text import excerpt, nfc
from portal.search.matching import wanted
from portal.search.ranking import ways_to_say
from portal.search.words import Word, words

WIDTH = 240
# Of a longer text the first part is looked through; a document is shown by its pages.
LONGEST_TEXT = 60_000


def snippet(text: str, query, width: int = WIDTH) -> SafeString:
    """Return HTML of about `width` characters of a text round its best hit; its beginning where there is none.

    Words that are written as the query is are marked before those that are so only without marks; words that stand
    together as in the query are preferred to single ones.
    """
    normal = " ".join(nfc(text[:LONGEST_TEXT]).split())
    spans = _spans(normal, query)
    if not spans:
        return mark_safe(escape(excerpt(normal, width)))
    start, end = _window(normal, spans, width)
    return mark_safe("".join(_pieces(normal, spans, start, end)))


def marked(text: str, query) -> SafeString:
    """Return HTML of a whole text, such as a title, with its hits marked."""
    normal = " ".join(nfc(text).split())
    return mark_safe("".join(_pieces(normal, _spans(normal, query), 0, len(normal))))


def _spans(text: str, query) -> list[tuple[int, int]]:
    """Return the places of the hits in a text."""
    found = words(text)
    for form in ("exact", "folded"):
        for way in ways_to_say(query):
            asked = [getattr(word, form) for word in wanted(way)]
            if spans := _phrases(found, asked, form):
                return spans
    asked_words = [word for way in ways_to_say(query) for word in wanted(way)]
    by_word: list[tuple[int, int]] = []
    exact, folded = {word.exact for word in asked_words}, {word.folded for word in asked_words}
    # A word that comes as it was typed is not marked where it comes otherwise.
    exact_here = {word.folded for word in found if word.exact in exact}
    for word in found:
        if word.exact in exact or (word.folded in folded and word.folded not in exact_here):
            by_word.append((word.start, word.end))
    return by_word


def _phrases(found: list[Word], asked: list[str], form: str) -> list[tuple[int, int]]:
    length = len(asked)
    if length < 2:
        return []
    forms = [getattr(word, form) for word in found]
    return [
        (found[place].start, found[place + length - 1].end)
        for place in range(len(forms) - length + 1)
        if forms[place] == asked[0] and forms[place : place + length] == asked
    ]


def _window(text: str, spans: list[tuple[int, int]], width: int) -> tuple[int, int]:
    """Return the part of a text to show: where the most hits stand near one another, cut between words."""
    best, most = 0, 0
    for place, (start, _end) in enumerate(spans):
        # Different words count, not the same one again and again.
        near = {
            text[first:last].casefold() for first, last in spans[place:] if last <= start + width * 2 // 3
        }
        if len(near) > most:
            best, most = place, len(near)
        if place > 300:
            break
    start = max(0, spans[best][0] - width // 3)
    if start:
        start = text.find(" ", start, spans[best][0]) + 1 or start
    end = min(len(text), max(start + width, spans[best][1]))
    if end < len(text):
        end = max(text.rfind(" ", start, end), spans[best][1])
    return start, end


def _pieces(text: str, spans: list[tuple[int, int]], start: int, end: int):
    yield "…" if start else ""
    position = start
    for first, last in spans:
        if first < position or last > end:
            continue
        yield escape(text[position:first])
        yield f"<mark>{escape(text[first:last])}</mark>"
        position = last
    yield escape(text[position:end])
    yield "…" if end < len(text) else ""
