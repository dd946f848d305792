"""Atom feeds of a directive library, whole or narrowed by its facets (RFC 4287)."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from documents.browsing import Browsing
from portal.base.text import printable

ENTRIES = 30


class DirectiveFeed(Feed):
    """The newest public directives of a library; always the public's view, whoever asks."""

    feed_type = Atom1Feed

    def __init__(self, request, library):
        self.request, self.library = request, library

    def title(self):
        return printable(self.library.title)

    def link(self):
        return self.library.get_full_url(self.request)

    def subtitle(self):
        return printable(self.library.lead)

    def items(self):
        viewer = None if self.request.user.is_authenticated else self.request
        return Browsing(self.library, self.request, viewer=viewer).newest(ENTRIES)

    def item_title(self, item):
        return printable(item.title)

    def item_description(self, item):
        return printable(item.lead)

    def item_link(self, item):
        return item.get_full_url(self.request)

    def item_guid(self, item):
        return item.get_full_url(self.request)

    def item_pubdate(self, item):
        return item.first_published_at or timezone.make_aware(datetime.combine(item.issued_on, time()))

    def item_updateddate(self, item):
        return item.last_published_at or self.item_pubdate(item)
