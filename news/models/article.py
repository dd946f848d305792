from datetime import date

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Orderable, PageManager, Site
from wagtail.search import index

from portal.base.audience import AudiencePageQuerySet, is_public
from portal.base.blocks import StoryBlock
from portal.base.models import BasePage, SiteSettings


class ArticleQuerySet(AudiencePageQuerySet):
    def newest(self):
        """Return the articles newest first, with what a card shows of them."""
        return (
            self.defer_streamfields()
            .select_related("image")
            .prefetch_related("image__renditions")
            .order_by("-first_published_at", "-pk")
        )

    def pinned_first(self, on: date | None = None):
        """Put the articles that are pinned on a day (today) before the others."""
        pinned = When(pinned_until__gte=on or timezone.localdate(), then=Value(0))
        return self.order_by(Case(pinned, default=Value(1)), "-first_published_at", "-pk")


class ArticlePage(BasePage):
    """One article. While pinned it stands before newer ones on the front page and in lists."""

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    og_type = "article"

    image_caption = models.CharField(_("caption of the picture"), max_length=500, blank=True)
    byline = models.CharField(
        _("byline"), max_length=255, blank=True, help_text=_("Name under the article; not a user account.")
    )
    source_name = models.CharField(_("source"), max_length=160, blank=True)
    source_url = models.URLField(_("address of the source"), blank=True)
    topics = ParentalManyToManyField(
        "news.Topic", blank=True, related_name="articles", verbose_name=_("topics")
    )
    pinned_until = models.DateField(_("pinned until"), null=True, blank=True)
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    objects = PageManager.from_queryset(ArticleQuerySet)()

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")

    content_panels = [
        *BasePage.listing_panels,
        "image_caption",
        "body",
        MultiFieldPanel(["byline", FieldRowPanel(["source_name", "source_url"])], _("Author and source")),
        FieldPanel("topics"),
        InlinePanel(
            "change_notes",
            heading=_("Public change notes"),
            label=_("change note"),
            help_text=_("For major changes that readers must know of."),
        ),
    ]
    settings_panels = [FieldPanel("pinned_until"), *BasePage.settings_panels]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("byline"),
        index.FilterField("topics"),
    ]

    def text_parts(self) -> list[str]:
        """Return title, lead, picture's caption, body and byline, as they stand on the page."""
        title, lead, *body = super().text_parts()
        return [title, lead, self.image_caption, *body, self.byline]

    def get_context(self, request, *args, **kwargs):
        previous, following = self.neighbours(request)
        topics = list(self.topics.all())
        return super().get_context(request, *args, **kwargs) | {
            "topics": topics,
            "related": self.related_to(request, topics),
            "previous": previous,
            "following": following,
        }

    def structured_data(self, request) -> dict:
        """Return the article as schema.org NewsArticle."""
        settings = SiteSettings.for_request(request)
        root_url = Site.find_for_request(request).root_url
        publisher = {"@type": "Organization", "name": settings.name, "url": root_url}
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.lead,
            "inLanguage": "vi",
            "mainEntityOfPage": self.get_full_url(request),
            "datePublished": self.first_published_at and self.first_published_at.isoformat(),
            "dateModified": self.last_published_at and self.last_published_at.isoformat(),
            "author": {"@type": "Person", "name": self.byline} if self.byline else publisher,
            "publisher": publisher,
        }
        if self.image and is_public(self.image, request):
            shared = get_rendition_or_not_found(self.image, "fill-1200x630|format-jpeg")
            data["image"] = root_url + shared.url
        return {key: value for key, value in data.items() if value}

    def neighbours(self, viewer) -> tuple["ArticlePage | None", "ArticlePage | None"]:
        """Return the visible articles published just before and just after this one in the same section."""
        siblings = ArticlePage.objects.visible_to(viewer).sibling_of(self, inclusive=False)
        siblings = siblings.defer_streamfields().order_by("-first_published_at", "-pk")
        published = self.first_published_at
        if published is None:
            return siblings.first(), None
        before = Q(first_published_at__lt=published) | Q(first_published_at=published, pk__lt=self.pk)
        after = Q(first_published_at__gt=published) | Q(first_published_at=published, pk__gt=self.pk)
        return siblings.filter(before).first(), siblings.filter(after).order_by(
            "first_published_at", "pk"
        ).first()

    def related_to(self, viewer, topics, count: int = 4) -> list["ArticlePage"]:
        """Return the newest visible articles, besides this one, that belong to one of the topics."""
        if not topics:
            return []
        related = ArticlePage.objects.visible_to(viewer).filter(topics__in=topics).exclude(pk=self.pk)
        return list(related.newest().distinct()[:count])


class ChangeNote(Orderable):
    """A major change of an article, told to its readers."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="change_notes")
    changed_on = models.DateField(_("date"))
    text = models.TextField(_("what changed"))

    class Meta(Orderable.Meta):
        verbose_name = _("change note")
        verbose_name_plural = _("change notes")
        ordering = ["-changed_on", "sort_order"]

    panels = [FieldPanel("changed_on"), FieldPanel("text")]
