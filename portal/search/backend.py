"""The search back end: modelsearch's interface over an index of our own, on SQLite and PostgreSQL alike.

    WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.search.backend"}}

The stock database back ends find neither “Đoàn kết” for “doan ket” nor rank a hundred thousand rows in time (see
docs/decisions/). Beyond modelsearch's interface, results have `is_cut`, `values_of_hits` and `best_of_each`; callers do
without them where another engine is configured, and a system check says so.
"""

from collections import Counter
from dataclasses import replace
from functools import cached_property

from django.db.models import Max, Min
from django.db.models.functions import Substr
from modelsearch.backends.base import BaseSearchBackend, BaseSearchQueryCompiler, BaseSearchResults
from modelsearch.utils import get_descendants_content_types_pks

from portal.search.engines import Expression, engine_of
from portal.search.index import Index, Rebuilder, dated_by, entry_number, year_of_entry
from portal.search.matching import bears_marks, is_everything
from portal.search.models import SearchEntry
from portal.search.ranking import Scorer

# Of very many hits only the newest are considered: nobody pages through thousands, and each answer stays quick.
MOST_CONSIDERED = 1_000
# Of those, the most promising are compared by their texts.
MOST_COMPARED = 60
# Characters of each text.
MOST_READ = 8_000
# A hit is a tuple, of which there are thousands: whether it is exact, whether in the title, the number of its entry,
# the key of its object, then what was asked of its row. The greater promises more.
EXACT, IN_TITLE, NUMBER, KEY, VALUES = range(5)


class QueryCompiler(BaseSearchQueryCompiler):
    """Finds whole words in title and text."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    is_beginning = False

    def check(self) -> None:
        """Let every column be filtered and ordered by: the database does it, the index need not know the column."""

    @cached_property
    def engine(self):
        return engine_of(self.queryset)

    @cached_property
    def kinds(self) -> list[int]:
        """Return the content types to look among; who knows that rows are of fewer types may say so."""
        return sorted(get_descendants_content_types_pks(self.queryset.model))

    def expression(self, form: str = "folded") -> Expression | None:
        """Return what is to be found, in one of the forms of words; None where nothing can be."""
        options = {"is_of_titles": self.title_only, "is_beginning": self.is_beginning}
        return self.engine.expression(self.query, self.kinds, form, **options)

    @property
    def title_only(self) -> bool:
        return self.is_beginning or (self.fields is not None and set(self.fields) <= {"title", "name"})


class CompletionCompiler(QueryCompiler):
    """Finds words in titles, the last of which may be unfinished."""

    is_beginning = True


class Results(BaseSearchResults):
    """What was found; by relevance among the newest `MOST_CONSIDERED` hits, else all in the queryset's own order."""

    supports_facet = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._gathered: tuple[tuple[str, ...], list[tuple]] | None = None
        self._runs: list[tuple[int, int]] = []

    def _clone(self):
        clone = super()._clone()
        clone._gathered = self._gathered
        return clone

    # --- modelsearch's interface ---

    def _do_search(self) -> list:
        queryset = self.query_compiler.queryset
        if self.prefetch_related:
            queryset = queryset.prefetch_related(*self.prefetch_related)
        if not self._is_ranked:
            return list(self._in_order(queryset)[self.start : self.stop])
        keys = self._ranked_keys[self.start : self.stop]
        found = {row.pk: row for row in queryset.order_by().filter(pk__in=keys)}
        rows = [found[key] for key in keys if key in found]
        if self._score_field:
            for row in rows:
                setattr(row, self._score_field, self._scores.get(row.pk, 0.0))
        return rows

    def _do_count(self) -> int:
        if self._is_ranked:
            return len(self.hits()[self.start : self.stop])
        return self._in_order(self.query_compiler.queryset)[self.start : self.stop].count()

    def facet(self, field_name: str) -> dict:
        """Return how many hits have each value of a column."""
        return dict(Counter(hit[VALUES] for hit in self.hits(field_name)).most_common())

    # --- beyond it ---

    @property
    def is_cut(self) -> bool:
        """Tell whether there are more hits than are considered."""
        return len(self.hits()) >= MOST_CONSIDERED

    def values_of_hits(self, *columns: str) -> list[tuple]:
        """Return for each hit the year of the day it is known by, None without one, and its values of some columns."""
        end = VALUES + len(columns)
        return [(year_of_entry(hit[NUMBER]), *hit[VALUES:end]) for hit in self.hits(*columns)]

    def hits(self, *columns: str) -> list[tuple]:
        """Return the newest hits with the values of some columns, by one question; in no order that matters."""
        if self._gathered is None or columns != self._gathered[0][: len(columns)]:
            self._gathered = (columns, self._gather(columns))
        return self._gathered[1]

    def best_of_each(self, column: str, most: int) -> list:
        """Return for each value of a column its best hits; quick where the queryset has few values of it."""
        self._runs = self._runs_of(column)
        groups: dict = {}
        for hit in sorted(self.hits(column), reverse=True):
            group = groups.setdefault(hit[VALUES], [])
            # Some more than are wanted, to be compared by their texts.
            if len(group) < 3 * most:
                group.append(hit)
        place_of = {hit[KEY]: place for place, group in enumerate(groups.values()) for hit in group}
        chosen: dict[int, list] = {}
        for *_rank, key in self._compared([hit for group in groups.values() for hit in group]):
            chosen.setdefault(place_of[key], []).append(key)
        keys = [key for group in chosen.values() for key in group[:most]]
        found = {row.pk: row for row in self.query_compiler.queryset.order_by().filter(pk__in=keys)}
        return [found[key] for key in keys if key in found]

    def _runs_of(self, column: str) -> list[tuple[int, int]]:
        """Return between which numbers the entries of each value of a column lie; none where that is not known."""
        compiler = self.query_compiler
        # Without a day, the numbers of a kind go on with the keys of its objects.
        if dated_by(compiler.queryset.model) or len(compiler.kinds) != 1:
            return []
        (kind,) = compiler.kinds
        keys = compiler.queryset.order_by().values_list(column).annotate(first=Min("pk"), last=Max("pk"))
        return [
            (entry_number(None, kind, first), entry_number(None, kind, last)) for _value, first, last in keys
        ]

    def _gather(self, columns: tuple[str, ...]) -> list[tuple]:
        compiler = self.query_compiler
        folded = compiler.expression()
        if folded is None:
            return []
        exact = compiler.expression("exact") if bears_marks(compiler.query) else None
        hits: dict[int, tuple] = {}

        def gather(found: Expression, is_exact: bool, most: int = MOST_CONSIDERED) -> None:
            for row in compiler.engine.newest_hits(compiler.queryset, found, most, columns, self._runs):
                hits.setdefault(row[1], (is_exact, *row))

        if exact:
            gather(exact, True)
        if len(hits) < MOST_CONSIDERED:
            gather(folded, False)
        if len(hits) >= MOST_CONSIDERED and not folded.is_of_titles:
            # What the newest hits left no room for.
            gather(replace(exact or folded, is_of_titles=True), exact is not None, MOST_COMPARED)
        return list(hits.values())

    @cached_property
    def _ranked_keys(self) -> list:
        hits = sorted(self.hits(), reverse=True)
        ranks = self._compared(hits[:MOST_COMPARED])
        self._scores = {rank[-1]: rank[1] for rank in ranks}
        return [rank[-1] for rank in ranks] + [hit[KEY] for hit in hits[MOST_COMPARED:]]

    def _compared(self, hits: list[tuple]) -> list[tuple]:
        """Return whether each hit is exact, its score, the number of its entry and its key, the best first."""
        texts = SearchEntry.objects.filter(pk__in=[hit[NUMBER] for hit in hits])
        read = texts.values_list("pk", "title", Substr("body", 1, MOST_READ))
        texts = {pk: (title, body) for pk, title, body in read}
        scorer = Scorer(self.query_compiler.query)
        ranks = [
            (hit[EXACT], scorer.score(*texts.get(hit[NUMBER], ("", "")), hit[EXACT]), hit[NUMBER], hit[KEY])
            for hit in hits
        ]
        return sorted(ranks, reverse=True)

    @property
    def _is_ranked(self) -> bool:
        return self.query_compiler.order_by_relevance and not is_everything(self.query_compiler.query)

    def _in_order(self, queryset):
        compiler = self.query_compiler
        if is_everything(compiler.query):
            return queryset
        found = compiler.expression()
        if found is None:
            return queryset.none()
        rows = compiler.engine.among_hits(queryset, found)
        return rows if rows.query.order_by else rows.order_by("-pk")


class FoldingSearchBackend(BaseSearchBackend):
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = CompletionCompiler
    index_class = Index
    results_class = Results
    rebuilder_class = Rebuilder


# The name under which modelsearch looks for a back end.
SearchBackend = FoldingSearchBackend
