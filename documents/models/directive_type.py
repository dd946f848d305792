from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from portal.base.text import sort_key


class DirectiveTypeQuerySet(models.QuerySet):
    def for_code(self, code: str, *, is_party: bool):
        """Return the types that an abbreviation may stand for: QĐ of a Party body is a decision or a rule."""
        return self.filter(**{"party_code" if is_party else "state_code": code})


@register_snippet
class DirectiveType(index.Indexed, models.Model):
    """A type of document: quy định, chỉ thị, nghị quyết … Editors keep the list."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    state_code = models.CharField(
        _("abbreviation of the State"),
        max_length=12,
        blank=True,
        help_text=_("As in symbols of State bodies, such as CT in 01/CT-VKSTC."),
    )
    party_code = models.CharField(
        _("abbreviation of the Party"),
        max_length=12,
        blank=True,
        help_text=_("As in symbols of Party bodies, such as QĐ in 144-QĐ/TW."),
    )
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)

    objects = DirectiveTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("type of directive")
        verbose_name_plural = _("types of directives")
        ordering = ["sort_key"]

    panels = [FieldPanel("name"), FieldRowPanel(["state_code", "party_code"])]

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.name)[:400]
        super().save(*args, **kwargs)
