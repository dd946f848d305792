"""Whether a directive is in force on a day: by what was set by hand, by its dates, by what others say of it.

Relations: a directive is amended, replaced or annulled only by its issuer or a higher body, and the new one says so
(Regulation 66-QĐ/TW; for the State the Law on the promulgation of legal documents). Nothing is ever taken to be in
force because nobody said otherwise: without a date of force it stays undetermined.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from documents.models import DirectivePage, DirectiveRelation, Validity

ENDING = (DirectiveRelation.Kind.REPLACES, DirectiveRelation.Kind.ANNULS)
STOPPING = (DirectiveRelation.Kind.SUSPENDS, DirectiveRelation.Kind.INTERRUPTS)
NO_LONGER = (Validity.EXPIRED, Validity.SUSPENDED, Validity.INAPPROPRIATE)
BATCH = 500


@dataclass(frozen=True)
class Effect:
    """What another directive, the source, does to one, and from which day on."""

    source: int
    kind: str
    is_partial: bool
    begins_on: date


def validity_on(directive: DirectivePage, day: date, effects: Iterable[Effect]) -> str:
    """Return the validity of a directive on a day, given what others do to it."""
    if directive.validity_choice not in ("", Validity.UNDETERMINED):
        return directive.validity_choice
    begun = [effect for effect in effects if effect.begins_on <= day]
    if directive.expires_on and directive.expires_on <= day:
        return Validity.EXPIRED
    if any(effect.kind in ENDING and not effect.is_partial for effect in begun):
        return Validity.EXPIRED
    if directive.effective_on and directive.effective_on > day:
        return Validity.NOT_YET
    if any(effect.kind in STOPPING and not effect.is_partial for effect in begun):
        return Validity.SUSPENDED
    if any(effect.kind in (*ENDING, *STOPPING) for effect in begun):
        return Validity.PARTLY_EXPIRED
    if directive.effective_on and not directive.validity_choice:
        return Validity.IN_FORCE
    return Validity.UNDETERMINED


def ended_on(directive: DirectivePage, effects: Iterable[Effect]) -> date | None:
    """Return the first day on which a directive is known to be no longer in force; None where none is known."""
    days = [effect.begins_on for effect in effects if effect.kind in ENDING and not effect.is_partial]
    return min([*days, directive.expires_on] if directive.expires_on else days, default=None)


def effects_on(directives: Iterable[DirectivePage]) -> dict[int, list[Effect]]:
    """Return what published directives do to each of some, in one query."""
    ids = [directive.pk for directive in directives]
    relations = DirectiveRelation.objects.filter(
        target__in=ids, kind__in=(*ENDING, *STOPPING), source__live=True
    ).select_related("source")
    found: dict[int, list[Effect]] = {pk: [] for pk in ids}
    for relation in relations:
        source = relation.source
        begins_on = relation.takes_effect_on or source.effective_on or source.issued_on
        found[relation.target_id].append(Effect(source.pk, relation.kind, relation.is_partial, begins_on))
    return found


def recompute(directives=None, day: date | None = None) -> int:
    """Bring the stored validity of some directives (of all) to a day (today); return how many changed."""
    day = day or timezone.localdate()
    rows = DirectivePage.objects.all() if directives is None else directives
    rows = rows.only("pk", "validity", "validity_choice", "effective_on", "expires_on").order_by("pk")
    changed, last = 0, 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        effects = effects_on(batch)
        by_validity: dict[str, list[int]] = {}
        for directive in batch:
            validity = validity_on(directive, day, effects[directive.pk])
            if validity != directive.validity:
                by_validity.setdefault(validity, []).append(directive.pk)
        with transaction.atomic():
            for validity, ids in by_validity.items():
                changed += DirectivePage.objects.filter(pk__in=ids).update(validity=validity)
    return changed


def recompute_around(directive: DirectivePage) -> None:
    """Bring a directive and what it does something to up to date, after it or its relations changed."""
    targets = directive.relations.exclude(target=None).values("target")
    recompute(DirectivePage.objects.filter(pk=directive.pk) | DirectivePage.objects.filter(pk__in=targets))
