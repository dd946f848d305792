import json
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from news.models import NewsIndexPage
from portal.exchange.article_intake import import_article
from portal.exchange.article_reader import UnreadableArticle
from portal.exchange.reports import report_rows, why_unreadable


class Command(BaseCommand):
    help = "Makes a draft article of each Word, HTML or text file; the same file again makes no second one."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument(
            "--parent", metavar="SLUG", help="news section; the first one where none is named"
        )
        parser.add_argument("--owner", metavar="NAME", help="account that owns the drafts")
        parser.add_argument("--json", action="store_true", help="one JSON object a file")

    def handle(self, *, files, parent, owner, **options):
        section = self._section(parent)
        account = self._account(owner)
        outcomes = [self._outcome(Path(name), section, account) for name in files]
        for outcome in outcomes:
            if options["json"]:
                self.stdout.write(json.dumps(outcome, ensure_ascii=False))
            else:
                self._show(outcome)
        failed = sum(1 for outcome in outcomes if outcome["error"])
        if failed:
            raise CommandError(
                _("%(failed)d of %(total)d files were not brought in.")
                % {"failed": failed, "total": len(files)}
            )

    def _section(self, slug):
        sections = NewsIndexPage.objects.order_by("path")
        section = (sections.filter(slug=slug) if slug else sections).first()
        if section is None:
            raise CommandError(
                _("There is no news section “%(slug)s”.") % {"slug": slug}
                if slug
                else _("There is no news section yet.")
            )
        return section

    def _account(self, name):
        if not name:
            return None
        account = get_user_model().objects.filter(username=name).first()
        if account is None:
            raise CommandError(_("There is no account “%(name)s”.") % {"name": name})
        return account

    def _outcome(self, path, section, account) -> dict:
        outcome: dict = {
            "file": str(path),
            "page": None,
            "title": "",
            "is_new": False,
            "report": [],
            "error": "",
        }
        try:
            data = path.read_bytes()
        except OSError as error:
            return outcome | {
                "error": _("The file cannot be opened: %(reason)s.") % {"reason": error.strerror}
            }
        try:
            result = import_article(path.name, data, parent=section, owner=account)
        except UnreadableArticle as error:
            return outcome | {"error": why_unreadable(error)}
        return outcome | {
            "page": result.page.pk,
            "title": result.page.title,
            "is_new": result.is_new,
            "report": report_rows(result.report),
        }

    def _show(self, outcome):
        if outcome["error"]:
            self.stderr.write(self.style.ERROR(f"{outcome['file']}: {outcome['error']}"))
            return
        state = _("new draft") if outcome["is_new"] else _("draft made before")
        self.stdout.write(f"{outcome['file']}: {state} {outcome['page']} – {outcome['title']}")
        for row in outcome["report"]:
            self.stdout.write(f"  {row['label']}: {row['text']}")
