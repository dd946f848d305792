from django.contrib import messages
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry, register_permission_policy

from documents import guard
from documents.inspection import MarkKind, find_marks
from documents.models import PortalDocument
from documents.permissions import CustodyPolicy
from documents.views import custody, upload

# For the exact class: Wagtail registers its own rule for documents, too, and may come later.
register_permission_policy(
    PortalDocument,
    CustodyPolicy(PortalDocument, auth_model="wagtaildocs.Document", owner_field_name="uploaded_by_user"),
    exact_class=True,
)


@hooks.register("register_admin_urls")
def register_document_urls():
    to_upload = RedirectView.as_view(pattern_name="upload_documents", query_string=True)
    return [
        # Wagtail's own ways of adding lead to ours, which asks for the declaration and sees clashes.
        path("documents/add/", to_upload),
        path("documents/multiple/add/", to_upload),
        path("kho-tai-lieu/", custody.overview, name="document_overview"),
        path("kho-tai-lieu/tai-len/", upload.upload_documents, name="upload_documents"),
        path("kho-tai-lieu/<int:document_id>/", custody.custody, name="document_custody"),
        path(
            "kho-tai-lieu/<int:document_id>/phien-ban/<int:number>/",
            custody.download_version,
            name="document_version",
        ),
        path(
            "kho-tai-lieu/<int:document_id>/phien-ban/<int:number>/khoi-phuc/",
            custody.restore,
            name="restore_document_version",
        ),
        path("kho-tai-lieu/<int:document_id>/<slug:action>/", custody.act, name="document_action"),
    ]


class DocumentStateMenuItem(MenuItem):
    def is_shown(self, request):
        return policy_registry.get_by_type(PortalDocument).user_has_any_permission(
            request.user, ["add", "change", "delete"]
        )


@hooks.register("register_reports_menu_item")
def register_document_state_menu_item():
    return DocumentStateMenuItem(
        _("State of the documents"), reverse("document_overview"), icon_name="doc-full-inverse", order=300
    )


class AwaitingDocumentsPanel(Component):
    """Says on the dashboard that files which this person keeps wait for a decision, perhaps of somebody else."""

    name = "awaiting_documents"
    template_name = "documents/admin/awaiting.html"
    order = 20

    def __init__(self, count: int):
        self.count = count

    def get_context_data(self, parent_context):
        return {"count": self.count}


@hooks.register("construct_homepage_panels")
def add_awaiting_documents_panel(request, panels):
    count = guard.awaiting_decision(guard.kept_by(request.user)).count()
    if count:
        panels.append(AwaitingDocumentsPanel(count))


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def warn_of_marks(request, page):
    """Say at once when a text bears what looks like a mark of a state secret."""
    text = page.plain_text() if hasattr(page, "plain_text") else ""
    mark = next((mark for mark in find_marks(text) if mark.kind is MarkKind.SECRET), None)
    if mark:
        messages.warning(
            request,
            gettext(
                "The text holds “%(mark)s”, which looks like a mark of a state secret. Secrets must not be kept on "
                "this portal: if it is one, delete the page and tell the person in charge at once."
            )
            % {"mark": mark.surface},
        )
