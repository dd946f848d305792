import json

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents.extraction import MESSAGES, WARNINGS, Ocr, Unreadable, extract
from documents.reading import limits


class Command(BaseCommand):
    help = "Shows the text of files by page, as the portal would read it. Nothing is stored."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON object a page")
        parser.add_argument("--no-ocr", action="store_true", help="leave scanned pages unread")

    def handle(self, *, files, **options):
        failed = 0
        for name in files:
            try:
                extraction = extract(name, limits=limits(), ocr=None if options["no_ocr"] else Ocr())
            except (Unreadable, OSError) as error:
                failed += 1
                self.stderr.write(self.style.ERROR(f"{name}: {_why(error)}"))
                continue
            for page in extraction.pages:
                self._show(name, page, as_json=options["json"])
            for warned in extraction.warnings:
                if warned.code != "ocr_missing":
                    self.stderr.write(f"{name}: " + _(WARNINGS[warned.code]).format(page=warned.page))
            if extraction.ocr_missing and not options["no_ocr"]:
                self.stderr.write(
                    f"{name}: " + _("Scanned pages were not read: there is no Tesseract for them.")
                )
        if failed:
            raise CommandError(
                _("%(failed)d of %(total)d files could not be read.")
                % {"failed": failed, "total": len(files)}
            )

    def _show(self, name, page, *, as_json):
        if not as_json:
            self.stdout.write(f"── {name} · {page.number} · {page.method} · {page.confidence}\n{page.text}\n")
            return
        shown = {
            "file": name,
            "page": page.number,
            "text": page.text,
            "method": page.method,
            "confidence": page.confidence,
        }
        self.stdout.write(json.dumps(shown, ensure_ascii=False))


def _why(error: Unreadable | OSError) -> str:
    if isinstance(error, Unreadable):
        return _(MESSAGES[error.code]).format(**error.params)
    return _("The file cannot be opened: %(reason)s.") % {"reason": error.strerror}
