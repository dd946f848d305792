"""The keeping of documents in the admin: their state, versions and decisions."""

import mimetypes

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.models import Collection

from documents import guard, reading
from documents.forms import ReasonForm, ReplaceForm
from documents.intake import Refusal, replace_file, restore_version
from documents.models import CheckState, DestroyedFile, DocumentVersion, PortalDocument, ReadingState
from portal.base.files import content_disposition, send_file
from portal.base.pagination import paginated

PAGE_SIZE = 30
# Documents that want a person or are under way come before the others.
SHOWN_FIRST = {
    "attention": _("Need a decision"),
    "underway": _("Being read"),
    "failed": _("Could not be read"),
    "all": _("All"),
}


def _selected(documents, choice: str):
    if choice == "attention":
        return guard.awaiting_decision(documents)
    if choice == "underway":
        return documents.filter(reading_state__in=(ReadingState.WAITING, ReadingState.RUNNING))
    if choice == "failed":
        return documents.filter(reading_state__in=(ReadingState.FAILED, ReadingState.INCOMPLETE))
    return documents


@require_admin_access
@require_safe
def overview(request):
    """List documents with how far their reading has come; a script asks for the rows again while some are read."""
    documents = guard.kept_by(request.user).select_related("collection").order_by("-created_at")
    choice = request.GET.get("xem") if request.GET.get("xem") in SHOWN_FIRST else "all"
    context = {
        "rows": paginated(request, _selected(documents, choice), PAGE_SIZE),
        "underway": _selected(documents, "underway").exists(),
    }
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return render(request, "documents/admin/overview_rows.html", context)
    context |= {
        "page_title": gettext("State of the documents"),
        "choices": [
            {
                "name": name,
                "label": label,
                "count": _selected(documents, name).count(),
                "is_current": name == choice,
            }
            for name, label in SHOWN_FIRST.items()
        ],
        "destroyed": (
            DestroyedFile.objects.select_related("destroyed_by")[:PAGE_SIZE]
            if request.user.has_perm("documents.decide_withheld")
            else []
        ),
    }
    return render(request, "documents/admin/overview.html", context)


def _document(request, document_id: int) -> PortalDocument:
    return get_object_or_404(guard.kept_by(request.user), pk=document_id)


@require_admin_access
@require_safe
def custody(request, document_id: int):
    """Show a document's state, versions and decisions, and what this person may do."""
    document = _document(request, document_id)
    user = request.user
    may_change = document.is_editable_by_user(user)
    is_withheld = document.check_state == CheckState.WITHHELD
    context = {
        "page_title": document.title,
        "document": document,
        "versions": document.versions.select_related("made_by"),
        "decisions": document.decisions.select_related("decided_by"),
        "may_change": may_change,
        "may_examine": document.may_be_examined_by(user),
        "may_clear": document.check_state == CheckState.UNREADABLE and document.may_be_examined_by(user),
        "may_release": is_withheld and document.may_be_examined_by(user),
        "may_destroy": guard.may_destroy(document, user),
        "is_withheld": is_withheld,
        "misplaced": guard.is_misplaced(document),
        "members_collections": guard.members_collections(user) if may_change else [],
        "may_retry": may_change and document.reading_state in (ReadingState.FAILED, ReadingState.INCOMPLETE),
        "replace_form": ReplaceForm(),
        "reason_form": ReasonForm(),
    }
    return render(request, "documents/admin/custody.html", context)


@require_admin_access
@require_POST
def act(request, document_id: int, action: str):
    """Carry out one of the actions that the page of a document offers."""
    document = _document(request, document_id)
    actions = {
        "thay": _replace,
        "doc-lai": _retry,
        "da-xem": _clear,
        "bao-nham": _release,
        "chuyen": _move,
        "huy": _destroy,
    }
    if action not in actions:
        raise Http404(action)
    try:
        done = actions[action](request, document)
    except (Refusal, guard.NotAllowed) as error:
        messages.error(request, str(error))
        return redirect("document_custody", document.pk)
    except guard.BytesRemain as error:
        messages.error(request, str(error))
        return redirect("document_overview")
    messages.success(request, done)
    return redirect("document_overview") if action == "huy" else redirect("document_custody", document.pk)


def _replace(request, document) -> str:
    form = ReplaceForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refusal(" ".join(error for errors in form.errors.values() for error in errors))
    replace_file(document, form.cleaned_data["file"], user=request.user, reason=form.cleaned_data["reason"])
    return gettext("The file is replaced; the old one stays as a version.")


def _retry(request, document) -> str:
    if not document.is_editable_by_user(request.user):
        raise guard.NotAllowed(gettext("You may not change this file."))
    reading.retry(document)
    return gettext("The file waits to be read again.")


def _clear(request, document) -> str:
    guard.clear_by_person(document, user=request.user)
    return gettext("It is on record that you found no mark. Readers can see the file now.")


def _release(request, document) -> str:
    guard.release(document, user=request.user, reason=request.POST.get("reason", ""))
    return gettext("The file is released; your reason is on record.")


def _move(request, document) -> str:
    collection = get_object_or_404(Collection, pk=request.POST.get("collection") or 0)
    guard.move_to_members(document, collection, user=request.user)
    return gettext("The file stands in “%(collection)s” now.") % {"collection": collection.name}


def _destroy(request, document) -> str:
    if request.POST.get("confirmation", "").strip().casefold() != gettext("destroy").casefold():
        raise guard.NotAllowed(gettext("Type the word as it is asked for, to confirm."))
    guard.destroy(document, user=request.user)
    return gettext("The file and everything made of it are destroyed. Only time, account and hash are kept.")


@require_admin_access
@require_POST
def restore(request, document_id: int, number: int):
    document = _document(request, document_id)
    version = get_object_or_404(DocumentVersion, document=document, number=number)
    try:
        restore_version(version, user=request.user, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("Version %(number)d is the newest again.") % {"number": number})
    return redirect("document_custody", document.pk)


@require_admin_access
@require_safe
def download_version(request, document_id: int, number: int):
    """Send one version of a document to those who may change it, or have to examine it."""
    document = _document(request, document_id)
    version = get_object_or_404(DocumentVersion, document=document, number=number)
    if not document.may_be_examined_by(request.user):
        raise Http404("not for this person")
    content_type = mimetypes.guess_type(version.original_name)[0] or "application/octet-stream"
    return send_file(
        request,
        version.file,
        content_type=content_type,
        etag=version.sha256,
        disposition=content_disposition(version.original_name, inline=content_type == "application/pdf"),
        public=False,
    )
