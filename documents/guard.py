"""The secrecy guard: no file is public, searchable or served before its first page is known to bear no mark.

The law forbids to keep a state secret on a machine with a network (Law 117/2025/QH15), so the portal stores no
secrecy level. A mark withholds the file; a person with the right to decide destroys it or, as a second person,
releases it as a false alarm. A file that no machine can read waits for a second person's eyes.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult
from taggit.models import Tag, TaggedItem
from wagtail.models import Collection, ModelLogEntry, ReferenceIndex
from wagtail.permissions import policy_registry
from wagtail.search import index
from wagtail.search.models import IndexEntry

from documents.extraction import NONE, OCR, PageText
from documents.inspection import MarkKind, find_marks
from documents.models import (
    CheckState,
    DestroyedFile,
    DocumentDecision,
    DocumentPageText,
    DocumentVersion,
    PortalDocument,
)
from portal.base.audience import audience_of

MARK_LENGTH = 200
# A scan recognised with less certainty than this may bear a mark that was not read. Real scans reach 0.8 and more.
LEAST_CONFIDENCE = 0.5


class NotAllowed(Exception):
    """A decision that this person may not take; the message says why."""


def check_first_page(document: PortalDocument, page: PageText | None, *, is_final: bool) -> None:
    """Clear, withhold or leave a document by its first page; None says that it could not be had.

    `is_final`: no better reading will come, so that a page that does not read needs a person. What a person has
    decided of this version stands. Sets fields; the caller saves them.
    """
    if document.check_state not in (CheckState.PENDING, CheckState.UNREADABLE):
        return
    texts = [page.text, page.pictured or ""] if page else []
    marks = [mark for text in texts for mark in find_marks(text)]
    secret = next((mark for mark in marks if mark.kind is MarkKind.SECRET), None)
    document.is_internal = any(mark.kind is MarkKind.INTERNAL for mark in marks)
    document.mark_found = next((mark.surface[:MARK_LENGTH] for mark in (secret, *marks) if mark), "")
    if secret:
        document.check_state = CheckState.WITHHELD
    elif page is not None and _reads(page) and page.pictured is not None:
        document.check_state = CheckState.CLEARED
    elif is_final:
        document.check_state = CheckState.UNREADABLE


def _reads(page: PageText) -> bool:
    """Tell whether a page was read well enough to say that a mark would have been seen."""
    is_read = page.method != NONE and bool(page.text.strip())
    return is_read and (page.method != OCR or (page.confidence or 0) >= LEAST_CONFIDENCE)


def kept_by(user) -> QuerySet[PortalDocument]:
    """Return the documents that a person looks after, and the withheld ones that this person may know of."""
    kept = policy_registry.get_by_type(PortalDocument).instances_user_has_any_permission_for(user, ["change"])
    withheld = PortalDocument.objects.filter(check_state=CheckState.WITHHELD)
    if not user.has_perm("documents.decide_withheld"):
        brought_in = DocumentVersion.objects.filter(made_by=user).values("document")
        withheld = withheld.filter(Q(uploaded_by_user=user) | Q(pk__in=brought_in))
    return kept | withheld


def awaiting_decision(documents: QuerySet[PortalDocument]) -> QuerySet[PortalDocument]:
    """Narrow documents to those that a person must decide on: withheld, unreadable, or internal in an open place."""
    restricted = audience_of(None).restricted_collections
    return documents.filter(
        Q(check_state__in=(CheckState.UNREADABLE, CheckState.WITHHELD))
        | Q(is_internal=True) & ~Q(collection_id__in=restricted)
    )


def clear_by_person(document: PortalDocument, *, user) -> None:
    """Record that a second person has looked at a file and found no mark on it."""
    with _being_decided(document) as locked:
        if locked.check_state != CheckState.UNREADABLE:
            raise NotAllowed(_("This file does not wait for a person's check."))
        if not locked.may_be_examined_by(user):
            raise NotAllowed(_("Somebody other than the uploader must look at the file."))
        locked.check_state = CheckState.CLEARED
        locked.decisions.create(kind=DocumentDecision.Kind.NO_MARK, decided_by=user)


def release(document: PortalDocument, *, user, reason: str) -> None:
    """Release a withheld file as a false alarm, by a second person with a reason."""
    with _being_decided(document) as locked:
        if locked.check_state != CheckState.WITHHELD:
            raise NotAllowed(_("This file is not withheld."))
        if not locked.may_be_examined_by(user):
            raise NotAllowed(_("A second person with the right to decide must release the file."))
        if not reason.strip():
            raise NotAllowed(_("Say why this is a false alarm."))
        locked.check_state, locked.mark_found = CheckState.CLEARED, ""
        locked.decisions.create(
            kind=DocumentDecision.Kind.FALSE_ALARM, decided_by=user, reason=reason.strip()
        )


def members_collections() -> QuerySet[Collection]:
    """Return the collections that are closed to the public, where internal files may stand."""
    restricted = audience_of(None).restricted_collections
    return Collection.objects.filter(pk__in=restricted).order_by("path")


def move_to_members(document: PortalDocument, collection: Collection, *, user) -> None:
    """Move an internal file out of the public's sight."""
    if not members_collections().filter(pk=collection.pk).exists():
        raise NotAllowed(_("That collection is open to the public."))
    with _being_decided(document) as locked:
        if not locked.is_editable_by_user(user):
            raise NotAllowed(_("You may not change this file."))
        locked.collection = collection
        locked.save(update_fields=["collection"])
        locked.decisions.create(kind=DocumentDecision.Kind.MOVED, decided_by=user)


def may_destroy(document: PortalDocument, user) -> bool:
    """Tell whether a person may destroy a file: its uploader while it is withheld, or who decides on such files."""
    if user.has_perm("documents.decide_withheld"):
        return True
    return document.is_withheld_before(user)


def destroy(document: PortalDocument, *, user) -> None:
    """Do away with a file and everything that was made of it; only time, account and hashes are kept.

    What the database wrote elsewhere – archives of its log, backups, replicas – is the administrator's to clean.
    """
    if not may_destroy(document, user):
        raise NotAllowed(_("You may not destroy this file."))
    identity = str(document.pk)
    tags = list(document.tags.all())
    with transaction.atomic():
        DestroyedFile.objects.bulk_create(
            DestroyedFile(destroyed_by=user, sha256=digest)
            for digest in {document.sha256, *document.versions.values_list("sha256", flat=True)}
        )
        DBTaskResult.objects.filter(
            task_path="documents.tasks.read_document", args_kwargs__args=[document.pk]
        ).delete()
        index.remove_object(document)
        document.delete()
        for tag in tags:
            if not tag.taggit_taggeditem_items.exists():
                tag.delete()
        # Wagtail's log keeps titles.
        ModelLogEntry.objects.filter(
            object_id=identity, content_type__app_label="documents", content_type__model="portaldocument"
        ).delete()
    _sweep_database()


@contextmanager
def _being_decided(document: PortalDocument) -> Iterator[PortalDocument]:
    """Lock a document's row while a decision on it is taken, and save it when the decision holds."""
    with transaction.atomic():
        locked = PortalDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
        yield locked
        locked.save_custody()
    document.refresh_from_db()


# The tables that held something of a file.
SWEPT = (
    PortalDocument,
    DocumentVersion,
    DocumentPageText,
    ModelLogEntry,
    ReferenceIndex,
    IndexEntry,
    DBTaskResult,
    Tag,
    TaggedItem,
)


def _sweep_database() -> None:
    """Let the database forget the bytes of deleted rows as far as it can; inside a transaction it can do less."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # Rows are overwritten as they go (secure_delete); the full-text index keeps them until it is merged.
            cursor.execute(
                "INSERT INTO wagtailsearch_indexentry_fts(wagtailsearch_indexentry_fts) VALUES('optimize')"
            )
        if connection.in_atomic_block:
            return
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for model in SWEPT:
                cursor.execute(f'VACUUM "{model._meta.db_table}"')
