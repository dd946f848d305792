"""One search back end for SQLite FTS5 and PostgreSQL: text and query are folded by the same function.

Stock modelsearch finds neither “Đoàn kết” for “doan ket” nor decomposed text, ranks on SQLite with one full-text
query per hit, and fails on a double quote. What is replaced here are private parts of modelsearch 1.3;
`tests/search/test_backend.py` fails when they change.
"""

from django.db import connection, connections
from django.db.models.expressions import RawSQL
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText
from modelsearch.utils import get_descendants_content_types_pks

from portal.base.text import words

NOTHING = Not(MatchAll())
LONGEST_QUERY = 60


def folded(text: str) -> str:
    """Return the folded words of a text, as they stand in the index."""
    return " ".join(words(text))


def fold_query(query, room=None):
    """Return a query whose words are folded; one without any word finds nothing.

    Words after the first sixty are left out: queries nest with every word, and both engines end at some depth.
    """
    room = iter(range(LONGEST_QUERY)) if room is None else room

    def kept(text: str) -> str:
        return " ".join(word for word, _place in zip(words(text), room, strict=False))

    match query:
        case PlainText():
            text = kept(query.query_string)
            return PlainText(text, operator=query.operator, boost=query.boost) if text else NOTHING
        case Phrase():
            text = kept(query.query_string)
            return Phrase(text) if text else NOTHING
        case Fuzzy():
            # SQLite cannot search fuzzily; folding already forgives what is most often mistyped.
            return fold_query(PlainText(query.query_string, operator=query.operator), room)
        case Boost():
            # Neither engine weighs parts of a query.
            return fold_query(query.subquery, room)
        case And() | Or():
            # A part without a word asks for nothing; in an Or, modelsearch would take it for everything.
            parts = [fold_query(subquery, room) for subquery in query.subqueries]
            parts = [part for part in parts if part is not NOTHING]
            return type(query)(parts) if parts else NOTHING
        case Not():
            return Not(fold_query(query.subquery, room))
    return query


class FoldingIndexer:
    """Folds what goes into the index, and reads each field once: title, body and completion each go over all."""

    def prepare_field(self, obj, field):
        if obj is not self.obj:
            return super().prepare_field(obj, field)
        prepared = self.__dict__.setdefault("_prepared", {})
        if field not in prepared:
            prepared[field] = list(super().prepare_field(obj, field))
        return prepared[field]

    def prepare_value(self, value):
        return folded(super().prepare_value(value))


class FoldingCompiler:
    """Folds what is asked of the index."""

    def __init__(self, queryset, query, *args, **kwargs):
        super().__init__(queryset, query, *args, **kwargs)
        self.query = fold_query(self.query)

    def check(self):
        """Let every column be filtered: the database does it, no index needs to know the column."""


class JoinedRanking:
    """Ranks on SQLite by joining the full-text table once; the title weighs six times the body."""

    BM25_WEIGHTS = "0.0, 1.0, 6.0"  # autocomplete, body, title: the order of the table's columns

    def search(self, config, start, stop, score_field=None):
        from modelsearch.backends.database.sqlite.query import MatchExpression, normalize
        from modelsearch.backends.database.sqlite.sqlite import IndexEntry, SQLiteFTSIndexEntry

        query = normalize(self.query)
        if not isinstance(query, PlainText | Phrase | Or | And):
            return super().search(config, start, stop, score_field)
        database = self.queryset.db
        index, entries = SQLiteFTSIndexEntry._meta.db_table, IndexEntry._meta.db_table
        expression = MatchExpression(
            self.fields or self.FTS_TABLE_FIELDS, self.build_search_query(query, config=config)
        )
        _sql, (match,) = expression.as_sql(
            self.queryset.query.get_compiler(using=database), connections[database]
        )
        types = ",".join(map(str, get_descendants_content_types_pks(self.queryset.model)))
        model = self.queryset.model._meta
        if self.order_by_relevance or score_field:
            name = score_field or "_score"
            queryset = self.queryset.extra(
                tables=[index, entries],
                where=[
                    f"{index} MATCH %s",
                    f'"{entries}"."id" = "{index}"."rowid"',
                    # The unary plus keeps the planner from starting at the entries instead of the full-text table.
                    f'+"{entries}"."content_type_id" IN ({types})',
                    f'"{model.db_table}"."{model.pk.column}" = CAST("{entries}"."object_id" AS INTEGER)',
                ],
                params=[match],
                select={name: f"bm25({index}, {self.BM25_WEIGHTS})"},
            )
            if self.order_by_relevance:
                queryset = queryset.extra(order_by=[name, "-pk"])
        else:
            queryset = self.queryset.filter(
                pk__in=RawSQL(
                    f'SELECT CAST(e."object_id" AS INTEGER) FROM {index} '
                    f'CROSS JOIN "{entries}" e ON e."id" = {index}.rowid '
                    f'WHERE {index} MATCH %s AND +e."content_type_id" IN ({types})',
                    [match],
                )
            )
            if not queryset.query.order_by:
                queryset = queryset.order_by("-pk")
        return queryset[start:stop]


class UnrankedCounts:
    """Counts and facets need no ranking."""

    def _do_count(self):
        return self._without_ranking(super()._do_count)

    def facet(self, field_name):
        return self._without_ranking(super().facet, field_name)

    def _without_ranking(self, compute, *args):
        compiler = self.query_compiler
        kept, compiler.order_by_relevance = compiler.order_by_relevance, False
        try:
            return compute(*args)
        finally:
            compiler.order_by_relevance = kept


def SearchBackend(params):  # the name under which modelsearch looks for a back end
    """Return the back end for the default database."""
    if connection.vendor == "postgresql":
        import modelsearch.backends.database.postgres.postgres as stock

        vendor, ranking = "Postgres", ()
        params = {"SEARCH_CONFIG": "simple", **params}
    else:
        import modelsearch.backends.database.sqlite.sqlite as stock

        vendor, ranking = "SQLite", (JoinedRanking,)

    def part(name):
        return getattr(stock, f"{vendor}{name}")

    if not issubclass(stock.ObjectIndexer, FoldingIndexer):
        stock.ObjectIndexer = type("ObjectIndexer", (FoldingIndexer, stock.ObjectIndexer), {})
    base = part("SearchBackend")
    backend = type(
        "FoldingSearchBackend",
        (base,),
        {
            "query_compiler_class": type(
                "FoldingQueryCompiler", (FoldingCompiler, *ranking, part("SearchQueryCompiler")), {}
            ),
            "autocomplete_query_compiler_class": type(
                "FoldingAutocompleteCompiler",
                (FoldingCompiler, *ranking, part("AutocompleteQueryCompiler")),
                {},
            ),
            "results_class": type("UnrankedCountResults", (UnrankedCounts, part("SearchResults")), {}),
            # Title norms take an average over the whole table at each save; weights replace them.
            "index_class": type(
                "UnnormedIndex",
                (base.index_class,),
                {"_refresh_title_norms": lambda self, full=False: None},
            ),
        },
    )
    return backend(params)
