"""What happens beside the saving and deleting of documents, one line each."""

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from documents import browsing, citing, reading, validity
from documents.models import DirectivePage, DirectiveRelation, DocumentVersion


@receiver(post_delete, sender=DocumentVersion)
def on_version_deleted(instance, **kwargs):
    # One file that cannot be deleted must not keep the others; verify_files finds what was left.
    transaction.on_commit(lambda: instance.file.storage.delete(instance.file.name), robust=True)


@receiver(post_save, sender=DocumentVersion)
def on_version_made(instance, created, raw, **kwargs):
    if created and not raw:
        # A failure here must not look like one of the upload; the worker's clock finds what was not begun.
        transaction.on_commit(lambda: reading.begin(instance.document_id), robust=True)


@receiver(page_published)
def on_page_published(instance, **kwargs):
    citing.record_page(instance)
    if isinstance(instance, DirectivePage):
        on_directive_changed(instance)


@receiver(page_unpublished)
def on_page_unpublished(instance, **kwargs):
    citing.forget_page(instance)
    if isinstance(instance, DirectivePage):
        on_directive_changed(instance)


def on_directive_changed(directive: DirectivePage):
    citing.lead_to(directive)
    validity.recompute_around(directive)


@receiver(post_save, sender=DirectiveRelation)
@receiver(post_delete, sender=DirectiveRelation)
def on_relation_changed(instance, raw=False, **kwargs):
    if instance.target_id and not raw:
        validity.recompute(DirectivePage.objects.filter(pk=instance.target_id))


@receiver(post_page_move, sender=DirectivePage)
def on_directive_moved(instance, parent_page_after, **kwargs):
    DirectivePage.objects.filter(pk=instance.pk).update(library=parent_page_after.pk)


@receiver(m2m_changed, sender=DirectivePage.subjects.through)
def on_subjects_changed(instance, action, reverse, pk_set, **kwargs):
    if action.startswith("post_"):
        changed = pk_set if reverse else {instance.pk}
        if changed is None:  # a subject was taken from all its directives
            changed = DirectivePage.objects.exclude(subject_key="").values_list("pk", flat=True)
        browsing.refresh_subjects(changed)
