"""The small form: progress, reviews and evidence without the whole page, by those who may edit it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.models import EmulationModelPage, Evidence, ProgressNote
from portal.provision import roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(register_model) -> EmulationModelPage:
    return register_model("Mô hình", "Đọc 40 án lệ", "Viết 4 bài")


@pytest.fixture
def staff(make_user, provisioned):
    """Return a function that signs in somebody of a group."""

    def sign_in(group: str, username: str | None = None) -> Client:
        client = Client()
        client.force_login(make_user(username or f"nguoi-{roles.STAFF.index(group)}", group))
        return client

    return sign_in


def address(page) -> str:
    return reverse("emulation_progress", args=[page.pk])


def told(page, **fields) -> dict:
    start = {
        "what": "ghi-nhan",
        "note-commitment_key": page.commitments.all()[0].key,
        "note-percent": "60",
        "note-day": "19/05/2026",
        "note-text": "Đã đọc 24 án lệ",
        "note-seen": "0",
    }
    return start | {f"note-{name}" if name != "what" else name: value for name, value in fields.items()}


def form_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_editor_notes_progress_with_evidence(staff, client, model, site_tree, stored_document):
    file = stored_document("Danh sách án lệ")
    editor = staff(roles.EDITORS)
    assert editor.get(address(model)).status_code == 200
    sent = told(model, page_1=site_tree.section.pk, page_2=site_tree.section.pk, document_1=file.pk)
    answer = editor.post(address(model), sent, follow=True)
    assert "Người đọc thấy ngay" in form_of(answer)
    note = ProgressNote.objects.get()
    assert (note.percent, note.day, note.author.username) == (60, date(2026, 5, 19), "nguoi-1")
    assert Evidence.objects.filter(note=note, model=model).count() == 2
    shown = client.get(model.url).content.decode()
    for part in ("Đã đọc 24 án lệ", "đã đạt 60 %", "Danh sách án lệ", site_tree.section.title):
        assert part in shown
    assert EmulationModelPage.objects.get(pk=model.pk).progress == 30


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("percent", "120", "từ 0 đến 100"),
        ("percent", "-1", "từ 0 đến 100"),
        ("percent", "12,5", "từ 0 đến 100"),
        ("percent", "nhiều", "từ 0 đến 100"),
        ("percent", "", "bắt buộc"),
        ("day", "31/12/2026", "chưa đến"),
        ("day", "31/12/2025", "trước năm của mô hình"),
        ("day", "30/02/2026", "ngày"),
        ("commitment_key", "khong-co", "hợp lệ"),
        ("commitment_key", "", "bắt buộc"),
        ("page_1", "999999", "hợp lệ"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_kept(
    staff, model, monkeypatch, field, value, words
):
    now = timezone.now().replace(year=2026, month=6, day=1)
    monkeypatch.setattr(timezone, "now", lambda: now)
    html = form_of(staff(roles.EDITORS).post(address(model), told(model, **{field: value})))
    error = html.partition(f'id="panel-child-{field}')[2] or html
    assert words in error and "w-field__errors" in html
    assert "Đã đọc 24 án lệ" in html, "what was typed is kept"
    assert not ProgressNote.objects.exists() and not Evidence.objects.exists()


def test_two_notes_at_once_are_both_read_before_the_second_is_kept(staff, model):
    first, second = staff(roles.EDITORS), staff(roles.PUBLISHERS)
    assert first.post(address(model), told(model)).status_code == 302
    html = form_of(second.post(address(model), told(model, percent="45", text="Tôi đếm 18")))
    assert "nguoi-1" in html or "người khác đã ghi 60 %" in html
    assert "đã ghi 60 % cho cam kết này" in html and "Tôi đếm 18" in html
    assert ProgressNote.objects.count() == 1
    seen = ProgressNote.objects.get().pk
    assert f'name="note-seen" value="{seen}"' in html
    again = told(model, percent="45", text="Tôi đếm 18", seen=str(seen))
    assert second.post(address(model), again).status_code == 302
    assert ProgressNote.objects.count() == 2


def test_a_note_sent_twice_is_kept_once(staff, model):
    editor = staff(roles.EDITORS)
    for _time in range(2):
        editor.post(address(model), told(model))
    assert ProgressNote.objects.count() == 1


def test_notes_on_two_commitments_do_not_hinder_each_other(staff, model):
    other = model.commitments.all()[1].key
    editor = staff(roles.EDITORS)
    for key in (model.commitments.all()[0].key, other):
        assert editor.post(address(model), told(model, commitment_key=key)).status_code == 302
    assert ProgressNote.objects.count() == 2


def test_a_review_and_evidence_of_the_whole_model_are_kept_and_taken_back(staff, client, model, site_tree):
    editor = staff(roles.EDITORS)
    review = {"review-kind": "mid_year", "review-day": "30/06/2026", "review-text": "Đúng tiến độ"}
    assert editor.post(address(model), {"what": "danh-gia", **review}).status_code == 302
    nothing = form_of(editor.post(address(model), {"what": "minh-chung"}))
    assert "Hãy chọn một trang hoặc một tệp." in nothing
    chosen = {"what": "minh-chung", "evidence-page_1": site_tree.section.pk}
    assert editor.post(address(model), chosen).status_code == 302
    shown = client.get(model.url).content.decode()
    assert "Đúng tiến độ" in shown and "evidence__card" in shown and "Đã sơ kết" in shown
    rows = (("danh-gia", model.reviews.get()), ("minh-chung", model.evidence.get()))
    for kind, row in rows:
        assert (
            editor.get(reverse("take_emulation_row_away", args=[model.pk, kind, row.pk])).status_code == 405
        )
        assert (
            editor.post(reverse("take_emulation_row_away", args=[model.pk, kind, row.pk])).status_code == 302
        )
    shown = client.get(model.url).content.decode()
    assert "Đúng tiến độ" not in shown and "evidence__card" not in shown


def test_a_row_of_another_model_is_not_taken_away_through_this_one(staff, model, register_model, note):
    other = register_model("Khác", "Việc")
    row = note(other, 0, 10)
    editor = staff(roles.EDITORS)
    for kind in ("ghi-nhan", "danh-gia", "khong-co"):
        answer = editor.post(reverse("take_emulation_row_away", args=[model.pk, kind, row.pk]))
        assert answer.status_code in (302, 404)
    assert ProgressNote.objects.filter(pk=row.pk).exists()


def test_only_those_who_may_edit_the_page_tell_of_it(staff, model, make_user, client):
    contributor = staff(roles.CONTRIBUTORS, "cong-tac-vien")
    member = Client()
    member.force_login(make_user("dang-vien", roles.MEMBERS))
    for visitor in (client, contributor, member):
        assert visitor.get(address(model)).status_code in (302, 403)
        visitor.post(address(model), told(model))
        visitor.post(reverse("take_emulation_row_away", args=[model.pk, "ghi-nhan", 1]))
    assert not ProgressNote.objects.exists()
    from django.contrib.auth import get_user_model

    model.owner = get_user_model().objects.get(username="cong-tac-vien")
    model.save()
    assert contributor.post(address(model), told(model)).status_code == 302
    assert ProgressNote.objects.get().author == model.owner


def test_the_form_is_reached_from_the_editor_and_the_explorer(staff, model):
    editor = staff(roles.EDITORS)
    edit = editor.get(f"/admin/pages/{model.pk}/edit/").content.decode()
    explorer = editor.get(f"/admin/pages/{model.get_parent().pk}/").content.decode()
    assert address(model) in edit and address(model) in explorer
    history = editor.get(f"/admin/pages/{model.pk}/history/")
    assert history.status_code == 200
