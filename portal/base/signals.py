"""What happens beside the saving and deleting of pictures, one line each."""

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from portal.base.models import PortalImage


@receiver(post_delete, sender=PortalImage)
def on_image_deleted(instance, **kwargs):
    if instance.original:
        # A file that cannot be deleted must not undo what was deleted with it; verify_files finds what was left.
        transaction.on_commit(lambda: instance.original.storage.delete(instance.original.name), robust=True)
