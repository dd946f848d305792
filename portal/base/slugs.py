"""The admin's live slug field, made to read Vietnamese as `portal.base.text.slugify` does."""

import re
import unicodedata

from wagtail.admin.widgets.slug import SlugInput

_RANGES = (range(0xC0, 0x1B1), range(0x1EA0, 0x1EFA))


def slug_formatters() -> list[tuple[re.Pattern, str]]:
    """Return pairs of pattern and replacement, run one after the other on what is typed."""
    variants: dict[str, str] = {"d": "đĐ"}
    for character in map(chr, (code for codes in _RANGES for code in codes)):
        decomposed = unicodedata.normalize("NFD", character)
        if len(decomposed) > 1 and (base := decomposed[0].lower()) in "aeiouy":
            variants[base] = variants.get(base, "") + character
    letters = [(re.compile(f"[{characters}]"), base) for base, characters in sorted(variants.items())]
    marks_and_separators = [(re.compile("[\u0300-\u036f]"), ""), (re.compile("[/–—_.,;:]+"), "-")]
    return letters + marks_and_separators


class VietnameseSlugInput(SlugInput):
    def __init__(self, attrs=None, formatters=None, locale=None):
        super().__init__(attrs=attrs, formatters=formatters or slug_formatters(), locale=locale)
