"""What can be searched: each app registers a scope in `AppConfig.ready()`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet


@dataclass(frozen=True)
class Hit:
    """One result as it is shown; `text` is what its snippet is cut from."""

    title: str
    url: str
    kind: str
    date: datetime | None
    text: str


@dataclass(frozen=True)
class Scope:
    """A kind of thing to find; scopes are shown in the order of `rank`.

    `rows(viewer)` returns the searchable rows that the viewer may see, `hits(request, rows)` shows them, in the
    same order and in a number of queries that does not grow with the rows.
    """

    name: str
    label: str
    rank: int
    rows: Callable[[object], QuerySet]
    hits: Callable[[object, Iterable], list[Hit]]


_scopes: dict[str, Scope] = {}


def register(scope: Scope) -> None:
    """Add a scope; one of the same name takes its place."""
    _scopes[scope.name] = scope


def registered() -> list[Scope]:
    return sorted(_scopes.values(), key=lambda scope: scope.rank)
