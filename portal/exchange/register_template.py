"""An empty register to fill in: headings, two example rows that are never entered, lists to choose from."""

from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from documents.models import Circulation, DirectiveType, IssuingBody, Validity
from documents.register import STAFF_COLUMNS, WIDTHS
from portal.exchange.register_mapping import NEEDED

# Begins the abstract of an example in the template; such rows are passed over.
EXAMPLE = "VÍ DỤ"
_EXAMPLES = (
    {
        "symbol": "144-QĐ/TW",
        "doc_type": "Quy định",
        "issuing_body": "Bộ Chính trị",
        "issued_on": "09/5/2024",
        "lead": "về chuẩn mực đạo đức cách mạng của cán bộ, đảng viên giai đoạn mới",
        "files": "144-QD-TW.pdf",
    },
    {
        "symbol": "30/2020/NĐ-CP",
        "doc_type": "Nghị định",
        "issuing_body": "Chính phủ",
        "issued_on": "05/3/2020",
        "effective_on": "05/3/2020",
        "lead": "về công tác văn thư",
        "files": "30-2020-ND-CP.pdf",
    },
)
# Down to this row the lists are offered.
_LAST_ROW = 5000


def template() -> bytes:
    """Return the workbook."""
    book = Workbook()
    sheet, lists = book.active, book.create_sheet(_("Lists"))
    sheet.title = _("Register")
    sheet.append([str(label) for label in STAFF_COLUMNS.values()])
    for column, name in enumerate(STAFF_COLUMNS, start=1):
        cell = sheet.cell(1, column)
        cell.font = Font(bold=True)
        if name in NEEDED:
            cell.fill = PatternFill("solid", fgColor="FFF2CC")
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = WIDTHS.get(name, 18)
        for row in range(2, 200):
            # Texts stay as they are typed: no symbol becomes a date.
            sheet.cell(row, column).number_format = "@"
    for row, example in enumerate(_EXAMPLES, start=2):
        for column, name in enumerate(STAFF_COLUMNS, start=1):
            value = example.get(name, "")
            sheet.cell(row, column).value = f"{EXAMPLE}: {value}" if name == "lead" else value or None
            sheet.cell(row, column).font = Font(italic=True, color="808080")
    sheet.freeze_panes = "B2"
    choices = {
        "doc_type": DirectiveType.objects.order_by("sort_key").values_list("name", flat=True),
        "issuing_body": IssuingBody.objects.order_by("sort_key").values_list("name", flat=True),
        "validity_choice": [str(label) for label in Validity.labels],
        "circulation": [str(Circulation.INTERNAL.label)],
    }
    for column, (name, values) in enumerate(choices.items(), start=1):
        _offer(sheet, lists, column, name, list(dict.fromkeys(values)))
    stored = BytesIO()
    book.save(stored)
    return stored.getvalue()


def _offer(sheet, lists, column: int, name: str, values: list[str]) -> None:
    """Put the values into a column of the second sheet, and let the first one choose from them."""
    letter = get_column_letter(column)
    lists.cell(1, column).value = str(STAFF_COLUMNS[name])
    for row, value in enumerate(values, start=2):
        lists.cell(row, column).value = value
    place = f"'{lists.title}'!${letter}$2:${letter}${len(values) + 1}"
    # Other bodies may be written: a missing one can be added.
    is_open = name == "issuing_body"
    choice = DataValidation("list", formula1=place, allow_blank=True, showErrorMessage=not is_open)
    chosen = get_column_letter(list(STAFF_COLUMNS).index(name) + 1)
    choice.add(f"{chosen}2:{chosen}{_LAST_ROW}")
    sheet.add_data_validation(choice)
