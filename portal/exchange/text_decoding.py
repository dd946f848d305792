"""The letters of a text whose encoding nobody told.

Unicode is recognised by itself; among the 8-bit encodings the one wins whose words are Vietnamese. The old fonts'
encodings TCVN3 and VNI come out as the Western letters that they are stored as, for the cleaning to convert.
"""

import codecs
import re

import charset_normalizer

from portal.base.legacy_encodings import convert
from portal.base.text import nfc
from portal.base.vietnamese_syllables import is_syllable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WINDOWS_SIGNS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
_SAMPLE = 200_000
_WORD = re.compile(r"[^\W\d_]+")


def decode_text(data: bytes, declared: str = "") -> str:
    """Return the text of some bytes; `declared` is the encoding that a file names for itself.

    Raises ValueError where they are the text of no encoding.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    if order := unmarked_utf_16(data):
        return data.decode(order, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if text := _as_declared(data, declared):
        return text
    candidates = [_western(data), *_decoded(data, "cp1258")]
    scores = [_vietnamese_words(text) for text in candidates]
    if max(scores) > 0:
        return candidates[scores.index(max(scores))]
    guess = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    if guess is None:
        raise ValueError("text of no known encoding")
    return data.decode(guess.encoding, "replace")


def unmarked_utf_16(data: bytes) -> str | None:
    """Return which UTF-16 some bytes without a mark are: blanks and ASCII letters leave every second byte zero."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 8 and odd > 8 * even:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) // 8 and even > 8 * odd else None


def _as_declared(data: bytes, declared: str) -> str | None:
    try:
        encoding = codecs.lookup(declared).name
    except LookupError:
        return None
    # “iso-8859-1” says little: files in the old Vietnamese encodings call themselves so, and so do all others.
    if not encoding.startswith(("cp", "iso", "koi8", "mac", "gb", "big5", "euc", "shift", "tis")):
        return None
    if encoding in ("iso8859-1", "cp1252", "cp1258"):
        return None
    return next(iter(_decoded(data, encoding)), None)


def _decoded(data: bytes, encoding: str) -> list[str]:
    try:
        return [nfc(data.decode(encoding))]
    except UnicodeDecodeError:
        return []


def _western(data: bytes) -> str:
    """Return Windows' Western letters; the five bytes without one stand as they are."""
    return data.decode("latin-1").translate(_WINDOWS_SIGNS)


def _vietnamese_words(text: str) -> int:
    """Return how many accented words are Vietnamese syllables, less those that are none."""
    words = [word for word in _WORD.findall(convert(text[:_SAMPLE])[0]) if not word.isascii()]
    return sum(1 if is_syllable(word) else -1 for word in words)
