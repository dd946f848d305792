"""Atom feeds of a news section, whole or by topic (RFC 4287)."""

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

ENTRIES = 30


class ArticleFeed(Feed):
    """The newest public articles of a news section; always the public's view, whoever asks."""

    feed_type = Atom1Feed

    def __init__(self, section, topic=None):
        self.section = section
        self.topic = topic

    def title(self):
        return f"{self.topic.name} – {self.section.title}" if self.topic else self.section.title

    def link(self):
        return self.section.full_url + (
            self.section.reverse_subpage("by_topic", kwargs={"slug": self.topic.slug}) if self.topic else ""
        )

    def subtitle(self):
        return (self.topic.description if self.topic else self.section.lead) or _("Latest news")

    def items(self):
        articles = self.section.articles_for(None)
        return articles.filter(topics=self.topic)[:ENTRIES] if self.topic else articles[:ENTRIES]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.lead

    def item_link(self, item):
        return item.full_url

    def item_guid(self, item):
        return item.full_url

    def item_author_name(self, item):
        return item.byline

    def item_pubdate(self, item):
        return item.first_published_at

    def item_updateddate(self, item):
        return item.last_published_at
