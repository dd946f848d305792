"""What is written in batches is what Wagtail's way of one page at a time leaves behind."""

from copy import deepcopy
from datetime import date

import pytest
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from documents.models import Citation, DirectiveName, DirectivePage, DirectiveType, IssuingBody, SubjectField
from portal.exchange import register_writing
from portal.exchange.register_rows import Entry
from portal.search.models import SearchEntry
from tests.exchange.directives.registers import GOOD, HEADINGS, many, workbook

VALUES = {
    "symbol": "144-QĐ/TW",
    "symbol_key": "144//QĐ/TW",
    "number": 144,
    "issued_on": date(2024, 5, 9),
    "effective_on": date(2024, 6, 1),
    "lead": "Thay thế Quy định 08-QĐi/TW ngày 25/10/2018 và Luật Cán bộ, thực hiện Kết luận 21-KL/TW",
    "signer": "Trần Cẩm Tú",
}
OF_A_PLACE = {"library", "id", "path", "url_path", "slug", "translation_key", "page_ptr", "numchild"}
# The revision of a page that is published by hand is older than its computed validity.
COMPUTED = {"validity"}
OF_A_TIME = {
    "first_published_at",
    "last_published_at",
    "latest_revision_created_at",
    "latest_revision",
    "live_revision",
}


@pytest.fixture
def both(library, other_library, make_user, stored_document):
    """Return the same directive, entered by hand and by an import."""
    user, document = make_user("nguoi-nhap"), stored_document("144")
    above = SubjectField.objects.create(name="Tổ chức")
    subject = SubjectField.objects.create(name="Cán bộ", parent=above)
    joint = IssuingBody.objects.get(name="Ban Bí thư")
    body, doc_type = IssuingBody.objects.get(name="Bộ Chính trị"), DirectiveType.objects.get(name="Quy định")
    by_hand = DirectivePage(**VALUES, doc_type=doc_type, issuing_body=body, owner=user)
    by_hand.joint_bodies.set([joint])
    by_hand.subjects.set([subject])
    by_hand.other_names.set([DirectiveName(name="Quy định về chuẩn mực", sort_order=0)])
    by_hand.files.create(document=document, sort_order=0)
    library.add_child(instance=by_hand)
    by_hand.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    entry = Entry(
        2,
        values=VALUES | {"doc_type": doc_type},
        body=body,
        joint_bodies=[joint],
        subjects=[subject],
        names=["Quy định về chuẩn mực"],
    )
    (imported,) = register_writing.write(
        [entry],
        {2: [document]},
        other_library,
        user=user,
        reason="Nhập sổ",
        import_id=1,
    )
    return DirectivePage.objects.get(pk=by_hand.pk), DirectivePage.objects.get(pk=imported.pk)


def test_the_rows_are_the_same(both):
    by_hand, imported = (
        {
            field.name: getattr(page, field.attname)
            for field in DirectivePage._meta.concrete_fields
            if field.name not in OF_A_PLACE | OF_A_TIME
        }
        for page in both
    )
    assert imported == by_hand
    for page in both:
        assert page.slug == "144-qd-tw-2024"
        assert page.url_path == page.get_parent().url_path + page.slug + "/"
        assert page.latest_revision == page.live_revision and page.last_published_at
        assert page.get_parent().numchild == 1
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_revisions_are_the_same(both):
    contents = []
    for page in both:
        revision = Revision.objects.for_instance(page).get()
        content = {
            key: value
            for key, value in deepcopy(revision.content).items()
            if key not in OF_A_PLACE | OF_A_TIME | COMPUTED | {"pk"}
        }
        for children in ("files", "other_names"):
            for child in content[children]:
                assert child.pop("pk")
                assert child.pop("page") == page.pk
        contents.append(content)
        assert revision.as_object().other_names.get().name == "Quy định về chuẩn mực"
        assert revision.user == page.owner and revision.object_str == str(page)
    assert contents[1] == contents[0]


def test_what_listens_has_heard(both):
    def entry_of(page):
        entry = SearchEntry.objects.get(object_id=page.pk, content_type=page.content_type)
        return entry.title, entry.body

    def references_of(page):
        return set(
            ReferenceIndex.get_references_for_object(page)
            .exclude(model_path__endswith="page_ptr")
            .values_list("to_content_type", "to_object_id", "model_path")
        )

    def citations_of(page):
        return set(
            Citation.objects.filter(page=page).values_list(
                "surface", "symbol_key", "doc_type", "date", "count", "target"
            )
        )

    by_hand, imported = both
    assert entry_of(imported) == entry_of(by_hand)
    assert references_of(imported) == references_of(by_hand)
    assert citations_of(imported) == citations_of(by_hand) and citations_of(imported)


def test_the_log_says_who_and_why(both):
    _by_hand, imported = both
    entries = PageLogEntry.objects.filter(page=imported.pk)
    assert {entry.action for entry in entries} == {
        "wagtail.create",
        "wagtail.publish",
        "portal.import_directive",
    }
    assert {entry.user for entry in entries} == {imported.owner}
    assert "Nhập sổ" in str(entries.get(action="portal.import_directive").message)


def test_a_later_record_is_led_to_by_texts_that_cite_it(library, run, tmp_path):
    run("import_directives", workbook(tmp_path / "a.xlsx", [HEADINGS, *many(3)]))
    assert not Citation.objects.exclude(target=None).exists()
    run("import_directives", workbook(tmp_path / "b.xlsx", [HEADINGS, GOOD]))
    assert set(Citation.objects.values_list("target__symbol", flat=True)) == {"144-QĐ/TW"}
