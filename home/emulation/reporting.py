"""Reports on models, of one or of a year, in the form of a Party document (model: Guide 36-HD/VPTW, part II)."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from documents.models import DirectivePage
from home.emulation.board import totals_of
from home.emulation.showing import Tended, answers_of, progress_of
from home.models.emulation import EmulationModelPage
from home.models.emulation_parts import BasisDirective, Commitment
from home.models.emulation_records import ModelReview, ProgressNote

MOST_MODELS = 200


@dataclass(frozen=True)
class Reported:
    """A model with everything that a report or a workbook tells of it to one reader."""

    page: EmulationModelPage
    commitments: list[Tended]
    reviews: list[ModelReview]
    basis: list[DirectivePage]

    @property
    def progress(self) -> int | None:
        return progress_of(self.commitments)

    @property
    def answers(self) -> list[tuple[str, str]]:
        return answers_of(self.page)


def gather(pages: list[EmulationModelPage], viewer) -> list[Reported]:
    """Return what is to be reported of models, asked for all of them at once."""
    notes: dict[tuple, list] = {}
    for note in ProgressNote.objects.visible_to(viewer).filter(model__in=pages):
        notes.setdefault((note.model_id, note.commitment_key), []).append(note)
    commitments: dict[int, list] = {}
    for each in Commitment.objects.filter(page__in=pages):
        commitments.setdefault(each.page_id, []).append(Tended(each, notes.get((each.page_id, each.key), [])))
    reviews: dict[int, dict] = {}
    for review in ModelReview.objects.visible_to(viewer).filter(model__in=pages):
        reviews.setdefault(review.model_id, {}).setdefault(review.kind, review)
    based = list(BasisDirective.objects.filter(page__in=pages))
    ids = {each.directive_id for each in based}
    directives = DirectivePage.objects.visible_to(viewer).with_card().in_bulk(ids)
    return [
        Reported(
            page,
            commitments.get(page.pk, []),
            [reviews[page.pk][kind] for kind in ("mid_year", "year_end") if kind in reviews.get(page.pk, {})],
            [
                directives[each.directive_id]
                for each in based
                if each.page_id == page.pk and each.directive_id in directives
            ],
        )
        for page in pages
    ]


def of_year(section, viewer, year: int) -> list[EmulationModelPage]:
    """Return the models of a section in one year that a viewer may see; 404 where there are none."""
    pages = section.models_for(viewer).filter(year=year).defer_streamfields().in_order()
    found = list(pages[:MOST_MODELS])
    if not found:
        raise Http404(year)
    return found


def year_report(section, request, year: int) -> HttpResponse:
    """Answer with the report on all models of a year."""
    reported = gather(of_year(section, request, year), request)
    return _report(
        request,
        section,
        {
            "page": section,
            "year": year,
            "reported": reported,
            "totals": totals_of(section.models_for(request), [year], request)[0],
            "recognised": [each.page for each in reported if each.page.recognition],
        },
    )


def model_report(page: EmulationModelPage, request) -> HttpResponse:
    """Answer with the report on one model."""
    reported = gather([page], request)[0]
    return _report(request, page.get_parent().specific, {"page": page, "year": page.year, "model": reported})


def _report(request, section, context: dict) -> HttpResponse:
    today: date = timezone.localdate()
    return render(request, "home/emulation_report.html", context | {"section": section, "today": today})
