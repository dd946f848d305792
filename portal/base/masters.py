"""From an uploaded picture to the master that the portal shows: upright, without metadata, of bearable size.

`make_master` is the one door: the picture's field, the admin's forms, albums and the import of articles pass
through it. What the camera wrote – place, device, time, small pictures, a second picture or a film behind the first –
stays in the original, which is kept apart. A moving picture becomes its first frame: nothing on the portal moves by
itself (TT 32/2017/TT-BTTTT).

A JPEG that stands upright and is not too large keeps its pixels bit for bit. The size is read from the header before
anything is decoded, and a picture is decoded while no other is in this process, so that memory does not add up.
"""

import hashlib
import struct
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from pillow_heif import register_heif_opener

from portal.base.stripping import bare_jpeg, bare_png, is_bare_webp

register_heif_opener()

LONG_EDGE = 4096
# A baseline JPEG is scaled down while it is decoded. All else is held whole, beside what its decoder needs: by kind so
# many that a web process stays below 400 MB.
MOST_PIXELS = 260_000_000
MOST_PIXELS_WHOLE = {
    "JPEG": 28_000_000,
    "HEIF": 28_000_000,
    "AVIF": 20_000_000,
    "PNG": 17_000_000,
    "GIF": 17_000_000,
    "WEBP": 13_000_000,
}
JPEG_QUALITY = WEBP_QUALITY = 90

# Pillow's decoders raise any of these on damaged data.
DAMAGED = (
    *(OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, MemoryError, struct.error),
    *(RuntimeError, Image.DecompressionBombError),
)
_ENDINGS = {
    "JPEG": ("jpg", "jpeg"),
    "PNG": ("png",),
    "GIF": ("gif",),
    "WEBP": ("webp",),
    "HEIF": ("heic", "heif"),
    "AVIF": ("avif",),
}
_one_at_a_time = threading.Lock()


class MasterFile(ContentFile):
    """The file of a master, with what is known of the file that it was made from.

    `original` is None where the two are the same, byte for byte.
    """

    def __init__(self, content: bytes, name: str, *, original: File | None, sha256: str, taken_at):
        super().__init__(content, name=name)
        self.sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        self.original, self.original_sha256, self.taken_at = original, sha256, taken_at


def master_of_upload(upload: File) -> MasterFile:
    """Return the master of a file that a person sends; raises ValidationError for what is not to be taken."""
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if upload.size > most:
        words = _("This file is too big (%(file_size)s). Maximum filesize %(max_filesize)s.")
        sizes = {"file_size": filesizeformat(upload.size), "max_filesize": filesizeformat(most)}
        raise ValidationError(words % sizes, code="file_too_large")
    return make_master(upload, is_named_rightly=_refuse_a_wrong_ending)


def make_master(upload: File, *, is_named_rightly=None) -> MasterFile:
    """Return the master of a picture; raises ValidationError for one that is damaged, unknown or too large."""
    upload.seek(0)
    data = upload.read()
    upload.seek(0)
    with _failures_told(), _one_at_a_time:
        picture = _opened(data)
        with picture:
            if is_named_rightly:
                is_named_rightly(upload.name, picture.format)
            _refuse_too_many_pixels(picture)
            taken_at = _time_taken(picture)
            content, ending = _bare(picture, data) or _drawn_anew(picture)
    return MasterFile(
        content,
        f"{PurePath(upload.name or '').stem or 'anh'}.{ending}",
        original=None if content == data else upload,
        sha256=hashlib.sha256(data).hexdigest(),
        taken_at=taken_at,
    )


@contextmanager
def _failures_told() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except DAMAGED as error:
        words = _("The picture is damaged or cut off. Fetch it once more from where it was taken.")
        raise ValidationError(words, code="invalid_image") from error


def _opened(data: bytes) -> Image.Image:
    """Open a picture by what it is, whatever its name; its size is then known, and nothing decoded.

    Not by Pillow's `open`, which refuses by the number of pixels alone, also what can be scaled down while decoding.
    """
    Image.init()
    failure = None
    for kind in _ENDINGS:
        factory, accepts = Image.OPEN[kind]
        if accepts and accepts(data[:16]) is not True:
            continue
        if kind == "HEIF" and b"avif" in data[8 : int.from_bytes(data[:4], "big")][:64]:
            # The first brand of such a file may be one that both kinds have.
            continue
        try:
            # Pillow's own factory opens the second picture of some telephones' files, too.
            return JpegImageFile(BytesIO(data)) if kind == "JPEG" else factory(BytesIO(data), "")
        except DAMAGED as error:
            failure = error
    if failure:
        raise failure
    words = _("This is not a picture of a kind that the portal takes: JPEG, HEIC, PNG, WebP, AVIF or GIF.")
    raise ValidationError(words, code="invalid_image_extension")


def _refuse_a_wrong_ending(name: str, kind: str) -> None:
    ending = PurePath(name or "").suffix.lower().removeprefix(".")
    if ending not in _ENDINGS[kind]:
        words = _(
            "The name of the file ends in “.%(ending)s”, but it is a picture of kind %(kind)s. Name it rightly."
        )
        raise ValidationError(words % {"ending": ending, "kind": kind}, code="invalid_image_known_format")


def most_pixels(picture: Image.Image) -> int:
    """Return how many pixels a picture may have that is opened and not yet decoded."""
    # A progressive JPEG is held whole, too, before it can be scaled.
    if picture.format == "JPEG" and not picture.info.get("progressive"):
        return MOST_PIXELS
    return MOST_PIXELS_WHOLE.get(picture.format or "", MOST_PIXELS_WHOLE["PNG"])


def _refuse_too_many_pixels(picture: Image.Image) -> None:
    count, most = picture.width * picture.height, most_pixels(picture)
    if count > most:
        words = _(
            "The picture has %(count)d million pixels; of this kind at most %(most)d million are taken. "
            "Make it smaller and send it again."
        )
        counts = {"count": count // 1_000_000, "most": most // 1_000_000}
        raise ValidationError(words % counts, code="file_too_many_pixels")


def _time_taken(picture: Image.Image) -> datetime | None:
    """Return when the camera says that it took the picture; its clock is ours where it does not say otherwise."""
    try:
        told = picture.getexif().get_ifd(ExifTags.IFD.Exif)
        time = str(told.get(ExifTags.Base.DateTimeOriginal, "")).strip("\0 ")
        taken = datetime.strptime(time, "%Y:%m:%d %H:%M:%S")
        offset = str(told.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\0 ")
        if offset:
            return datetime.strptime(f"{time}{offset}", "%Y:%m:%d %H:%M:%S%z")
        return timezone.make_aware(taken)
    except (*DAMAGED, OverflowError):
        # Nonsense in the metadata does not make a picture a bad one.
        return None


def _orientation(picture: Image.Image) -> int:
    try:
        return picture.getexif().get(ExifTags.Base.Orientation, 1)
    except DAMAGED:
        return 1


def _is_srgb(picture: Image.Image) -> bool:
    profile = picture.info.get("icc_profile")
    if not profile:
        return True
    try:
        return "sRGB" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(profile)))
    except (ImageCms.PyCMSError, *DAMAGED):
        return False


def _bare(picture: Image.Image, data: bytes) -> tuple[bytes, str] | None:
    """Return a picture as it came, less what stands beside it; None for one that must be drawn anew."""
    is_fit = max(picture.size) <= LONG_EDGE and _orientation(picture) in (0, 1) and _is_srgb(picture)
    if not is_fit:
        return None
    if picture.format == "JPEG" and picture.mode in ("L", "RGB"):
        content = bare_jpeg(data)
        # A reduced JPEG is decoded quickly, and shows as well whether the file is whole.
        picture.draft(picture.mode, (picture.width // 8 or 1, picture.height // 8 or 1))
        picture.load()
        return content, "jpg"
    if picture.format == "PNG" and picture.mode in ("1", "L", "LA", "P", "RGB", "RGBA"):
        picture.load()
        return bare_png(data), "png"
    if picture.format == "WEBP" and is_bare_webp(data):
        picture.load()
        return data, "webp"
    return None


def _drawn_anew(picture: Image.Image) -> tuple[bytes, str]:
    """Return a picture turned upright, scaled down and in the colours of the web, as a file and its ending."""
    kind = picture.format
    times = max(max(picture.size) / LONG_EDGE, 1)
    size = tuple(max(round(edge / times), 1) for edge in picture.size)
    if isinstance(picture, JpegImageFile):
        picture.draft(None, size)
    picture.load()
    orientation = _orientation(picture)
    drawn = picture if picture.size == size else _scaled(picture, size)
    drawn = _in_web_colours(drawn)
    _turn_upright(drawn, orientation)
    drawn.info = {}
    target = BytesIO()
    if kind in ("PNG", "GIF"):
        drawn.save(target, "PNG")
        return target.getvalue(), "png"
    if kind == "WEBP" or drawn.mode == "RGBA":
        drawn.save(target, "WEBP", quality=WEBP_QUALITY)
        return target.getvalue(), "webp"
    drawn.save(target, "JPEG", quality=JPEG_QUALITY)
    return target.getvalue(), "jpg"


def _scaled(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return a smaller picture; before its colours are looked at, so that there are fewer of them."""
    smooth = {"P": "RGBA", "PA": "RGBA", "1": "L", "I;16": "I", "I;16B": "I"}
    if picture.mode in smooth:
        picture = _keeping_profile(picture, smooth[picture.mode])
    scaled = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    scaled.info = dict(picture.info)
    return scaled


def _turn_upright(picture: Image.Image, orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    picture.info = {"exif": exif.tobytes()}
    # In place, so that the picture is not held twice while it is written.
    ImageOps.exif_transpose(picture, in_place=True)


def _in_web_colours(picture: Image.Image) -> Image.Image:
    """Return a picture in sRGB with eight bits, or in eight bits of grey; its profile is then not needed."""
    if picture.mode.startswith("I") or picture.mode == "F":
        # Sixteen bits of grey.
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    has_alpha = picture.has_transparency_data
    if picture.mode in ("P", "PA", "LA", "La", "RGBa", "1"):
        picture = _keeping_profile(picture, "RGBA" if has_alpha else "RGB" if picture.mode != "1" else "L")
    mode = "RGBA" if has_alpha else "L" if picture.mode == "L" else "RGB"
    if not _is_srgb(picture):
        try:
            profile = ImageCms.ImageCmsProfile(BytesIO(picture.info["icc_profile"]))
            mode = "RGB" if mode == "L" else mode
            picture = ImageCms.profileToProfile(
                picture, profile, ImageCms.createProfile("sRGB"), outputMode=mode
            )
        except (ImageCms.PyCMSError, *DAMAGED):
            picture = picture.convert(mode)
    elif picture.mode != mode:
        picture = picture.convert(mode)
    if mode == "RGBA" and picture.getextrema()[3][0] == 255:
        return picture.convert("RGB")
    return picture


def _keeping_profile(picture: Image.Image, mode: str) -> Image.Image:
    converted = picture.convert(mode)
    if profile := picture.info.get("icc_profile"):
        converted.info["icc_profile"] = profile
    return converted
