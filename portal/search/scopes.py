"""What can be searched: each app registers its kinds of things in `AppConfig.ready()`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet


@dataclass(frozen=True)
class Part:
    """A place inside a thing that was found, as one page of a document; `text` is what its snippet is cut from."""

    label: str
    url: str
    text: str


@dataclass(frozen=True)
class Hit:
    """One result as it is shown; `text` is what its snippet is cut from, `notes` are short facts beside its kind.

    Of its `parts`, the first says where the best place is.
    """

    title: str
    url: str
    kind: str
    date: date | datetime | None
    text: str
    notes: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class FacetColumn:
    """A column by which a kind of things is narrowed; `name` is its parameter in the address.

    `labels(values)` returns the values that there are with their labels, in the order in which they are shown.
    """

    name: str
    label: str
    column: str
    labels: Callable[[Iterable], dict]


def search_rows(rows: QuerySet, query, **options):
    return rows.search(query, **options)


@dataclass(frozen=True)
class Scope:
    """A kind of thing to find; scopes are shown in the order of `rank`.

    `rows(viewer)` returns the searchable rows that the viewer may see, `hits(request, rows, query)` shows some of
    them, in the same order and in a number of questions that does not grow with the rows; without a query (None) by
    their names alone. `is_named_by(text)` tells that a text looks like the name of such things, so that they come
    before others. `kinds()` says of rows of a base model which content types they are of, so that hits of the others
    need not be looked at.
    """

    name: str
    label: str
    rank: int
    rows: Callable[[object], QuerySet]
    hits: Callable[[object, Iterable, object], list[Hit]]
    facets: tuple[FacetColumn, ...] = ()
    search: Callable = field(default=search_rows)
    is_named_by: Callable[[str], bool] = field(default=lambda text: False)
    kinds: Callable[[], list[int]] | None = None

    def find(self, rows: QuerySet, query, **options):
        """Return what a query finds among some rows of this kind; `options` are those of Wagtail's search."""
        return self._limited(self.search(rows, query, **options))

    def complete(self, rows: QuerySet, query):
        """Return the rows whose titles a query may become."""
        return self._limited(rows.autocomplete(query))

    def _limited(self, results):
        compiler = results.query_compiler
        if self.kinds and hasattr(compiler, "kinds"):
            compiler.kinds = self.kinds()
        return results


def ask_together(several: Sequence, most: int | None = None) -> None:
    """Let the back end ask its index once for several results, where it can; for at most so many of each."""
    if several and hasattr(several[0], "ask_together"):
        several[0].ask_together(several, most)


_scopes: dict[str, Scope] = {}


def register(scope: Scope) -> None:
    """Add a scope; one of the same name takes its place."""
    _scopes[scope.name] = scope


def registered() -> list[Scope]:
    return sorted(_scopes.values(), key=lambda scope: scope.rank)
