"""What texts cite and the library does not hold; texts that cite what is no longer in force."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from documents import citing, guard, outdated
from documents.models import Citation
from documents.views.drafting import libraries_for
from portal.base.pagination import paginated

PAGE_SIZE = 30
MOST_PLACES = 5


@dataclass(frozen=True)
class Place:
    """A text that cites a directive: what it is called, and where to look at it."""

    title: str
    url: str


@require_admin_access
@require_safe
def missing(request):
    """List the directives that texts cite and the library does not hold, the most cited first."""
    pages = _pages_of(request.user)
    citations = Citation.objects.filter(page__in=pages.values("pk")) | Citation.objects.filter(
        document__in=guard.kept_by(request.user).values("pk")
    )
    rows = paginated(request, citing.missing_directives(citations), PAGE_SIZE)
    places = _places(citations, [row["symbol_key"] for row in rows])
    return render(
        request,
        "documents/admin/missing_directives.html",
        {
            "page_title": gettext("Directives cited, not yet in the library"),
            "rows": rows,
            "entries": [row | {"places": places.get(row["symbol_key"], [])} for row in rows],
            "libraries": libraries_for(request.user),
        },
    )


def _places(citations, keys: list[str]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    rows = (
        citations.filter(symbol_key__in=keys, target=None)
        .select_related("page", "document")
        .order_by("-page__first_published_at", "-pk")
    )
    seen = set()
    for row in rows.iterator(chunk_size=500):
        source = (row.symbol_key, row.page_id, row.document_id)
        known = found.setdefault(row.symbol_key, [])
        if source in seen or len(known) >= MOST_PLACES:
            continue
        seen.add(source)
        if row.page:
            known.append(Place(row.page.title, row.page.get_url() or ""))
        else:
            known.append(Place(row.document.title, row.document.url_of_page(row.place)))
    return found


@require_admin_access
@require_safe
def outdated_citations(request):
    """List published texts that cite what is no longer in force; `?xem=khi-dang` those where it was so then."""
    found = outdated.cited_in_published(_pages_of(request.user))
    then_only = request.GET.get("xem") == "khi-dang"
    shown = [each for each in found if each.was_so_then] if then_only else found
    return render(
        request,
        "documents/admin/outdated_citations.html",
        {
            "page_title": gettext("Texts that cite directives no longer in force"),
            "rows": paginated(request, shown, PAGE_SIZE),
            "total": len(found),
            "then": sum(each.was_so_then for each in found),
            "then_only": then_only,
        },
    )


def _pages_of(user):
    """Return the published pages that a person works on; refuse one who works on none."""
    if not page_permission_policy.user_has_any_permission(user, ["add", "change", "publish"]):
        raise PermissionDenied
    editable = page_permission_policy.instances_user_has_any_permission_for(
        user, ["add", "change", "publish"]
    )
    return Page.objects.filter(live=True, pk__in=editable.values("pk"))
