"""The text of XLSX workbooks: a line for each row that holds something, cells divided by tabs."""

import datetime
import time
import warnings
from collections.abc import Iterator
from typing import BinaryIO

import openpyxl

from documents.extraction.parts import Paragraph
from documents.formats.failures import Unreadable
from documents.formats.limits import Limits
from portal.base.legacy_encodings import convert, encoding_of_font


def read_workbook(stream: BinaryIO, limits: Limits) -> Iterator[tuple[str, list[Paragraph]]]:
    """Yield each sheet's name and rows, hidden sheets too: whoever downloads the file has them.

    Raises Unreadable: broken, timed_out.
    """
    deadline = time.monotonic() + limits.seconds_per_file
    with warnings.catch_warnings():
        # openpyxl warns of every feature that it does not keep; nothing is kept here.
        warnings.simplefilter("ignore")
        try:
            workbook = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            for sheet in workbook.worksheets:
                yield sheet.title, list(_rows(sheet, deadline, limits))
        except Unreadable:
            raise
        except Exception as error:
            # Damaged workbooks make openpyxl raise almost anything.
            raise Unreadable("broken") from error


def show_value(value: object) -> str:
    """Return a cell's value as Vietnamese readers write it: dates by day, month and year, whole numbers whole."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return value.strftime("%d/%m/%Y" if is_day else "%d/%m/%Y %H:%M")
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return str(value)


def _rows(sheet, deadline: float, limits: Limits) -> Iterator[Paragraph]:
    # Files may declare a million empty rows.
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        if time.monotonic() > deadline:
            raise Unreadable("timed_out", seconds=limits.seconds_per_file)
        cells = [_shown(cell) for cell in row if cell.value is not None]
        if cells:
            yield Paragraph(
                "\t".join(text for text, _is_converted in cells),
                is_converted=any(is_converted for _text, is_converted in cells),
            )


def _shown(cell) -> tuple[str, bool]:
    text = show_value(cell.value)
    if text.isascii() or not encoding_of_font(cell.font.name):
        return text, False
    decoded, encoding = convert(text, cell.font.name)
    return decoded, encoding is not None
