"""Articles, announcements and albums as kinds of things to find."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from news.models import AlbumPage, AnnouncementPage, ArticlePage, Photo
from portal.search.pages import page_hit, page_scope
from portal.search.scopes import Hit


def album_hits(request, albums, query) -> list[Hit]:
    """Show albums by their titles; for a query, also by what the reader can read of the photos in them."""
    captions = defaultdict(list)
    albums = list(albums)
    if query:
        photos = Photo.objects.visible_to(request).in_order().exclude(caption="")
        keys = {album.alias_of_id or album.pk for album in albums}
        for album, caption in photos.filter(album__in=keys).values_list("album", "caption"):
            captions[album].append(caption)
    hits = []
    for album in albums:
        texts = [*album.own_text_parts()[1:], *captions[album.alias_of_id or album.pk]] if query else ()
        hits.append(page_hit(request, album, None, date=album.held_on, text="\n".join(filter(None, texts))))
    return hits


def announcement_hits(request, announcements, query) -> list[Hit]:
    """Show announcements by their titles and kinds; those that have ended and events that are off say so."""
    return [
        page_hit(
            request, announcement, query, kind=announcement.kind.name, notes=tuple(_states(announcement))
        )
        for announcement in announcements
    ]


def _states(announcement: AnnouncementPage) -> Iterator[str]:
    if announcement.is_cancelled:
        yield gettext("Cancelled")
    if announcement.has_ended:
        yield gettext("Ended")


ARTICLES = page_scope("tin-bai", _("News"), 10, ArticlePage)
ANNOUNCEMENTS = page_scope(
    "thong-bao", _("Announcements"), 15, AnnouncementPage, hits=announcement_hits, shown_with=("kind",)
)
ALBUMS = page_scope("album", _("Albums"), 17, AlbumPage, hits=album_hits)
