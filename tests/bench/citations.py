"""Finding citations: megabytes of UTF-8 a second, growth with length, the worst of what is made to take long."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import docx

from documents.citations import find_citations
from tests.bench.figures import figure
from tests.documents.citations.adversarial import MEGABYTE, names, texts

_ROOT = Path(__file__).resolve().parent.parent.parent
_NAMES = ("Luật Tổ chức Viện kiểm sát nhân dân", "Bộ luật Tố tụng dân sự", "Nghị quyết Trung ương 4 khóa XII")
# Where the real decree is absent: a text as dense.
_STAND_IN = (
    "Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004 của Chính phủ về công tác văn thư; "
    + "cơ quan, tổ chức, cá nhân có trách nhiệm lập hồ sơ công việc được giao theo dõi, giải quyết. " * 60
)


def benchmarks() -> Iterator[dict]:
    decree = _decree()
    small, large = _repeated(decree, MEGABYTE), _repeated(decree, 4 * MEGABYTE)
    small_speed, speed = _speed(small), _speed(large)
    yield figure("citations in the decree's text", speed, "MB/s", 5, speed >= 5)
    growth = small_speed / speed
    yield figure("citations, time a byte at 4 MB beside 1 MB", growth, "times", 1.3, growth <= 1.3)
    with_names = _speed(large, _NAMES)
    yield figure("citations with three names", with_names, "MB/s", None, True)
    many = names()
    seconds = _seconds(small, many)
    yield figure("citations with 10,000 names in 1 MB", seconds, "s", 1, seconds <= 1)
    worst, name = max((_seconds(text), name) for name, text in texts())
    yield figure(f"citations, worst adversarial megabyte ({name})", worst, "s", 1, worst <= 1)


def _decree() -> str:
    folder = Path(os.environ.get("SAMPLES_DIR") or _ROOT.parent / "shared" / "samples")
    path = (folder if folder.is_absolute() else _ROOT / folder) / "30-2020-ND-CP.docx"
    if not path.is_file():
        return _STAND_IN
    return "\n".join(paragraph.text for paragraph in docx.Document(path).paragraphs)


def _repeated(text: str, size: int) -> str:
    return text * (size // len(text.encode()) + 1)


def _speed(text: str, given: tuple[str, ...] = ()) -> float:
    return len(text.encode()) / MEGABYTE / _seconds(text, given)


def _seconds(text: str, given: tuple[str, ...] | list[str] = ()) -> float:
    """Return the processor time of the better of two runs, so that a busy machine disturbs less."""
    times = []
    for _turn in range(2):
        began = time.process_time()
        find_citations(text, given)
        times.append(time.process_time() - began)
    return min(times)
