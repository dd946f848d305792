"""What a reader's choice leaves of a library, as a table to download."""

import tempfile
from collections.abc import Iterator

from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from documents import register
from documents.browsing import MOST_EXPORTED, Browsing
from portal.base.files import content_disposition
from portal.base.text import slugify

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(browsing: Browsing, kind: str) -> HttpResponseBase:
    """Answer with the first directives of a list, in its order, as CSV or XLSX.

    Some hundreds are held at a time, and a workbook in a file. The page of the library says when there are more.
    """
    response: HttpResponseBase
    if kind == "csv":
        response = StreamingHttpResponse(
            register.csv_lines(_table(browsing)), content_type="text/csv; charset=utf-8"
        )
    elif kind == "xlsx":
        file = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
        register.write_workbook(_table(browsing), file)
        file.seek(0)
        response = FileResponse(file, content_type=WORKBOOK)
    else:
        raise Http404(kind)
    name = f"{slugify(browsing.library.title)}-{timezone.localdate():%Y-%m-%d}.{kind}"
    response["Content-Disposition"] = content_disposition(name, inline=False)
    return response


def _table(browsing: Browsing) -> Iterator[dict[str, str]]:
    for directives in browsing.batches(MOST_EXPORTED):
        yield from register.rows(directives)
