import os
from pathlib import PurePosixPath
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.search import index

from documents.fixity import sha256_of
from documents.inspection import safe_name
from portal.base.audience import Audience, AudienceQuerySet
from portal.base.pagination import PARAMETER
from portal.base.text import nfc
from portal.search.words import distinct


class CheckState(models.TextChoices):
    """What is known of a file's first page; readers see a file only when it is cleared."""

    PENDING = "pending", _("Being checked")
    UNREADABLE = "unreadable", _("Not checked: a second person must look")
    CLEARED = "cleared", _("Checked")
    WITHHELD = "withheld", _("Withheld: secrecy mark")


class ReadingState(models.TextChoices):
    """How far the reading of a file's text has come."""

    WAITING = "waiting", _("Waiting to be read")
    RUNNING = "running", _("Being read")
    DONE = "done", _("Read")
    INCOMPLETE = "incomplete", _("Not recognised (Tesseract is missing)")
    FAILED = "failed", _("Could not be read")


class Language(models.TextChoices):
    VIETNAMESE = "vi", _("Vietnamese")
    ENGLISH = "en", _("English")
    OTHER = "other", _("Other")


class PortalDocumentQuerySet(AudienceQuerySet, DocumentQuerySet):
    def to_be_read(self):
        """Return the documents whose reading is due."""
        due = Q(next_reading_at__isnull=True) | Q(next_reading_at__lte=timezone.now())
        return self.filter(due, reading_state=ReadingState.WAITING)


def stored_path(document: "PortalDocument", name: str) -> str:
    """Return where a file is stored: under a name of our own, so that no uploaded name meets the file system."""
    return f"documents/{timezone.now():%Y/%m}/{uuid4().hex}{PurePosixPath(name).suffix.lower()[:10]}"


class PortalDocument(AbstractDocument):
    """A file that the cell keeps. Who may read it is decided by its collection, once its first page is checked."""

    file = models.FileField(_("file"), upload_to=stored_path)
    original_name = models.CharField(_("file name"), max_length=255, default="", editable=False)
    description = models.TextField(_("description"), blank=True)
    language = models.CharField(
        _("language"), max_length=5, choices=Language.choices, default=Language.VIETNAMESE
    )
    source = models.CharField(
        _("source"), max_length=160, blank=True, help_text=_("Where the file comes from.")
    )
    sha256 = models.CharField(max_length=64, default="", editable=False, db_index=True)

    check_state = models.CharField(
        max_length=12, choices=CheckState.choices, default=CheckState.PENDING, editable=False, db_index=True
    )
    is_internal = models.BooleanField(_("for internal circulation"), default=False, editable=False)
    mark_found = models.CharField(max_length=200, blank=True, editable=False)

    reading_state = models.CharField(
        max_length=12,
        choices=ReadingState.choices,
        default=ReadingState.WAITING,
        editable=False,
        db_index=True,
    )
    reading_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    next_reading_at = models.DateTimeField(null=True, editable=False)
    reading_problem = models.CharField(max_length=255, blank=True, editable=False)
    page_count = models.PositiveIntegerField(null=True, editable=False)
    pages_read = models.PositiveIntegerField(default=0, editable=False)
    has_pages = models.BooleanField(default=False, editable=False)
    signatures = models.JSONField(null=True, editable=False)

    # Pages of text shown at once: a long document stays quick on a phone.
    TEXT_PAGES = 40
    # In the order of the text, so that words are found next to one another.
    INDEXED_CHARACTERS = 20_000

    objects = PortalDocumentQuerySet.as_manager()

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [
            ("choose_document", _("Can choose document")),
            ("decide_withheld", _("Can destroy or release a withheld file")),
        ]

    # What the guard and the reading keep. Saving a form never touches it: the worker may have written meanwhile.
    CUSTODY_FIELDS = frozenset(
        {
            "file",
            "file_size",
            "file_hash",
            "original_name",
            "sha256",
            "check_state",
            "is_internal",
            "mark_found",
            "reading_state",
            "reading_attempts",
            "next_reading_at",
            "reading_problem",
            "page_count",
            "pages_read",
            "has_pages",
            "signatures",
        }
    )

    admin_form_fields = ("title", "file", "description", "collection", "language", "source", "tags")

    search_fields = [
        *AbstractDocument.search_fields,
        index.SearchField("description"),
        index.SearchField("source"),
        index.SearchField("original_name"),
        index.SearchField("indexed_text"),
        # What `visible_state` asks.
        index.FilterField("collection"),
        index.FilterField("check_state"),
        index.FilterField("is_internal"),
    ]

    @property
    def filename(self) -> str:
        """Return the name that a download gets."""
        return self.original_name or os.path.basename(self.file.name)

    @property
    def page_url(self) -> str:
        """Return the address of the page on which the document is read."""
        return reverse("document", args=[self.pk])

    def url_of_page(self, number: int) -> str:
        """Return the address at which one page of the text is read."""
        sheaf = (number - 1) // self.TEXT_PAGES + 1
        return f"{self.page_url}{f'?{PARAMETER}={sheaf}' if sheaf > 1 else ''}#trang-{number}"

    @classmethod
    def visible_state(cls, audience: Audience) -> Q:
        """Return which files readers may see: checked ones, and internal ones only in a closed collection."""
        in_place = Q(is_internal=False) | Q(collection_id__in=audience.restricted_collections)
        return Q(check_state=CheckState.CLEARED) & in_place

    def state_admits(self, audience: Audience) -> bool:
        """Tell of this file what `visible_state` asks of all."""
        in_place = not self.is_internal or self.collection_id in audience.restricted_collections
        return self.check_state == CheckState.CLEARED and in_place

    def may_be_examined_by(self, user) -> bool:
        """Tell whether a person may open a file that readers may not: to look for marks, or to decide on one found.

        Who brought the file in has no part in it, save where a checked file stands in the wrong collection.
        """
        if not user.is_active:
            return False
        if self.check_state == CheckState.CLEARED:
            return self.is_editable_by_user(user)
        if self.was_brought_in_by(user):
            return False
        if self.check_state == CheckState.WITHHELD:
            return user.has_perm("documents.decide_withheld")
        return self.check_state == CheckState.UNREADABLE and self.is_editable_by_user(user)

    def was_brought_in_by(self, user) -> bool:
        """Tell whether a person uploaded the document or one of its versions."""
        return self.uploaded_by_user_id == user.pk or self.versions.filter(made_by=user.pk).exists()

    def was_named(self, filename: str) -> bool:
        """Tell whether an older version had this file name: links to it are to go on working."""
        return self.versions.filter(original_name=nfc(filename)).exists()

    def indexed_text(self) -> str:
        """Return the text for the index; nothing before the file is cleared.

        Of a long document each further word comes once: its pages are in the index by themselves.
        """
        if self.pk is None or self.check_state != CheckState.CLEARED:
            return ""
        text = "\n".join(self.pages.order_by("number").values_list("text", flat=True))
        first, further = text[: self.INDEXED_CHARACTERS], text[self.INDEXED_CHARACTERS :]
        return f"{first}\n{distinct(further)}" if further else first

    def clean(self):
        """Leave the type of the file to `documents.inspection`, which looks at the content, not at the name."""
        if not self.file:
            raise ValidationError({"file": _("No file was chosen.")})

    def save(self, *args, **kwargs):
        """Store a new file with its hash and first version, or nothing: no road into the library goes round this.

        Later only the fields of the form are saved unless others are named; see `save_custody`.
        """
        if not self._state.adding:
            if kwargs.get("update_fields") is None:
                kwargs["update_fields"] = self._form_fields()
            super().save(*args, **kwargs)
            return
        self.original_name = safe_name(self.original_name or self.file.name)
        self.sha256 = self.sha256 or sha256_of(self.file)
        self.file_size = self.file.size
        try:
            with transaction.atomic():
                super().save(*args, **kwargs)
                self.versions.create(
                    number=1,
                    file=self.file.name,
                    original_name=self.original_name,
                    sha256=self.sha256,
                    size=self.file_size,
                    made_by=self.uploaded_by_user,
                )
        except BaseException:
            if self.file._committed:
                self.file.storage.delete(self.file.name)
            raise

    def save_custody(self) -> None:
        """Save what the guard and the reading keep, and nothing else."""
        self.save(update_fields=self.CUSTODY_FIELDS)

    @classmethod
    def _form_fields(cls) -> list[str]:
        return [
            field.name
            for field in cls._meta.concrete_fields
            if not field.primary_key and field.name not in cls.CUSTODY_FIELDS
        ]
