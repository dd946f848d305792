from datetime import datetime

from django import template
from django.utils import formats, timezone
from django.utils.translation import gettext

from documents.inspection import PROBLEMS

register = template.Library()


@register.filter
def iso_date(moment: str) -> str:
    """Return a moment in ISO 8601 as local date and time."""
    return formats.date_format(timezone.localtime(datetime.fromisoformat(moment)), "DATETIME_FORMAT")


@register.filter
def problem_of(signature: dict) -> str:
    """Return what is wrong with a signature as it goes on behind a colon, "" where nothing is."""
    told = gettext(PROBLEMS[signature["problem"]]) if signature.get("problem") else ""
    return told[:1].lower() + told[1:]
