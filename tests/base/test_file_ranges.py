from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Collection

from portal.base.files import asked_range
from portal.base.models import PortalImage

CONTENT = bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", None),
        ("bytes=0-99", range(100)),
        ("bytes=1000-", range(1000, 1024)),
        ("bytes=-24", range(1000, 1024)),
        ("bytes=-9999", range(1024)),
        ("bytes=1000-5000", range(1000, 1024)),
        ("bytes=1024-", range(0)),
        ("bytes=-0", range(0)),
        ("bytes=9-3", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("bytes=-", None),
    ],
)
def test_a_range_is_read_as_the_standard_says(header, expected):
    assert asked_range(header, 1024) == expected


@pytest.fixture
def address(stored_document) -> str:
    return stored_document("Tệp dài", name="tep-dai.txt", content=CONTENT).url


@pytest.mark.django_db
def test_a_part_of_a_file_is_sent(client, address):
    answer = client.get(address, headers={"range": "bytes=10-19"})
    assert answer.status_code == 206
    assert b"".join(answer.streaming_content) == CONTENT[10:20]
    assert answer["Content-Range"] == "bytes 10-19/1024"
    assert answer["Content-Length"] == "10"


@pytest.mark.django_db
def test_the_whole_file_is_sent_where_the_reader_has_an_older_one(client, address):
    answer = client.get(address, headers={"range": "bytes=10-19", "if-range": '"older"'})
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == CONTENT


@pytest.mark.django_db
def test_bytes_beyond_the_end_are_refused(client, address):
    answer = client.get(address, headers={"range": "bytes=5000-"})
    assert answer.status_code == 416
    assert answer["Content-Range"] == "bytes */1024"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spec", ["max-100x100|format-jpeg", "fill-50x50|format-webp", "original", "max-90x90"]
)
def test_a_rendition_tells_nothing_of_where_the_picture_was_taken(spec):
    metadata = Image.Exif()
    metadata[0x010F] = "MAKER OF THE CAMERA"
    metadata[0x0112] = 6  # the camera was held upright
    buffer = BytesIO()
    Image.new("RGB", (200, 100), (10, 20, 30)).save(
        buffer, "JPEG", exif=metadata, comment=b"MAKER OF THE CAMERA"
    )
    assert b"MAKER OF THE CAMERA" in buffer.getvalue()
    picture = PortalImage.objects.create(
        title="Ảnh chụp",
        file=ImageFile(BytesIO(buffer.getvalue()), name="anh.jpg"),
        collection=Collection.get_first_root_node(),
    )
    rendition = picture.get_rendition(spec)
    with rendition.file.open("rb") as file:
        assert b"MAKER OF THE CAMERA" not in file.read()
    assert rendition.height >= rendition.width
