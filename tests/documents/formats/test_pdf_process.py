import subprocess
import sys
import time

import pytest

from documents.extraction import NONE, extract
from documents.formats import Limits, Unreadable, pdf_process
from documents.formats.confinement import run_confined
from documents.formats.pdf_process import PdfProcess
from tests.documents.pdf_files import pdf_file


@pytest.fixture
def three_pages(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_file([f"Page {number}." for number in (1, 2, 3)]))
    return path


def _misbehaving_on_second_page(tmp_path, monkeypatch, how: str) -> None:
    """Let the reading process do something when it is asked for the second page."""
    child = tmp_path / "child.py"
    opening = 'page = self._document[request["page"]]'
    source = pdf_process._CHILD.read_text()
    assert opening in source
    child.write_text(source.replace(opening, f'request["page"] == 1 and {how}; {opening}', 1))
    monkeypatch.setattr(pdf_process, "_CHILD", child)


def test_a_crash_costs_one_page(three_pages, tmp_path, monkeypatch):
    _misbehaving_on_second_page(tmp_path, monkeypatch, "ctypes.string_at(0)")
    extraction = extract(three_pages)
    assert [page.text for page in extraction.pages] == ["Page 1.", "", "Page 3."]
    assert extraction.pages[1].method == NONE
    assert [(warned.code, warned.page) for warned in extraction.warnings] == [("page_broken", 2)]


def test_an_endless_page_costs_its_time(three_pages, tmp_path, monkeypatch):
    _misbehaving_on_second_page(tmp_path, monkeypatch, "__import__('time').sleep(60)")
    began = time.monotonic()
    extraction = extract(three_pages, limits=Limits(seconds_per_page=1))
    assert time.monotonic() - began < 10
    assert [(warned.code, warned.page) for warned in extraction.warnings] == [("page_timed_out", 2)]


def test_a_page_that_eats_memory_costs_one_page(three_pages, tmp_path, monkeypatch):
    _misbehaving_on_second_page(tmp_path, monkeypatch, "bytearray(1 << 40)")
    assert [warned.page for warned in extract(three_pages).warnings] == [2]


def test_a_file_that_crashes_on_opening_is_broken(three_pages, tmp_path, monkeypatch):
    child = tmp_path / "child.py"
    child.write_text("raise SystemExit(1)")
    monkeypatch.setattr(pdf_process, "_CHILD", child)
    with pytest.raises(Unreadable) as failure, PdfProcess(three_pages, Limits()):
        pass
    assert failure.value.code == "broken"


def test_no_process_stays(three_pages):
    with PdfProcess(three_pages, Limits()) as pdf:
        process = pdf._process
        assert pdf.text_layer(3).text == "Page 3."
    assert process.poll() is not None


def test_foreign_programs_are_ended_in_time():
    with pytest.raises(Unreadable) as failure:
        run_confined(["/bin/sleep", "30"], seconds=1, memory_bytes=1 << 30)
    assert failure.value.code == "timed_out"


def test_foreign_programs_get_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    assert b"SECRET_KEY" not in run_confined(["/usr/bin/env"], seconds=5, memory_bytes=1 << 30)


@pytest.mark.parametrize("package", ["documents.formats", "documents.extraction", "documents.inspection"])
def test_packages_know_neither_django_nor_wagtail(package):
    script = f"import sys, {package}; print(sorted({{'django', 'wagtail'}} & set(sys.modules)))"
    finished = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert finished.stdout.strip() == "[]"
