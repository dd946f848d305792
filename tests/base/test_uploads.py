"""Pictures that are not what they say: a clear message, no row, nothing left over."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from portal.base.models import PortalImage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def picture(kind: str, size=(40, 30), mode="RGB", **options) -> bytes:
    buffer = BytesIO()
    Image.new(mode, size).save(buffer, kind, **options)
    return buffer.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def declared_png(width: int, height: int, pixels: bytes = b"\0" * 1000) -> bytes:
    """Return a small PNG file that says it is a large one."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(pixels))
        + chunk(b"IEND", b"")
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
BAD_PICTURES = {
    "a bomb": ("bom.png", declared_png(60_000, 60_000)),
    "a smaller bomb": ("bom.png", declared_png(12_000, 12_000)),
    "a tall bomb": ("bom.png", declared_png(1, 2_000_000_000)),
    "nothing": ("rong.png", b""),
    "half a JPEG": ("nua.jpg", picture("JPEG", (400, 300))[:200]),
    "half a PNG": ("nua.png", picture("PNG", (400, 300))[:40]),
    "a header alone": ("dau.png", b"\x89PNG\r\n\x1a\n"),
    "HTML called JPEG": ("trang.jpg", HTML),
    "SVG called JPEG": ("hinh.jpg", SVG),
    "SVG called PNG": ("hinh.png", SVG),
    "SVG": ("hinh.svg", SVG),
    "GIF called JPEG": ("anh.jpg", picture("GIF")),
    "PNG called JPEG": ("anh.jpg", picture("PNG")),
    "a GIF that is HTML too": ("anh.jpg", b"GIF89a/*" + HTML + b"*/"),
    "TIFF": ("anh.tif", picture("TIFF")),
    "BMP called PNG": ("anh.png", picture("BMP")),
    "a program": ("anh.png", b"MZ" + b"\0" * 500),
    "a PDF": ("anh.jpg", b"%PDF-1.7\n"),
    "no ending": ("anh", picture("PNG")),
    "two endings": ("anh.png.exe", picture("PNG")),
}


def left_over(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("what", BAD_PICTURES)
def test_a_bad_picture_is_refused_in_the_form(admin_client, settings, what):
    name, content = BAD_PICTURES[what]
    response = admin_client.post(
        reverse("wagtailimages:add"),
        {"title": "Ảnh", "file": SimpleUploadedFile(name, content), "collection": 1},
    )
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not PortalImage.objects.exists()
    assert left_over(settings) == []


@pytest.mark.parametrize("what", BAD_PICTURES)
def test_a_bad_picture_is_refused_among_several(admin_client, settings, what):
    name, content = BAD_PICTURES[what]
    response = admin_client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Ảnh", "files[]": SimpleUploadedFile(name, content), "collection": 1},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    answer = response.json() if response["Content-Type"].startswith("application/json") else {}
    assert response.status_code in (200, 400)
    assert not answer.get("success")
    assert answer.get("error_message") or response.status_code == 400
    assert not PortalImage.objects.exists()
    assert left_over(settings) == []


def test_a_bad_picture_is_refused_in_the_chooser(admin_client, settings):
    for what, (name, content) in BAD_PICTURES.items():
        response = admin_client.post(
            reverse("wagtailimages_chooser:create"),
            {
                "image-chooser-upload-title": "Ảnh",
                "image-chooser-upload-file": SimpleUploadedFile(name, content),
                "image-chooser-upload-collection": 1,
            },
        )
        assert response.status_code == 200, what
        assert response.json()["step"] != "chosen", what
    assert not PortalImage.objects.exists()
    assert left_over(settings) == []


@pytest.mark.parametrize(
    ("name", "kind", "options"),
    [
        ("anh.png", "PNG", {}),
        ("anh.PNG", "PNG", {}),
        ("anh.jpg", "JPEG", {}),
        ("anh.jpeg", "JPEG", {"progressive": True}),
        ("anh.gif", "GIF", {}),
        ("anh.webp", "WEBP", {}),
        ("Ảnh đại hội.jpg", "JPEG", {}),
    ],
)
def test_a_good_picture_is_taken_and_shown(admin_client, client, name, kind, options):
    admin_client.post(
        reverse("wagtailimages:add"),
        {"title": "Ảnh", "file": SimpleUploadedFile(name, picture(kind, **options)), "collection": 1},
    )
    image = PortalImage.objects.get()
    response = client.get(image.get_rendition("fill-20x20|format-webp").url)
    assert response["Content-Type"] == "image/webp"
    assert b"WEBP" in b"".join(response)


def test_a_picture_that_is_damaged_after_all_does_not_take_its_page_with_it(client, drawn_image, site_tree):
    """A stored original may be lost or damaged on the disk; the page is then shown without it."""
    from news.models import ArticlePage

    image = drawn_image()
    Path(image.file.path).write_bytes(b"damaged")
    article = site_tree.news.add_child(instance=ArticlePage(title="Bài có ảnh hỏng", image=image))
    for address in (article.url, site_tree.news.url, "/"):
        assert client.get(address).status_code == 200
    Path(image.file.path).unlink()
    for address in (article.url, site_tree.news.url, "/"):
        assert client.get(address).status_code == 200
