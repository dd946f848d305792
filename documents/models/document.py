from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document, DocumentQuerySet
from wagtail.search import index

from portal.base.audience import AudienceQuerySet


class PortalDocumentQuerySet(AudienceQuerySet, DocumentQuerySet):
    pass


class PortalDocument(AbstractDocument):
    """A file that the cell keeps. Who may read it is decided by its collection."""

    description = models.TextField(_("description"), blank=True)

    objects = PortalDocumentQuerySet.as_manager()

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", _("Can choose document"))]

    admin_form_fields = ("title", "description", *Document.admin_form_fields[1:])

    search_fields = [
        *AbstractDocument.search_fields,
        index.SearchField("description"),
        index.FilterField("collection"),
    ]
