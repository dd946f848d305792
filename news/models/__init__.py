from news.models.album import AlbumPage
from news.models.album_index import AlbumIndexPage
from news.models.announcement import AnnouncementFile, AnnouncementPage
from news.models.announcement_index import AnnouncementIndexPage
from news.models.announcement_kind import AnnouncementKind
from news.models.article import ArticlePage, ChangeNote
from news.models.calendar_page import CalendarPage
from news.models.index import NewsIndexPage
from news.models.photo import Photo
from news.models.topic import Topic

__all__ = [
    "AlbumIndexPage",
    "AlbumPage",
    "AnnouncementFile",
    "AnnouncementIndexPage",
    "AnnouncementKind",
    "AnnouncementPage",
    "ArticlePage",
    "CalendarPage",
    "ChangeNote",
    "NewsIndexPage",
    "Photo",
    "Topic",
]
