"""The models of a year as a workbook (XLSX): a sheet of models, one of their commitments."""

from collections.abc import Iterable
from io import BytesIO

from django.http import HttpResponse
from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment

from home.emulation.reporting import Reported, gather, of_year
from portal.base.files import content_disposition
from portal.base.text import slugify
from portal.base.workbooks import text_cell

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_response(section, request, year: int) -> HttpResponse:
    """Answer with the models of a year that the reader may see, and what the reader may know of them."""
    stored = BytesIO()
    write_workbook(gather(of_year(section, request, year), request), stored)
    response = HttpResponse(stored.getvalue(), content_type=CONTENT_TYPE)
    name = f"{slugify(section.title)}-{year}.xlsx"
    response["Content-Disposition"] = content_disposition(name, inline=False)
    return response


def write_workbook(reported: list[Reported], file) -> None:
    """Write the workbook into a file: texts as texts, whatever they begin with; progress and dates as such."""
    book = Workbook(write_only=True)
    models = book.create_sheet(gettext("Models"))
    _fill(models, _MODEL_WIDTHS, _model_headings(), (_model_row(each) for each in reported))
    commitments = book.create_sheet(gettext("Commitments"))
    rows = (_commitment_row(each, tended) for each in reported for tended in each.commitments)
    _fill(commitments, _COMMITMENT_WIDTHS, _commitment_headings(), rows)
    book.save(file)


_MODEL_WIDTHS = (8, 44, 30, 24, 40, 24, 12, 14, 44, 50, 50, 50, 50)
_COMMITMENT_WIDTHS = (44, 50, 24, 14, 40, 12, 16, 60)


def _model_headings() -> list[str]:
    return [
        gettext("Year"),
        gettext("Model"),
        gettext("Registering unit"),
        gettext("Person in charge"),
        gettext("Theme"),
        gettext("Status"),
        gettext("Progress (%)"),
        gettext("Commitments"),
        gettext("Directives"),
        gettext("Mid-year review"),
        gettext("Year-end review"),
        gettext("Result"),
        gettext("Recognition"),
    ]


def _model_row(each: Reported) -> list:
    page = each.page
    reviews = {review.kind: review.text for review in each.reviews}
    return [
        page.year,
        page.title,
        page.unit,
        page.person_in_charge,
        page.theme,
        page.state_label,
        each.progress,
        len(each.commitments),
        "; ".join(directive.title for directive in each.basis),
        reviews.get("mid_year", ""),
        reviews.get("year_end", ""),
        page.result,
        page.recognition,
    ]


def _commitment_headings() -> list[str]:
    return [
        gettext("Model"),
        gettext("Commitment"),
        gettext("Who is responsible"),
        gettext("Deadline"),
        gettext("Measure"),
        gettext("Progress (%)"),
        gettext("As of"),
        gettext("What has been done"),
    ]


def _commitment_row(each: Reported, tended) -> list:
    newest, commitment = tended.newest, tended.commitment
    return [
        each.page.title,
        commitment.content,
        commitment.responsible,
        commitment.deadline,
        commitment.measure,
        tended.percent,
        newest.day if newest else None,
        newest.text if newest else "",
    ]


def _fill(sheet, widths: tuple[int, ...], headings: list[str], rows: Iterable[list]) -> None:
    for number, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, heading, is_heading=True) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet, value, *, is_heading: bool = False) -> WriteOnlyCell:
    if isinstance(value, str):
        cell = text_cell(sheet, value, is_heading=is_heading)
    else:
        cell = WriteOnlyCell(sheet, value=value)
        if hasattr(value, "strftime"):
            cell.number_format = "dd/mm/yyyy"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell
