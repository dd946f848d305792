"""The scope of documents, found by title, description, tags and what is written on their pages."""

from django.utils.translation import gettext_lazy as _

from documents.models import DocumentPageText, PortalDocument
from portal.base.text import words
from portal.search.scopes import Hit, Scope

# Of all hits together, so that a page of results stays quick whatever it finds.
PAGES_LOOKED_AT = 600


def document_rows(viewer):
    return PortalDocument.objects.visible_to(viewer)


def document_hits(request, rows) -> list[Hit]:
    rows = list(rows)
    wanted = words(request.GET.get("q", ""))
    pages: dict[int, list[DocumentPageText]] = {}
    most = PAGES_LOOKED_AT // max(len(rows), 1)
    looked_at = DocumentPageText.objects.filter(document__in=rows, number__lte=most)
    for page in looked_at.order_by("document", "number"):
        pages.setdefault(page.document_id, []).append(page)
    return [_hit(row, _best_page(pages.get(row.pk, []), wanted)) for row in rows]


def _hit(document: PortalDocument, page: DocumentPageText | None) -> Hit:
    return Hit(
        title=document.title,
        url=document.url_of_page(page.number) if page else document.page_url,
        kind=document.file_extension.upper(),
        date=document.created_at,
        text=page.text if page else document.description or document.filename,
    )


def _best_page(pages: list[DocumentPageText], wanted: list[str]) -> DocumentPageText | None:
    """Return the first of the pages that hold the most of the wanted words; None where none holds any."""
    phrase = " ".join(wanted)
    best, most = None, 0
    for page in pages:
        folded = " ".join(words(page.text))
        score = sum(word in folded for word in wanted) + (len(wanted) if phrase in folded else 0)
        if score > most:
            best, most = page, score
        if most == 2 * len(wanted):
            break
    return best


DOCUMENTS = Scope("tai-lieu", _("Documents"), 20, document_rows, document_hits)
