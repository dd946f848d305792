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
# Runs of entries that one question goes through, one after the other.
MOST_RUNS = 50
# Characters of each text.
MOST_READ = 8_000
# A hit is a tuple, of which there are thousands: whether it is exact, whether it is known to be in the title, the
# number of its entry, the key of its object, then what was asked of its row. The greater promises more.
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


class _Hits:
    """What a compiled query finds: asked for once, whatever is then made of it."""

    def __init__(self, compiler: QueryCompiler):
        self.compiler = compiler
        self._newest: tuple[tuple[str, ...], dict[int, tuple]] | None = None

    def newest(self, *columns: str) -> list[tuple]:
        """Return the newest hits with the values of some columns, in no order that matters."""
        if self._newest is None or columns != self._newest[0][: len(columns)]:
            self._newest = (columns, self._gathered(self._ways, MOST_CONSIDERED, columns))
        return list(self._newest[1].values())

    @cached_property
    def all(self) -> list[tuple]:
        """The newest hits, and those in titles that found no room among them."""
        newest = self.newest()
        columns, found = self._newest
        if len(newest) <= MOST_COMPARED or self._ways[0][1].is_of_titles:
            return newest
        # Those in titles are compared before others.
        has_exact = any(hit[EXACT] for hit in newest)
        ways = [
            (is_exact, replace(wanted, is_of_titles=True))
            for is_exact, wanted in self._ways
            if has_exact or not is_exact
        ]
        return list((found | self._gathered(ways, MOST_COMPARED, columns)).values())

    @cached_property
    def ranked(self) -> list[tuple]:
        """The keys of all hits with their scores, the best first."""
        hits = sorted(self.all, reverse=True)
        best = [(rank[-1], rank[1]) for rank in self._compared(hits[:MOST_COMPARED])]
        return best + [(hit[KEY], 0.0) for hit in hits[MOST_COMPARED:]]

    def values(self, column: str) -> set:
        """Return the values of a column among the hits; where few are found folded, no others are exact."""
        found = self._gathered(self._ways[-1:], MOST_CONSIDERED, (column,))
        if len(found) >= MOST_CONSIDERED:
            found |= self._gathered(self._ways[:-1], MOST_CONSIDERED, (column,))
        return {hit[VALUES] for hit in found.values()}

    def best_of_each(self, column: str, most: int) -> list:
        """Return the keys of the best hits of each value of a column, value by value."""
        found = self._gathered(self._ways, MOST_CONSIDERED, (column,), self._runs_of(column))
        groups: dict = {}
        for hit in sorted(found.values(), reverse=True):
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

    @cached_property
    def _ways(self) -> list[tuple[bool, Expression]]:
        """Return what to look for, first as it is written where it bears marks, then folded."""
        folded = self.compiler.expression()
        if folded is None:
            return []
        exact = self.compiler.expression("exact") if bears_marks(self.compiler.query) else None
        return [(True, exact), (False, folded)] if exact else [(False, folded)]

    def _gathered(self, ways, most: int, columns: tuple[str, ...], runs=None) -> dict[int, tuple]:
        """Return the newest hits by the numbers of their entries, those as written before the others."""
        compiler, hits = self.compiler, {}
        for is_exact, found in ways if runs != [] else ():
            if len(hits) < most:
                for row in compiler.engine.newest_hits(compiler.queryset, found, most, columns, runs):
                    hits.setdefault(row[0], (is_exact, found.is_of_titles, *row))
        return hits

    def _compared(self, hits: list[tuple]) -> list[tuple]:
        """Return whether each hit is exact, its score, the number of its entry and its key, the best first."""
        texts = SearchEntry.objects.filter(pk__in=[hit[NUMBER] for hit in hits])
        read = texts.values_list("pk", "title", Substr("body", 1, MOST_READ))
        texts = {pk: (title, body) for pk, title, body in read}
        scorer = Scorer(self.compiler.query)
        ranks = [
            (hit[EXACT], scorer.score(*texts.get(hit[NUMBER], ("", "")), hit[EXACT]), hit[NUMBER], hit[KEY])
            for hit in hits
        ]
        return sorted(ranks, reverse=True)


class Results(BaseSearchResults):
    """What was found; by relevance among the newest `MOST_CONSIDERED` hits, else all in the queryset's own order."""

    supports_facet = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._hits = _Hits(self.query_compiler)

    def _clone(self):
        clone = super()._clone()
        # A slice is of the same hits, so that they are asked for once.
        clone._hits = self._hits
        return clone

    # --- modelsearch's interface ---

    def _do_search(self) -> list:
        queryset = self.query_compiler.queryset
        if self.prefetch_related:
            queryset = queryset.prefetch_related(*self.prefetch_related)
        if not self._is_ranked:
            return list(self._in_order(queryset)[self.start : self.stop])
        ranked = self._hits.ranked[self.start : self.stop]
        found = {row.pk: row for row in queryset.order_by().filter(pk__in=[key for key, _score in ranked])}
        rows = [found[key] for key, _score in ranked if key in found]
        if self._score_field:
            scores = dict(ranked)
            for row in rows:
                setattr(row, self._score_field, scores[row.pk])
        return rows

    def _do_count(self) -> int:
        if self._is_ranked:
            return len(self._hits.all[self.start : self.stop])
        return self._in_order(self.query_compiler.queryset)[self.start : self.stop].count()

    def facet(self, field_name: str) -> dict:
        """Return how many hits have each value of a column."""
        return dict(Counter(hit[VALUES] for hit in self._hits.newest(field_name)).most_common())

    # --- beyond it ---

    @property
    def is_cut(self) -> bool:
        """Tell whether there are more hits than are considered."""
        return len(self._hits.newest()) >= MOST_CONSIDERED

    def values_of_hits(self, *columns: str) -> list[tuple]:
        """Return for each of the newest hits the year of the day it is known by and its values of some columns.

        The year is None where there is no day. Asked before all else, it spares a second question for the hits.
        """
        end = VALUES + len(columns)
        return [(year_of_entry(hit[NUMBER]), *hit[VALUES:end]) for hit in self._hits.newest(*columns)]

    def values_found(self, column: str) -> set:
        """Return the values of a column among the hits; quicker than all that is known of each."""
        return self._hits.values(column)

    def best_of_each(self, column: str, most: int) -> list:
        """Return for each value of a column its best hits; quick where the queryset has few values of it."""
        keys = self._hits.best_of_each(column, most)
        found = {row.pk: row for row in self.query_compiler.queryset.order_by().filter(pk__in=keys)}
        return [found[key] for key in keys if key in found]

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
