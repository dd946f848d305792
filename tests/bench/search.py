"""Searching over HTTP among ten thousand and among a hundred thousand records, on SQLite and on PostgreSQL.

Each portal is served by two processes as in production; every query is asked once, so that nothing that is measured
comes from a cache of answers. Of the records two fifths are articles, two fifths directives, one fifth documents.
The words of the texts are few, so that “common” is what stands in a tenth to nine tenths of all records.
"""

import contextlib
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from portal.base.text import fold
from portal.provision import scale_texts as texts
from tests.bench.figures import figure
from tests.bench.portals import Portal, seconds_of
from tests.servers import postgresql

_FEW, _MANY = 10_000, 100_000
_ASKED = 40
_MOST_MILLISECONDS, _MOST_TIMES = 100, 3


def benchmarks() -> Iterator[dict]:
    for engine in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, contextlib.ExitStack() as servers:
            server = servers.enter_context(postgresql(Path(folder))) if engine == "PostgreSQL" else ""
            few = _Portal(Path(folder), _FEW, server)
            few.fill()
            before = few.measure()
            many = _Portal(Path(folder), _MANY, server)
            many.fill()
            yield figure(f"{engine}, building the index of {_MANY:,}", many.rebuild(), "s", None, True)
            yield figure(
                f"{engine}, size of the index of {_MANY:,}", many.index_megabytes(), "MB", None, True
            )
            yield from _compared(engine, before, many.measure())


def _compared(engine: str, before: dict[str, list[float]], after: dict[str, list[float]]) -> Iterator[dict]:
    for name, seconds in after.items():
        middle, slow = _percentiles(seconds)
        times = middle / _percentiles(before[name])[0]
        yield figure(f"{engine}, {name}, p50 at {_MANY:,}", middle, "ms", None, True)
        yield figure(
            f"{engine}, {name}, p95 at {_MANY:,}", slow, "ms", _MOST_MILLISECONDS, slow <= _MOST_MILLISECONDS
        )
        yield figure(
            f"{engine}, {name}, p50 beside {_FEW:,}", times, "times", _MOST_TIMES, times <= _MOST_TIMES
        )


def _percentiles(seconds: list[float]) -> tuple[float, float]:
    return statistics.median(seconds) * 1000, statistics.quantiles(seconds, n=20)[18] * 1000


class _Portal(Portal):
    """A portal with a number of records, in a database of its own."""

    def __init__(self, folder: Path, size: int, server: str):
        limits = {"SEARCHES_PER_MINUTE": "1000000", "SUGGESTIONS_PER_MINUTE": "1000000"}
        super().__init__(folder, f"search_{size}", server, **limits)
        self.size = size

    def fill(self) -> None:
        self.run("manage.py", "migrate", "--verbosity=0")
        self.run("manage.py", "provision")
        self.run("manage.py", "collectstatic", "--noinput", "--verbosity=0")
        pages, files = 2 * self.size // 5, self.size // 5
        self.run(
            "manage.py", "load_scale", f"--articles={pages}", f"--directives={pages}", f"--documents={files}"
        )

    def rebuild(self) -> float:
        """Return the seconds that building the index anew takes."""
        began = time.perf_counter()
        self.run("manage.py", "update_index", "--verbosity=0")
        return time.perf_counter() - began

    def index_megabytes(self) -> float:
        return float(self.run("-m", "tests.bench.search", "size"))

    def queries(self) -> dict[str, list[str]]:
        return json.loads(self.run("-m", "tests.bench.search", "queries"))

    def measure(self) -> dict[str, list[float]]:
        """Return the seconds that each query took, by kinds of queries."""
        with self.served():
            # Both processes have read their code and the templates of what is found before anything is measured:
            # of queries one after the other, one process may get all.
            first = [("search", f"chi bộ {number}") for number in range(20)]
            first += [("search", f'"trong năm {2005 + number}"') for number in range(20)]
            first += [("suggestion", f"chi bộ {number}") for number in range(20)]
            with ThreadPoolExecutor(4) as threads:
                list(threads.map(lambda query: self._seconds(*query), first))
            return {
                name: [self._seconds(name, text) for text in asked] for name, asked in self.queries().items()
            }

    def _seconds(self, name: str, text: str) -> float:
        path = "/tim-kiem/goi-y/?q=" if name == "suggestion" else "/tim-kiem/?q="
        return seconds_of(f"{self.address}{path}{quote(text)}")


def _queries() -> dict[str, list[str]]:
    """Return queries of each kind for the portal that the environment names, half of them without marks."""
    import django

    django.setup()
    from documents.models import DirectivePage, PortalDocument

    chance = random.Random(5)
    pieces = [*texts.OBJECTS, *texts.SCOPES, *texts.ENDS, *texts.SENTENCES]

    def runs(length: int) -> list[str]:
        found = set()
        while len(found) < _ASKED:
            words = chance.choice(pieces).replace(",", "").replace(".", "").replace(";", "").split()
            start = chance.randrange(max(len(words) - length, 0) + 1)
            found.add(" ".join(words[start : start + length]))
        return sorted(found)

    symbols = DirectivePage.objects.order_by("symbol_key").values_list("symbol", flat=True)
    files = PortalDocument.objects.order_by("pk").values_list("pk", flat=True)
    asked = {
        "common": runs(2),
        "rare": [f"tệp thử {number}" for number in files[:: len(files) // _ASKED]][:_ASKED],
        "phrase": [f'"{text}"' for text in runs(4)],
        "symbol": list(symbols[:: len(symbols) // _ASKED])[:_ASKED],
        "suggestion": [text[:-2] for text in runs(2)],
    }
    return {
        name: [text if place % 2 else fold(text) for place, text in enumerate(found)]
        for name, found in asked.items()
    }


def _index_bytes() -> int:
    import django

    django.setup()
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT SUM(pgsize) FROM dbstat WHERE name LIKE '%search\\_%' ESCAPE '\\'")
        else:
            cursor.execute("SELECT pg_total_relation_size('search_searchentry')")
        return cursor.fetchone()[0]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_queries()) if sys.argv[1] == "queries" else str(_index_bytes() / 1e6))
