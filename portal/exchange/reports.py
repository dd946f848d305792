"""Reports and refusals of the article reader, in the words of the person who reads them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.exchange.article_draft import REFUSALS

KINDS = {
    "found": _("Found"),
    "converted": _("Converted"),
    "dropped": _("Left out"),
    "warning": _("To check"),
}


def report_rows(report: list[dict]) -> list[dict]:
    """Return the rows of a stored report with label and text in the active language."""
    return [
        {
            "kind": row["kind"],
            "label": str(KINDS[row["kind"]]),
            "text": gettext(row["message"]).format(**row["params"]),
        }
        for row in report
    ]


def why_unreadable(error) -> str:
    """Return why a file was refused and what to do about it."""
    return gettext(REFUSALS[error.code]).format(**error.params)
