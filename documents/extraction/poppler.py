from pathlib import Path

from documents.formats.confinement import find_program, run_confined
from documents.formats.limits import Limits


def read_with_poppler(path: Path, number: int, limits: Limits) -> str:
    """Return the text of one page by pdftotext, "" where it is not installed. Raises Unreadable."""
    program = find_program("pdftotext")
    if program is None:
        return ""
    page = str(number)
    written = run_confined(
        [program, "-f", page, "-l", page, "-enc", "UTF-8", "-nopgbrk", str(path), "-"],
        seconds=limits.seconds_per_page,
        memory_bytes=limits.memory_bytes,
    )
    return written.decode("utf-8", "replace")
