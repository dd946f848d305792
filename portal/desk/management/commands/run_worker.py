from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.desk import worker


class Command(BaseCommand):
    help = "The background process: takes the heavy queue, publishes and expires what is scheduled."

    def handle(self, **options):
        try:
            worker.run()
        except worker.AnotherWorkerRuns as error:
            raise CommandError(
                _("A background process runs already (%(which)s).") % {"which": error}
            ) from error
