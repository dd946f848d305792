"""What a query finds: first the numbers of entries in the index, then those of them whose rows the viewer may see."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from operator import itemgetter

from django.db.models import Max, Min
from django.db.models.functions import Substr

from portal.search.engines import Engine, Expression, engine_of, in_order
from portal.search.index import (
    KEY_MASK,
    NEWNESS_MASK,
    dated_by,
    entry_number,
    first_dated_number,
    first_number,
    year_of_entry,
)
from portal.search.matching import bears_marks
from portal.search.models import SearchEntry
from portal.search.ranking import Scorer

# Of very many hits only the newest are considered: nobody pages through thousands, and each answer stays quick.
MOST_CONSIDERED = 1_000
# Of those, the most promising are compared by their texts.
MOST_COMPARED = 40
# Runs of entries that one question goes through, one after the other.
MOST_RUNS = 50
# Of the oldest entries, among which one that the viewer may see is looked for.
MOST_OLDEST = 200
# Characters of each text.
MOST_READ = 8_000
# Where too many hits are not for this viewer, up to so many times more are asked for.
_GROWTH = 8
# Hits are rows by the numbers of their entries: each has the key of its object, then what else was asked for.
Rows = dict[int, tuple]


@dataclass
class _Entries:
    """The newest entries that a query finds, at most so many of each form; whether each is as the query is written.

    Where they are to be ranked and are more than can be compared, those with the query in their titles are asked for.
    """

    most: int
    newest: dict[int, bool]
    is_cut: bool
    in_titles: dict[int, bool] = field(default_factory=dict)

    @property
    def forms(self) -> dict[int, bool]:
        """Return all of them; what is exact in its text is so whatever its title."""
        return self.in_titles | self.newest


def ask(searches: Sequence["Hits"], most: int) -> None:
    """Ask the index once for what several searches find, as far as they say the same; at most so many of each."""
    for search in searches:
        search.entries = _Entries(most, *search.known_entries())
    for is_exact in (True, False):
        wanting = [
            search for search in searches if search.known is None and len(search.entries.newest) < most
        ]
        for search, numbers in _newest(wanting, is_exact, most):
            search.entries.newest = _joined(search.entries.newest, numbers, is_exact)
    many = [
        search
        for search in searches
        if search.compiler.order_by_relevance and len(search.entries.newest) > MOST_COMPARED
    ]
    most_in_titles = max(MOST_COMPARED * most // MOST_CONSIDERED, MOST_COMPARED)
    for is_exact in (True, False):
        wanting = [search for search in many if len(search.entries.in_titles) < most_in_titles]
        for search, numbers in _newest(wanting, is_exact, most_in_titles, in_titles=True):
            search.entries.in_titles = _joined(search.entries.in_titles, numbers, is_exact)


def _newest(
    searches: Iterable["Hits"], is_exact: bool, most: int, *, in_titles: bool = False
) -> Iterator[tuple["Hits", list[int]]]:
    """Yield the newest entries that each of some searches finds in one form."""
    alike: dict[tuple, list[tuple[Hits, Expression]]] = {}
    for search in searches:
        found = search.ways.get(is_exact)
        if found and not (in_titles and found.is_of_titles):
            found = replace(found, is_of_titles=True) if in_titles else found
            alike.setdefault((search.database, found.text, found.is_of_titles), []).append((search, found))
    for (database, *_text), group in alike.items():
        kinds = {kind for search, _found in group for kind in search.compiler.kinds}
        numbers = engine_of(database).newest(database, group[0][1], kinds, most)
        for search, _found in group:
            own = [number for kind in search.compiler.kinds for number in numbers[kind]]
            if len(search.compiler.kinds) > 1:
                own = sorted(own, key=NEWNESS_MASK.__and__, reverse=True)[:most]
            yield search, own


def _joined(known: dict[int, bool], numbers: list[int], is_exact: bool) -> dict[int, bool]:
    """Return entries that are known, then others; what was found as it is written stays so."""
    return known | {number: is_exact for number in numbers if number not in known}


class Hits:
    """What a compiled query finds: asked for once, whatever is then made of it."""

    entries: _Entries | None = None
    # Where the hits are found otherwise: see `Results.found_by`.
    known: Callable[[int], tuple[dict[int, bool], bool]] | None = None

    def __init__(self, compiler):
        self.compiler = compiler
        self.most = MOST_CONSIDERED
        self._found: tuple[tuple[str, ...], Rows, Rows] | None = None

    @property
    def database(self) -> str:
        return self.compiler.queryset.db

    @property
    def engine(self) -> Engine:
        return engine_of(self.database)

    @cached_property
    def ways(self) -> dict[bool, Expression]:
        """Return what to look for: as it is written (True) where the query bears marks, and folded (False)."""
        folded = self.compiler.expression("folded")
        if folded is None or self.compiler.queryset.query.is_empty():
            return {}
        if bears_marks(self.compiler.query):
            return {True: self.compiler.expression("exact"), False: folded}
        return {False: folded}

    def known_entries(self) -> tuple[dict[int, bool], bool]:
        """Return the entries of the hits that are found otherwise, exact ones first, and whether there are more."""
        keys, is_cut = self.known(self.most) if self.known else ({}, False)
        if not keys:
            return {}, is_cut
        of_kinds = SearchEntry.objects.using(self.database).filter(content_type__in=self.compiler.kinds)
        entries = self.engine.with_keys(of_kinds, keys, "object_id")
        numbers = sorted(entries.values_list("pk", flat=True), reverse=True)
        forms = {number: keys[number & KEY_MASK] for number in numbers}
        return dict(sorted(forms.items(), key=itemgetter(1), reverse=True)), is_cut

    def forms_of(self, column: str) -> dict:
        """Return the values of a column among the newest hits, and whether any hit of each is exact."""
        found: dict = {}
        forms = self.entries.forms if (rows := self.newest(column)) else {}
        for number, row in rows.items():
            found[row[1]] = found.get(row[1], False) or forms[number]
        return found

    def newest(self, *columns: str) -> Rows:
        """Return the newest hits with the values of some columns, perhaps of others behind them."""
        return self._asked_for(columns)[1]

    @property
    def is_cut(self) -> bool:
        """Tell whether there are more hits than are considered."""
        return len(self.newest()) >= self.most or self.entries.is_cut

    def first_year(self) -> int | None:
        """Return the year of the oldest row that the viewer may see, found or not; None where that is not known."""
        if not dated_by(self.compiler.queryset.model) or len(self.compiler.kinds) != 1:
            return None
        (kind,) = self.compiler.kinds
        entries = SearchEntry.objects.using(self.database).filter(
            pk__gte=first_dated_number(kind), pk__lt=first_number(kind + 1)
        )
        oldest = self._visible(list(entries.order_by("pk").values_list("pk", flat=True)[:MOST_OLDEST]), ())
        return year_of_entry(min(oldest)) if oldest else None

    @property
    def all(self) -> Rows:
        """The newest hits, and those in titles that found no room among them."""
        return self._asked_for(())[2]

    @cached_property
    def ranked(self) -> list[tuple]:
        """The keys of all hits with their scores, the best first."""
        rows = self.all
        forms = self.entries.forms
        promising = self._promising(rows, forms, self.entries.in_titles)
        nearest = promising[:MOST_COMPARED]
        if self.is_cut:
            nearest = list(self._in_order({number: rows[number] for number in nearest}))
        best = [(rows[number][0], score) for number, score in self._compared(nearest, forms)]
        return best + [(rows[number][0], 0.0) for number in promising[MOST_COMPARED:]]

    def best_of_each(self, column: str, most: int) -> list:
        """Return the keys of the best hits of each value of a column, value by value."""
        runs = self._runs_of(column)
        if runs is None:
            rows, forms = self.newest(column), self.entries.forms
        else:
            rows, forms = self._among(runs, column)
        groups: dict[object, list[int]] = {}
        for number in self._promising(rows, forms):
            group = groups.setdefault(rows[number][1], [])
            # Some more than are wanted, to be compared by their texts.
            if len(group) < 3 * most:
                group.append(number)
        chosen: dict[object, list] = {}
        for number, _score in self._compared(
            [number for group in groups.values() for number in group], forms
        ):
            key, value = rows[number][:2]
            chosen.setdefault(value, []).append(key)
        return [key for group in chosen.values() for key in group[:most]]

    def _runs_of(self, column: str) -> list[tuple[int, int]] | None:
        """Return between which numbers the entries of each value of a column lie; None where that is not known."""
        # Without a day, the numbers of a kind go on with the keys of its objects.
        if dated_by(self.compiler.queryset.model) or len(self.compiler.kinds) != 1:
            return None
        (kind,) = self.compiler.kinds
        keys = self.compiler.queryset.order_by().values_list(column).annotate(first=Min("pk"), last=Max("pk"))
        runs = [
            (entry_number(None, kind, first), entry_number(None, kind, last)) for _value, first, last in keys
        ]
        return runs if len(runs) <= MOST_RUNS else None

    def _among(self, runs: list[tuple[int, int]], column: str) -> tuple[Rows, dict[int, bool]]:
        """Return the hits in some runs of entries with the value of a column, and whether each is exact."""
        numbers: dict[int, bool] = {}
        for is_exact, found in self.ways.items() if runs else ():
            numbers = _joined(numbers, self.engine.among(self.database, found, runs), is_exact)
        return self._visible(numbers, (column,)), numbers

    def _asked_for(self, columns: tuple[str, ...]) -> tuple[tuple[str, ...], Rows, Rows]:
        """Return columns that begin as wanted, the newest hits with their values, and all hits."""
        if self._found is None or columns != self._found[0][: len(columns)]:
            self._found = (columns, *self._gathered(columns))
        return self._found

    def _gathered(self, columns: tuple[str, ...]) -> tuple[Rows, Rows]:
        most = self.most
        while True:
            if self.entries is None or self.entries.most < most:
                ask([self], most)
            entries = self.entries
            rows = self._visible(entries.newest | entries.in_titles, columns)
            newest = {number: rows[number] for number in entries.newest if number in rows}
            # Where many hits are not for this viewer, older ones take their place.
            if len(newest) >= self.most or len(entries.newest) < most or self.known is not None:
                break
            most = min(most * _GROWTH, max(2 * most, 2 * self.most * most // (len(newest) + 1)))
        others = {}
        if self.known is None:
            others = {number: rows[number] for number in rows if number not in newest}
        if len(newest) >= self.most:
            newest = dict(islice(newest.items(), self.most))
        else:
            newest = self._in_order(newest)
        return newest, newest | self._in_order(others)

    def _visible(self, numbers: Iterable[int], columns: tuple[str, ...]) -> Rows:
        """Return the rows of the queryset, with the values of some columns, to which some entries belong."""
        if not numbers:
            return {}
        number_of = {number & KEY_MASK: number for number in numbers}
        rows = self.engine.with_keys(self.compiler.queryset.order_by(), number_of)
        return {number_of[row[0]]: row for row in rows.values_list("pk", *columns)}

    def _in_order(self, rows: Rows) -> Rows:
        """Return the hits that have the phrases of the query, where the index knows but the pairs of their words."""
        if not rows:
            return rows
        held: set[int] = set()
        forms = self.entries.forms
        for is_exact, found in self.ways.items():
            numbers = [number for number in rows if forms[number] == is_exact]
            held.update(in_order(self.database, found, numbers, self.engine.dialect))
        return {number: row for number, row in rows.items() if number in held}

    @staticmethod
    def _promising(rows: Rows, forms: dict[int, bool], in_titles: Container[int] = ()) -> list[int]:
        """Return hits in the order in which they are worth a look: exact ones, those in titles, the newest."""

        def promise(number: int) -> tuple:
            return forms.get(number, False), number in in_titles, number & NEWNESS_MASK

        return sorted(rows, key=promise, reverse=True)

    def _compared(self, numbers: list[int], forms: dict[int, bool]) -> list[tuple[int, float]]:
        """Return hits with their scores, the best first: exact ones, then by the score, then the newer."""
        if not numbers:
            return []
        texts = SearchEntry.objects.using(self.database).filter(pk__in=numbers)
        scorer = Scorer(self.compiler.query)
        ranks = [
            (
                is_exact := forms.get(number, False),
                scorer.score(title, body, is_exact),
                number & NEWNESS_MASK,
                number,
            )
            for number, title, body in texts.values_list("pk", "title", Substr("body", 1, MOST_READ))
        ]
        return [(number, score) for _is_exact, score, _newness, number in sorted(ranks, reverse=True)]
