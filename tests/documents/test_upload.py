"""Files on their way into the library: stored whole under their names, met by a clash, or refused without a trace."""

import os
import resource
import subprocess
import unicodedata
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models.signals import post_save
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission

from documents import intake
from documents.models import CheckState, DocumentVersion, PortalDocument
from portal.provision import roles
from tests.documents.old_office_files import compound_file, old_word_file
from tests.documents.other_connections import at_once, stored_files
from tests.documents.pdf_files import SCRIPT, pdf_file, protected_pdf
from tests.documents.signing import sign
from tests.documents.word_files import package_bomb, word_file

pytestmark = pytest.mark.django_db

PDF = pdf_file(["Bao cao cua chi bo"])
TEXT = "Nội dung báo cáo".encode()
DECLARE = "Hãy xác nhận lời cam đoan trước."
DISK = "Không lưu được tệp: ổ đĩa đầy hoặc không truy cập được. Không có gì của tệp được giữ lại."


def post(client: Client, *files: tuple[str, bytes], by_script=False, **fields):
    """Send the form with files under their names exactly as given, which a browser may be made to do."""
    fields = {
        "declaration": "on",
        "collection": Collection.get_first_root_node().pk,
        "language": "vi",
        "on_clash": "ask",
    } | fields
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
        for name, value in fields.items()
        if value is not None
    ]
    parts += [
        f'Content-Disposition: form-data; name="files"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n".encode()
        + content
        for name, content in files
    ]
    body = b"".join(b"--ranh-gioi\r\n" + part + b"\r\n" for part in parts) + b"--ranh-gioi--\r\n"
    return client.post(
        reverse("upload_documents"),
        body,
        content_type="multipart/form-data; boundary=ranh-gioi",
        headers={"accept": "application/json"} if by_script else {},
    )


def outcome(client: Client, name: str, content: bytes, **fields) -> dict:
    """Send one file as the script does; return what it is told."""
    response = post(client, (name, content), by_script=True, **fields)
    assert response.status_code == 200
    return response.json()


def verify() -> None:
    """Raise CommandError where the stored files are not what the rows say."""
    call_command("verify_files", stdout=StringIO(), stderr=StringIO())


def nothing_is_left(settings) -> bool:
    verify()
    return not PortalDocument.objects.exists() and stored_files(settings.MEDIA_ROOT) == []


# --- stored ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by_script", [True, False])
def test_a_file_is_stored_as_the_form_says(editor, people, by_script):
    members = Collection.objects.get(name=roles.MEMBERS_COLLECTION)
    response = post(
        editor,
        ("Báo cáo.pdf", PDF),
        by_script=by_script,
        collection=members.pk,
        title="Báo cáo quý I",
        language="en",
        source="Văn phòng",
    )
    document = PortalDocument.objects.get()
    assert (document.title, document.collection, document.language, document.source) == (
        "Báo cáo quý I",
        members,
        "en",
        "Văn phòng",
    )
    assert (document.original_name, document.uploaded_by_user) == ("Báo cáo.pdf", people["editor"])
    version = document.versions.get()
    assert (version.number, version.made_by, version.file.name) == (1, people["editor"], document.file.name)
    assert version.sha256 == document.sha256
    address = reverse("document_custody", args=[document.pk])
    if by_script:
        answer = response.json()
        assert (answer["kind"], answer["title"], answer["url"]) == ("stored", "Báo cáo quý I", address)
        assert answer["message"].startswith("Đã lưu")
    else:
        page = response.content.decode()
        assert "Đã lưu" in page and address in page
    verify()


def test_without_a_title_the_file_name_is_one(admin_client):
    outcome(admin_client, "Kế hoạch số 5.pdf", PDF)
    assert PortalDocument.objects.get().title == "Kế hoạch số 5"


def test_decomposed_letters_are_composed(admin_client):
    told = outcome(
        admin_client,
        unicodedata.normalize("NFD", "Nghị quyết.pdf"),
        PDF,
        title=unicodedata.normalize("NFD", "Nghị quyết đại hội"),
    )
    assert told["kind"] == "stored"
    document = PortalDocument.objects.get()
    assert (document.title, document.original_name) == ("Nghị quyết đại hội", "Nghị quyết.pdf")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("họp 🎉.pdf", "họp 🎉.pdf"),
        ("../../x.pdf", "x.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("C:\\Users\\an\\Báo cáo.pdf", "Báo cáo.pdf"),
        ("/etc/cron.d/x.pdf", "x.pdf"),
        ("a" * 251 + ".pdf", "a" * 146 + ".pdf"),
        ("ế" * 83 + "aa.pdf", "ế" * 48 + ".pdf"),
        ("báo cáo\u202efdp.pdf", "báo cáofdp.pdf"),
        ("CON.pdf", "tep-CON.pdf"),
    ],
)
def test_no_name_does_harm(admin_client, settings, tmp_path, name, kept):
    before = set(stored_files(tmp_path))
    assert outcome(admin_client, name, PDF)["kind"] == "stored"
    document = PortalDocument.objects.get()
    assert document.original_name == kept
    (path,) = set(stored_files(tmp_path)) - before
    assert path.is_relative_to(Path(settings.MEDIA_ROOT) / "documents")
    assert path.name.isascii() and path.suffix == ".pdf"
    verify()


@pytest.mark.parametrize(
    ("name", "fallback"),
    [
        ("Đề án đổi mới.pdf", "de-an-doi-moi.pdf"),
        ("Nghị quyết số 12-NQ/TW.txt", "12-nqtw.txt"),
        ("🎉.txt", "tep.txt"),
    ],
)
def test_a_download_bears_the_name_and_an_ascii_one(
    admin_client, django_capture_on_commit_callbacks, name, fallback
):
    with django_capture_on_commit_callbacks(execute=True):
        outcome(admin_client, name, PDF if name.endswith("pdf") else TEXT)
    document = PortalDocument.objects.get()
    assert document.check_state == CheckState.CLEARED
    header = Client().get(document.url)["Content-Disposition"]
    kind, plain, full = header.split("; ")
    assert kind == ("inline" if name.endswith("pdf") else "attachment")
    assert full == f"filename*=UTF-8''{quote(document.original_name, safe='')}"
    assert plain.isascii() and plain.startswith('filename="')
    if "/" not in name:
        assert plain == f'filename="{fallback}"'


LARGE = b"".join(b"dong so %d %s\n" % (number, b"a" * 1000) for number in range(2_800))


@pytest.mark.parametrize("kind", ["signed", "large", "word"])
def test_the_bytes_are_those_that_were_sent(admin_client, django_capture_on_commit_callbacks, kind):
    """Small files come in memory, large ones over a passing file; reading a file does not touch it either."""
    name, content = {
        "signed": ("Quyết định.pdf", sign(pdf_file(["Noi dung"]))),
        "large": ("Dữ liệu.txt", LARGE),
        "word": ("Biên bản.docx", word_file()),
    }[kind]
    with django_capture_on_commit_callbacks(execute=True):
        assert outcome(admin_client, name, content)["kind"] == "stored"
    document = PortalDocument.objects.get()
    assert Path(document.file.path).read_bytes() == content
    assert document.file_size == document.versions.get().size == len(content)
    verify()


# --- who may -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by_script", [True, False])
def test_without_the_declaration_nothing_is_stored(admin_client, settings, by_script):
    response = post(admin_client, ("a.pdf", PDF), by_script=by_script, declaration=None)
    if by_script:
        assert response.json() == {"kind": "refused", "message": DECLARE}
    else:
        assert DECLARE in response.content.decode()
    assert nothing_is_left(settings)


@pytest.mark.parametrize("by_script", [True, False])
def test_without_a_file_it_is_told(admin_client, by_script):
    response = post(admin_client, by_script=by_script)
    assert "Chưa chọn tệp nào." in (response.json()["message"] if by_script else response.content.decode())


def test_an_empty_request_is_told_what_lacks(admin_client):
    response = admin_client.post(reverse("upload_documents"), headers={"accept": "application/json"})
    assert DECLARE in response.json()["message"]


@pytest.mark.parametrize("who", ["member", "outsider", None])
def test_readers_have_no_access(client, people, settings, who):
    if who:
        client.force_login(people[who])
    for response in (
        client.get(reverse("upload_documents")),
        post(client, ("a.pdf", PDF)),
        post(client, ("a.pdf", PDF), by_script=True),
    ):
        assert response.status_code in (302, 403)
    assert nothing_is_left(settings)


def test_a_contributor_may_add(client, people):
    client.force_login(people["contributor"])
    assert outcome(client, "a.pdf", PDF)["kind"] == "stored"


def test_only_the_allowed_put_a_file_into_a_public_collection(client, people, settings):
    """Somebody who may add to the members' collection alone is offered no other, and gets none by force."""
    public, members = (
        Collection.get_first_root_node(),
        Collection.objects.get(name=roles.MEMBERS_COLLECTION),
    )
    group = people["contributor"].groups.get()
    GroupCollectionPermission.objects.filter(
        group=group, permission__codename="add_document", collection=public
    ).update(collection=members)
    client.force_login(people["contributor"])
    form = client.get(reverse("upload_documents")).context["form"]
    assert list(form.fields["collection"].queryset) == [members]
    told = outcome(client, "a.pdf", PDF, collection=public.pk)
    assert told["kind"] == "refused" and "không" in told["message"]
    assert nothing_is_left(settings)
    assert outcome(client, "a.pdf", PDF, collection=members.pk)["kind"] == "stored"


def test_without_any_collection_there_is_no_form(client, people, settings):
    GroupCollectionPermission.objects.filter(permission__codename="add_document").delete()
    client.force_login(people["contributor"])
    assert client.get(reverse("upload_documents")).status_code in (302, 403)
    assert post(client, ("a.pdf", PDF)).status_code in (302, 403)
    assert nothing_is_left(settings)


# --- clashes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [("khac.txt", TEXT, "cùng nội dung"), ("Báo cáo.txt", b"noi dung khac", "cùng tên tệp")],
)
def test_a_clash_is_asked_about(editor, stored_document, settings, name, content, why):
    there = stored_document("Đã có", name="Báo cáo.txt", content=TEXT)
    address = reverse("document_custody", args=[there.pk])
    told = outcome(editor, name, content)
    assert told["kind"] == "clash"
    assert told["message"].startswith("Tệp này đã có")
    assert told["clashes"] == [{"title": "Đã có", "url": address, "why": why}]
    page = post(editor, (name, content)).content.decode()
    assert address in page and why.capitalize() in page
    assert PortalDocument.objects.count() == len(stored_files(settings.MEDIA_ROOT)) == 1


def test_the_same_name_elsewhere_is_no_clash(editor, stored_document):
    stored_document(name="Báo cáo.txt", content=TEXT)
    members = Collection.objects.get(name=roles.MEMBERS_COLLECTION)
    assert outcome(editor, "Báo cáo.txt", b"noi dung khac", collection=members.pk)["kind"] == "stored"


@pytest.mark.parametrize(("name", "content"), [("khac.txt", TEXT), ("Báo cáo.txt", b"noi dung khac")])
def test_both_may_be_kept_or_the_new_one_skipped(editor, stored_document, name, content):
    there = stored_document("Đã có", name="Báo cáo.txt", content=TEXT)
    told = outcome(editor, name, content, on_clash="skip")
    assert (told["kind"], told["title"]) == ("skipped", "Đã có")
    assert list(PortalDocument.objects.all()) == [there]
    assert outcome(editor, name, content, on_clash="keep")["kind"] == "stored"
    assert PortalDocument.objects.count() == 2
    verify()


def test_the_one_that_is_there_may_get_a_new_version(editor, people, stored_document):
    there = stored_document("Đã có", name="Báo cáo.txt", content=TEXT)
    address = there.url
    told = outcome(editor, "Báo cáo.txt", b"noi dung khac", on_clash="replace", title="Tên mới")
    assert (told["kind"], told["title"]) == ("replaced", "Đã có")
    there = PortalDocument.objects.get()
    assert there.url == address
    newest, oldest = there.versions.all()
    assert (newest.number, newest.made_by, newest.reason) == (2, people["editor"], "Thay khi tải lên")
    assert Path(newest.file.path).read_bytes() == b"noi dung khac"
    assert Path(oldest.file.path).read_bytes() == TEXT
    verify()


def test_the_same_content_is_no_new_version(editor, stored_document, settings):
    stored_document(name="Báo cáo.txt", content=TEXT)
    told = outcome(editor, "khac.txt", TEXT, on_clash="replace")
    assert (told["kind"], told["message"]) == ("refused", "Tệp này chính là tệp tài liệu đang có.")
    assert DocumentVersion.objects.count() == len(stored_files(settings.MEDIA_ROOT)) == 1


def test_a_contributor_replaces_nobody_elses_file(client, people, stored_document, settings):
    stored_document(name="Báo cáo.txt", content=TEXT, uploaded_by_user=people["editor"])
    client.force_login(people["contributor"])
    told = outcome(client, "Báo cáo.txt", b"noi dung khac", on_clash="replace")
    assert (told["kind"], told["message"]) == ("refused", "Bạn không được sửa tài liệu này.")
    assert DocumentVersion.objects.count() == len(stored_files(settings.MEDIA_ROOT)) == 1


@pytest.mark.parametrize("unknown", ["withheld", "another collection"])
def test_a_clash_with_what_one_may_not_know_of_is_not_told(client, people, stored_document, unknown):
    members = Collection.objects.get(name=roles.MEMBERS_COLLECTION)
    group = people["contributor"].groups.get()
    GroupCollectionPermission.objects.filter(group=group).exclude(
        permission__codename__contains="image"
    ).update(collection=members)
    if unknown == "withheld":
        stored_document(
            "Giữ", name="a.txt", content=TEXT, collection=members, check_state=CheckState.WITHHELD
        )
    else:
        stored_document("Giữ", name="a.txt", content=TEXT)
    client.force_login(people["contributor"])
    told = outcome(client, "a.txt", TEXT, collection=members.pk)
    assert (told["kind"], told["clashes"]) == ("stored", [])


# --- several -----------------------------------------------------------------------------------------------


def test_of_several_files_the_good_ones_are_kept(editor, stored_document):
    stored_document("Đã có", name="trung.txt", content=TEXT)
    page = post(
        editor,
        ("mot.pdf", PDF),
        ("hong.pdf", PDF[:-200]),
        ("trung.txt", b"noi dung khac"),
        ("hai.txt", b"noi dung hai"),
        ("rong.txt", b""),
    )
    told = [(each["name"], each["kind"]) for each in page.context["outcomes"]]
    assert told == [
        ("mot.pdf", "stored"),
        ("hong.pdf", "refused"),
        ("trung.txt", "clash"),
        ("hai.txt", "stored"),
        ("rong.txt", "refused"),
    ]
    text = page.content.decode()
    assert "Tệp bị hỏng hoặc không đầy đủ." in text and "Tệp rỗng." in text
    assert sorted(PortalDocument.objects.values_list("title", flat=True)) == ["hai", "mot", "Đã có"]
    verify()


def test_the_same_file_twice_in_one_go_meets_itself(admin_client):
    page = post(admin_client, ("mot.pdf", PDF), ("hai.pdf", PDF))
    assert [each["kind"] for each in page.context["outcomes"]] == ["stored", "clash"]


# --- bad files ---------------------------------------------------------------------------------------------

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><html><body><script>alert(1)</script></body></html>"
EMPTY, BROKEN, LOCKED = "Tệp rỗng.", "Tệp bị hỏng hoặc không đầy đủ.", "mật khẩu"
OTHER, UNKNOWN = "nhưng nội dung là", "Không hỗ trợ loại tệp này."
MACROS, ACTIVE, DOUBLE = "Tệp có macro", "nội dung tự chạy", "vừa là loại này vừa là loại khác"
# Made when they are wanted: some are large.
BAD_FILES = {
    "nothing": ("rong.pdf", lambda: b"", EMPTY),
    "blanks alone": ("trang.txt", lambda: b" \n\t ", EMPTY),
    "half a PDF": ("nua.pdf", lambda: PDF[: len(PDF) // 2], BROKEN),
    "half a DOCX": ("nua.docx", lambda: word_file()[:-100], BROKEN),
    "half a DOC": ("nua.doc", lambda: old_word_file("a")[:3000], BROKEN),
    "a PDF with a password": ("khoa.pdf", lambda: protected_pdf(b"bi mat"), LOCKED),
    "Office with a password": (
        "khoa.docx",
        lambda: compound_file({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}),
        LOCKED,
    ),
    "5,000 pages": ("day.pdf", lambda: pdf_file(["a"] * 5000), "5000 trang"),
    "a gigabyte when unpacked": ("bom.docx", lambda: package_bomb(1024), "giải nén ra lớn hơn rất nhiều"),
    "a PDF that is a picture too": ("anh.pdf", lambda: pdf_file(["a"], head=b"GIF89a; \n"), DOUBLE),
    "a PDF that is a package too": ("goi.pdf", lambda: pdf_file(["a"], tail=word_file()), DOUBLE),
    "a PDF that is a page too": ("trang.pdf", lambda: PDF[:9] + b"<html><script>" + PDF[9:], DOUBLE),
    "a PDF called DOCX": ("bao-cao.docx", lambda: PDF, OTHER),
    "a DOCX called PDF": ("bao-cao.pdf", word_file, OTHER),
    "HTML called TXT": ("trang.txt", lambda: PAGE, OTHER),
    "macros in a DOCX": ("macro.docx", lambda: word_file(**{"word/vbaProject.bin": b"x"}), MACROS),
    "macros in a DOC": ("macro.doc", lambda: old_word_file("a", _VBA_PROJECT=b"x"), MACROS),
    "a script in a PDF": ("ma.pdf", lambda: pdf_file(["a"], catalog=f"/OpenAction {SCRIPT}"), ACTIVE),
    "a launch in a PDF": (
        "chay.pdf",
        lambda: pdf_file(["a"], page="/AA << /O << /S /Launch /F (cmd.exe) >> >>"),
        ACTIVE,
    ),
    "a script in HTML": ("trang.html", lambda: PAGE, ACTIVE),
    "SVG": ("hinh.svg", lambda: SVG, OTHER),
    "SVG called PDF": ("hinh.pdf", lambda: SVG, OTHER),
    "a program": ("cai-dat.exe", lambda: b"MZ" + bytes(500), UNKNOWN),
    "a program called PDF": ("cai-dat.pdf", lambda: b"MZ\x90\x00\x03" + bytes(500), UNKNOWN),
    "a picture": ("anh.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), UNKNOWN),
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_bad_file_is_refused_without_a_trace(admin_client, settings, what):
    name, made, message = BAD_FILES[what]
    told = outcome(admin_client, name, made())
    assert (told["kind"], told["name"]) == ("refused", name)
    assert message in told["message"]
    assert nothing_is_left(settings)


def test_a_file_above_the_limit_is_refused(admin_client, settings):
    settings.DOCUMENT_BYTES = 1024 * 1024
    assert "tối đa 1 MB" in outcome(admin_client, "to.txt", LARGE)["message"]
    assert nothing_is_left(settings)


# --- Wagtail's own roads -----------------------------------------------------------------------------------


def choose_new(client: Client, name: str, content: bytes, **fields) -> dict:
    fields = {
        "declaration": "on",
        "title": "Tệp mới",
        "file": SimpleUploadedFile(name, content),
        "collection": Collection.get_first_root_node().pk,
        "language": "vi",
    } | fields
    prefixed = {f"document-chooser-upload-{key}": value for key, value in fields.items() if value is not None}
    response = client.post(reverse("wagtaildocs_chooser:create"), prefixed)
    assert response.status_code == 200
    return response.json()


def test_the_chooser_stores_a_good_file_as_the_form_does(editor, people):
    assert "MẬT, TỐI MẬT" in editor.get(reverse("wagtaildocs_chooser:choose")).json()["html"]
    told = choose_new(editor, "Báo cáo.pdf", PDF)
    document = PortalDocument.objects.get()
    assert (told["step"], told["result"]["id"]) == ("chosen", str(document.pk))
    assert (document.title, document.original_name) == ("Tệp mới", "Báo cáo.pdf")
    assert document.check_state == CheckState.PENDING
    version = document.versions.get()
    assert (version.made_by, version.size) == (people["editor"], len(PDF))
    assert Path(document.file.path).read_bytes() == PDF
    verify()


def test_the_chooser_asks_for_the_declaration(admin_client, settings):
    told = choose_new(admin_client, "a.pdf", PDF, declaration=None)
    assert told["step"] == "reshow_creation_form"
    assert DECLARE in told["htmlFragment"]
    assert nothing_is_left(settings)


@pytest.mark.parametrize("what", ["nothing", "half a PDF", "macros in a DOCX", "SVG", "a program called PDF"])
def test_the_chooser_refuses_bad_files(admin_client, settings, what):
    name, made, message = BAD_FILES[what]
    told = choose_new(admin_client, name, made())
    assert told["step"] == "reshow_creation_form"
    # Of an empty file Django speaks before us.
    assert message in told["htmlFragment"] or what == "nothing" and "rỗng" in told["htmlFragment"]
    assert nothing_is_left(settings)


def test_the_chooser_refuses_an_exact_copy(editor, stored_document):
    stored_document("Đã có", content=TEXT)
    told = choose_new(editor, "khac.txt", TEXT)
    assert told["step"] == "reshow_creation_form"
    assert "Tệp này đã có trong kho với tên “Đã có”" in told["htmlFragment"]
    assert PortalDocument.objects.count() == 1
    verify()


@pytest.mark.parametrize("name", ["wagtaildocs:add", "wagtaildocs:add_multiple"])
def test_wagtails_ways_of_adding_lead_to_ours(admin_client, settings, name):
    answers = [
        admin_client.get(reverse(name), {"collection_id": 1}),
        admin_client.post(
            f"{reverse(name)}?collection_id=1",
            {"title": "Tệp", "collection": 1, "file": SimpleUploadedFile("a.pdf", PDF)},
        ),
    ]
    for answer in answers:
        assert (answer.status_code, answer["Location"]) == (
            302,
            f"{reverse('upload_documents')}?collection_id=1",
        )
    assert nothing_is_left(settings)


def test_wagtails_edit_form_leaves_the_file_alone(editor, stored_document):
    document = stored_document("Tên cũ", name="a.txt", content=TEXT)
    address = reverse("wagtaildocs:edit", args=[document.pk])
    assert "file" not in editor.get(address).context["form"].fields
    assert "declaration" not in editor.get(address).context["form"].fields
    editor.post(
        address,
        {
            "title": "Tên mới",
            "collection": document.collection_id,
            "language": "en",
            "file": SimpleUploadedFile("b.txt", b"khac"),
        },
    )
    document = PortalDocument.objects.get()
    assert (document.title, document.language, document.original_name) == ("Tên mới", "en", "a.txt")
    assert Path(document.file.path).read_bytes() == TEXT
    assert document.versions.count() == 1
    verify()


def test_an_edit_does_not_undo_what_the_worker_wrote_meanwhile(editor, stored_document, monkeypatch):
    document = stored_document(content=TEXT)
    written = {
        "check_state": CheckState.WITHHELD,
        "mark_found": "TỐI MẬT",
        "reading_state": "done",
        "page_count": 7,
        "pages_read": 7,
        "sha256": "f" * 64,
    }
    clean = intake.PortalDocument.clean

    def clean_while_the_worker_writes(self):
        PortalDocument.objects.filter(pk=self.pk).update(**written)
        clean(self)

    monkeypatch.setattr(PortalDocument, "clean", clean_while_the_worker_writes)
    editor.post(
        reverse("wagtaildocs:edit", args=[document.pk]),
        {"title": "Tên mới", "collection": document.collection_id, "language": "vi"},
    )
    assert PortalDocument.objects.values("title", *written).get() == {"title": "Tên mới", **written}
    assert set(written) <= PortalDocument.CUSTODY_FIELDS


# --- at the same instant -----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_uploads_of_one_file_at_the_same_instant_one_is_stored(
    people,
    shared_database,
    settings,
):
    clients = [Client(), Client()]
    for name, each in zip(("editor", "contributor"), clients, strict=True):
        each.force_login(people[name])
    root = Collection.get_first_root_node().pk
    shared_database()
    for number in range(6):
        content = f"Nội dung {number}".encode()
        told = at_once(
            lambda number=number, content=content: outcome(
                clients[0], f"mot{number}.txt", content, collection=root
            ),
            lambda number=number, content=content: outcome(
                clients[1], f"hai{number}.txt", content, collection=root
            ),
        )
        assert sorted(each["kind"] for each in told) == ["clash", "cleared"]
        assert len(stored_files(settings.MEDIA_ROOT)) == number + 1
    assert at_once(PortalDocument.objects.count) == [6]
    at_once(verify)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_the_first_page_was_found_to_be_is_told_at_once(people, client):
    """Once the file is stored for good, its typed first page is checked before the answer."""
    client.force_login(people["editor"])
    told = [
        outcome(client, "a.txt", TEXT),
        outcome(client, "b.txt", "LƯU HÀNH NỘI BỘ\n\nHƯỚNG DẪN\nsinh hoạt".encode()),
        outcome(client, "c.txt", "TỐI MẬT\n\nBÁO CÁO\nvề tình hình".encode()),
        outcome(client, "d.pdf", pdf_file([""])),
        outcome(client, "a.txt", b"noi dung khac", on_clash="replace"),
        outcome(client, "a.txt", "TUYỆT MẬT\n\nBÁO CÁO\nvề việc khác".encode(), on_clash="replace"),
    ]
    assert [each["kind"] for each in told] == [
        "cleared",
        "internal",
        "withheld",
        "stored",
        "replaced",
        "withheld",
    ]
    verify()


# --- a disk that is full or away ---------------------------------------------------------------------------


@contextmanager
def mounted(folder: Path):
    """Give a folder a disk of 96 kB; its end is real."""
    folder.mkdir(parents=True)
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", folder], capture_output=True
    ).returncode:
        # An unprivileged run cannot make a disk that ends; the tests with RLIMIT_FSIZE still run there.
        pytest.skip("only root may mount a disk; the limit of a file's size stands for it")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def limited(folder: Path):
    """Let the system refuse to write a file beyond 64 kB, as it does where a disk ends."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.fixture(params=[mounted, limited])
def small_disk(request, settings):
    with request.param(Path(settings.MEDIA_ROOT)):
        yield


# Longer than the disk, short enough to be held in memory on its way.
TOO_LONG = LARGE[: 400 * 1024]


@pytest.mark.parametrize("road", ["form", "chooser", "replacement"])
@pytest.mark.usefixtures("small_disk")
def test_a_full_disk_leaves_nothing_and_the_next_file_is_taken(admin_client, stored_document, settings, road):
    there = stored_document("Đã có", name="a.txt", content=TEXT) if road == "replacement" else None
    before = stored_files(settings.MEDIA_ROOT)
    if road == "chooser":
        told = choose_new(admin_client, "to.txt", TOO_LONG)["htmlFragment"]
    elif road == "form":
        told = outcome(admin_client, "to.txt", TOO_LONG)["message"]
    else:
        told = outcome(admin_client, "a.txt", TOO_LONG, on_clash="replace")["message"]
    assert DISK in told
    assert stored_files(settings.MEDIA_ROOT) == before
    assert PortalDocument.objects.count() == DocumentVersion.objects.count() == len(before)
    if there:
        there.refresh_from_db()
        assert (there.check_state, Path(there.file.path).read_bytes()) == (CheckState.CLEARED, TEXT)
    verify()
    for number in range(3):
        assert outcome(admin_client, f"{number}.txt", b"%d " % number * 5000)["kind"] == "stored"
    verify()


def test_a_large_file_on_its_way_over_a_passing_one_leaves_nothing_either(admin_client, settings):
    with mounted(Path(settings.MEDIA_ROOT)):
        assert outcome(admin_client, "to.txt", LARGE)["message"] == DISK
        assert nothing_is_left(settings)


@pytest.mark.parametrize("road", ["form", "chooser"])
def test_a_store_that_is_away_is_told_and_the_next_file_is_taken(admin_client, settings, tmp_path, road):
    """The folder is a link to a share that is not mounted."""
    share = tmp_path / "share"
    Path(settings.MEDIA_ROOT).symlink_to(share)
    told = (
        choose_new(admin_client, "a.pdf", PDF)["htmlFragment"]
        if road == "chooser"
        else outcome(admin_client, "a.pdf", PDF)["message"]
    )
    assert DISK in told
    assert not PortalDocument.objects.exists() and not DocumentVersion.objects.exists()
    share.mkdir()
    assert outcome(admin_client, "a.pdf", PDF)["kind"] == "stored"
    verify()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_database_that_cannot_be_written_is_told_and_leaves_nothing(people, shared_database, settings):
    """Another connection holds what an upload needs for longer than this one waits."""
    editor = Client()
    editor.force_login(people["editor"])
    root = Collection.get_first_root_node().pk
    shared_database()

    def impatient():
        connection.ensure_connection()
        is_sqlite = connection.vendor == "sqlite"
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 100" if is_sqlite else "SET lock_timeout = '100ms'")
        return outcome(editor, "a.pdf", PDF, collection=root)

    def while_another_writes():
        with transaction.atomic():
            intake._one_at_a_time()
            PortalDocument.objects.update(description="")
            return at_once(impatient)[0]

    (told,) = at_once(while_another_writes)
    assert (told["kind"], told["message"]) == ("refused", DISK)
    assert stored_files(settings.MEDIA_ROOT) == []
    assert at_once(lambda: outcome(editor, "a.pdf", PDF, collection=root))[0]["kind"] == "cleared"
    at_once(verify)


# --- an error on the way -----------------------------------------------------------------------------------


@contextmanager
def failing_after_the_version():
    def fail(**_kwargs):
        raise RuntimeError("between the file and the end")

    post_save.connect(fail, sender=DocumentVersion)
    try:
        yield
    finally:
        post_save.disconnect(fail, sender=DocumentVersion)


@pytest.mark.parametrize("name", ["a.pdf", "large"])
def test_an_error_after_the_storing_leaves_neither_row_nor_file(admin_client, settings, name):
    with failing_after_the_version(), pytest.raises(RuntimeError):
        outcome(admin_client, "a.txt", LARGE) if name == "large" else outcome(admin_client, name, PDF)
    assert nothing_is_left(settings)


def test_an_error_in_a_replacement_leaves_the_old_file(editor, stored_document, settings):
    there = stored_document(name="a.txt", content=TEXT)
    with failing_after_the_version(), pytest.raises(RuntimeError):
        outcome(editor, "a.txt", b"noi dung khac", on_clash="replace")
    assert stored_files(settings.MEDIA_ROOT) == [Path(there.file.path)]
    there.refresh_from_db()
    assert (there.check_state, there.versions.count()) == (CheckState.CLEARED, 1)
    verify()


def test_an_error_at_the_very_end_leaves_neither_row_nor_file(people, settings, monkeypatch):
    """What happens after the document is saved belongs to the same whole."""

    def fail(*_arguments):
        raise ValueError("at the very end")

    monkeypatch.setattr(intake, "Arrival", fail)
    with pytest.raises(ValueError, match="at the very end"):
        intake.take_in(
            SimpleUploadedFile("a.pdf", PDF),
            collection=Collection.get_first_root_node(),
            user=people["editor"],
        )
    assert nothing_is_left(settings)
    assert os.listdir(settings.MEDIA_ROOT) in ([], ["documents"])
