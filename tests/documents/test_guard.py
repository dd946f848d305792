"""The secrecy guard: what is cleared, withheld, released, moved and destroyed, and by whom."""

import sqlite3
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, models
from django.urls import reverse
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail import hooks
from wagtail.models import Collection, GroupCollectionPermission, ModelLogEntry

from documents import guard, intake, reading
from documents.extraction import NONE, OCR, TEXT_LAYER, PageText
from documents.models import CheckState, DestroyedFile, DocumentDecision, PortalDocument, ReadingState
from news.models import ArticlePage
from portal.base.storage import WholeFileStorage
from portal.provision import roles
from tests.documents.inspection.first_pages import internal_pages, plain_pages, secret_pages

pytestmark = pytest.mark.django_db

SECRET = "TỐI MẬT\n\nBÁO CÁO\nvề tình hình đơn vị dấu hiệu hủy sạch"
INTERNAL = "LƯU HÀNH NỘI BỘ\n\nHƯỚNG DẪN\nsinh hoạt chuyên đề"
PLAIN = "BÁO CÁO\nvề công tác bảo vệ bí mật nhà nước và mật độ dân cư"


def page(text: str, **more) -> PageText:
    return PageText(1, text, more.pop("method", TEXT_LAYER), more.pop("confidence", 1.0), **more)


def checked(first: PageText | None, *, is_final=True, state=CheckState.PENDING) -> PortalDocument:
    document = PortalDocument(title="Tệp", check_state=state)
    guard.check_first_page(document, first, is_final=is_final)
    return document


@pytest.mark.parametrize("text", [each.text for each in secret_pages()])
def test_a_marked_first_page_withholds_the_file(text):
    assert checked(page(text)).check_state == CheckState.WITHHELD


def test_a_plain_first_page_clears_the_file():
    tripped = [
        each.name for each in plain_pages() if checked(page(each.text)).check_state != CheckState.CLEARED
    ]
    assert len(tripped) <= len(plain_pages()) / 100, tripped


@pytest.mark.parametrize("text", [each.text for each in internal_pages()])
def test_a_limit_of_circulation_clears_the_file_for_members(text):
    document = checked(page(text))
    assert document.check_state == CheckState.CLEARED
    assert document.is_internal


@pytest.mark.parametrize(
    ("first", "state"),
    [
        (None, CheckState.UNREADABLE),
        (page(""), CheckState.UNREADABLE),
        (page("chữ đọc được một ít", method=NONE, confidence=None), CheckState.UNREADABLE),
        (page("chữ nhận dạng rất kém", method=OCR, confidence=0.3), CheckState.UNREADABLE),
        (page("Chữ nhận dạng rõ", method=OCR, confidence=0.9), CheckState.CLEARED),
        (page("Chữ gõ, ảnh không ai đọc được", pictured=None), CheckState.UNREADABLE),
        (page("Chữ gõ, ảnh bên cạnh", pictured="Chữ gõ, ảnh bên cạnh"), CheckState.CLEARED),
        (page("Chữ gõ, con dấu dán", pictured="TUYỆT MẬT\nChữ gõ, con dấu dán"), CheckState.WITHHELD),
        (page("TỐI MẬT\nbáo cáo", method=NONE, confidence=None), CheckState.WITHHELD),
    ],
)
def test_what_no_machine_can_read_waits_for_a_person(first, state):
    assert checked(first).check_state == state


def test_a_first_reading_leaves_open_what_a_better_one_may_show():
    assert checked(None, is_final=False).check_state == CheckState.PENDING
    assert checked(page("", method=NONE), is_final=False).check_state == CheckState.PENDING
    # Pictures stand on the page, and nobody has looked at them yet.
    assert checked(page("Chữ gõ", pictured=None), is_final=False).check_state == CheckState.PENDING
    assert checked(page(PLAIN), is_final=False).check_state == CheckState.CLEARED
    assert checked(page(SECRET), is_final=False).check_state == CheckState.WITHHELD


@pytest.mark.parametrize("state", [CheckState.CLEARED, CheckState.WITHHELD])
def test_a_later_reading_does_not_undo_a_decision(state):
    assert checked(page(SECRET), state=state).check_state == state
    assert checked(None, state=state).check_state == state


@pytest.fixture
def people(provisioned, make_user):
    """Return an uploader (editor), another editor, an administrator, and a member."""
    return {
        "uploader": make_user("nguoi-tai", roles.EDITORS),
        "editor": make_user("bien-tap", roles.EDITORS),
        "contributor": make_user("cong-tac", roles.CONTRIBUTORS),
        "administrator": make_user("quan-tri", roles.ADMINISTRATORS),
        "member": make_user("dang-vien", roles.MEMBERS),
    }


@pytest.fixture
def taken_in(people, django_capture_on_commit_callbacks):
    """Return a function that takes a text in as the uploader's file and reads it."""

    def take(text: str, *, name="bao-cao.txt", title="Báo cáo", collection=None) -> PortalDocument:
        with django_capture_on_commit_callbacks(execute=True):
            arrival = intake.take_in(
                SimpleUploadedFile(name, text.encode()),
                collection=collection or Collection.get_first_root_node(),
                user=people["uploader"],
                title=title,
                on_clash=intake.OnClash.KEEP_BOTH,
            )
        reading.read(arrival.document.pk)
        return PortalDocument.objects.get(pk=arrival.document.pk)

    return take


@pytest.fixture
def withheld(taken_in) -> PortalDocument:
    document = taken_in(SECRET)
    assert document.check_state == CheckState.WITHHELD
    return document


@pytest.fixture
def unreadable(stored_document, people) -> PortalDocument:
    return stored_document("Bản quét", check_state=CheckState.UNREADABLE, uploaded_by_user=people["uploader"])


def screens(client, document) -> dict[str, int]:
    """Return how each place that a file has answers a person."""
    addresses = {
        "custody": reverse("document_custody", args=[document.pk]),
        "Wagtail's form": reverse("wagtaildocs:edit", args=[document.pk]),
        "file": document.url,
        "version": reverse("document_version", args=[document.pk, 1]),
        "page": document.page_url,
    }
    return {name: client.get(address).status_code for name, address in addresses.items()}


def test_a_withheld_file_exists_for_its_uploader_and_for_those_who_decide(client, withheld, people):
    for name, knows in (
        ("uploader", True),
        ("administrator", True),
        ("editor", False),
        ("contributor", False),
    ):
        client.force_login(people[name])
        answers = screens(client, withheld)
        assert answers["custody"] == (200 if knows else 404), name
        assert answers["Wagtail's form"] in (302, 403), name
        # Opening it is for who decides; the uploader is told what to do, and served nothing.
        assert answers["file"] == answers["version"] == (200 if name == "administrator" else 404), name
        assert answers["page"] == 404, name
        for address in (reverse("document_overview"), reverse("wagtaildocs:index")):
            listed = withheld.title in client.get(address).content.decode()
            assert listed == (knows and "kho-tai-lieu" in address), f"{name}: {address}"


def test_the_notice_says_what_to_do(client, withheld, people):
    client.force_login(people["uploader"])
    html = client.get(reverse("document_custody", args=[withheld.pk])).content.decode()
    assert "TỐI MẬT" in html
    assert "Không sao chép, in hoặc gửi tiếp" in html
    assert "WAL" in html
    assert "Hủy tệp" in html
    assert "Giải tỏa" not in html.partition("<h2")[0]


def test_a_false_alarm_is_released_by_a_second_person_with_a_reason(withheld, people):
    for name in ("uploader", "editor", "contributor"):
        with pytest.raises(guard.NotAllowed):
            guard.release(withheld, user=people[name], reason="Nhầm")
    with pytest.raises(guard.NotAllowed, match="[Ll]ý do|why"):
        guard.release(withheld, user=people["administrator"], reason="  ")
    guard.release(withheld, user=people["administrator"], reason="Tên một cuốn sách")
    assert withheld.check_state == CheckState.CLEARED
    decision = withheld.decisions.get()
    assert (decision.kind, decision.decided_by, decision.reason) == (
        DocumentDecision.Kind.FALSE_ALARM,
        people["administrator"],
        "Tên một cuốn sách",
    )
    with pytest.raises(guard.NotAllowed):
        guard.release(withheld, user=people["administrator"], reason="Lần nữa")


def test_an_administrator_does_not_release_an_own_file(taken_in, people):
    document = taken_in(SECRET)
    PortalDocument.objects.filter(pk=document.pk).update(uploaded_by_user=people["administrator"])
    document.refresh_from_db()
    with pytest.raises(guard.NotAllowed):
        guard.release(document, user=people["administrator"], reason="Nhầm")


def test_a_second_person_clears_what_no_machine_could_read(client, unreadable, people):
    for name in ("uploader", "contributor", "member"):
        with pytest.raises(guard.NotAllowed):
            guard.clear_by_person(unreadable, user=people[name])
    client.force_login(people["uploader"])
    assert client.get(unreadable.url).status_code == 404
    client.force_login(people["editor"])
    assert client.get(unreadable.url).status_code == 200
    client.post(reverse("document_action", args=[unreadable.pk, "da-xem"]))
    unreadable.refresh_from_db()
    assert unreadable.check_state == CheckState.CLEARED
    assert unreadable.decisions.get().decided_by == people["editor"]
    client.logout()
    assert client.get(unreadable.page_url).status_code == 200


def test_an_internal_file_in_a_public_collection_is_hidden_until_it_is_moved(client, taken_in, people):
    document = taken_in(INTERNAL)
    members = Collection.objects.get(name=roles.MEMBERS_COLLECTION)
    for name in ("member", "editor"):
        client.force_login(people[name])
        assert client.get(document.page_url).status_code == 404
    notice = client.get(reverse("document_custody", args=[document.pk])).content.decode()
    assert roles.MEMBERS_COLLECTION in notice
    client.post(reverse("document_action", args=[document.pk, "chuyen"]), {"collection": members.pk})
    document.refresh_from_db()
    assert document.collection == members
    client.force_login(people["member"])
    assert client.get(document.page_url).status_code == 200
    client.logout()
    assert client.get(document.page_url).status_code == 302
    assert client.get(document.url).status_code == 404


def test_the_dashboard_says_what_waits_for_a_decision(client, withheld, unreadable, taken_in, people):
    members = Collection.objects.get(name=roles.MEMBERS_COLLECTION)
    taken_in(INTERNAL, name="dung-cho.txt", collection=members)
    for name, count in (("administrator", 2), ("uploader", 2), ("editor", 1), ("contributor", 0)):
        client.force_login(people[name])
        html = client.get("/admin/").content.decode()
        assert (f"{count} tài liệu đang chờ" in html) == bool(count), name


def test_an_internal_file_is_not_moved_to_an_open_collection(taken_in, people):
    document = taken_in(INTERNAL)
    open_one = Collection.get_first_root_node().add_child(name="Mở")
    with pytest.raises(guard.NotAllowed):
        guard.move_to_members(document, open_one, user=people["editor"])


def test_an_internal_file_taken_back_to_the_public_is_hidden_again(client, taken_in, people):
    members = Collection.objects.get(name=roles.MEMBERS_COLLECTION)
    document = taken_in(INTERNAL, collection=members)
    client.force_login(people["member"])
    assert client.get(document.page_url).status_code == 200
    document.collection = Collection.get_first_root_node()
    document.save()
    assert client.get(document.page_url).status_code == 404
    assert client.get(document.url).status_code == 404


def rows_holding(words: str) -> list[str]:
    """Return every row of the database, by table, that holds the words in a text."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField)
        ]
        for values in model._base_manager.values_list(*names) if names else ():
            if any(words in str(value) for value in values):
                found.append(model._meta.label)
    return found


def test_after_destroying_nothing_holds_the_file(
    withheld, people, settings, django_capture_on_commit_callbacks
):
    withheld.tags.add("dấu hiệu hủy sạch")
    path, digest, identity = Path(withheld.file.path), withheld.sha256, withheld.pk
    assert rows_holding("hủy sạch")
    with django_capture_on_commit_callbacks(execute=True):
        guard.destroy(withheld, user=people["administrator"])
    assert not path.exists()
    assert [each for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()] == []
    # A type of document is called so, too.
    assert set(rows_holding("Báo cáo")) <= {"documents.DirectiveType"}
    assert not PortalDocument.objects.filter(pk=identity).exists()
    assert not ModelLogEntry.objects.filter(
        object_id=str(identity), content_type__model="portaldocument"
    ).exists()
    record = DestroyedFile.objects.get()
    assert (record.sha256, record.destroyed_by) == (digest, people["administrator"])
    kept = {field.name for field in DestroyedFile._meta.concrete_fields}
    assert kept == {"id", "destroyed_at", "destroyed_by", "sha256"}


def test_a_file_is_destroyed_while_a_worker_reads_it(withheld, people):
    """The worker wants its task until the end; the row holds nothing but the document's number."""
    reading.enqueue(withheld.pk)
    reading.enqueue(withheld.pk)
    running, waiting = DBTaskResult.objects.order_by("pk")[:2]
    DBTaskResult.objects.filter(pk=running.pk).update(status=TaskResultStatus.RUNNING)
    guard.destroy(withheld, user=people["administrator"])
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [running.pk]


def test_bytes_that_the_disk_does_not_let_go_are_told(client, withheld, people, monkeypatch):
    def refuse(self, name):
        raise PermissionError(name)

    monkeypatch.setattr(WholeFileStorage, "delete", refuse)
    name = withheld.file.name
    client.force_login(people["administrator"])
    told = client.post(
        reverse("document_action", args=[withheld.pk, "huy"]), {"confirmation": "hủy"}, follow=True
    ).content.decode()
    assert name in told
    assert not PortalDocument.objects.filter(pk=withheld.pk).exists()
    assert rows_holding("hủy sạch") == []


def test_a_mark_that_was_found_is_not_forgotten_by_a_reading_that_fails(stored_document):
    document = stored_document(check_state=CheckState.PENDING)
    guard.check_first_page(document, page(INTERNAL, pictured=None), is_final=False)
    guard.check_first_page(document, None, is_final=True)
    assert (document.check_state, document.is_internal) == (CheckState.UNREADABLE, True)
    assert document.mark_found


def test_only_an_internal_file_is_moved_and_only_where_one_may_add(client, taken_in, people, make_user):
    members = Collection.objects.get(name=roles.MEMBERS_COLLECTION)
    plain = taken_in(PLAIN, name="thuong.txt")
    with pytest.raises(guard.NotAllowed):
        guard.move_to_members(plain, members, user=people["editor"])
    document = taken_in(INTERNAL)
    keeper = make_user("giu-tep", "Giữ tệp")
    GroupCollectionPermission.objects.create(
        group=keeper.groups.get(),
        collection=Collection.get_first_root_node().add_child(name="Riêng của nhóm"),
        permission=Permission.objects.get(codename="add_document", content_type__app_label="wagtaildocs"),
    )
    with pytest.raises(guard.NotAllowed):
        guard.move_to_members(document, members, user=keeper)


def test_a_reading_that_goes_on_is_not_begun_anew(stored_document):
    document = stored_document(reading_state=ReadingState.RUNNING, reading_attempts=2)
    reading.retry(document)
    document.refresh_from_db()
    assert (document.reading_state, document.reading_attempts) == (ReadingState.RUNNING, 2)
    assert not DBTaskResult.objects.exists()


def test_the_uploader_destroys_a_withheld_file_but_no_other(client, withheld, people, stored_document):
    other = stored_document("Tệp thường", uploaded_by_user=people["uploader"])
    with pytest.raises(guard.NotAllowed):
        guard.destroy(other, user=people["uploader"])
    for name in ("editor", "contributor"):
        with pytest.raises(guard.NotAllowed):
            guard.destroy(withheld, user=people[name])
    client.force_login(people["uploader"])
    address = reverse("document_action", args=[withheld.pk, "huy"])
    client.post(address, {"confirmation": "nhầm"})
    assert PortalDocument.objects.filter(pk=withheld.pk).exists()
    client.post(address, {"confirmation": "Hủy"})
    assert not PortalDocument.objects.filter(pk=withheld.pk).exists()


def test_only_who_decides_sees_which_files_were_destroyed(client, withheld, people):
    guard.destroy(withheld, user=people["uploader"])
    digest = DestroyedFile.objects.get().sha256
    for name, sees in (("administrator", True), ("uploader", False), ("editor", False)):
        client.force_login(people[name])
        assert (digest in client.get(reverse("document_overview")).content.decode()) == sees


@pytest.mark.parametrize("action", ["da-xem", "bao-nham", "chuyen", "huy", "thay", "doc-lai"])
def test_no_action_is_open_to_those_who_have_no_part_in_it(client, withheld, people, action):
    address = reverse("document_action", args=[withheld.pk, action])
    for name in ("editor", "contributor", "member", None):
        client.logout()
        if name:
            client.force_login(people[name])
        assert client.post(address, {"reason": "a", "confirmation": "hủy"}).status_code in (302, 403, 404)
    assert PortalDocument.objects.get(pk=withheld.pk).check_state == CheckState.WITHHELD
    client.force_login(people["administrator"])
    assert client.get(address).status_code == 405


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_bytes_of_the_database_hold_nothing_of_a_destroyed_file(
    tmp_path, make_user, settings, stored_document
):
    """SQLite: a grep of the database's files for a marker; PostgreSQL: the tables are vacuumed without an error."""
    marker = "dauhieuhuysachkhongconlai"
    administrator = make_user("quan-tri", is_superuser=True)
    document = stored_document(
        f"Tên {marker}", content=f"TỐI MẬT\n{marker}".encode(), check_state=CheckState.WITHHELD
    )
    document.pages.create(number=1, text=f"{marker} " * 400, method=TEXT_LAYER)
    document.tags.add(marker)
    document.save()
    guard.destroy(document, user=administrator)
    assert rows_holding(marker) == []
    if connection.vendor == "sqlite":
        copy = tmp_path / "copy.sqlite3"
        # In tests the database is in memory: its pages, free ones too, are what a file would hold.
        connection.ensure_connection()
        copy.write_bytes(connection.connection.serialize())
        assert marker.encode() not in copy.read_bytes()
        with sqlite3.connect(copy) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize(
    ("lines", "warned"), [(PLAIN.splitlines(), False), (["TUYỆT MẬT", "Báo cáo về việc"], True)]
)
def test_a_text_with_a_mark_warns_its_editor(site_tree, rf, lines, warned):
    article = site_tree.news.add_child(
        instance=ArticlePage(title="Bài", body=[("paragraph", "".join(f"<p>{line}</p>" for line in lines))])
    )
    request = rf.get("/")
    request._messages = CookieStorage(request)
    for hook in hooks.get_hooks("after_edit_page"):
        if hook.__module__.startswith("documents"):
            hook(request, article)
    assert any("giống dấu bí mật nhà nước" in str(message) for message in request._messages) == warned


def test_verify_files_is_clean_after_all_of_it(withheld, people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        guard.destroy(withheld, user=people["administrator"])
    call_command("verify_files", stdout=StringIO(), stderr=StringIO())
