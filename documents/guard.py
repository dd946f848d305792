"""The secrecy guard: no file is public, searchable or served before its first page is known to bear no mark.

The law forbids to keep a state secret on a machine with a network (Law 117/2025/QH15), so the portal stores no
secrecy level. A mark withholds the file; a person with the right to decide destroys it or, as a second person,
releases it as a false alarm. A file that no machine can read waits for a second person's eyes.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from taggit.models import Tag, TaggedItem
from wagtail.models import Collection, ModelLogEntry, ReferenceIndex
from wagtail.permissions import policy_registry

from documents import citing
from documents.extraction import NONE, OCR, PageText
from documents.inspection import MarkKind, find_marks
from documents.models import (
    CheckState,
    Citation,
    DestroyedFile,
    DirectiveFile,
    DocumentDecision,
    DocumentPageText,
    DocumentVersion,
    PortalDocument,
)
from portal.base.audience import audience_of
from portal.search.engines import FULL_TEXT_TABLES
from portal.search.models import SearchEntry

logger = logging.getLogger("portal.guard")

MARK_LENGTH = 200
# Of the task that reads a document, under which the queue keeps it.
TASK_PATH = "documents.tasks.read_document"
# A scan recognised with less certainty than this may bear a mark that was not read. Real scans reach 0.8 and more.
LEAST_CONFIDENCE = 0.5


class NotAllowed(Exception):
    """A decision that this person may not take; the message says why."""


class BytesRemain(Exception):
    """A destroyed file of which something is left on the disk; the message says what, and what to do."""


def check_first_page(document: PortalDocument, page: PageText | None, *, is_final: bool) -> None:
    """Clear, withhold or leave a document by its first page; None says that it could not be had.

    `is_final`: no better reading will come, so that a page that does not read needs a person. What a person has
    decided of this version stands. Sets fields; the caller saves them.
    """
    if document.check_state not in (CheckState.PENDING, CheckState.UNREADABLE):
        return
    secret = None
    if page is not None:
        marks = [mark for text in (page.text, page.pictured or "") for mark in find_marks(text)]
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
        citing.record_document(locked)


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
        citing.record_document(locked)


def members_collections(user) -> QuerySet[Collection]:
    """Return the collections closed to the public, where internal files may stand, that a person may add files to."""
    policy = policy_registry.get_by_type(PortalDocument)
    allowed = policy.collections_user_has_permission_for(user, "add")
    return allowed.filter(pk__in=audience_of(None).restricted_collections).order_by("path")


def is_misplaced(document: PortalDocument) -> bool:
    """Tell whether a file for internal circulation stands in a collection that is open to the public."""
    return document.is_internal and document.collection_id not in audience_of(None).restricted_collections


def move_to_members(document: PortalDocument, collection: Collection, *, user) -> None:
    """Move an internal file out of the public's sight."""
    if not members_collections(user).filter(pk=collection.pk).exists():
        raise NotAllowed(_("That collection is open to the public, or you may not add files to it."))
    with _being_decided(document) as locked:
        if not locked.is_editable_by_user(user) or not is_misplaced(locked):
            raise NotAllowed(_("You may not move this file."))
        locked.collection = collection
        locked.save(update_fields=["collection"])
        locked.decisions.create(kind=DocumentDecision.Kind.MOVED, decided_by=user)


def may_destroy(document: PortalDocument, user) -> bool:
    """Tell whether a person may destroy a file: who decides on such files, and who brought in a withheld one."""
    if user.has_perm("documents.decide_withheld"):
        return True
    is_withheld = document.check_state == CheckState.WITHHELD
    return is_withheld and user.is_active and document.was_brought_in_by(user)


def destroy(document: PortalDocument, *, user) -> None:
    """Do away with a file and everything that was made of it; only time, account and hashes are kept.

    Raises BytesRemain when rows, text and index are gone but the disk did not let the bytes go. What the database
    wrote elsewhere – archives of its log, backups, replicas – is the administrator's to clean.
    """
    identity = str(document.pk)
    with transaction.atomic():
        locked = PortalDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
        if not may_destroy(locked, user):
            raise NotAllowed(_("You may not destroy this file."))
        tags, versions = list(locked.tags.all()), list(locked.versions.all())
        stored = {locked.file.name, *(version.file.name for version in versions)}
        DestroyedFile.objects.bulk_create(
            DestroyedFile(destroyed_by=user, sha256=digest)
            for digest in {locked.sha256, *(version.sha256 for version in versions)}
        )
        # A task that runs holds the document's id alone, and its worker wants it until the end.
        tasks = DBTaskResult.objects.filter(task_path=TASK_PATH, args_kwargs__args=[locked.pk])
        tasks.exclude(status=TaskResultStatus.RUNNING).delete()
        locked.delete()
        for tag in tags:
            if not tag.taggit_taggeditem_items.exists():
                tag.delete()
        # Wagtail's log keeps titles.
        ModelLogEntry.objects.filter(
            object_id=identity, content_type__app_label="documents", content_type__model="portaldocument"
        ).delete()
    left = [name for name in sorted(stored) if not _is_deleted(locked.file.storage, name)]
    _sweep_database()
    if left:
        raise BytesRemain(
            _("The file's bytes could not be deleted. Tell the administrator at once to delete: %(names)s")
            % {"names": ", ".join(left)}
        )


def _is_deleted(storage, name: str) -> bool:
    try:
        storage.delete(name)
    except OSError:
        logger.exception("%s could not be deleted", name)
        return False
    return True


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
    Citation,
    DirectiveFile,
    DocumentVersion,
    DocumentPageText,
    DocumentDecision,
    ModelLogEntry,
    ReferenceIndex,
    SearchEntry,
    DBTaskResult,
    Tag,
    TaggedItem,
)


def _sweep_database() -> None:
    """Let the database forget the bytes of deleted rows as far as it can; inside a transaction it can do less."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # Rows are overwritten as they go (secure_delete); full-text tables keep words until they are merged.
            for table in FULL_TEXT_TABLES:
                cursor.execute(f"INSERT INTO {table}({table}) VALUES('optimize')")
        if connection.in_atomic_block:
            return
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for model in SWEPT:
                cursor.execute(f'VACUUM "{model._meta.db_table}"')
