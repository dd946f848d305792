"""What is searched for, counted by day without a word about who searched; forgotten after a time."""

import re
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from portal.base.text import nfc
from portal.search.models import SearchedText

LONGEST = 120
# Numbers of telephones, accounts and identity cards, addresses of mail: no query for the portal, and somebody's.
_PERSONAL = re.compile(r"(?:\d[ .-]?){8,}|\S+@\S+")


def record(text: str, found: int) -> None:
    """Count a query and what it found; what may be a person's own data is not written down."""
    text = " ".join(nfc(text).lower().split())[:LONGEST]
    if not text or _PERSONAL.search(text):
        return
    today = timezone.localdate()
    counted = SearchedText.objects.filter(day=today, text=text).update(times=F("times") + 1, found=found)
    if not counted:
        # Two at the same moment are one row, and one of them goes uncounted.
        SearchedText.objects.bulk_create(
            [SearchedText(day=today, text=text, found=found)], ignore_conflicts=True
        )


def prune() -> None:
    """Forget what was searched for longer ago than SEARCH_LOG_DAYS."""
    last = timezone.localdate() - timedelta(days=settings.SEARCH_LOG_DAYS)
    SearchedText.objects.filter(day__lt=last).delete()
