"""Atom feeds of pages (RFC 4287); always the public's view, whoever asks."""

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from portal.base.text import printable

ENTRIES = 30


class PageFeed(Feed):
    """The newest pages below one page; a feed says which by `items`, asking them for `viewer`."""

    feed_type = Atom1Feed

    def __init__(self, request, section):
        self.request, self.section = request, section

    @property
    def viewer(self):
        # A stranger's audience is the public's, and has been read for this request.
        return None if self.request.user.is_authenticated else self.request

    def title(self):
        return printable(self.section.title)

    def link(self):
        return self.section.get_full_url(self.request)

    def subtitle(self):
        return printable(self.section.lead)

    def item_title(self, item):
        return printable(item.title)

    def item_description(self, item):
        return printable(item.lead)

    def item_link(self, item):
        return item.get_full_url(self.request)

    def item_guid(self, item):
        return item.get_full_url(self.request)

    def item_updateddate(self, item):
        return item.last_published_at or self.item_pubdate(item)
