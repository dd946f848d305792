"""What happens beside the saving of photos, and what changes an album from outside it.

That is which of its captions everybody may find, and which picture is its cover.
"""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import post_page_move

from news.models import AlbumPage, Photo
from news.photos import refresh
from news.tasks import draw_photo
from portal.base.models import PortalImage


def _refresh_later(**conditions) -> None:
    """Bring albums up to date once the change is sure; those that it took along are gone by then."""

    def bring_up_to_date() -> None:
        for album in AlbumPage.objects.filter(**conditions).distinct():
            refresh(album)

    transaction.on_commit(bring_up_to_date)


@receiver(post_save, sender=Photo)
def on_photo_added(instance, created, raw, **kwargs):
    if created and not raw:
        transaction.on_commit(lambda: draw_photo.enqueue(instance.image_id), robust=True)


@receiver(post_delete, sender=Photo)
def on_photo_deleted(instance, **kwargs):
    _refresh_later(pk=instance.album_id)


@receiver(post_save, sender=PortalImage)
def on_picture_moved(instance, created, update_fields, raw, **kwargs):
    if not created and not raw and (update_fields is None or "collection" in update_fields):
        _refresh_later(photos__image=instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def on_audience_changed(instance, raw=False, **kwargs):
    if not raw:
        _refresh_later(path__startswith=instance.page.path)


@receiver(post_page_move)
def on_page_moved(instance, **kwargs):
    _refresh_later(path__startswith=instance.path)
