"""Albums and their photos: order, hiding, lists, the album's pages and its ZIP."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageLogEntry

from news import photos
from news.models import AlbumIndexPage, AlbumPage, Photo
from portal.base.models import PortalImage

pytestmark = pytest.mark.django_db


def order_of(album) -> list[int]:
    return list(album.all_photos().values_list("pk", flat=True))


@pytest.fixture
def editor(make_user):
    return make_user("bien-tap-anh", is_superuser=True)


@pytest.fixture
def album(make_album) -> AlbumPage:
    return make_album("Hội nghị sơ kết", count=4)


def test_publishing_an_older_draft_takes_nothing_back_of_the_photos(album, editor, drawn_image):
    draft = album.save_revision()
    first, second, third, fourth = album.all_photos()
    added = photos.add_photo(album, drawn_image("Thêm", colour=(9, 9, 9)), caption="Ảnh thêm", user=editor)
    photos.hide_photo(second, user=editor, reason="Người trong ảnh đề nghị")
    photos.take_photo_out(third, user=editor)
    wanted = [added.pk, first.pk, second.pk, fourth.pk]
    photos.reorder(album, wanted, order_of(album), user=editor)
    photos.choose_cover(fourth, user=editor)
    draft.publish()
    album = AlbumPage.objects.get(pk=album.pk)
    assert order_of(album) == wanted
    assert Photo.objects.get(pk=second.pk).is_hidden
    assert PortalImage.objects.get(pk=second.image_id).is_hidden
    assert album.image_id == fourth.image_id


def test_of_two_editors_who_reorder_at_once_the_second_is_told_and_nothing_is_lost(album, editor):
    seen = order_of(album)
    theirs = [*reversed(seen)]
    photos.reorder(album, theirs, seen, user=editor)
    mine = [seen[1], seen[0], *seen[2:]]
    with pytest.raises(photos.OrderChanged, match="."):
        photos.reorder(album, mine, seen, user=editor)
    assert order_of(album) == theirs


@pytest.mark.parametrize("damage", ["missing", "twice", "foreign"])
def test_an_order_that_is_no_order_of_the_album_changes_nothing(album, editor, make_album, damage):
    seen = order_of(album)
    wrong = {
        "missing": seen[1:],
        "twice": [seen[0], *seen[:-1]],
        "foreign": [make_album("Khác", count=1).all_photos().get().pk, *seen[1:]],
    }[damage]
    with pytest.raises(ValidationError):
        photos.reorder(album, wrong, seen, user=editor)
    assert order_of(album) == seen


def test_the_same_photo_comes_into_an_album_once(album, editor, drawn_image):
    first = album.all_photos().first()
    with pytest.raises(photos.AlreadyInAlbum) as refusal:
        photos.add_photo(album, first.image, user=editor)
    assert first.caption in str(refusal.value)
    # The same bytes, uploaded once more.
    again = drawn_image("Tải lại", colour=(1, 10, 20), size=(600, 400))
    with pytest.raises(photos.AlreadyInAlbum):
        photos.add_photo(album, again, user=editor)
    assert album.photos.count() == 4


def test_what_is_done_with_photos_is_logged_on_the_album(album, editor, drawn_image):
    photo = photos.add_photo(album, drawn_image("Mới", colour=(7, 7, 7)), user=editor)
    photos.change_photo(photo, user=editor, caption="Lời mới")
    photos.hide_photo(photo, user=editor, reason="Đề nghị gỡ ảnh")
    photos.show_photo(photo, user=editor)
    photos.choose_cover(photo, user=editor)
    photos.reorder(album, [*reversed(order_of(album))], order_of(album), user=editor)
    photos.take_photo_out(photo, user=editor)
    entries = PageLogEntry.objects.filter(page=album.pk, user=editor).order_by("timestamp", "pk")
    ours = [entry for entry in entries if "photo" in entry.action or "cover" in entry.action]
    assert [entry.action for entry in ours] == [
        *(photos.ADDED, photos.CHANGED, photos.HIDDEN, photos.SHOWN),
        *(photos.COVER_CHOSEN, photos.REORDERED, photos.TAKEN_OUT),
    ]
    assert "Đề nghị gỡ ảnh" in str(ours[2].message) and ours[2].comment == "Đề nghị gỡ ảnh"
    assert all(entry.message for entry in ours)


def test_a_photo_is_hidden_with_a_reason_or_not_at_all(album, editor):
    photo = album.all_photos().first()
    for reason in ("", "   ", "x" * 501):
        with pytest.raises(ValidationError):
            photos.hide_photo(photo, user=editor, reason=reason)
    assert not Photo.objects.get(pk=photo.pk).is_hidden


def test_a_hidden_cover_gives_its_place_to_another_and_takes_it_back(album, editor):
    first, second, *_others = album.all_photos()
    photos.choose_cover(second, user=editor)
    photos.hide_photo(second, user=editor, reason="Đề nghị")
    assert AlbumPage.objects.get(pk=album.pk).image_id == first.image_id
    photos.show_photo(second, user=editor)
    assert AlbumPage.objects.get(pk=album.pk).image_id == second.image_id


def test_a_hidden_photo_is_neither_cover_nor_taken_out(album, editor):
    photo = album.all_photos().first()
    photos.hide_photo(photo, user=editor, reason="Đề nghị")
    for refused in (photos.choose_cover, photos.take_photo_out):
        with pytest.raises(ValidationError):
            refused(photo, user=editor)
    assert Photo.objects.get(pk=photo.pk).is_hidden


def test_a_picture_hidden_in_one_album_is_hidden_in_all(album, editor, make_album):
    other = make_album("Album khác", count=0, held_on=date(2025, 1, 1))
    photo = album.all_photos().first()
    twin = photos.add_photo(other, photo.image, user=editor)
    photos.hide_photo(photo, user=editor, reason="Đề nghị")
    assert Photo.objects.get(pk=twin.pk).is_hidden
    assert AlbumPage.objects.get(pk=other.pk).image is None
    late = make_album("Album sau", count=0)
    photo.image.refresh_from_db()
    assert photos.add_photo(late, photo.image, user=editor).is_hidden
    photos.show_photo(twin, user=editor)
    assert not Photo.objects.filter(is_hidden=True).exists()


def test_an_album_keeps_two_thousand_photos_in_order(make_album, editor, drawn_image):
    album = make_album("Đại hội", count=0)
    images = PortalImage.objects.bulk_create(
        PortalImage(title=f"Ảnh {n}", file="a.png", width=4, height=3, collection_id=1) for n in range(2000)
    )
    Photo.objects.bulk_create(Photo(album=album, image=image, sort_order=n) for n, image in enumerate(images))
    seen = order_of(album)
    photos.reorder(album, [*reversed(seen)], seen, user=editor)
    assert order_of(album) == [*reversed(seen)]


def test_sections_of_albums_hold_albums_alone(albums):
    assert list(AlbumIndexPage.creatable_subpage_models()) == [AlbumPage]


def pages_of(client, album) -> str:
    return client.get(album.url).content.decode()


def test_the_album_and_each_of_its_photos_have_a_page(client, album):
    text = pages_of(client, album)
    first, second, third, fourth = album.all_photos()
    for photo in (first, second, third, fourth):
        address = f"{album.url}anh/{photo.pk}/"
        assert f'href="{address}"' in text
        assert photo.caption in client.get(address).content.decode()
    middle = client.get(f"{album.url}anh/{second.pk}/").content.decode()
    assert f'rel="prev" href="{album.url}anh/{first.pk}/"' in middle
    assert f'rel="next" href="{album.url}anh/{third.pk}/"' in middle
    assert 'rel="next"' not in client.get(f"{album.url}anh/{fourth.pk}/").content.decode()
