from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.base.audience import visible_to
from portal.base.models import PortalImage


class PhotoQuerySet(QuerySet):
    def shown(self):
        """Leave out the photos that somebody has hidden, here or in another album."""
        return self.filter(is_hidden=False, image__is_hidden=False)

    def visible_to(self, viewer):
        """Return the photos whose pictures a viewer may see; the album is asked for by itself."""
        pictures = visible_to(PortalImage.objects.filter(pk=OuterRef("image_id")), viewer)
        return self.filter(Exists(pictures), is_hidden=False)

    def in_order(self):
        return self.order_by("sort_order", "pk")

    def with_pictures(self):
        """Add the pictures with their renditions."""
        return self.select_related("image").prefetch_related("image__renditions")


class Photo(models.Model):
    """A picture in an album, with what is said of it there.

    Kept outside the album's revisions: publishing an older draft brings no photo back and takes none away. A photo
    that is hidden hides its picture, too, wherever else that stands.
    """

    album = models.ForeignKey(
        "news.AlbumPage", verbose_name=_("album"), on_delete=models.CASCADE, related_name="photos"
    )
    image = models.ForeignKey(
        PortalImage,
        verbose_name=_("picture"),
        # What must be destroyed is destroyed, whatever shows it.
        on_delete=models.CASCADE,
        related_name="photos",
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    alt_text = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_(
            "Says what the picture shows to those who cannot see it. Empty: the image's own description."
        ),
    )
    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Empty: the credit kept with the image, else the album's photographer."),
    )
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    sort_order = models.PositiveIntegerField(default=0, editable=False)
    is_cover = models.BooleanField(_("cover"), default=False, editable=False)
    is_hidden = models.BooleanField(_("hidden"), default=False, editable=False)
    hidden_at = models.DateTimeField(null=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hidden_reason = models.CharField(_("reason for hiding"), max_length=500, blank=True, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["sort_order", "pk"]
        indexes = [models.Index(fields=["album", "sort_order"], name="photo_in_order")]
        constraints = [
            models.UniqueConstraint(fields=["album", "image"], name="picture_once_in_an_album"),
            models.UniqueConstraint(
                fields=["album"], condition=models.Q(is_cover=True), name="one_cover_of_an_album"
            ),
        ]

    def __str__(self):
        return self.caption or self.image.title

    @property
    def is_shown(self) -> bool:
        return not self.is_hidden and not self.image.is_hidden

    @property
    def shown_alt_text(self) -> str:
        """Return what stands for the picture where it cannot be seen."""
        return self.alt_text or self.image.description or self.caption or self.image.title

    @property
    def shown_credit(self) -> str:
        return self.credit or self.image.credit
