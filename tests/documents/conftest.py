import os
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from django.db import connection, connections
from django.test import Client

from portal.provision import roles


@pytest.fixture
def people(site_tree, provisioned, make_user):
    """Return an account of each kind, the uploader a contributor among them."""
    return {
        "uploader": make_user("tai-len", roles.CONTRIBUTORS),
        "editor": make_user("bien-tap", roles.EDITORS),
        "contributor": make_user("cong-tac", roles.CONTRIBUTORS),
        "member": make_user("dang-vien", roles.MEMBERS),
        "outsider": make_user("nguoi-ngoai"),
    }


@pytest.fixture
def editor(client, people) -> Client:
    client.force_login(people["editor"])
    return client


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
