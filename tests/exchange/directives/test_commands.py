from datetime import date

import openpyxl
import pytest
from django.core.management import CommandError
from django.db import connection
from wagtail.models import PageLogEntry

from documents.models import CheckState, DirectiveFile, DirectivePage, PortalDocument, Validity
from portal.exchange.models import DirectiveImport, DirectiveImportRow
from tests.documents.pdf_files import pdf_file
from tests.exchange.directives.registers import GOOD, HEADINGS, many, workbook

BAD = ["144 QĐ TW", *GOOD[1:]]


def counts():
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            if table.startswith(("search_text", "search_title")) or "fts" in table or "cache" in table:
                continue
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def test_a_dry_run_leaves_nothing(library, run, tmp_path, stored_files):
    path = workbook(tmp_path / "so.xlsx", [HEADINGS, GOOD, BAD])
    files = tmp_path / "tep"
    files.mkdir()
    (files / "144-QD-TW.pdf").write_bytes(pdf_file(["Quy dinh"]))
    before = counts()
    with pytest.raises(CommandError) as error:
        run(
            "import_directives",
            path,
            "--dry-run",
            "--files",
            files,
            "--add-bodies",
            "--report",
            tmp_path / "bc.xlsx",
        )
    assert error.value.returncode == 1
    assert counts() == before and stored_files() == []
    sheet = openpyxl.load_workbook(tmp_path / "bc.xlsx").active
    assert [cells[0] for cells in sheet.iter_rows(min_row=2, values_only=True)] == [2, 3]
    assert "144-QĐ/TW" in sheet["C3"].value and sheet["D3"].value == "144 QĐ TW"


def test_nothing_is_written_while_a_row_has_errors(library, run, tmp_path):
    path = workbook(tmp_path / "so.xlsx", [HEADINGS, GOOD, BAD])
    with pytest.raises(CommandError) as error:
        run("import_directives", path)
    assert error.value.returncode == 1 and not DirectivePage.objects.exists()
    run("import_directives", path, "--skip-bad-rows", "--report", tmp_path / "bc.xlsx")
    directive = DirectivePage.objects.get()
    assert (directive.symbol, directive.issued_on, directive.validity) == (
        "144-QĐ/TW",
        date(2024, 5, 9),
        Validity.UNDETERMINED,
    )
    assert [row.state for row in DirectiveImportRow.objects.all()] == ["new", "error"]
    assert DirectiveImport.objects.get().counts == {"new": 1, "error": 1, "warned": 0}


def test_the_same_register_again_enters_nothing(library, run, tmp_path):
    path = workbook(tmp_path / "so.xlsx", [HEADINGS, *many(5)])
    run("import_directives", path)
    run("import_directives", path)
    assert DirectivePage.objects.count() == 5
    assert DirectiveImport.objects.first().counts == {"there": 5, "warned": 0}


def test_an_unreadable_register_ends_with_two(library, run, tmp_path):
    path = workbook(tmp_path / "so.xlsx", [HEADINGS[1:], GOOD[1:]])
    for options in ((), ("--dry-run",)):
        with pytest.raises(CommandError) as error:
            run("import_directives", path, *options)
        assert error.value.returncode == 2


def test_files_come_by_name_and_by_symbol(library, run, tmp_path, make_user):
    files = tmp_path / "tep"
    (files / "2024").mkdir(parents=True)
    (files / "2024" / "144-QD-TW.pdf").write_bytes(pdf_file(["Quy dinh"]))
    (files / "phụ lục.pdf").write_bytes(pdf_file(["Phu luc"]))
    (files / "sai.exe").write_bytes(b"MZ\x00\x01")
    rows = [
        [*HEADINGS, "Tệp đính kèm"],
        [*GOOD, ""],
        ["145-QĐ/TW", *GOOD[1:], "Phụ lục.pdf; thiếu.pdf; sai.exe"],
        ["", "Nghị định", "Chính phủ", "05/3/2020", "Về văn thư", "30-2020-ND-CP.pdf"],
    ]
    make_user("an")
    run("import_directives", workbook(tmp_path / "so.xlsx", rows), "--files", files, "--owner", "an")
    attached = {
        symbol: list(
            DirectiveFile.objects.filter(page__symbol=symbol).values_list(
                "document__original_name", flat=True
            )
        )
        for symbol in DirectivePage.objects.values_list("symbol", flat=True)
    }
    assert attached == {"144-QĐ/TW": ["144-QD-TW.pdf"], "145-QĐ/TW": ["phụ lục.pdf"], "30/2020/NĐ-CP": []}
    assert {document.uploaded_by_user.username for document in PortalDocument.objects.all()} == {"an"}
    assert {page.owner.username for page in DirectivePage.objects.all()} == {"an"}
    assert sorted(path.name for path in files.rglob("*.*")) == ["144-QD-TW.pdf", "phụ lục.pdf", "sai.exe"]
    messages = DirectiveImportRow.objects.get(number=3).messages
    assert len(messages) == 2 and {kind for kind, _text in messages} == {"warning"}
    assert PageLogEntry.objects.filter(action="portal.import_directive").count() == 3


def test_a_file_that_is_there_is_taken_again(library, run, tmp_path):
    files = tmp_path / "tep"
    files.mkdir()
    (files / "144-QD-TW.pdf").write_bytes(pdf_file(["Quy dinh"]))
    (files / "145-QD-TW.pdf").write_bytes(pdf_file(["Quy dinh"]))
    rows = [HEADINGS, GOOD, ["145-QĐ/TW", *GOOD[1:]]]
    run("import_directives", workbook(tmp_path / "so.xlsx", rows), "--files", files)
    assert PortalDocument.objects.count() == 1 and DirectiveFile.objects.count() == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_withheld_file_is_not_attached(library, run, tmp_path):
    files = tmp_path / "tep"
    files.mkdir()
    (files / "144-QD-TW.txt").write_text("TUYỆT MẬT\n\nQUY ĐỊNH\nvề chuẩn mực đạo đức")
    run("import_directives", workbook(tmp_path / "so.xlsx", [HEADINGS, GOOD]), "--files", files)
    assert DirectivePage.objects.count() == 1
    assert PortalDocument.objects.get().check_state == CheckState.WITHHELD
    assert not DirectiveFile.objects.exists()
    assert DirectiveImportRow.objects.get().messages
