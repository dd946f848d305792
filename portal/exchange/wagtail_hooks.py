from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.exchange.forms import sections_for
from portal.exchange.views import import_articles


@hooks.register("register_admin_urls")
def register_import_urls():
    return [path("nhap-bai/", import_articles, name="import_articles")]


class ImportMenuItem(MenuItem):
    """Shown to those who may add an article to some news section."""

    def is_shown(self, request):
        return sections_for(request.user).exists()


@hooks.register("register_admin_menu_item")
def register_import_menu_item():
    return ImportMenuItem(_("Import from Word"), reverse("import_articles"), icon_name="upload", order=150)
