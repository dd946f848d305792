"""Connections beside the test's own: threads and processes that work on the same database for real."""

import os
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, connections


@pytest.fixture
def shared_database(transactional_db, monkeypatch, tmp_path) -> Callable[[], dict[str, str]]:
    """Return a function to call when the data stand; from then on, threads have connections of their own.

    It returns the variables by which a process comes to the same data. SQLite's test database is in memory, where
    writers do not queue as in a file: what it holds is copied to one, and the test's own connection does not see
    what others write there.
    """

    def share() -> dict[str, str]:
        if connection.vendor == "postgresql":
            server, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
            return {"DATA_DIR": str(tmp_path), "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}"}
        path = tmp_path / "portal.sqlite3"
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
            # Two connections that both change the journal do not wait for one another.
            copy.execute("PRAGMA journal_mode=WAL")
        monkeypatch.setitem(connections.settings, "default", {**connection.settings_dict, "NAME": str(path)})
        return {"DATA_DIR": str(tmp_path), "DATABASE_URL": ""}

    return share


def at_once(*calls: Callable) -> list:
    """Run calls at the same instant, each in a thread with its own connection; return what they return."""
    start = threading.Barrier(len(calls))

    def run(call):
        try:
            start.wait(timeout=30)
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return [running.result() for running in [threads.submit(run, call) for call in calls]]


def stored_files(folder: Path) -> list[Path]:
    return sorted(path for path in Path(folder).rglob("*") if path.is_file())
