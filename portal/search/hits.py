"""What a query finds: first the numbers of entries in the index, then those of them whose rows the viewer may see."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Max, Min
from django.db.models.functions import Substr

from portal.search.engines import Engine, Expression, engine_of, in_order
from portal.search.index import dated_by, entry_number, newness_of_entry, object_of_entry
from portal.search.matching import asks_for_order, bears_marks
from portal.search.models import SearchEntry
from portal.search.ranking import Scorer

# Of very many hits only the newest are considered: nobody pages through thousands, and each answer stays quick.
MOST_CONSIDERED = 1_000
# Of those, the most promising are compared by their texts.
MOST_COMPARED = 60
# Runs of entries that one question goes through, one after the other.
MOST_RUNS = 50
# Characters of each text.
MOST_READ = 8_000
# Where too many hits are not for this viewer, so many times more are asked for.
_GROWTH = 8
# A hit is a tuple, of which there are thousands: whether it is exact, whether it is known to be in the title, how new
# it is, the number of its entry, the key of its object, then what was asked of its row. The greater promises more.
EXACT, IN_TITLE, _NEWNESS, NUMBER, KEY, VALUES = range(6)


@dataclass
class _Entries:
    """The newest entries that a query finds, at most so many of each kind; whether each is as the query is written.

    Those with the query in their titles are asked for where there are more than can be compared.
    """

    most: int
    newest: dict[int, bool] = field(default_factory=dict)
    in_titles: dict[int, bool] = field(default_factory=dict)


def ask(searches: Sequence["Hits"], most: int) -> None:
    """Ask the index once for what several searches find, as far as they say the same."""
    for search in searches:
        search.entries = _Entries(most)
    for is_exact in (True, False):
        wanting = [search for search in searches if len(search.entries.newest) < most]
        for search, number in _newest(wanting, is_exact, most):
            search.entries.newest.setdefault(number, is_exact)
    many = [search for search in searches if len(search.entries.newest) > MOST_COMPARED]
    for is_exact in (True, False):
        wanting = [search for search in many if not is_exact or any(search.entries.newest.values())]
        for search, number in _newest(wanting, is_exact, MOST_COMPARED * most // MOST_CONSIDERED, in_titles=True):
            search.entries.in_titles.setdefault(number, is_exact)


def _newest(
    searches: Iterable["Hits"], is_exact: bool, most: int, *, in_titles: bool = False
) -> Iterator[tuple["Hits", int]]:
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
                own = sorted(own, key=newness_of_entry, reverse=True)[:most]
            for number in own:
                yield search, number


class Hits:
    """What a compiled query finds: asked for once, whatever is then made of it."""

    entries: _Entries | None = None

    def __init__(self, compiler):
        self.compiler = compiler
        self._found: tuple[tuple[str, ...], list[tuple], list[tuple]] | None = None

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

    def newest(self, *columns: str) -> list[tuple]:
        """Return the newest hits with the values of some columns, in no order that matters."""
        return self._with(columns)[1]

    @property
    def all(self) -> list[tuple]:
        """The newest hits, and those in titles that found no room among them."""
        return self._with(())[2]

    @cached_property
    def ranked(self) -> list[tuple]:
        """The keys of all hits with their scores, the best first."""
        hits = sorted(self.all, reverse=True)
        best = [(rank[-1], rank[1]) for rank in self._compared(hits[:MOST_COMPARED])]
        return best + [(hit[KEY], 0.0) for hit in hits[MOST_COMPARED:]]

    def best_of_each(self, column: str, most: int) -> list:
        """Return the keys of the best hits of each value of a column, value by value."""
        runs = self._runs_of(column)
        hits = self.newest(column) if runs is None else self._among(runs, column)
        groups: dict = {}
        for hit in sorted(hits, reverse=True):
            group = groups.setdefault(hit[VALUES], [])
            # Some more than are wanted, to be compared by their texts.
            if len(group) < 3 * most:
                group.append(hit)
        place_of = {hit[KEY]: place for place, group in enumerate(groups.values()) for hit in group}
        chosen: dict[int, list] = {}
        for *_rank, key in self._compared([hit for group in groups.values() for hit in group]):
            chosen.setdefault(place_of[key], []).append(key)
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

    def _among(self, runs: list[tuple[int, int]], column: str) -> list[tuple]:
        """Return the hits in some runs of entries, with the value of a column."""
        numbers: dict[int, bool] = {}
        for is_exact, found in self.ways.items() if runs else ():
            for number in self.engine.among(self.database, found, runs):
                numbers.setdefault(number, is_exact)
        return self._visible(numbers, (column,))

    def _with(self, columns: tuple[str, ...]) -> tuple[tuple[str, ...], list[tuple], list[tuple]]:
        """Return columns that begin as wanted, the newest hits with their values, and all hits."""
        if self._found is None or columns != self._found[0][: len(columns)]:
            self._found = (columns, *self._gathered(columns))
        return self._found

    def _gathered(self, columns: tuple[str, ...]) -> tuple[list[tuple], list[tuple]]:
        most = MOST_CONSIDERED
        while True:
            if self.entries is None or self.entries.most < most:
                ask([self], most)
            entries = self.entries
            hits = self._visible(entries.newest | entries.in_titles, columns, entries)
            newest = [hit for hit in hits if hit[NUMBER] in entries.newest][:MOST_CONSIDERED]
            # Where many hits are not for this viewer, older ones take their place.
            if len(newest) >= MOST_CONSIDERED or len(entries.newest) < most:
                break
            most *= _GROWTH
        if len(newest) < MOST_CONSIDERED:
            newest = self._in_order(newest)
        kept = {hit[NUMBER] for hit in newest}
        return newest, newest + [hit for hit in hits if hit[NUMBER] not in kept and hit[IN_TITLE]]

    def _visible(
        self, numbers: dict[int, bool], columns: tuple[str, ...], entries: _Entries | None = None
    ) -> list[tuple]:
        """Return entries whose objects are among the rows of the queryset, with the values of some columns."""
        if not numbers:
            return []
        keys = map(object_of_entry, numbers)
        rows = self.engine.with_keys(self.compiler.queryset.order_by(), keys).values_list("pk", *columns)
        values = {row[0]: row for row in rows}
        titles = entries.in_titles if entries else {}
        is_of_titles = self.compiler.title_only
        return [
            (is_exact, is_of_titles or number in titles, newness_of_entry(number), number, *values[key])
            for number, is_exact in numbers.items()
            if (key := object_of_entry(number)) in values
        ]

    def _in_order(self, hits: list[tuple]) -> list[tuple]:
        """Return the hits that have the phrases of the query, where the index knows but the pairs of their words."""
        if self.engine.knows_order or not hits or not asks_for_order(self.compiler.query):
            return hits
        held: set[int] = set()
        for is_exact, found in self.ways.items():
            numbers = [hit[NUMBER] for hit in hits if hit[EXACT] == is_exact]
            held.update(in_order(self.database, found, numbers))
        return [hit for hit in hits if hit[NUMBER] in held]

    def _compared(self, hits: list[tuple]) -> list[tuple]:
        """Return whether each hit is exact, its score, how new it is and its key, the best first."""
        texts = SearchEntry.objects.filter(pk__in=[hit[NUMBER] for hit in hits])
        read = texts.values_list("pk", "title", Substr("body", 1, MOST_READ))
        texts = {pk: (title, body) for pk, title, body in read}
        scorer = Scorer(self.compiler.query)
        ranks = [
            (hit[EXACT], scorer.score(*texts.get(hit[NUMBER], ("", "")), hit[EXACT]), hit[_NEWNESS], hit[KEY])
            for hit in hits
        ]
        return sorted(ranks, reverse=True)
