"""Reading the text of documents: at once what is typed, by the worker what takes time.

State, attempts, next try and reason stand on the document, because the queue keeps none of them. A worker may be
killed at any moment. The attempt that this cuts short is then taken up again where it was left and counts as one: a
file is not given up because the machine was restarted. How often that happened the queue knows, by the workers that
took the task; a file that kills them itself is given up in the end.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.search.backends import get_search_backend

from documents import citing, guard
from documents.extraction import MESSAGES, OCR, Extraction, Kind, Limits, PageText, Unreadable, extract
from documents.inspection import check_signatures
from documents.models import CheckState, DocumentPageText, PortalDocument, ReadingState

logger = logging.getLogger("portal.reading")

MAX_ATTEMPTS = 5
# So many workers may end over one attempt; who restarts a machine ten times over one file will try it once more.
MAX_INTERRUPTIONS = 10
PROGRESS_SECONDS = 1.0
# Larger files are left to the worker, so that an upload is answered quickly.
READ_AT_ONCE_BYTES = 5 * 1024 * 1024


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait before a file that could not be read is tried again: 1, 4, 16, 64 minutes."""
    return timedelta(minutes=4 ** max(attempts - 1, 0))


def forget(document: PortalDocument) -> None:
    """Forget what was read of an older version: until it is checked anew, readers do not see the file."""
    document.check_state, document.is_internal, document.mark_found = CheckState.PENDING, False, ""
    document.reading_state, document.reading_attempts = ReadingState.WAITING, 0
    document.next_reading_at, document.reading_problem = None, ""
    document.page_count, document.pages_read, document.signatures = None, 0, None
    document.pages.all().delete()
    document.citations.all().delete()


def begin(document_id: int) -> None:
    """Check the first page of a new version at once where it is typed; leave the reading to the worker."""
    document = PortalDocument.objects.filter(pk=document_id).first()
    if document is None:
        return
    page = next(iter(typed_pages(document, most=1)), None)
    with _current(document) as current:
        if current is not None:
            guard.check_first_page(current, page, is_final=False)
            enqueue(current.pk)


def enqueue(document_id: int) -> None:
    from documents.tasks import read_document

    read_document.enqueue(document_id)


def retry(document: PortalDocument) -> None:
    """Give a file that could not be read, or not wholly, a fresh start; does nothing to others."""
    ended = PortalDocument.objects.filter(
        pk=document.pk, reading_state__in=(ReadingState.FAILED, ReadingState.INCOMPLETE)
    )
    if ended.update(
        reading_state=ReadingState.WAITING, reading_attempts=0, next_reading_at=None, reading_problem=""
    ):
        enqueue(document.pk)


def enqueue_due() -> int:
    """Queue what is due and in no queue: later tries, and what a lost task or a killed worker left behind."""
    reclaim()
    # The queue is asked last, here and below: what was taken from it meanwhile is no longer due either.
    due = list(PortalDocument.objects.to_be_read().order_by("pk").values_list("pk", flat=True))
    queued = _documents_in_queue(TaskResultStatus.READY, TaskResultStatus.RUNNING)
    missing = [pk for pk in due if pk not in queued]
    for pk in missing:
        enqueue(pk)
    return len(missing)


def reclaim() -> int:
    """Let documents wait again whose reading ended without a result; return how many there were."""
    running = PortalDocument.objects.filter(reading_state=ReadingState.RUNNING)
    begun = set(running.values_list("pk", flat=True))
    left = begun - _documents_in_queue(TaskResultStatus.RUNNING)
    return running.filter(pk__in=left).update(reading_state=ReadingState.WAITING)


def _documents_in_queue(*statuses) -> set[int]:
    tasks = DBTaskResult.objects.filter(task_path=guard.TASK_PATH, status__in=statuses)
    return {call["args"][0] for call in tasks.values_list("args_kwargs", flat=True)}


def read(document_id: int, *, interruptions: int = 0) -> None:
    """Read a document's text, check its first page, and make it searchable; does nothing where that is not due.

    `interruptions`: how many workers ended over this attempt before.
    """
    # The attempt counts before it is made, so that none goes uncounted however it ends.
    begun = (
        PortalDocument.objects.to_be_read()
        .filter(pk=document_id)
        .update(
            reading_state=ReadingState.RUNNING,
            reading_attempts=F("reading_attempts") + (0 if interruptions else 1),
            next_reading_at=None,
        )
    )
    document = PortalDocument.objects.filter(pk=document_id).first() if begun else None
    if document is None:
        return
    if document.reading_attempts > MAX_ATTEMPTS or interruptions > MAX_INTERRUPTIONS:
        _give_up(
            document, document.reading_problem or _("The background process was ended while reading it.")
        )
        return
    try:
        extraction = extract(
            document.file.path, limits=limits(), progress=_Progress(document), known=_recognised(document)
        )
        _keep(document, extraction, _signatures(document))
    except _Superseded:
        return
    except Unreadable as error:
        _give_up(document, _(MESSAGES[error.code]).format(**error.params))
    except Exception as error:
        logger.exception("document %s could not be read", document.pk)
        _try_later(document, _reason(error))


def limits() -> Limits:
    """Return how much of a file is read, as the installation's settings say."""
    return Limits(bytes=settings.DOCUMENT_BYTES, pages=settings.DOCUMENT_PAGES)


class _Superseded(Exception):
    """The file was replaced or deleted while it was read."""


class _Progress:
    """Writes down how many pages are read, once a second at most, and keeps each page that took a recognition."""

    def __init__(self, document: PortalDocument):
        self.document = document
        self.thread = threading.get_ident()
        self.written_at = 0.0

    def __call__(self, page: PageText, done: int, total: int) -> None:
        now = time.monotonic()
        is_due = done == total or now - self.written_at >= PROGRESS_SECONDS
        if page.method != OCR and not is_due:
            return
        try:
            with transaction.atomic():
                if not _rows(self.document).select_for_update(of=("self",)).exists():
                    raise _Superseded
                if page.method == OCR:
                    DocumentPageText.objects.update_or_create(
                        document=self.document,
                        number=page.number,
                        defaults={"text": page.text, "method": page.method, "confidence": page.confidence},
                    )
                if is_due:
                    self.written_at = now
                    _rows(self.document).update(pages_read=done, page_count=total)
        finally:
            # A page may be told by a thread of the reader's; its connection is nobody's after that.
            if threading.get_ident() != self.thread:
                connection.close()


def _rows(document: PortalDocument):
    """Return the document as long as it has the file that is being read."""
    return PortalDocument.objects.filter(pk=document.pk, sha256=document.sha256)


def _recognised(document: PortalDocument) -> dict[int, PageText]:
    """Return the pages that an interrupted reading of this version has recognised already."""
    return {
        page.number: PageText(page.number, page.text, page.method, page.confidence)
        for page in document.pages.filter(method=OCR)
    }


def _keep(document: PortalDocument, extraction: Extraction, signatures: list[dict] | None) -> None:
    """Put the pages of an extraction in the place of the old ones, unless the file was replaced meanwhile."""
    with _current(document) as current:
        if current is None:
            return
        current.pages.all().delete()
        pages = DocumentPageText.objects.bulk_create(
            DocumentPageText(
                document=current,
                number=page.number,
                heading=page.label[:255],
                text=page.text,
                method=page.method,
                confidence=page.confidence,
            )
            for page in extraction.pages
        )
        get_search_backend().add_bulk(DocumentPageText, pages)
        current.page_count = current.pages_read = len(extraction.pages)
        current.has_pages = extraction.kind is Kind.PDF
        current.reading_state = ReadingState.INCOMPLETE if extraction.ocr_missing else ReadingState.DONE
        current.reading_problem = ""
        current.signatures = signatures
        guard.check_first_page(current, extraction.pages[0] if extraction.pages else None, is_final=True)
        citing.record_document(current)


def _give_up(document: PortalDocument, reason: str) -> None:
    with _current(document) as current:
        if current is not None:
            current.reading_state, current.reading_problem = ReadingState.FAILED, reason[:255]
            guard.check_first_page(current, None, is_final=True)


def _try_later(document: PortalDocument, reason: str) -> None:
    if document.reading_attempts >= MAX_ATTEMPTS:
        _give_up(document, reason)
        return
    with _current(document) as current:
        if current is not None:
            current.reading_state, current.reading_problem = ReadingState.WAITING, reason[:255]
            current.next_reading_at = timezone.now() + pause_after(document.reading_attempts)


def _reason(error: Exception) -> str:
    """Return what to tell of an error that nobody foresaw; what it says itself is for the log alone."""
    if isinstance(error, OSError):
        return _("The stored file could not be opened.")
    return _("Unexpected error ({error}); the log says more.").format(error=type(error).__name__)


@contextmanager
def _current(document: PortalDocument) -> Iterator[PortalDocument | None]:
    """Lock the row of the file that was read and save its outcome; None where it was replaced or deleted meanwhile."""
    with transaction.atomic():
        current = _rows(document).select_for_update(of=("self",)).first()
        yield current
        if current is not None:
            current.save_custody()


def typed_pages(document: PortalDocument, *, most: int | None = None) -> list[PageText]:
    """Return a file's pages where they can be had at once, without recognition; none of a large file."""
    if document.file_size > READ_AT_ONCE_BYTES:
        return []
    try:
        return list(extract(document.file.path, limits=limits(), ocr=None, most=most).pages)
    except (Unreadable, OSError):
        # The worker finds out again what is wrong, and says so.
        return []


def _signatures(document: PortalDocument) -> list[dict] | None:
    if document.file_extension.lower() != "pdf":
        return None
    facts = check_signatures(document.file.path)
    if facts is None:
        return None
    return [
        {
            "signer": fact.signer,
            "organisation": fact.organisation,
            "signed_at": fact.signed_at and fact.signed_at.isoformat(),
            "is_intact": fact.is_intact,
            "covers_whole_file": fact.covers_whole_file,
            "is_trusted": fact.is_trusted,
            "problem": fact.problem,
        }
        for fact in facts
    ]
