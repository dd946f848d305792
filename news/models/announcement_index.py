from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from news.feeds import AnnouncementFeed
from news.models.announcement import AnnouncementPage
from news.models.announcement_kind import AnnouncementKind
from portal.base.models import BasePage
from portal.base.pagination import paginated

PAGE_SIZE = 20


class AnnouncementIndexPage(RoutablePageMixin, BasePage):
    """The announcements below it: those that stand, the pinned ones first, and the archive of those that ended."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = ["news.AnnouncementPage"]

    class Meta:
        verbose_name = _("announcement section")
        verbose_name_plural = _("announcement sections")

    content_panels = BasePage.title_panels
    settings_panels = [MultiFieldPanel(BasePage.branch_panels, _("Files")), *BasePage.settings_panels]

    @path("")
    def standing(self, request):
        announcements = self.announcements_for(request).current().pinned_first()
        return self._listing(request, announcements, is_archive=False)

    @path("luu-tru/", name="archive")
    def archive(self, request):
        announcements = self.announcements_for(request).ended().order_by("-ends_at", "-pk")
        return self._listing(request, announcements, is_archive=True)

    @path("feed/", name="feed")
    def feed(self, request):
        return AnnouncementFeed(request, self)(request)

    @path("ical/", name="calendar")
    def calendar(self, request):
        from news.calendar import calendar_response

        return calendar_response(request, self)

    def announcements_for(self, viewer):
        """Return the announcements of this section that a viewer may see, with what a row shows."""
        return AnnouncementPage.objects.visible_to(viewer).descendant_of(self).with_row()

    def _listing(self, request, announcements, *, is_archive: bool):
        unordered = announcements.order_by()
        kinds = AnnouncementKind.objects.filter(announcements__in=unordered.values("pk")).distinct()
        context = {"is_archive": is_archive, "kinds": list(kinds), "kind": None, "year": None, "years": []}
        if is_archive:
            context["years"] = [each.year for each in unordered.datetimes("ends_at", "year", order="DESC")]
        for kind in context["kinds"]:
            if kind.slug == request.GET.get("loai"):
                context["kind"] = kind
                announcements = announcements.filter(kind=kind)
        for year in context["years"]:
            if str(year) == request.GET.get("nam"):
                context["year"] = year
                announcements = announcements.filter(ends_at__year=year)
        context["announcements"] = paginated(request, announcements, PAGE_SIZE)
        return self.render(request, context_overrides=context)
