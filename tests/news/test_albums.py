"""Albums and their photos: order, hiding, lists, the album's pages and its ZIP."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import PageLogEntry

from news import photos
from news.models import AlbumIndexPage, AlbumPage, Photo
from portal.base.models import PortalImage
from portal.provision import roles

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


# --- the screen of the admin ---


def screen_of(album) -> str:
    return reverse("album_photos", args=[album.pk])


def filled(client, album) -> dict:
    """Return what a browser would send of the screen as it is shown."""
    response = client.get(screen_of(album))
    data = {"order": response.context["order"]}
    for _photo, form in response.context["rows"]:
        for field in form:
            value = field.value()
            data[field.html_name] = data[field.html_initial_name] = "" if value is None else value
    return data


def messages_of(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


@pytest.fixture
def desk(client, editor, provisioned):
    client.force_login(editor)
    return client


def test_editors_write_captions_order_and_cover_on_one_screen(desk, album):
    first, second, third, fourth = album.all_photos()
    data = filled(desk, album)
    data |= {
        f"anh-{fourth.pk}-position": 1,
        f"anh-{second.pk}-caption": "Lời mới",
        f"anh-{second.pk}-alt_text": "Mô tả mới",
        "cover": third.pk,
    }
    response = desk.post(screen_of(album), data, follow=True)
    assert order_of(album) == [fourth.pk, first.pk, second.pk, third.pk]
    second.refresh_from_db()
    assert (second.caption, second.alt_text) == ("Lời mới", "Mô tả mới")
    assert AlbumPage.objects.get(pk=album.pk).image_id == third.image_id
    assert "Đã lưu" in messages_of(response) or "saved" in messages_of(response)


def test_the_second_of_two_editors_keeps_what_they_typed(desk, album, editor):
    first, second, third, fourth = album.all_photos()
    data = filled(desk, album)
    theirs = [second.pk, first.pk, third.pk, fourth.pk]
    photos.reorder(album, theirs, order_of(album), user=editor)
    data |= {f"anh-{fourth.pk}-position": 1, f"anh-{first.pk}-caption": "Gõ dở"}
    response = desk.post(screen_of(album), data)
    assert order_of(album) == theirs
    # Nothing half done: the caption, too, waits for the next try, and stands in its field.
    first.refresh_from_db()
    assert first.caption != "Gõ dở"
    assert "Gõ dở" in response.content.decode()
    assert messages_of(response)
    again = {"order": response.context["order"]}
    for photo, form in response.context["rows"]:
        assert int(form["position"].value()) == theirs.index(photo.pk) + 1
        for field in form:
            again[field.html_name] = field.value() or ""
            again[field.html_initial_name] = form.data[field.html_initial_name]
    again[f"anh-{fourth.pk}-position"] = 1
    desk.post(screen_of(album), again)
    assert order_of(album) == [fourth.pk, *theirs[:-1]]
    first.refresh_from_db()
    assert first.caption == "Gõ dở"


def test_a_caption_that_a_colleague_has_mended_meanwhile_is_not_written_over(desk, album, editor):
    first, second, *_others = album.all_photos()
    data = filled(desk, album)
    photos.change_photo(first, user=editor, caption="Đồng nghiệp sửa")
    desk.post(screen_of(album), data | {f"anh-{second.pk}-caption": "Tôi sửa"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.caption, second.caption) == ("Đồng nghiệp sửa", "Tôi sửa")


@pytest.mark.parametrize("number", ["", "0", "-3", "một", "9" * 30])
def test_a_number_that_is_none_is_pointed_out_or_stands_for_the_end(desk, album, number):
    first, *others = album.all_photos()
    response = desk.post(screen_of(album), filled(desk, album) | {f"anh-{first.pk}-position": number})
    if number.isdecimal() and int(number):
        assert order_of(album) == [*(photo.pk for photo in others), first.pk]
    else:
        assert "error-message" in response.content.decode()
        assert order_of(album)[0] == first.pk


def test_a_photo_taken_out_meanwhile_loses_nobody_else_their_work(desk, album, editor):
    first, second, *_others = album.all_photos()
    data = filled(desk, album)
    photos.take_photo_out(second, user=editor)
    response = desk.post(screen_of(album), data | {f"anh-{first.pk}-position": 3}, follow=True)
    assert response.status_code == 200
    assert album.photos.count() == 3 and order_of(album)[0] == first.pk


def test_hiding_asks_for_a_reason_and_showing_asks_once(desk, album):
    photo = album.all_photos().first()
    address = reverse("album_photo_action", args=[album.pk, photo.pk, "an"])
    assert desk.get(address).status_code == 200
    assert not Photo.objects.get(pk=photo.pk).is_hidden
    assert desk.post(address, {"reason": ""}).status_code == 200
    assert not Photo.objects.get(pk=photo.pk).is_hidden
    desk.post(address, {"reason": "Chị A. đề nghị"})
    photo.refresh_from_db()
    assert photo.is_hidden and photo.hidden_by and photo.hidden_at and photo.hidden_reason == "Chị A. đề nghị"
    assert "Chị A. đề nghị" in desk.get(screen_of(album)).content.decode()
    desk.post(reverse("album_photo_action", args=[album.pk, photo.pk, "hien"]))
    assert not Photo.objects.get(pk=photo.pk).is_hidden


def test_a_photo_is_taken_out_after_a_question_and_its_picture_stays(desk, album):
    photo = album.all_photos().first()
    address = reverse("album_photo_action", args=[album.pk, photo.pk, "bo"])
    desk.get(address)
    assert Photo.objects.filter(pk=photo.pk).exists()
    desk.post(address)
    assert not Photo.objects.filter(pk=photo.pk).exists()
    assert PortalImage.objects.filter(pk=photo.image_id).exists()


def test_a_picture_of_the_library_is_added_once(desk, album, drawn_image):
    image = drawn_image("Từ kho", colour=(3, 3, 3))
    address = reverse("add_album_photo", args=[album.pk])
    desk.post(address, {"image": image.pk})
    assert album.photos.filter(image=image).count() == 1
    assert messages_of(desk.post(address, {"image": image.pk}, follow=True))
    assert album.photos.filter(image=image).count() == 1
    assert messages_of(desk.post(address, {"image": "999999"}, follow=True))


def test_a_photo_of_another_album_is_not_reached_through_this_one(desk, album, make_album):
    other = make_album("Khác", count=1).all_photos().get()
    assert desk.post(reverse("album_photo_action", args=[album.pk, other.pk, "bo"])).status_code == 404
    assert desk.post(reverse("album_photo_action", args=[album.pk, other.pk, "xoa"])).status_code == 404


@pytest.mark.parametrize(
    ("group", "own", "live", "opens"),
    [
        (roles.EDITORS, False, True, True),
        (roles.PUBLISHERS, False, True, True),
        (roles.CONTRIBUTORS, False, True, False),
        (roles.CONTRIBUTORS, True, True, False),
        (roles.CONTRIBUTORS, True, False, True),
        (roles.MEMBERS, True, True, False),
    ],
)
def test_who_arranges_photos(client, provisioned, make_user, make_album, group, own, live, opens):
    album = make_album("Album", count=1)
    user = make_user("nguoi", group)
    AlbumPage.objects.filter(pk=album.pk).update(owner=user if own else None, live=live)
    client.force_login(user)
    photo = album.all_photos().get()
    addresses = [screen_of(album), reverse("album_photo_action", args=[album.pk, photo.pk, "an"])]
    for address in addresses:
        assert (client.get(address).status_code == 200) == opens
    client.post(addresses[1], {"reason": "thử"})
    assert Photo.objects.get(pk=photo.pk).is_hidden == opens


def test_the_screen_is_reached_from_the_edit_page_and_the_explorer(desk, album):
    for address in (f"/admin/pages/{album.pk}/edit/", f"/admin/pages/{album.get_parent().pk}/"):
        assert screen_of(album) in desk.get(address).content.decode()


def test_an_album_without_photos_gets_a_kind_word_and_stays_out_of_lists(desk, make_album, albums, site_tree):
    empty = make_album("Album rỗng", count=0)
    assert desk.get(screen_of(empty)).status_code == 200
    assert desk.get(f"/admin/pages/{empty.pk}/edit/").status_code == 200
    page = desk.get(empty.url)
    assert page.status_code == 200 and "photos__item" not in page.content.decode()
    assert "Album rỗng" not in desk.get(albums.url).content.decode()
    assert desk.get(f"{empty.url}tai-ve/").status_code == 404
