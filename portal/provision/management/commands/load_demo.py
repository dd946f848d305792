from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.provision.demo import load_demo


class Command(BaseCommand):
    help = "Loads demo content into an empty portal; does nothing where there is content."

    def handle(self, **options):
        if settings.EXPOSED:
            raise CommandError(
                "Demo accounts have a known password; the demo is for loopback addresses alone."
            )
        self.stdout.write("loaded" if load_demo() else "there is content already; nothing was changed")
