from urllib.parse import urlencode

from django import template
from django.urls import NoReverseMatch, reverse

from portal.base import menus
from portal.base.audience import visible_pages
from portal.base.pagination import PARAMETER

register = template.Library()


@register.simple_tag(takes_context=True)
def site_navigation(context):
    """Return main menu and breadcrumb of the page that is shown."""
    return menus.navigation(context["request"], _page(context))


@register.simple_tag(takes_context=True)
def page_branch(context):
    """Return the pages that stand beside the one that is shown."""
    page = _page(context)
    return menus.branch(context["request"], page) if page else []


@register.simple_tag(takes_context=True)
def staff_links(context) -> dict[str, str]:
    """Return the addresses of the admin and of the editor of this page, as far as the reader may open them."""
    user = context["request"].user
    if not user.has_perm("wagtailadmin.access_admin"):
        return {}
    links = {"admin": reverse("wagtailadmin_home")}
    page = _page(context)
    if page and page.permissions_for_user(user).can_edit():
        links["edit"] = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return links


@register.simple_tag
def optional_url(name: str) -> str:
    """Return the address of a view, "" where the portal has no such view."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def open_links(context, links) -> list[dict[str, str]]:
    """Return titles and addresses of links to pages or elsewhere, without pages that the reader may not open."""
    pages = {link["page"].pk for link in links if link["page"]}
    visible = visible_pages(context["request"]).in_bulk(pages) if pages else {}
    found = []
    for link in links:
        page = visible.get(link["page"].pk) if link["page"] else None
        url = page.get_url(context["request"]) if page else link["url"] if not link["page"] else ""
        if url:
            found.append({"title": link["title"], "url": url})
    return found


@register.filter
def with_page(parameters, number: int) -> str:
    """Return the query string that leads to another page of the same list."""
    changed = parameters.copy()
    changed[PARAMETER] = str(number)
    return f"?{changed.urlencode()}"


@register.simple_tag
def changed_query(parameters, **changes) -> str:
    """Return the query string of a list with some values changed, "" taking one away; it begins at its first page."""
    replaced = {PARAMETER, *changes}
    kept = [(name, value) for name, values in parameters.lists() if name not in replaced for value in values]
    return f"?{urlencode(kept + [(name, str(value)) for name, value in changes.items() if value != ''])}"


def _page(context):
    page = context.get("page")
    # The paginator's pages, too, are called `page` in places.
    return page if hasattr(page, "url_path") and page.pk else None
