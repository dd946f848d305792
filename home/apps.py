from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("home and plain pages")

    def ready(self):
        from home.search import MODELS
        from portal.search.scopes import register

        register(MODELS)
