from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.image_operations import FilterOperation
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    ImageQuerySet,
    SourceImageIOError,
)
from wagtail.search import index
from willow.image import UnrecognisedImageFormatError

from portal.base.audience import AudienceQuerySet

# Where Pillow keeps what a camera or a program wrote about a picture: place, maker, person.
METADATA = ("exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment")


class StripMetadata(FilterOperation):
    def construct(self):
        pass

    def run(self, willow, image, env):
        for name in METADATA:
            willow.image.info.pop(name, None)
        return willow


class MetadataFreeFilter(Filter):
    """Makes renditions that tell nothing of where and by whom a picture was taken."""

    @property
    def filter_operations(self):
        # By now the picture stands upright: which way is up stands in what is taken away.
        return [StripMetadata("strip"), *super().filter_operations]


class PortalImageQuerySet(AudienceQuerySet, ImageQuerySet):
    pass


class PortalImage(AbstractImage):
    """A picture. Its description is the alternative text wherever the picture stands."""

    credit = models.CharField(_("credit"), max_length=255, blank=True, help_text=_("Photographer or source."))

    objects = PortalImageQuerySet.as_manager()

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", _("Can choose image"))]

    admin_form_fields = ("title", "file", "description", "credit", *Image.admin_form_fields[3:])

    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("credit"),
        index.FilterField("collection"),
    ]

    def generate_rendition_file(self, filter, *, source=None):
        """Make a rendition; a damaged original counts as a lost one, so that pages are shown without it."""
        try:
            return super().generate_rendition_file(MetadataFreeFilter(spec=filter.spec), source=source)
        except (UnrecognisedImageFormatError, OSError, SyntaxError, ValueError) as error:
            raise SourceImageIOError(str(error)) from error


class PortalRendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
