"""Atom feeds of a directive library, whole or narrowed by its facets (RFC 4287)."""

from datetime import datetime, time

from django.utils import timezone

from documents.browsing import Browsing
from portal.base.feeds import ENTRIES, PageFeed


class DirectiveFeed(PageFeed):
    """The newest directives of a library."""

    def items(self):
        return Browsing(self.section, self.request, viewer=self.viewer).newest(ENTRIES)

    def item_pubdate(self, item):
        return item.first_published_at or timezone.make_aware(datetime.combine(item.issued_on, time()))
