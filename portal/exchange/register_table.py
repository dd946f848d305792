"""The rows of a table as texts, from a workbook (XLSX) or from CSV in whatever encoding.

    table = open_table(path)
    for row in table.rows(sheet): ...

Raises UnreadableTable, whose message says why and what to do. A row whose cells cannot be relied upon (a formula
without a value, a line in another encoding) says so itself.
"""

import csv
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import openpyxl
from django.utils.translation import gettext as _
from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from documents.extraction.spreadsheet_reader import show_value
from documents.formats import Limits, Source, Unreadable
from documents.formats.archives import MAGIC, Archive
from documents.formats.compound_files import MAGIC as COMPOUND_MAGIC
from documents.formats.decoding import decode_text, encoding_of, is_binary
from documents.formats.failures import MESSAGES
from documents.register import unmarked
from portal.base.legacy_encodings import convert, decode, detect, encoding_of_font, holds_unicode_vietnamese
from portal.base.text import nfc, printable

MEGABYTE = 1024**2
# Of a register; a sheet of fifty thousand rows has some tens of megabytes unpacked.
LIMITS = Limits(bytes=50 * MEGABYTE, expanded_bytes=512 * MEGABYTE, text_bytes=256 * MEGABYTE)
MOST_ROWS = 50_000
MOST_COLUMNS = 100
MOST_MERGED = 20_000
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DELIMITERS = ",;\t|"
_SAMPLE = 60
csv.field_size_limit(LIMITS.bytes)


class UnreadableTable(Exception):
    """A file from which no rows can be had; the message says why."""


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet or editor counts, its texts in NFC, what makes them unreliable.

    A problem stands with the column that it is in (from 0), or with None where it is of the whole row.
    """

    number: int
    cells: list[str]
    problems: tuple[tuple[int | None, str], ...] = ()


class Table(Protocol):
    sheets: list[str]

    def rows(self, sheet: str) -> Iterator[Row]:
        """Yield the rows that hold something."""


def open_table(path: Path) -> Table:
    """Return the table in a file, told by its content."""
    try:
        with Source(path, LIMITS) as source:
            head = bytes(source.data[:8])
            if head.startswith(MAGIC):
                _check_package(source)
                return WorkbookTable(path)
            if head.startswith(COMPOUND_MAGIC):
                raise UnreadableTable(
                    _("This is a workbook of Excel 97–2003 (.xls). Save it as .xlsx, then choose it again.")
                )
            data = bytes(source.data)
    except Unreadable as error:
        raise UnreadableTable(_(MESSAGES[error.code]).format(**error.params)) from error
    if is_binary(data):
        raise UnreadableTable(_("The file is neither a workbook (.xlsx) nor a table of text (.csv)."))
    return CsvTable(data)


def _check_package(source: Source) -> None:
    """Refuse archives that are no workbook, unpack to too much, or bring entities of their own."""
    archive = Archive(source.stream, source.size, LIMITS)
    if "xl/workbook.xml" not in archive:
        raise UnreadableTable(_("The file is neither a workbook (.xlsx) nor a table of text (.csv)."))
    archive.check_all()
    with zipfile.ZipFile(source.stream) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                with package.open(name) as member:
                    if b"<!DOCTYPE" in member.read(4096):
                        raise Unreadable("broken")


@dataclass
class _Sheet:
    """What openpyxl does not tell of a sheet that it streams."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    valueless: set[str] = field(default_factory=set)


class WorkbookTable:
    """The sheets of a workbook. The value of a merged area counts for each of its rows, in its first column."""

    def __init__(self, path: Path):
        self.path = path
        with self._opened() as book:
            self._members = {sheet.title: sheet._worksheet_path for sheet in book.worksheets}
        self.sheets = list(self._members)

    def rows(self, sheet: str) -> Iterator[Row]:
        beside = self._beside(sheet)
        with self._opened() as book:
            chosen = book[sheet]
            # Files may declare a million empty rows.
            chosen.reset_dimensions()
            yield from _rows_of_sheet(chosen, beside)

    def _opened(self):
        return _Workbook(self.path)

    def _beside(self, sheet: str) -> _Sheet:
        beside, member = _Sheet(), self._members[sheet].lstrip("/")
        with zipfile.ZipFile(self.path) as package:
            if not _holds(package, member, (b"<f", b":f>", b":f ", b"mergeCell")):
                return beside
            with package.open(member) as stream:
                tags = (f"{{{SPREADSHEET}}}c", f"{{{SPREADSHEET}}}mergeCell")
                events = etree.iterparse(
                    stream, tag=tags, resolve_entities=False, no_network=True, huge_tree=True
                )
                for _event, element in events:
                    if element.tag == tags[0]:
                        # Nearly all cells hold a value alone.
                        if element.find(f"{{{SPREADSHEET}}}f") is not None and not _has_value(element):
                            beside.valueless.add(element.get("r", ""))
                    elif len(beside.merged) < MOST_MERGED:
                        beside.merged.append(range_boundaries(element.get("ref")))
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
        beside.merged.sort(key=lambda area: area[1])
        return beside


class _Workbook:
    """A workbook open for streaming, its failures told as UnreadableTable."""

    def __init__(self, path: Path):
        self._path = path

    def __enter__(self):
        with warnings.catch_warnings():
            # openpyxl warns of every feature that it does not keep; nothing is kept here.
            warnings.simplefilter("ignore")
            # A stream: of a path openpyxl wants to know the extension.
            self._stream = self._path.open("rb")
            try:
                self._book = openpyxl.load_workbook(
                    self._stream, read_only=True, data_only=True, keep_links=False
                )
            except Exception as error:
                # Damaged workbooks make openpyxl raise almost anything.
                self._stream.close()
                raise UnreadableTable(_(MESSAGES["broken"])) from error
        return self._book

    def __exit__(self, kind, error, trace):
        self._book.close()
        self._stream.close()
        if isinstance(error, Exception) and not isinstance(error, UnreadableTable):
            raise UnreadableTable(_(MESSAGES["broken"])) from error


def _has_value(cell) -> bool:
    value = cell.find(f"{{{SPREADSHEET}}}v")
    return value is not None and value.text is not None


def _holds(package: zipfile.ZipFile, member: str, wanted: tuple[bytes, ...]) -> bool:
    with package.open(member) as stream:
        end = b""
        while part := stream.read(MEGABYTE):
            if any(word in end + part for word in wanted):
                return True
            end = part[-16:]
    return False


def _rows_of_sheet(sheet, beside: _Sheet) -> Iterator[Row]:
    waiting = list(reversed(beside.merged))
    spread: list[tuple[int, int, str]] = []  # column, last row, value of an area that goes on
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [_shown(cell) for cell in row[:MOST_COLUMNS]]
        problems = list(_problems_of(row[:MOST_COLUMNS], number, beside))
        while waiting and waiting[-1][1] <= number:
            left, _top, _right, bottom = waiting.pop()
            if bottom > number and left <= len(cells) and cells[left - 1]:
                spread.append((left - 1, bottom, cells[left - 1]))
        spread = [area for area in spread if area[1] >= number]
        for column, _bottom, value in spread:
            cells += [""] * (column + 1 - len(cells))
            cells[column] = cells[column] or value
        if any(cells) or problems:
            # Where no font names the old encoding, the words of the row tell it.
            yield Row(number, _decoded(cells), tuple(problems))


def _problems_of(row, number: int, beside: _Sheet) -> Iterator[tuple[int, str]]:
    for column, cell in enumerate(row):
        if cell.value is None and beside.valueless:
            name = f"{get_column_letter(column + 1)}{number}"
            if name in beside.valueless:
                told = _(
                    "Cell %(cell)s holds a formula without a stored value. Open and save the file in a "
                    "spreadsheet, or write the value itself."
                )
                yield column, told % {"cell": name}
        elif cell.data_type == "e":
            name = f"{get_column_letter(column + 1)}{number}"
            yield column, _("Cell %(cell)s holds the error %(error)s.") % {"cell": name, "error": cell.value}


def _shown(cell) -> str:
    if cell.value is None:
        return ""
    text = show_value(cell.value)
    if not text.isascii():
        font = cell.font.name
        text = convert(text, font)[0] if encoding_of_font(font) else nfc(text)
    return _cleaned(text)


def _cleaned(text: str) -> str:
    return printable(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class CsvTable:
    """A table of text; lines in another encoding than the others are read as what they are and say so."""

    sheets = [""]

    def __init__(self, data: bytes):
        self._lines, self._odd = _lines_of(data)
        self._delimiter = _delimiter_of(self._lines)

    def rows(self, sheet: str) -> Iterator[Row]:
        reader = csv.reader(self._lines, delimiter=self._delimiter)
        begins = 1
        try:
            for record in reader:
                ends = reader.line_num
                problems: tuple[tuple[int | None, str], ...] = ()
                if odd := self._odd.intersection(range(begins, ends + 1)):
                    told = _(
                        "Line %(line)d is in another encoding than the file. Save the whole file as UTF-8 and "
                        "check this row."
                    )
                    problems = ((None, told % {"line": min(odd)}),)
                cells = [unmarked(cell) for cell in _decoded(record[:MOST_COLUMNS])]
                if any(cells):
                    yield Row(begins, cells, problems)
                begins = ends + 1
        except csv.Error as error:
            raise UnreadableTable(
                _("The table cannot be read from line %(line)d on.") % {"line": begins}
            ) from error


def _lines_of(data: bytes) -> tuple[list[str], set[int]]:
    """Return the lines of a file with their ends, and the numbers of those that are in another encoding."""
    encoding = encoding_of(data)
    if encoding.startswith(("utf-16", "utf-32")):
        return data.decode(encoding, "replace").lstrip("\ufeff").splitlines(keepends=True), set()
    parts = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    is_utf_8 = [_is_utf_8(part) for part in parts]
    accented = [number for number, part in enumerate(parts) if not part.isascii()]
    if all(is_utf_8):
        lines, odd = [part.decode() for part in parts], set()
    else:
        most = sum(is_utf_8[number] for number in accented) * 2 > len(accented)
        odd = {number + 1 for number in accented if is_utf_8[number] != most}
        # One encoding for all lines that share it: a single line tells it less surely.
        kept = b"\n".join(part for part, is_right in zip(parts, is_utf_8, strict=True) if not is_right)
        other = encoding_of(kept)
        lines = [
            part.decode()
            if is_right
            else nfc(decode_text(part) if other == "utf-8" else part.decode(other, "replace"))
            for part, is_right in zip(parts, is_utf_8, strict=True)
        ]
    return [f"{line}\n" for line in lines if line is not None], odd


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _delimiter_of(lines: list[str]) -> str:
    """Return what divides the cells: that by which most rows have several."""

    def cells_by(delimiter: str) -> int:
        try:
            records = list(csv.reader(lines[:_SAMPLE], delimiter=delimiter))
        except csv.Error:
            return 0
        return sum(len(record) for record in records if len(record) > 2)

    return max(_DELIMITERS, key=cells_by)


def _decoded(record: list[str]) -> list[str]:
    """Return the cells of a row in Unicode; the old encodings are told by the words of the whole row."""
    together = "\n".join(record)
    encoding = None if together.isascii() else detect(together)
    return [
        _cleaned(
            decode(cell, encoding)
            if encoding and not cell.isascii() and not holds_unicode_vietnamese(cell)
            else nfc(cell)
        )
        for cell in record
    ]
