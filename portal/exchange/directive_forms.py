from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents.forms import DECLARATION
from documents.models import DirectiveLibraryPage
from portal.exchange.register_carrying import libraries_for
from portal.exchange.register_mapping import FIELDS, Headings


class LibraryChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, library):
        return " › ".join([*(page.title for page in library.get_ancestors()[2:]), library.title])


def _adds_bodies() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Add missing issuing bodies and subjects to the lists"),
        required=False,
        help_text=_("Without it, a row that names one which the lists do not know is an error."),
    )


class RegisterForm(forms.Form):
    """A register, the files of its directives, and the library that they go to."""

    declaration = forms.BooleanField(
        label=_("I have looked at the register and at the files: nothing in them is a state secret."),
        help_text=DECLARATION,
        error_messages={"required": _("Confirm the declaration first.")},
    )
    library = LibraryChoiceField(
        label=_("Library"), queryset=DirectiveLibraryPage.objects.none(), empty_label=None
    )
    register = forms.FileField(
        label=_("Register"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("No file was chosen.")},
        help_text=_(
            "A workbook (.xlsx) or a table of text (.csv) with a row of headings; 50,000 rows at most."
        ),
    )
    archive = forms.FileField(
        label=_("Files"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
        help_text=_(
            "A ZIP archive. A file belongs to the row that names it, or whose symbol it bears: 144-QD-TW.pdf."
        ),
    )
    adds_bodies = _adds_bodies()
    reason = forms.CharField(
        label=_("Reason"),
        max_length=255,
        error_messages={"required": _("Say why the directives are entered without approval of each.")},
        help_text=_(
            "The directives are published without approval of each; the log of each one keeps the reason."
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        libraries = [library.pk for library in libraries_for(user)]
        self.fields["library"].queryset = DirectiveLibraryPage.objects.filter(pk__in=libraries).order_by(
            "path"
        )


class ColumnsForm(forms.Form):
    """What each column of a register holds."""

    adds_bodies = _adds_bodies()

    def __init__(self, *args, headings: Headings, **kwargs):
        super().__init__(*args, **kwargs)
        self.headings = headings
        choices = [("", _("Not read")), *FIELDS.items()]
        self.columns = []
        for column, (text, name) in enumerate(zip(headings.texts, headings.fields, strict=True)):
            if text or name:
                key = f"column_{column}"
                self.fields[key] = forms.ChoiceField(
                    label=text, choices=choices, required=False, initial=name
                )
                self.columns.append(key)

    @property
    def column_fields(self):
        return [self[key] for key in self.columns]

    def clean(self):
        cleaned = super().clean()
        chosen = [name for name in self._chosen(cleaned) if name]
        twice = {str(FIELDS[name]) for name in chosen if chosen.count(name) > 1}
        if twice:
            raise ValidationError(
                _("Only one column can be: %(names)s."), params={"names": ", ".join(sorted(twice))}
            )
        return cleaned

    def chosen_headings(self) -> Headings:
        """Return the headings with the fields as they were chosen."""
        return self.headings.with_fields(self._chosen(self.cleaned_data))

    def _chosen(self, cleaned) -> list[str]:
        return [cleaned.get(f"column_{column}", "") for column in range(len(self.headings.texts))]
