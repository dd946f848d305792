"""What differs between the two databases: the language of a query, and how its hits are found.

An engine answers with the numbers of entries alone, which say kind, day and object. Their rows are then asked for by
their keys in a queryset, so that every condition of it, above all who may see what, holds before anything is counted.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import connections
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat

from portal.search.index import KEY_MASK, first_number, kind_of_entry
from portal.search.matching import FTS5, FTS5_ANYWHERE, TSQUERY, Dialect, holds, is_certain
from portal.search.matching import expression as written
from portal.search.models import SearchEntry

# Of SQLite.
FULL_TEXT_TABLES = ("search_text", "search_title")
# That are in memory at once.
MOST_TEXTS = 500


@dataclass(frozen=True)
class Expression:
    """A query in one of the forms of words, and in the language of an engine; for whole entries or for titles alone."""

    query: object
    form: str
    text: str
    is_of_titles: bool = False


class Engine:
    dialect: Dialect

    def expression(self, query, form: str, *, is_beginning: bool, is_of_titles: bool) -> Expression | None:
        """Return a query as an expression; None for what finds nothing."""
        text = written(query, self.dialect, form, is_beginning=is_beginning)
        return Expression(query, form, text, is_of_titles) if text else None


class SQLite(Engine):
    """FTS5: hits come in the order of their numbers, and the tables hold these alone."""

    dialect = FTS5

    def newest(
        self, database: str, found: Expression, kinds: Collection[int], most: int
    ) -> dict[int, list[int]]:
        """Return the numbers of the newest hits of each of some kinds, at most so many, the newest first."""
        numbers: dict[int, list[int]] = {kind: [] for kind in kinds}
        first, last = first_number(min(kinds)), first_number(max(kinds) + 1) - 1
        table = _table(found)
        hits = f"SELECT rowid FROM {table} WHERE {table} MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid DESC"
        while last >= first:
            with connections[database].cursor() as cursor:
                cursor.execute(hits, [found.text, first, last])
                last = -1
                for (number,) in cursor:
                    kind = kind_of_entry(number)
                    of_kind = numbers.get(kind)
                    if of_kind is None or len(of_kind) >= most:
                        # The rest of this kind is leapt over; what lies between two hits was looked through once.
                        last = first_number(kind) - 1
                        break
                    of_kind.append(number)
        return numbers

    def among(self, database: str, found: Expression, runs: Sequence[tuple[int, int]]) -> list[int]:
        """Return the numbers of the hits in a few runs of entries, given by their first and last numbers.

        Of phrases only the words are asked of the index: it would look for their order beyond the end of a run, too.
        """
        table = _table(found)
        words = written(found.query, FTS5_ANYWHERE, found.form)
        run = f"SELECT rowid FROM {table} WHERE {table} MATCH %s AND rowid BETWEEN %s AND %s"
        params = [value for first, last in runs for value in (words, first, last)]
        numbers = _numbers(database, " UNION ALL ".join([run] * len(runs)), params)
        return in_order(database, found, numbers, FTS5_ANYWHERE)

    def among_hits(self, queryset: QuerySet, found: Expression, kinds: Collection[int]) -> QuerySet:
        """Return the rows of a queryset that are hits of some kinds, all of them and in its own order."""
        table = _table(found)
        of_kinds = " OR ".join(
            f"rowid BETWEEN {first_number(kind)} AND {first_number(kind + 1) - 1}" for kind in kinds
        )
        hits = f"SELECT rowid & {KEY_MASK} FROM {table} WHERE {table} MATCH %s AND ({of_kinds})"
        return queryset.filter(pk__in=RawSQL(hits, [found.text]))

    def with_keys(self, queryset: QuerySet, keys: Iterable[int], field: str = "pk") -> QuerySet:
        """Return the rows of a queryset with some keys, of which there may be thousands; as one parameter."""
        return queryset.extra(
            where=[f"{_column(queryset, field)} IN (SELECT value FROM json_each(%s))"],
            params=[json.dumps(list(keys))],
        )


class PostgreSQL(Engine):
    """Inverted indexes of the entries' words (see the migrations); see `SQLite` for what is returned."""

    dialect = TSQUERY

    def newest(
        self, database: str, found: Expression, kinds: Collection[int], most: int
    ) -> dict[int, list[int]]:
        numbers: dict[int, list[int]] = {kind: [] for kind in kinds}
        function = "search_newest_in_titles" if found.is_of_titles else "search_newest"
        hits = f"SELECT * FROM {function}(%s::tsquery, %s::int[], %s)"
        for number in _numbers(database, hits, [found.text, list(kinds), most]):
            numbers[kind_of_entry(number)].append(number)
        return numbers

    def among(self, database: str, found: Expression, runs: Sequence[tuple[int, int]]) -> list[int]:
        firsts, lasts = map(list, zip(*runs, strict=True))
        hits = "SELECT * FROM search_among(%s::tsquery, %s::bigint[], %s::bigint[])"
        return in_order(database, found, _numbers(database, hits, [found.text, firsts, lasts]), TSQUERY)

    def among_hits(self, queryset: QuerySet, found: Expression, kinds: Collection[int]) -> QuerySet:
        words = "search_title_words(id, title)" if found.is_of_titles else "search_words(id, title, body)"
        hits = f"FROM search_searchentry WHERE {words} @@ (%s::tsquery && %s::tsquery)"
        params = [found.text, " | ".join(f"{kind}k" for kind in kinds)]
        if is_certain(found.query, TSQUERY, found.form):
            return queryset.filter(pk__in=RawSQL(f"SELECT object_id {hits}", params))
        numbers = _numbers(queryset.db, f"SELECT id {hits}", params)
        keys = [number & KEY_MASK for number in in_order(queryset.db, found, numbers, TSQUERY)]
        return self.with_keys(queryset, keys)

    def with_keys(self, queryset: QuerySet, keys: Iterable[int], field: str = "pk") -> QuerySet:
        return queryset.extra(where=[f"{_column(queryset, field)} = ANY(%s)"], params=[list(keys)])


def engine_of(database: str) -> SQLite | PostgreSQL:
    """Return the engine of a database."""
    return {"sqlite": SQLite, "postgresql": PostgreSQL}[connections[database].vendor]()


def in_order(database: str, found: Expression, numbers: Iterable[int], dialect: Dialect) -> list[int]:
    """Return those of some entries, found by words, that have the phrases of the query in their order, too.

    What an expression of the dialect finds for certain is not looked at again.
    """
    numbers = list(numbers)
    if not numbers or is_certain(found.query, dialect, found.form):
        return numbers
    text = F("title") if found.is_of_titles else Concat("title", Value(" "), "body", output_field=TextField())
    entries = SearchEntry.objects.using(database).values_list("pk", text)
    held: set[int] = set()
    for start in range(0, len(numbers), MOST_TEXTS):
        texts = engine_of(database).with_keys(entries, numbers[start : start + MOST_TEXTS])
        held.update(number for number, text in texts if holds(found.query, text, found.form))
    return [number for number in numbers if number in held]


def _numbers(database: str, sql: str, params: list) -> list[int]:
    with connections[database].cursor() as cursor:
        cursor.execute(sql, params)
        return [number for (number,) in cursor.fetchall()]


def _table(found: Expression) -> str:
    return "search_title" if found.is_of_titles else "search_text"


def _column(queryset: QuerySet, name: str) -> str:
    model = queryset.model._meta
    field = model.pk if name == "pk" else model.get_field(name)
    return f'"{model.db_table}"."{field.column}"'
