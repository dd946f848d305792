"""Photos that are sent to an album: each gets its answer, and nothing of a bad one stays."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from PIL import Image
from wagtail.models import Collection

from news import photos
from news.models import AlbumPage
from news.tasks import draw_photo
from portal.base.models import PortalImage
from portal.provision import roles
from tests.base.picture_files import SECRETS, camera_file

pytestmark = pytest.mark.django_db


def photo_file(
    number: int, *, taken: str = "2025:03:02 07:30:05", name: str = "", **options
) -> SimpleUploadedFile:
    """Return a photo of its own colour, as a camera writes it."""
    picture = Image.new("RGB", (320, 240), (number * 20, 90, 200 - number * 20))
    return SimpleUploadedFile(
        name or f"IMG_{number}.jpg", camera_file("JPEG", picture, taken=taken, **options), "image/jpeg"
    )


def files_below(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.fixture
def album(make_album) -> AlbumPage:
    return make_album("Đại hội chi bộ", count=0)


@pytest.fixture
def send(admin_client, album):
    """Return a function that sends a photo as the script does, and returns the portal's answer."""

    def post(file, into=album, client=admin_client, **fields) -> dict:
        data = {"collection": Collection.get_first_root_node().pk, "behind": -1, "files": file} | fields
        address = reverse("upload_photos", args=[into.pk])
        answer = client.post(address, data, headers={"accept": "application/json"})
        assert answer.status_code == 200
        return answer.json()

    return post


def test_photos_come_with_what_they_have_in_common(send, album):
    answer = send(photo_file(1), credit="Nguyễn Văn Mẫu", place="Hội trường tầng 2")
    assert answer["kind"] == "added"
    photo = album.photos.get()
    assert (photo.caption, photo.image.credit, photo.image.title) == (
        "Hội trường tầng 2",
        "Nguyễn Văn Mẫu",
        "IMG_1",
    )
    assert photo.taken_at and photo.taken_at == photo.image.taken_at
    assert photo.image.uploaded_by_user.username == "admin"


def test_the_good_ones_stay_whatever_is_wrong_with_others(send, album, settings):
    whole = photo_file(3).read()
    answers = [
        send(photo_file(1)),
        send(SimpleUploadedFile("hong.jpg", whole[: len(whole) // 2])),
        send(SimpleUploadedFile("trong.jpg", b"")),
        send(SimpleUploadedFile("van-ban.pdf", b"%PDF-1.7\n")),
        send(photo_file(1, name="ban-sao.jpg")),
        send(photo_file(2)),
    ]
    assert [answer["kind"] for answer in answers] == [
        "added",
        "refused",
        "refused",
        "refused",
        "twin",
        "added",
    ]
    assert all(answer["message"] for answer in answers)
    assert "1" in answers[4]["message"] and "IMG_1" in answers[4]["message"]
    assert [photo.image.title for photo in album.all_photos()] == ["IMG_1", "IMG_2"]
    # A master and an original of each, and nothing of the others.
    assert PortalImage.objects.count() == 2
    assert len(files_below(settings)) == 4


def test_a_photo_of_too_many_pixels_is_refused_in_words(send, album):
    progressive = BytesIO()
    Image.new("L", (20_000, 10_000)).save(progressive, "JPEG", progressive=True)
    answer = send(SimpleUploadedFile("rong.jpg", progressive.getvalue()))
    assert answer["kind"] == "refused"
    assert "200" in answer["message"] and "28" in answer["message"]
    assert not album.photos.exists()


def test_photos_stand_by_the_time_they_were_taken_behind_those_that_were_there(send, album):
    send(photo_file(1, name="cu.jpg", taken="2026:01:01 00:00:00"))
    first = album.photos.get().sort_order
    days = {"b10.jpg": "2025:03:02 09:00:00", "b9.jpg": "2025:03:02 09:00:00", "a.jpg": "2025:03:02 08:00:00"}
    for number, (name, taken) in enumerate(days.items(), 2):
        send(photo_file(number, name=name, taken=taken), behind=first)
    plain = BytesIO()
    Image.new("RGB", (30, 20), (1, 2, 3)).save(plain, "PNG")
    send(SimpleUploadedFile("khong-gio.png", plain.getvalue()), behind=first)
    send(photo_file(6, name="muon.jpg", taken="2025:03:02 10:00:00"), behind=first)
    names = [photo.image.title for photo in album.all_photos()]
    assert names == ["cu", "a", "b9", "b10", "muon", "khong-gio"]


def test_without_a_script_all_come_in_one_form(admin_client, album):
    broken = SimpleUploadedFile("hong.jpg", photo_file(9).read()[:300])
    address = reverse("upload_photos", args=[album.pk])
    files = [photo_file(1), broken, photo_file(2), photo_file(1, name="lai.jpg")]
    data = {"collection": Collection.get_first_root_node().pk, "files": files}
    answer = admin_client.post(address, data)
    kinds = [outcome["kind"] for outcome in answer.context["outcomes"]]
    assert kinds == ["added", "refused", "added", "twin"]
    for name in ("IMG_1.jpg", "hong.jpg", "lai.jpg"):
        assert name in answer.content.decode()
    assert album.photos.count() == 2
    nothing = admin_client.post(address, {"collection": Collection.get_first_root_node().pk})
    assert nothing.context["form"].errors["files"]


def test_a_full_disk_is_told_and_leaves_nothing(send, album, settings, monkeypatch):
    def full(self, name, content):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(FileSystemStorage, "_save", full)
        assert send(photo_file(1))["kind"] == "failed"
    assert not PortalImage.objects.exists()
    assert files_below(settings) == []
    # Another try finds no trace of the first.
    assert send(photo_file(1))["kind"] == "added"


def test_when_the_original_cannot_be_kept_the_master_goes_too(send, settings, monkeypatch):
    store = FileSystemStorage._save

    def half_full(self, name, content):
        if name.startswith("originals/"):
            raise OSError(28, "No space left on device")
        return store(self, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", half_full)
    assert send(photo_file(1))["kind"] == "failed"
    assert files_below(settings) == []


def test_a_members_album_takes_photos_into_a_members_collection_alone(send, members_only, make_album, album):
    from news.models import AlbumIndexPage

    index = members_only.section.add_child(instance=AlbumIndexPage(title="Ảnh nội bộ", slug="anh"))
    inner = make_album("Sinh hoạt nội bộ", count=0, parent=index)
    root, closed = Collection.get_first_root_node(), members_only.collection
    for target, collection, kind in (
        (inner, root, "refused"),
        (inner, closed, "added"),
        (album, closed, "refused"),
        (album, root, "added"),
    ):
        assert send(photo_file(4), into=target, collection=collection.pk)["kind"] == kind, (
            target,
            collection,
        )
    assert inner.photos.get().image.collection == closed


@pytest.mark.parametrize(
    ("group", "code"),
    [(roles.MEMBERS, 302), (roles.CONTRIBUTORS, 302), (roles.EDITORS, 200), (roles.ADMINISTRATORS, 200)],
)
def test_who_may_send_photos_to_a_published_album(provisioned, client, make_user, album, group, code):
    address = reverse("upload_photos", args=[album.pk])
    assert client.get(address).status_code == 302
    client.force_login(make_user("nguoi", group))
    assert client.get(address).status_code == code
    data = {"collection": Collection.get_first_root_node().pk, "files": photo_file(1)}
    assert client.post(address, data).status_code == code
    assert album.photos.exists() == (code == 200)


def test_the_worker_makes_all_that_pages_show(send, album, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for number in (1, 2):
            send(photo_file(number))
    assert DBTaskResult.objects.count() == 2
    for photo in album.all_photos():
        assert draw_photo.func(photo.image_id) == len(photos.specs()) == 9
        assert draw_photo.func(photo.image_id) == 0
    before = PortalImage.get_rendition_model().objects.count()
    address = album.url
    for page in (address, *(f"{address}anh/{photo.pk}/" for photo in album.all_photos())):
        assert client.get(page).status_code == 200
    image = album.photos.first().image
    made = set(image.renditions.values_list("filter_spec", flat=True))
    # Only what is not of the album's own pages: the picture that is shared with other sites.
    assert made - set(photos.specs()) <= {"fill-1200x630|format-jpeg"}
    assert PortalImage.get_rendition_model().objects.count() - before <= 2


def test_the_worker_bears_a_photo_that_is_gone(album):
    assert draw_photo.func(12345) == 0


def test_place_and_camera_of_a_photo_are_found_at_no_address_of_the_public(send, album, client, admin_client):
    send(photo_file(1))
    photo = album.photos.get()
    draw_photo.func(photo.image_id)
    original = b"".join(admin_client.get(reverse("original_picture", args=[photo.image_id])))
    # The photo does bear what must not come out; all but the GPS coordinates themselves can be told by words.
    assert any(secret in original for secret in SECRETS)
    assert Image.open(BytesIO(original)).getexif().get_ifd(0x8825)
    pages = [
        album.url,
        f"{album.url}anh/{photo.pk}/",
        album.get_parent().url,
        f"{album.get_parent().url}feed/",
        "/",
    ]
    bodies, pictures = {}, set()
    for page in pages:
        bodies[page] = client.get(page).content
        pictures |= set(re.findall(r"/media/[^\s\"'<>,]+", bodies[page].decode()))
    pictures |= {rendition.url for rendition in photo.image.renditions.all()}
    assert len(pictures) >= 9
    for address in pictures:
        path = "/media/" + address.partition("/media/")[2]
        bodies[path] = b"".join(client.get(path))
        assert not Image.open(BytesIO(bodies[path])).getexif(), path
    archive = zipfile.ZipFile(BytesIO(b"".join(admin_client.get(f"{album.url}tai-ve/"))))
    bodies |= {entry: archive.read(entry) for entry in archive.namelist()}
    assert len(archive.namelist()) == 1
    for address, body in bodies.items():
        assert [secret for secret in SECRETS if secret in body] == [], address
    assert client.get(reverse("original_picture", args=[photo.image_id])).status_code == 404
