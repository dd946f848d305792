from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from documents.models import DirectiveLibraryPage
from portal.base.log_actions import register_sentences
from portal.exchange import directive_views
from portal.exchange.forms import sections_for
from portal.exchange.register_carrying import libraries_for, may_import_into
from portal.exchange.register_writing import IMPORTED
from portal.exchange.views import import_articles


@hooks.register("register_admin_urls")
def register_import_urls():
    one = "nhap-van-ban/<int:import_id>/"
    return [
        path("nhap-bai/", import_articles, name="import_articles"),
        path("nhap-van-ban/", directive_views.begin_import, name="import_directives"),
        path("nhap-van-ban/mau/", directive_views.download_template, name="register_template"),
        path(one, directive_views.show_import, name="directive_import"),
        path(f"{one}tien-do/", directive_views.import_progress, name="directive_import_progress"),
        path(f"{one}cot/", directive_views.change_columns, name="directive_import_columns"),
        path(f"{one}ghi/", directive_views.confirm_import, name="confirm_directive_import"),
        path(f"{one}tiep-tuc/", directive_views.resume_import, name="resume_directive_import"),
        path(f"{one}bao-cao/", directive_views.download_report, name="directive_import_report"),
    ]


class ImportMenuItem(MenuItem):
    """Shown to those who may add an article to some news section."""

    def is_shown(self, request):
        return sections_for(request.user).exists()


class ImportDirectivesMenuItem(MenuItem):
    """Shown to those who may bring registers into some library."""

    def is_shown(self, request):
        return bool(libraries_for(request.user))


@hooks.register("register_admin_menu_item")
def register_import_menu_item():
    return ImportMenuItem(_("Import from Word"), reverse("import_articles"), icon_name="upload", order=150)


@hooks.register("register_admin_menu_item")
def register_import_directives_menu_item():
    return ImportDirectivesMenuItem(
        _("Import directives"), reverse("import_directives"), icon_name="table", order=151
    )


@hooks.register("register_page_header_buttons")
def offer_import(page, user, view_name, next_url=None):
    """Offer the import where a library is listed or edited."""
    if isinstance(page.specific_deferred, DirectiveLibraryPage) and may_import_into(page.specific, user):
        yield Button(
            _("Import directives"), directive_views.address_for(page), icon_name="upload", priority=45
        )


@hooks.register("register_log_actions")
def register_import_action(actions):
    published = _("Published by the import of a register, without approval. Reason: %(reason)s")
    register_sentences(actions, {IMPORTED: (_("Import from a register"), published)})
