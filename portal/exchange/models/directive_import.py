from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from documents.models import DirectiveLibraryPage


def kept_path(record: "DirectiveImport", name: str) -> str:
    """Return where a file of an import is kept: under no name that anybody gave, where nothing is served from."""
    return f"exchange/{uuid4().hex}"


class DirectiveImport(models.Model):
    """A register brought into a library: what was asked, how far it has come, what became of it.

    The position moves in the transaction that writes a batch of rows: whoever takes an import up again goes on there.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", _("Columns to be told")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        WRITING = "writing", _("Being written")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped")

    library = models.ForeignKey(
        DirectiveLibraryPage, verbose_name=_("library"), on_delete=models.CASCADE, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    reason = models.CharField(_("reason"), max_length=255, blank=True)

    file_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    register = models.FileField(upload_to=kept_path)
    archive = models.FileField(upload_to=kept_path, blank=True)
    # Files that lie on the server, named at the command line.
    folder = models.CharField(max_length=1000, blank=True)

    headings = models.JSONField(default=dict)
    adds_bodies = models.BooleanField(_("add missing issuing bodies and subjects"), default=False)
    skips_bad_rows = models.BooleanField(_("leave out rows with errors"), default=False)

    state = models.CharField(max_length=12, choices=State.choices, default=State.MAPPING)
    is_confirmed = models.BooleanField(default=False)
    problem = models.TextField(blank=True)
    total = models.PositiveIntegerField(null=True)
    position = models.PositiveIntegerField(default=0)
    # How many rows are new, there already, in error; how many have warnings.
    counts = models.JSONField(default=dict)
    # The first rows with messages: number, state, texts.
    first_messages = models.JSONField(default=list)
    report = models.FileField(upload_to=kept_path, blank=True)

    class Meta:
        verbose_name = _("import of directives")
        verbose_name_plural = _("imports of directives")
        ordering = ["-pk"]

    def __str__(self):
        return self.file_name

    @property
    def is_running(self) -> bool:
        return self.state in (self.State.CHECKING, self.State.WRITING)

    @property
    def may_be_confirmed(self) -> bool:
        return self.state == self.State.CHECKED and bool(self.counts.get("new"))


class DirectiveImportRow(models.Model):
    """What became of one row: written in the same transaction as its record."""

    of_import = models.ForeignKey(DirectiveImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8)
    messages = models.JSONField(default=list)
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["of_import", "number"], name="one_outcome_of_a_row")]

    def __str__(self):
        return f"{self.number}: {self.state}"
