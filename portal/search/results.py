"""Searching: from what a reader typed to a page of results.

Who may see what is decided by the rows that a scope gives; everything here, counts and facets too, is made of them.
No back end is imported: what the configured one cannot do (see `portal.search.checks`) is left out.
"""

from collections import Counter
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from portal.base.pagination import paginated
from portal.base.text import nfc
from portal.search.corrections import corrected
from portal.search.index import dated_by
from portal.search.models import Acronym, PromotedResult
from portal.search.queries import parsed
from portal.search.scopes import Hit, Scope, ask_together, registered
from portal.search.snippets import marked, snippet

LONGEST_QUERY = 200
PAGE_SIZE = 10
# Of each kind, where all kinds are shown; and how many of the newest are then considered and counted.
SHOWN_OF_EACH = 3
MOST_IN_OVERVIEW = 300
YEAR = "nam"
# Of a part, shown under what it is a part of.
PART_WIDTH = 160


@dataclass(frozen=True)
class Shown:
    """A hit as HTML shows it: its title, snippet and parts with the words of the query marked."""

    hit: Hit
    title: SafeString
    snippet: SafeString
    parts: list[tuple]


@dataclass(frozen=True)
class Choice:
    """A value of a facet, with how many hits it would leave; no number where only the newest hits are known."""

    value: str
    label: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    choices: list[Choice]

    @property
    def is_brief(self) -> bool:
        """Tell whether its choices are years alone, many of which have room in a line."""
        return self.name == YEAR and not any(choice.count for choice in self.choices)

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.is_chosen), None)


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `hits` are the first ones or, of the chosen kind, one page."""

    scope: Scope
    count: int
    is_cut: bool
    is_chosen: bool
    hits: list[Shown]


@dataclass(frozen=True)
class Results:
    """What was found: `groups` of all kinds, those shown having hits; `page` of the chosen kind; facets of those shown.

    `corrections` are other queries that find something, where this one finds nothing.
    """

    text: str
    was_cut: bool
    groups: list[Group]
    page: Page | None = None
    facets: tuple[Facet, ...] = ()
    promoted: tuple = ()
    corrections: tuple[str, ...] = ()
    is_asked: bool = True

    @property
    def total(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def count(self) -> int:
        """Return how many results there are of the chosen kind, of all kinds where none is chosen."""
        return self.chosen.count if self.chosen else self.total

    @property
    def is_cut(self) -> bool:
        return self.chosen.is_cut if self.chosen else any(group.is_cut for group in self.groups)

    @property
    def chosen(self) -> Group | None:
        return next((group for group in self.groups if group.is_chosen), None)

    @property
    def by_rank(self) -> list[Group]:
        return sorted(self.groups, key=lambda group: group.scope.rank)

    @property
    def shown(self) -> list[Group]:
        return [group for group in self.groups if group.hits]

    @property
    def chosen_facets(self) -> list[Facet]:
        return [facet for facet in self.facets if facet.chosen]

    @property
    def hits(self) -> list[Shown]:
        return [shown for group in self.groups for shown in group.hits]


def search(request, text: str, scope: str = "", filters: dict[str, str] | None = None) -> Results:
    """Return what the viewer may see of what a text finds: of one kind a page, else the first of each kind.

    `filters` are values of facets by their names, `YEAR` among them; what is none of them is left aside.
    """
    text = " ".join(nfc(text).split())
    cut = text[:LONGEST_QUERY]
    was_cut = len(text) > LONGEST_QUERY
    acronyms = Acronym.objects.by_folded()
    query = parsed(cut, acronyms)
    if query is None:
        return Results(cut, was_cut, [], is_asked=False)
    scopes = registered()
    filters = {name: value for name, value in (filters or {}).items() if value}
    finds = [_Find(each, request, query, filters) for each in scopes]
    chosen = next((find for find in finds if find.scope.name == scope), None)
    _ask(finds, chosen)
    page = None
    if chosen:
        page = paginated(request, chosen.results, PAGE_SIZE, count=chosen.results.count())
        rows = list(page.object_list)
        groups = [find.group(rows if find is chosen else [], is_chosen=find is chosen) for find in finds]
    else:
        groups = _nearest_first(finds, cut)
    is_found = any(group.count for group in groups)

    def finds_something(other: str) -> bool:
        tried = parsed(other, acronyms)
        return tried is not None and any(each.find(each.rows(request), tried).count() for each in scopes)

    return Results(
        cut,
        was_cut,
        groups,
        page,
        tuple(_facets([chosen] if chosen else finds, filters)),
        () if filters else tuple(PromotedResult.objects.for_query(cut, request)),
        () if is_found or filters else tuple(corrected(cut, finds_something)),
    )


def query_of(text: str):
    """Return the query that a text is, with the acronyms of the portal; None where it holds no word."""
    return parsed(text, Acronym.objects.by_folded())


def newest(request, text: str, most: int, scope: str = "") -> list[Hit]:
    """Return the newest things that a text finds for the viewer."""
    query = query_of(" ".join(nfc(text).split())[:LONGEST_QUERY])
    hits: list[Hit] = []
    for each in registered() if query else ():
        if scope in ("", each.name):
            rows = each.rows(request)
            if field := dated_by(rows.model):
                rows = rows.order_by(f"-{field}", "-pk")
            hits += each.hits(request, list(each.find(rows, query, order_by_relevance=False)[:most]), query)
    dated = [hit for hit in hits if hit.date]
    return sorted(dated, key=lambda hit: f"{hit.date:%Y-%m-%d}", reverse=True)[:most]


class _Find:
    """What a query finds of one kind, narrowed by what was chosen; and all of it, to count what else could be."""

    def __init__(self, scope: Scope, request, query, filters: dict[str, str]):
        self.scope, self.request, self.query, self.filters = scope, request, query, filters
        self.columns = {facet.name: facet.column for facet in scope.facets}
        # Of each hit, as far as the back end knows, the year and the columns of the facets.
        self.values: list[tuple] = []
        rows = scope.rows(request)
        # Kinds of things without a facet that is chosen are not among what is wanted.
        narrowed = rows.none() if set(filters) - {YEAR, *self.columns} else self._narrowed(rows)
        self.results = scope.find(narrowed, query)
        self.all = scope.find(rows, query) if filters else self.results

    @property
    def searches(self) -> list:
        return [self.results] if self.results is self.all else [self.results, self.all]

    def ask(self) -> None:
        """Ask for the hits with the columns of the facets: slices and numbers of them then ask nothing more."""
        for each in self.searches:
            if hasattr(each, "values_of_hits"):
                self.values = each.values_of_hits(*self.columns.values())

    def _narrowed(self, rows):
        for name, value in self.filters.items():
            if name == YEAR:
                field = dated_by(rows.model)
                is_year = value.isascii() and value.isdecimal() and len(value) == 4
                rows = rows.filter(**{f"{field}__year": int(value)}) if field and is_year else rows.none()
            else:
                rows = _filtered(rows, self.columns[name], value)
        return rows

    @property
    def has_more_to_count(self) -> bool:
        """Tell whether the facets are counted among the newest hits alone."""
        return getattr(self.all, "is_cut", False)

    def first_year(self) -> int | None:
        """Return the year of the oldest thing of this kind that the viewer may see, as far as the back end knows."""
        return self.all.first_year() if hasattr(self.all, "first_year") else None

    def counts(self) -> dict[str, Counter]:
        """Return for each facet how many hits each value would leave under what is chosen of the others."""
        if not self.values or set(self.filters) - {YEAR, *self.columns}:
            return {}
        names = (YEAR, *self.columns)
        if not self.filters:
            columns = zip(*self.values, strict=True)
            counts = [Counter(column) for column in columns]
            for each in counts:
                each.pop(None, None)
            return dict(zip(names, counts, strict=True))
        wanted = [self.filters.get(name) for name in names]
        counts = [Counter() for _name in names]
        for values in self.values:
            refused = [
                place
                for place, (value, one) in enumerate(zip(values, wanted, strict=True))
                if one is not None and str(value) != one
            ]
            for place, value in enumerate(values):
                if value is not None and refused in ([], [place]):
                    counts[place][value] += 1
        return dict(zip(names, counts, strict=True))

    def group(self, rows: list, *, is_chosen: bool = False) -> Group:
        hits = self.scope.hits(self.request, rows, self.query) if rows else []
        shown = [_shown(hit, self.query) for hit in hits]
        is_cut = getattr(self.results, "is_cut", False)
        return Group(self.scope, self.results.count(), is_cut, is_chosen, shown)

    def first(self) -> tuple[float, Group]:
        """Return the group of the first hits, and how near the first one is to the query."""
        results = self.results
        if hasattr(results, "values_of_hits"):
            results = results.annotate_score("search_score")
        rows = list(results[:SHOWN_OF_EACH])
        return max((getattr(row, "search_score", 0.0) for row in rows), default=0.0), self.group(rows)


def _ask(finds: list[_Find], chosen: _Find | None) -> None:
    """Ask for the hits of all kinds; of a chosen one for more, as each of its pages can be turned to."""
    ask_together([each for find in finds if find is not chosen for each in find.searches], MOST_IN_OVERVIEW)
    if chosen:
        ask_together(chosen.searches)
    for find in finds:
        find.ask()


def _filtered(rows, column: str, value: str):
    """Return the rows with a value in a column; none for a value that cannot be there."""
    target = rows.model._meta.get_field(column)
    try:
        return rows.filter(**{column: (getattr(target, "target_field", None) or target).to_python(value)})
    except ValidationError:
        return rows.none()


def _nearest_first(finds: list[_Find], text: str) -> list[Group]:
    """Return the groups, that with the nearest hit first; before all the kind that the text looks like a name of."""
    ranked = [(find.scope.is_named_by(text), *find.first()) for find in finds]
    ranked.sort(key=lambda each: (each[0] and bool(each[2].hits), each[1]), reverse=True)
    return [group for _is_named, _score, group in ranked]


def _shown(hit: Hit, query) -> Shown:
    parts = [(part, snippet(part.text, query, PART_WIDTH)) for part in hit.parts[1:]]
    best = hit.parts[0].text if hit.parts else hit.text
    return Shown(hit, marked(hit.title, query), snippet(best, query), parts)


def _facets(finds: list[_Find], filters: dict[str, str]) -> list[Facet]:
    """Return the facets of some kinds of things, those without a choice left out."""
    counts: dict[str, Counter] = {}
    for find in finds:
        for name, found in find.counts().items():
            counts.setdefault(name, Counter()).update(found)
    is_cut = any(find.has_more_to_count for find in finds)
    known = set(counts.get(YEAR, ()))
    if is_cut and known and len(finds) == 1 and (first := finds[0].first_year()):
        # There may be hits in any year since; those that are known are the newest.
        known.update(range(first, max(known)))
    years = {year: str(year) for year in sorted(known, reverse=True)}
    facets = [_facet(YEAR, gettext("Year"), years, counts.get(YEAR, Counter()), filters, is_cut)]
    for column in (column for find in finds for column in find.scope.facets):
        found = counts.get(column.name, Counter())
        labels = column.labels(found) if found else {}
        facets.append(_facet(column.name, column.label, labels, found, filters, is_cut))
    return [facet for facet in facets if len(facet.choices) > 1 or facet.chosen]


def _facet(name: str, label, labels: dict, counts: Counter, filters: dict[str, str], is_cut: bool) -> Facet:
    chosen = filters.get(name)
    choices = [
        Choice(str(value), str(text), None if is_cut else counts[value], str(value) == chosen)
        for value, text in labels.items()
    ]
    return Facet(name, str(label), choices)
