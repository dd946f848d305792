from news.models.article import ArticlePage, ChangeNote
from news.models.index import NewsIndexPage
from news.models.topic import Topic

__all__ = ["ArticlePage", "ChangeNote", "NewsIndexPage", "Topic"]
