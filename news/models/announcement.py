from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.forms import Select
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager, Site
from wagtail.search import index

from news.models.announcement_kind import AnnouncementKind
from portal.base.audience import Audience, AudiencePageQuerySet, audience_of
from portal.base.blocks import StoryBlock
from portal.base.models import BasePage, SiteSettings


class AnnouncementQuerySet(AudiencePageQuerySet):
    def current(self):
        """Leave out the announcements that have ended by now."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now()))

    def ended(self):
        """Return the announcements that have ended by now: the archive."""
        return self.filter(ends_at__lte=timezone.now())

    def with_row(self):
        """Add what a row of a list shows."""
        return self.defer_streamfields().select_related("kind")

    def newest(self):
        """Order the announcements by when they began to be shown, newest first."""
        return self.order_by(Coalesce("valid_from", "first_published_at").desc(), "-pk")

    def pinned_first(self):
        """Order the announcements newest first, the pinned ones before the others."""
        return self.order_by("-is_pinned", Coalesce("valid_from", "first_published_at").desc(), "-pk")


class AnnouncementPage(RoutablePageMixin, BasePage):
    """One announcement, shown from a minute until a minute; once ended it lives on in the archive.

    Before it begins nobody meets it, for all that it is approved. When it ends it leaves the lists, the front
    page, the banner and the feed by itself. Its own page stays, with a mark; archive, search, calendar and site
    map go on naming it, so that what was announced can be looked up.
    """

    parent_page_types = ["news.AnnouncementIndexPage"]
    subpage_types: list[str] = []

    kind = models.ForeignKey(
        AnnouncementKind, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="announcements"
    )
    concerns = models.CharField(
        _("whom it concerns"),
        max_length=255,
        blank=True,
        help_text=_("Told to readers; it closes the page to nobody."),
    )
    valid_from = models.DateTimeField(
        _("shown from"), null=True, blank=True, help_text=_("Empty: as soon as it is published.")
    )
    valid_until = models.DateTimeField(
        _("shown until"),
        null=True,
        blank=True,
        help_text=_("Empty: until the event is over; without an event, for good."),
    )
    is_pinned = models.BooleanField(
        _("pinned"), default=False, help_text=_("Stands before the others until it ends.")
    )
    is_urgent = models.BooleanField(
        _("urgent"), default=False, help_text=_("Stands at the head of every page until it ends.")
    )
    event_starts_at = models.DateTimeField(_("event begins"), null=True, blank=True, db_index=True)
    event_ends_at = models.DateTimeField(_("event ends"), null=True, blank=True)
    event_place = models.CharField(_("place of the event"), max_length=255, blank=True)
    is_cancelled = models.BooleanField(_("the event does not take place"), default=False)
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)
    # When it leaves the lists, by what the editors say of it and of its event.
    ends_at = models.DateTimeField(null=True, editable=False, db_index=True)

    objects = PageManager.from_queryset(AnnouncementQuerySet)()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        indexes = [
            # Asked by every page.
            models.Index(fields=["ends_at"], name="announcement_urgent", condition=Q(is_urgent=True)),
            models.Index(fields=["valid_from"], name="announcement_begins"),
        ]

    content_panels = [
        *BasePage.title_panels,
        FieldRowPanel([FieldPanel("kind", widget=Select), "concerns"]),
        MultiFieldPanel(
            [FieldRowPanel(["valid_from", "valid_until"]), FieldRowPanel(["is_urgent", "is_pinned"])],
            _("When and how it is shown"),
        ),
        MultiFieldPanel(
            [FieldRowPanel(["event_starts_at", "event_ends_at"]), "event_place", "is_cancelled"],
            _("Event"),
        ),
        InlinePanel("files", heading=_("Attachments"), label=_("file")),
        FieldPanel("body"),
    ]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("concerns"),
        index.SearchField("event_place"),
        index.RelatedFields("kind", [index.SearchField("name")]),
        index.FilterField("kind"),
        index.FilterField("valid_from"),
        index.FilterField("ends_at"),
        index.FilterField("event_starts_at"),
    ]

    @classmethod
    def visible_state(cls, audience: Audience) -> Q:
        """Return which announcements readers may see: those that have begun."""
        return Q(valid_from__isnull=True) | Q(valid_from__lte=timezone.now())

    @property
    def begins_at(self) -> datetime | None:
        """Return since when readers have met it; None before its first publication."""
        return self.valid_from or self.first_published_at

    @property
    def has_ended(self) -> bool:
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def ends_on_another_day(self) -> bool:
        """Tell whether the event goes on past the day on which it begins."""
        if not self.event_starts_at or not self.event_ends_at:
            return False
        return timezone.localdate(self.event_starts_at) != timezone.localdate(self.event_ends_at)

    def end(self) -> datetime | None:
        """Return when it leaves the lists; an event without an end lasts until its day is over."""
        if self.valid_until or not self.event_starts_at:
            return self.valid_until
        if self.event_ends_at:
            return self.event_ends_at
        following = timezone.localdate(self.event_starts_at) + timedelta(days=1)
        return timezone.make_aware(datetime.combine(following, time()))

    def save(self, *args, **kwargs):
        self.ends_at = self.end()
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        errors = {}
        if self.valid_from and self.valid_until and self.valid_until <= self.valid_from:
            errors["valid_until"] = _("An announcement cannot end before it begins.")
        if self.event_ends_at and not self.event_starts_at:
            errors["event_starts_at"] = _("Say when the event begins.")
        elif self.event_place and not self.event_starts_at:
            errors["event_starts_at"] = _("An event has a time: say when it begins, or take its place away.")
        elif self.event_ends_at and self.event_ends_at < self.event_starts_at:
            errors["event_ends_at"] = _("An event cannot end before it begins.")
        ends_at = self.end()
        if self.is_urgent and not ends_at:
            errors["valid_until"] = _("An urgent announcement stands on every page: say until when.")
        elif (
            not errors and not self.valid_until and self.valid_from and ends_at and ends_at <= self.valid_from
        ):
            errors["valid_from"] = _("The event is over before the announcement is shown.")
        if errors:
            raise ValidationError(errors)

    def text_parts(self) -> list[str]:
        """Return title, lead, kind, whom it concerns, place and text, as they stand on the page.

        Names of files are not among them: not everybody may see each file.
        """
        title, lead, *body = super().text_parts()
        kind = self.kind.name if self.kind_id else ""
        return [title, lead, kind, self.concerns, self.event_place, *body]

    def get_context(self, request, *args, **kwargs):
        audience = audience_of(request)
        files = [
            each for each in self.files.select_related("document") if audience.admits_member(each.document)
        ]
        return super().get_context(request, *args, **kwargs) | {"files": files}

    def structured_data(self, request) -> dict:
        """Return the announcement as schema.org Event, or as SpecialAnnouncement where it has no event."""
        publisher = {
            "@type": "Organization",
            "name": SiteSettings.for_request(request).name,
            "url": Site.find_for_request(request).root_url,
        }
        data = {
            "@context": "https://schema.org",
            "name": self.title,
            "description": self.lead,
            "inLanguage": "vi",
            "url": self.get_full_url(request),
        }
        if self.event_starts_at:
            data |= {
                "@type": "Event",
                "startDate": timezone.localtime(self.event_starts_at).isoformat(),
                "endDate": self.event_ends_at and timezone.localtime(self.event_ends_at).isoformat(),
                "eventStatus": f"https://schema.org/Event{'Cancelled' if self.is_cancelled else 'Scheduled'}",
                "location": self.event_place
                and {"@type": "Place", "name": self.event_place, "address": self.event_place},
                "organizer": publisher,
            }
        else:
            data |= {
                "@type": "SpecialAnnouncement",
                "text": self.lead or self.title,
                "datePosted": self.begins_at and self.begins_at.isoformat(),
                "expires": self.ends_at and self.ends_at.isoformat(),
                "audience": self.concerns and {"@type": "Audience", "audienceType": self.concerns},
                "publisher": publisher,
            }
        return {key: value for key, value in data.items() if value}

    @path("ical/", name="event")
    def event(self, request):
        from news.calendar import event_response

        return event_response(self, request)


class AnnouncementFile(Orderable):
    """A file that an announcement brings."""

    page = ParentalKey(AnnouncementPage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        "documents.PortalDocument",
        verbose_name=_("file"),
        # What must be destroyed is destroyed, whatever uses it.
        on_delete=models.CASCADE,
        related_name="announcement_files",
    )
    title = models.CharField(
        _("title"), max_length=255, blank=True, help_text=_("Empty: the document's own title.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("file of an announcement")
        verbose_name_plural = _("files of announcements")

    panels = [FieldPanel("document"), FieldPanel("title")]

    @property
    def shown_title(self) -> str:
        return self.title or self.document.title
