"""Atom feeds of news, announcements and albums (RFC 4287)."""

from django.utils.translation import gettext as _

from portal.base.feeds import ENTRIES, PageFeed
from portal.base.models import SiteSettings
from portal.base.text import printable


class ArticleFeed(PageFeed):
    """The newest articles of a news section, whole or by topic."""

    def __init__(self, request, section, topic=None):
        super().__init__(request, section)
        self.topic = topic

    def title(self):
        title = self.section.title
        return printable(f"{self.topic.name} – {title}" if self.topic else title)

    def link(self):
        return super().link() + (
            self.section.reverse_subpage("by_topic", kwargs={"slug": self.topic.slug}) if self.topic else ""
        )

    def subtitle(self):
        text = self.topic.description if self.topic else self.section.lead
        return printable(text) or _("Latest news")

    def items(self):
        articles = self.section.articles_for(self.viewer)
        return articles.filter(topics=self.topic)[:ENTRIES] if self.topic else articles[:ENTRIES]

    def item_author_name(self, item):
        return printable(item.byline)

    def item_pubdate(self, item):
        return item.first_published_at


class AnnouncementFeed(PageFeed):
    """The newest announcements of a section that stand.

    What has ended is in the feed no longer: who looks in for the first time finds only what counts.
    """

    def items(self):
        return self.section.announcements_for(self.viewer).current().newest()[:ENTRIES]

    def item_categories(self, item):
        return [printable(item.kind.name)]

    def item_author_name(self, item):
        return printable(SiteSettings.for_request(self.request).name)

    def item_pubdate(self, item):
        return item.begins_at


class AlbumFeed(PageFeed):
    """The albums of a section that came last, whatever day they show."""

    def items(self):
        albums = self.section.albums_for(self.viewer).defer_streamfields()
        return albums.order_by("-first_published_at", "-pk")[:ENTRIES]

    def item_author_name(self, item):
        return printable(item.photographer or SiteSettings.for_request(self.request).name)

    def item_pubdate(self, item):
        return item.first_published_at
