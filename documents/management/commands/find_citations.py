import json
import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents.citations import Mention, find_citations


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _("Shows the references to documents that a text holds: symbols, with type, issuer and date.")

    def add_arguments(self, parser):
        parser.add_argument(
            "file", nargs="?", default="-", metavar="FILE", help=_("a text in UTF-8; - reads standard input")
        )
        parser.add_argument("--json", action="store_true", help=_("one JSON object a reference"))

    def handle(self, *, file, **options):
        mentions = find_citations(_read(file))
        if options["json"]:
            for mention in mentions:
                self.stdout.write(json.dumps(_as_json(mention), ensure_ascii=False))
            return
        rows = [(_("Place"), _("Symbol"), _("Type"), _("Date"), _("Issuer")), *map(_as_row, mentions)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())


def _read(file: str) -> str:
    try:
        if file == "-":
            content = sys.stdin.buffer.read()
        else:
            with open(file, "rb") as opened:
                content = opened.read()
    except OSError as error:
        raise CommandError(
            _("The file %(file)s cannot be opened: %(reason)s.") % {"file": file, "reason": error.strerror}
        ) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(
            _("The file %(file)s is not text in UTF-8 (byte %(position)d).")
            % {"file": file, "position": error.start}
        ) from error


def _as_json(mention: Mention) -> dict[str, object]:
    return {
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "symbol": mention.symbol,
        "doc_type": mention.doc_type,
        "issuer": mention.issuer,
        "date": mention.date.isoformat() if mention.date else None,
    }


def _as_row(mention: Mention) -> tuple[str, ...]:
    date = f"{mention.date:%d/%m/%Y}" if mention.date else "–"
    symbol = mention.symbol or mention.surface
    return f"{mention.start}–{mention.end}", symbol, mention.doc_type or "–", date, mention.issuer or "–"
