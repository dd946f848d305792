from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents.models import DirectiveLibraryPage
from portal.exchange import register_intake
from portal.exchange.models import DirectiveImport
from portal.exchange.register_intake import Refused, Source, TakenOver
from portal.exchange.register_mapping import find_headings, told_missing
from portal.exchange.register_report import KINDS, summary, write_report
from portal.exchange.register_rows import REFUSED
from portal.exchange.register_table import UnreadableTable, open_table

UNREADABLE = 2
SHOWN = 20


class Command(BaseCommand):
    help = (
        "Enters the directives of a register (XLSX or CSV) into a library. The whole register is checked first; "
        "nothing is written while a row has errors. Run again after an interruption, it goes on where it stopped. "
        "Ends with 1 where rows have errors, with 2 where the register cannot be read."
    )

    def add_arguments(self, parser):
        parser.add_argument("register", metavar="REGISTER", type=Path)
        parser.add_argument("--library", metavar="SLUG", help="the first one where none is named")
        parser.add_argument("--files", metavar="DIR|ZIP", type=Path, help="files of the directives")
        parser.add_argument("--dry-run", action="store_true", help="check only; writes nothing")
        parser.add_argument(
            "--add-bodies", action="store_true", help="add missing issuing bodies and subjects"
        )
        parser.add_argument("--skip-bad-rows", action="store_true", help="write the rows without errors")
        parser.add_argument("--owner", metavar="NAME", help="account that owns the records")
        parser.add_argument(
            "--reason", metavar="TEXT", default="", help="for the log; the register's name if none"
        )
        parser.add_argument("--report", metavar="FILE", type=Path, help="write the report (XLSX) there")

    def handle(self, *, register, files, owner, report, **options):
        library, account = self._library(options["library"]), self._account(owner)
        for place in (register, files):
            if place is not None and not place.exists():
                raise CommandError(
                    _("The file cannot be opened: %(reason)s.") % {"reason": place}, returncode=UNREADABLE
                )
        try:
            if options["dry_run"]:
                self._look(register, files, options["add_bodies"], report)
            else:
                self._write(register, files, library, account, report, options)
        except (Refused, UnreadableTable) as error:
            raise CommandError(str(error), returncode=UNREADABLE) from error
        except TakenOver as error:
            raise CommandError(_("Another process is carrying this import on.")) from error

    def _look(self, register, files, adds_bodies, report):
        headings = find_headings(open_table(register))
        if headings.missing:
            raise Refused(told_missing(headings.missing))
        source = Source(register, register.name, headings, files, adds_bodies)
        findings = register_intake.find_out(source)
        if report:
            report.write_bytes(write_report(headings, source.rows(), findings.outcomes))
        self._tell(headings.left_out, findings.first_messages(), findings.counts, is_written=False)
        if findings.counts[REFUSED]:
            raise CommandError(_("The register has errors; nothing was written."))

    def _write(self, register, files, library, account, report, options):
        record = self._record(register, files, library, account, options)
        if missing := register_intake.source_of(record).headings.missing:
            raise Refused(told_missing(missing))
        try:
            register_intake.carry_on(record)
        except Refused as refusal:
            record.refresh_from_db()
            self._keep(record, report)
            if record.state != DirectiveImport.State.CHECKED:
                raise
            self._tell([], record.first_messages, record.counts, is_written=False)
            raise CommandError(
                f"{refusal} {_('With --skip-bad-rows the others are written.')}", returncode=1
            ) from refusal
        self._keep(record, report)
        left_out = register_intake.source_of(record).headings.left_out
        self._tell(left_out, record.first_messages, record.counts, is_written=True)

    def _record(self, register, files, library, account, options) -> DirectiveImport:
        """Return the import of the same register that did not end, or a new one."""
        folder = files.resolve() if files else None
        choices = {
            "adds_bodies": options["add_bodies"],
            "skips_bad_rows": options["skip_bad_rows"],
            "is_confirmed": True,
        }
        begun = DirectiveImport.objects.filter(
            library=library, sha256=register_intake.digest_of(register), made_by=account, archive=""
        )
        record = begun.exclude(state=DirectiveImport.State.DONE).first()
        if record is None:
            return register_intake.begin(
                register,
                register.name,
                library=library,
                user=account,
                reason=options["reason"],
                folder=folder,
                **choices,
            )
        if record.position:
            self.stdout.write(
                _("Going on behind row %(position)d of %(total)s.")
                % {"position": record.position, "total": record.total}
            )
            record.folder = str(folder or record.folder)
            record.save(update_fields=["folder"])
            register_intake.resume(record)
        else:
            register_intake.check_anew(record, folder=str(folder or ""), **choices)
        return record

    def _keep(self, record, report):
        if report and record.report:
            with record.report.open("rb") as stream:
                report.write_bytes(stream.read())

    def _tell(self, left_out, first_messages, counts, *, is_written):
        if left_out:
            self.stdout.write(_("Columns that are not read: %(names)s.") % {"names": ", ".join(left_out)})
        for row in first_messages[:SHOWN]:
            for kind, text in row["messages"]:
                line = _("Row %(number)d") % row
                self.stdout.write(f"{line} – {KINDS[kind]}: {text}")
        if len(first_messages) > SHOWN:
            self.stdout.write(_("More stands in the report."))
        self.stdout.write(summary(counts, is_written=is_written))

    def _library(self, slug):
        libraries = DirectiveLibraryPage.objects.order_by("path")
        library = (libraries.filter(slug=slug) if slug else libraries).first()
        if library is None:
            raise CommandError(
                _("There is no library of directives “%(slug)s”.") % {"slug": slug}
                if slug
                else _("There is no library of directives yet."),
                returncode=UNREADABLE,
            )
        return library

    def _account(self, name):
        if not name:
            return None
        account = get_user_model().objects.filter(username=name).first()
        if account is None:
            raise CommandError(_("There is no account “%(name)s”.") % {"name": name}, returncode=UNREADABLE)
        return account
