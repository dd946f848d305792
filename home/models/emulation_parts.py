"""What stands on the page of a model and is approved with it: commitments, milestones, directives."""

from uuid import uuid4

from django.db import models
from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from documents.models import DirectivePage


class Commitment(Orderable):
    """What a model binds itself to, and how it will be measured.

    Its row is written anew whenever an older draft is published; `key` stays, so that notes on its progress, which
    live outside the drafts, find it again.
    """

    page = ParentalKey("home.EmulationModelPage", on_delete=models.CASCADE, related_name="commitments")
    key = models.CharField(max_length=32, blank=True)
    content = models.TextField(_("content"))
    responsible = models.CharField(_("who is responsible"), max_length=160, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    measure = models.CharField(
        _("measure"), max_length=255, blank=True, help_text=_("By what one sees that it is fulfilled.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")

    panels = [
        FieldPanel("content"),
        FieldRowPanel(["responsible", "deadline"]),
        FieldPanel("measure"),
        FieldPanel("key", widget=HiddenInput),
    ]

    def __str__(self):
        return self.content

    def name(self) -> None:
        """Give the commitment its key, if it has none."""
        self.key = self.key or uuid4().hex

    def clean(self):
        super().clean()
        self.name()

    def save(self, *args, **kwargs):
        self.name()
        super().save(*args, **kwargs)


class Milestone(Orderable):
    """A day in the life of a model that is planned or remembered."""

    page = ParentalKey("home.EmulationModelPage", on_delete=models.CASCADE, related_name="milestones")
    day = models.DateField(_("day"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    panels = [FieldRowPanel(["day", "title"]), FieldPanel("text")]

    def __str__(self):
        return self.title


class BasisDirective(Orderable):
    """A directive that a model is based on."""

    page = ParentalKey("home.EmulationModelPage", on_delete=models.CASCADE, related_name="basis")
    directive = models.ForeignKey(
        DirectivePage,
        verbose_name=_("directive"),
        on_delete=models.CASCADE,
        related_name="based_models",
    )

    class Meta(Orderable.Meta):
        verbose_name = _("directive that a model is based on")
        verbose_name_plural = _("directives that models are based on")

    panels = [FieldPanel("directive")]
