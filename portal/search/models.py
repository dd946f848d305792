from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from portal.base.audience import visible_pages
from portal.base.text import nfc
from portal.search.words import folded, words


class SearchEntry(models.Model):
    """What the index holds of one object: the words of its title and of its text, as `portal.search.words` has them.

    Full-text tables or indexes stand beside this one and follow it by themselves (see the migrations). The number of
    an entry says its kind, its day and its object, so that hits of a kind come newest first and need no look-up:
    content type << 50 | day << 33 | primary key.
    """

    id = models.BigIntegerField(primary_key=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+", db_index=False)
    object_id = models.BigIntegerField()
    title = models.TextField()
    body = models.TextField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="one_search_entry_per_object")
        ]

    def __str__(self):
        return self.title[:80]


class AcronymManager(models.Manager):
    def by_folded(self) -> dict[str, list[str]]:
        """Return the acronyms, folded as words of a query are, with what each stands for."""
        found: dict[str, list[str]] = {}
        for short, name in self.values_list("folded", "name"):
            found.setdefault(short, []).append(name)
        return found


class Acronym(index.Indexed, models.Model):
    """An acronym of the trade: who searches for it finds what it stands for as well, and the other way round."""

    short = models.CharField(_("acronym"), max_length=20, help_text=_("Such as VKSND."))
    name = models.CharField(_("what it stands for"), max_length=120)
    folded = models.CharField(max_length=20, editable=False)

    objects = AcronymManager()

    panels = [FieldPanel("short"), FieldPanel("name")]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("short"),
        index.AutocompleteField("name"),
    ]

    class Meta:
        verbose_name = _("acronym")
        verbose_name_plural = _("acronyms")
        ordering = ["short"]
        constraints = [models.UniqueConstraint(fields=["short", "name"], name="one_acronym_per_name")]

    def __str__(self):
        return f"{self.short} – {self.name}"

    def clean(self):
        self._normalise()
        if len(words(self.short)) != 1 or self.short[0].isdigit():
            raise ValidationError({"short": _("An acronym is one word of letters.")})
        if len(words(self.name)) < 2:
            raise ValidationError({"name": _("Write out what the acronym stands for.")})

    def save(self, *args, **kwargs):
        self._normalise()
        super().save(*args, **kwargs)

    def _normalise(self) -> None:
        self.short, self.name = nfc(self.short).strip(), " ".join(nfc(self.name).split())
        self.folded = folded(self.short)[:20]


class PromotedResultManager(models.Manager):
    def for_query(self, text: str, viewer) -> list["PromotedResult"]:
        """Return what is promoted for a query, as far as the viewer may see it."""
        asked = f" {folded(text)} "
        found = [
            promoted
            for promoted in self.select_related("page")
            if any(f" {folded(each)} " in asked for each in promoted.keywords.split(",") if folded(each))
        ]
        pages = [promoted.page_id for promoted in found if promoted.page_id]
        visible = visible_pages(viewer).in_bulk(pages) if pages else {}
        return [promoted for promoted in found if not promoted.page_id or promoted.page_id in visible]


class PromotedResult(models.Model):
    """A page or an address that stands above all results of some queries."""

    keywords = models.CharField(
        _("keywords"),
        max_length=255,
        help_text=_("Queries that hold one of these, separated by commas; marks do not matter."),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    address = models.CharField(
        _("address"), max_length=255, blank=True, help_text=_("Instead of a page; begins with / or https://.")
    )
    title = models.CharField(_("title"), max_length=160, blank=True, help_text=_("Empty: that of the page."))
    description = models.CharField(_("short description"), max_length=255, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PromotedResultManager()

    panels = [
        FieldPanel("keywords"),
        FieldPanel("page"),
        FieldPanel("address"),
        FieldPanel("title"),
        FieldPanel("description"),
        FieldPanel("sort_order"),
    ]

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return f"{self.keywords} → {self.heading}"

    @property
    def heading(self) -> str:
        return self.title or (self.page.title if self.page else self.address)

    @property
    def url(self) -> str:
        return self.page.url if self.page else self.address

    def clean(self):
        self.keywords = " ".join(nfc(self.keywords).split())
        if not any(words(each) for each in self.keywords.split(",")):
            raise ValidationError({"keywords": _("Write at least one word.")})
        if bool(self.page) == bool(self.address):
            raise ValidationError({"page": _("Choose a page or write an address, one of both.")})
        is_inner = self.address.startswith("/") and not self.address.startswith("//")
        if self.address and not (is_inner or self.address.startswith("https://")):
            raise ValidationError({"address": _("An address begins with / or https://.")})
        if self.address and not self.title:
            raise ValidationError({"title": _("An address needs a title.")})


class SearchedText(models.Model):
    """How often a text was searched for on a day, and how much it found; nobody's name stands beside it."""

    day = models.DateField(_("day"))
    text = models.CharField(_("query"), max_length=120)
    times = models.PositiveIntegerField(_("times"), default=1)
    found = models.PositiveIntegerField(_("results"), default=0)

    class Meta:
        verbose_name = _("searched text")
        verbose_name_plural = _("searched texts")
        ordering = ["-day", "-times", "text"]
        constraints = [models.UniqueConstraint(fields=["day", "text"], name="one_searched_text_per_day")]

    def __str__(self):
        return self.text
