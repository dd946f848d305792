"""Main menu, breadcrumb, branch and site map: the page tree as a reader may see it.

Every function asks `visible_pages` and takes at most two queries, however many pages there are.
"""

from dataclasses import dataclass, field

from wagtail.models import Page, Site

from portal.base.audience import visible_pages

MENU_LEVELS = 2


@dataclass
class MenuItem:
    """A page in a menu; `is_open` says that the reader is on it or below it."""

    title: str
    url: str
    page: Page
    is_current: bool = False
    is_open: bool = False
    children: list["MenuItem"] = field(default_factory=list)

    @property
    def page_type(self) -> str:
        """Return the label of the page's type, such as `news.newsindexpage`."""
        return ".".join(self.page.cached_content_type.natural_key())


@dataclass(frozen=True)
class Navigation:
    """Where a reader can go from a page: the main menu and the way back up."""

    main: list[MenuItem]
    trail: list[MenuItem]


def site_root(request) -> Page | None:
    """Return the home page of the site that a request came to (read once per request)."""
    site = Site.find_for_request(request)
    return site.root_page if site else None


def navigation(request, page: Page | None = None) -> Navigation:
    """Return main menu and breadcrumb for a page, or for a view that is no page; read once per request."""
    cached = getattr(request, "_portal_navigation", None)
    if cached is None or cached[0] != (page and page.pk):
        cached = request._portal_navigation = (page and page.pk, _navigation(request, page))
    return cached[1]


def main_menu(request, page: Page | None = None) -> list[MenuItem]:
    """Return the pages in the menu below the home page, in two levels."""
    return navigation(request, page).main


def breadcrumb(request, page: Page) -> list[MenuItem]:
    """Return the pages from the home page down to the parent of a page."""
    return navigation(request, page).trail


def branch(request, page: Page) -> list[MenuItem]:
    """Return the pages beside a page, itself included; nothing for pages right below the home page."""
    root = site_root(request)
    if root is None or page.depth <= root.depth + 1:
        return []
    siblings = visible_pages(request).sibling_of(page).order_by("path")
    return [_item(request, sibling, page) for sibling in siblings]


def site_map(request) -> list[MenuItem]:
    """Return every page that the reader may open, as a tree that begins with the home page."""
    root = site_root(request)
    if root is None:
        return []
    return _nested(request, visible_pages(request).descendant_of(root, inclusive=True).order_by("path"))


def _navigation(request, page: Page | None) -> Navigation:
    root = site_root(request)
    if root is None:
        return Navigation([], [])
    in_menu = Page.objects.filter(
        path__startswith=root.path,
        show_in_menus=True,
        depth__gt=root.depth,
        depth__lte=root.depth + MENU_LEVELS,
    )
    above = Page.objects.filter(path__in=_paths_above(page, root))
    # Each finds its few pages by an index of its own; as alternatives of one condition, all pages would be read.
    wanted = in_menu.order_by().values("pk").union(above.order_by().values("pk"))
    pages = list(visible_pages(request).filter(pk__in=wanted).order_by("path"))
    menu = [
        candidate
        for candidate in pages
        if candidate.show_in_menus and root.depth < candidate.depth <= root.depth + MENU_LEVELS
    ]
    tops = {candidate.path for candidate in menu if candidate.depth == root.depth + 1}
    menu = [
        candidate for candidate in menu if candidate.path[: -Page.steplen] in tops or candidate.path in tops
    ]
    trail = [
        _item(request, candidate, page)
        for candidate in pages
        if page is not None and page.is_descendant_of(candidate)
    ]
    return Navigation(_nested(request, menu, page), trail)


def _paths_above(page: Page | None, root: Page) -> list[str]:
    if page is None:
        return []
    return [page.path[:end] for end in range(len(root.path), len(page.path), Page.steplen)]


def _nested(request, pages, current: Page | None = None) -> list[MenuItem]:
    """Return pages, given in the order of their paths, as a tree; one whose parent is missing stands alone."""
    tops: list[MenuItem] = []
    open_items: list[tuple[str, MenuItem]] = []
    for page in pages:
        item = _item(request, page, current)
        while open_items and not page.path.startswith(open_items[-1][0]):
            open_items.pop()
        (open_items[-1][1].children if open_items else tops).append(item)
        open_items.append((page.path, item))
    return tops


def _item(request, page: Page, current: Page | None = None) -> MenuItem:
    return MenuItem(
        title=page.title,
        url=page.get_url(request) or "",
        page=page,
        is_current=current is not None and current.pk == page.pk,
        is_open=current is not None and current.path.startswith(page.path),
    )
