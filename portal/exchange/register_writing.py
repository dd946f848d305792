"""Directives written many at a time, with all that Wagtail's way of one at a time leaves behind.

Tree, revisions, log, search index, reference index, citations and validity are those of a page that was added, saved
and published; `tests/exchange/directives/test_writing.py` compares the two. What costs a query for each page there
costs one for each batch here.
"""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils import timezone
from modelsearch.backends import get_search_backends
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from documents import citing, validity
from documents.models import (
    DirectiveFile,
    DirectiveLibraryPage,
    DirectiveName,
    DirectivePage,
    IssuingBody,
    PortalDocument,
    SubjectField,
)
from documents.models.directive import slug_of
from portal.base.text import slugify
from portal.exchange.register_rows import Entry
from portal.exchange.register_vocabulary import STEP, Vocabulary

IMPORTED = "portal.import_directive"


def write(
    entries: list[Entry],
    files: dict[int, list[PortalDocument]],
    library: DirectiveLibraryPage,
    *,
    user,
    reason: str,
    import_id: int,
) -> list[DirectivePage]:
    """Publish a directive for each entry; `files` has the documents by the entry's number.

    Their lists are complete (`complete_lists`). Call it in a transaction: the library's row is locked until that ends.
    """
    # Whoever else adds pages here by this function waits; paths are counted from the last one.
    parent = DirectiveLibraryPage.objects.select_for_update(of=("self",)).get(pk=library.pk)
    directives = [_directive_of(entry, files.get(entry.number, []), user) for entry in entries]
    _place(directives, parent)
    _insert(directives)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(directives))
    _keep_history(directives, user, {"reason": reason, "import": import_id})
    _index(directives)
    return directives


def complete_lists(entries: list[Entry], vocabulary: Vocabulary) -> None:
    """Add the bodies and subjects that are to be added, and put them in the place of their names."""
    for entry in entries:
        if isinstance(entry.body, str):
            entry.body = _added_body(entry.body, vocabulary)
        entry.joint_bodies = [
            _added_body(body, vocabulary) if isinstance(body, str) else body for body in entry.joint_bodies
        ]
        entry.subjects = [
            _added_subject(subject, vocabulary) if isinstance(subject, str) else subject
            for subject in entry.subjects
        ]


def _added_body(name: str, vocabulary: Vocabulary) -> IssuingBody:
    body = vocabulary.body_of(name, None, None)
    if body is None:
        body = IssuingBody.objects.create(name=name)
        vocabulary.add_body(body)
    return body


def _added_subject(path: str, vocabulary: Vocabulary) -> SubjectField:
    above: SubjectField | None = None
    names: list[str] = []
    for name in (part.strip() for part in path.split(STEP.strip())):
        names.append(name)
        subject = vocabulary.subject_of(STEP.join(names))
        if subject is None:
            slug, number = slugify(name), 1
            while SubjectField.objects.filter(slug=slug).exists():
                number += 1
                slug = f"{slugify(name)}-{number}"
            subject = SubjectField.objects.create(name=name, parent=above, slug=slug)
            vocabulary.add_subject(subject)
        above = subject
    assert above is not None
    return above


def _directive_of(entry: Entry, documents: list[PortalDocument], user) -> DirectivePage:
    now = timezone.now()
    directive = DirectivePage(
        **entry.values,
        issuing_body=entry.body,
        owner=user,
        live=True,
        has_unpublished_changes=False,
        first_published_at=now,
        last_published_at=now,
    )
    directive.read_symbol()
    directive.title = directive.draft_title = directive.heading[:255]
    # Given before there is a row, they stand in memory and ask the database nothing.
    directive.joint_bodies.set(entry.joint_bodies)
    directive.subjects.set(entry.subjects)
    directive.other_names.set(
        [DirectiveName(name=name, sort_order=order) for order, name in enumerate(entry.names)]
    )
    directive.files.set(
        [DirectiveFile(document=document, sort_order=order) for order, document in enumerate(documents)]
    )
    directive.validity = validity.validity_on(directive, timezone.localdate(), ())
    return directive


def _place(directives: list[DirectivePage], parent: DirectiveLibraryPage) -> None:
    """Give the pages their paths behind the last child, free slugs and addresses."""
    depth = parent.depth + 1
    children = Page.objects.filter(path__startswith=parent.path, depth=depth)
    last = children.order_by("-path").values_list("path", flat=True).first()
    step = Page._str2int(last[-Page.steplen :]) if last else 0
    wanted = [slug_of(directive.symbol, directive.issued_on) for directive in directives]
    taken = set(children.filter(slug__in=set(wanted)).values_list("slug", flat=True))
    content_type = ContentType.objects.get_for_model(DirectivePage)
    for directive, base in zip(directives, wanted, strict=True):
        step += 1
        slug, number = base, 1
        while slug in taken or (number > 1 and children.filter(slug=slug).exists()):
            number += 1
            slug = f"{base}-{number}"
        taken.add(slug)
        directive.slug = slug
        directive.path = Page._get_path(parent.path, depth, step)
        directive.depth, directive.numchild = depth, 0
        directive.locale_id = parent.locale_id
        directive.content_type = content_type
        directive.set_url_path(parent)
        directive.compute_columns(parent)


def _insert(directives: list[DirectivePage]) -> None:
    """Insert the rows of pages and of what hangs on them; sends no signals."""
    columns = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    pages = Page.objects.bulk_create(
        Page(**{column: getattr(directive, column) for column in columns}) for directive in directives
    )
    names, files, joint, subjects = [], [], [], []
    for page, directive in zip(pages, directives, strict=True):
        directive.pk = directive.id = directive.page_ptr_id = page.pk
        # A row of this table alone; raw, so that nothing listens before the rest stands.
        directive.save_base(raw=True, force_insert=True)
        for child in directive.other_names.all():
            child.page_id = directive.pk
            names.append(child)
        for child in directive.files.all():
            child.page_id = directive.pk
            files.append(child)
        joint += _links(
            DirectivePage.joint_bodies.through, directive, "issuingbody", directive.joint_bodies.all()
        )
        subjects += _links(
            DirectivePage.subjects.through, directive, "subjectfield", directive.subjects.all()
        )
    DirectiveName.objects.bulk_create(names)
    DirectiveFile.objects.bulk_create(files)
    DirectivePage.joint_bodies.through.objects.bulk_create(joint)
    DirectivePage.subjects.through.objects.bulk_create(subjects)


def _links(through, directive: DirectivePage, target: str, rows: Iterable) -> list:
    return [through(directivepage_id=directive.pk, **{f"{target}_id": row.pk}) for row in rows]


def _keep_history(directives: list[DirectivePage], user, data: dict) -> None:
    """Make the revision that is live, and the entries of the log."""
    base = ContentType.objects.get_for_model(Page)
    now = timezone.now()
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=directive.content_type,
            base_content_type=base,
            object_id=str(directive.pk),
            created_at=now,
            user=user,
            object_str=str(directive),
            content=directive.serializable_data(),
        )
        for directive in directives
    )
    entries = []
    for directive, revision in zip(directives, revisions, strict=True):
        directive.latest_revision = directive.live_revision = revision
        directive.latest_revision_created_at = now
        for action, details in (("wagtail.create", {}), ("wagtail.publish", {}), (IMPORTED, data)):
            entries.append(
                PageLogEntry(
                    content_type=directive.content_type,
                    label=directive.get_admin_display_title(),
                    action=action,
                    timestamp=now,
                    user=user,
                    page_id=directive.pk,
                    revision=revision,
                    content_changed=True,
                    data=details,
                )
            )
    Page.objects.bulk_update(
        [
            Page(
                pk=directive.pk,
                latest_revision=directive.latest_revision,
                live_revision=directive.live_revision,
                latest_revision_created_at=now,
            )
            for directive in directives
        ],
        ["latest_revision", "live_revision", "latest_revision_created_at"],
    )
    PageLogEntry.objects.bulk_create(entries)


def _index(directives: list[DirectivePage]) -> None:
    """Do what listens to a page's saving and publishing."""
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(DirectivePage, directives)
    for directive in directives:
        ReferenceIndex.create_or_update_for_object(directive)
    citing.record_pages(directives)
    citing.lead_to_all(directives)
