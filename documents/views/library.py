"""The library as readers see it: a list with filters, and a page for each document."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from wagtail.models import Collection

from documents.models import PortalDocument
from portal.base.audience import audience_of
from portal.base.pagination import paginated
from portal.search.results import LONGEST_QUERY, query_of

PAGE_SIZE = 20


@require_safe
def library(request):
    """List the documents that the reader may see, newest first or by what `?q=` finds."""
    visible = PortalDocument.objects.visible_to(request)
    years = [day.year for day in visible.dates("created_at", "year", order="DESC")]
    collections = list(
        Collection.objects.filter(pk__in=visible.order_by().values("collection").distinct()).order_by("path")
    )
    chosen = _Choice(request, years, collections)
    rows = chosen.applied_to(visible)
    text = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    query = query_of(text) if text else None
    if text:
        rows = rows.search(query) if query else rows.none()
    else:
        rows = rows.order_by("-created_at", "-pk")
    context = {
        "rows": paginated(request, rows, PAGE_SIZE),
        "text": text,
        "longest": LONGEST_QUERY,
        "years": years,
        "collections": collections,
        "chosen": chosen,
    }
    return render(request, "documents/library.html", context)


class _Choice:
    """What a reader filters by; a value that there is not counts as none."""

    def __init__(self, request, years, collections):
        year, collection = request.GET.get("nam", ""), request.GET.get("kho", "")
        self.year = int(year) if year.isdecimal() and len(year) == 4 and int(year) in years else None
        self.collection = next((each for each in collections if str(each.pk) == collection), None)

    def applied_to(self, documents):
        if self.year:
            documents = documents.filter(created_at__year=self.year)
        if self.collection:
            documents = documents.filter(collection=self.collection)
        return documents

    @property
    def is_any(self) -> bool:
        return bool(self.year or self.collection)


@require_safe
def document_page(request, document_id: int):
    """Show a document: its card, the file in the browser's own viewer, its text by page."""
    document = get_object_or_404(PortalDocument.objects.select_related("collection"), pk=document_id)
    audience = audience_of(request)
    if not audience.admits_member(document):
        if not document.state_admits(audience):
            raise Http404("not to be seen by readers")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    pages = paginated(request, document.pages.order_by("number"), document.TEXT_PAGES)
    return render(
        request,
        "documents/document.html",
        {
            "document": document,
            "pages": pages,
            "is_pdf": document.content_type == "application/pdf",
            "recognised": any(page.is_recognised for page in pages),
        },
    )
