"""The text of DOC and XLS files, by whichever converter the machine has.

Of DOC, antiword and catdoc are asked first: they take milliseconds. LibreOffice takes seconds but reads what they
cannot; of XLS it is asked first, xls2csv behind it.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from documents.extraction.parts import Paragraph
from documents.extraction.plain_text_reader import read_lines
from documents.extraction.spreadsheet_reader import read_workbook
from documents.extraction.word_reader import read_word
from documents.formats import Kind
from documents.formats.archives import Archive
from documents.formats.confinement import find_program, run_confined
from documents.formats.failures import Unreadable
from documents.formats.limits import Limits

# LibreOffice reserves far more addresses than it uses memory.
_OFFICE_MEMORY_BYTES = 8 * 1024**3
_SHEET_END = "\f"


def read_old_word(path: Path, limits: Limits) -> list[Paragraph]:
    """Return the paragraphs of a DOC. Raises Unreadable: no_converter, broken, timed_out."""
    return _first_that_reads(
        Kind.DOC,
        {
            "antiword": lambda program: _with_antiword(program, path, limits),
            "catdoc": lambda program: _with_catdoc(program, path, limits),
            "soffice": lambda program: _with_office(program, path, limits),
        },
    )


def read_old_workbook(path: Path, limits: Limits) -> list[tuple[str, list[Paragraph]]]:
    """Return the sheets of an XLS. Raises Unreadable: no_converter, broken, timed_out."""
    return _first_that_reads(
        Kind.XLS,
        {
            "soffice": lambda program: _sheets_with_office(program, path, limits),
            "xls2csv": lambda program: _sheets_with_catdoc(program, path, limits),
        },
    )


def _first_that_reads(kind: Kind, converters: dict[str, Callable[[str], list]]) -> list:
    failure = None
    for name, convert in converters.items():
        program = find_program(name)
        if program is None:
            continue
        try:
            read = convert(program)
        except Unreadable as error:
            failure = error
            continue
        if read:
            return read
    raise failure or Unreadable("no_converter", kind=kind.name)


def _with_antiword(program: str, path: Path, limits: Limits) -> list[Paragraph]:
    # Without a width lines are not wrapped; its table for UTF-8 comes with it.
    written = _run([program, "-w", "0", "-m", "UTF-8.txt", str(path)], limits, {"HOME": str(path.parent)})
    return _lines_of(written)


def _with_catdoc(program: str, path: Path, limits: Limits) -> list[Paragraph]:
    return _lines_of(_run([program, "-w", "-d", "utf-8", str(path)], limits))


def _lines_of(written: bytes) -> list[Paragraph]:
    text = written.decode("utf-8", "replace")
    return list(read_lines(text)) if text.strip() else []


def _sheets_with_catdoc(program: str, path: Path, limits: Limits) -> list[tuple[str, list[Paragraph]]]:
    written = _run([program, "-d", "utf-8", "-q", "0", "-c", "\t", "-b", _SHEET_END, str(path)], limits)
    sheets = written.decode("utf-8", "replace").rstrip(_SHEET_END).split(_SHEET_END)
    return [("", [row for row in read_lines(sheet) if row.text.strip()]) for sheet in sheets]


def _with_office(program: str, path: Path, limits: Limits) -> list[Paragraph]:
    with tempfile.TemporaryDirectory(prefix="portal-") as folder:
        made = _converted(program, path, "docx", Path(folder), limits)
        with made.open("rb") as stream:
            return list(read_word(Archive(stream, made.stat().st_size, limits)))


def _sheets_with_office(program: str, path: Path, limits: Limits) -> list[tuple[str, list[Paragraph]]]:
    with tempfile.TemporaryDirectory(prefix="portal-") as folder:
        made = _converted(program, path, "xlsx", Path(folder), limits)
        with made.open("rb") as stream:
            return list(read_workbook(stream, limits))


def _converted(program: str, path: Path, extension: str, folder: Path, limits: Limits) -> Path:
    # A profile of its own: LibreOffice serves one caller at a time for each profile.
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        extension,
        "--outdir",
        str(folder),
        str(path),
    ]
    run_confined(
        command,
        seconds=limits.seconds_per_file,
        memory_bytes=_OFFICE_MEMORY_BYTES,
        variables={"HOME": str(folder)},
    )
    made = next(iter(folder.glob(f"*.{extension}")), None)
    if made is None or made.stat().st_size > limits.bytes:
        raise Unreadable("broken")
    return made


def _run(command: list[str], limits: Limits, variables: dict[str, str] | None = None) -> bytes:
    return run_confined(
        command, seconds=limits.seconds_per_file, memory_bytes=limits.memory_bytes, variables=variables
    )
