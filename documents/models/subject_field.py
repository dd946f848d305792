from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from portal.base.slugs import VietnameseSlugInput
from portal.base.text import slugify, sort_key


@register_snippet
class SubjectField(index.Indexed, models.Model):
    """A subject (lĩnh vực) that directives belong to; subjects stand in a tree."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("slug"), max_length=120, unique=True, blank=True, help_text=_("Empty: made from the name.")
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("broader subject"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    # The sort keys from the top of the tree down, so that one ORDER BY gives the tree.
    sort_key = models.CharField(max_length=1000, editable=False, db_index=True)

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["sort_key"]

    panels = [FieldPanel("name"), FieldPanel("parent"), FieldPanel("slug", widget=VietnameseSlugInput)]

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    def __str__(self):
        return f"{self.parent} › {self.name}" if self.parent_id else self.name

    def clean(self):
        above, steps = self.parent, 0
        while above is not None:
            steps += 1
            if above.pk == self.pk or steps > 8:
                raise ValidationError({"parent": _("The broader subjects lead back to this one.")})
            above = above.parent

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.name)
        above = f"{self.parent.sort_key}/" if self.parent_id else ""
        self.sort_key = f"{above}{sort_key(self.name)}"[:1000]
        super().save(*args, **kwargs)
        for child in self.children.all():
            child.parent = self
            child.save()

    def with_descendants(self) -> set[int]:
        """Return the ids of this subject and of all below it."""
        below = SubjectField.objects.filter(sort_key__startswith=f"{self.sort_key}/")
        return {self.pk, *below.values_list("pk", flat=True)}
