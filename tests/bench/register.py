"""Bringing in a register of 10,000 rows with 500 files: minutes, memory, and what a kill in the middle costs.

On SQLite in a temporary folder, and on PostgreSQL: of DATABASE_URL's server, else one that is started for it.
"""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg

from tests.bench.figures import figure
from tests.documents.pdf_files import pdf_file
from tests.exchange.directives.registers import HEADINGS, many, workbook
from tests.run import postgresql, postgresql_programs

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = int(os.environ.get("REGISTER_ROWS") or 10_000)
FILES = ROWS // 20
PREPARE = """
from django.core.management import call_command
from wagtail.models import Page
from home.models import HomePage
from documents.models import DirectiveLibraryPage
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
call_command("provision", verbosity=0)
home = Page.get_first_root_node().add_child(instance=HomePage(title="Trang", slug="trang-chu-thu"))
home.add_child(instance=DirectiveLibraryPage(title="Sổ", slug="so-thu"))
"""
# Rows, those with the same symbol, rows without revision or index, faults of the tree, files attached.
COUNT = """
from wagtail.models import Page, Revision
from portal.search.models import SearchEntry
from documents.models import DirectiveFile, DirectiveLibraryPage, DirectivePage
pages = DirectivePage.objects.child_of(DirectiveLibraryPage.objects.get(slug="so-thu"))
total, ids = pages.count(), [str(pk) for pk in pages.values_list("pk", flat=True)]
twins = total - pages.values("symbol_key").distinct().count()
kind = pages[0].content_type
bare = total - Revision.objects.filter(content_type=kind).count() + total
bare -= SearchEntry.objects.filter(content_type=kind).count()
print("FOUND", total, twins, bare, sum(map(len, Page.find_problems())), DirectiveFile.objects.count())
"""
POSITION = "SELECT position FROM exchange_directiveimport ORDER BY id DESC"
# Runs a command and tells the most memory that it took.
MEASURED = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print("PEAK", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def benchmarks() -> Iterator[dict]:
    with tempfile.TemporaryDirectory(prefix="portal-register-") as folder, ExitStack() as servers:
        place = Path(folder)
        given = place / "given"
        given.mkdir()
        register = _register(given)
        yield from _on("SQLite", place / "sqlite", "", given, register)
        address = os.environ.get("DATABASE_URL", "")
        if not address and postgresql_programs():
            address = servers.enter_context(postgresql(place))
        if address:
            yield from _on("PostgreSQL", place / "postgresql-data", address, given, register)


def _register(given: Path) -> Path:
    rows = many(ROWS)
    (given / "files").mkdir()
    for number in range(FILES):
        name = f"tep-{number:04}.pdf"
        (given / "files" / name).write_bytes(
            pdf_file([f"Document number {number}, page {page}." for page in (1, 2)])
        )
        rows[number * (ROWS // FILES)].append(name)
    return workbook(given / "register.xlsx", [[*HEADINGS, "Tệp"], *rows])


def _on(engine: str, data: Path, address: str, given: Path, register: Path) -> Iterator[dict]:
    data.mkdir()
    environment = os.environ | {"DATA_DIR": str(data), "DATABASE_URL": address}
    _shell(PREPARE, environment)
    command = [sys.executable, "manage.py", "import_directives", str(register), "--library", "so-thu"]
    command += ["--files", str(given / "files")]
    began = time.monotonic()
    # Killed in the middle; what it had done by then counts.
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    while process.poll() is None and _position(data, address) < ROWS // 2:
        time.sleep(0.5)
    process.kill()
    process.wait()
    before_kill = time.monotonic() - began
    position = _position(data, address)
    began = time.monotonic()
    measured = subprocess.run(
        [sys.executable, "-c", MEASURED, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    minutes = (before_kill + time.monotonic() - began) / 60
    peak = int(re.search(r"PEAK (\d+)", measured.stdout)[1]) / 1024
    total, twins, bare, faults, files = _found(COUNT, environment)
    gaps = ROWS - total
    yield figure(
        f"register of {ROWS} rows and {FILES} files on {engine}, killed once",
        minutes,
        "min",
        10,
        minutes <= 10,
    )
    yield figure(f"its memory on {engine}", peak, "MB", 500, peak <= 500)
    yield figure(f"its position at the kill on {engine}", position, "rows", None, 0 < position < ROWS)
    yield figure(f"its twins and gaps on {engine}", twins + abs(gaps), "rows", 0, twins == gaps == 0)
    yield figure(
        f"its records without revision or index, faults of the tree on {engine}",
        bare + faults,
        "",
        0,
        bare == faults == 0,
    )
    yield figure(f"its files attached on {engine}", files, "files", FILES, files == FILES)


def _position(data: Path, address: str) -> int:
    if address:
        with psycopg.connect(address) as database:
            row = database.execute(POSITION).fetchone()
    else:
        with closing(sqlite3.connect(data / "portal.sqlite3", timeout=20)) as database:
            row = database.execute(POSITION).fetchone()
    return row[0] if row else 0


def _shell(code: str, environment: dict) -> str:
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout


def _found(code: str, environment: dict) -> list[int]:
    return [int(number) for number in re.search(r"FOUND (.*)", _shell(code, environment))[1].split()]
