"""A register brought into a library: checked whole, then written in batches, each a transaction with its position.

    begin(…)            → a DirectiveImport with the files it needs
    check(record)       → counts, first messages and a report on it; writes no directive
    carry_on(record)    → checks where that is due, then writes from where it stopped

Killed at any moment, an import is carried on by whoever calls `carry_on` next: no half record, no twin, no gap.
"""

import hashlib
import logging
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.formats import Unreadable
from documents.formats.failures import MESSAGES
from documents.intake import OnClash, Refusal, take_in
from documents.models import CheckState, DirectiveLibraryPage, PortalDocument
from portal.base.collections import collection_for
from portal.exchange import register_writing
from portal.exchange.models import DirectiveImport, DirectiveImportRow
from portal.exchange.register_checking import Findings, Refused, Source, checked, find_out
from portal.exchange.register_files import FileStore
from portal.exchange.register_mapping import Headings, find_headings
from portal.exchange.register_report import write_report
from portal.exchange.register_rows import ADDED, REFUSED, Checker, Entry, mark_known
from portal.exchange.register_table import Row, UnreadableTable, open_table

logger = logging.getLogger("portal.exchange")

BATCH = 100
# Rows with files take longer: the batch ends sooner, so that little is done twice after a kill.
BATCH_FILES = 25
# An editor who adds a page at the same instant may take the place of ours.
ATTEMPTS = 3
State = DirectiveImport.State


class TakenOver(Exception):
    """Another process is carrying the same import on."""


def digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def begin(
    register: Path,
    name: str,
    *,
    library: DirectiveLibraryPage,
    user,
    reason: str = "",
    archive: File | None = None,
    folder: Path | None = None,
    **options,
) -> DirectiveImport:
    """Keep a register for an import, its columns guessed; raises Refused where it has no rows to be had."""
    try:
        headings = find_headings(open_table(register))
    except UnreadableTable as error:
        raise Refused(str(error)) from error
    record = DirectiveImport(
        library=library,
        made_by=user,
        reason=reason[:255],
        file_name=name[:255],
        sha256=digest_of(register),
        folder=str(folder or ""),
        headings=headings.as_json(),
        state=State.MAPPING if headings.missing else State.CHECKING,
        **options,
    )
    kept = []
    try:
        with register.open("rb") as stream:
            record.register.save("", File(stream), save=False)
        kept.append(record.register)
        if archive is not None:
            record.archive.save("", archive, save=False)
            kept.append(record.archive)
        record.save()
    except BaseException:
        for file in kept:
            file.storage.delete(file.name)
        raise
    return record


def source_of(record: DirectiveImport) -> Source:
    files = record.archive.path if record.archive else record.folder
    return Source(
        register=Path(record.register.path),
        name=record.file_name,
        headings=Headings.from_json(record.headings),
        files=Path(files) if files else None,
        adds_bodies=record.adds_bodies,
    )


def check(record: DirectiveImport) -> None:
    """Check a register whole and keep what was found; raises Refused."""

    def tell(done: int) -> None:
        DirectiveImport.objects.filter(pk=record.pk).update(total=done)

    source = source_of(record)
    findings = find_out(source, tell)
    record.total, record.counts = findings.total, dict(findings.counts)
    record.first_messages = findings.first_messages()
    record.state = State.CHECKED
    _keep_report(record, source, findings.outcomes)
    record.save()


def carry_on(record: DirectiveImport) -> DirectiveImport:
    """Do what is left to do of an import; raises Refused where rows with errors forbid it, or TakenOver."""
    record.refresh_from_db()
    if record.state == State.CHECKING:
        check(record)
    if record.state == State.CHECKED and record.is_confirmed:
        _refuse_bad_rows(record)
        record.state, record.counts, record.position = State.WRITING, {}, 0
        record.save()
    if record.state == State.WRITING:
        _write(record)
    return record


def _refuse_bad_rows(record: DirectiveImport) -> None:
    bad = record.counts.get(REFUSED, 0)
    if bad and not record.skips_bad_rows:
        DirectiveImport.objects.filter(pk=record.pk).update(is_confirmed=False)
        raise Refused(
            _(
                "Nothing was written: %(count)d rows have errors. Mend them in the register, or leave them out."
            )
            % {"count": bad}
        )


def _write(record: DirectiveImport) -> None:
    source = source_of(record)
    with checked(source) as (checker, files):
        rows = source.rows()
        # Rows that were written before are read again, so that twins among them are seen as they were then.
        done = sum(1 for row in islice(rows, record.position) if checker.check(row))
        while batch := _batch(checker, rows):
            done += len(batch)
            try:
                _write_batch(record, batch, checker, files)
            except TakenOver:
                raise
            except Exception as error:
                logger.exception("import %s stopped at row %s", record.pk, batch[0].number)
                raise Refused(
                    _(
                        "Stopped at row %(number)d by an error (%(error)s); the log says more. What was written "
                        "stands; going on begins there."
                    )
                    % {"number": batch[0].number, "error": type(error).__name__}
                ) from error
    outcomes = {
        number: (state, messages)
        for number, state, messages in record.rows.values_list("number", "state", "messages").iterator()
    }
    findings = Findings(outcomes=outcomes)
    record.refresh_from_db()
    record.first_messages = findings.first_messages()
    record.total, record.state, record.finished_at, record.problem = done, State.DONE, timezone.now(), ""
    _keep_report(record, source, outcomes)
    if record.archive:
        # What was taken of it lies in the library.
        record.archive.delete(save=False)
    record.save()


def _batch(checker: Checker, rows: Iterator[Row]) -> list[Entry]:
    batch, with_files = [], 0
    for row in rows:
        batch.append(checker.check(row))
        with_files += bool(batch[-1].files)
        if len(batch) == BATCH or with_files == BATCH_FILES:
            break
    return batch


def _write_batch(record: DirectiveImport, batch: list[Entry], checker: Checker, files: FileStore) -> None:
    mark_known(batch)
    collection = collection_for(record.library)
    fresh = [entry for entry in batch if entry.state == ADDED]
    # Lists and files first, each for itself: a file takes its time, in which a transaction would hold up all who
    # write. What a kill leaves without its record is found again, by its name or its content.
    register_writing.complete_lists(fresh, checker.vocabulary)
    documents = {
        entry.number: [
            document
            for name in entry.files
            if (document := _taken_in(files, name, entry, collection, record.made_by))
        ]
        for entry in fresh
    }
    for attempt in range(1, ATTEMPTS + 1):
        try:
            record.position = _commit(record, batch, documents)
            return
        except (IntegrityError, OperationalError):
            if attempt == ATTEMPTS:
                raise


def _commit(record: DirectiveImport, batch: list[Entry], documents: dict[int, list[PortalDocument]]) -> int:
    """Write a batch, its outcomes and the position behind it, all or nothing; return the position."""
    with transaction.atomic():
        locked = DirectiveImport.objects.select_for_update().get(pk=record.pk)
        if locked.position != record.position or locked.state != State.WRITING:
            raise TakenOver
        # Somebody may have entered one of them meanwhile.
        mark_known(batch)
        fresh = [entry for entry in batch if entry.state == ADDED]
        pages = register_writing.write(
            fresh,
            documents,
            record.library,
            user=record.made_by,
            reason=record.reason or record.file_name,
            import_id=record.pk,
        )
        page_of = {entry.number: page.pk for entry, page in zip(fresh, pages, strict=True)}
        DirectiveImportRow.objects.bulk_create(
            DirectiveImportRow(
                of_import=record,
                number=entry.number,
                state=entry.state,
                messages=[(message.kind, message.text) for message in entry.messages],
                page_id=page_of.get(entry.number),
            )
            for entry in batch
        )
        findings = Findings(Counter(locked.counts))
        for entry in batch:
            findings.add(entry)
        position = locked.position + len(batch)
        DirectiveImport.objects.filter(pk=record.pk).update(position=position, counts=dict(findings.counts))
    return position


def _taken_in(files: FileStore, name: str, entry: Entry, collection, user) -> PortalDocument | None:
    """Return the document that has a file: the one that is there already, or a new one; None with a warning."""
    try:
        with files.opened(name) as upload:
            arrival = take_in(upload, collection=collection, user=user, on_clash=OnClash.ASK)
            if arrival.kind == "clash":
                same = next((clash.document for clash in arrival.clashes if clash.same_content), None)
                if same is None:
                    upload.seek(0)
                    arrival = take_in(upload, collection=collection, user=user, on_clash=OnClash.KEEP_BOTH)
                document = same or arrival.document
            else:
                document = arrival.document
    except Refusal as refusal:
        entry.warn(_("The file “%(name)s” was not taken: %(reason)s") % {"name": name, "reason": refusal})
        return None
    except Unreadable as error:
        reason = _(MESSAGES[error.code]).format(**error.params)
        entry.warn(_("The file “%(name)s” was not taken: %(reason)s") % {"name": name, "reason": reason})
        return None
    except OSError as error:
        entry.warn(
            _("The file “%(name)s” was not taken: %(reason)s") % {"name": name, "reason": error.strerror}
        )
        return None
    # The check of its first page ran on another instance of the row.
    document.refresh_from_db(fields=["check_state"])
    if document.check_state == CheckState.WITHHELD:
        entry.warn(
            _(
                "The file “%(name)s” is withheld: its first page bears what looks like a mark of a state secret."
            )
            % {"name": name}
        )
        return None
    return document


def _keep_report(record: DirectiveImport, source: Source, outcomes: dict[int, tuple[str, list]]) -> None:
    old = record.report.name
    record.report.save("", ContentFile(write_report(source.headings, source.rows(), outcomes)), save=False)
    if old:
        transaction.on_commit(lambda: record.report.storage.delete(old), robust=True)


def stop(record: DirectiveImport, problem: str) -> None:
    """Keep why an import does not go on; what is written stands, and going on begins there."""
    DirectiveImport.objects.filter(pk=record.pk).update(state=State.FAILED, problem=problem)


def resume(record: DirectiveImport) -> None:
    """Let an import that stopped go on: where it stopped writing, else with its check."""
    record.state, record.problem = (State.WRITING if record.position else State.CHECKING), ""
    record.save(update_fields=["state", "problem"])


def check_anew(record: DirectiveImport, **changes) -> None:
    """Let an import of which nothing is written be checked again, with other columns or options."""
    for name, value in changes.items():
        setattr(record, name, value)
    missing = Headings.from_json(record.headings).missing
    record.state = State.MAPPING if missing else State.CHECKING
    record.total, record.counts, record.first_messages, record.problem = None, {}, [], ""
    record.save()
