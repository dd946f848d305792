from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.settings.environment import configuration_page


class Command(BaseCommand):
    help = "Writes docs/configuration.md from the declared variables; with --check fails when it is outdated."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")
        parser.add_argument("--file", type=Path, default=settings.BASE_DIR / "docs" / "configuration.md")

    def handle(self, *, check, file, **options):
        page = configuration_page()
        if not check:
            file.write_text(page)
            self.stdout.write(str(file))
        elif not file.exists() or file.read_text() != page:
            raise CommandError(f"{file} is outdated; run manage.py document_settings")
