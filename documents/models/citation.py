from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from documents.models.directive import DirectivePage
from documents.models.document import PortalDocument


class Citation(models.Model):
    """A reference to a directive in the published text of a page or of a file; found anew whenever that changes."""

    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="citations")
    document = models.ForeignKey(
        PortalDocument, null=True, on_delete=models.CASCADE, related_name="citations"
    )
    # Of a file: its page. Of a page: 0.
    place = models.PositiveIntegerField(default=0)
    surface = models.CharField(max_length=255)
    symbol = models.CharField(_("symbol"), max_length=120, blank=True)
    symbol_key = models.CharField(max_length=160, blank=True, db_index=True)
    # The name by which the library knows it, where it is cited without a symbol.
    name = models.CharField(max_length=200, blank=True, db_index=True)
    doc_type = models.CharField(_("type"), max_length=80, blank=True)
    issuer = models.CharField(_("issuing body"), max_length=255, blank=True)
    date = models.DateField(_("date"), null=True)
    count = models.PositiveIntegerField(default=1)
    target = models.ForeignKey(DirectivePage, null=True, on_delete=models.SET_NULL, related_name="citing")

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page__isnull=False) ^ models.Q(document__isnull=False),
                name="citation_of_a_page_or_of_a_file",
            )
        ]

    def __str__(self):
        return self.surface
