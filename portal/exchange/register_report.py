"""The report on a register: its rows as they were given, with what became of each beside it."""

from collections.abc import Iterable, Mapping
from io import BytesIO

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from portal.base.workbooks import text_cell
from portal.exchange.register_mapping import Headings
from portal.exchange.register_rows import ADDED, REFUSED, THERE
from portal.exchange.register_table import Row

STATES = {ADDED: _("new"), THERE: _("already there"), REFUSED: _("error")}
KINDS = {"error": _("Error"), "warning": _("To check")}


def write_report(headings: Headings, rows: Iterable[Row], outcomes: Mapping[int, tuple[str, list]]) -> bytes:
    """Return a workbook with the rows of a table; `outcomes` has state and messages by the row's number."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("Report"))
    sheet.freeze_panes = "D2"
    for column, width in ((1, 8), (2, 14), (3, 70)):
        sheet.column_dimensions[get_column_letter(column)].width = width
    names = (gettext("Row"), gettext("State"), gettext("Messages"), *headings.texts)
    sheet.append([text_cell(sheet, name, is_heading=True) for name in names])
    for row in rows:
        if row.number <= headings.number:
            continue
        state, messages = outcomes.get(row.number, ("", []))
        told = "\n".join(f"{KINDS[kind]}: {text}" for kind, text in messages)
        sheet.append(
            [row.number, *(text_cell(sheet, text) for text in (str(STATES.get(state, "")), told, *row.cells))]
        )
    stored = BytesIO()
    book.save(stored)
    return stored.getvalue()


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
