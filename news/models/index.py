from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from news.feeds import ArticleFeed
from news.models.article import ArticlePage
from news.models.topic import Topic
from portal.base.models import BasePage
from portal.base.pagination import paginated

PAGE_SIZE = 12


class NewsIndexPage(RoutablePageMixin, BasePage):
    """All articles below it, newest first, by year and month, by topic, and as feeds."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = ["news.ArticlePage"]

    class Meta:
        verbose_name = _("news section")
        verbose_name_plural = _("news sections")

    content_panels = BasePage.title_panels
    settings_panels = [MultiFieldPanel(BasePage.branch_panels, _("Files")), *BasePage.settings_panels]

    @path("")
    def all_articles(self, request):
        return self._listing(request, heading="")

    @re_path(r"^(?P<year>\d{4})/(?:(?P<month>\d{2})/)?$", name="by_date")
    def by_date(self, request, year, month=None):
        try:
            start = date(int(year), int(month or 1), 1)
        except ValueError as error:
            raise Http404("no such month") from error
        articles = {"first_published_at__year": start.year}
        heading = gettext("Year %(year)s") % {"year": year}
        if month:
            articles["first_published_at__month"] = start.month
            heading = gettext("Month %(month)s/%(year)s") % {"month": month, "year": year}
        return self._listing(
            request, heading=heading, year=start.year, month=month and start.month, **articles
        )

    @path("chu-de/<slug:slug>/", name="by_topic")
    def by_topic(self, request, slug):
        topic = get_object_or_404(Topic, slug=slug)
        return self._listing(request, heading=topic.name, topic=topic, topics=topic)

    @path("feed/", name="feed")
    def feed(self, request):
        return ArticleFeed(request, self)(request)

    @path("chu-de/<slug:slug>/feed/", name="topic_feed")
    def topic_feed(self, request, slug):
        return ArticleFeed(request, self, get_object_or_404(Topic, slug=slug))(request)

    def articles_for(self, viewer):
        """Return the articles of this section that a viewer may see, newest first."""
        return ArticlePage.objects.visible_to(viewer).descendant_of(self).newest()

    def _listing(self, request, *, heading, topic=None, year=None, month=None, **conditions):
        articles = self.articles_for(request)
        unordered = articles.order_by()
        context = {
            "heading": heading,
            "topic": topic,
            "year": year,
            "month": month,
            "months": list(unordered.datetimes("first_published_at", "month", order="DESC")),
            "topics": list(Topic.objects.filter(articles__in=unordered.values("pk")).distinct()),
            "articles": paginated(
                request, articles.filter(**conditions) if conditions else articles.pinned_first(), PAGE_SIZE
            ),
            "today": timezone.localdate(),
        }
        return self.render(request, context_overrides=context)
