"""Which pictures of a file can be shown: type, size and soundness are seen before anything large is decoded."""

import warnings
from io import BytesIO

from PIL import Image

from portal.base.masters import most_pixels
from portal.exchange.article_draft import Limits, gettext_noop

TOO_MANY_PIXELS = gettext_noop("A picture with too many pixels was left out: {name}.")
UNKNOWN_FORMAT = gettext_noop("A picture in a format that web pages do not show was left out: {name}.")
DAMAGED = gettext_noop("A damaged picture was left out: {name}.")

_EXTENSIONS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
_CONVERTED = ("BMP", "TIFF", "DIB")
# Pillow opens MPO, the JPEG of some telephones, as JPEG.
_READ = tuple(name for name in (*_EXTENSIONS, *_CONVERTED) if name != "MPO")


class UnusablePicture(Exception):
    """A picture that cannot be taken; `message` has a {name} place."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


def checked_picture(data: bytes, limits: Limits) -> tuple[bytes, str]:
    """Return the data of a picture for the web and its file extension; raises UnusablePicture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _checked(data, limits)
    except Image.DecompressionBombError as error:
        raise UnusablePicture(TOO_MANY_PIXELS) from error
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        TypeError,
        KeyError,
        IndexError,
        MemoryError,
    ) as error:
        # Pillow's decoders raise any of these on damaged data.
        raise UnusablePicture(DAMAGED) from error


def _checked(data: bytes, limits: Limits) -> tuple[bytes, str]:
    # Formats that are named are not loaded by Pillow on demand.
    Image.init()
    try:
        picture = Image.open(BytesIO(data), formats=_READ)
    except Image.UnidentifiedImageError as error:
        raise UnusablePicture(UNKNOWN_FORMAT) from error
    with picture:
        if picture.width * picture.height > min(limits.picture_pixels, most_pixels(picture)):
            raise UnusablePicture(TOO_MANY_PIXELS)
        name = picture.format or ""
        if name in _CONVERTED:
            converted = BytesIO()
            picture.convert("RGBA" if picture.mode in ("RGBA", "LA", "P") else "RGB").save(converted, "PNG")
            return converted.getvalue(), "png"
        # A reduced JPEG is decoded quickly, and shows as well whether the file is whole.
        picture.draft("RGB", (64, 64))
        picture.load()
    return data, _EXTENSIONS[name]
