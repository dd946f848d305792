"""Atom feeds of a news section, whole or by topic (RFC 4287)."""

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from portal.base.models import SiteSettings
from portal.base.text import printable

ENTRIES = 30


class ArticleFeed(Feed):
    """The newest public articles of a news section; always the public's view, whoever asks."""

    feed_type = Atom1Feed

    def __init__(self, request, section, topic=None):
        self.request = request
        self.section = section
        self.topic = topic

    def title(self):
        title = self.section.title
        return printable(f"{self.topic.name} – {title}" if self.topic else title)

    def link(self):
        return self.section.get_full_url(self.request) + (
            self.section.reverse_subpage("by_topic", kwargs={"slug": self.topic.slug}) if self.topic else ""
        )

    def subtitle(self):
        text = self.topic.description if self.topic else self.section.lead
        return printable(text) or _("Latest news")

    def items(self):
        # A stranger's audience is the public's, and has been read for this request.
        articles = self.section.articles_for(None if self.request.user.is_authenticated else self.request)
        return articles.filter(topics=self.topic)[:ENTRIES] if self.topic else articles[:ENTRIES]

    def item_title(self, item):
        return printable(item.title)

    def item_description(self, item):
        return printable(item.lead)

    def item_link(self, item):
        return item.get_full_url(self.request)

    def item_guid(self, item):
        return item.get_full_url(self.request)

    def item_author_name(self, item):
        return printable(item.byline)

    def item_pubdate(self, item):
        return item.first_published_at

    def item_updateddate(self, item):
        return item.last_published_at


class AnnouncementFeed(Feed):
    """The newest public announcements of a section that stand; always the public's view, whoever asks.

    What has ended is in the feed no longer: who looks in for the first time finds only what counts.
    """

    feed_type = Atom1Feed

    def __init__(self, request, section):
        self.request, self.section = request, section

    def title(self):
        return printable(self.section.title)

    def link(self):
        return self.section.get_full_url(self.request)

    def subtitle(self):
        return printable(self.section.lead)

    def items(self):
        viewer = None if self.request.user.is_authenticated else self.request
        return self.section.announcements_for(viewer).current().newest()[:ENTRIES]

    def item_title(self, item):
        return printable(item.title)

    def item_description(self, item):
        return printable(item.lead)

    def item_link(self, item):
        return item.get_full_url(self.request)

    def item_guid(self, item):
        return item.get_full_url(self.request)

    def item_categories(self, item):
        return [printable(item.kind.name)]

    def item_author_name(self, item):
        return printable(SiteSettings.for_request(self.request).name)

    def item_pubdate(self, item):
        return item.begins_at

    def item_updateddate(self, item):
        return item.last_published_at or item.begins_at
