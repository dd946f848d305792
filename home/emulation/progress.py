"""Progress of models and their commitments, from the notes beside their pages."""

from collections.abc import Iterable

from django.db import transaction

from home.emulation.stages import Stage
from home.models.emulation import EmulationModelPage


def newest_of_each(notes: Iterable) -> dict:
    """Return of each commitment, by its key, the note that counts: of the latest day the last one written."""
    newest: dict = {}
    for note in notes:
        known = newest.get(note.commitment_key)
        if known is None or (note.day, note.pk) > (known.day, known.pk):
            newest[note.commitment_key] = note
    return newest


def mean(keys: list[str], newest: dict) -> int | None:
    """Return the mean progress of the commitments with these keys; one without a note has not begun."""
    return rounded_mean([newest[key].percent if key in newest else 0 for key in keys])


def rounded_mean(percents: list[int]) -> int | None:
    """Return the mean of percentages as a whole number, half counting up; only what is done whole is 100.

    None where there are none.
    """
    count, total = len(percents), sum(percents)
    if not count:
        return None
    return 100 if total == 100 * count else min(99, (2 * total + count) // (2 * count))


def columns(page: EmulationModelPage, keys: list[str]) -> dict:
    """Return the computed columns of a model that has the commitments with these keys.

    The public's stage and progress come from what everybody may read: a members' note is not betrayed by a number.
    """
    stage = Stage(page.declared_stage)
    notes = list(page.progress_notes.all()) if page.pk else []
    public = [note for note in notes if not note.is_members_only]
    reviews = page.reviews.filter(is_members_only=False).values_list("kind", flat=True) if page.pk else ()
    if public:
        stage = stage.or_further(Stage("under_way"))
    for kind in reviews:
        stage = stage.or_further(Stage("concluded" if kind == "year_end" else "reviewed"))
    return {
        "stage": stage,
        "progress": mean(keys, newest_of_each(notes)),
        "public_progress": mean(keys, newest_of_each(public)),
    }


@transaction.atomic
def recompute(page_id: int) -> None:
    """Bring the computed columns of a model up to date; others who do so at the same time wait."""
    page = EmulationModelPage.objects.select_for_update(of=("self",)).get(pk=page_id)
    keys = list(page.commitments.values_list("key", flat=True))
    EmulationModelPage.objects.filter(pk=page_id).update(**columns(page, keys))
