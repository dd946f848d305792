"""A model as its reader may see it: commitments with their progress, timeline, evidence, and what speaks of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext
from wagtail.models import Page, ReferenceIndex

from documents.models import DirectivePage, PortalDocument
from home.emulation.progress import mean, newest_of_each
from home.emulation.registration import asked_in
from home.emulation.stages import steps
from home.models.emulation import EmulationModelPage
from home.models.emulation_records import ProgressNote
from portal.base.audience import audience_of, visible_pages, visible_to
from portal.base.templatetags.story_tags import with_pictures

# Of pages and files that bear out a model or speak of it, the newest.
MOST_CARDS = 60
# These name models without speaking of them: they continue or list them.
NAMING = {"home.EmulationModelPage", "home.EmulationModelIndexPage", "home.HomePage"}


@dataclass(frozen=True)
class Card:
    """A page or a file as evidence: what it is, and where."""

    title: str
    url: str
    kind: str
    lead: str = ""
    date: object = None
    picture: object = None
    note_id: int | None = None


@dataclass
class Tended:
    """A commitment with the notes on it that the reader may see, newest first."""

    commitment: Any
    notes: list = field(default_factory=list)

    @property
    def percent(self) -> int:
        return self.newest.percent if self.newest else 0

    @property
    def newest(self):
        found = newest_of_each(self.notes)
        return next(iter(found.values()), None)


@dataclass(frozen=True)
class Moment:
    """An entry of the timeline."""

    day: date
    title: str
    text: str = ""
    percent: int | None = None
    is_members_only: bool = False


def reads_members_rows(viewer) -> bool:
    """Tell whether a reader sees what is for members alone."""
    return ProgressNote.visible_state(audience_of(viewer)) == Q()


def progress_column(viewer) -> str:
    """Return the column that holds the progress which a viewer may know."""
    return "progress" if reads_members_rows(viewer) else "public_progress"


def with_progress(models: Iterable[EmulationModelPage], viewer) -> list[EmulationModelPage]:
    """Return models with `shown_progress`, the number that the reader may know; None where there is none."""
    column, models = progress_column(viewer), list(models)
    for each in models:
        each.shown_progress = getattr(each, column)
    return models


def tended(page: EmulationModelPage, viewer) -> list[Tended]:
    """Return the commitments of a model, in order, with the notes that a viewer may see."""
    notes: dict[str, list] = {}
    for note in _rows(page, "progress_notes", viewer):
        notes.setdefault(note.commitment_key, []).append(note)
    return [Tended(each, notes.get(each.key, [])) for each in page.commitments.all()]


def reviews_of(page: EmulationModelPage, viewer) -> list:
    """Return of each kind of review the newest that a viewer may see, mid-year first."""
    newest: dict[str, object] = {}
    for review in _rows(page, "reviews", viewer):
        newest.setdefault(review.kind, review)
    return [newest[kind] for kind in ("mid_year", "year_end") if kind in newest]


def progress_of(commitments: list[Tended]) -> int | None:
    """Return the mean progress of commitments as they are shown."""
    newest = {each.commitment.key: each.newest for each in commitments if each.newest}
    return mean([each.commitment.key for each in commitments], newest)


def page_context(page: EmulationModelPage, request) -> dict:
    """Return everything that the page of a model shows, as far as the reader may see it."""
    commitments = tended(page, request)
    reviews = reviews_of(page, request)
    known = {note.pk for each in commitments for note in each.notes}
    cards = evidence_cards(page, request, known)
    by_note: dict[int, list[Card]] = {}
    for card in cards:
        if card.note_id:
            by_note.setdefault(card.note_id, []).append(card)
    for each in commitments:
        for note in each.notes:
            note.cards = by_note.get(note.pk, [])
    earlier, later = neighbours(page, request)
    return {
        "steps": steps(page.stage, page.is_stopped),
        "commitments": commitments,
        "shown_progress": progress_of(commitments),
        "reviews": reviews,
        "timeline": timeline(page, commitments, reviews),
        "answers": answers_of(page),
        "basis": basis_of(page, request),
        "cards": list({card.url: card for card in cards}.values()),
        "earlier": earlier,
        "later": later,
    }


def answers_of(page: EmulationModelPage) -> list[tuple[str, str]]:
    """Return the answers of the registration form with their questions, those not asked any more at the end."""
    parent = page.get_parent() if page.path else None
    asked = asked_in(parent.specific if parent else None, EmulationModelPage)
    names = {each.field for each in asked}
    rest = [each for each in asked_in(None, EmulationModelPage) if each.field not in names]
    return [
        (each.label[:1].upper() + each.label[1:], getattr(page, each.field))
        for each in [*asked, *rest]
        if getattr(page, each.field)
    ]


def basis_of(page: EmulationModelPage, viewer) -> list[DirectivePage]:
    """Return the directives that a model is based on, in order, as far as a viewer may see them."""
    ids = [each.directive_id for each in page.basis.all()]
    visible = DirectivePage.objects.visible_to(viewer).with_card().in_bulk(ids) if ids else {}
    return [visible[pk] for pk in ids if pk in visible]


def neighbours(
    page: EmulationModelPage, viewer
) -> tuple[EmulationModelPage | None, list[EmulationModelPage]]:
    """Return the model that one continues and those that continue it, as far as a viewer may see them."""
    condition = Q(pk=page.continues_id) | (Q(continues=page.pk) if page.pk else Q(pk__in=[]))
    found = list(
        EmulationModelPage.objects.visible_to(viewer).filter(condition).with_row().order_by("year", "pk")
    )
    earlier = next((each for each in found if each.pk == page.continues_id), None)
    return earlier, [each for each in found if each.pk != page.continues_id]


def timeline(page: EmulationModelPage, commitments: list[Tended], reviews: list) -> list[Moment]:
    """Return milestones, notes and reviews in the order of their days."""
    moments = [Moment(each.day, each.title, each.text) for each in page.milestones.all()]
    moments += [
        Moment(note.day, each.commitment.content, note.text, note.percent, note.is_members_only)
        for each in commitments
        for note in each.notes
    ]
    moments += [
        Moment(review.day, review.get_kind_display(), is_members_only=review.is_members_only)
        for review in reviews
    ]
    return sorted(moments, key=lambda moment: moment.day)


def evidence_cards(page: EmulationModelPage, viewer, notes: set[int]) -> list[Card]:
    """Return evidence and the pages whose text leads to the model, newest first.

    What belongs to a note comes only where the note is among those that the viewer may see; pages and files that
    the viewer may not see are left out, as if they were not.
    """
    if not page.pk:
        return []
    rows = [row for row in page.evidence.all() if row.note_id is None or row.note_id in notes]
    speaking = _speaking_of(page)
    wanted = {row.page_id for row in rows if row.page_id} | speaking
    files = {row.document_id for row in rows if row.document_id}
    pages = visible_pages(viewer).filter(pk__in=wanted).order_by("-first_published_at", "-pk")
    pages = with_pictures(pages[:MOST_CARDS].defer_streamfields().specific()) if wanted else []
    found = {each.pk: each for each in pages}
    documents = visible_to(PortalDocument.objects.all(), viewer).in_bulk(files) if files else {}
    cards = []
    for row in rows:
        if row.page_id in found:
            cards.append(_page_card(found[row.page_id], viewer, row.note_id))
        elif row.document_id in documents:
            cards.append(_file_card(documents[row.document_id], row.note_id))
    told = {row.page_id for row in rows}
    others = [each for pk, each in found.items() if pk not in told and each._meta.label not in NAMING]
    return cards + [_page_card(each, viewer, None) for each in others]


def _speaking_of(page: EmulationModelPage) -> set[int]:
    """Return the numbers of pages whose published text leads to a model."""
    pages = ContentType.objects.get_for_model(Page)
    rows = ReferenceIndex.objects.filter(
        to_content_type=pages, to_object_id=str(page.pk), base_content_type=pages
    )
    return {int(pk) for pk in rows.values_list("object_id", flat=True)} - {page.pk}


def _page_card(page: Page, viewer, note_id: int | None) -> Card:
    request = viewer if hasattr(viewer, "META") else None
    return Card(
        page.title,
        page.get_url(request) or "",
        page.get_verbose_name(),
        getattr(page, "lead", ""),
        page.first_published_at,
        getattr(page, "image", None),
        note_id,
    )


def _file_card(document: PortalDocument, note_id: int | None) -> Card:
    return Card(
        document.title,
        document.page_url,
        gettext("File %(kind)s") % {"kind": document.file_extension.upper()},
        document.description,
        document.created_at,
        None,
        note_id,
    )


def _rows(page: EmulationModelPage, relation: str, viewer) -> list:
    """Return notes or reviews of a model that a viewer may see, newest first."""
    return list(getattr(page, relation).visible_to(viewer)) if page.pk else []
