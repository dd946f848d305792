from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("news")

    def ready(self):
        from news import signals  # noqa: F401  connects its receivers
        from news.search import ALBUMS, ANNOUNCEMENTS, ARTICLES
        from portal.search.scopes import register

        register(ARTICLES)
        register(ANNOUNCEMENTS)
        register(ALBUMS)
