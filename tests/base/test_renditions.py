"""Renditions made from one reading of a picture: the same as those that are made one by one, and free of metadata."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageChops
from wagtail.images.models import Filter, SourceImageIOError

from portal.base.models import PortalImage
from portal.base.renditions import ReadPicture, make_renditions
from tests.base.picture_files import SECRETS, camera_file, corners

pytestmark = pytest.mark.django_db

SPECS = [
    *("max-400x400|format-avif", "max-400x400|format-webp", "max-165x165", "fill-200x200|format-webp"),
    *(
        "width-300|format-jpeg|jpegquality-90",
        "fill-90x40-c100|format-png",
        "original|format-webp",
        "scale-50",
    ),
]


@pytest.fixture
def large() -> PortalImage:
    picture = Image.linear_gradient("L").resize((1600, 1200))
    picture = Image.merge(
        "RGB", (picture, picture.transpose(Image.Transpose.ROTATE_90).resize((1600, 1200)), picture)
    )
    return PortalImage.objects.create(
        title="Ảnh", file=ContentFile(camera_file("JPEG", picture), name="anh.jpg")
    )


def shown(rendition) -> Image.Image:
    return Image.open(BytesIO(rendition.file.read())).convert("RGB")


def test_one_reading_gives_what_wagtail_gives(large):
    """Wagtail's own filter, which reads the whole picture for each, is the measure."""
    assert make_renditions(large, SPECS) == len(SPECS)
    for spec in SPECS:
        rendition = large.get_rendition(spec)
        target = BytesIO()
        Filter(spec=spec).run(large, target)
        theirs = Image.open(target).convert("RGB")
        ours = shown(rendition)
        assert ours.size == theirs.size == (rendition.width, rendition.height), spec
        difference = ImageChops.difference(ours, theirs).convert("L")
        assert sum(difference.histogram()[24:]) < ours.width * ours.height / 500, spec
    assert make_renditions(large, SPECS) == 0


def test_a_focal_point_holds_in_a_reduced_reading(large):
    large.focal_point_x, large.focal_point_y = 1500, 1100
    large.focal_point_width = large.focal_point_height = 120
    large.save()
    make_renditions(large, ["fill-100x100-c100|format-png"])
    target = BytesIO()
    Filter(spec="fill-100x100-c100|format-png").run(large, target)
    ours = shown(large.get_rendition("fill-100x100-c100|format-png"))
    difference = ImageChops.difference(ours, Image.open(target).convert("RGB")).convert("L")
    assert difference.getextrema()[1] < 40


def test_a_large_picture_is_read_no_larger_than_needed(large):
    filters = [Filter(spec="max-400x400|format-webp"), Filter(spec="max-165x165")]
    assert ReadPicture(large, filters).picture.size == (400, 300)
    assert ReadPicture(large, [Filter(spec="max-900x900")]).picture.size == (1600, 1200)


def test_pictures_that_were_stored_before_there_were_masters_stand_upright_and_tell_nothing(large):
    for kind in ("JPEG", "WEBP", "PNG"):
        Path(large.file.path).write_bytes(camera_file(kind, corners((60, 80)), orientation=6))
        large.renditions.all().delete()
        make_renditions(large, ["max-40x40|format-webp", "max-40x40|format-avif", "max-40x40|format-jpeg"])
        for rendition in large.renditions.all():
            content = rendition.file.read()
            assert [secret for secret in SECRETS if secret in content] == [], kind
            assert (rendition.width, rendition.height) == (40, 30), kind


def test_a_damaged_picture_is_a_lost_one(large):
    Path(large.file.path).write_bytes(b"hong")
    with pytest.raises(SourceImageIOError):
        make_renditions(large, SPECS)
    Path(large.file.path).unlink()
    with pytest.raises(SourceImageIOError):
        make_renditions(large, SPECS)
    assert not large.renditions.exists()


def test_transparent_and_grey_pictures(large):
    for mode, kind in (("RGBA", "PNG"), ("LA", "PNG"), ("L", "JPEG"), ("1", "PNG"), ("P", "GIF")):
        data = BytesIO()
        corners((200, 100)).convert(mode).save(data, kind)
        image = PortalImage.objects.create(
            title=mode, file=ContentFile(data.getvalue(), name=f"a.{kind.lower()}")
        )
        assert (
            make_renditions(
                image, ["max-50x50|format-webp", "max-50x50|format-avif", "max-50x50|format-jpeg"]
            )
            == 3
        )
