from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from portal.base.models import BasePage


class DirectiveLibraryPage(RoutablePageMixin, BasePage):
    """A library of directives: found by any piece of their symbols, narrowed by facets, as a feed and a sheet."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = ["documents.DirectivePage"]

    class Meta:
        verbose_name = _("directive library")
        verbose_name_plural = _("directive libraries")

    content_panels = BasePage.title_panels
    settings_panels = [MultiFieldPanel(BasePage.branch_panels, _("Files")), *BasePage.settings_panels]

    @path("")
    def index_route(self, request):
        from documents.browsing import Browsing

        browsing = Browsing(self, request)
        return self.render(request, context_overrides={"browsing": browsing})

    @path("feed/", name="feed")
    def feed(self, request):
        from documents.feeds import DirectiveFeed

        return DirectiveFeed(request, self)(request)

    @path("xuat/<str:kind>/", name="export")
    def export(self, request, kind):
        from documents.browsing import Browsing
        from documents.exporting import export

        return export(Browsing(self, request), kind)
