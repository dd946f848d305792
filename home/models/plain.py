from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.base.audience import visible_to
from portal.base.blocks import StoryBlock
from portal.base.models import BasePage


class SectionPage(BasePage):
    """A branch of the portal: an introduction and the list of what stands below it."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]

    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    content_panels = [*BasePage.listing_panels, "body"]
    settings_panels = [MultiFieldPanel(BasePage.branch_panels, _("Files")), *BasePage.settings_panels]

    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    def get_context(self, request, *args, **kwargs):
        children = visible_to(self.get_children(), request).defer_streamfields().specific().order_by("path")
        return super().get_context(request, *args, **kwargs) | {"children": children}


class StandardPage(BasePage):
    """A plain page: history, functions, contact."""

    parent_page_types = ["home.HomePage", "home.SectionPage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    content_panels = [*BasePage.listing_panels, FieldPanel("body")]

    search_fields = [*BasePage.search_fields, index.SearchField("body")]
