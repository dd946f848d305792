from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import File
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    ImageQuerySet,
    SourceImageIOError,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.permissions import policy_registry
from wagtail.search import index

from portal.base.audience import Audience, AudienceQuerySet
from portal.base.masters import DAMAGED, MasterFile, make_master
from portal.base.renditions import ReadPicture, RenditionFilter


class MasterFieldFile(WagtailImageFieldFile):
    """Stores the master of whatever picture it is given, and has the picture's row keep the original."""

    def save(self, name, content, save=True):
        content.name = content.name or name
        master = content if isinstance(content, MasterFile) else make_master(content)
        super().save(master.name, master, save=False)
        self.instance.keep_original(master)
        if save:
            self.instance.save()


class MasterField(WagtailImageField):
    attr_class = MasterFieldFile


class PortalImageQuerySet(AudienceQuerySet, ImageQuerySet):
    pass


class PortalImage(AbstractImage):
    """A picture. Its description is the alternative text wherever the picture stands.

    `file` is the master, upright and without metadata; what was sent is kept apart in `original`, for editors alone.
    """

    file = MasterField(
        verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
    original = models.FileField(_("original"), upload_to="originals/%Y/%m", blank=True, editable=False)
    # Of what was sent, also where that is the master itself.
    original_sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    taken_at = models.DateTimeField(_("taken at"), null=True, editable=False)
    credit = models.CharField(_("credit"), max_length=255, blank=True, help_text=_("Photographer or source."))
    # Somebody on it asked to be taken off: no reader gets it, wherever it stands; editors keep it.
    is_hidden = models.BooleanField(_("hidden"), default=False, editable=False, db_index=True)

    objects = PortalImageQuerySet.as_manager()

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", _("Can choose image"))]

    admin_form_fields = ("title", "file", "description", "credit", *Image.admin_form_fields[3:])

    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("credit"),
        # What `visible_state` asks.
        index.FilterField("collection"),
        index.FilterField("is_hidden"),
    ]

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            # Before the row is written: size and hash are those of the master.
            self.file.save(self.file.name, self.file.file, save=False)
        super().save(*args, **kwargs)

    def keep_original(self, master: MasterFile) -> None:
        """Take over what is known of the file that the new master was made from; the row is the caller's to save."""
        former = self.original.name
        self.file_size, self.file_hash = master.size, master.sha1
        self.original_sha256, self.taken_at = master.original_sha256, master.taken_at
        self.original = ""
        if master.original is not None:
            master.original.seek(0)
            self.original.save(master.original.name, master.original, save=False)
        if former:
            transaction.on_commit(lambda: self.original.storage.delete(former), robust=True)

    def delete_files(self) -> None:
        """Take away master and original of a picture whose row did not come to be."""
        for file in (self.file, self.original):
            if file and file._committed:
                file.storage.delete(file.name)

    @classmethod
    def visible_state(cls, audience: Audience) -> Q:
        """Return which pictures readers may see: those that nobody has hidden."""
        return Q(is_hidden=False)

    def state_admits(self, audience: Audience) -> bool:
        """Tell of this picture what `visible_state` asks of all."""
        return not self.is_hidden

    def may_be_examined_by(self, user) -> bool:
        """Tell whether a person may look at the picture though it is hidden: who may change it."""
        policy = policy_registry.get_by_type(type(self))
        return user.is_active and policy.user_has_permission_for_instance(user, "change", self)

    def generate_rendition_file(self, filter, *, source=None):
        return self.rendition_file(filter, self.read_for([filter], source))

    def read_for(self, filters: list[Filter], source=None) -> ReadPicture:
        """Read the picture for some renditions; a damaged file counts as lost, so that pages are shown without it."""
        with _damage_as_loss():
            return ReadPicture(self, filters, source)

    def rendition_file(self, filter: Filter, read: ReadPicture) -> File:
        """Return the file of a rendition from the picture that was read for it."""
        with _damage_as_loss():
            return super().generate_rendition_file(RenditionFilter(filter.spec, read))


@contextmanager
def _damage_as_loss() -> Iterator[None]:
    try:
        yield
    except DAMAGED as error:
        raise SourceImageIOError(str(error)) from error


class PortalRendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
