"""Articles and announcements as kinds of things to find."""

from django.utils.translation import gettext_lazy as _

from news.models import AnnouncementPage, ArticlePage
from portal.search.pages import page_scope

ARTICLES = page_scope("tin-bai", _("News"), 10, ArticlePage)
ANNOUNCEMENTS = page_scope("thong-bao", _("Announcements"), 15, AnnouncementPage)
