from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from documents import intake
from documents.fixity import sha256_of
from documents.models import DirectiveLibraryPage, Language, PortalDocument
from portal.base.collections import collection_for
from portal.base.forms import CollectionChoice, MultipleFileField

DECLARATION = _(
    "I have looked at the file: it bears no mark of a state secret (MẬT, TỐI MẬT, TUYỆT MẬT, TÀI LIỆU THU HỒI)."
)
NO_FILE = _("No file was chosen.")


def _declaration() -> forms.BooleanField:
    return forms.BooleanField(
        label=DECLARATION, error_messages={"required": _("Confirm the declaration first.")}
    )


class PortalDocumentForm(BaseDocumentForm):
    """Wagtail's form: a new file with the declaration before it; a document's file is replaced elsewhere."""

    declaration = _declaration()

    field_order = ["declaration", "file", "title"]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.user = user
        self.is_new = self.instance.pk is None
        if not self.is_new or "file" not in self.fields:
            self.fields.pop("file", None)
            self.fields.pop("declaration")

    def clean(self):
        cleaned = super().clean()
        upload = cleaned.get("file")
        if self.is_new and upload:
            try:
                intake.inspect(upload)
            except intake.Refusal as refusal:
                self.add_error("file", ValidationError(str(refusal)))
            else:
                self._refuse_a_copy(upload)
        return cleaned

    def _post_clean(self):
        """Store the bytes of a good file before the form counts as valid: a full disk is an error like others."""
        super()._post_clean()
        if self.is_new and not self.errors and (upload := self.cleaned_data.get("file")):
            self.instance.original_name = upload.name
            try:
                intake.store(upload).give_to(self.instance)
            except intake.Refusal as refusal:
                self.add_error("file", ValidationError(str(refusal)))

    def _refuse_a_copy(self, upload):
        copy = intake.find_copies(sha256_of(upload), self.user).first()
        if copy:
            message = gettext("This file is in the library already, as “%(title)s”. Choose it there.")
            self.add_error("file", ValidationError(message % {"title": copy.title}))


class UploadForm(forms.Form):
    """Files for one collection, and what to do with those that are there already."""

    declaration = _declaration()
    collection = CollectionChoice(label=_("Collection"), queryset=Collection.objects.none(), empty_label=None)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    source = forms.CharField(
        label=_("Source"), max_length=160, required=False, help_text=_("Where the files come from.")
    )
    on_clash = forms.ChoiceField(
        label=_("If a file is there already"),
        choices=[
            (intake.OnClash.ASK.value, _("Ask me")),
            (intake.OnClash.KEEP_BOTH.value, _("Keep both")),
            (intake.OnClash.REPLACE.value, _("Replace it; the old file stays as a version")),
            (intake.OnClash.SKIP.value, _("Skip the new file")),
        ],
    )
    title = forms.CharField(max_length=255, required=False, widget=forms.HiddenInput)
    files = MultipleFileField(
        label=_("Files"), allow_empty_file=True, error_messages={"required": NO_FILE, "missing": NO_FILE}
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        collections = policy_registry.get_by_type(PortalDocument).collections_user_has_permission_for(
            user, "add"
        )
        self.fields["collection"].queryset = collections.order_by("path")


class DirectiveFileForm(forms.Form):
    """The file of a new directive, and the library that the directive is for."""

    declaration = _declaration()
    library = forms.ModelChoiceField(
        label=_("Library"), queryset=DirectiveLibraryPage.objects.none(), empty_label=None
    )
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        error_messages={"required": NO_FILE},
        help_text=_("The directive as PDF, scan or Word file."),
    )

    def __init__(self, *args, libraries, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["library"].queryset = libraries
        self.user = user

    def clean_library(self):
        library = self.cleaned_data["library"]
        collections = policy_registry.get_by_type(PortalDocument).collections_user_has_permission_for(
            self.user, "add"
        )
        if not collections.filter(pk=collection_for(library).pk).exists():
            raise ValidationError(_("You may not add files to the collection of this library."))
        return library


class ReplaceForm(forms.Form):
    """A new file for a document, and why."""

    declaration = _declaration()
    file = forms.FileField(label=_("New file"), allow_empty_file=True, error_messages={"required": NO_FILE})
    reason = forms.CharField(
        label=_("Reason"), max_length=500, error_messages={"required": _("Say why the file is replaced.")}
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
