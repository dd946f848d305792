"""What happens beside the saving and deleting of documents, one line each."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from documents import reading
from documents.models import DocumentVersion


@receiver(post_delete, sender=DocumentVersion)
def on_version_deleted(instance, **kwargs):
    # One file that cannot be deleted must not keep the others; verify_files finds what was left.
    transaction.on_commit(lambda: instance.file.storage.delete(instance.file.name), robust=True)


@receiver(post_save, sender=DocumentVersion)
def on_version_made(instance, created, raw, **kwargs):
    if created and not raw:
        # A failure here must not look like one of the upload; the worker's clock finds what was not begun.
        transaction.on_commit(lambda: reading.begin(instance.document_id), robust=True)
