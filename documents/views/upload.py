"""Bringing files into the library, many at once."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.permissions import policy_registry

from documents import guard
from documents.forms import UploadForm
from documents.intake import Arrival, OnClash, Refusal, take_in
from documents.models import CheckState, PortalDocument


@require_admin_access
def upload_documents(request):
    """Show the form; take in the files of a filled one. A script sends them one by one and gets JSON."""
    if not policy_registry.get_by_type(PortalDocument).user_has_permission(request.user, "add"):
        raise PermissionDenied
    form = UploadForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        user=request.user,
        initial={"collection": request.GET.get("collection_id")},
    )
    by_script = request.headers.get("Accept", "").startswith("application/json")
    outcomes = []
    if request.method == "POST":
        if form.is_valid():
            outcomes = [
                _outcome(file, form.cleaned_data, request.user) for file in form.cleaned_data["files"]
            ]
        elif by_script:
            problems = " ".join(error for errors in form.errors.values() for error in errors)
            outcomes = [{"kind": "refused", "message": problems}]
    if by_script:
        return JsonResponse(
            outcomes[0] if outcomes else {"kind": "refused", "message": gettext("No file was chosen.")}
        )
    return render(
        request,
        "documents/admin/upload.html",
        {"form": form, "outcomes": outcomes, "page_title": gettext("Add documents")},
    )


def _outcome(file, wishes: dict, user) -> dict:
    try:
        arrival = take_in(
            file,
            collection=wishes["collection"],
            user=user,
            title=wishes["title"],
            on_clash=OnClash(wishes["on_clash"]),
            language=wishes["language"],
            source=wishes["source"],
        )
    except Refusal as refusal:
        return {"kind": "refused", "name": file.name, "message": str(refusal)}
    return {"name": file.name} | _told(arrival, user)


MESSAGES = {
    "stored": _("Stored. Readers see it when its first page has been checked."),
    "cleared": _("Stored, and its first page checked."),
    "internal": _(
        "Stored. It is for internal circulation: readers see it in a members-only collection alone."
    ),
    "withheld": _(
        "Withheld: its first page bears what looks like a mark of a state secret. Read what to do at once."
    ),
    "replaced": _("The document that was there has got this file as its newest version."),
    "skipped": _("Skipped: it is there already."),
    "clash": _("This file is there already. Choose what to do with it."),
}


def _kind(arrival: Arrival) -> str:
    """Return what to tell of a file: of a stored one, what its first page was found to be."""
    if arrival.kind not in ("stored", "replaced"):
        return arrival.kind
    # The check ran when the transaction ended, on another instance of the row.
    arrival.document.refresh_from_db()
    if arrival.document.check_state == CheckState.WITHHELD:
        return "withheld"
    if arrival.kind == "replaced" or arrival.document.check_state != CheckState.CLEARED:
        return arrival.kind
    return "internal" if arrival.document.is_internal else "cleared"


def _told(arrival: Arrival, user) -> dict:
    kind = _kind(arrival)
    told = {
        "kind": kind,
        "message": str(MESSAGES[kind]),
        "clashes": [
            _named(clash.document, user)
            | {"why": gettext("same content") if clash.same_content else gettext("same file name")}
            for clash in arrival.clashes
        ],
    }
    return told | (_named(arrival.document, user) if arrival.document else {})


def _named(document: PortalDocument, user) -> dict:
    """Return a document's title, and its address in the admin where this person may go there."""
    is_kept = guard.kept_by(user).filter(pk=document.pk).exists()
    return {
        "title": document.title,
        "url": reverse("document_custody", args=[document.pk]) if is_kept else "",
    }
