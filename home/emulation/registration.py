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
        self._hold_deadlines(given.get("year"))
        return given

    def _hold_deadlines(self, year: int | None) -> None:
        for form in self.formsets["commitments"].forms if year and "commitments" in self.formsets else ():
            if not form.is_valid() or form.cleaned_data.get("DELETE"):
                continue
            deadline = form.cleaned_data.get("deadline")
            if deadline and deadline.year != year:
                form.add_error(
                    "deadline",
                    gettext("The deadline must lie in the year of the model, %(year)s.") % {"year": year},
                )
