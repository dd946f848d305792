from django.contrib import messages
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.permissions import page_permission_policy, policy_registry, register_permission_policy

from documents import guard, outdated
from documents.inspection import MarkKind, find_marks
from documents.models import DirectivePage, PortalDocument
from documents.permissions import CustodyPolicy
from documents.views import citation_reports, custody, drafting, relations, upload
from portal.base.log_actions import register_sentences

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
        path("van-ban/tu-tep/", drafting.directive_from_file, name="directive_from_file"),
        path("van-ban/them/<int:library_id>/", drafting.propose_directive, name="propose_directive"),
        path("van-ban/chua-co/", citation_reports.missing, name="missing_directives"),
        path("van-ban/het-hieu-luc/", citation_reports.outdated_citations, name="outdated_citations"),
        path("van-ban/<int:page_id>/quan-he/", relations.relations, name="directive_relations"),
        path(
            "van-ban/<int:page_id>/quan-he/<int:relation_id>/bo/",
            relations.take_away,
            name="take_directive_relation_away",
        ),
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


class DirectiveReportMenuItem(MenuItem):
    """Shown to those who work on pages."""

    def is_shown(self, request):
        return page_permission_policy.user_has_any_permission(request.user, ["add", "change", "publish"])


@hooks.register("register_reports_menu_item")
def register_missing_directives_menu_item():
    return DirectiveReportMenuItem(
        _("Directives cited, not yet in the library"),
        reverse("missing_directives"),
        icon_name="link",
        order=310,
    )


@hooks.register("register_reports_menu_item")
def register_outdated_citations_menu_item():
    return DirectiveReportMenuItem(
        _("Texts that cite directives no longer in force"),
        reverse("outdated_citations"),
        icon_name="warning",
        order=320,
    )


class DirectiveFromFileMenuItem(MenuItem):
    """Shown to those who may add a directive to some library."""

    def is_shown(self, request):
        return drafting.libraries_for(request.user).exists()


@hooks.register("register_admin_menu_item")
def register_directive_from_file_menu_item():
    return DirectiveFromFileMenuItem(
        _("Directive from a file"), reverse("directive_from_file"), icon_name="doc-full", order=151
    )


@hooks.register("register_page_header_buttons")
def add_relations_button(page, user, view_name, next_url=None):
    if isinstance(page, DirectivePage) and page.pk and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Relations"), reverse("directive_relations", args=[page.pk]), icon_name="link", priority=12
        )


@hooks.register("register_log_actions")
def register_relation_actions(actions):
    sentences = {
        relations.ADDED: (_("Add a relation"), _("Relation added: %(relation)s")),
        relations.TAKEN_AWAY: (_("Take a relation away"), _("Relation taken away: %(relation)s")),
    }
    register_sentences(actions, sentences)


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


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def warn_of_outdated_citations(request, page):
    """Say, without blocking, when a text cites what is no longer in force on its date."""
    found = outdated.cited_in_draft(page)
    if found:
        names = "; ".join(
            f"{each.directive.title} ({each.directive.get_validity_display().lower()})" for each in found
        )
        messages.warning(
            request,
            gettext("On its date, the text cites directives that were no longer in force: %(names)s.")
            % {"names": names},
        )
