"""What stands at the head of every page: the urgent announcements that have not ended."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from news.models import AnnouncementPage

# More than that at once would be a list, and warn nobody.
MOST = 3


@dataclass(frozen=True)
class Banner:
    """An urgent announcement as every page shows it; `key` changes when what it says does."""

    key: str
    kind: str
    title: str
    url: str
    ends_at: datetime


def banners(request) -> list[Banner]:
    """Return the newest urgent announcements that the reader may see; one question a request."""
    cached = getattr(request, "_portal_banners", None)
    if cached is None:
        # What is urgent has an end, so that an index of the few finds them.
        urgent = AnnouncementPage.objects.visible_to(request).filter(
            is_urgent=True, ends_at__gt=timezone.now()
        )
        cached = request._portal_banners = [
            Banner(
                key=f"{page.pk}-{page.last_published_at:%Y%m%d%H%M%S}"
                if page.last_published_at
                else str(page.pk),
                kind=page.kind.name,
                title=page.title,
                url=page.get_url(request) or "",
                ends_at=page.ends_at,
            )
            for page in urgent.with_row().newest()[:MOST]
        ]
    return cached
