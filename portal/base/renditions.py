"""Drawing the renditions of a picture: read once, scaled down while it is read, with nothing of its metadata.

Wagtail asks for one rendition at a time and reads the picture anew for each; `make_renditions` makes many from one
reading. Both draw here, so that they give the same.
"""

import math
from collections.abc import Iterable
from contextlib import contextmanager

from PIL import Image, ImageOps
from wagtail.images.image_operations import ImageTransform
from wagtail.images.models import Filter
from willow.image import AvifImageFile
from willow.plugins.pillow import PillowImage

# Nothing else that stands beside a picture goes into a rendition: neither place nor device nor person.
KEPT = ("icc_profile", "transparency")
# Of libavif's speeds from 0 to 10: a quarter of the time of Pillow's usual 6, for files of the same size.
AVIF_SPEED = 8
_WILLOW_NAMES = {"HEIF": "heic", "MPO": "jpeg"}


class ReadPicture:
    """A picture's file, decoded as large as some renditions need it."""

    def __init__(self, image, filters: Iterable[Filter], source=None):
        self.image = image
        self._scaled: tuple | None = None
        if source is not None:
            self._read(source, filters)
        else:
            with image.open_file() as file:
                self._read(file, filters)

    def _read(self, file, filters: Iterable[Filter]) -> None:
        with Image.open(file) as opened:
            name = opened.format or ""
            self.format_name = _WILLOW_NAMES.get(name, name.lower())
            # A master stands upright; what was stored before there were masters says by EXIF which way is up.
            is_turned = opened.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            self.size = opened.size[::-1] if is_turned else opened.size
            share = max(self._share(filter) for filter in filters)
            if share < 1 and name in ("JPEG", "MPO"):
                opened.draft(opened.mode, tuple(math.ceil(edge * share) for edge in opened.size))
            opened.load()
            picture = ImageOps.exif_transpose(opened)
        if picture.mode in ("1", "P"):
            # These are not smoothed when they are scaled.
            picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        picture.info = {name: picture.info[name] for name in KEPT if name in picture.info}
        self.picture = picture

    def _share(self, filter: Filter) -> float:
        """Return how many times smaller than the picture a rendition is, or the part that it shows."""
        transform = filter.get_transform(self.image, self.size)
        part = transform.get_rect()
        return max(transform.size[0] / max(part.width, 1), transform.size[1] / max(part.height, 1))

    def drawn(self, filter: Filter) -> Image.Image:
        """Return the part of the picture that a rendition shows, in its size."""
        transform = filter.get_transform(self.image, self.size)
        part = transform.get_rect().round()
        across, down = self.picture.width / self.size[0], self.picture.height / self.size[1]
        box = (
            max(part.left * across, 0),
            max(part.top * down, 0),
            min(part.right * across, self.picture.width),
            min(part.bottom * down, self.picture.height),
        )
        # The formats of one size follow each other.
        wanted = (transform.size, box)
        if self._scaled is None or self._scaled[0] != wanted:
            scaled = self.picture.resize(transform.size, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)
            self._scaled = wanted, scaled
        return self._scaled[1].copy()


class DrawnPicture(PillowImage):
    """A picture that is drawn as it shall be and has only to be written."""

    def __init__(self, picture: Image.Image, format_name: str):
        super().__init__(picture)
        self.format_name = format_name

    def auto_orient(self):
        return self

    def crop(self, rect):
        return self

    def resize(self, size):
        return self

    def save_as_avif(self, f, quality: int = 61, lossless: bool = False, apply_optimizers: bool = True):
        kept = {"icc_profile": profile} if (profile := self.get_icc_profile()) else {}
        quality, subsampling = (100, "4:4:4") if lossless else (quality, "4:2:0")
        # One thread: several would only get into the way of readers' requests.
        options = {"quality": quality, "subsampling": subsampling, "speed": AVIF_SPEED, "max_threads": 1}
        self.image.save(f, "AVIF", **options, **kept)
        return AvifImageFile(f)


class RenditionFilter(Filter):
    """Wagtail's way from a filter to a file, with a picture that has been read before."""

    def __init__(self, spec: str, read: ReadPicture):
        super().__init__(spec=spec)
        self.read = read

    @contextmanager
    def get_willow_image(self, image, source=None):
        yield DrawnPicture(self.read.drawn(Filter(spec=self.spec)), self.read.format_name)

    def get_transform(self, image, size=None):
        return ImageTransform(size)


def make_renditions(image, specs: Iterable[str]) -> int:
    """Make those renditions of a picture that are not there yet; return how many that were.

    Raises SourceImageIOError where the picture's file is lost or damaged.
    """
    filters = [Filter(spec=spec) for spec in specs]
    there = image.find_existing_renditions(*filters)
    missing = [filter for filter in filters if filter not in there]
    if not missing:
        return 0
    read = image.read_for(missing)
    # Size by size, so that each is scaled once, whatever its formats.
    for filter in sorted(missing, key=lambda filter: _without_format(filter.spec)):
        image.renditions.get_or_create(
            filter_spec=filter.spec,
            focal_point_key=filter.get_cache_key(image),
            defaults={"file": image.rendition_file(filter, read)},
        )
    return len(missing)


def _without_format(spec: str) -> list[str]:
    return [part for part in spec.split("|") if not part.startswith("format-")]
