"""The newest results of a query as an Atom feed (RFC 4287)."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal.base.audience import as_stranger
from portal.base.text import excerpt, printable
from portal.search.results import newest

ENTRIES = 30


class ResultFeed(Feed):
    """The newest public things that a query finds; always the public's view, whoever asks."""

    feed_type = Atom1Feed

    def __init__(self, request):
        self.request = request
        self.text = printable(request.GET.get("q", ""))[:200].strip()
        self.scope = request.GET.get("loai", "")

    def title(self):
        return _("Search: %(text)s") % {"text": self.text}

    def link(self):
        query = {"q": self.text} | ({"loai": self.scope} if self.scope else {})
        return self.request.build_absolute_uri(f"{reverse('search')}?{urlencode(query)}")

    def items(self):
        return newest(as_stranger(self.request), self.text, ENTRIES, self.scope)

    def item_title(self, item):
        return printable(item.title)

    def item_description(self, item):
        return printable(excerpt(item.text))

    def item_link(self, item):
        return self.request.build_absolute_uri(item.url)

    def item_guid(self, item):
        return self.item_link(item)

    def item_pubdate(self, item):
        is_moment = isinstance(item.date, datetime)
        return item.date if is_moment else timezone.make_aware(datetime.combine(item.date, time()))
