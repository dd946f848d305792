from django.db import models
from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from news.models.photo import Photo, PhotoQuerySet
from portal.base.audience import AudiencePageQuerySet, is_public
from portal.base.blocks import StoryBlock
from portal.base.models import BasePage


class AlbumQuerySet(AudiencePageQuerySet):
    def newest(self):
        """Order the albums by the day of what they show, newest first."""
        return self.order_by("-held_on", "-pk")

    def with_photos_for(self, viewer):
        """Leave out the albums in which a viewer would find no photo; count the photos of the others."""
        of_album = Photo.objects.visible_to(viewer).filter(
            album=Coalesce(OuterRef("alias_of"), OuterRef("pk"))
        )
        count = of_album.order_by().values("album").annotate(count=Count("pk")).values("count")
        return self.filter(Exists(of_album)).annotate(
            photo_count=Subquery(count, output_field=IntegerField())
        )

    def with_card(self):
        """Add what a card of an album shows."""
        return self.defer_streamfields().select_related("image").prefetch_related("image__renditions")


class AlbumPage(RoutablePageMixin, BasePage):
    """The photos of one meeting or event, in the order that the editors give them.

    The photos live outside revisions (see Photo). The picture for lists is the cover among them, else the first
    photo shown, and is found anew whenever the photos change or the page is published.
    """

    parent_page_types = ["news.AlbumIndexPage"]
    subpage_types: list[str] = []

    held_on = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    place = models.CharField(_("place"), max_length=255, blank=True)
    occasion = models.CharField(
        _("occasion"), max_length=255, blank=True, help_text=_("The meeting, ceremony or drive it was.")
    )
    photographer = models.CharField(
        _("photographer"), max_length=255, blank=True, help_text=_("Stands under photos without a credit.")
    )
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    objects = PageManager.from_queryset(AlbumQuerySet)()

    class Meta:
        verbose_name = _("album")
        verbose_name_plural = _("albums")

    # Readers know it by the day of what it shows.
    search_dated_by = "held_on"

    content_panels = [
        *BasePage.title_panels,
        MultiFieldPanel(
            [FieldRowPanel(["held_on", "place"]), FieldRowPanel(["occasion", "photographer"])],
            _("What it shows"),
        ),
        HelpPanel(heading=_("Photos of the album"), template="news/admin/photos_panel.html"),
        FieldPanel("body"),
    ]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("place"),
        index.SearchField("occasion"),
        index.SearchField("photographer"),
        index.SearchField("captions"),
        index.FilterField("held_on"),
    ]

    def all_photos(self) -> PhotoQuerySet:
        """Return the photos in their order, hidden ones too; an alias shows those of its source."""
        return Photo.objects.filter(album=self.alias_of_id or self.pk).in_order()

    def members_beside(self) -> list:
        return [photo.image for photo in self.all_photos().select_related("image")]

    def captions(self) -> list[str]:
        """Return the captions that everybody who may see the album reads in it."""
        if self.pk is None:
            return []
        photos = self.all_photos().shown()
        if is_public(self):
            # A picture may stand in a closed collection though the album is open: its caption tells of it.
            photos = photos.visible_to(None)
        return list(photos.exclude(caption="").values_list("caption", flat=True))

    def save(self, *args, **kwargs):
        if self.pk:
            self.image_id = self.cover_id()
        super().save(*args, **kwargs)

    def cover_id(self) -> int | None:
        """Return the picture for lists: the photo chosen for it if that is shown, else the first one shown."""
        photos = self.all_photos().shown().order_by("-is_cover", "sort_order", "pk")
        return photos.values_list("image", flat=True).first()

    def own_text_parts(self) -> list[str]:
        """Return the texts of the album itself, without its captions."""
        title, lead, *body = super().text_parts()
        return [title, lead, self.occasion, self.place, self.photographer, *body]

    def text_parts(self) -> list[str]:
        """Return title, lead, occasion, place, photographer, text and captions, as they stand on the page."""
        return [*self.own_text_parts(), *self.captions()]

    def structured_data(self, request) -> dict:
        from news.album_view import described

        return described(self, request)

    @path("", name="grid")
    def grid(self, request):
        from news.album_view import grid_response

        return grid_response(self, request)

    @path("anh/<int:pk>/", name="photo")
    def photo(self, request, pk):
        from news.album_view import photo_response

        return photo_response(self, request, pk)

    @path("tai-ve/", name="zip")
    def zip(self, request):
        from news.album_view import zip_response

        return zip_response(self, request)
