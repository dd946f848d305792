"""The journey in the admin, and who may make it."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.models import DirectivePage
from portal.exchange import register_carrying, register_intake, register_writing
from portal.exchange.models import DirectiveImport
from portal.provision import roles
from tests.documents.pdf_files import pdf_file
from tests.exchange.directives.registers import GOOD, HEADINGS, many, workbook

BAD = ["144 QĐ TW", *GOOD[1:]]


@pytest.fixture
def publisher(client, provisioned, make_user):
    account = make_user("duyet-dang", roles.PUBLISHERS)
    client.force_login(account)
    return account


@pytest.fixture
def work(monkeypatch):
    """Return a function that does what was left to the worker."""
    waiting = []
    monkeypatch.setattr(register_carrying, "enqueue", lambda record: waiting.append(record.pk))

    def work_off():
        while waiting:
            register_carrying.carry_on(waiting.pop(0))

    return work_off


def upload(client, library, rows, tmp_path, **fields):
    content = workbook(tmp_path / "so.xlsx", rows).read_bytes()
    fields = {"declaration": "on", "library": library.pk, "reason": "Nhập sổ năm 2024"} | fields
    fields["register"] = SimpleUploadedFile("so.xlsx", content)
    return client.post(reverse("import_directives"), {name: value for name, value in fields.items() if value})


def test_from_the_upload_to_the_report(client, publisher, library, work, tmp_path):
    answer = upload(client, library, [HEADINGS, GOOD, BAD], tmp_path)
    record = DirectiveImport.objects.get()
    page = reverse("directive_import", args=[record.pk])
    assert answer.url == page and record.state == "checking" and not DirectivePage.objects.exists()
    assert "admin-import.js" in client.get(page).content.decode()
    assert client.get(page + "tien-do/").json()["is_running"] is True
    work()
    shown = client.get(page).content.decode()
    assert "144-QĐ/TW" in shown and "admin-import.js" not in shown and not DirectivePage.objects.exists()
    report = client.get(page + "bao-cao/")
    assert openpyxl.load_workbook(BytesIO(report.content)).active.max_row == 3
    # Rows with errors are left out only by those who say so.
    client.post(page + "ghi/")
    work()
    assert not DirectivePage.objects.exists()
    client.post(page + "ghi/", {"skips_bad_rows": "on"})
    client.post(page + "ghi/", {"skips_bad_rows": "on"})
    work()
    directive = DirectivePage.objects.get()
    assert directive.owner == publisher and directive.latest_revision.user == publisher
    record.refresh_from_db()
    assert record.state == "done" and record.counts["new"] == 1
    assert client.get(page).status_code == 200
    assert "Nhập sổ năm 2024" in client.get(f"/admin/pages/{directive.pk}/history/").content.decode()


def test_files_come_in_an_archive(client, publisher, library, work, tmp_path):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("van-ban/144-QD-TW.pdf", pdf_file(["Quy dinh"]))
    given = SimpleUploadedFile("tep.zip", packed.getvalue())
    upload(client, library, [HEADINGS, GOOD], tmp_path, archive=given)
    work()
    record = DirectiveImport.objects.get()
    client.post(reverse("confirm_directive_import", args=[record.pk]))
    work()
    record.refresh_from_db()
    assert record.state == "done" and not record.archive
    assert DirectivePage.objects.get().files.get().document.original_name == "144-QD-TW.pdf"


def test_columns_that_nobody_guesses_can_be_told(client, publisher, library, work, tmp_path):
    headings = [*HEADINGS[:3], "Ngày nọ", HEADINGS[4]]
    upload(client, library, [headings, GOOD], tmp_path)
    record = DirectiveImport.objects.get()
    assert record.state == "mapping"
    page = reverse("directive_import", args=[record.pk])
    assert "Ngày nọ" in client.get(page).content.decode()
    fields = ["symbol", "doc_type", "issuing_body", "issued_on", "lead"]
    chosen = {f"column_{number}": name for number, name in enumerate(fields)}
    assert client.post(page + "cot/", chosen | {"column_4": "symbol"}).status_code == 422
    client.post(page + "cot/", chosen)
    work()
    record.refresh_from_db()
    assert (record.state, record.counts["new"]) == ("checked", 1)


@pytest.mark.parametrize("missing", ["declaration", "reason", "register"])
def test_the_form_wants_declaration_reason_and_register(client, publisher, library, tmp_path, missing):
    assert upload(client, library, [HEADINGS, GOOD], tmp_path, **{missing: ""}).status_code in (302, 422)
    assert DirectiveImport.objects.count() == (1 if missing == "register" else 0)


def test_a_register_without_rows_is_told_beside_its_field(client, publisher, library, tmp_path):
    answer = upload(client, library, [["Họ tên"], ["An"]], tmp_path)
    assert answer.status_code == 422 and not DirectiveImport.objects.exists()


def test_an_import_that_stopped_goes_on(client, publisher, library, work, tmp_path, monkeypatch):
    monkeypatch.setattr(register_intake, "BATCH", 2)
    upload(client, library, [HEADINGS, *many(5)], tmp_path)
    work()
    record = DirectiveImport.objects.get()
    page = reverse("directive_import", args=[record.pk])
    write, calls = register_writing.write, []

    def failing(*arguments, **options):
        calls.append(1)
        if len(calls) == 2:
            raise OSError("full")
        return write(*arguments, **options)

    monkeypatch.setattr(register_writing, "write", failing)
    client.post(page + "ghi/")
    work()
    record.refresh_from_db()
    assert (record.state, record.position) == ("failed", 2) and DirectivePage.objects.count() == 2
    assert "OSError" in client.get(page).content.decode()
    client.post(page + "tiep-tuc/")
    work()
    record.refresh_from_db()
    assert (record.state, record.position) == ("done", 5) and DirectivePage.objects.count() == 5


ROLES = [
    (roles.ADMINISTRATORS, True),
    (roles.PUBLISHERS, True),
    (roles.EDITORS, False),
    (roles.CONTRIBUTORS, False),
    (roles.MEMBERS, False),
]


@pytest.mark.parametrize(("role", "is_allowed"), ROLES)
def test_who_may_import(client, provisioned, make_user, library, tmp_path, role, is_allowed):
    publisher = make_user("nguoi-khac", roles.PUBLISHERS)
    client.force_login(publisher)
    upload(client, library, [HEADINGS, GOOD], tmp_path)
    record = DirectiveImport.objects.get()
    client.force_login(make_user("nguoi-thu", role))
    one = reverse("directive_import", args=[record.pk])
    for address in (reverse("import_directives"), reverse("register_template"), one, one + "tien-do/"):
        answer = client.get(address)
        assert (answer.status_code == 200) is is_allowed, address
    for action in ("cot/", "ghi/", "tiep-tuc/"):
        assert (client.post(one + action).status_code in (302, 422)) in (
            (is_allowed,) if is_allowed else (True, False)
        )
    assert not DirectivePage.objects.exists()
    explorer = client.get(f"/admin/pages/{library.pk}/").content.decode()
    assert (f"/admin/nhap-van-ban/?library={library.pk}" in explorer) is is_allowed


def test_who_lost_the_right_meanwhile_writes_nothing(client, publisher, library, work, tmp_path):
    upload(client, library, [HEADINGS, GOOD], tmp_path)
    work()
    record = DirectiveImport.objects.get()
    client.post(reverse("confirm_directive_import", args=[record.pk]))
    publisher.groups.clear()
    work()
    record.refresh_from_db()
    assert record.state == "failed" and record.problem and not DirectivePage.objects.exists()


def test_the_template_is_read_back_without_its_examples(client, publisher, library, run, tmp_path):
    answer = client.get(reverse("register_template"))
    path = tmp_path / "mau.xlsx"
    path.write_bytes(answer.content)
    book = openpyxl.load_workbook(path)
    assert len(book.active.data_validations.dataValidation) == 4
    for column, value in zip(
        "ABCEF", ["144-QĐ/TW", "Quy định", "Bộ Chính trị", "09/5/2024", "Về chuẩn mực"], strict=True
    ):
        book.active[f"{column}4"] = value
    book.save(path)
    run("import_directives", path)
    assert [page.lead for page in DirectivePage.objects.all()] == ["Về chuẩn mực"]


def test_kept_files_have_no_address(client, publisher, library, tmp_path):
    upload(client, library, [HEADINGS, GOOD], tmp_path)
    record = DirectiveImport.objects.get()
    assert client.get(f"/media/{record.register.name}").status_code == 404
