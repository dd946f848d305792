"""Cells of the workbooks (XLSX) that the portal writes."""

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from portal.base.text import printable

# What a cell of a workbook holds at most (ECMA-376, Excel's limit).
MOST_CHARACTERS = 32_767


def text_cell(sheet, text: str, *, is_heading: bool = False) -> WriteOnlyCell:
    """Return a cell for a row of a write-only sheet, with a text that is no formula, whatever it begins with.

    Control characters are left out, and what is beyond the length that a cell may have.
    """
    shown = printable(text)[:MOST_CHARACTERS]
    cell = WriteOnlyCell(sheet, shown or None)
    if shown:
        cell.data_type = "s"
    if is_heading:
        cell.font = Font(bold=True)
    return cell
