"""What happens beside the saving of photos, one line each."""

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from news.models import Photo
from news.tasks import draw_photo


@receiver(post_save, sender=Photo)
def on_photo_added(instance, created, raw, **kwargs):
    if created and not raw:
        transaction.on_commit(lambda: draw_photo.enqueue(instance.image_id), robust=True)
