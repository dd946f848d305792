import re

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.architecture.conftest import PACKAGES

OURS = {config.label for config in apps.get_app_configs() if config.name.partition(".")[0] in PACKAGES}


@pytest.fixture
def migrations(db):
    loader = MigrationLoader(connection)
    return {key: migration for key, migration in loader.disk_migrations.items() if key[0] in OURS}


def test_migrations_say_what_they_do(migrations):
    assert migrations
    for app, name in migrations:
        assert re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", name), f"{app}.{name}"
        assert "_auto_" not in name, f"{app}.{name}"


def test_migrations_can_be_undone(migrations):
    for key, migration in migrations.items():
        for operation in migration.operations:
            assert operation.reversible, f"{'.'.join(key)}: {operation.describe()}"


def test_schema_and_data_are_changed_apart(migrations):
    for key, migration in migrations.items():
        kinds = {type(operation).__name__ in ("RunPython", "RunSQL") for operation in migration.operations}
        assert len(kinds) <= 1, ".".join(key)
