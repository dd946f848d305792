"""A document's file is replaced and restored: its address stays, nothing is lost, and readers wait for the check."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents import guard, intake, reading
from documents.fixity import sha256_of
from documents.models import CheckState, DocumentVersion, PortalDocument, ReadingState
from portal.provision import roles
from tests.documents.other_connections import at_once, stored_files
from tests.documents.pdf_files import pdf_file

pytestmark = pytest.mark.django_db

OLD, NEW = "Nội dung cũ từ ngữ hiếm".encode(), "Nội dung mới của chi bộ".encode()


@pytest.fixture
def document(people, stored_document) -> PortalDocument:
    document = stored_document(
        "Quy chế", name="Quy chế.txt", content=OLD, uploaded_by_user=people["uploader"], reading_state="done"
    )
    document.pages.create(number=1, text=OLD.decode(), method="text_layer")
    document.save()
    return document


def replace(
    client: Client, document, content=NEW, *, name="Quy chế.txt", reason="Bản sửa đổi", **fields
) -> str:
    """Send the form of a document's page; return what the next page says."""
    fields = {"declaration": "on", "file": SimpleUploadedFile(name, content), "reason": reason} | fields
    address = reverse("document_action", args=[document.pk, "thay"])
    sent = {name: value for name, value in fields.items() if value is not None}
    return client.post(address, sent, follow=True).content.decode()


def restore(client: Client, document, number: int, **fields) -> str:
    address = reverse("restore_document_version", args=[document.pk, number])
    return client.post(address, fields, follow=True).content.decode()


def old_version(document, number=1) -> str:
    return reverse("document_version", args=[document.pk, number])


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def verify() -> None:
    """Raise CommandError where the stored files are not what the rows say."""
    call_command("verify_files", stdout=StringIO(), stderr=StringIO())


def test_a_new_file_keeps_the_address_and_the_old_one_stays_as_a_version(
    editor, people, document, django_capture_on_commit_callbacks
):
    addresses = document.pk, document.url, document.page_url
    with django_capture_on_commit_callbacks(execute=True):
        assert "tệp cũ được giữ làm phiên bản" in replace(editor, document)
    document = PortalDocument.objects.get()
    assert (document.pk, document.url, document.page_url) == addresses
    assert body(Client().get(document.url)) == NEW
    newest, oldest = document.versions.all()
    assert (oldest.number, oldest.made_by, oldest.reason) == (1, people["uploader"], "")
    assert (newest.number, newest.made_by, newest.reason) == (2, people["editor"], "Bản sửa đổi")
    assert oldest.made_at < newest.made_at
    with oldest.file.open() as first, newest.file.open() as second:
        assert (first.read(), second.read()) == (OLD, NEW)
        assert (sha256_of(first), sha256_of(second)) == (oldest.sha256, newest.sha256)
    assert (document.file.name, document.sha256, document.file_size) == (
        newest.file.name,
        newest.sha256,
        len(NEW),
    )
    page = editor.get(reverse("document_custody", args=[document.pk])).content.decode()
    for told in ("tai-len", "bien-tap", "Bản sửa đổi", oldest.sha256, newest.sha256, old_version(document)):
        assert told in page
    verify()


def test_a_file_of_another_name_keeps_the_page_of_the_document(
    editor, document, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        replace(editor, document, pdf_file(["Quy che moi"]), name="Quy chế 2025.pdf")
    document.refresh_from_db()
    assert document.filename == "Quy chế 2025.pdf"
    page = Client().get(document.page_url)
    assert page.status_code == 200 and document.url in page.content.decode()
    assert Client().get(document.url)["Content-Type"] == "application/pdf"
    assert [version.original_name for version in document.versions.all()] == [
        "Quy chế 2025.pdf",
        "Quy chế.txt",
    ]


def test_old_bytes_are_for_those_who_may_change_the_document(client, people, document):
    intake.replace_file(document, SimpleUploadedFile("Quy chế.txt", NEW), user=people["editor"], reason="Sửa")
    PortalDocument.objects.update(check_state=CheckState.CLEARED)
    for name in ("editor", "uploader"):
        client.force_login(people[name])
        response = client.get(old_version(document))
        assert body(response) == OLD
        assert "Quy%20ch%E1%BA%BF.txt" in response["Content-Disposition"]
        assert "no-store" in response["Cache-Control"]
        assert body(client.get(old_version(document, 2))) == NEW
        assert client.get(old_version(document, 3)).status_code == 404
    for name in ("contributor", "member", "outsider", None):
        client.logout()
        if name:
            client.force_login(people[name])
        response = client.get(old_version(document))
        assert response.status_code in (302, 403, 404), name
        assert OLD not in body(response)


def test_readers_do_not_see_a_new_file_before_it_is_checked(
    editor, people, document, django_capture_on_commit_callbacks
):
    reader = Client()
    assert reader.get(document.page_url).status_code == reader.get(document.url).status_code == 200
    assert list(PortalDocument.objects.visible_to(None).search("hiếm")) == [document]
    with django_capture_on_commit_callbacks(execute=False):
        replace(editor, document)
    document.refresh_from_db()
    assert (document.check_state, document.reading_state) == (CheckState.PENDING, ReadingState.WAITING)
    assert not document.pages.exists()
    assert reader.get(document.page_url).status_code == reader.get(document.url).status_code == 404
    # Nor may anybody fetch it unchecked: an editor sees the state alone.
    assert editor.get(old_version(document, 2)).status_code == 404
    assert not PortalDocument.objects.visible_to(None).exists()
    assert not PortalDocument.objects.search("hiếm")
    reading.begin(document.pk)
    reading.read(document.pk)
    document.refresh_from_db()
    assert document.check_state == CheckState.CLEARED
    assert NEW.decode() in reader.get(document.page_url).content.decode()
    assert not PortalDocument.objects.search("hiếm")


def test_a_marked_new_file_is_withheld_like_any_other(editor, document, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        replace(editor, document, "TỐI MẬT\n\nBÁO CÁO\nvề tình hình".encode())
    document.refresh_from_db()
    assert document.check_state == CheckState.WITHHELD
    assert Client().get(document.url).status_code == 404


def test_a_restored_version_is_the_newest_again(editor, people, document, django_capture_on_commit_callbacks):
    for content in (NEW, "Bản thứ ba".encode()):
        with django_capture_on_commit_callbacks(execute=True):
            replace(editor, document, content)
    with django_capture_on_commit_callbacks(execute=True):
        assert "Phiên bản 1" in restore(editor, document, 1)
    document = PortalDocument.objects.get()
    versions = list(document.versions.all())
    assert [version.number for version in versions] == [4, 3, 2, 1]
    assert (versions[0].sha256, versions[0].size) == (versions[3].sha256, len(OLD))
    assert (versions[0].made_by, versions[0].original_name) == (people["editor"], "Quy chế.txt")
    assert versions[0].reason == "Khôi phục phiên bản 1"
    assert versions[0].file.name == document.file.name != versions[3].file.name
    assert body(Client().get(document.url)) == OLD
    assert [Path(version.file.path).read_bytes() for version in versions] == [
        OLD,
        "Bản thứ ba".encode(),
        NEW,
        OLD,
    ]
    verify()


def test_a_restored_version_brings_its_own_name_back(editor, document, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        replace(editor, document, pdf_file(["Quy che moi"]), name="Quy chế 2025.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        restore(editor, document, 1, reason="Nhầm tệp")
    document.refresh_from_db()
    assert (document.filename, document.versions.first().reason) == ("Quy chế.txt", "Nhầm tệp")
    assert document.file.name.endswith(".txt")


@pytest.mark.parametrize("what", ["altered", "missing"])
def test_a_version_that_is_not_what_was_stored_is_not_restored(editor, document, settings, what):
    with_new = SimpleUploadedFile("Quy chế.txt", NEW)
    intake.replace_file(document, with_new, user=document.uploaded_by_user, reason="Sửa")
    PortalDocument.objects.update(check_state=CheckState.CLEARED)
    path = Path(document.versions.last().file.path)
    if what == "altered":
        path.write_bytes(b"khac")
    else:
        path.unlink()
    before = stored_files(settings.MEDIA_ROOT)
    restore(editor, document, 1)
    assert (document.versions.count(), stored_files(settings.MEDIA_ROOT)) == (2, before)
    assert PortalDocument.objects.get().check_state == CheckState.CLEARED


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"content": OLD}, "Tệp này chính là tệp tài liệu đang có."),
        ({"content": b""}, "Tệp rỗng."),
        ({"content": pdf_file(["a"])[:-200], "name": "a.pdf"}, "Tệp bị hỏng hoặc không đầy đủ."),
        ({"declaration": None}, "Hãy xác nhận lời cam đoan trước."),
        ({"file": None}, "Chưa chọn tệp nào."),
        ({"reason": None}, _("Say why the file is replaced.")),
    ],
)
def test_a_replacement_may_be_refused(editor, document, settings, change, message):
    assert str(message) in replace(editor, document, **change)
    document.refresh_from_db()
    assert (document.check_state, document.pages.count()) == (CheckState.CLEARED, 1)
    assert document.versions.count() == len(stored_files(settings.MEDIA_ROOT)) == 1


@pytest.mark.parametrize("state", [CheckState.PENDING, CheckState.UNREADABLE])
def test_an_unchecked_file_is_not_replaced(editor, document, settings, state):
    """It would slip among the versions, where editors may open it."""
    intake.replace_file(
        document, SimpleUploadedFile("a.txt", NEW), user=document.uploaded_by_user, reason="Sửa"
    )
    PortalDocument.objects.update(check_state=state)
    assert "chưa được kiểm tra" in replace(editor, document, "Bản thứ ba".encode())
    assert "chưa được kiểm tra" in restore(editor, document, 1)
    assert document.versions.count() == len(stored_files(settings.MEDIA_ROOT)) == 2


@pytest.mark.parametrize("who", ["contributor", "member", "outsider", None])
def test_nobody_else_replaces_or_restores(client, people, document, settings, who):
    intake.replace_file(document, SimpleUploadedFile("a.txt", NEW), user=people["editor"], reason="Sửa")
    PortalDocument.objects.update(check_state=CheckState.CLEARED)
    if who:
        client.force_login(people[who])
    sent = {"declaration": "on", "file": SimpleUploadedFile("a.txt", b"ban ba"), "reason": "a"}
    for address in (
        reverse("document_action", args=[document.pk, "thay"]),
        reverse("restore_document_version", args=[document.pk, 1]),
    ):
        assert client.post(address, sent).status_code in (302, 403, 404)
    assert document.versions.count() == len(stored_files(settings.MEDIA_ROOT)) == 2


def test_who_may_not_change_the_document_is_refused_by_the_intake_itself(people, document):
    for name in ("contributor", "member", "outsider"):
        with pytest.raises(intake.Refusal, match="Bạn không được sửa tài liệu này"):
            intake.replace_file(document, SimpleUploadedFile("a.txt", NEW), user=people[name], reason="Sửa")
        with pytest.raises(intake.Refusal, match="Bạn không được sửa tài liệu này"):
            intake.restore_version(document.versions.get(), user=people[name], reason="")


def test_deleting_a_document_takes_all_its_versions_along(
    editor, people, document, settings, django_capture_on_commit_callbacks
):
    intake.replace_file(document, SimpleUploadedFile("a.txt", NEW), user=people["editor"], reason="Sửa")
    with django_capture_on_commit_callbacks(execute=True):
        PortalDocument.objects.get().delete()
    assert not DocumentVersion.objects.exists()
    assert stored_files(settings.MEDIA_ROOT) == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_replacements_at_the_same_instant_one_waits_for_the_other(
    people,
    document,
    shared_database,
    settings,
):
    clients = [Client(), Client()]
    for each in clients:
        each.force_login(people["editor"])
    shared_database()
    pictures = [pdf_file([""], catalog=f"/Ban {number}") for number in range(2)]
    at_once(*(lambda each=each, content=content: replace(each, document, content, name="a.pdf")
              for each, content in zip(clients, pictures, strict=True)))  # fmt: skip

    def kept():
        return list(PortalDocument.objects.get().versions.values_list("number", flat=True))

    # A page without text waits for the worker: the second one meets an unchecked file.
    assert at_once(kept) == [[2, 1]]
    assert len(stored_files(settings.MEDIA_ROOT)) == 2
    at_once(verify)


def test_who_brought_in_the_newest_version_does_not_check_it(people, stored_document, make_user):
    second = make_user("bien-tap-hai", roles.EDITORS)
    third = make_user("bien-tap-ba", roles.EDITORS)
    document = stored_document(uploaded_by_user=people["editor"], check_state=CheckState.UNREADABLE)
    assert not document.may_be_examined_by(people["editor"])
    document.versions.create(
        number=2, file="documents/x.txt", original_name="x.txt", sha256="0", size=1, made_by=second
    )
    assert not document.may_be_examined_by(second)
    assert document.may_be_examined_by(third)
    document.check_state = CheckState.WITHHELD
    assert guard.may_destroy(document, second)


def test_links_to_the_name_of_an_older_version_go_on_working(client, people, stored_document):
    document = stored_document(name="Cũ.txt", uploaded_by_user=people["editor"])
    old = document.url
    PortalDocument.objects.filter(pk=document.pk).update(original_name="Mới.txt")
    document.refresh_from_db()
    assert client.get(old)["Location"] == document.url
    assert client.get(old.replace("C", "K")).status_code == 404
    PortalDocument.objects.filter(pk=document.pk).update(check_state=CheckState.PENDING)
    assert client.get(old).status_code == 404
