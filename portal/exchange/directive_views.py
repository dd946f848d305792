"""Bringing registers of directives in, in the admin: upload, columns, check, confirmation, progress, report."""

from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import require_admin_access

from portal.base.files import content_disposition
from portal.base.models import WorkerHeartbeat
from portal.exchange import register_carrying, register_intake
from portal.exchange.directive_forms import ColumnsForm, RegisterForm
from portal.exchange.models import DirectiveImport
from portal.exchange.register_mapping import Headings, told_missing
from portal.exchange.register_report import KINDS, STATES, summary
from portal.exchange.register_table import LIMITS, MEGABYTE
from portal.exchange.register_template import template

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
State = DirectiveImport.State


@require_admin_access
def begin_import(request):
    """Show the form; keep the register of a filled one and have it checked."""
    libraries = register_carrying.libraries_for(request.user)
    if not libraries:
        raise PermissionDenied(_("You may not import directives."))
    form = RegisterForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        initial={"library": request.GET.get("library")},
    )
    if request.method == "POST" and form.is_valid() and (record := _begun(form, request.user)):
        return redirect("directive_import", record.pk)
    recent = DirectiveImport.objects.filter(library__in=libraries).select_related("library", "made_by")
    return render(
        request,
        "exchange/import_directives.html",
        {"form": form, "recent": recent[:20], "page_title": _("Import directives")},
        status=422 if form.is_bound and form.errors else 200,
    )


def _begun(form: RegisterForm, user) -> DirectiveImport | None:
    given = form.cleaned_data
    if given["register"].size > LIMITS.bytes:
        form.add_error(
            "register", _("The file is larger than %(most)d MB.") % {"most": LIMITS.bytes // MEGABYTE}
        )
        return None
    with _on_disk(given["register"]) as path:
        try:
            record = register_intake.begin(
                path,
                given["register"].name,
                library=given["library"],
                user=user,
                reason=given["reason"],
                archive=given["archive"],
                adds_bodies=given["adds_bodies"],
            )
        except register_intake.Refused as refusal:
            form.add_error("register", str(refusal))
            return None
    if record.is_running:
        register_carrying.enqueue(record)
    return record


@contextmanager
def _on_disk(upload):
    with NamedTemporaryFile(prefix="portal-") as copy:
        for part in upload.chunks():
            copy.write(part)
        copy.flush()
        yield Path(copy.name)


def _record(request, import_id: int) -> DirectiveImport:
    record = get_object_or_404(DirectiveImport.objects.select_related("library", "made_by"), pk=import_id)
    if not register_carrying.may_import_into(record.library, request.user):
        raise Http404("no such import")
    return record


@require_admin_access
@require_safe
def show_import(request, import_id: int):
    """Show how far an import has come, and what can be done next."""
    return _shown(request, _record(request, import_id))


def _shown(request, record: DirectiveImport, form: ColumnsForm | None = None, status: int = 200):
    headings = Headings.from_json(record.headings)
    if form is None:
        form = ColumnsForm(headings=headings, initial={"adds_bodies": record.adds_bodies})
    heartbeat = WorkerHeartbeat.newest()
    return render(
        request,
        "exchange/directive_import.html",
        {
            "record": record,
            "form": form,
            "missing": told_missing(headings.missing) if headings.missing else "",
            "summary": summary(record.counts, is_written=record.state == State.DONE) if record.counts else "",
            "messages_of_rows": _told(record.first_messages),
            "bad_rows": record.counts.get("error", 0),
            "may_change": record.state in (State.MAPPING, State.CHECKED) and not record.is_confirmed,
            "is_offline": record.is_running and (heartbeat is None or heartbeat.is_silent),
            "progress": _progress(record),
            "page_title": _("Import directives"),
        },
        status=status,
    )


def _told(rows: list[dict]) -> list[dict]:
    return [
        {
            "number": row["number"],
            "state": STATES.get(row["state"], ""),
            "messages": [{"kind": KINDS[kind], "text": text} for kind, text in row["messages"]],
        }
        for row in rows
    ]


def _progress(record: DirectiveImport) -> dict:
    done = record.position if record.state == State.WRITING else record.total or 0
    total = record.total if record.state == State.WRITING else None
    told = (
        _("%(done)d of %(total)d rows written") % {"done": done, "total": total}
        if total
        else _("%(done)d rows checked") % {"done": done}
    )
    return {"is_running": record.is_running, "done": done, "total": total, "told": told}


@require_admin_access
@require_safe
def import_progress(request, import_id: int):
    """Answer with how far an import has come, for the page that shows it."""
    return JsonResponse(_progress(_record(request, import_id)))


@require_admin_access
@require_POST
def change_columns(request, import_id: int):
    """Have a register checked again with the columns as a person tells them."""
    record = _record(request, import_id)
    if record.state not in (State.MAPPING, State.CHECKED) or record.is_confirmed:
        return redirect("directive_import", record.pk)
    form = ColumnsForm(request.POST, headings=Headings.from_json(record.headings))
    if not form.is_valid():
        return _shown(request, record, form, status=422)
    register_intake.check_anew(
        record, headings=form.chosen_headings().as_json(), adds_bodies=form.cleaned_data["adds_bodies"]
    )
    if record.is_running:
        register_carrying.enqueue(record)
    return redirect("directive_import", record.pk)


@require_admin_access
@require_POST
def confirm_import(request, import_id: int):
    """Have the directives of a checked register written."""
    record = _record(request, import_id)
    skips = request.POST.get("skips_bad_rows") == "on"
    if record.may_be_confirmed and (skips or not record.counts.get("error")):
        # Once, however often the button is pressed.
        begun = DirectiveImport.objects.filter(pk=record.pk, state=State.CHECKED, is_confirmed=False).update(
            is_confirmed=True, skips_bad_rows=skips, state=State.WRITING, position=0, counts={}, problem=""
        )
        if begun:
            register_carrying.enqueue(record)
    return redirect("directive_import", record.pk)


@require_admin_access
@require_POST
def resume_import(request, import_id: int):
    """Let an import that stopped go on where it stopped."""
    record = _record(request, import_id)
    begun = DirectiveImport.objects.filter(pk=record.pk, state=State.FAILED).update(position=F("position"))
    if begun:
        register_intake.resume(record)
        register_carrying.enqueue(record)
    return redirect("directive_import", record.pk)


@require_admin_access
@require_safe
def download_report(request, import_id: int):
    record = _record(request, import_id)
    if not record.report:
        raise Http404("no report yet")
    with record.report.open("rb") as stream:
        return _download(stream.read(), f"{_('report')}-{record.file_name.rpartition('.')[0]}.xlsx")


@require_admin_access
@require_safe
def download_template(request):
    if not register_carrying.libraries_for(request.user):
        raise PermissionDenied(_("You may not import directives."))
    return _download(template(), f"{_('register of directives')}.xlsx")


def _download(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=WORKBOOK)
    response["Content-Disposition"] = content_disposition(name, inline=False)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def address_for(library) -> str:
    """Return the address at which a register is brought into a library."""
    return f"{reverse('import_directives')}?library={library.pk}"
