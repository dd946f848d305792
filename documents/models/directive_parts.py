from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from documents.models.directive import DirectivePage
from portal.base.text import nfc


class DirectiveFile(Orderable):
    """A file of a directive: its text as issued, or an annex."""

    class Role(models.TextChoices):
        MAIN = "main", _("Text as issued")
        ANNEX = "annex", _("Annex")

    page = ParentalKey(DirectivePage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        "documents.PortalDocument",
        verbose_name=_("file"),
        # What must be destroyed is destroyed, whatever uses it.
        on_delete=models.CASCADE,
        related_name="directive_files",
    )
    role = models.CharField(_("kind"), max_length=8, choices=Role.choices, default=Role.MAIN)
    title = models.CharField(_("title"), max_length=255, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("file of a directive")
        verbose_name_plural = _("files of directives")

    panels = [FieldPanel("document"), FieldRowPanel(["role", "title"])]


class DirectiveName(Orderable):
    """A name by which texts refer to a directive without its symbol."""

    page = ParentalKey(DirectivePage, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(_("name"), max_length=200, db_index=True)

    class Meta(Orderable.Meta):
        verbose_name = _("other name of a directive")
        verbose_name_plural = _("other names of directives")

    panels = [FieldPanel("name")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name = " ".join(nfc(self.name).split())
        super().save(*args, **kwargs)
