from news.models.announcement import AnnouncementFile, AnnouncementPage
from news.models.announcement_index import AnnouncementIndexPage
from news.models.announcement_kind import AnnouncementKind
from news.models.article import ArticlePage, ChangeNote
from news.models.calendar_page import CalendarPage
from news.models.index import NewsIndexPage
from news.models.topic import Topic

__all__ = [
    "AnnouncementFile",
    "AnnouncementIndexPage",
    "AnnouncementKind",
    "AnnouncementPage",
    "ArticlePage",
    "CalendarPage",
    "ChangeNote",
    "NewsIndexPage",
    "Topic",
]
