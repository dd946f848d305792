"""The scope of pages: every type, found by everything that a reader can read on it."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from portal.base.audience import visible_pages
from portal.search.scopes import Hit, Scope


def page_rows(viewer):
    site = Site.find_for_request(viewer) if hasattr(viewer, "META") else None
    pages = visible_pages(viewer)
    return pages.descendant_of(site.root_page, inclusive=True) if site else pages.filter(depth__gt=1)


def page_hits(request, rows) -> list[Hit]:
    found = {page.pk: page for page in Page.objects.filter(pk__in=[row.pk for row in rows]).specific()}
    return [_hit(request, found[row.pk]) for row in rows if row.pk in found]


def _hit(request, page) -> Hit:
    return Hit(
        title=page.title,
        url=page.get_url(request) or "",
        kind=page.specific_class.get_verbose_name(),
        date=page.first_published_at,
        text=page.plain_text() if hasattr(page, "plain_text") else page.title,
    )


PAGES = Scope("trang", _("Pages"), 10, page_rows, page_hits)
