"""Suggestions while a reader types: titles and symbols that the reader may see."""

from modelsearch.query import PlainText

from portal.base.text import nfc
from portal.search.scopes import Hit, ask_together, registered
from portal.search.words import words

MOST = 8
MOST_OF_A_KIND = 4
# Of each kind, the newest.
MOST_CONSIDERED = 60
LONGEST = 80


def suggestions(request, text: str) -> list[Hit]:
    """Return things whose titles have the words of a text, of which the last may be unfinished."""
    text = " ".join(nfc(text).split())[:LONGEST]
    found = words(text)
    if not found or len(found) == 1 and len(found[0].folded) < 2 and not found[0].folded.isdigit():
        return []
    query = PlainText(text, operator="and")
    hits: list[Hit] = []
    scopes = sorted(registered(), key=lambda scope: not scope.is_named_by(text))
    completed = [scope.complete(scope.rows(request), query) for scope in scopes]
    ask_together(completed, MOST_CONSIDERED)
    for scope, results in zip(scopes, completed, strict=True):
        if rows := list(results[:MOST_OF_A_KIND]):
            hits += scope.hits(request, rows, None)
    return hits[:MOST]
