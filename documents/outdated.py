"""Texts that cite what was no longer in force on their date: told to the editor, and gathered in a report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from wagtail.models import Page

from documents import citing, validity
from documents.models import Citation, DirectivePage

MOST = 3_000


@dataclass(frozen=True)
class Outdated:
    """A text's reference to a directive that is no longer in force; `was_so_then`: on the date of the text already."""

    page: Page
    directive: DirectivePage
    since: date | None
    was_so_then: bool

    @property
    def dated(self) -> date:
        return date_of(self.page)


def date_of(page: Page) -> date:
    """Return the date of a text: of issue, of first publication, or today for what was never published."""
    if issued_on := getattr(page, "issued_on", None):
        return issued_on
    return timezone.localdate(page.first_published_at) if page.first_published_at else timezone.localdate()


def cited_in_draft(page: Page) -> list[Outdated]:
    """Return what a draft cites that was no longer in force on the date of the text."""
    targets = {row.target_id for row in citing.citations_in(page)} - {None}
    directives = list(DirectivePage.objects.filter(pk__in=targets).order_by("-issued_on", "pk"))
    return [each for each in _judged((page, directive) for directive in directives) if each.was_so_then]


def cited_in_published(pages) -> list[Outdated]:
    """Return what published pages, of a queryset, cite that is no longer in force today, newest texts first."""
    rows = (
        Citation.objects.filter(page__in=pages.values("pk"), target__validity__in=validity.NO_LONGER)
        .order_by("-page__first_published_at", "-page", "target")
        .values_list("page", "target")
        .distinct()[:MOST]
    )
    pairs = list(rows)
    texts = {page.pk: page for page in pages.filter(pk__in={pk for pk, _target in pairs}).specific()}
    directives = DirectivePage.objects.in_bulk({target for _pk, target in pairs})
    return list(_judged((texts[pk], directives[target]) for pk, target in pairs))


def _judged(pairs: Iterable[tuple[Page, DirectivePage]]) -> Iterator[Outdated]:
    pairs = list(pairs)
    effects = validity.effects_on({directive.pk: directive for _page, directive in pairs}.values())
    for page, directive in pairs:
        known = effects[directive.pk]
        if any(effect.source == page.pk for effect in known):
            # What replaces, annuls or stops another names it, of course.
            continue
        then = validity.validity_on(directive, date_of(page), known)
        yield Outdated(page, directive, validity.ended_on(directive, known), then in validity.NO_LONGER)
