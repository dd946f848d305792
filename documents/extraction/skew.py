"""How far the lines of a scanned page lean, and whether they run down the page instead of across.

A page turned until its lines lie level has rows that are either full or empty: the angle is the one at which the
darkness of neighbouring rows differs most. A small copy of the page is enough for that.
"""

from PIL import Image, ImageChops, ImageOps, ImageStat

_COPY_WIDTH = 560
_WIDEST = 4.0
_COARSE, _FINE = 0.5, 0.1
# Below this Tesseract reads as well without turning, and turning blurs.
_NOTICEABLE = 0.5
_LEAST_INK = 0.002


def straighten(page: Image.Image) -> Image.Image:
    """Return the page with its lines level."""
    angle = find_skew(page)
    if abs(angle) < _NOTICEABLE:
        return page
    return page.rotate(angle, Image.Resampling.BILINEAR, fillcolor=_paper(page))


def find_skew(page: Image.Image) -> float:
    """Return by how many degrees, counter-clockwise, a page must be turned for its lines to lie level."""
    ink = _ink(page)
    if ImageStat.Stat(ink).mean[0] < 255 * _LEAST_INK:
        return 0.0
    best = _steepest(ink, 0.0, _WIDEST, _COARSE)
    return round(_steepest(ink, best, _COARSE - _FINE, _FINE), 2)


def runs_down(page: Image.Image) -> bool:
    """Return whether the lines seem to run from top to bottom: the page lies on its side."""
    ink = _ink(page)
    return _sharpness(ink.transpose(Image.Transpose.ROTATE_90)) > 2 * _sharpness(ink)


def _ink(page: Image.Image) -> Image.Image:
    """Return a small copy, dark letters white on black; grey paper and shadows become black."""
    height = max(1, round(page.height * _COPY_WIDTH / page.width))
    small = page.convert("L").resize((_COPY_WIDTH, height), Image.Resampling.BOX)
    threshold = _paper(small) * 3 // 4
    return ImageOps.invert(small).point(lambda level: 255 if 255 - level < threshold else 0)


def _paper(page: Image.Image) -> int:
    """Return the grey of the paper: the middle one of all pixels."""
    return ImageStat.Stat(page.resize((64, 64), Image.Resampling.BOX)).median[0]


def _steepest(ink: Image.Image, middle: float, reach: float, step: float) -> float:
    steps = round(reach / step)
    angles = [middle + step * number for number in range(-steps, steps + 1)]
    return max(angles, key=lambda angle: (_sharpness(ink.rotate(angle)), -abs(angle)))


def _sharpness(ink: Image.Image) -> float:
    """Return the sum of the squared differences of neighbouring rows."""
    rows = ink.resize((1, ink.height), Image.Resampling.BOX)
    moved = ImageChops.offset(rows, 0, 1)
    return ImageStat.Stat(ImageChops.difference(rows, moved)).sum2[0]
