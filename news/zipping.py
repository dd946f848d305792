"""Photos as one archive that is made while it is sent: neither memory nor disk holds it."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from io import RawIOBase
from pathlib import PurePosixPath
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.http import StreamingHttpResponse
from django.utils import timezone

from portal.base.text import slugify

CHUNK = 256 * 1024


class _Outlet(RawIOBase):
    """Takes what the archive writes, until it is sent on."""

    def __init__(self):
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.waiting += data
        return len(data)

    def taken(self) -> bytes:
        data = bytes(self.waiting)
        self.waiting.clear()
        return data


def archive(photos: Iterable) -> Iterator[bytes]:
    """Yield an archive of the masters of some photos, numbered in their order; lost files are left out.

    Pictures are compressed already: they are stored as they are.
    """
    outlet = _Outlet()
    with ZipFile(outlet, "w", ZIP_STORED) as target:
        for number, photo in enumerate(photos, 1):
            try:
                source = photo.image.file.storage.open(photo.image.file.name, "rb")
            except OSError:
                continue
            with closing(source), target.open(_entry(number, photo), "w", force_zip64=False) as entry:
                while data := source.read(CHUNK):
                    entry.write(data)
                    yield outlet.taken()
            yield outlet.taken()
    yield outlet.taken()


def streamed(photos: Iterable) -> StreamingHttpResponse:
    return StreamingHttpResponse(archive(photos), content_type="application/zip")


def _entry(number: int, photo) -> ZipInfo:
    """Return the entry of a photo: its number, what it is called, and the day on which it was taken."""
    name = slugify(photo.caption or photo.image.title)[:60].strip("-") or "anh"
    moment = timezone.localtime(photo.taken_at or photo.image.created_at)
    # ZIP knows no time before 1980.
    stamp = (max(moment.year, 1980), *moment.timetuple()[1:6])
    entry = ZipInfo(f"{number:03}-{name}{PurePosixPath(photo.image.file.name).suffix.lower()}", stamp)
    entry.compress_type = ZIP_STORED
    return entry
