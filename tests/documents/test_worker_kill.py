"""The background process, killed at any moment: a batch of files is read nevertheless, each one once.

Real processes on a database of their own, a copy of the one that the tests have migrated.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django_tasks_db.models import DBTaskResult

from documents.models import CheckState, ReadingState
from documents.reading import MAX_INTERRUPTIONS
from tests.conftest import ROOT
from tests.documents.character_error import character_error
from tests.documents.page_drawing import draw_page, save_as_pdf
from tests.documents.pdf_files import pdf_file
from tests.documents.served_copies import Portal, portal_in

# With the root of the collections, which the migrations made.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

KILLS = 10
TASKS = DBTaskResult._meta.db_table
PAGES = (
    "FROM documents_documentpagetext page"
    " JOIN documents_portaldocument document ON document.id = page.document_id"
)
# What a page says beside its number; the letters of typed pages are of Windows' Western page.
TYPED = "Trong quý ba, phòng hoàn thành công tác, không có sai sót;\ncác báo cáo thông qua hàng tháng."
DRAWN = """\
Chi bộ thống nhất giao từng đảng viên đăng ký ít nhất một việc làm theo cụ thể, thiết thực, có thời hạn và kết
quả đo đếm được; chi uỷ theo dõi, đánh giá vào kỳ sinh hoạt cuối năm."""
STORE = """
from pathlib import Path
from django.core.files.base import ContentFile
from wagtail.models import Collection
from documents.models import PortalDocument

collection = Collection.get_first_root_node()
for path in sorted(Path({folder!r}).iterdir()):
    content = ContentFile(path.read_bytes(), name=path.name)
    PortalDocument.objects.create(title=path.stem, file=content, collection=collection)
"""
# Called with a picture 1500 pixels wide, this program kills who called it.
SABOTAGE = """\
#!/bin/sh
if [ "$1" != --list-langs ] && [ "$(od -An -tu4 -j18 -N4 "$1" | tr -d ' ')" = 1500 ]; then
  kill -9 $PPID
  exit 1
fi
exec "{tesseract}" "$@"
"""


@pytest.fixture
def portal(tmp_path, transactional_db) -> Iterator[Portal]:
    with portal_in(tmp_path / "portal") as portal:
        yield portal


def store(portal: Portal, given: Path) -> None:
    """Take in all files of a folder in the order of their names, as uploads are."""
    code = STORE.format(folder=str(given))
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    finished = subprocess.run(command, cwd=ROOT, env=portal.environment, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    assert finished.stderr == ""


def is_read(portal: Portal) -> bool:
    unfinished = "SELECT 1 FROM documents_portaldocument WHERE reading_state IN ('waiting', 'running')"
    tasks = f"SELECT 1 FROM {TASKS} WHERE status IN ('READY', 'RUNNING')"
    return not portal.ask(unfinished) and not portal.ask(tasks)


def count_of_read(portal: Portal) -> int:
    return list(states_of(portal).values()).count(ReadingState.DONE)


def states_of(portal: Portal) -> dict[str, str]:
    return dict(portal.ask("SELECT title, reading_state FROM documents_portaldocument"))


def pages_of(portal: Portal) -> dict[str, list[tuple[int, str]]]:
    """Return the numbers and texts of all pages by the title of their document."""
    pages: dict[str, list[tuple[int, str]]] = {}
    for title, number, text in portal.ask(f"SELECT title, number, text {PAGES} ORDER BY title, number"):
        pages.setdefault(title, []).append((number, text))
    return pages


def typed_pdf(*pages: str) -> bytes:
    return pdf_file(pages)


def typed_docx(*chapters: str) -> bytes:
    """Return a Word file with chapters whose first line is their heading."""
    word, stream = docx.Document(), BytesIO()
    for chapter in chapters:
        heading, _line_feed, text = chapter.partition("\n")
        word.add_heading(heading, 1)
        word.add_paragraph(text)
    word.save(stream)
    return stream.getvalue()


def draw_batch(folder: Path) -> dict[str, list[str]]:
    """Write thirty files, ten of them scans; return what their pages say."""
    folder.mkdir()
    said = {}
    for number in range(1, 31):
        name = f"tep-{number:02}"
        if number % 3 == 0:
            said[name] = [f"{DRAWN} Tệp {number}, trang {page}." for page in range(1, 3 if number % 2 else 2)]
            save_as_pdf(
                [draw_page(text, dpi=200, noise=6) for text in said[name]], folder / f"{name}.pdf", dpi=200
            )
        elif number % 3 == 1:
            said[name] = [f"{TYPED} Trang {page} trong {number}." for page in range(1, 5)]
            (folder / f"{name}.pdf").write_bytes(typed_pdf(*said[name]))
        else:
            said[name] = [f"Chương {part}\n{DRAWN} Tệp {number}." for part in range(1, 4)]
            (folder / f"{name}.docx").write_bytes(typed_docx(*said[name]))
    return said


def test_a_batch_is_read_though_the_worker_is_killed_ten_times(portal, tmp_path):
    said = draw_batch(tmp_path / "given")
    store(portal, tmp_path / "given")
    chance = random.Random(30)
    struck = []
    for _kill in range(KILLS):
        # The one before is dead; its heartbeat, which is seconds old, holds up nobody.
        worker = portal.start_worker()
        # Where the machine is so quick that the batch would end before the tenth kill, the third file brings it.
        until, most = time.monotonic() + chance.uniform(0, 1.2), count_of_read(portal) + 2
        while time.monotonic() < until and count_of_read(portal) < most:
            time.sleep(chance.uniform(0, 0.04))
        worker.kill()
        worker.wait()
        struck.append([title for title, state in states_of(portal).items() if state == ReadingState.RUNNING])
    before = states_of(portal)
    worker = portal.start_worker()
    portal.wait_for(lambda: is_read(portal), worker)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=60) == 0, portal.log
    assert "Traceback" not in portal.log

    # The kills fell into the batch, and on files that were being read.
    assert ReadingState.WAITING in before.values()
    assert sum(map(bool, struck)) >= KILLS // 3
    assert set(states_of(portal).values()) == {ReadingState.DONE}
    pages = pages_of(portal)
    scans = {title for (title,) in portal.ask(f"SELECT DISTINCT title {PAGES} WHERE page.method = 'ocr'")}
    assert len(scans) == 10
    assert pages.keys() == said.keys()
    for title, texts in said.items():
        assert [number for number, _text in pages[title]] == list(range(1, len(texts) + 1))
        for (_number, text), expected in zip(pages[title], texts, strict=True):
            assert character_error(text, expected) <= (0.06 if title in scans else 0), (title, text)
    checks = portal.ask("SELECT check_state, reading_attempts, reading_problem FROM documents_portaldocument")
    # Kills are no attempts; one that came before the file was touched left none to count.
    assert set(checks) <= {(CheckState.CLEARED, attempts, "") for attempts in (0, 1)}
    until = time.monotonic() + 10
    while portal.children() and time.monotonic() < until:
        time.sleep(0.1)
    assert portal.children() == []


def test_a_file_that_kills_every_worker_is_given_up_and_the_others_are_read(portal, tmp_path):
    programs, given = tmp_path / "programs", tmp_path / "given"
    programs.mkdir()
    given.mkdir()
    program = programs / "tesseract"
    program.write_text(SABOTAGE.format(tesseract=shutil.which("tesseract")))
    program.chmod(0o755)
    portal.environment["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
    page = draw_page(DRAWN, dpi=200)
    save_as_pdf([page.resize((1500, page.height))], given / "a-giet-tien-trinh.pdf", dpi=200)
    save_as_pdf([page], given / "b-quet.pdf", dpi=200)
    (given / "c-go.pdf").write_bytes(typed_pdf(TYPED))
    (given / "d-van-ban.docx").write_bytes(typed_docx(f"Chương 1\n{DRAWN}"))
    store(portal, given)

    def die() -> list[str]:
        """Start a worker that is killed; return what is not read then."""
        assert portal.start_worker().wait(timeout=60) == -signal.SIGKILL
        return [title for title, state in states_of(portal).items() if state != ReadingState.DONE]

    assert len(die()) == 4
    # Behind the others now, and each worker that takes the task counts.
    assert die() == ["a-giet-tien-trinh"]
    ((task, workers),) = portal.ask(f"SELECT id, worker_ids FROM {TASKS} WHERE status = 'RUNNING'")
    workers = json.loads(workers) if isinstance(workers, str) else workers
    assert len(workers) == 2
    # Seven more, of which nothing else would be learnt.
    workers += [f"worker {number}" for number in range(MAX_INTERRUPTIONS - 3)]
    portal.ask(f"UPDATE {TASKS} SET worker_ids = '{json.dumps(workers)}' WHERE id = '{task}'")
    die()
    die()
    worker = portal.start_worker()
    portal.wait_for(lambda: is_read(portal), worker)
    assert portal.ask(
        "SELECT check_state, reading_state, reading_attempts, reading_problem FROM documents_portaldocument"
        " WHERE title = 'a-giet-tien-trinh'"
    ) == [(CheckState.UNREADABLE, ReadingState.FAILED, 1, "Tiến trình nền bị dừng khi đang đọc tệp.")]
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=60) == 0, portal.log
