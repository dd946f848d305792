from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from news.feeds import AlbumFeed
from news.models.album import AlbumPage
from portal.base.models import BasePage
from portal.base.pagination import paginated

PAGE_SIZE = 24


class AlbumIndexPage(RoutablePageMixin, BasePage):
    """The albums below it, newest first, by year."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = ["news.AlbumPage"]

    class Meta:
        verbose_name = _("album section")
        verbose_name_plural = _("album sections")

    content_panels = BasePage.title_panels
    settings_panels = [MultiFieldPanel(BasePage.branch_panels, _("Files")), *BasePage.settings_panels]

    def albums_for(self, viewer):
        """Return the albums of this section that a viewer may see and that hold photos for them, newest first."""
        return AlbumPage.objects.visible_to(viewer).descendant_of(self).with_photos_for(viewer).newest()

    @path("", name="listing")
    def listing(self, request):
        albums = self.albums_for(request)
        years = [day.year for day in albums.order_by().dates("held_on", "year", order="DESC")]
        year = next((each for each in years if str(each) == request.GET.get("nam")), None)
        if year:
            albums = albums.filter(held_on__year=year)
        context = {
            "albums": paginated(request, albums.with_card(), PAGE_SIZE),
            "years": years,
            "year": year,
        }
        return self.render(request, context_overrides=context)

    @path("feed/", name="feed")
    def feed(self, request):
        return AlbumFeed(request, self)(request)
