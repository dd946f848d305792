from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BaseConfig(AppConfig):
    name = "portal.base"
    label = "base"
    verbose_name = _("portal")

    def ready(self):
        from portal.base import signals  # noqa: F401  connects its receivers
