"""The scope of documents, found by title, description and tags."""

from django.utils.translation import gettext_lazy as _

from documents.models import PortalDocument
from portal.search.scopes import Hit, Scope


def document_rows(viewer):
    return PortalDocument.objects.visible_to(viewer)


def document_hits(request, rows) -> list[Hit]:
    return [
        Hit(row.title, row.url, row.file_extension.upper(), row.created_at, row.description or row.filename)
        for row in rows
    ]


DOCUMENTS = Scope("tai-lieu", _("Documents"), 20, document_rows, document_hits)
