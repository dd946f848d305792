"""Lists in pages, whatever stands behind `?page=`."""

from django.core.paginator import Page, Paginator

PARAMETER = "page"


def paginated(request, rows, size: int, count: int | None = None) -> Page:
    """Return the page that a request asks for; the nearest one where it asks for what there is not.

    Rows whose `count` is known already are not counted anew.
    """
    paginator = Paginator(rows, size)
    if count is not None:
        paginator.count = count
    page = paginator.get_page(request.GET.get(PARAMETER, "")[:12])
    page.adjusted_range = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return page
