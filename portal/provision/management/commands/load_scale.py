import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from portal.provision.scale import load


class Command(BaseCommand):
    help = "Adds synthetic content for measuring; running it again adds more."

    def add_arguments(self, parser):
        for name in ("articles", "directives", "documents"):
            parser.add_argument(f"--{name}", type=int, default=0, metavar="N")
        parser.add_argument("--seed", type=int, default=1, help="the same seed writes the same content")
        parser.add_argument("--no-index", action="store_true", help="leave the search index to update_index")
        parser.add_argument("--force", action="store_true", help="even on a portal that others can reach")

    def handle(self, *, articles, directives, documents, seed, no_index, force, **options):
        if settings.EXPOSED and not force:
            raise CommandError(
                gettext(
                    "Synthetic content is for trying out: this portal can be reached by others (BASE_URL). "
                    "Add --force if you mean it."
                )
            )
        if min(articles, directives, documents) < 0:
            raise CommandError(gettext("A number cannot be negative."))
        if not (articles or directives or documents):
            raise CommandError(gettext("Say how many: --articles N, --directives N, --documents N."))
        began = time.monotonic()
        loaded = load(
            articles=articles,
            directives=directives,
            documents=documents,
            seed=seed,
            is_indexed=not no_index,
        )
        self.stdout.write(
            gettext(
                "Added %(articles)d articles, %(directives)d directives and %(documents)d documents "
                "in %(seconds)d seconds."
            )
            % {**vars(loaded), "seconds": time.monotonic() - began}
        )
        if no_index:
            self.stdout.write(gettext("They are not in the search index; update_index adds them."))
