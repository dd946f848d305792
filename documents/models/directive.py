from collections.abc import Iterable
from datetime import date
from itertools import count

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple, Select
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from documents.citations import MESSAGES, BadSymbol, fold_symbol, other_spelling, parse_symbol
from documents.models.directive_library import DirectiveLibraryPage
from documents.models.directive_type import DirectiveType
from documents.models.issuing_body import IssuingBody
from documents.models.subject_field import SubjectField
from portal.base.audience import Audience, AudiencePageQuerySet
from portal.base.blocks import StoryBlock
from portal.base.models import BasePage
from portal.base.text import nfc, slugify


class Validity(models.TextChoices):
    """Whether a directive is in force (domain: the values of the national database of legal documents)."""

    UNDETERMINED = "undetermined", _("Undetermined")
    NOT_YET = "not_yet", _("Not yet in force")
    IN_FORCE = "in_force", _("In force")
    PARTLY_EXPIRED = "partly_expired", _("Partly expired")
    EXPIRED = "expired", _("Expired")
    SUSPENDED = "suspended", _("Suspended")
    INAPPROPRIATE = "inappropriate", _("No longer appropriate")


class Circulation(models.TextChoices):
    OPEN = "", _("No limit")
    INTERNAL = "internal", _("For internal circulation")


COUNTED = ("doc_type", "issuing_body", "year", "validity", "circulation")


class DirectiveQuerySet(AudiencePageQuerySet):
    def with_card(self):
        """Add what a row or a card of a directive shows."""
        return self.defer_streamfields().select_related("doc_type", "issuing_body")


def slug_of(symbol: str, issued_on: date | None) -> str:
    """Return the address of a directive below its library: Party symbols recur, so that the year belongs to it."""
    return slugify(f"{symbol} {issued_on.year if issued_on else ''}") or "van-ban"


class DirectiveForm(WagtailAdminPageForm):
    """The editor's form. It has no title, which is made of type and symbol; nor need the address be given."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self):
        given = self.cleaned_data
        if "slug" in given and not given["slug"]:
            try:
                symbol = str(parse_symbol(given.get("symbol", "")))
            except BadSymbol:
                symbol = given.get("symbol", "")
            base = slug_of(symbol, given.get("issued_on"))
            candidates = (base if number == 1 else f"{base}-{number}" for number in count(1))
            given["slug"] = next(
                slug for slug in candidates if Page._slug_is_available(slug, self.parent_page, self.instance)
            )
        return super().clean()


class DirectivePage(BasePage):
    """One directive. It is told by symbol, issuer and date together: Party numbers run anew each term.

    The lead is its abstract (trích yếu). Relations, citations and the computed validity live outside revisions.
    """

    base_form_class = DirectiveForm
    parent_page_types = ["documents.DirectiveLibraryPage"]
    subpage_types: list[str] = []

    symbol = models.CharField(
        _("symbol"),
        max_length=120,
        help_text=_("Number and symbol as printed, such as 144-QĐ/TW or 01/CT-VKSTC."),
    )
    # What is the same for every way to write the symbol.
    symbol_key = models.CharField(max_length=160, editable=False, db_index=True)
    # Of its pieces, for whoever remembers no more of it.
    symbol_folded = models.CharField(max_length=160, editable=False, default="")
    number = models.PositiveIntegerField(null=True, editable=False, db_index=True)
    # What lists narrow and count by, kept beside what it is computed from, so that one index holds all of it.
    library = models.ForeignKey(
        DirectiveLibraryPage, null=True, editable=False, on_delete=models.SET_NULL, related_name="directives"
    )
    # It says what the tree says; a library is not "used" by each of its directives.
    library.wagtail_reference_index_ignore = True
    year = models.PositiveSmallIntegerField(null=True, editable=False)
    subject_key = models.CharField(max_length=255, editable=False, default="")
    doc_type = models.ForeignKey(
        DirectiveType, verbose_name=_("type"), on_delete=models.PROTECT, related_name="directives"
    )
    issuing_body = models.ForeignKey(
        IssuingBody, verbose_name=_("issuing body"), on_delete=models.PROTECT, related_name="directives"
    )
    joint_bodies = ParentalManyToManyField(
        IssuingBody, verbose_name=_("issued jointly with"), blank=True, related_name="joint_directives"
    )
    signer = models.CharField(_("signer"), max_length=120, blank=True)
    signer_office = models.CharField(_("office of the signer"), max_length=160, blank=True)
    issued_on = models.DateField(_("issued on"), db_index=True)
    effective_on = models.DateField(_("in force from"), null=True, blank=True, db_index=True)
    expires_on = models.DateField(_("in force until"), null=True, blank=True, db_index=True)
    term = models.CharField(
        _("term"), max_length=40, blank=True, help_text=_("Of the congress, such as XIII.")
    )
    subjects = ParentalManyToManyField(
        SubjectField, verbose_name=_("subjects"), blank=True, related_name="directives"
    )
    circulation = models.CharField(
        _("limit of circulation"),
        max_length=12,
        choices=Circulation.choices,
        blank=True,
        help_text=_("A directive for internal circulation shows in a members-only library alone."),
    )
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    notes_for_staff = models.TextField(
        _("notes for staff"), blank=True, help_text=_("Never shown to readers.")
    )

    validity_choice = models.CharField(
        _("validity set by hand"),
        max_length=16,
        choices=Validity.choices,
        blank=True,
        help_text=_("Empty: computed from the dates and from what other directives say of this one."),
    )
    validity_reason = models.CharField(_("reason"), max_length=255, blank=True)
    # Computed anew every night and on every publication.
    validity = models.CharField(
        max_length=16, choices=Validity.choices, default=Validity.UNDETERMINED, editable=False, db_index=True
    )

    objects = PageManager.from_queryset(DirectiveQuerySet)()

    class Meta:
        verbose_name = _("directive")
        verbose_name_plural = _("directives")
        # Each answers its question alone: the wide rows with their texts are read for what is shown, not to count.
        indexes = [
            models.Index(fields=["library", *COUNTED, "page_ptr"], name="directive_counts"),
            models.Index(
                fields=["library", "year", "validity", "doc_type", "issuing_body", "circulation", "page_ptr"],
                name="directive_year_counts",
            ),
            models.Index(
                fields=["library", "subject_key", *COUNTED, "page_ptr"], name="directive_subject_counts"
            ),
            models.Index(fields=["library", "issued_on", "page_ptr", *COUNTED], name="directive_by_date"),
            models.Index(fields=["library", "number", "-issued_on", "page_ptr"], name="directive_by_number"),
            models.Index(fields=["library", "effective_on", "page_ptr"], name="directive_by_force"),
            models.Index(
                fields=["library", "symbol_folded", "symbol_key", "page_ptr", "circulation"],
                name="directive_by_symbol",
            ),
            models.Index(
                fields=["circulation"], name="directive_of_limits", condition=~models.Q(circulation="")
            ),
        ]

    content_panels = [
        MultiFieldPanel(
            [
                FieldPanel("symbol"),
                FieldPanel("doc_type", widget=Select),
                FieldPanel("issuing_body", widget=Select),
                FieldPanel("joint_bodies"),
                FieldPanel("lead", heading=_("Abstract"), help_text=_("As it is printed below the type.")),
                FieldRowPanel(["issued_on", "term"]),
                FieldRowPanel(["effective_on", "expires_on"]),
                FieldRowPanel(["signer", "signer_office"]),
                FieldPanel("subjects", widget=CheckboxSelectMultiple),
            ],
            _("Description"),
        ),
        InlinePanel("files", heading=_("Files"), label=_("file")),
        FieldPanel("body"),
        InlinePanel(
            "other_names",
            heading=_("Other names"),
            label=_("name"),
            help_text=_(
                "Names by which texts refer to it without its symbol, such as Bộ luật Tố tụng dân sự."
            ),
        ),
        MultiFieldPanel([FieldRowPanel(["validity_choice", "validity_reason"])], _("Validity")),
        HelpPanel(heading=_("Relations"), template="documents/admin/relations_panel.html"),
        FieldPanel("circulation"),
        FieldPanel("notes_for_staff"),
    ]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("symbol"),
        index.AutocompleteField("symbol"),
        index.SearchField("symbol_otherwise"),
        # What a directive is called by those who do not know its symbol.
        index.AutocompleteField("lead"),
        index.SearchField("signer"),
        index.SearchField("body"),
        index.RelatedFields("other_names", [index.AutocompleteField("name")]),
        index.FilterField("doc_type"),
        index.FilterField("issuing_body"),
        index.FilterField("issued_on"),
        index.FilterField("validity"),
        # What `visible_state` asks.
        index.FilterField("circulation"),
    ]

    # Readers know it by the day of its issue, not of its entry.
    search_dated_by = "issued_on"

    @property
    def symbol_otherwise(self) -> str:
        """Return the symbol with its body as others write it: TƯ for TW, VKSNDTC for VKSTC."""
        return other_spelling(self.symbol)

    @property
    def heading(self) -> str:
        """Return the type and the symbol, as texts name the directive."""
        return gettext("%(type)s No. %(symbol)s") % {"type": self.doc_type.name, "symbol": self.symbol}

    @classmethod
    def visible_state(cls, audience: Audience) -> models.Q:
        """Return which directives readers may see: internal ones only where the page is closed to somebody."""
        return models.Q(circulation="") | audience.restricted_pages()

    def state_admits(self, audience: Audience) -> bool:
        """Tell of this directive what `visible_state` asks of all."""
        return not self.circulation or audience.restricts_page(self)

    def _set_core_field_defaults(self):
        # Wagtail wants a title before it checks anything else, of drafts too; ours is made of type and symbol.
        self.read_symbol()
        if self.symbol and self.doc_type_id:
            self.title = self.draft_title = self.heading[:255]
        if not self.slug and self.symbol:
            self.slug = self._get_autogenerated_slug(slug_of(self.symbol, self.issued_on))
        super()._set_core_field_defaults()

    def save(self, *args, **kwargs):
        self.compute_columns()
        super().save(*args, **kwargs)

    def compute_columns(self, library: DirectiveLibraryPage | None = None) -> None:
        """Bring what lists narrow and count by to what the directive now is and where it stands.

        `library` spares the question for it, where it is known.
        """
        if self.issued_on:
            self.year = self.issued_on.year
        self.subject_key = self.key_of_subjects(subject.pk for subject in self.subjects.all())
        if library:
            self.library_id = library.pk
        elif self.path:
            above = DirectiveLibraryPage.objects.filter(path=self.path[: -self.steplen])
            self.library_id = above.order_by().values_list("pk", flat=True).first()

    @staticmethod
    def key_of_subjects(ids: Iterable[int]) -> str:
        """Return text that is the same for the same subjects: their ids, "" for none."""
        key = ",".join(map(str, sorted(ids)))
        # Of more than some thirty subjects the last ones are not counted.
        return key if len(key) <= 255 else key[:255].rpartition(",")[0]

    def read_symbol(self) -> None:
        """Write the symbol as it is usually written, and compute what finds it."""
        self.symbol = nfc(self.symbol).strip()
        self.symbol_folded = fold_symbol(self.symbol)[:160]
        try:
            symbol = parse_symbol(self.symbol)
        except BadSymbol:
            return
        self.symbol, self.symbol_key, self.number = str(symbol), symbol.key, symbol.number

    def clean(self):
        super().clean()
        errors = {}
        try:
            parse_symbol(self.symbol)
        except BadSymbol as error:
            errors["symbol"] = told(error)
        if self.effective_on and self.issued_on and self.effective_on < self.issued_on:
            errors["effective_on"] = _("A directive cannot be in force before it is issued.")
        begins = self.effective_on or self.issued_on
        if self.expires_on and begins and self.expires_on < begins:
            errors["expires_on"] = _("A directive cannot expire before it is in force.")
        if self.validity_choice and not self.validity_reason.strip():
            errors["validity_reason"] = _("Say why the validity is set by hand.")
        if not errors and self.issuing_body_id and self.issued_on and self._twin():
            errors["symbol"] = _("There is a directive with this symbol, issuer and date already.")
        if errors:
            raise ValidationError(errors)

    def _twin(self):
        same = DirectivePage.objects.filter(
            symbol_key=self.symbol_key, issuing_body=self.issuing_body_id, issued_on=self.issued_on
        )
        return same.exclude(pk=self.pk).first()

    def text_parts(self) -> list[str]:
        """Return heading, abstract, signer and text, as they stand on the page."""
        title, abstract, *body = super().text_parts()
        return [title, abstract, self.signer, *body]

    def get_context(self, request, *args, **kwargs):
        from documents.directive_view import context_of

        return super().get_context(request, *args, **kwargs) | context_of(self, request)

    def structured_data(self, request) -> dict:
        """Return the directive as schema.org Legislation."""
        forces = {
            Validity.IN_FORCE: "InForce",
            Validity.PARTLY_EXPIRED: "PartiallyInForce",
            Validity.NOT_YET: "NotInForce",
            Validity.EXPIRED: "NotInForce",
            Validity.SUSPENDED: "NotInForce",
        }
        force = forces.get(self.validity)
        data = {
            "@context": "https://schema.org",
            "@type": "Legislation",
            "name": self.title,
            "legislationIdentifier": self.symbol,
            "legislationType": self.doc_type.name,
            "legislationDate": self.issued_on.isoformat(),
            "legislationDateVersion": self.effective_on and self.effective_on.isoformat(),
            "legislationPassedBy": {"@type": "Organization", "name": self.issuing_body.name},
            "legislationLegalForce": force and f"https://schema.org/{force}",
            "abstract": self.lead,
            "inLanguage": "vi",
            "url": self.get_full_url(request),
        }
        return {key: value for key, value in data.items() if value}


def told(error: BadSymbol) -> str:
    """Return in Vietnamese why a text is no symbol, and what may be meant."""
    why = gettext(MESSAGES[error.code]).format(**error.params)
    if error.suggestion:
        why = f"{why} {gettext(MESSAGES['suggestion']).format(suggestion=error.suggestion)}"
    return why
