"""How far a model has come in its year."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """The way of a model, in the order in which it is gone; the last two are one step."""

    REGISTERED = "registered", _("Registered")
    APPROVED = "approved", _("Approved")
    UNDER_WAY = "under_way", _("Under way")
    REVIEWED = "reviewed", _("Reviewed at mid-year")
    CONCLUDED = "concluded", _("Concluded")
    RECOGNISED = "recognised", _("Recognised")
    REPLICATED = "replicated", _("Replicated")

    @property
    def step(self) -> int:
        """Return the number of its step, from one to six."""
        return min(list(Stage).index(self) + 1, 6)

    def or_further(self, other: "Stage") -> "Stage":
        """Return the further of two."""
        return max(self, other, key=list(Stage).index)


@dataclass(frozen=True)
class Step:
    number: int
    label: str
    is_done: bool
    is_current: bool
    is_stopped: bool


def steps(stage: str, is_stopped: bool) -> list[Step]:
    """Return the six steps of a model; where it was stopped, that stands in place of the current one."""
    labels = [*(each.label for each in list(Stage)[:5]), gettext("Recognised / replicated")]
    current = Stage(stage)
    if current.step == 6:
        labels[5] = current.label
    return [
        Step(
            number,
            gettext("Stopped") if is_stopped and number == current.step else str(label),
            number < current.step,
            number == current.step,
            is_stopped and number == current.step,
        )
        for number, label in enumerate(labels, 1)
    ]
