from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from documents.extraction import OCR
from documents.models.document import PortalDocument


class PageTextQuerySet(SearchableQuerySetMixin, models.QuerySet):
    pass


class DocumentPageText(index.Indexed, models.Model):
    """The text of one page of a document's newest version, beside the file and never in it.

    Pages are searched only among documents that the reader may see.
    """

    document = models.ForeignKey(PortalDocument, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField(_("page"))
    heading = models.CharField(max_length=255, blank=True)
    text = models.TextField(_("text"))
    method = models.CharField(max_length=20)
    confidence = models.FloatField(null=True, help_text=_("From 0 to 1; empty where nothing was read."))

    objects = PageTextQuerySet.as_manager()

    search_fields = [index.SearchField("text"), index.FilterField("document")]

    class Meta:
        verbose_name = _("page text")
        verbose_name_plural = _("page texts")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_text_per_page")]

    def __str__(self):
        return f"{self.document_id}/{self.number}"

    @property
    def is_recognised(self) -> bool:
        """Tell whether a machine read the page from its picture."""
        return self.method == OCR

    @property
    def percent(self) -> int | None:
        """Return the confidence of the recognition in per cent."""
        return None if self.confidence is None else round(self.confidence * 100)
