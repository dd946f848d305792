"""The search back end: modelsearch's interface over an index of our own, on SQLite and PostgreSQL alike.

    WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.search.backend"}}

The stock database back ends find neither “Đoàn kết” for “doan ket” nor rank a hundred thousand rows in time (see
docs/decisions/). Beyond modelsearch's interface, results have `ask_together`, `is_cut`, `values_of_hits` and
`best_of_each`; callers do without them where another engine is configured, and a system check says so.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from modelsearch.backends.base import BaseSearchBackend, BaseSearchQueryCompiler, BaseSearchResults
from modelsearch.utils import get_descendants_content_types_pks

from portal.search import hits
from portal.search.engines import Expression, engine_of
from portal.search.index import Index, Rebuilder, year_of_entry
from portal.search.matching import is_everything


class QueryCompiler(BaseSearchQueryCompiler):
    """Finds whole words in title and text."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    is_beginning = False

    def check(self) -> None:
        """Let every column be filtered and ordered by: the database does it, the index need not know the column."""

    @cached_property
    def kinds(self) -> list[int]:
        """Return the content types to look among; who knows that rows are of fewer types may say so."""
        return sorted(get_descendants_content_types_pks(self.queryset.model))

    def expression(self, form: str) -> Expression | None:
        """Return what is to be found, in one of the forms of words; None where nothing can be."""
        options = {"is_of_titles": self.title_only, "is_beginning": self.is_beginning}
        return engine_of(self.queryset.db).expression(self.query, form, **options)

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
        self._hits = hits.Hits(self.query_compiler)

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
        if not ranked:
            return []
        found = {row.pk: row for row in queryset.order_by().filter(pk__in=[key for key, _score in ranked])}
        rows = [found[key] for key, _score in ranked if key in found]
        if self._score_field:
            scores = dict(ranked)
            for row in rows:
                setattr(row, self._score_field, scores[row.pk])
        return rows

    def _do_count(self) -> int:
        if self._is_ranked:
            return len(range(len(self._hits.all))[self.start : self.stop])
        return self._in_order(self.query_compiler.queryset)[self.start : self.stop].count()

    def facet(self, field_name: str) -> dict:
        """Return how many hits have each value of a column."""
        return dict(Counter(row[1] for row in self._hits.newest(field_name).values()).most_common())

    # --- beyond it ---

    @staticmethod
    def ask_together(several: Sequence["Results"], most: int | None = None) -> None:
        """Ask the index once for what several searches find, as far as they look for the same words.

        With `most`, only so many of the newest hits of each are considered.
        """
        most = most or hits.MOST_CONSIDERED
        for results in several:
            results._hits.most = most
        hits.ask([results._hits for results in several], most)

    @property
    def is_cut(self) -> bool:
        """Tell whether there are more hits than are considered."""
        return self._hits.is_cut

    def values_of_hits(self, *columns: str) -> list[tuple]:
        """Return for each of the newest hits the year of the day it is known by and its values of some columns.

        The year is None where there is no day. Asked before all else, it spares a second question for the hits.
        """
        end = 1 + len(columns)
        return [(year_of_entry(number), *row[1:end]) for number, row in self._hits.newest(*columns).items()]

    def first_year(self) -> int | None:
        """Return the year of the oldest row of the queryset, found or not; None where that is not known."""
        return self._hits.first_year()

    def forms_of(self, column: str) -> dict:
        """Return the values of a column among the newest hits, and whether any of each is as the query is written."""
        return self._hits.forms_of(column)

    def found_by(self, known: Callable[[int], tuple[dict[int, bool], bool]]) -> None:
        """Let somebody else find the keys of the hits, for whom all of them have the words of the query.

        Asked for at most so many, it returns them, whether each is as the query is written, and whether there are more.
        """
        self._hits.known = known

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
        found = compiler.expression("folded")
        if found is None:
            return queryset.none()
        rows = engine_of(queryset.db).among_hits(queryset, found, compiler.kinds)
        return rows if rows.query.order_by else rows.order_by("-pk")


class FoldingSearchBackend(BaseSearchBackend):
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = CompletionCompiler
    index_class = Index
    results_class = Results
    rebuilder_class = Rebuilder


# The name under which modelsearch looks for a back end.
SearchBackend = FoldingSearchBackend
