"""A portal of its own with processes that a test may kill, on a copy of the test's database."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg
from django.db import connection

from tests.conftest import ROOT


@dataclass
class Portal:
    """A portal with its own data; `ask` puts a question to its database beside it."""

    environment: dict[str, str]
    folder: Path
    workers: list[subprocess.Popen] = field(default_factory=list)

    def start_worker(self) -> subprocess.Popen:
        """Start the process and return it as soon as it beats."""
        log = (self.folder / "log").open("a")
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "run_worker"],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=log,
        )
        log.close()
        self.workers.append(worker)
        self.wait_for(lambda: self.heartbeat() == worker.pid, worker)
        return worker

    def wait_for(self, is_reached, worker: subprocess.Popen, seconds: float = 90) -> None:
        until = time.monotonic() + seconds
        while not is_reached():
            assert worker.poll() is None and time.monotonic() < until, self.log
            time.sleep(0.02)

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    def heartbeat(self) -> int | None:
        return next((process for (process,) in self.ask("SELECT process FROM base_workerheartbeat")), None)

    def ask(self, question: str) -> list[tuple]:
        raise NotImplementedError

    def children(self) -> list[str]:
        """Return the commands of the processes that run for this portal: they know it by a variable."""
        found = []
        for process in Path("/proc").iterdir():
            try:
                if (
                    process.name.isdecimal()
                    and str(self.folder).encode() in (process / "environ").read_bytes()
                ):
                    found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
        return found


class SqlitePortal(Portal):
    def ask(self, question):
        with closing(sqlite3.connect(self.folder / "portal.sqlite3", timeout=20)) as database, database:
            return database.execute(question).fetchall()


class PostgresqlPortal(Portal):
    def ask(self, question):
        with psycopg.connect(self.environment["DATABASE_URL"]) as database:
            answer = database.execute(question)
            return answer.fetchall() if answer.description else []


@contextmanager
def copied_database(folder: Path) -> Iterator[str]:
    """Copy the migrated database of the tests; yield the address of the copy, "" for SQLite's in the folder."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / "portal.sqlite3")) as copy:
            connection.connection.backup(copy)
        yield ""
        return
    # A database that somebody is connected to cannot be copied.
    connection.close()
    connection.close_pool()
    own, name = connection.settings_dict, f"worker_kill_{uuid4().hex}"
    account = quote(own["USER"]) + (f":{quote(own['PASSWORD'], safe='')}" if own["PASSWORD"] else "")
    server = f"postgresql://{account}@{own['HOST']}:{own['PORT']}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as database:
        database.execute(f'CREATE DATABASE "{name}" TEMPLATE "{own["NAME"]}"')
    try:
        yield f"{server}/{name}"
    finally:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as database:
            database.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def portal_in(folder: Path) -> Iterator[Portal]:
    """Give a portal its folder and a copy of the database; end its workers afterwards."""
    (folder / "tmp").mkdir(parents=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    for name in ("DATABASE_URL", "CACHE_URL", "BASE_URL"):
        environment.pop(name, None)
    # Programs that read for the portal are given the last one, and can be told by it.
    environment |= {"DATA_DIR": str(folder), "TMPDIR": str(folder / "tmp")}
    with copied_database(folder) as address:
        if address:
            environment["DATABASE_URL"] = address
        portal = (PostgresqlPortal if address else SqlitePortal)(environment, folder)
        yield portal
        for worker in portal.workers:
            worker.kill()
            worker.wait()
