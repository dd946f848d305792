"""What a picture becomes that is sent to the portal, and which ones are refused."""

import struct
import zlib
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageCms, ImageOps

from portal.base import masters
from portal.base.masters import LONG_EDGE, make_master, master_of_upload
from portal.base.models import PortalImage
from tests.base.picture_files import SECRETS, camera_exif, camera_file, corners, with_segment


def saved(kind: str, picture: Image.Image, **options) -> bytes:
    target = BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def opened(content) -> Image.Image:
    picture = Image.open(content if hasattr(content, "read") else BytesIO(content))
    picture.load()
    return picture


def master(data: bytes, name: str = "anh.jpg"):
    return make_master(ContentFile(data, name=name))


def reading(picture: Image.Image) -> tuple[str, ...]:
    """Return the colours of the four corners: upper left, upper right, lower left, lower right."""
    names = {(0, 0, 1): "blue", (0, 1, 0): "green", (1, 0, 0): "red"}
    width, height = picture.size
    rgb = picture.convert("RGB")
    places = [(5, 5), (width - 5, 5), (5, height - 5), (width - 5, height - 5)]
    return tuple(names[tuple(int(value > 128) for value in rgb.getpixel(place))] for place in places)


UPRIGHT = ("blue", "green", "red", "red")
KINDS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "HEIF": "heic"}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_what_a_camera_wrote_is_in_a_master(kind):
    data = camera_file(kind)
    assert any(secret in data for secret in SECRETS)
    made = master(data)
    content = made.read()
    assert [secret for secret in SECRETS if secret in content] == []
    picture = opened(content)
    assert not dict(picture.getexif())
    assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(picture.info)
    assert picture.format in ("JPEG", "PNG", "WEBP")
    assert reading(picture) == UPRIGHT
    assert made.original.read() == data


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", KINDS)
def test_a_master_stands_upright(kind, orientation):
    # What a camera held like that stores: the upright picture, turned back.
    exif = Image.Exif()
    exif[0x0112] = {6: 8, 8: 6}.get(orientation, orientation)
    held = corners()
    held.info["exif"] = exif.tobytes()
    stored = ImageOps.exif_transpose(held)
    if kind == "HEIF":
        # The format turns by itself; its EXIF says what it has turned by.
        data = saved(kind, stored, exif=camera_exif(orientation).tobytes())
    else:
        data = camera_file(kind, stored, orientation=orientation)
    picture = opened(master(data))
    assert picture.size == (80, 60)
    assert reading(picture) == UPRIGHT
    assert picture.getexif().get(0x0112, 1) == 1


def test_a_jpeg_that_stands_upright_keeps_its_pixels():
    noise = Image.merge("RGB", [Image.effect_noise((640, 480), 60)] * 3)
    for options in ({}, {"progressive": True}, {"subsampling": 0}, {"restart_marker_blocks": 3}):
        data = camera_file("JPEG", noise, **options)
        content = master(data).read()
        assert opened(content).tobytes() == opened(data).tobytes(), options
        assert len(content) < len(data)


def test_what_stands_behind_the_end_of_a_jpeg_is_left_out():
    """Telephones put a second picture or a film there."""
    data = saved("JPEG", corners())
    hidden = camera_file("JPEG") + b"ftypmp42"
    content = master(data + hidden).read()
    assert content == data
    assert master(data).original is None


@pytest.mark.parametrize("marker", [0xE0, *range(0xE1, 0xF0), 0xFE])
def test_no_segment_of_a_jpeg_carries_anything_through(marker):
    data = with_segment(saved("JPEG", corners()), marker, b"JFXX\0Ghi chu rieng")
    content = master(data).read()
    assert b"Ghi chu rieng" not in content
    assert opened(content).tobytes() == opened(data).tobytes()


def test_no_chunk_of_a_png_carries_anything_through():
    def chunk(name, content):
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    data = saved("PNG", corners().convert("RGBA"))
    for name in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"maTe"):
        loaded = data[:33] + chunk(name, b"Ghi chu rieng\0\0\0\0x") + data[33:] + b"Ghi chu rieng"
        content = master(loaded, "anh.png").read()
        assert content == data, name


def test_the_time_a_picture_was_taken_is_told_beside_it():
    here = ZoneInfo("Asia/Ho_Chi_Minh")
    for kind in KINDS:
        assert master(camera_file(kind)).taken_at == datetime(2025, 3, 2, 7, 30, 5, tzinfo=here), kind
    for nonsense in ("0000:00:00 00:00:00", "hôm qua", "2025:13:45 99:00:00"):
        assert master(camera_file("JPEG", taken=nonsense)).taken_at is None
    exif = camera_exif()
    exif.get_ifd(0x8769)[0x9011] = "+09:00"
    taken = master(saved("JPEG", corners(), exif=exif)).taken_at
    assert taken.utcoffset() == timedelta(hours=9)
    assert taken == datetime(2025, 3, 2, 5, 30, 5, tzinfo=here)


def test_transparency_stays():
    picture = corners().convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    for kind in ("PNG", "WEBP", "AVIF", "HEIF"):
        kept = opened(master(saved(kind, picture)))
        assert kept.format in ("PNG", "WEBP")
        assert kept.mode == "RGBA", kind
        assert kept.getchannel("A").getextrema()[0] < 20, kind
    palette = corners().quantize(8)
    palette.info["transparency"] = palette.getpixel((5, 5))
    for kind in ("PNG", "GIF"):
        kept = opened(master(saved(kind, palette))).convert("RGBA")
        assert kept.getpixel((5, 5))[3] == 0 and kept.getpixel((40, 40))[3] == 255, kind


def test_cmyk_becomes_what_browsers_show():
    data = saved("JPEG", corners().convert("CMYK"), quality=95)
    picture = opened(master(data))
    assert picture.mode == "RGB"
    assert reading(picture) == UPRIGHT


def test_sixteen_bits_of_grey_become_eight():
    deep = Image.new("I;16", (40, 30), 32768)
    deep.paste(65535, (0, 0, 20, 30))
    picture = opened(master(saved("PNG", deep)))
    assert picture.mode == "L"
    assert (picture.getpixel((5, 5)), picture.getpixel((35, 5))) == (255, 128)


def test_other_colour_spaces_become_srgb():
    # Its red and green are changed places: a profile that is overlooked shows at once.
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"tXYZ").replace(b"gXYZ", b"rXYZ").replace(b"tXYZ", b"gXYZ")
    swapped = swapped.replace(b"sRGB", b"aRGB").replace(
        "sRGB".encode("utf-16-be"), "aRGB".encode("utf-16-be")
    )
    for kind in ("JPEG", "PNG", "WEBP"):
        picture = opened(master(saved(kind, corners(), icc_profile=swapped)))
        assert "icc_profile" not in picture.info
        assert reading(picture) == ("blue", "red", "green", "green"), kind
        plain = opened(master(saved(kind, corners(), icc_profile=srgb)))
        assert "icc_profile" not in plain.info
        assert reading(plain) == UPRIGHT
        broken = opened(master(saved(kind, corners(), icc_profile=b"khong phai ho so mau" * 20)))
        assert reading(broken) == UPRIGHT


def test_a_moving_picture_becomes_its_first_frame():
    frames = [Image.new("RGB", (40, 30), colour) for colour in ((250, 0, 0), (0, 250, 0), (0, 0, 250))]
    for kind in ("GIF", "WEBP", "PNG", "AVIF"):
        data = saved(kind, frames[0], save_all=True, append_images=frames[1:], duration=100)
        assert opened(data).n_frames == 3, kind
        picture = opened(master(data))
        assert getattr(picture, "n_frames", 1) == 1, kind
        assert picture.convert("RGB").getpixel((20, 15))[0] > 200, kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_very_large_picture_is_scaled_down(kind):
    data = saved(kind, Image.new("RGB", (5000, 700), (9, 99, 9)))
    picture = opened(master(data))
    assert picture.size == (LONG_EDGE, round(700 * LONG_EDGE / 5000))


def flat_jpeg(width: int, height: int, **options) -> bytes:
    return saved("JPEG", Image.new("L", (width, height), 90), **options)


def test_a_jpeg_of_two_hundred_megapixels_is_scaled_while_it_is_decoded():
    data = flat_jpeg(16_320, 12_240)
    picture = opened(master(data))
    assert picture.size == (LONG_EDGE, LONG_EDGE * 12_240 // 16_320)
    assert picture.getpixel((9, 9)) in range(88, 93)


def declared_png(width: int, height: int) -> bytes:
    def chunk(name, content):
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def test_what_cannot_be_scaled_while_decoding_is_refused_by_its_header(monkeypatch):
    too_large = {
        "a bomb": declared_png(60_000, 60_000),
        "a tall bomb": declared_png(1, 2_000_000_000),
        "a progressive JPEG": flat_jpeg(9_000, 6_000, progressive=True),
        "a JPEG beyond all": flat_jpeg(20_000, 14_000),
        "a WebP": saved("WEBP", Image.new("L", (5_000, 3_000)), method=0),
    }
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))
    for what, data in too_large.items():
        with pytest.raises(ValidationError) as refusal:
            master(data)
        assert refusal.value.code == "file_too_many_pixels", what


@pytest.mark.parametrize("kind", [*KINDS, "GIF"])
def test_a_picture_that_is_cut_off_is_refused(kind):
    noise = Image.merge("RGB", [Image.effect_noise((300, 200), 60)] * 3)
    data = saved(kind, noise)
    for length in (len(data) // 2, len(data) // 10, 40, 13):
        with pytest.raises(ValidationError) as refusal:
            master(data[:length])
        assert refusal.value.code in ("invalid_image", "invalid_image_extension"), length


def test_what_is_no_picture_is_refused():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    for data in (
        b"",
        b"\xff\xd8",
        b"MZ" + bytes(500),
        b"%PDF-1.7\n",
        svg,
        saved("TIFF", corners()),
        bytes(99),
    ):
        with pytest.raises(ValidationError):
            master(data)


def test_a_name_that_says_another_kind_is_refused_of_people():
    upload = SimpleUploadedFile("anh.jpg", saved("PNG", corners()))
    with pytest.raises(ValidationError) as refusal:
        master_of_upload(upload)
    assert "PNG" in refusal.value.messages[0]
    assert master_of_upload(SimpleUploadedFile("ANH.PNG", saved("PNG", corners()))).name == "ANH.png"


def test_a_file_that_is_too_large_is_refused_of_people(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    with pytest.raises(ValidationError) as refusal:
        master_of_upload(SimpleUploadedFile("anh.png", saved("PNG", corners())))
    assert refusal.value.code == "file_too_large"


def test_damage_does_not_hold_up_the_pictures_after_it():
    for _turn in range(3):
        with pytest.raises(ValidationError):
            master(saved("JPEG", corners())[:200])
        assert master(camera_file()).size
    assert not masters._one_at_a_time.locked()


# --- in the library -----------------------------------------------------------------------------------------


def files_in(settings, folder: str) -> list[Path]:
    return [path for path in (Path(settings.MEDIA_ROOT) / folder).rglob("*") if path.is_file()]


@pytest.fixture
def stored(site_tree, admin_client) -> PortalImage:
    """A picture of a telephone, sent by the admin's own form."""
    sideways = corners((60, 80))
    admin_client.post(
        reverse("wagtailimages:add"),
        {
            "title": "Ảnh",
            "file": SimpleUploadedFile("Đại hội.jpg", camera_file("JPEG", sideways, orientation=6)),
        },
    )
    return PortalImage.objects.get()


@pytest.mark.django_db
def test_the_form_of_the_library_stores_a_master_and_keeps_the_original(stored):
    assert (stored.width, stored.height) == (80, 60)
    content = stored.file.read()
    assert (stored.file_size, stored.file.name) == (len(content), "original_images/Dai_hoi.jpg")
    assert not [secret for secret in SECRETS if secret in content]
    assert stored.original.name.startswith("originals/")
    assert b"May anh bi mat" in stored.original.read()
    assert stored.taken_at
    for spec in ("max-50x50|format-avif", "max-50x50|format-webp", "original", "max-40x40|format-png"):
        rendition = stored.get_rendition(spec).file.read()
        assert not [secret for secret in SECRETS if secret in rendition], spec


@pytest.mark.django_db
def test_a_picture_made_by_code_passes_through_the_same_door(settings):
    upload = ImageFile(BytesIO(camera_file("JPEG", corners((60, 80)), orientation=6)), name="anh.jpg")
    image = PortalImage.objects.create(title="Ảnh", file=upload)
    image.refresh_from_db()
    assert (image.width, image.height) == (80, 60)
    assert image.file_hash and image.original
    other = PortalImage(title="Ảnh")
    other.file.save("anh.jpg", ContentFile(camera_file()), save=False)
    assert b"Exif" not in other.file.read()


@pytest.mark.django_db
def test_a_new_file_takes_the_place_of_original_and_master(
    stored, admin_client, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(
            reverse("wagtailimages:edit", args=[stored.pk]),
            {"title": "Ảnh", "file": SimpleUploadedFile("moi.png", saved("PNG", corners()))},
        )
    stored.refresh_from_db()
    assert stored.file.name.endswith("moi.png")
    # It came without metadata: the master is the original.
    assert not stored.original and stored.original_sha256
    assert len(files_in(settings, "original_images")) == 1
    assert files_in(settings, "originals") == []


@pytest.mark.django_db
def test_an_original_is_deleted_with_its_picture(stored, settings, django_capture_on_commit_callbacks):
    stored.get_rendition("max-50x50")
    with django_capture_on_commit_callbacks(execute=True):
        stored.delete()
    assert files_in(settings, "") == []


@pytest.mark.django_db
def test_an_original_goes_to_those_who_may_change_the_picture(stored, client, provisioned, make_user):
    address = reverse("original_picture", args=[stored.pk])
    assert client.get(address).status_code == 404
    for group, code in (
        ("Đảng viên", 404),
        ("Cộng tác viên", 404),
        ("Biên tập viên", 200),
        ("Quản trị", 200),
    ):
        client.force_login(make_user(f"nguoi-{code}-{len(group)}", group))
        answer = client.get(address)
        assert answer.status_code == code, group
    assert b"May anh bi mat" in b"".join(answer)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("original_picture", args=[stored.pk + 1])).status_code == 404


@pytest.mark.django_db
def test_one_who_was_barred_gets_no_original(stored, client, provisioned, make_user):
    editor = make_user("bien-tap", "Biên tập viên")
    client.force_login(editor)
    editor.is_active = False
    editor.save()
    assert client.get(reverse("original_picture", args=[stored.pk])).status_code == 404


@pytest.mark.django_db
def test_a_stored_original_has_no_other_address(stored, admin_client, client):
    for each in (admin_client, client):
        for address in (f"/media/{stored.original.name}", f"/media/{stored.file.name}"):
            assert each.get(address).status_code == 404
