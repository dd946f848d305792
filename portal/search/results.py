"""Searching: from what a reader typed to a page of results."""

import re
from dataclasses import dataclass

from django.core.paginator import Page
from django.utils.safestring import mark_safe
from modelsearch.query import And, Phrase, PlainText

from portal.base.pagination import paginated
from portal.base.text import highlight, nfc, words
from portal.search.scopes import Hit, Scope, registered

LONGEST_QUERY = 200
PAGE_SIZE = 10


@dataclass(frozen=True)
class Tab:
    """A scope with the number of things found in it."""

    scope: Scope
    count: int
    is_current: bool


@dataclass(frozen=True)
class Results:
    """What was found: `tabs` over all scopes, `page` and `hits` (with snippet as HTML) in the current one."""

    text: str
    was_cut: bool
    tabs: list[Tab]
    page: Page | None
    hits: list[tuple[Hit, str]]

    @property
    def total(self) -> int:
        return sum(tab.count for tab in self.tabs)


def search(request, text: str, scope: str = "", filters: dict | None = None) -> Results:
    """Return what the viewer may see of what a text finds; without a known scope, the first that has hits.

    `filters` are field lookups on the rows of the scope. The page is the request's `?page=`.
    """
    text = " ".join(nfc(text).split())
    cut = text[:LONGEST_QUERY]
    query = parsed(cut)
    if query is None:
        return Results(cut, len(text) > LONGEST_QUERY, [], None, [])
    found = {each.name: each.rows(request).filter(**(filters or {})).search(query) for each in registered()}
    counts = {name: rows.count() for name, rows in found.items()}
    current = scope if scope in found else next((name for name in found if counts[name]), next(iter(found)))
    tabs = [Tab(each, counts[each.name], each.name == current) for each in registered()]
    page = paginated(request, found[current], PAGE_SIZE)
    shown = next(tab.scope for tab in tabs if tab.is_current)
    hits = shown.hits(request, list(page.object_list)) if counts[current] else []
    return Results(
        cut,
        len(text) > LONGEST_QUERY,
        tabs,
        page,
        [(hit, mark_safe(highlight(hit.text, cut, 240))) for hit in hits],
    )


def parsed(text: str):
    """Return a query for a text in which words in quotes are a phrase; None where it holds no word."""
    phrases = [phrase for phrase in re.findall(r'"([^"]+)"', text) if words(phrase)]
    rest = re.sub(r'"[^"]*"', " ", text)
    parts = [Phrase(phrase) for phrase in phrases]
    if words(rest):
        parts.append(PlainText(rest, operator="and"))
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else And(parts)
