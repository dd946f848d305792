"""Atom feed of emulation models (RFC 4287)."""

from portal.base.feeds import ENTRIES, PageFeed
from portal.base.text import printable


class EmulationModelFeed(PageFeed):
    """The models of a section, the newest published first."""

    def items(self):
        models = self.section.models_for(self.viewer).with_row()
        return models.order_by("-first_published_at", "-pk")[:ENTRIES]

    def item_categories(self, item):
        return [str(item.year), item.state_label]

    def item_author_name(self, item):
        return printable(item.unit)

    def item_pubdate(self, item):
        return item.first_published_at
