"""The form in which a model is registered: each section says which questions it asks."""

from dataclasses import dataclass

from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminPageForm

# Fields of the registration form; a section chooses among them and may call them otherwise.
ANSWERS = ("necessity", "aims", "learning", "following", "measures", "scope", "expected_results")


@dataclass(frozen=True)
class Asked:
    """A question as a section asks it."""

    field: str
    label: str
    help_text: str = ""
    is_required: bool = False


def asked_in(section, model) -> list[Asked]:
    """Return what a section asks of its models, in its order; where it says nothing, all there is to ask."""
    labels = {name: str(model._meta.get_field(name).verbose_name) for name in ANSWERS}
    questions = list(section.questions.all()) if section is not None else []
    if not questions:
        return [Asked(name, label) for name, label in labels.items()]
    return [
        Asked(each.field, each.label or labels[each.field], each.help_text, each.is_required)
        for each in questions
    ]


class EmulationModelForm(WagtailAdminPageForm):
    """The editor's form of a model: asks what its section asks, and holds deadlines to the year of the model."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        section = self.parent_page.specific if self.parent_page else None
        asked = {each.field: each for each in asked_in(section, self._meta.model)}
        self._required = [name for name, each in asked.items() if each.is_required]
        for name in ANSWERS:
            if name not in self.fields:
                continue
            # What is not asked any more, but was answered, can still be changed.
            if name not in asked and not getattr(self.instance, name):
                del self.fields[name]
            elif name in asked:
                field = self.fields[name]
                field.label = asked[name].label[:1].upper() + asked[name].label[1:]
                field.help_text = asked[name].help_text

    def clean(self):
        given = super().clean()
        if not getattr(self, "is_deferred_validation", False):
            for name in self._required:
                if name in self.fields and not given.get(name):
                    self.add_error(
                        name, gettext("The section asks for this before a model is sent for approval.")
                    )
        rows = [
            form
            for form in (self.formsets["commitments"].forms if "commitments" in self.formsets else ())
            if form.is_valid() and not form.cleaned_data.get("DELETE")
        ]
        _hold_deadlines(rows, given.get("year"))
        if self.instance.pk:
            _keep_keys(rows, self.instance.commitments)
        return given


def _hold_deadlines(rows: list, year: int | None) -> None:
    for form in rows:
        deadline = form.cleaned_data.get("deadline")
        if year and deadline and deadline.year != year:
            told = gettext("The deadline must lie in the year of the model, %(year)s.")
            form.add_error("deadline", told % {"year": year})


def _keep_keys(rows: list, commitments) -> None:
    """Give commitments that come without their key the one under which they are stored.

    A form that was open while its page was saved or published knows nothing of the keys that were given then; a new
    key would part a commitment from its notes.
    """
    known = list(commitments.get_live_queryset())
    by_number = {each.pk: each.key for each in known}
    by_content = {each.content: each.key for each in known}
    told_of = {form.instance.pk for form in rows}
    taken = {form.cleaned_data.get("key") for form in rows}
    taken |= {each.key for each in commitments.all() if each.pk and each.pk not in told_of}
    for form in rows:
        if form.cleaned_data.get("key"):
            continue
        content = form.cleaned_data.get("content")
        key = by_number.get(form.instance.pk) or by_content.get(content)
        if key and key not in taken:
            form.instance.key = key
            taken.add(key)
