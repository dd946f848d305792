"""Pictures as cameras write them, drawn here: with place, device and time, small pictures, comments and more."""

from io import BytesIO

from PIL import ExifTags, Image, TiffImagePlugin
from pillow_heif import register_heif_opener

register_heif_opener()

# What must not be found in any copy that the public can reach.
SECRETS = (b"Exif", b"GPS", b"May anh bi mat", b"ns.adobe.com", b"Photoshop", b"Ghi chu rieng", b"2025:03:02")
XMP = b'<x:xmpmeta xmlns:e="http://ns.adobe.com/exif/1.0/"><d e:GPSLatitude="11,18N"/></x:xmpmeta>'
TAKEN = "2025:03:02 07:30:05"


def camera_exif(orientation: int = 1, taken: str = TAKEN) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = exif[ExifTags.Base.Model] = "May anh bi mat"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.MakerNote] = b"May anh bi mat"
    degrees = tuple(TiffImagePlugin.IFDRational(value) for value in (11, 18, 36))
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: degrees, 3: "E", 4: degrees, 29: "2025:03:02"})
    return exif


def corners(size=(80, 60)) -> Image.Image:
    """Return a red picture with a blue upper left corner and a green upper right one."""
    picture = Image.new("RGB", size, (200, 30, 30))
    width, height = size[0] // 4, size[1] // 4
    picture.paste((0, 0, 250), (0, 0, width, height))
    picture.paste((0, 250, 0), (size[0] - width, 0, size[0], height))
    return picture


def camera_file(kind: str = "JPEG", picture: Image.Image | None = None, *, orientation=1, **options) -> bytes:
    """Return a picture with all that tells where, when and with what it was taken."""
    target = BytesIO()
    exif = camera_exif(orientation, options.pop("taken", TAKEN)).tobytes()
    if kind == "JPEG":
        options = {"quality": 92, "comment": b"Ghi chu rieng", **options}
    if kind != "PNG":
        options["xmp"] = XMP
    (picture or corners()).save(target, kind, exif=exif, **options)
    return target.getvalue()


def with_segment(jpeg: bytes, marker: int, content: bytes) -> bytes:
    """Return a JPEG with one more segment at its beginning."""
    return jpeg[:2] + bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2, "big") + content + jpeg[2:]
