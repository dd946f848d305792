"""The editor's side: relations, what is cited and not held, what is no longer in force, a record from a file."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import PageLogEntry

from documents import citing, guard
from documents.models import (
    Citation,
    DirectivePage,
    DirectiveRelation,
    DirectiveType,
    IssuingBody,
    PortalDocument,
    Validity,
)
from news.models import ArticlePage
from tests.documents.word_files import word_file

pytestmark = pytest.mark.django_db

Kind = DirectiveRelation.Kind


@pytest.fixture
def old(make_directive) -> DirectivePage:
    return make_directive(
        "66-QĐ/TW", "Quy định", "Ban Bí thư", date(2017, 2, 6), effective_on=date(2017, 2, 6)
    )


@pytest.fixture
def new(make_directive) -> DirectivePage:
    return make_directive(
        "399-QĐ/TW", "Quy định", "Ban Bí thư", date(2026, 1, 9), effective_on=date(2026, 1, 9)
    )


def add_relation(client, directive, **fields):
    return client.post(reverse("directive_relations", args=[directive.pk]), fields)


def test_a_relation_is_written_once_and_told_from_both_ends(editor, client, old, new):
    answer = add_relation(editor, new, told="out:replaces", other=old.pk)
    assert answer.status_code == 302
    assert DirectivePage.objects.get(pk=old.pk).validity == Validity.EXPIRED
    shown = editor.get(reverse("directive_relations", args=[old.pk])).content.decode()
    assert "Bị thay thế bởi" in shown and new.title in shown
    page = client.get(old.url).content.decode()
    assert "không còn hiệu lực" in page and new.url in page
    assert PageLogEntry.objects.filter(page=new.pk, action="documents.add_relation").exists()


def test_a_relation_may_be_told_from_the_other_end(editor, old, new):
    add_relation(editor, old, told="in:replaces", other=new.pk)
    relation = DirectiveRelation.objects.get()
    assert (relation.source_id, relation.target_id, relation.kind) == (new.pk, old.pk, Kind.REPLACES)


def test_the_other_end_may_be_a_document_that_is_not_held(editor, client, new):
    add_relation(editor, new, told="out:based_on", target_symbol="12-NQ/TW", target_url="dangcongsan.vn/12")
    relation = DirectiveRelation.objects.get()
    assert (relation.target, relation.target_symbol) == (None, "12-NQ/TW")
    assert relation.target_url == "https://dangcongsan.vn/12"
    assert 'href="https://dangcongsan.vn/12"' in client.get(new.url).content.decode()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"told": "", "target_symbol": "12-NQ/TW"}, "bắt buộc"),
        ({"told": "out:guides"}, "Hãy chọn một văn bản"),
        ({"told": "in:guides"}, "Hãy chọn văn bản thực hiện việc này"),
        ({"told": "in:guides", "target_symbol": "12-NQ/TW"}, "Hãy chọn văn bản thực hiện việc này"),
        ({"told": "out:guides", "other": "self"}, "chính nó"),
        ({"told": "out:guides", "other": "999999"}, "hợp lệ"),
        ({"told": "out:guides", "target_symbol": "1-HD/TW", "takes_effect_on": "31/02/2026"}, "ngày"),
    ],
)
def test_what_cannot_be_a_relation_is_refused_with_a_reason(editor, old, fields, expected):
    if fields.get("other") == "self":
        fields = {**fields, "other": old.pk}
    answer = add_relation(editor, old, **fields)
    assert answer.status_code == 200
    assert expected in answer.content.decode()
    assert not DirectiveRelation.objects.exists()


def test_directives_replace_one_another_neither_twice_nor_in_a_circle(editor, old, new):
    add_relation(editor, new, told="out:replaces", other=old.pk)
    assert "đã có" in add_relation(editor, new, told="out:replaces", other=old.pk).content.decode()
    assert "vòng tròn" in add_relation(editor, old, told="out:replaces", other=new.pk).content.decode()
    assert "vòng tròn" in add_relation(editor, new, told="in:replaces", other=old.pk).content.decode()
    assert DirectiveRelation.objects.count() == 1


def test_a_relation_is_taken_away_from_either_end(editor, client, old, new):
    relation = DirectiveRelation.objects.create(source=new, target=old, kind=Kind.REPLACES)
    address = reverse("take_directive_relation_away", args=[old.pk, relation.pk])
    assert editor.get(address).status_code == 405
    assert editor.post(address).status_code == 302
    assert not DirectiveRelation.objects.exists()
    assert DirectivePage.objects.get(pk=old.pk).validity == Validity.IN_FORCE
    assert PageLogEntry.objects.filter(page=old.pk, action="documents.take_relation_away").exists()


def test_relations_are_kept_by_those_who_may_edit_the_directive(client, people, old, new):
    relation = DirectiveRelation.objects.create(source=new, target=old, kind=Kind.GUIDES)
    other = DirectivePage.objects.get(pk=old.pk)
    for name in ("contributor", "member", "outsider"):
        client.force_login(people[name])
        assert add_relation(client, old, told="out:guides", other=new.pk).status_code == 302
        client.post(reverse("take_directive_relation_away", args=[other.pk, relation.pk]))
    assert list(DirectiveRelation.objects.all()) == [relation]


def test_relations_show_in_the_form_of_the_directive(editor, old, new):
    DirectiveRelation.objects.create(source=new, target=old, kind=Kind.REPLACES)
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[old.pk])).content.decode()
    assert reverse("directive_relations", args=[old.pk]) in form
    assert new.title in form


@pytest.fixture
def publish(site_tree):
    def make(text, title="Bài viết", parent=None):
        article = (parent or site_tree.news).add_child(
            instance=ArticlePage(title=title, body=[("paragraph", f"<p>{text}</p>")])
        )
        article.save_revision().publish()
        return article

    return make


def test_what_is_cited_and_not_held_is_listed_and_entered_with_one_click(editor, client, publish, library):
    first = publish("Theo Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị và 05-CT/TW", "Bài thứ nhất")
    publish("Tiếp tục thực hiện 05-CT/TW; Nghị định 30/2020/NĐ-CP", "Bài thứ hai")
    html = editor.get(reverse("missing_directives")).content.decode()
    assert html.index("05-CT/TW") < html.index("30/2020/NĐ-CP")
    assert "Bài thứ nhất" in html and "Bài thứ hai" in html
    address = f"{reverse('propose_directive', args=[library.pk])}?ky-hieu=5//CT/TW"
    form = editor.get(address).context["form"]
    proposed = form.instance
    assert proposed.symbol == "05-CT/TW"
    assert proposed.doc_type.name == "Chỉ thị"
    assert proposed.issuing_body.name == "Bộ Chính trị"
    assert proposed.issued_on == date(2016, 5, 15)
    assert proposed.effective_on is None and proposed.validity == Validity.UNDETERMINED
    proposed.lead = "Về đẩy mạnh học tập"
    library.add_child(instance=proposed)
    proposed.save_revision().publish()
    assert proposed.url in client.get(first.url).content.decode()
    assert "05-CT/TW" not in editor.get(reverse("missing_directives")).content.decode()


def test_an_issuer_that_texts_leave_open_is_left_to_the_editor(editor, publish, library):
    publish("Thực hiện Quyết định số 15-QĐ/TU ngày 02/3/2024")
    answer = editor.get(f"{reverse('propose_directive', args=[library.pk])}?ky-hieu=15//QĐ/TU")
    proposed = answer.context["form"].instance
    assert proposed.issuing_body_id is None
    assert proposed.doc_type.name == "Quyết định"
    html = answer.content.decode()
    assert "Tỉnh ủy Tây Ninh" in html and "Tỉnh ủy Long An" in html


@pytest.mark.parametrize("query", ["", "ky-hieu=1//CT/TW", "tep=abc", "tep=999999", "tep=99999999999999"])
def test_a_proposal_of_nothing_is_not_there(editor, library, query):
    assert editor.get(f"{reverse('propose_directive', args=[library.pk])}?{query}").status_code == 404


def test_the_reports_are_for_those_who_work_on_pages(client, people, publish):
    publish("Theo Chỉ thị số 05-CT/TW")
    for name in ("missing_directives", "outdated_citations"):
        client.force_login(people["contributor"])
        assert client.get(reverse(name)).status_code == 200
        for stranger in ("member", "outsider"):
            client.force_login(people[stranger])
            assert client.get(reverse(name)).status_code == 302


def edit(client, page, text):
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        {
            "title": page.title,
            "slug": page.slug,
            "lead": "",
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "paragraph",
            "body-0-id": "",
            "body-0-value": json.dumps(
                {"blocks": [{"key": "a", "text": text, "type": "unstyled"}], "entityMap": {}}
            ),
            "change_notes-TOTAL_FORMS": "0",
            "change_notes-INITIAL_FORMS": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        },
        follow=True,
    )


def test_an_editor_is_warned_of_what_is_no_longer_in_force(editor, publish, old, new):
    DirectiveRelation.objects.create(source=new, target=old, kind=Kind.REPLACES)
    page = publish("Chưa viện dẫn gì")
    answer = edit(editor, page, "Theo Quy định số 66-QĐ/TW ngày 06/02/2017")
    html = answer.content.decode()
    assert "không còn hiệu lực vào ngày của bài" in html and "66-QĐ/TW" in html
    # The warning blocks nothing: the draft is there.
    assert "66-QĐ/TW" in ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object().plain_text()
    answer = edit(editor, page, "Theo Quy định số 399-QĐ/TW ngày 09/01/2026")
    assert "không còn hiệu lực vào ngày của bài" not in answer.content.decode()


def test_texts_that_cite_what_is_no_longer_in_force_are_reported(editor, publish, old, new):
    earlier, later = publish("Quy định 66-QĐ/TW", "Bài trước"), publish("Quy định 66-QĐ/TW", "Bài sau")
    ArticlePage.objects.filter(pk=earlier.pk).update(first_published_at="2020-05-01T08:00:00Z")
    assert "Bài trước" not in editor.get(reverse("outdated_citations")).content.decode()
    DirectiveRelation.objects.create(source=new, target=old, kind=Kind.REPLACES)
    html = editor.get(reverse("outdated_citations")).content.decode()
    assert "Bài trước" in html and "Bài sau" in html and "09/01/2026" in html
    html = editor.get(reverse("outdated_citations"), {"xem": "khi-dang"}).content.decode()
    assert "Bài trước" not in html and "Bài sau" in html
    later.unpublish()
    assert "Bài sau" not in editor.get(reverse("outdated_citations")).content.decode()


def test_what_replaces_a_directive_may_name_it(editor, make_directive, old):
    new = make_directive(
        "399-QĐ/TW",
        "Quy định",
        "Ban Bí thư",
        date(2026, 1, 9),
        body=[("paragraph", "<p>Thay thế Quy định số 66-QĐ/TW ngày 06/02/2017</p>")],
    )
    assert Citation.objects.filter(page=new, target=old).exists()
    DirectiveRelation.objects.create(source=new, target=old, kind=Kind.REPLACES)
    assert DirectivePage.objects.get(pk=old.pk).validity == Validity.EXPIRED
    assert new.title not in editor.get(reverse("outdated_citations")).content.decode()


PLAN = (
    "ĐẢNG ỦY VIỆN KIỂM SÁT NHÂN DÂN TỈNH TÂY NINH\tĐẢNG CỘNG SẢN VIỆT NAM",
    "CHI BỘ PHÒNG 9",
    "*",
    "Số 07-KH/CB\tTây Ninh, ngày 20 tháng 11 năm 2026",
    "KẾ HOẠCH",
    "thực hiện mô hình “Đoàn kết, trách nhiệm”",
    "-----",
    "Thực hiện Quy định số 144-QĐ/TW ngày 09/5/2024 của Bộ Chính trị, chi bộ xây dựng kế hoạch như sau:",
    "T/M CHI BỘ",
    "BÍ THƯ",
    "Nguyễn Văn Mẫu",
)


def send(client, library, name="07-KH-CB.docx", data=None, into=None, **fields):
    file = SimpleUploadedFile(name, word_file(*PLAN) if data is None else data)
    return client.post(
        reverse("directive_from_file"),
        {"declaration": "on", "library": into or library.pk, "file": file} | fields,
    )


def test_a_file_becomes_a_proposal_that_the_editor_confirms(editor, library):
    answer = send(editor, library)
    assert answer.status_code == 302
    document = PortalDocument.objects.get()
    form = editor.get(answer["Location"]).context["form"]
    proposed = form.instance
    assert proposed.symbol == "07-KH/CB"
    assert proposed.doc_type.name == "Kế hoạch"
    assert proposed.issuing_body == IssuingBody.objects.get(name="Chi bộ")
    assert proposed.issued_on == date(2026, 11, 20)
    assert "Đoàn kết, trách nhiệm" in proposed.lead
    assert proposed.signer == "Nguyễn Văn Mẫu"
    assert [each.document for each in proposed.files.all()] == [document]
    assert not DirectivePage.objects.exists()


def test_a_file_that_is_there_is_offered_and_not_stored_twice(editor, library):
    data = word_file(*PLAN)
    send(editor, library, data=data)
    answer = send(editor, library, "ban-sao.docx", data=data)
    assert answer.status_code == 200
    assert PortalDocument.objects.count() == 1
    document = PortalDocument.objects.get()
    assert f"?tep={document.pk}" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"declaration": ""}, "xác nhận"),
        ({"data": b""}, "rỗng"),
        ({"data": b"MZ\x90\x00" + bytes(400), "name": "van-ban.docx"}, ""),
        ({"into": "999"}, "hợp lệ"),
    ],
)
def test_a_bad_file_is_refused_and_leaves_nothing(editor, library, fields, expected):
    answer = send(editor, library, **fields)
    assert answer.status_code == 200
    assert expected in answer.content.decode().lower()
    assert answer.context["form"].errors
    assert not PortalDocument.objects.exists()


def test_a_scan_waits_for_the_worker(editor, library, stored_document):
    document = stored_document(
        "Bản quét", reading_state="waiting", name="quet.pdf", content=b"%PDF-1.4 khong doc duoc"
    )
    answer = editor.get(f"{reverse('propose_directive', args=[library.pk])}?tep={document.pk}")
    assert answer.status_code == 200
    html = answer.content.decode()
    assert 'http-equiv="refresh"' in html
    assert reverse("wagtailadmin_pages:add", args=["documents", "directivepage", library.pk]) in html


def test_a_withheld_file_is_no_source_of_a_record(editor, library, stored_document, people):
    document = stored_document("Bị giữ", check_state="withheld", uploaded_by_user=people["editor"])
    answer = editor.get(f"{reverse('propose_directive', args=[library.pk])}?tep={document.pk}")
    assert answer.status_code in (302, 403)


def test_names_given_later_are_found_in_texts_published_before(publish, make_directive):
    article = publish("Căn cứ Luật Tổ chức Viện kiểm sát nhân dân")
    assert not Citation.objects.filter(page=article).exists()
    law = make_directive(
        "63/2014/QH13", "Luật", "Quốc hội", date(2014, 11, 24), names=["Luật Tổ chức Viện kiểm sát nhân dân"]
    )
    assert citing.read_again() == 1
    assert Citation.objects.get(page=article).target == law
    assert citing.read_again() == 0


def enter(client, library, **fields):
    address = reverse("wagtailadmin_pages:add", args=["documents", "directivepage", library.pk])
    return client.post(address, given_for(symbol="16 - hd/btctw", lead="") | fields)


def test_a_directive_entered_by_hand_needs_neither_title_nor_address(editor, library):
    assert enter(editor, library).status_code == 302
    assert enter(editor, library, issued_on="25/09/2021").status_code == 302
    first, second = DirectivePage.objects.order_by("pk")
    assert (first.title, first.slug) == ("Hướng dẫn số 16-HD/BTCTW", "16-hd-btctw-2021")
    assert second.slug == "16-hd-btctw-2021-2"
    assert not first.live and first.library_id == library.pk


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"symbol": "ký hiệu"}, "ký hiệu"),
        ({"issued_on": "31/02/2021"}, "hợp lệ"),
        ({"issued_on": ""}, "bắt buộc"),
        ({"doc_type": ""}, "bắt buộc"),
        ({"action-submit": "1", "effective_on": "01/01/2021"}, "trước ngày ban hành"),
    ],
)
def test_what_is_wrong_in_the_form_is_told_and_nothing_is_written(editor, library, fields, expected):
    answer = enter(editor, library, **fields)
    assert answer.status_code == 200
    assert expected in answer.content.decode()
    assert not DirectivePage.objects.exists()


def test_a_withheld_file_is_destroyed_though_a_directive_has_it(
    library, make_directive, stored_document, make_user
):
    directive = make_directive("144-QĐ/TW", "Quy định", "Bộ Chính trị")
    document = stored_document("144", check_state="withheld")
    directive.files.create(document=document)
    directive.save_revision().publish()
    decider = make_user("quan-tri", is_superuser=True)
    guard.destroy(document, user=decider)
    assert not PortalDocument.objects.exists()
    assert not DirectivePage.objects.get(pk=directive.pk).files.exists()


def given_for(**fields) -> dict:
    """Return what the form of a directive sends."""
    given = {
        "symbol": "16-HD/BTCTW",
        "doc_type": DirectiveType.objects.get(name="Hướng dẫn").pk,
        "issuing_body": IssuingBody.objects.get(name="Ban Tổ chức Trung ương").pk,
        "issued_on": "24/09/2021",
        "lead": "Trích yếu trong bản xem trước",
        "slug": "",
        "body-count": "0",
    }
    for formset in ("files", "other_names", "comments"):
        given |= {f"{formset}-TOTAL_FORMS": "0", f"{formset}-INITIAL_FORMS": "0"}
    return given | fields


def test_a_directive_is_previewed_before_and_after_it_is_saved(editor, library, old, stored_document):
    document = stored_document("Tệp xem trước")
    file = {
        "files-TOTAL_FORMS": "1",
        "files-0-document": document.pk,
        "files-0-role": "main",
        "files-0-title": "",
        "files-0-ORDER": "1",
    }
    for address in (
        reverse("wagtailadmin_pages:preview_on_add", args=["documents", "directivepage", library.pk]),
        reverse("wagtailadmin_pages:preview_on_edit", args=[old.pk]),
    ):
        assert editor.post(address, given_for(**file)).json()["is_valid"]
        answer = editor.get(address)
        assert answer.status_code == 200
        html = answer.content.decode()
        assert "Trích yếu trong bản xem trước" in html
        assert "Tệp xem trước" in html
