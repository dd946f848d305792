from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from portal.provision.roles import provision


class Command(BaseCommand):
    help = "Sets up cache table, groups, permissions, workflow and collections; safe to run again."

    def handle(self, **options):
        call_command("createcachetable", verbosity=0)
        with transaction.atomic():
            made = provision()
        for line in made:
            self.stdout.write(line)
