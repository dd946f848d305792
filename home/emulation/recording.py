"""What editors tell of a running model: each row is kept at once, logged on the page, and moves its numbers."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.log_actions import log

from home.emulation.progress import recompute
from home.models.emulation import EmulationModelPage
from home.models.emulation_records import Evidence, ModelReview, ProgressNote

NOTE_ADDED, NOTE_TAKEN_AWAY = "home.add_progress_note", "home.take_progress_note_away"
REVIEW_ADDED, REVIEW_TAKEN_AWAY = "home.add_model_review", "home.take_model_review_away"
EVIDENCE_ADDED, EVIDENCE_TAKEN_AWAY = "home.add_model_evidence", "home.take_model_evidence_away"
TAKEN_AWAY = {
    ProgressNote: NOTE_TAKEN_AWAY,
    ModelReview: REVIEW_TAKEN_AWAY,
    Evidence: EVIDENCE_TAKEN_AWAY,
}


@transaction.atomic
def add_note(note: ProgressNote, evidence: list[Evidence], user, *, seen: int) -> ProgressNote:
    """Keep a note with its evidence.

    `seen` is the newest note (its key) that its author knew of. Raises ValidationError where somebody has told of the
    same commitment meanwhile: two notes at once must not pass each other unread.
    """
    # Whoever comes second waits here.
    page = EmulationModelPage.objects.select_for_update(of=("self",)).get(pk=note.model_id)
    unseen = page.progress_notes.filter(commitment_key=note.commitment_key, pk__gt=seen)
    other = unseen.select_related("author").order_by("-pk").first()
    if other:
        told = gettext(
            "Meanwhile %(who)s has noted %(percent)s %% for this commitment. Look at that note below, then send yours "
            "again if it still holds."
        )
        who = (other.author and other.author.get_full_name()) or gettext("somebody else")
        raise ValidationError(told % {"who": who, "percent": other.percent})
    note.author = user
    note.save()
    for each in evidence:
        each.note, each.model = note, note.model
        each.save()
    log(instance=page, action=NOTE_ADDED, user=user, data={"what": told_of(note)})
    recompute(page.pk)
    return note


@transaction.atomic
def add_review(review: ModelReview, user) -> ModelReview:
    """Keep a review; it takes the place of an older one of its kind, which stays in the history."""
    review.author = user
    review.save()
    log(instance=review.model, action=REVIEW_ADDED, user=user, data={"what": told_of(review)})
    recompute(review.model_id)
    return review


@transaction.atomic
def add_evidence(evidence: list[Evidence], page: EmulationModelPage, user) -> None:
    """Keep evidence of a model as a whole: what speaks of it without a link in its text."""
    for each in evidence:
        each.model = page
        each.save()
        log(instance=page, action=EVIDENCE_ADDED, user=user, data={"what": told_of(each)})


@transaction.atomic
def take_away(row: ProgressNote | ModelReview | Evidence, user) -> None:
    """Take back a row that was wrong; the log keeps what it was."""
    page_id = row.model_id
    log(instance=row.model, action=TAKEN_AWAY[type(row)], user=user, data={"what": told_of(row)})
    row.delete()
    recompute(page_id)


def told_of(row: ProgressNote | ModelReview | Evidence) -> str:
    """Return a row in words that stay true when it is gone."""
    if isinstance(row, Evidence):
        return str(row)
    day = date_format(row.day, "d/m/Y")
    if isinstance(row, ProgressNote):
        return f"{row.percent} %, {day}: {row.commitment[:120]}"
    return f"{row.get_kind_display()}, {day}"
