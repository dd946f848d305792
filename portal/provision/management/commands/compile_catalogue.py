from django.core.management.base import BaseCommand

from portal.provision.catalogue import compile_catalogue


class Command(BaseCommand):
    help = "Compiles the Vietnamese catalogue."
    requires_system_checks: list[str] = []

    def handle(self, **options):
        for path in compile_catalogue():
            self.stdout.write(str(path))
