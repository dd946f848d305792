from bisect import bisect

from django import template
from wagtail.images.models import Filter, Picture
from wagtail.images.shortcuts import get_renditions_or_not_found

from news.photos import BY_ITSELF, IN_GRID

register = template.Library()

# Width by height, in hundredths, for which the style sheet has a class: the usual ones of cameras, and steps between.
RATIOS = (
    45,
    50,
    56,
    60,
    67,
    71,
    75,
    80,
    90,
    100,
    110,
    120,
    125,
    133,
    141,
    150,
    160,
    167,
    178,
    200,
    225,
    260,
    300,
)
# What the grid's rows are high, in pixels, about: what the browser chooses a file by before it knows.
ROW = 260


@register.filter
def ratio(image) -> int:
    """Return which class of proportions a picture is of."""
    wanted = 100 * image.width / max(image.height, 1)
    place = bisect(RATIOS, wanted)
    beside = RATIOS[max(place - 1, 0) : place + 1]
    return min(beside, key=lambda each: abs(each - wanted))


@register.simple_tag
def grid_picture(photo, is_late: bool):
    """Return a photo as it stands in the grid; the first ones are not put off."""
    width = round(ratio(photo.image) * ROW / 100)
    attributes = {"alt": photo.shown_alt_text, "sizes": f"min(100vw, {width}px)"}
    return _picture(photo, IN_GRID, attributes | ({"loading": "lazy"} if is_late else {}))


@register.simple_tag
def large_picture(photo):
    """Return a photo as it stands by itself."""
    attributes = {"alt": photo.shown_alt_text, "sizes": "(min-width: 77rem) 75rem, 100vw"}
    return _picture(photo, BY_ITSELF, attributes)


def _picture(photo, spec: str, attributes: dict) -> Picture:
    filters = [Filter(spec=each) for each in Filter.expand_spec(spec)]
    return Picture(get_renditions_or_not_found(photo.image, filters), attributes)
