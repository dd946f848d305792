"""New directives in the admin, begun from what texts say of them or from their file; the editor confirms."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.create import CreateView
from wagtail.permissions import page_permission_policy

from documents import drafting, guard
from documents.forms import DirectiveFileForm
from documents.intake import OnClash, Refusal, take_in
from documents.models import CheckState, DirectiveLibraryPage, DirectivePage
from portal.base.collections import collection_for


def libraries_for(user):
    """Return the libraries that a person may add directives to, in the order of the tree."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "add")
    return DirectiveLibraryPage.objects.filter(pk__in=pages.values("pk")).order_by("path")


class ProposedDirectiveView(CreateView):
    """Wagtail's form for a new directive, filled with a proposal; it is saved by Wagtail's own view.

    The address names the proposal: `ky-hieu` a symbol that texts cite, `tep` a file of the library.
    """

    def get(self, request):
        proposal = self._proposal(request)
        if proposal is None:
            return render(
                request,
                "documents/admin/reading_awaited.html",
                {
                    "page_title": gettext("Reading the file"),
                    "plain_url": reverse(
                        "wagtailadmin_pages:add", args=["documents", "directivepage", self.parent_page.pk]
                    ),
                },
            )
        proposal.give_to(self.page)
        if proposal.doubts:
            told = format_html_join("", "<li>{}</li>", ((doubt,) for doubt in proposal.doubts))
            messages.warning(
                request,
                format_html_join("", "{}<ul>{}</ul>", [(gettext("Please check the proposal:"), told)]),
            )
        return super().get(request)

    @staticmethod
    def _proposal(request):
        if key := request.GET.get("ky-hieu"):
            proposal = drafting.from_citations(key)
            if proposal is None:
                raise Http404(key)
            return proposal
        number = request.GET.get("tep", "")
        if not (number.isascii() and number.isdecimal() and len(number) < 10):
            raise Http404(number)
        document = get_object_or_404(guard.kept_by(request.user), pk=number)
        if document.check_state == CheckState.WITHHELD:
            raise PermissionDenied
        return drafting.from_document(document)


@require_admin_access
def propose_directive(request, library_id: int):
    return ProposedDirectiveView.as_view()(request, *_names(), library_id)


def _names() -> tuple[str, str]:
    content_type = ContentType.objects.get_for_model(DirectivePage)
    return content_type.app_label, content_type.model


@require_admin_access
def directive_from_file(request):
    """Take in the file of a directive, with the declaration before it, and lead to the form filled from it."""
    libraries = libraries_for(request.user)
    if not libraries.exists():
        raise PermissionDenied
    form = DirectiveFileForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        libraries=libraries,
        user=request.user,
        initial={"library": request.GET.get("thu-vien")},
    )
    clashes = []
    if request.method == "POST" and form.is_valid():
        library = form.cleaned_data["library"]
        try:
            arrival = take_in(
                form.cleaned_data["file"],
                collection=collection_for(library),
                user=request.user,
                on_clash=OnClash.ASK,
            )
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            if arrival.document:
                return redirect(_proposal_url(library, arrival.document))
            kept = guard.kept_by(request.user)
            clashes = [
                {"document": clash.document, "url": _proposal_url(library, clash.document)}
                for clash in arrival.clashes
                if kept.filter(pk=clash.document.pk).exists()
            ]
            form.add_error("file", gettext("This file is in the library already."))
    return render(
        request,
        "documents/admin/directive_from_file.html",
        {"page_title": gettext("Directive from a file"), "form": form, "clashes": clashes},
    )


def _proposal_url(library, document) -> str:
    return f"{reverse('propose_directive', args=[library.pk])}?{urlencode({'tep': document.pk})}"
