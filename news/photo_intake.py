"""How photos come into an album from outside: each becomes a master in a collection, in its place by time.

Each photo is taken by itself: whatever is wrong with one keeps none of the others out.
"""

import logging
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import OperationalError, transaction
from django.utils.translation import gettext
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from news import photos
from news.models import AlbumPage, Photo
from portal.base.audience import audience_of, is_public
from portal.base.masters import master_of_upload
from portal.base.models import PortalImage
from portal.base.text import excerpt, nfc

logger = logging.getLogger("portal.photos")

TITLE_LENGTH = 255


class NotStored(ValidationError):
    """The photo is as good as it was, but could not be stored: it may be sent again."""


def collections_for(album: AlbumPage, user):
    """Return the collections that a person may add to and that are open to whom the album is open to."""
    policy = policy_registry.get_by_type(PortalImage)
    closed = audience_of(None).closed_collections
    mine = policy.collections_user_has_permission_for(user, "add")
    fitting = mine.exclude(pk__in=closed) if is_public(album) else mine.filter(pk__in=closed)
    return fitting.order_by("path")


def take_in(
    upload: File,
    *,
    album: AlbumPage,
    collection: Collection,
    user,
    caption: str = "",
    credit: str = "",
    behind: int | None = None,
) -> Photo:
    """Add a photo that was sent to an album, among those behind a place by the time it was taken.

    Raises ValidationError and then leaves nothing: AlreadyInAlbum for a twin, NotStored where another try may help,
    else for a file that is not to be taken.
    """
    master = master_of_upload(upload)
    image = PortalImage(
        title=excerpt(nfc(PurePath(upload.name).stem) or gettext("Photo"), TITLE_LENGTH),
        credit=credit,
        collection=collection,
        uploaded_by_user=user,
    )
    try:
        # Stored first: a transaction would hold up all who write for as long as that takes.
        image.file.save(master.name, master, save=False)
        with transaction.atomic():
            image.save()
            return photos.add_photo(
                album, image, caption=caption, taken_at=image.taken_at, user=user, behind=behind
            )
    except BaseException as error:
        image.delete_files()
        if isinstance(error, OSError | OperationalError):
            logger.error("A photo could not be stored: %s", error)
            raise NotStored(
                gettext(
                    "The file could not be stored: the disk is full or out of reach. Nothing was kept of it."
                )
            ) from error
        raise
