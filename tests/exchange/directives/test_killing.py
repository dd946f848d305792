"""An import killed at any moment and begun again: every row once, whole, and none missing."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from documents.models import DirectivePage
from tests.conftest import ROOT
from tests.documents.served_copies import Portal, portal_in
from tests.exchange.directives.registers import HEADINGS, many, workbook

# With the root of the collections, which the migrations made.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROWS, KILLS = 600, 5
POSITION = "SELECT position, state FROM exchange_directiveimport ORDER BY id DESC"
ENQUEUE = """
from pathlib import Path
from documents.models import DirectiveLibraryPage
from portal.exchange import register_carrying, register_intake
record = register_intake.begin(Path({path!r}), "so.xlsx", library=DirectiveLibraryPage.objects.get(), user=None)
record.is_confirmed = True
record.save()
register_carrying.enqueue(record)
"""


@pytest.fixture
def portal(tmp_path, library) -> Iterator[Portal]:
    with portal_in(tmp_path / "portal") as portal:
        yield portal


def position_of(portal: Portal) -> int:
    return next((position for position, _state in portal.ask(POSITION)), 0)


def check_whole(portal: Portal) -> None:
    """Look at everything that a record has, in the database itself."""
    assert portal.ask(POSITION) == [(ROWS, "done")]
    (type_id,) = portal.ask("SELECT id FROM django_content_type WHERE model = 'directivepage'")[0]
    own = f"content_type_id = {type_id}"

    def count(question: str) -> int:
        return portal.ask(f"SELECT COUNT(*) FROM {question}")[0][0]

    pages = f"wagtailcore_page WHERE {own} AND live AND latest_revision_id IS NOT NULL"
    assert count(pages) == count("documents_directivepage") == ROWS
    assert count("(SELECT DISTINCT symbol_key FROM documents_directivepage) AS symbols") == ROWS
    assert count("(SELECT DISTINCT path FROM wagtailcore_page) AS paths") == count("wagtailcore_page")
    assert count(f"wagtailcore_revision WHERE {own}") == ROWS
    assert count(f"wagtailcore_pagelogentry WHERE {own}") == 3 * ROWS
    assert count(f"search_searchentry WHERE {own}") == ROWS
    assert count("documents_citation WHERE page_id IS NOT NULL") == ROWS
    assert count("exchange_directiveimportrow WHERE state = 'new' AND page_id IS NOT NULL") == ROWS
    ((numchild,),) = portal.ask("SELECT numchild FROM wagtailcore_page WHERE slug = 'van-ban'")
    assert numchild == ROWS
    code = "from wagtail.models import Page; assert Page.find_problems() == ([], [], [], [], [])"
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    finished = subprocess.run(command, cwd=ROOT, env=portal.environment, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr


def test_a_command_that_is_killed_goes_on_where_it_stopped(portal, tmp_path):
    path = workbook(tmp_path / "so.xlsx", [HEADINGS, *many(ROWS)])
    command = [sys.executable, "manage.py", "import_directives", str(path), "--library", "van-ban"]
    chance, stopped = random.Random(7), []
    with (portal.folder / "log").open("w") as log:
        for kill in range(KILLS):
            process = subprocess.Popen(command, cwd=ROOT, env=portal.environment, stdout=log, stderr=log)
            until = time.monotonic() + 90
            # Each time when a batch more is written, and then at any moment.
            while position_of(portal) < kill * 100 and process.poll() is None and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.8) if kill else chance.uniform(1, 4))
            process.kill()
            process.wait()
            stopped.append(position_of(portal))
        finished = subprocess.run(command, cwd=ROOT, env=portal.environment, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    # The kills fell into the writing.
    assert len(set(stopped) - {0, ROWS}) >= 2, stopped
    check_whole(portal)


def test_a_worker_that_is_killed_leaves_the_rest_to_the_next(portal, tmp_path):
    path = workbook(tmp_path / "so.xlsx", [HEADINGS, *many(ROWS)])
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", ENQUEUE.format(path=str(path))]
    finished = subprocess.run(command, cwd=ROOT, env=portal.environment, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    for kill in range(1, 3):
        worker = portal.start_worker()
        portal.wait_for(lambda least=kill * 100: position_of(portal) >= least, worker)
        worker.kill()
        worker.wait()
        assert position_of(portal) < ROWS
    worker = portal.start_worker()
    portal.wait_for(lambda: portal.ask(POSITION)[0][1] == "done", worker)
    check_whole(portal)
    assert DirectivePage.objects.count() == 0
