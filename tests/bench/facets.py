"""The page of a directive library at a thousand and at a hundred thousand records, on SQLite and on PostgreSQL.

Questions are counted with what every page asks (audience, menu, settings) and measured warm and cold; times are the
best of several turns, of the whole answer in this process. Nothing that is measured comes from a cache of answers.
"""

import contextlib
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import figure
from tests.bench.portals import Portal
from tests.servers import postgresql

_FEW, _MANY = 1_000, 100_000
_TURNS, _ROUNDS = 7, 3
_MOST_QUESTIONS, _MOST_TIMES = 12, 3
# A member has a session, an account, groups and two kinds of permissions besides.
_OF_A_MEMBER = 5
_FACET_PAGES = ("plain", "two facets", "table")


def benchmarks() -> Iterator[dict]:
    for engine in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, contextlib.ExitStack() as servers:
            address = servers.enter_context(postgresql(Path(folder))) if engine == "PostgreSQL" else ""
            yield from _measured(
                engine, _Portal(Path(folder), _FEW, address), _Portal(Path(folder), _MANY, address)
            )


class _Portal(Portal):
    """A portal with a number of directives, in a database of its own; asked in processes of their own."""

    def __init__(self, folder: Path, size: int, server: str):
        super().__init__(folder, f"directives_{size}", server)
        self.size = size

    def fill(self) -> float:
        """Make the portal; return the seconds that loading took."""
        self.run("manage.py", "migrate", "--verbosity=0")
        self.run("manage.py", "provision")
        began = time.perf_counter()
        self.run("manage.py", "load_scale", f"--directives={self.size}", "--no-index")
        return time.perf_counter() - began

    def pages(self) -> dict[str, dict]:
        return json.loads(self.run("-m", "tests.bench.facets"))


def _measured(engine: str, small: _Portal, large: _Portal) -> Iterator[dict]:
    small.fill()
    yield figure(f"{engine}, loading {large.size:,} directives", large.fill(), "s", None, True)
    pages: dict[int, dict] = {}
    # By rounds, so that a machine that is busy for a while disturbs both alike.
    for _round in range(_ROUNDS):
        for portal in (small, large):
            for name, page in portal.pages().items():
                best = pages.setdefault(portal.size, {}).setdefault(name, page)
                best["milliseconds"] = min(best["milliseconds"], page["milliseconds"])
    for name, many in pages[_MANY].items():
        few = pages[_FEW][name]
        times = many["milliseconds"] / few["milliseconds"]
        is_facet_page = name.partition(", ")[2] in _FACET_PAGES
        most = _MOST_QUESTIONS + (_OF_A_MEMBER if name.startswith("member") else 0)
        holds = not is_facet_page or times <= _MOST_TIMES
        yield figure(f"{engine}, {name}, {_FEW:,} directives", few["milliseconds"], "ms", None, True)
        yield figure(f"{engine}, {name}, {_MANY:,} directives", many["milliseconds"], "ms", None, True)
        yield figure(
            f"{engine}, {name}, beside {_FEW:,}",
            times,
            "times",
            _MOST_TIMES if is_facet_page else None,
            holds,
        )
        for when in ("warm", "cold"):
            target = most if is_facet_page and when == "warm" else None
            yield figure(
                f"{engine}, {name}, questions {when}",
                many[when],
                "questions",
                target,
                target is None or many[when] <= target,
            )


def _measure() -> dict[str, dict]:
    """Return for each page its questions and its time, in the portal that the environment names."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.test.utils import override_settings

    from documents.models import DirectiveLibraryPage, DirectivePage
    from portal.provision.roles import MEMBERS

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}).enable()
    from django.contrib.auth.models import Group

    accounts = get_user_model().objects
    member, _made = accounts.get_or_create(username="do-thanh-vien", email="do-thanh-vien@chibo.example")
    member.groups.add(Group.objects.get(name=MEMBERS))
    editor, _made = accounts.get_or_create(
        username="do-bien-tap", email="do-bien-tap@chibo.example", is_superuser=True
    )
    visitors = {}
    for name, account in (("anonymous", None), ("member", member), ("editor", editor)):
        visitors[name] = Client(SERVER_NAME="127.0.0.1")
        if account:
            visitors[name].force_login(account)
    library = DirectiveLibraryPage.objects.get()
    some = DirectivePage.objects.order_by("-pk")[0]
    choice = f"?loai={some.doc_type_id}&nam={some.year}"
    last = DirectivePage.objects.count() // 20
    pages = {"plain": "", "two facets": choice, "table": f"{choice}&dang=bang"}
    pages |= {"last page": f"?page={last}", "symbol": "?q=144", "subject": f"?linh-vuc={_subject(some)}"}
    asked = [
        (visitor, name, library.url + query)
        for visitor in ("anonymous", "member")
        for name, query in pages.items()
    ]
    asked.append(("anonymous", "directive", some.url))
    asked.append(("editor", "listing in the admin", f"/admin/pages/{library.pk}/"))
    asked.append(("editor", "editing in the admin", f"/admin/pages/{some.pk}/edit/"))
    return {f"{visitor}, {name}": _page(visitors[visitor], address) for visitor, name, address in asked}


def _subject(directive) -> int:
    return directive.subjects.through.objects.order_by("-pk").values_list("subjectfield", flat=True)[0]


def _page(visitor, address: str) -> dict:
    from django.contrib.contenttypes.models import ContentType
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from wagtail.models import Site

    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert visitor.get(address).status_code == 200, address
            # The embedded cache is a table; Redis takes its place in larger installations.
            asked = [query["sql"] for query in captured.captured_queries]
        return len(
            [
                sql
                for sql in asked
                if not sql.startswith(("SAVEPOINT", "RELEASE")) and "portal_cache" not in sql
            ]
        )

    def milliseconds() -> float:
        began = time.perf_counter()
        visitor.get(address)
        return (time.perf_counter() - began) * 1000

    visitor.get(address)
    cache.clear()
    Site.clear_site_root_paths_cache()
    ContentType.objects.clear_cache()
    cold = questions()
    return {
        "cold": cold,
        "warm": questions(),
        "milliseconds": min(milliseconds() for _turn in range(_TURNS)),
    }


if __name__ == "__main__":
    print(json.dumps(_measure()))
