from datetime import date

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from portal.base.models import BasePage
from portal.base.pagination import paginated

PAGE_SIZE = 30


class CalendarPage(RoutablePageMixin, BasePage):
    """The work calendar (lịch công tác): everything with a day that its reader may see, by month or as a list."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("work calendar")
        verbose_name_plural = _("work calendars")

    content_panels = BasePage.title_panels

    @path("")
    def this_month(self, request):
        return self._month(request, None)

    @re_path(r"^(?P<year>(?:19|20)\d{2})/(?P<month>\d{2})/$", name="month")
    def month(self, request, year, month):
        try:
            return self._month(request, date(int(year), int(month), 1))
        except ValueError as error:
            raise Http404("no such month") from error

    @path("danh-sach/", name="list")
    def as_list(self, request):
        from news.calendar import coming

        entries = paginated(request, coming(request), PAGE_SIZE)
        return self.render(request, context_overrides={"view": "list", "entries": entries})

    @path("ical/", name="calendar")
    def calendar(self, request):
        from news.calendar import calendar_response

        return calendar_response(request, self)

    def _month(self, request, day):
        from news.calendar import month_of

        return self.render(request, context_overrides={"view": "month", "month": month_of(request, day)})
