from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.directive import DirectivePage
from portal.base.text import nfc


class DirectiveRelation(models.Model):
    """What one directive does to another, written once and told from both ends; kept outside revisions.

    The other end may be a document that the library does not hold: then its symbol and title stand here.
    """

    class Kind(models.TextChoices):
        BASED_ON = "based_on", _("is based on")
        GUIDES = "guides", _("guides")
        IMPLEMENTS = "implements", _("implements")
        AMENDS = "amends", _("amends")
        REPLACES = "replaces", _("replaces")
        ANNULS = "annuls", _("annuls")
        SUSPENDS = "suspends", _("suspends")
        INTERRUPTS = "interrupts", _("interrupts the force of")
        CORRECTS = "corrects", _("corrects")
        CONSOLIDATES = "consolidates", _("consolidates")
        REFERS = "refers", _("refers to")
        RELATED = "related", _("is related to")

    # The same relations as the other end tells them.
    INVERSE = {
        Kind.BASED_ON: _("is the basis of"),
        Kind.GUIDES: _("is guided by"),
        Kind.IMPLEMENTS: _("is implemented by"),
        Kind.AMENDS: _("is amended by"),
        Kind.REPLACES: _("is replaced by"),
        Kind.ANNULS: _("is annulled by"),
        Kind.SUSPENDS: _("is suspended by"),
        Kind.INTERRUPTS: _("its force is interrupted by"),
        Kind.CORRECTS: _("is corrected by"),
        Kind.CONSOLIDATES: _("is consolidated by"),
        Kind.REFERS: _("is referred to by"),
        Kind.RELATED: _("is related to"),
    }

    source = models.ForeignKey(DirectivePage, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("relation"), max_length=16, choices=Kind.choices)
    target = models.ForeignKey(
        DirectivePage,
        verbose_name=_("directive"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="incoming_relations",
    )
    target_symbol = models.CharField(_("symbol"), max_length=120, blank=True)
    target_title = models.CharField(_("title"), max_length=255, blank=True)
    target_url = models.URLField(_("address"), blank=True)
    is_partial = models.BooleanField(_("a part only"), default=False)
    takes_effect_on = models.DateField(
        _("takes effect on"),
        null=True,
        blank=True,
        help_text=_("Empty: with the directive that says so."),
    )
    note = models.CharField(_("note"), max_length=255, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("relation of directives")
        verbose_name_plural = _("relations of directives")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "target"],
                condition=models.Q(target__isnull=False),
                name="one_relation_of_a_kind",
            )
        ]

    def __str__(self):
        return f"{self.source_id} {self.get_kind_display()} {self.target_id or self.target_symbol}"

    def clean(self):
        self.target_symbol = nfc(self.target_symbol).strip()
        if not self.target_id and not (self.target_symbol or self.target_title.strip()):
            raise ValidationError(
                _("Choose a directive, or give the symbol or title of one that is not held.")
            )
        if self.target_id and self.target_id == self.source_id:
            raise ValidationError(_("A directive has no relation to itself."))
        if self.target_id and self.kind == self.Kind.REPLACES and self._leads_back():
            raise ValidationError(_("The directives would replace one another in a circle."))

    def _leads_back(self) -> bool:
        """Tell whether the target replaces, over however many steps, the source."""
        seen, waiting = set(), {self.target_id}
        while waiting:
            if self.source_id in waiting:
                return True
            seen |= waiting
            steps = DirectiveRelation.objects.filter(
                kind=self.Kind.REPLACES, source__in=waiting, target__isnull=False
            )
            waiting = set(steps.values_list("target", flat=True)) - seen
        return False

    @property
    def inverse_label(self) -> str:
        return self.INVERSE[self.kind]
