"""The small form by which progress of a model is told without opening its whole page."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.widgets import AdminDateInput, AdminPageChooser
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.models import Page

from documents.models import PortalDocument
from home.emulation import recording
from home.emulation.progress import newest_of_each
from home.models import EmulationModelPage, Evidence, ModelReview, ProgressNote
from home.models.emulation_records import BETWEEN

EVIDENCE_PAGES, EVIDENCE_FILES = 3, 2
KINDS = {"ghi-nhan": ProgressNote, "danh-gia": ModelReview, "minh-chung": Evidence}


def _evidence_fields() -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for number in range(1, EVIDENCE_PAGES + 1):
        fields[f"page_{number}"] = forms.ModelChoiceField(
            Page.objects.filter(depth__gt=1),
            required=False,
            label=_("Evidence: a page (article, album …)"),
            widget=AdminPageChooser(target_models=[Page]),
        )
    for number in range(1, EVIDENCE_FILES + 1):
        fields[f"document_{number}"] = forms.ModelChoiceField(
            PortalDocument.objects.all(),
            required=False,
            label=_("Evidence: a file"),
            widget=AdminDocumentChooser(),
        )
    return fields


class EvidenceFields(forms.Form):
    """Choosers of pages and files that bear something out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields |= _evidence_fields()

    @property
    def evidence(self) -> list[Evidence]:
        """Return what was chosen, each thing once."""
        names = list(_evidence_fields())
        pages = {self.cleaned_data.get(name) for name in names if name.startswith("page")} - {None}
        files = {self.cleaned_data.get(name) for name in names if name.startswith("document")} - {None}
        return [
            *(Evidence(page=page) for page in sorted(pages, key=lambda page: page.pk)),
            *(Evidence(document=file) for file in sorted(files, key=lambda file: file.pk)),
        ]


class ProgressForm(EvidenceFields, forms.ModelForm):
    """How far a commitment has come."""

    commitment_key = forms.ChoiceField(label=_("Commitment"))
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    class Meta:
        model = ProgressNote
        fields = ["percent", "day", "text", "is_members_only"]
        error_messages = {"percent": dict.fromkeys(("invalid", "min_value", "max_value"), BETWEEN)}
        widgets = {"day": AdminDateInput, "text": forms.Textarea(attrs={"rows": 3})}

    field_order = ["commitment_key", "percent", "day", "text", "is_members_only"]

    def __init__(self, *args, page: EmulationModelPage, notes: list[ProgressNote], **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.model = page
        self.commitments = {each.key: each for each in page.commitments.all()}
        newest = newest_of_each(notes)
        self.fields["commitment_key"].choices = [
            ("", "–"),
            *(
                (
                    key,
                    f"{Truncator(each.content).chars(90)} ({newest[key].percent if key in newest else 0} %)",
                )
                for key, each in self.commitments.items()
            ),
        ]
        self.fields["percent"].widget.attrs |= {"min": 0, "max": 100, "step": 1, "inputmode": "numeric"}
        self.fields["seen"].initial = max((note.pk for note in notes), default=0)

    def clean(self):
        given = super().clean()
        chosen = self.commitments.get(given.get("commitment_key", ""))
        if chosen:
            self.instance.commitment_key, self.instance.commitment = chosen.key, chosen.content
        return given

    def keep(self, user) -> bool:
        """Keep the note; False, with the reason at its field, where another one came first."""
        try:
            recording.add_note(self.instance, self.evidence, user, seen=self.cleaned_data["seen"])
        except ValidationError as refused:
            # Sent again, it is sent by one who has been told.
            newest = self.instance.model.progress_notes.order_by("-pk").values_list("pk", flat=True)[0]
            told: Any = self.data.copy()  # type: ignore[has-type]
            told[self.add_prefix("seen")] = str(newest)
            self.data = told
            self.add_error("percent", refused)
            return False
        return True


class ReviewForm(forms.ModelForm):
    """A review at mid-year or at the year's end."""

    class Meta:
        model = ModelReview
        fields = ["kind", "day", "text", "is_members_only"]
        widgets = {"day": AdminDateInput, "text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, page: EmulationModelPage, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.model = page

    def keep(self, user) -> bool:
        recording.add_review(self.instance, user)
        return True


class EvidenceForm(EvidenceFields):
    """Pages and files that speak of the model as a whole."""

    def __init__(self, *args, page: EmulationModelPage, **kwargs):
        super().__init__(*args, **kwargs)
        self.page = page

    def clean(self):
        given = super().clean()
        if not self.errors and not self.evidence:
            self.add_error("page_1", gettext("Choose a page or a file."))
        return given

    def keep(self, user) -> bool:
        recording.add_evidence(self.evidence, self.page, user)
        return True


@require_admin_access
def progress(request, page_id: int):
    """Show what has been told of a model; keep one note, review or piece of evidence more."""
    page = _model(request, page_id)
    notes = list(
        page.progress_notes.select_related("author").prefetch_related("evidence__page", "evidence__document")
    )
    sent = request.POST.get("what")
    data = {name: request.POST if sent == name else None for name in KINDS}
    offered: dict[str, Any] = {
        "ghi-nhan": ProgressForm(data["ghi-nhan"], page=page, notes=notes, prefix="note"),
        "danh-gia": ReviewForm(data["danh-gia"], page=page, prefix="review"),
        "minh-chung": EvidenceForm(data["minh-chung"], page=page, prefix="evidence"),
    }
    form = offered.get(sent)
    if form is not None and form.is_valid() and form.keep(request.user):
        messages.success(request, gettext("Kept. Readers see it at once."))
        return redirect("emulation_progress", page.pk)
    if form is not None and "seen" in form.fields:
        notes = list(page.progress_notes.select_related("author"))
    keys = {each.key for each in page.commitments.all()}
    return render(
        request,
        "home/admin/emulation_progress.html",
        {
            "page_title": gettext("Progress of “%(title)s”") % {"title": page.title},
            "page": page,
            "commitments": page.commitments.all(),
            "notes": notes,
            "keys": keys,
            "reviews": page.reviews.select_related("author"),
            "evidence": page.evidence.filter(note=None).select_related("page", "document"),
            "note_form": offered["ghi-nhan"],
            "review_form": offered["danh-gia"],
            "evidence_form": offered["minh-chung"],
            "media": offered["ghi-nhan"].media + offered["danh-gia"].media + offered["minh-chung"].media,
        },
    )


@require_admin_access
@require_POST
def take_away(request, page_id: int, kind: str, row_id: int):
    """Take back a note, a review or a piece of evidence."""
    page = _model(request, page_id)
    if kind not in KINDS:
        raise PermissionDenied
    row = get_object_or_404(KINDS[kind], pk=row_id, model=page)
    recording.take_away(row, request.user)
    messages.success(request, gettext("Taken back; the history of the page says so."))
    return redirect("emulation_progress", page.pk)


def _model(request, page_id: int) -> EmulationModelPage:
    page = get_object_or_404(EmulationModelPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page
