from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from portal.base.slugs import VietnameseSlugInput
from portal.base.text import slugify, sort_key


@register_snippet
class AnnouncementKind(index.Indexed, models.Model):
    """What an announcement is: an invitation, a vacancy, a warning …"""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(
        _("slug"), max_length=120, unique=True, blank=True, help_text=_("Empty: made from the name.")
    )
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)

    class Meta:
        verbose_name = _("kind of announcement")
        verbose_name_plural = _("kinds of announcements")
        ordering = ["sort_key"]

    panels = [FieldPanel("name"), FieldPanel("slug", widget=VietnameseSlugInput)]

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.name)
        self.sort_key = sort_key(self.name)[:400]
        super().save(*args, **kwargs)
