"""The register of directives as a table: the columns that are written and read, in one place.

Writing and reading back gives the same records; a list stands in one cell, its parts divided by semicolons.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO, StringIO
from typing import IO

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from documents.models import DirectivePage

# Field and heading; the order is that of the sheet.
COLUMNS = {
    "symbol": _("Symbol"),
    "doc_type": _("Type"),
    "issuing_body": _("Issuing body"),
    "joint_bodies": _("Issued jointly with"),
    "issued_on": _("Issued on"),
    "lead": _("Abstract"),
    "signer": _("Signer"),
    "signer_office": _("Office of the signer"),
    "effective_on": _("In force from"),
    "expires_on": _("In force until"),
    "term": _("Term"),
    "subjects": _("Subjects"),
    "validity_choice": _("Validity"),
    "validity_reason": _("Reason for the validity"),
    "circulation": _("Limit of circulation"),
    "other_names": _("Other names"),
}
WIDTHS = {"lead": 60, "issuing_body": 30, "symbol": 18, "other_names": 30}
# What a spreadsheet would take for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
DATE = "%d/%m/%Y"


def row_of(directive: DirectivePage) -> dict[str, str]:
    """Return a directive as the texts of its row."""

    def joined(values) -> str:
        return "; ".join(str(value) for value in values)

    return {
        "symbol": directive.symbol,
        "doc_type": directive.doc_type.name,
        "issuing_body": directive.issuing_body.name,
        "joint_bodies": joined(body.name for body in directive.joint_bodies.all()),
        "issued_on": _date(directive.issued_on),
        "lead": directive.lead,
        "signer": directive.signer,
        "signer_office": directive.signer_office,
        "effective_on": _date(directive.effective_on),
        "expires_on": _date(directive.expires_on),
        "term": directive.term,
        "subjects": joined(directive.subjects.all()),
        "validity_choice": str(directive.get_validity_choice_display()) if directive.validity_choice else "",
        "validity_reason": directive.validity_reason,
        "circulation": str(directive.get_circulation_display()) if directive.circulation else "",
        "other_names": joined(name.name for name in directive.other_names.all()),
    }


def _date(day: date | None) -> str:
    return day.strftime(DATE) if day else ""


def rows(directives) -> Iterator[dict[str, str]]:
    """Yield the rows of a queryset of directives, a thousand records held at a time."""
    related = ("joint_bodies", "subjects__parent", "other_names")
    chosen = directives.with_card().prefetch_related(*related)
    for directive in chosen.iterator(chunk_size=1000):
        yield row_of(directive)


def as_csv(table: Iterable[dict[str, str]]) -> bytes:
    """Return a table as CSV in UTF-8 with a byte order mark, as spreadsheets expect it."""
    return b"".join(csv_lines(table))


def csv_lines(table: Iterable[dict[str, str]]) -> Iterator[bytes]:
    """Yield the lines of a table as CSV, the first after a byte order mark."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([str(heading) for heading in COLUMNS.values()])
    yield text.getvalue().encode("utf-8-sig")
    for row in table:
        text.seek(0)
        text.truncate()
        # An apostrophe keeps a spreadsheet from running what begins like a formula; reading takes it off.
        writer.writerow([f"'{value}" if value.startswith(FORMULA_SIGNS) else value for value in row.values()])
        yield text.getvalue().encode()


def as_workbook(table: Iterable[dict[str, str]]) -> bytes:
    """Return a table as a workbook (XLSX) with one sheet, everything in it text."""
    stored = BytesIO()
    write_workbook(table, stored)
    return stored.getvalue()


def write_workbook(table: Iterable[dict[str, str]], file: IO[bytes]) -> None:
    """Write the workbook into a file; rows are not kept in memory."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("Directives"))
    for number, name in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + number)].width = WIDTHS.get(name, 16)
    sheet.freeze_panes = "B2"
    headings = []
    for heading in COLUMNS.values():
        cell = WriteOnlyCell(sheet, str(heading))
        cell.font = Font(bold=True)
        headings.append(cell)
    sheet.append(headings)
    for row in table:
        cells = []
        for value in row.values():
            cell = WriteOnlyCell(sheet, value)
            if value:
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(file)
