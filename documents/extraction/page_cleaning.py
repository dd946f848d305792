import re

from portal.base.text import nfc

# PDFium writes a hyphen at a line's end as one of these.
_LINE_HYPHENS = re.compile("[\x02\ufffe]")
_BREAKS = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
# Controls, zero-width signs, marks of direction.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_LINE_ENDS = re.compile(r"[^\S\n]+$", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """Return text in NFC with line feeds alone for breaks, without controls and invisible signs."""
    text = _BREAKS.sub("\n", _LINE_HYPHENS.sub("-\n", text))
    text = _LINE_ENDS.sub("", nfc(_INVISIBLE.sub("", text)))
    return _EMPTY_LINES.sub("\n\n", text).strip()
