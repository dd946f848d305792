from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from portal.base.text import nfc, sort_key


class IssuingBodyQuerySet(models.QuerySet):
    def for_code(self, code: str, on: date | None = None):
        """Return the bodies that an abbreviation in a symbol stands for, those that existed on a day first."""
        found = self.filter(codes__code__iexact=nfc(code)).distinct()
        if on is None:
            return found.order_by(models.F("ended_on").desc(nulls_first=True), "sort_key")
        existed = (Q(began_on__isnull=True) | Q(began_on__lte=on)) & (
            Q(ended_on__isnull=True) | Q(ended_on__gt=on)
        )
        return found.annotate(existed=models.Case(models.When(existed, then=0), default=1)).order_by(
            "existed", models.F("ended_on").desc(nulls_first=True), "sort_key"
        )


@register_snippet
class IssuingBody(index.Indexed, ClusterableModel):
    """A body that issues documents, with what became of it: old symbols still lead to the body of their time."""

    class Kind(models.TextChoices):
        PARTY = "party", _("Party")
        STATE = "state", _("State")
        PROCURACY = "procuracy", _("Procuracy")
        UNION = "union", _("Front and mass organisations")

    class Succession(models.TextChoices):
        RENAMED = "renamed", _("renamed")
        MERGED = "merged", _("merged")
        SUCCEEDED = "succeeded", _("tasks taken over")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.STATE)
    began_on = models.DateField(_("existed from"), null=True, blank=True)
    ended_on = models.DateField(_("existed until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="predecessors",
    )
    succession = models.CharField(
        _("what became of it"), max_length=12, choices=Succession.choices, blank=True
    )
    note = models.TextField(_("note"), blank=True)
    sort_key = models.CharField(max_length=800, editable=False, db_index=True)

    objects = IssuingBodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("issuing body")
        verbose_name_plural = _("issuing bodies")
        ordering = ["sort_key"]

    panels = [
        FieldPanel("name"),
        FieldPanel("kind"),
        InlinePanel("codes", heading=_("Abbreviations in symbols"), label=_("abbreviation")),
        MultiFieldPanel(
            [FieldRowPanel(["began_on", "ended_on"]), "successor", "succession", "note"], _("History")
        ),
    ]

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.RelatedFields("codes", [index.SearchField("code")]),
    ]

    def __str__(self):
        if not self.ended_on:
            return self.name
        return gettext("%(name)s (until %(day)s)") % {
            "name": self.name,
            "day": f"{self.ended_on:%d/%m/%Y}",
        }

    def clean(self):
        if self.began_on and self.ended_on and self.ended_on < self.began_on:
            raise ValidationError({"ended_on": _("A body cannot end before it begins.")})
        seen = {self.pk}
        successor = self.successor
        while successor is not None:
            if successor.pk in seen and successor.pk is not None:
                raise ValidationError({"successor": _("The successors lead back to this body.")})
            seen.add(successor.pk)
            successor = successor.successor

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.name)[:800]
        super().save(*args, **kwargs)

    @property
    def code(self) -> str:
        """Return the abbreviation that symbols of this body bear."""
        first = self.codes.first()
        return first.code if first else ""

    def existed_on(self, day: date) -> bool:
        """Tell of this body what `for_code` asks of several."""
        return (self.began_on is None or self.began_on <= day) and (
            self.ended_on is None or self.ended_on > day
        )

    def with_predecessors(self) -> set[int]:
        """Return the ids of this body and of all that became it."""
        parents: dict[int, list[int]] = {}
        for pk, successor in IssuingBody.objects.exclude(successor=None).values_list("pk", "successor"):
            parents.setdefault(successor, []).append(pk)
        found, waiting = set(), [self.pk]
        while waiting:
            pk = waiting.pop()
            if pk not in found:
                found.add(pk)
                waiting += parents.get(pk, [])
        return found


class IssuingBodyCode(models.Model):
    """An abbreviation by which symbols name a body; one body may have several (VKSTC, VKSNDTC)."""

    body = ParentalKey(IssuingBody, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(_("abbreviation"), max_length=40, db_index=True)

    class Meta:
        verbose_name = _("abbreviation of a body")
        verbose_name_plural = _("abbreviations of bodies")
        ordering = ["pk"]

    def __str__(self):
        return self.code

    def save(self, *args, **kwargs):
        self.code = nfc(self.code).strip()
        super().save(*args, **kwargs)
