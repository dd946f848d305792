"""What is done with the photos of an album: added, described, put in order, hidden, shown, taken out.

Each holds at once, without approval, and is logged on the album. Whoever calls asks `may_arrange` before. Refusals are
ValidationErrors that say in words what to do; nothing is half done then.
"""

import math
import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import Filter
from wagtail.log_actions import log
from wagtail.search import index

from news.models import AlbumPage, Photo
from portal.base.models import PortalImage
from portal.base.text import fold

ADDED, CHANGED, TAKEN_OUT = "news.add_photo", "news.change_photo", "news.take_photo_out"
HIDDEN, SHOWN = "news.hide_photo", "news.show_photo"
REORDERED, COVER_CHOSEN = "news.reorder_photos", "news.choose_cover"

# In which sizes and formats a photo is shown, in Wagtail's words: in the grid of its album, and by itself.
IN_GRID = "format-{avif,webp}|max-{360x360,720x720}"
BY_ITSELF = "format-{avif,webp}|max-{800x800,1600x1600}"
# In the admin's own screens.
IN_ADMIN = "max-165x165"

# What may be written of a photo.
TEXTS = ("caption", "alt_text", "credit")


class AlreadyInAlbum(ValidationError):
    """The album has this picture, or one with the same content."""


class OrderChanged(ValidationError):
    """Somebody else has changed the order, or what there is to order, in the meantime."""


def specs() -> list[str]:
    """Return every rendition of a photo that the pages of albums and their screens show."""
    return [spec for pattern in (IN_GRID, BY_ITSELF, IN_ADMIN) for spec in Filter.expand_spec(pattern)]


def may_arrange(album: AlbumPage, user) -> bool:
    """Tell whether a person may change an album's photos.

    What is done with photos does not wait for an approval: in an album that readers see, those who may only add
    pages, and change no others than theirs, leave it alone.
    """
    tester = album.permissions_for_user(user)
    if not tester.can_edit():
        return False
    return not album.live or user.is_superuser or "change" in tester.permissions


@transaction.atomic
def add_photo(
    album: AlbumPage,
    image: PortalImage,
    *,
    caption: str = "",
    alt_text: str = "",
    credit: str = "",
    taken_at=None,
    user=None,
    behind: int | None = None,
) -> Photo:
    """Add a picture at the end of an album; one that is hidden is there hidden.

    With `behind`, the place of a photo, it goes among those behind that one, by the time it was taken, then by name.
    Raises AlreadyInAlbum for a picture that the album has, told by its content, too.
    """
    album = _locked(album)
    same = Q(image=image)
    if content := _hash_of(image):
        same |= Q(image__file_hash=content)
    twin = album.photos.filter(same).select_related("image").first()
    if twin:
        raise AlreadyInAlbum(
            gettext("The album has this photo already, as number %(number)d: “%(title)s”.")
            % {"number": _number_of(twin), "title": twin}
        )
    photo = Photo(
        album=album,
        image=image,
        caption=caption.strip(),
        alt_text=alt_text.strip(),
        credit=credit.strip(),
        taken_at=taken_at,
    )
    if image.is_hidden:
        earlier = image.photos.filter(is_hidden=True).first()
        photo.is_hidden, photo.hidden_at, photo.hidden_by = True, timezone.now(), user
        photo.hidden_reason = earlier.hidden_reason if earlier else ""
    photo.clean_fields()
    last = album.photos.aggregate(last=Max("sort_order"))["last"]
    photo.sort_order = 0 if last is None else last + 1
    if behind is not None:
        _make_room(photo, behind)
    photo.save()
    _log(photo, ADDED, user)
    refresh(album)
    return photo


@transaction.atomic
def change_photo(photo: Photo, *, user, **texts: str) -> None:
    """Write what is said of a photo; only the texts that are given, so that others' changes to the rest stay."""
    for name in texts:
        if name not in TEXTS:
            raise TypeError(f"{name} is no text of a photo")
    for name, text in texts.items():
        setattr(photo, name, text.strip())
    photo.clean_fields(exclude=[field.name for field in Photo._meta.fields if field.name not in texts])
    photo.save(update_fields=list(texts))
    _log(photo, CHANGED, user, fields=sorted(texts))
    refresh(_locked(photo.album))


@transaction.atomic
def hide_photo(photo: Photo, *, user, reason: str) -> None:
    """Take a photo from every reader's sight at once, and its picture wherever else it stands; nothing is deleted."""
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say why the photo is hidden; the reason is kept in the history."))
    if len(reason) > Photo._meta.get_field("hidden_reason").max_length:
        raise ValidationError(_("The reason is too long: at most 500 characters."))
    _set_hidden(photo, True, hidden_at=timezone.now(), hidden_by=user, hidden_reason=reason)
    _log(photo, HIDDEN, user, reason=reason)


@transaction.atomic
def show_photo(photo: Photo, *, user) -> None:
    """Let readers see a hidden photo again, and its picture wherever else it stands."""
    reason = photo.hidden_reason
    _set_hidden(photo, False, hidden_at=None, hidden_by=None, hidden_reason="")
    _log(photo, SHOWN, user, reason=reason)


@transaction.atomic
def take_photo_out(photo: Photo, *, user) -> None:
    """Take a photo out of its album; the picture stays in the library. A hidden one stays, to be shown again here."""
    album = _locked(photo.album)
    photo.refresh_from_db()
    if photo.is_hidden:
        raise ValidationError(
            _(
                "A hidden photo stays in its album, where it can be shown again. To destroy it for good, delete the "
                "picture in the image library."
            )
        )
    _log(photo, TAKEN_OUT, user)
    photo.delete()
    refresh(album)


@transaction.atomic
def choose_cover(photo: Photo, *, user) -> None:
    """Make a photo the picture of its album in lists."""
    album = _locked(photo.album)
    photo.refresh_from_db()
    if photo.is_hidden:
        raise ValidationError(_("A hidden photo cannot be the cover."))
    if photo.is_cover:
        return
    album.photos.filter(is_cover=True).update(is_cover=False)
    Photo.objects.filter(pk=photo.pk).update(is_cover=True)
    photo.is_cover = True
    _log(photo, COVER_CHOSEN, user)
    refresh(album)


@transaction.atomic
def reorder(album: AlbumPage, ordered_ids: Sequence[int], seen_order: Sequence[int], *, user=None) -> None:
    """Put an album's photos in order; `seen_order` is the order that the editor had before their eyes.

    Raises OrderChanged where the album's order is another by now: the colleague's order stays as it is.
    """
    album = _locked(album)
    photos = {photo.pk: photo for photo in album.photos.in_order()}
    if list(photos) != list(seen_order):
        raise OrderChanged(
            _(
                "A colleague has changed the order of the photos, or added or taken out some, while you were at it. "
                "Here is the order as it is now: put the photos in order once more and save."
            )
        )
    if len(ordered_ids) != len(photos) or set(ordered_ids) != set(photos):
        raise ValidationError(_("Each photo of the album must stand in the order once."))
    if list(photos) == list(ordered_ids):
        return
    moved = []
    for place, pk in enumerate(ordered_ids):
        if photos[pk].sort_order != place:
            photos[pk].sort_order = place
            moved.append(photos[pk])
    Photo.objects.bulk_update(moved, ["sort_order"], batch_size=200)
    log(instance=album, action=REORDERED, user=user, data={"count": len(moved)})
    refresh(album)


def refresh(album: AlbumPage) -> None:
    """Bring to what its photos now are what is kept of an album: the picture for lists and the index."""
    image = album.cover_id()
    AlbumPage.objects.filter(Q(pk=album.pk) | Q(alias_of=album.pk)).update(image=image)
    for page in AlbumPage.objects.filter(Q(pk=album.pk) | Q(alias_of=album.pk)):
        index.insert_or_update_object(page)


def _set_hidden(photo: Photo, is_hidden: bool, **fields) -> None:
    image = PortalImage.objects.select_for_update(of=("self",)).get(pk=photo.image_id)
    image.is_hidden = is_hidden
    image.save(update_fields=["is_hidden"])
    image.photos.update(is_hidden=is_hidden, **fields)
    photo.refresh_from_db()
    for album in AlbumPage.objects.filter(photos__image=image):
        refresh(album)


def _locked(album: AlbumPage) -> AlbumPage:
    return AlbumPage.objects.select_for_update(of=("self",)).get(pk=album.pk)


def _hash_of(image: PortalImage) -> str:
    try:
        return image.get_file_hash()
    except OSError:
        # Its file is lost: that it comes twice is the least of it.
        return ""


def _make_room(photo: Photo, behind: int) -> None:
    """Give a new photo its place by time among those behind a place, and move the later ones on."""
    following = photo.album.photos.in_order().filter(sort_order__gt=behind).select_related("image")
    later = next((other for other in following if _by_time(other) > _by_time(photo)), None)
    if later:
        photo.sort_order = later.sort_order
        moved = photo.album.photos.filter(sort_order__gte=later.sort_order)
        moved.update(sort_order=F("sort_order") + 1)


def _by_time(photo: Photo) -> tuple:
    """Return what puts photos in order that came together; those without a time come last, numbers count as such."""
    time = photo.taken_at.timestamp() if photo.taken_at else math.inf
    words = re.split(r"(\d+)", fold(photo.image.title))
    return time, [int(word[:18]) if word.isdecimal() else word for word in words]


def _number_of(photo: Photo) -> int:
    """Return the place of a photo in its album, from 1 on."""
    before = Q(sort_order__lt=photo.sort_order) | Q(sort_order=photo.sort_order, pk__lt=photo.pk)
    return Photo.objects.filter(before, album=photo.album_id).count() + 1


def _log(photo: Photo, action: str, user, **details) -> None:
    """Log on the album, in words that stay true when the photo is gone."""
    log(
        instance=photo.album,
        action=action,
        user=user,
        data={"photo": photo.pk, "image": photo.image_id, "title": str(photo), **details},
    )
