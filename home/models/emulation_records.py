"""What is told of a model while it runs: rows beside the page, with a history of their own.

No draft holds them, so that publishing an older one takes none of them back; they do not pass the approval, but the
page's log names each. What is for members alone is shown to nobody else (`visible_to`).
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.models.emulation import EmulationModelPage
from portal.base.audience import Audience, AudienceQuerySet

BETWEEN = _("Progress is a percentage: a whole number from 0 to 100.")
READ_MEMBERS_ROWS = "home.read_members_rows"


class Record(models.Model):
    """What a note and a review of a model have in common: a day, an author, and whom it is for."""

    day = models.DateField(_("day"), default=timezone.localdate)
    is_members_only = models.BooleanField(
        _("for members only"),
        default=False,
        help_text=_(
            "Shown, with its evidence, to members who have signed in; the public's numbers leave it out."
        ),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def visible_state(cls, audience: Audience) -> Q:
        """Return which rows readers may see: members those for members, too."""
        user: Any = audience.user
        is_member = user.is_authenticated and user.has_perm(READ_MEMBERS_ROWS)
        return Q() if is_member else Q(is_members_only=False)

    def clean(self):
        super().clean()
        if self.day and self.day > timezone.localdate():
            raise ValidationError({"day": _("This day is yet to come: tell what has been done by today.")})
        if self.day and self.model_id and self.day.year < self.model.year:
            raise ValidationError(
                {
                    "day": _("This day lies before the year of the model (%(year)s).")
                    % {"year": self.model.year}
                }
            )


class ProgressNote(Record):
    """How far a commitment has come on a day. The newest of a commitment counts; none is changed afterwards."""

    model = models.ForeignKey(EmulationModelPage, on_delete=models.CASCADE, related_name="progress_notes")
    commitment_key = models.CharField(max_length=32, db_index=True)
    # What the commitment said: it may be taken out of the page, its notes are kept.
    commitment = models.TextField(_("commitment"), editable=False)
    percent = models.PositiveSmallIntegerField(
        _("progress (%)"),
        validators=[MinValueValidator(0, BETWEEN), MaxValueValidator(100, BETWEEN)],
    )
    text = models.TextField(_("what has been done"), blank=True)

    class Meta:
        verbose_name = _("progress note")
        verbose_name_plural = _("progress notes")
        ordering = ["-day", "-pk"]
        default_permissions = ()
        permissions = [("read_members_rows", _("Can read what models keep for members only"))]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="progress_note_percent"),
        ]

    def __str__(self):
        return f"{self.percent} %"


class ModelReview(Record):
    """The review of a model at mid-year or at the year's end; the newest of each kind counts, older ones are kept."""

    class Kind(models.TextChoices):
        MID_YEAR = "mid_year", _("Mid-year review")
        YEAR_END = "year_end", _("Year-end review")

    model = models.ForeignKey(EmulationModelPage, on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(_("review"), max_length=8, choices=Kind.choices)
    text = models.TextField(_("assessment"))

    class Meta:
        verbose_name = _("review of a model")
        verbose_name_plural = _("reviews of models")
        default_permissions = ()
        ordering = ["-day", "-pk"]

    def __str__(self):
        return self.get_kind_display()


class Evidence(models.Model):
    """A page or a file that bears out a note, or speaks of the model as a whole.

    A page that is deleted leaves the row empty, so that editors see that something is missing; a file that must be
    destroyed takes it along.
    """

    model = models.ForeignKey(EmulationModelPage, on_delete=models.CASCADE, related_name="evidence")
    note = models.ForeignKey(
        ProgressNote, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="evidence_for_models",
        help_text=_("An article, an album, any page."),
    )
    document = models.ForeignKey(
        "documents.PortalDocument",
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="evidence_for_models",
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("evidence of a model")
        verbose_name_plural = _("evidence of models")
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self):
        return str(self.page or self.document or "–")

    @property
    def is_lost(self) -> bool:
        return self.page_id is None and self.document_id is None
