"""How files come into the library: refused with a reason, met by one that is there already, or stored whole.

Every upload goes through `take_in` or `replace_file`. Two of the same file at the same instant come one after the
other, and what fails on the way leaves neither row nor file.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from django.core.files import File
from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry
from wagtail.utils.file import hash_filelike

from documents import antivirus, reading
from documents.fixity import sha256_of
from documents.inspection import MESSAGES, inspect_file, safe_name
from documents.models import CheckState, DocumentVersion, PortalDocument
from portal.base.text import excerpt, nfc

logger = logging.getLogger("portal.intake")

TITLE_LENGTH = 255
# Any number of our own: it keeps uploads apart from other users of PostgreSQL's advisory locks.
UPLOAD_LOCK = 0x70_6F_72_74


class OnClash(Enum):
    """What to do with a file that is there already, by its content or by its name in the collection."""

    ASK = "ask"
    KEEP_BOTH = "keep"
    REPLACE = "replace"
    SKIP = "skip"


class Refusal(Exception):
    """A file that is not taken; the message says why and what to do."""


@dataclass(frozen=True)
class Clash:
    """A document that a new file meets; `same_content` tells by what."""

    document: PortalDocument
    same_content: bool


@dataclass(frozen=True)
class Arrival:
    """What became of a file: the document that has it, or the clashes that a person must decide on."""

    kind: Literal["stored", "replaced", "skipped", "clash"]
    document: PortalDocument | None = None
    clashes: list[Clash] = field(default_factory=list)


def take_in(
    upload, *, collection, user, title: str = "", on_clash: OnClash = OnClash.ASK, **fields
) -> Arrival:
    """Store an uploaded file as a new document, or as a new version where it clashes and that is wanted.

    `fields` are those of the document: description, language, source. Raises Refusal and then leaves nothing behind.
    """
    inspect(upload)
    digest, name = sha256_of(upload), safe_name(upload.name)
    with _stored(upload) as stored:
        _one_at_a_time()
        clashes = find_clashes(digest, name, collection, user)
        if clashes and on_clash is OnClash.ASK:
            return Arrival("clash", clashes=clashes)
        if clashes and on_clash is OnClash.SKIP:
            return Arrival("skipped", clashes[0].document, clashes)
        if clashes and on_clash is OnClash.REPLACE:
            met = next((clash for clash in clashes if not clash.same_content), clashes[0]).document
            _refuse_foreign_hands(met, user)
            _add_version(met, stored, name, digest, user=user, reason=_("Replaced at upload"))
            met.refresh_from_db()
            return Arrival("replaced", met, clashes)
        document = PortalDocument(
            title=excerpt(nfc(title) or name.rpartition(".")[0] or name, TITLE_LENGTH),
            original_name=name,
            sha256=digest,
            collection=collection,
            uploaded_by_user=user,
            **fields,
        )
        stored.give_to(document)
        document.save()
        return Arrival("stored", document)


def inspect(upload) -> None:
    """Look at what a file is; raises Refusal with the reason for one that is not to be kept."""
    stored_at = getattr(upload, "temporary_file_path", None)
    upload.seek(0)
    with _failures_as_refusals():
        inspection = inspect_file(stored_at() if stored_at else upload.read(), upload.name, reading.limits())
    upload.seek(0)
    if not inspection.is_safe:
        told = [_told(finding) for finding in inspection.findings]
        raise Refusal(" ".join(told) or _(MESSAGES["unsupported"]))
    try:
        signature = antivirus.scan(upload)
    except antivirus.ScannerUnavailable as error:
        raise Refusal(str(error)) from error
    if signature:
        raise Refusal(_("The virus scanner found “%(name)s” in the file.") % {"name": signature})


def _told(finding) -> str:
    places = {name: _(value) if isinstance(value, str) else value for name, value in finding.params.items()}
    return _(MESSAGES[finding.code]).format(**places)


def find_clashes(digest: str, name: str, collection, user) -> list[Clash]:
    """Return what a file meets among the documents that a person may know of: same content first."""
    known = _known_to(user)
    same_name = known.filter(original_name=name, collection=collection).exclude(sha256=digest).order_by("-pk")
    return [
        *(Clash(document, True) for document in find_copies(digest, user)),
        *(Clash(document, False) for document in same_name),
    ]


def find_copies(digest: str, user):
    """Return the documents with this content that a person may know of."""
    return _known_to(user).filter(sha256=digest).order_by("pk")


def _known_to(user):
    if user is None:
        # Nobody signed in: somebody at the command line, who may know of all but what is withheld.
        return PortalDocument.objects.exclude(check_state=CheckState.WITHHELD)
    policy = policy_registry.get_by_type(PortalDocument)
    return policy.instances_user_has_any_permission_for(user, ["change", "choose"])


def replace_file(document: PortalDocument, upload, *, user, reason: str) -> DocumentVersion:
    """Give a document a new file; its address stays, the old file stays as a version."""
    _refuse_foreign_hands(document, user)
    inspect(upload)
    digest = sha256_of(upload)
    with _stored(upload) as stored:
        version = _add_version(document, stored, safe_name(upload.name), digest, user=user, reason=reason)
    document.refresh_from_db()
    return version


def restore_version(version: DocumentVersion, *, user, reason: str) -> DocumentVersion:
    """Make an old version the newest one again; nothing is lost by it."""
    document = version.document
    _refuse_foreign_hands(document, user)
    reason = reason or _("Version %d restored") % version.number
    with _failures_as_refusals(), _old_bytes(version) as old, _stored(old) as stored:
        restored = _add_version(
            document, stored, version.original_name, version.sha256, user=user, reason=reason
        )
    document.refresh_from_db()
    return restored


def _old_bytes(version: DocumentVersion) -> File:
    """Open a version's file under the name that it came with; refuses one that is not what was stored."""
    storage, name = version.file.storage, version.file.name
    if storage.exists(name):
        old = storage.open(name)
        if sha256_of(old) == version.sha256:
            old.name = version.original_name
            return old
        old.close()
    raise Refusal(_("The file of this version is missing or altered. Please tell the administrator."))


def _refuse_foreign_hands(document: PortalDocument, user) -> None:
    if not document.is_editable_by_user(user):
        raise Refusal(_("You may not change this document."))


def _add_version(
    document: PortalDocument, stored: "StoredBytes", name: str, digest: str, *, user, reason: str
) -> DocumentVersion:
    locked = PortalDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if locked.check_state != CheckState.CLEARED:
        # An unchecked file must not slip among the versions, where editors could open it.
        raise Refusal(_("The present file has not been checked yet: it cannot be replaced before that."))
    if locked.sha256 == digest:
        raise Refusal(_("This file is the one that the document has already."))
    locked.original_name, locked.sha256 = name, digest
    stored.give_to(locked)
    reading.forget(locked)
    locked.save_custody()
    newest = locked.versions.first()
    return locked.versions.create(
        number=newest.number + 1 if newest else 1,
        file=locked.file.name,
        original_name=locked.original_name,
        sha256=digest,
        size=locked.file_size,
        made_by=user,
        reason=reason[:500],
    )


@dataclass
class StoredBytes:
    """The bytes of a file where they are kept, which belong to no document yet."""

    name: str
    size: int
    sha1: str
    is_given: bool = False

    def give_to(self, document: PortalDocument) -> None:
        """Make them a document's; the row is the caller's to save."""
        document.file, document.file_size, document.file_hash = self.name, self.size, self.sha1
        self.is_given = True


def store(upload) -> StoredBytes:
    """Put the bytes of an upload where they are kept, all of them or none; raises Refusal."""
    field = PortalDocument._meta.get_field("file")
    with _failures_as_refusals():
        sha1 = hash_filelike(upload)
        upload.seek(0)
        name = field.generate_filename(None, safe_name(upload.name))
        name = field.storage.save(name, upload, max_length=field.max_length)
        return StoredBytes(name, upload.size, sha1)


@contextmanager
def _stored(upload) -> Iterator[StoredBytes]:
    """Store an upload, then run a transaction; what no document has got by its end is deleted again.

    Stored first, because a large file takes its time, in which a transaction would hold up all who write.
    """
    stored = store(upload)
    storage = PortalDocument._meta.get_field("file").storage
    try:
        with _failures_as_refusals(), transaction.atomic():
            yield stored
    except BaseException:
        _delete(storage, stored.name)
        raise
    if not stored.is_given:
        _delete(storage, stored.name)


def _delete(storage, name: str) -> None:
    # Where the store is out of reach, nothing of the file lies in it.
    with suppress(OSError):
        storage.delete(name)


@contextmanager
def _failures_as_refusals() -> Iterator[None]:
    """Tell a disk that is full or away, the database's too, as a refusal."""
    try:
        yield
    except (OSError, OperationalError) as error:
        logger.error("A file could not be stored: %s", error)
        raise Refusal(
            _("The file could not be stored: the disk is full or out of reach. Nothing was kept of it.")
        ) from error


def _one_at_a_time() -> None:
    """Let uploads look for clashes one after the other; SQLite's transactions do so by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [UPLOAD_LOCK])
