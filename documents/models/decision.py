from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.document import PortalDocument


class DocumentDecision(models.Model):
    """What a second person decided of a file that a machine could not clear; kept as long as the file."""

    class Kind(models.TextChoices):
        NO_MARK = "no_mark", _("Looked at: bears no mark")
        FALSE_ALARM = "false_alarm", _("False alarm: released")
        MOVED = "moved", _("Moved to a members-only collection")

    document = models.ForeignKey(PortalDocument, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(_("decision"), max_length=12, choices=Kind.choices)
    decided_at = models.DateTimeField(_("decided at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("decision on a document")
        verbose_name_plural = _("decisions on documents")
        ordering = ["-decided_at"]

    def __str__(self):
        return f"{self.document_id}: {self.get_kind_display()}"


class DestroyedFile(models.Model):
    """That a file was destroyed: when, by whom, its hash. Nothing else of it is kept, least of all its title."""

    destroyed_at = models.DateTimeField(_("destroyed at"), auto_now_add=True)
    destroyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("destroyed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("destroyed file")
        verbose_name_plural = _("destroyed files")
        ordering = ["-destroyed_at"]

    def __str__(self):
        return self.sha256
