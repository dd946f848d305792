from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from news.models import (
    AlbumIndexPage,
    AlbumPage,
    AnnouncementIndexPage,
    AnnouncementKind,
    AnnouncementPage,
    ArticlePage,
    CalendarPage,
    NewsIndexPage,
)
from news.photos import add_photo


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


@pytest.fixture
def announcements(site_tree) -> AnnouncementIndexPage:
    return site_tree.home.add_child(
        instance=AnnouncementIndexPage(title="Thông báo", slug="thong-bao", show_in_menus=True)
    )


@pytest.fixture
def calendar(site_tree) -> CalendarPage:
    return site_tree.home.add_child(instance=CalendarPage(title="Lịch công tác", slug="lich-cong-tac"))


@pytest.fixture
def announce(announcements):
    """Return a function that publishes an announcement."""

    def write(title: str, kind: str = "Thông báo", parent=None, **fields) -> AnnouncementPage:
        page = AnnouncementPage(
            title=title, kind=AnnouncementKind.objects.get_or_create(name=kind)[0], **fields
        )
        (parent or announcements).add_child(instance=page)
        page.save_revision().publish()
        return AnnouncementPage.objects.get(pk=page.pk)

    return write


@pytest.fixture
def clock(monkeypatch):
    """Return a function that moves the clock to a minute of 2026, given as `dd/mm HH:MM`."""

    def move(moment: str) -> datetime:
        now = at(moment)
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    return move


def at(moment: str) -> datetime:
    """Return a minute of 2026, given as `dd/mm HH:MM`."""
    return timezone.make_aware(datetime.strptime(f"2026/{moment}", "%Y/%d/%m %H:%M"))


@pytest.fixture
def albums(site_tree) -> AlbumIndexPage:
    return site_tree.home.add_child(
        instance=AlbumIndexPage(title="Thư viện ảnh", slug="thu-vien-anh", show_in_menus=True)
    )


@pytest.fixture
def make_album(albums, drawn_image):
    """Return a function that publishes an album with some photos of one colour each."""

    def make(title: str, count: int = 3, parent=None, collection=None, **fields) -> AlbumPage:
        page = (parent or albums).add_child(instance=AlbumPage(title=title, **fields))
        page.save_revision().publish()
        for number in range(count):
            size = ((600, 400), (400, 600), (800, 450))[number % 3]
            colour = (1 + number % 250, 10, 20 + number // 250)
            image = drawn_image(f"{title} {number + 1}", colour=colour, size=size, collection=collection)
            add_photo(page, image, caption=f"Lời ảnh {number + 1} của {title}")
        return AlbumPage.objects.get(pk=page.pk)

    return make
