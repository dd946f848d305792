"""Re-hash every stored file: missing, unreadable, altered and orphaned ones are reported, and the exit code says so."""

import json
import sys

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from wagtail.utils.file import hash_filelike

from documents.fixity import sha256_of
from documents.models import DocumentVersion
from portal.base.models import PortalImage, PortalRendition

# The folders whose files have rows; what is kept for a moment only lies elsewhere.
KEPT_FOLDERS = ("documents", "original_images", "originals", "images")
BAR_WIDTH = 30


class Command(BaseCommand):
    help = (
        "Re-hashes every stored file and reports missing, unreadable, altered and orphaned ones; "
        "exits with 1 if there are any."
    )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="one JSON object a finding, no progress bar")

    def handle(self, **options):
        findings: list[dict] = []
        versions = DocumentVersion.objects.order_by("pk")
        pictures = PortalImage.objects.order_by("pk")
        total = versions.count() + pictures.count() + pictures.exclude(original="").count()
        done = 0
        known = set()
        # Listed before the database is asked, so that a file which arrives meanwhile is not called orphaned.
        stored = _stored_names()
        for version in versions.iterator():
            known.add(version.file.name)
            self._check(
                findings, version.file, version.sha256, sha256_of, f"{version.document_id}/{version.number}"
            )
            done += 1
            self._show(done, total, options)
        for picture in pictures.iterator():
            known.add(picture.file.name)
            self._check(findings, picture.file, picture.file_hash, hash_filelike, f"image {picture.pk}")
            done += 1
            if picture.original:
                known.add(picture.original.name)
                owner = f"original of image {picture.pk}"
                self._check(findings, picture.original, picture.original_sha256, sha256_of, owner)
                done += 1
            self._show(done, total, options)
        known |= set(PortalRendition.objects.values_list("file", flat=True))
        findings += [{"finding": "orphaned", "file": name} for name in sorted(stored - known)]
        if not options["json"] and sys.stderr.isatty():
            self.stderr.write("")
        for finding in findings:
            self.stdout.write(json.dumps(finding) if options["json"] else self._told(finding))
        if findings:
            raise CommandError(
                _("%(count)d findings in %(total)d files.") % {"count": len(findings), "total": total}
            )
        if not options["json"]:
            self.stdout.write(_("%(total)d files are as they were stored.") % {"total": total})

    def _check(self, findings, file, digest, hashed, owner) -> None:
        try:
            with file.open("rb") as opened:
                found = hashed(opened)
        except (FileNotFoundError, NotADirectoryError):
            findings.append({"finding": "missing", "file": file.name, "of": owner})
        except OSError:
            findings.append({"finding": "unreadable", "file": file.name, "of": owner})
        else:
            # A picture that no form has taken in gets its hash when it is first shown.
            if digest and found != digest:
                findings.append({"finding": "altered", "file": file.name, "of": owner})

    def _show(self, done: int, total: int, options) -> None:
        if options["json"] or not sys.stderr.isatty():
            return
        filled = BAR_WIDTH * done // max(total, 1)
        self.stderr.write(f"\r[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {done}/{total}", ending="")

    def _told(self, finding: dict) -> str:
        words = {
            "missing": _("missing"),
            "unreadable": _("unreadable"),
            "altered": _("altered"),
            "orphaned": _("orphaned"),
        }
        return f"{words[finding['finding']]}: {finding['file']} {finding.get('of', '')}".rstrip()


def _stored_names() -> set[str]:
    """Return the names of all files in the folders that the portal keeps."""
    names: set[str] = set()
    folders = list(KEPT_FOLDERS)
    while folders:
        folder = folders.pop()
        if not default_storage.exists(folder):
            continue
        inner, files = default_storage.listdir(folder)
        folders += [f"{folder}/{name}" for name in inner]
        names |= {f"{folder}/{name}" for name in files}
    return names
