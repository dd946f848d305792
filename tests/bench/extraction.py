"""Seconds of processor time a page: the portal's reading beside bare Tesseract, and the text layer alone."""

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image

from documents.extraction import OCR, Limits, extract
from documents.formats.pdf_process import PdfProcess
from tests.bench.figures import figure
from tests.documents.page_drawing import SANS, TEXT, draw_page, save_as_pdf
from tests.documents.pdf_files import pdf_file

_LOOKS = ({"skew": 1.0, "noise": 14}, {"skew": -0.6, "noise": 18, "font": SANS, "points": 12})
_TYPED_PAGES = 200
# On shared processors single turns differ by a third.
_TURNS = 5


def benchmarks() -> Iterator[dict]:
    with tempfile.TemporaryDirectory() as folder:
        for dpi in (200, 300):
            yield from _recognition(Path(folder), dpi)
        yield _typed(Path(folder))


def _recognition(folder: Path, dpi: int) -> Iterator[dict]:
    # As full as typed pages are.
    drawn = [draw_page(f"{TEXT}\n\n{TEXT}", dpi=dpi, **look) for look in _LOOKS]
    scan = save_as_pdf(drawn, folder / f"{dpi}.pdf", dpi=dpi)
    pictures = [_as_drawn(scan, number, dpi, folder) for number in range(1, len(drawn) + 1)]
    # By turns, the best of each, so that a busy machine disturbs both alike.
    turns = [
        (_processor_seconds(lambda: _extracted(scan)), _processor_seconds(lambda: _bare(pictures)))
        for _turn in range(_TURNS)
    ]
    ours, bare = (min(times) for times in zip(*turns, strict=True))
    ratio = ours / bare
    count = len(drawn)
    yield figure(f"recognition of a page at {dpi} dpi, processor", ours / count, "s", None, True)
    yield figure(f"bare tesseract on it at {dpi} dpi, processor", bare / count, "s", None, True)
    yield figure(f"recognition beside bare tesseract at {dpi} dpi", ratio, "times", 1.3, ratio <= 1.3)


def _typed(folder: Path) -> dict:
    path = folder / "typed.pdf"
    path.write_bytes(pdf_file(["A line of typed text on a page.\n" * 40] * _TYPED_PAGES))
    began = time.perf_counter()
    extract(path)
    milliseconds = (time.perf_counter() - began) * 1000 / _TYPED_PAGES
    return figure("text layer of a typed page", milliseconds, "ms", 20, milliseconds <= 20)


def _as_drawn(scan: Path, number: int, dpi: int, folder: Path) -> Path:
    """Return the very picture of a page that is recognised, as a file for Tesseract."""
    with PdfProcess(scan, Limits()) as pdf:
        picture = pdf.picture(number, dpi)
    path = folder / f"{dpi}-{number}.png"
    size = (picture.width, picture.height)
    Image.frombuffer("L", size, picture.pixels, "raw", "L", 0, 1).save(path, dpi=(dpi, dpi))
    return path


def _extracted(path: Path) -> None:
    assert {page.method for page in extract(path).pages} == {OCR}


def _bare(pictures: list[Path]) -> None:
    for path in pictures:
        subprocess.run(
            ["tesseract", str(path), "stdout", "-l", "vie"],
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
            capture_output=True,
            check=True,
        )


def _processor_seconds(run: Callable[[], None]) -> float:
    """Return the processor time of this process and of those that it started and that ended."""
    began = _used()
    run()
    return _used() - began


def _used() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
