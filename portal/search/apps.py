from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "portal.search"
    label = "search"
    verbose_name = _("search")

    def ready(self):
        from portal.search import checks  # noqa: F401  registers itself
        from portal.search.pages import PAGES
        from portal.search.scopes import register

        register(PAGES)
