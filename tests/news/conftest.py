from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import ArticlePage, NewsIndexPage


@pytest.fixture
def news(site_tree) -> NewsIndexPage:
    return site_tree.news


@pytest.fixture
def write_article(news):
    """Return a function that publishes an article `days` ago."""

    def write(title: str, days: int = 0, parent=None, **fields) -> ArticlePage:
        published = timezone.now() - timedelta(days=days)
        article = ArticlePage(
            title=title, first_published_at=published, last_published_at=published, **fields
        )
        (parent or news).add_child(instance=article)
        return article

    return write
