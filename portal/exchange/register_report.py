"""The report on a register: its rows as they were given, with what became of each beside it."""

from collections.abc import Iterable, Mapping
from io import BytesIO

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from portal.exchange.register_mapping import Headings
from portal.exchange.register_rows import ADDED, REFUSED, THERE
from portal.exchange.register_table import Row

STATES = {ADDED: _("new"), THERE: _("already there"), REFUSED: _("error")}
KINDS = {"error": _("Error"), "warning": _("To check")}
# What a cell of a workbook holds at most.
_LONGEST = 32_767


def write_report(headings: Headings, rows: Iterable[Row], outcomes: Mapping[int, tuple[str, list]]) -> bytes:
    """Return a workbook with the rows of a table; `outcomes` has state and messages by the row's number."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("Report"))
    sheet.freeze_panes = "D2"
    for column, width in ((1, 8), (2, 14), (3, 70)):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.append(
        [
            _bold(sheet, text)
            for text in (gettext("Row"), gettext("State"), gettext("Messages"), *headings.texts)
        ]
    )
    for row in rows:
        if row.number <= headings.number:
            continue
        state, messages = outcomes.get(row.number, ("", []))
        told = "\n".join(f"{KINDS[kind]}: {text}" for kind, text in messages)
        sheet.append(
            [row.number, *(_text(sheet, text) for text in (str(STATES.get(state, "")), told, *row.cells))]
        )
    stored = BytesIO()
    book.save(stored)
    return stored.getvalue()


def _text(sheet, text: str) -> Cell | None:
    if not text:
        return None
    cell = WriteOnlyCell(sheet, text[:_LONGEST])
    # Never a formula, whatever it begins with.
    cell.data_type = "s"
    return cell


def _bold(sheet, text: str) -> Cell:
    cell = _text(sheet, text or " ")
    assert cell is not None
    cell.font = Font(bold=True)
    return cell


def summary(counts: Mapping[str, int], *, is_written: bool) -> str:
    """Return in a sentence how many rows are new, there already and in error."""
    sentence = (
        gettext(
            "%(new)d directives entered, %(there)d were there already, %(error)d rows with errors left out."
        )
        if is_written
        else gettext(
            "%(new)d directives can be entered, %(there)d are there already, %(error)d rows have errors."
        )
    )
    numbers = {name: counts.get(name, 0) for name in ("new", "there", "error")}
    told = sentence % numbers
    if warned := counts.get("warned", 0):
        told = f"{told} {gettext('Rows to look at: %(count)d.') % {'count': warned}}"
    return told
