"""Sections of the front page. Each asks for what its reader may see and shows nothing when that is nothing."""

from django.apps import apps
from django.db.models import Subquery
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from documents.models import DirectiveLibraryPage, DirectivePage
from home.emulation.showing import with_progress
from home.models.emulation import EmulationModelPage
from home.models.emulation_index import EmulationModelIndexPage
from news.calendar import coming
from news.models import (
    AlbumIndexPage,
    AlbumPage,
    AnnouncementIndexPage,
    AnnouncementPage,
    ArticlePage,
    CalendarPage,
    NewsIndexPage,
)
from portal.base.audience import visible_to
from portal.base.blocks import TEXT_FEATURES


class NewsSectionBlock(blocks.StructBlock):
    """Base of the sections filled from news: an article shown in one section is not shown again in a later one."""

    title = blocks.CharBlock(label=_("heading"), max_length=80, required=False)
    section = blocks.PageChooserBlock(
        label=_("from section"),
        page_type=NewsIndexPage,
        required=False,
        help_text=_("Empty: from all of them."),
    )

    class Meta:
        abstract = True

    def take(self, value, context, count) -> list[ArticlePage]:
        """Return the next articles of the section that no section before this one has shown."""
        shown = context.setdefault("shown_articles", set())
        articles = ArticlePage.objects.visible_to(context.get("request"))
        if value["section"]:
            articles = articles.descendant_of(value["section"])
        taken = list(articles.exclude(pk__in=shown).newest().pinned_first()[:count])
        shown.update(article.pk for article in taken)
        return taken


class LeadStoryBlock(NewsSectionBlock):
    class Meta:
        label = _("Lead story")
        icon = "pick"
        description = _("The newest or pinned article, large, beside two more.")
        template = "blocks/lead_story.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        stories = self.take(value, context, 3)
        return context | {"lead_story": stories[0] if stories else None, "side_stories": stories[1:]}


class LatestNewsBlock(NewsSectionBlock):
    count = blocks.IntegerBlock(label=_("how many"), default=6, min_value=1, max_value=20)

    class Meta:
        label = _("Latest news")
        icon = "list-ul"
        description = _("The newest articles as a list.")
        template = "blocks/latest_news.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context | {"articles": self.take(value, context, value["count"])}


class NewestPagesBlock(blocks.StructBlock):
    """The newest pages of one type; nothing while the portal has no such type."""

    title = blocks.CharBlock(label=_("heading"), max_length=80, required=False)
    count = blocks.IntegerBlock(label=_("how many"), default=5, min_value=1, max_value=20)

    def __init__(self, page_type, **kwargs):
        super().__init__(**kwargs)
        self.page_type = page_type

    class Meta:
        icon = "list-ul"
        template = "blocks/newest_pages.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context | {"pages": self._pages(value, context)}

    def _pages(self, value, context):
        try:
            model = apps.get_model(self.page_type)
        except LookupError:
            return []
        pages = visible_to(model.objects.all(), context.get("request"))
        return list(pages.order_by("-first_published_at", "-pk")[: value["count"]])


class NewestDirectivesBlock(NewestPagesBlock):
    """The newest directives by their date of issue, as a compact table."""

    class Meta:
        template = "blocks/newest_directives.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        libraries = DirectiveLibraryPage.objects.visible_to(context.get("request"))
        return context | {"library": libraries.order_by("path").first()}

    def _pages(self, value, context):
        directives = DirectivePage.objects.visible_to(context.get("request")).with_card()
        return list(directives.order_by("-issued_on", "-pk")[: value["count"]])


class AnnouncementsBlock(NewestPagesBlock):
    """The announcements that stand, the pinned ones first."""

    class Meta:
        icon = "warning"
        template = "blocks/announcements.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        sections = AnnouncementIndexPage.objects.visible_to(context.get("request"))
        return context | {"section": sections.order_by("path").first()}

    def _pages(self, value, context):
        announcements = AnnouncementPage.objects.visible_to(context.get("request")).current()
        return list(announcements.with_row().pinned_first()[: value["count"]])


class ModelsOfYearBlock(NewestPagesBlock):
    """The models of the newest year that has any, each with its progress."""

    class Meta:
        icon = "tick-inverse"
        template = "blocks/models_of_year.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        sections = EmulationModelIndexPage.objects.visible_to(context.get("request"))
        return context | {"section": sections.order_by("path").first()}

    def _pages(self, value, context):
        request = context.get("request")
        visible = EmulationModelPage.objects.visible_to(request)
        newest = visible.order_by("-year").values("year")[:1]
        models = visible.filter(year=Subquery(newest)).with_row().in_order()
        return with_progress(models[: value["count"]], request)


class AlbumsBlock(NewestPagesBlock):
    """The albums of the latest days as a strip."""

    class Meta:
        icon = "image"
        template = "blocks/albums.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        sections = AlbumIndexPage.objects.visible_to(context.get("request"))
        return context | {"section": sections.order_by("path").first()}

    def _pages(self, value, context):
        request = context.get("request")
        albums = AlbumPage.objects.visible_to(request).with_photos_for(request)
        return list(albums.newest().with_card()[: value["count"]])


class WorkCalendarBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("heading"), max_length=80, required=False)
    count = blocks.IntegerBlock(label=_("how many"), default=4, min_value=1, max_value=20)

    class Meta:
        label = _("Work calendar")
        icon = "calendar-alt"
        description = _("What comes next.")
        template = "blocks/work_calendar.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        request = context.get("request")
        calendars = CalendarPage.objects.visible_to(request)
        return context | {
            "entries": coming(request)[: value["count"]],
            "calendar": calendars.order_by("path").first(),
        }


class QuickLinkBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=80)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    url = blocks.URLBlock(label=_("or another address"), required=False)


class QuickLinksBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("heading"), max_length=80, required=False)
    links = blocks.ListBlock(QuickLinkBlock(), label=_("links"), min_num=1, max_num=12)

    class Meta:
        label = _("Quick links")
        icon = "link"
        template = "blocks/quick_links.html"


class HomeSectionsBlock(blocks.StreamBlock):
    lead_story = LeadStoryBlock()
    latest_news = LatestNewsBlock()
    announcements = AnnouncementsBlock("news.AnnouncementPage", label=_("Announcements"))
    work_calendar = WorkCalendarBlock()
    directives = NewestDirectivesBlock("documents.DirectivePage", label=_("Directives"))
    models = ModelsOfYearBlock("home.EmulationModelPage", label=_("Models of the year"))
    albums = AlbumsBlock("news.AlbumPage", label=_("Albums"))
    quick_links = QuickLinksBlock()
    text = blocks.RichTextBlock(
        label=_("Text"), icon="pilcrow", features=TEXT_FEATURES, template="blocks/paragraph.html"
    )

    class Meta:
        required = False
        template = "blocks/home_sections.html"
