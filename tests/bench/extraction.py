"""Seconds of processor time a page: the portal's reading beside bare Tesseract, and the text layer alone."""

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from documents.extraction import OCR, extract
from tests.documents.page_drawing import SANS, draw_page, save_as_pdf
from tests.documents.pdf_files import pdf_file

_LOOKS = ({"skew": 1.0, "noise": 14}, {"skew": -0.6, "noise": 18, "font": SANS, "points": 12})
_TYPED_PAGES = 200


def benchmarks() -> Iterator[dict]:
    with tempfile.TemporaryDirectory() as folder:
        for dpi in (200, 300):
            yield from _recognition(Path(folder), dpi)
        yield _typed(Path(folder))


def _recognition(folder: Path, dpi: int) -> Iterator[dict]:
    drawn = [draw_page(dpi=dpi, **look) for look in _LOOKS]
    ours = bare = 0.0
    for number, page in enumerate(drawn):
        scan = save_as_pdf([page], folder / f"{number}.pdf", dpi=dpi)
        page.save(folder / f"{number}.png", dpi=(dpi, dpi))
        # By turns, the better of two, so that a busy machine disturbs both alike.
        ours += min(_processor_seconds(lambda scan=scan: _extracted(scan)) for _turn in range(2))
        bare += min(
            _processor_seconds(lambda path=folder / f"{number}.png": _bare(path)) for _turn in range(2)
        )
    ratio = ours / bare
    count = len(drawn)
    yield _figure(f"recognition of a page at {dpi} dpi, processor", ours / count, "s", None, True)
    yield _figure(f"bare tesseract on it at {dpi} dpi, processor", bare / count, "s", None, True)
    yield _figure(f"recognition beside bare tesseract at {dpi} dpi", ratio, "times", 1.3, ratio <= 1.3)


def _typed(folder: Path) -> dict:
    path = folder / "typed.pdf"
    path.write_bytes(pdf_file(["A line of typed text on a page.\n" * 40] * _TYPED_PAGES))
    began = time.perf_counter()
    extract(path)
    milliseconds = (time.perf_counter() - began) * 1000 / _TYPED_PAGES
    return _figure("text layer of a typed page", milliseconds, "ms", 20, milliseconds <= 20)


def _extracted(path: Path) -> None:
    assert extract(path).pages[0].method == OCR


def _bare(path: Path) -> None:
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


def _figure(name: str, value: float, unit: str, target: float | None, holds: bool) -> dict:
    return {"name": name, "value": round(value, 3), "unit": unit, "target": target, "holds": holds}
