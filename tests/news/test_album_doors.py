"""Through which doors readers come at photos: pages, files, ZIP, lists, search, feeds. Hidden ones come by none."""

import re
from datetime import date, timedelta
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from news import photos
from news.models import AlbumIndexPage, AlbumPage, CalendarPage
from portal.provision import roles

pytestmark = pytest.mark.django_db

SPEC = "max-360x360|format-webp"


def body_of(response) -> bytes:
    return b"".join(response) if response.streaming else response.content


def page_text(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return body_of(response).decode()


@pytest.fixture
def editor(provisioned, make_user):
    return make_user("bien-tap", roles.EDITORS)


@pytest.fixture
def visitors(editor, make_user) -> dict[str, Client]:
    accounts = {
        "anonymous": None,
        "outsider": make_user("nguoi-ngoai"),
        "member": make_user("dang-vien", roles.MEMBERS),
        "editor": editor,
    }
    found = {role: Client() for role in accounts}
    for role, account in accounts.items():
        if account:
            found[role].force_login(account)
    return found


@pytest.fixture
def album(make_album) -> AlbumPage:
    return make_album("Hội nghị sơ kết", count=4, held_on=date(2026, 6, 30), place="Hội trường tầng 3")


def zip_of(client, album) -> ZipFile:
    response = client.get(f"{album.url}tai-ve/")
    assert response.status_code == 200 and response.streaming
    return ZipFile(BytesIO(body_of(response)))


def test_a_hidden_photo_is_refused_at_every_door_at_once(album, visitors, editor, albums, site_tree):
    photo = album.all_photos()[1]
    rendition = photo.image.get_rendition(SPEC)
    article_picture = photo.image
    site_tree.section.image = article_picture
    site_tree.section.save()
    for client in visitors.values():
        # Everybody has met it before, so that nothing kept of that visit may show it again.
        assert photo.caption in page_text(client, f"{album.url}anh/{photo.pk}/")
        assert client.get(rendition.url).status_code == 200
        page_text(client, album.url)
    known = visitors["anonymous"].get(rendition.url)["ETag"]
    photos.hide_photo(photo, user=editor, reason="Đề nghị gỡ ảnh")
    name = photo.image.filename.rpartition(".")[0]
    for role, client in visitors.items():
        assert client.get(f"{album.url}anh/{photo.pk}/").status_code == 404, role
        answer = client.get(rendition.url, headers={"if-none-match": known})
        assert answer.status_code == (304 if role == "editor" else 404), role
        for address in (album.url, albums.url, "/", f"{albums.url}feed/", "/gioi-thieu/"):
            text = page_text(client, address)
            assert photo.caption not in text and name not in text, f"{address} ({role})"
        for address in (f"{album.url}anh/{each.pk}/" for each in album.all_photos().shown()):
            text = page_text(client, address)
            assert photo.caption not in text and f"anh/{photo.pk}/" not in text, f"{address} ({role})"
        if role != "anonymous":
            assert len(zip_of(client, album).namelist()) == 3
    photos.show_photo(photo, user=editor)
    assert photo.caption in page_text(visitors["anonymous"], f"{album.url}anh/{photo.pk}/")
    assert len(zip_of(visitors["member"], album).namelist()) == 4


def test_the_caption_of_a_hidden_photo_leaves_the_index(album, visitors, editor):
    photo = album.all_photos()[1]
    photos.change_photo(photo, user=editor, caption="Đồng chí Nguyễn Văn Mẫu phát biểu")
    address = "/tim-kiem/?q=nguyen+van+mau"
    for client in visitors.values():
        text = page_text(client, address)
        assert album.url in text and "Mẫu" in text
    photos.hide_photo(photo, user=editor, reason="Đề nghị")
    for client in visitors.values():
        text = page_text(client, address)
        assert f'href="{album.url}"' not in text and "Mẫu" not in text
    photos.show_photo(photo, user=editor)
    assert album.url in page_text(visitors["anonymous"], address)


def test_pictures_hidden_are_offered_for_no_page(album, visitors, editor):
    photo = album.all_photos()[0]
    title = photo.image.title
    assert title in page_text(visitors["editor"], "/admin/images/chooser/results/")
    photos.hide_photo(photo, user=editor, reason="Đề nghị")
    assert title not in page_text(visitors["editor"], "/admin/images/chooser/results/")
    # The editors' own library goes on holding it.
    assert title in page_text(visitors["editor"], "/admin/images/")


@pytest.fixture
def members_album(provisioned, albums, make_album):
    """An album for members alone, thumbnails included: its section names the members' collection."""
    group = roles.Group.objects.get(name=roles.MEMBERS)
    collection = Collection.objects.get(name=roles.MEMBERS_COLLECTION)
    section = albums.get_parent().specific.add_child(
        instance=AlbumIndexPage(title="Ảnh nội bộ", slug="anh-noi-bo", collection=collection)
    )
    restriction = PageViewRestriction.objects.create(page=section, restriction_type="groups")
    restriction.groups.add(group)
    return make_album("Sinh hoạt nội bộ", count=2, parent=section, collection=collection)


def test_a_members_album_is_theirs_with_pages_thumbnails_and_archive(members_album, visitors):
    assert CollectionViewRestriction.objects.exists()
    photo = members_album.all_photos().first()
    rendition = photo.image.get_rendition(SPEC).url
    pages = [members_album.url, f"{members_album.url}anh/{photo.pk}/", f"{members_album.url}tai-ve/"]
    expected = {"anonymous": 302, "outsider": 403, "member": 200, "editor": 403}
    for role, client in visitors.items():
        assert {client.get(address).status_code for address in pages} == {expected[role]}, role
        assert client.get(rendition).status_code == (200 if role in ("member", "editor") else 404), role
    for role in ("anonymous", "outsider"):
        for address in ("/", "/tim-kiem/?q=sinh+hoat+noi+bo", "/sitemap.xml"):
            text = page_text(visitors[role], address)
            assert "Sinh hoạt nội bộ" not in text and members_album.url not in text


def test_a_closed_picture_in_an_open_album_is_left_out_with_its_caption(
    members_album, visitors, make_album, drawn_image
):
    album = make_album("Album ngỏ", count=1)
    closed = drawn_image(
        "Riêng", colour=(200, 1, 1), collection=members_album.all_photos().first().image.collection
    )
    photo = photos.add_photo(album, closed, caption="Chuyện riêng của chi bộ")
    for role, client in visitors.items():
        # Staff belong to the members' collection.
        sees = role in ("member", "editor")
        text = page_text(client, album.url)
        assert (f"anh/{photo.pk}/" in text) == sees, role
        assert (client.get(f"{album.url}anh/{photo.pk}/").status_code == 200) == sees, role
        if role != "anonymous":
            assert len(zip_of(client, album).namelist()) == (2 if sees else 1), role
    # In an index of all readers a word that only some may read would tell of itself.
    assert album.url not in page_text(visitors["outsider"], "/tim-kiem/?q=chuyen+rieng+cua+chi+bo")


def test_the_archive_holds_the_masters_for_those_who_have_signed_in(album, visitors):
    anonymous = visitors["anonymous"].get(f"{album.url}tai-ve/")
    assert anonymous.status_code == 302 and "/thanh-vien/dang-nhap/" in anonymous["Location"]
    assert "no-store" in anonymous["Cache-Control"]
    assert "tai-ve" not in page_text(visitors["anonymous"], album.url)
    assert "tai-ve" in page_text(visitors["member"], album.url)
    response = visitors["member"].get(f"{album.url}tai-ve/")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == (
        f"attachment; filename=\"hoi-nghi-so-ket.zip\"; filename*=UTF-8''{quote('Hội nghị sơ kết.zip')}"
    )
    archive = ZipFile(BytesIO(body_of(response)))
    assert archive.testzip() is None
    names = archive.namelist()
    assert names == sorted(names) and all(re.fullmatch(r"00\d-[a-z0-9-]+\.png", name) for name in names)
    for name, photo in zip(names, album.all_photos(), strict=True):
        assert archive.getinfo(name).compress_type == 0
        with photo.image.file.open("rb") as file:
            assert archive.read(name) == file.read()


def test_a_lost_file_spoils_neither_archive_nor_album(album, visitors):
    photo = album.all_photos()[2]
    photo.image.file.storage.delete(photo.image.file.name)
    assert len(zip_of(visitors["member"], album).namelist()) == 3
    assert visitors["anonymous"].get(album.url).status_code == 200
    assert visitors["anonymous"].get(f"{album.url}anh/{photo.pk}/").status_code == 200


def test_the_section_shows_albums_by_year_with_place_and_count(client, albums, make_album, album):
    older = make_album("Hội nghị năm trước", count=2, held_on=date(2025, 3, 3))
    text = page_text(client, albums.url)
    assert text.index("Năm 2026") < text.index(album.title) < text.index("Năm 2025") < text.index(older.title)
    assert "Hội trường tầng 3" in text and "30/06/2026" in text and "4 ảnh" in text
    narrowed = page_text(client, f"{albums.url}?nam=2025")
    assert older.title in narrowed and album.title not in narrowed
    for odd in ("?nam=abc", "?nam=99999999999", "?page=-1", "?page=abc"):
        assert client.get(f"{albums.url}{odd}").status_code == 200


def test_the_feed_tells_of_public_albums(client, albums, album, editor):
    client.force_login(editor)
    text = page_text(client, f"{albums.url}feed/")
    assert album.title in text and "<feed" in text


def test_albums_stand_in_the_work_calendar_on_their_day(client, site_tree, make_album):
    site_tree.home.add_child(instance=CalendarPage(title="Lịch", slug="lich"))
    today = timezone.localdate()
    make_album("Họp hôm nay", count=1, held_on=today)
    make_album("Họp chưa có ảnh", count=0, held_on=today)
    make_album("Họp năm ngoái", count=1, held_on=today - timedelta(days=365))
    month = page_text(client, f"/lich/{today:%Y/%m}/")
    assert "Họp hôm nay" in month and "Họp chưa có ảnh" not in month and "Họp năm ngoái" not in month
    earlier = today - timedelta(days=365)
    assert "Họp năm ngoái" in page_text(client, f"/lich/{earlier:%Y/%m}/")
    assert "Họp hôm nay" in page_text(client, "/lich/ical/")


def test_the_front_page_shows_the_latest_albums(client, site_tree, album, make_album):
    site_tree.home.sections = [("albums", {"title": "", "count": 1})]
    site_tree.home.save()
    make_album("Cũ hơn", count=1, held_on=date(2020, 1, 1))
    text = page_text(client, "/")
    assert album.title in text and "Cũ hơn" not in text and "/thu-vien-anh/" in text


def test_a_long_album_is_read_sheet_by_sheet_and_photo_by_photo(client, make_album, monkeypatch):
    monkeypatch.setattr("news.album_view.PAGE_SIZE", 2)
    album = make_album("Dài", count=5)
    keys = [photo.pk for photo in album.all_photos()]
    shown = [
        re.findall(r'data-photo-link|anh/(\d+)/"', page_text(client, f"{album.url}?page={n}"))
        for n in (1, 2, 3)
    ]
    assert [int(key) for sheet in shown for key in sheet if key] == keys
    walked, address = [], f"{album.url}anh/{keys[0]}/"
    while address:
        text = page_text(client, address)
        walked.append(int(address.rstrip("/").rpartition("/")[2]))
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = following and following[1]
    assert walked == keys
    # Back to the sheet on which the photo stands.
    assert f'href="{album.url}?page=3"' in page_text(client, f"{album.url}anh/{keys[4]}/")


def test_the_grid_gives_every_picture_its_room_before_it_comes(client, album):
    text = page_text(client, album.url)
    pictures = re.findall(r"<img[^>]+>", text[text.index('class="photos"') :])
    assert len(pictures) == 4
    for picture in pictures:
        assert re.search(r'width="\d+"', picture) and re.search(r'height="\d+"', picture)
        assert "srcset=" in picture
    assert text.count('type="image/avif"') == 4
    assert 'photos__item--150"' in text and 'photos__item--67"' in text and 'photos__item--178"' in text


def test_an_album_is_told_to_search_engines_as_a_gallery(client, album):
    text = page_text(client, album.url)
    assert '"@type": "ImageGallery"' in text and '"dateCreated": "2026-06-30"' in text


def test_an_alias_shows_the_photos_of_its_source(client, album, albums, editor):
    alias = album.create_alias(parent=albums, update_slug="bi-danh")
    text = page_text(client, alias.url)
    photo = album.all_photos()[0]
    assert f"{alias.url}anh/{photo.pk}/" in text
    assert page_text(client, albums.url).count("4 ảnh") == 2
    photos.hide_photo(photo, user=editor, reason="Đề nghị")
    assert client.get(f"{alias.url}anh/{photo.pk}/").status_code == 404


def test_each_album_says_how_to_be_taken_off(client, album):
    text = page_text(client, album.url)
    assert "Yêu cầu gỡ ảnh" in text
    assert "Yêu cầu gỡ ảnh" in page_text(client, f"{album.url}anh/{album.all_photos()[0].pk}/")


def found(client, words: str, album) -> bool:
    return f'href="{album.url}"' in page_text(client, f"/tim-kiem/?q={words}")


def test_a_picture_that_is_destroyed_leaves_album_cover_and_index(
    album, visitors, django_capture_on_commit_callbacks
):
    first, second, *_others = album.all_photos()
    photos.change_photo(first, user=None, caption="Kỷ vật đặc biệt")
    assert found(visitors["anonymous"], "ky+vat+dac+biet", album)
    with django_capture_on_commit_callbacks(execute=True):
        first.image.delete()
    assert AlbumPage.objects.get(pk=album.pk).image_id == second.image_id
    assert not found(visitors["anonymous"], "ky+vat+dac+biet", album)


def test_the_index_follows_a_picture_that_is_closed_and_an_album_that_is_opened(
    album, members_album, visitors, django_capture_on_commit_callbacks
):
    photo = album.all_photos()[0]
    photos.change_photo(photo, user=None, caption="Kỷ vật đặc biệt")
    collection = members_album.all_photos()[0].image.collection
    with django_capture_on_commit_callbacks(execute=True):
        photo.image.collection = collection
        photo.image.save()
    assert not found(visitors["outsider"], "ky+vat+dac+biet", album)
    inner = members_album.all_photos()[0]
    photos.change_photo(inner, user=None, caption="Chuyện nội bộ đặc sắc")
    assert found(visitors["member"], "chuyen+noi+bo+dac+sac", members_album)
    with django_capture_on_commit_callbacks(execute=True):
        members_album.get_parent().view_restrictions.get().delete()
    # The album is open now, its pictures are not.
    assert not found(visitors["outsider"], "chuyen+noi+bo+dac+sac", members_album)


def test_deleting_an_album_keeps_its_pictures(album, django_capture_on_commit_callbacks):
    images = [photo.image for photo in album.all_photos()]
    with django_capture_on_commit_callbacks(execute=True):
        album.delete()
    for image in images:
        image.refresh_from_db()
