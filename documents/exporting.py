from django.http import Http404, HttpResponse
from django.utils import timezone

from documents import register
from portal.base.files import content_disposition
from portal.base.text import slugify

WRITERS = {
    "csv": (register.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        register.as_workbook,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
MOST_ROWS = 20_000


def export(browsing, kind: str) -> HttpResponse:
    """Answer with what a reader's choice leaves of a library as a table to download."""
    if kind not in WRITERS:
        raise Http404(kind)
    write, content_type = WRITERS[kind]
    table = register.rows(browsing.narrowed().order_by("-issued_on", "-pk")[:MOST_ROWS])
    response = HttpResponse(write(table), content_type=content_type)
    name = f"{slugify(browsing.library.title)}-{timezone.localdate():%Y-%m-%d}.{kind}"
    response["Content-Disposition"] = content_disposition(name, inline=False)
    return response
