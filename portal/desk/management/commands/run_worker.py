import os

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.desk import worker

GIVES_WAY = 10


class Command(BaseCommand):
    help = "The background process: takes the heavy queue, publishes and expires what is scheduled."

    def handle(self, **options):
        # Readers who wait go first where there are fewer cores than work.
        os.nice(GIVES_WAY)
        try:
            worker.run()
        except worker.AnotherWorkerRuns as error:
            raise CommandError(
                _("A background process runs already (%(which)s).") % {"which": error}
            ) from error
