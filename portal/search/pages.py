"""Scopes of pages: each app makes one for a type that readers look for by itself; the rest is found as pages."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from modelsearch.utils import get_content_type_pk
from wagtail.models import Page, get_page_models

from portal.base.audience import visible_pages, visible_to
from portal.search.scopes import Hit, Scope, registered


def page_scope(
    name: str, label: str, rank: int, model: type[Page], shown_with: Sequence[str] = (), **options
) -> Scope:
    """Return the scope of a page type of its own; `options` are further fields of a scope.

    Names in `shown_with` are of relations that its hits show, so that all rows come with them at once.
    """

    def rows(viewer):
        pages = visible_to(model.objects.all(), viewer)
        return pages.select_related(*shown_with) if shown_with else pages

    _types[name] = model
    return Scope(name, label, rank, rows, **{"hits": page_hits} | options)


def other_pages(viewer):
    """Return the pages that the viewer may see of types without a scope of their own."""
    models = [_types[scope.name] for scope in registered() if scope.name in _types]
    return visible_pages(viewer).filter(depth__gt=1).not_type(*models).specific()


def _types_of_other_pages() -> list[int]:
    others = set(get_page_models()) - {_types[scope.name] for scope in registered() if scope.name in _types}
    return sorted(get_content_type_pk(model) for model in others)


def page_hits(request, rows, query) -> list[Hit]:
    """Show pages by their titles, the names of their types and, for a query, everything that can be read on them."""
    return [page_hit(request, page, query) for page in rows]


def page_hit(request, page, query, **known) -> Hit:
    """Return the hit of one page; `known` are fields of the hit that its type says otherwise."""
    fields = {
        "title": page.title,
        "url": page.get_url(request) or "",
        "kind": page.get_verbose_name(),
        "date": page.first_published_at,
        # The title stands above it already.
        "text": "\n".join(filter(None, page.text_parts()[1:]))
        if query and hasattr(page, "text_parts")
        else "",
    }
    return Hit(**fields | known)


_types: dict[str, type[Page]] = {}

PAGES = Scope("trang", _("Pages"), 90, other_pages, page_hits, kinds=_types_of_other_pages)
