from datetime import datetime

from django import template
from django.utils import formats, timezone

register = template.Library()


@register.filter
def iso_date(moment: str) -> str:
    """Return a moment in ISO 8601 as local date and time."""
    return formats.date_format(timezone.localtime(datetime.fromisoformat(moment)), "DATETIME_FORMAT")
