"""The register of directives as a table: the columns that are written and read, in one place.

Writing and reading back gives the same records. A list stands in one cell, its parts divided by semicolons; a part
that holds one stands in quotation marks, as in CSV.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO, StringIO
from typing import IO

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook

from documents.models import DirectivePage
from portal.base.text import printable
from portal.base.workbooks import text_cell

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
# What staff write out and read in besides; readers never get it.
STAFF_COLUMNS = COLUMNS | {"files": _("Files"), "notes_for_staff": _("Notes for staff")}
WIDTHS = {"lead": 60, "issuing_body": 30, "symbol": 18, "other_names": 30}
# What a spreadsheet would take for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
# An apostrophe of its own is doubled, so that reading takes off none but the added one.
_MARKED = (*FORMULA_SIGNS, "'")
_PART = re.compile(r"""\s*(?:"((?:[^"]|"")*)"\s*(?=;|$)|([^;]*))(?:;|$)""")
DATE = "%d/%m/%Y"


def join_list(values: Iterable[object]) -> str:
    """Return several texts as one cell, from which `split_list` gets them back.

    >>> join_list(["Luật A; B", "Bộ luật"])
    '"Luật A; B"; Bộ luật'
    """
    return "; ".join(_part(" ".join(str(value).split())) for value in values)


def _part(text: str) -> str:
    is_plain = ";" not in text and not text.startswith('"')
    return text if is_plain else '"{}"'.format(text.replace('"', '""'))


def split_list(cell: str) -> list[str]:
    """Return the parts of a cell; empty ones are left out.

    >>> split_list('"Luật A; B"; Bộ luật;')
    ['Luật A; B', 'Bộ luật']
    """
    parts = []
    for match in _PART.finditer(cell):
        text = match[1].replace('""', '"') if match[1] is not None else match[2]
        parts.append(" ".join(text.split()))
    return [part for part in parts if part]


def as_shown(text: str) -> str:
    """Return a text of a record as it stands in a cell: without control characters, its lines ended alike."""
    return printable(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def marked(text: str) -> str:
    """Return a text so that no spreadsheet takes it for a formula; `unmarked` undoes it."""
    return f"'{text}" if text.startswith(_MARKED) else text


def unmarked(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_MARKED) else text


def row_of(directive: DirectivePage, columns: Mapping[str, object] = COLUMNS) -> dict[str, str]:
    """Return a directive as the texts of its row."""
    row = {name: as_shown(value) for name, value in _texts(directive).items()}
    if "files" in columns:
        row["files"] = join_list(file.document.filename for file in directive.files.all())
        row["notes_for_staff"] = as_shown(directive.notes_for_staff)
    return row


def _texts(directive: DirectivePage) -> dict[str, str]:
    return {
        "symbol": directive.symbol,
        "doc_type": directive.doc_type.name,
        "issuing_body": directive.issuing_body.name,
        "joint_bodies": join_list(body.name for body in directive.joint_bodies.all()),
        "issued_on": _date(directive.issued_on),
        "lead": directive.lead,
        "signer": directive.signer,
        "signer_office": directive.signer_office,
        "effective_on": _date(directive.effective_on),
        "expires_on": _date(directive.expires_on),
        "term": directive.term,
        "subjects": join_list(directive.subjects.all()),
        "validity_choice": str(directive.get_validity_choice_display()) if directive.validity_choice else "",
        "validity_reason": directive.validity_reason,
        "circulation": str(directive.get_circulation_display()) if directive.circulation else "",
        "other_names": join_list(name.name for name in directive.other_names.all()),
    }


def _date(day: date | None) -> str:
    return day.strftime(DATE) if day else ""


def rows(directives, columns: Mapping[str, object] = COLUMNS) -> Iterator[dict[str, str]]:
    """Yield the rows of a queryset of directives, a thousand records held at a time."""
    related = ["joint_bodies", "subjects__parent", "other_names"]
    if "files" in columns:
        related.append("files__document")
    chosen = directives.with_card().prefetch_related(*related)
    for directive in chosen.iterator(chunk_size=1000):
        yield row_of(directive, columns)


def as_csv(table: Iterable[dict[str, str]], columns: Mapping[str, object] = COLUMNS) -> bytes:
    """Return a table as CSV in UTF-8 with a byte order mark, as spreadsheets expect it."""
    return b"".join(csv_lines(table, columns))


def csv_lines(table: Iterable[dict[str, str]], columns: Mapping[str, object] = COLUMNS) -> Iterator[bytes]:
    """Yield the lines of a table as CSV, the first after a byte order mark."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([str(heading) for heading in columns.values()])
    yield text.getvalue().encode("utf-8-sig")
    for row in table:
        text.seek(0)
        text.truncate()
        # An apostrophe keeps a spreadsheet from running what begins like a formula; reading takes it off.
        writer.writerow([marked(value) for value in row.values()])
        yield text.getvalue().encode()


def as_workbook(table: Iterable[dict[str, str]], columns: Mapping[str, object] = COLUMNS) -> bytes:
    """Return a table as a workbook (XLSX) with one sheet, everything in it text."""
    stored = BytesIO()
    write_workbook(table, stored, columns)
    return stored.getvalue()


def write_workbook(
    table: Iterable[dict[str, str]], file: IO[bytes], columns: Mapping[str, object] = COLUMNS
) -> None:
    """Write the workbook into a file; rows are not kept in memory."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("Directives"))
    for number, name in enumerate(columns):
        sheet.column_dimensions[chr(ord("A") + number)].width = WIDTHS.get(name, 16)
    sheet.freeze_panes = "B2"
    sheet.append([text_cell(sheet, str(heading), is_heading=True) for heading in columns.values()])
    for row in table:
        sheet.append([text_cell(sheet, value) for value in row.values()])
    book.save(file)
