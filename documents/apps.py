from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("documents")

    def ready(self):
        from documents import signals  # noqa: F401  connects its receivers
        from documents.search import DIRECTIVES, DOCUMENTS
        from portal.search.scopes import register

        register(DIRECTIVES)
        register(DOCUMENTS)
