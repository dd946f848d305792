from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents import register
from documents.models import DirectiveLibraryPage, DirectivePage

WRITERS = {".xlsx": register.as_workbook, ".csv": register.as_csv}


class Command(BaseCommand):
    help = (
        "Writes the published directives of a library as a register that import_directives reads back, with the "
        "names of their files and the notes for staff: XLSX or CSV by the file's name, CSV to standard output "
        "without one."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", nargs="?", type=Path)
        parser.add_argument("--library", metavar="SLUG", help="all libraries where none is named")

    def handle(self, *, file, library, **options):
        directives = DirectivePage.objects.filter(live=True).order_by("path")
        if library:
            parent = DirectiveLibraryPage.objects.filter(slug=library).first()
            if parent is None:
                raise CommandError(_("There is no library of directives “%(slug)s”.") % {"slug": library})
            directives = directives.child_of(parent)
        write = WRITERS.get(file.suffix.lower()) if file else register.as_csv
        if write is None:
            raise CommandError(_("The name of the file must end in .xlsx or .csv."))
        written = write(register.rows(directives, register.STAFF_COLUMNS), register.STAFF_COLUMNS)
        if file:
            file.write_bytes(written)
        else:
            self.stdout.write(written.decode(), ending="")
