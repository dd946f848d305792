"""What differs between the two databases: the language of a query, and how its hits are found.

Hits are found in a table of full text and joined to the rows of a queryset, so that every condition of the queryset,
above all who may see what, holds before anything is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from portal.search.index import OBJECT_BITS
from portal.search.matching import FTS5, TSQUERY, Dialect, holds
from portal.search.matching import expression as written
from portal.search.models import SearchEntry

# Of SQLite.
FULL_TEXT_TABLES = ("search_text", "search_title")


@dataclass(frozen=True)
class Expression:
    """A query in one of the forms of words, and in the language of an engine; for whole entries or for titles alone.

    Where it has phrases, `every_word` asks for their words in any order.
    """

    query: object
    form: str
    text: str
    is_of_titles: bool = False
    every_word: str = ""


class SQLite:
    """FTS5: hits come newest first by themselves, and the tables hold their numbers alone."""

    def expression(
        self, query, kinds: list[int], form: str, *, is_beginning: bool, is_of_titles: bool
    ) -> Expression | None:
        """Return a query as an expression for entries of some content types; None for what finds nothing."""
        found, every = _written(query, FTS5, form, is_beginning)
        if not found:
            return None
        wanted = " OR ".join(f'"{kind}k"' for kind in kinds)
        texts = [f"({text}) AND kind : ({wanted})" if text else "" for text in (found, every)]
        return Expression(query, form, texts[0], is_of_titles, texts[1])

    def newest_hits(
        self,
        queryset: QuerySet,
        found: Expression,
        most: int,
        columns: Sequence[str],
        among: Sequence[tuple[int, int]] | None = None,
    ) -> list[tuple]:
        """Return the newest rows of a queryset that are hits, at most so many, each as a tuple.

        It holds the number of the entry, the key and some columns. `among` are the first and last numbers of runs
        of entries outside which no row of the queryset lies: hits elsewhere are then passed over.
        """
        table = self._table(found)
        if among:
            entries = self._entries_among(queryset.db, found, among)
            rows = queryset.order_by().filter(pk__in=[key for _number, key in entries])
            return _with_values(rows, entries, columns)[:most]
        rows = queryset.order_by().extra(
            select={"search_number": f"{table}.rowid"},
            tables=[table],
            where=[
                f"{table} MATCH %s",
                f"{_key(queryset)} = ({table}.rowid & {2**OBJECT_BITS - 1})",
            ],
            params=[found.text],
            order_by=["-search_number"],
        )
        return list(rows.values_list("search_number", "pk", *columns)[:most])

    def _entries_among(self, database: str, found: Expression, among) -> list[tuple]:
        """Return the hits of a few runs of entries; the index steps from one run to the next.

        Of phrases only the words are asked of it: it would look for the order beyond the end of a run, too.
        """
        table = self._table(found)
        entries = f"SELECT rowid, rowid & {2**OBJECT_BITS - 1} FROM {table}"
        run = f"{entries} WHERE {table} MATCH %s AND rowid BETWEEN %s AND %s"
        wanted = found.every_word or found.text
        params = [value for first, last in among for value in (wanted, first, last)]
        with connections[database].cursor() as cursor:
            cursor.execute(f"{' UNION ALL '.join([run] * len(among))} ORDER BY 1 DESC", params)
            entries = cursor.fetchall()
        if not found.every_word:
            return entries
        texts = SearchEntry.objects.using(database).filter(pk__in=[number for number, _key in entries])
        in_order = {
            number
            for number, title, body in texts.values_list("pk", "title", "body")
            if holds(found.query, f"{title} {body}", found.form)
        }
        return [entry for entry in entries if entry[0] in in_order]

    def among_hits(self, queryset: QuerySet, found: Expression) -> QuerySet:
        """Return the rows of a queryset that are hits, all of them and in its own order."""
        table = self._table(found)
        hits = f"SELECT rowid & {2**OBJECT_BITS - 1} FROM {table} WHERE {table} MATCH %s"
        return queryset.filter(pk__in=RawSQL(hits, [found.text]))

    @staticmethod
    def _table(found: Expression) -> str:
        return "search_title" if found.is_of_titles else "search_text"


class PostgreSQL:
    """Columns of words with inverted indexes, beside the entry's text; see `SQLite` for what is returned."""

    def expression(
        self, query, kinds: list[int], form: str, *, is_beginning: bool, is_of_titles: bool
    ) -> Expression | None:
        found, every = _written(query, TSQUERY, form, is_beginning)
        if not found:
            return None
        wanted = " | ".join(f"'{kind}k'" for kind in kinds)
        texts = [f"({text}) & ({wanted})" if text else "" for text in (found, every)]
        return Expression(query, form, texts[0], is_of_titles, texts[1])

    def newest_hits(
        self,
        queryset: QuerySet,
        found: Expression,
        most: int,
        columns: Sequence[str],
        among: Sequence[tuple[int, int]] | None = None,
    ) -> list[tuple]:
        if among:
            return self._joined(queryset, found, columns, among)[:most]
        if queryset.query.is_empty():
            return []
        asked = most
        while True:
            entries = self._newest_entries(queryset.db, found, asked)
            keys = list({key for _number, key in entries})
            rows = queryset.order_by().extra(where=[f"{_key(queryset)} = ANY(%s)"], params=[keys])
            hits = _with_values(rows, entries, columns)
            # Where many hits are not for this viewer, older ones take their place.
            if len(hits) >= most or len(entries) < asked:
                return hits[:most]
            asked *= 8

    @staticmethod
    def _joined(queryset: QuerySet, found: Expression, columns, among) -> list[tuple]:
        """Return the hits of a few runs of entries, which the database reads one by one."""
        rows = queryset.order_by().extra(
            select={"search_number": "search_searchentry.id"},
            tables=["search_searchentry"],
            where=[
                "search_searchentry.words @@ %s::tsquery",
                f"{_key(queryset)} = search_searchentry.object_id",
                _within("search_searchentry.id", among),
            ],
            params=[found.text],
            order_by=["-search_number"],
        )
        return list(rows.values_list("search_number", "pk", *columns))

    @staticmethod
    def _newest_entries(database: str, found: Expression, most: int) -> list[tuple]:
        if found.is_of_titles:
            call, params = "search_newest_in_titles(%s::tsquery, %s)", [found.text, most]
        elif found.every_word:
            call, params = (
                "search_newest_in_order(%s::tsquery, %s::tsquery, %s)",
                [found.every_word, found.text, most],
            )
        else:
            call, params = "search_newest(%s::tsquery, %s)", [found.text, most]
        with connections[database].cursor() as cursor:
            cursor.execute(f"SELECT id, object_id FROM {call}", params)
            return cursor.fetchall()

    def among_hits(self, queryset: QuerySet, found: Expression) -> QuerySet:
        column = "title_words" if found.is_of_titles else "words"
        hits = f"SELECT object_id FROM search_searchentry WHERE {column} @@ %s::tsquery"
        return queryset.filter(pk__in=RawSQL(hits, [found.text]))


def engine_of(queryset: QuerySet) -> SQLite | PostgreSQL:
    """Return the engine of the database that a queryset asks."""
    return {"sqlite": SQLite, "postgresql": PostgreSQL}[connections[queryset.db].vendor]()


def _written(query, dialect: Dialect, form: str, is_beginning: bool) -> tuple[str, str]:
    """Return a query as an expression, and where it has phrases as one of their words in any order."""
    found = written(query, dialect, form, is_beginning=is_beginning)
    every = written(query, replace(dialect, has_order=False), form, is_beginning=is_beginning)
    return found, every if every != found else ""


def _with_values(rows: QuerySet, entries: list[tuple], columns: Sequence[str]) -> list[tuple]:
    """Return the entries, given by their numbers and keys, whose objects are among some rows, with columns of these."""
    values = {row[0]: row for row in rows.values_list("pk", *columns)}
    return [(number, *values[key]) for number, key in entries if key in values]


def _within(column: str, runs: Sequence[tuple[int, int]]) -> str:
    return "(" + " OR ".join(f"{column} BETWEEN {first:d} AND {last:d}" for first, last in runs) + ")"


def _key(queryset: QuerySet) -> str:
    model = queryset.model._meta
    return f'"{model.db_table}"."{model.pk.column}"'
