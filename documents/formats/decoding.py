"""The letters of bytes whose encoding nobody told: Unicode by itself, else the encoding whose words are Vietnamese.

The old fonts' encodings TCVN3 and VNI come out as the Western letters that they are stored as.
"""

import codecs
import re

import charset_normalizer

from portal.base.legacy_encodings import convert
from portal.base.text import nfc
from portal.base.vietnamese_syllables import is_syllable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Latin-1 has controls where Windows has quotation marks and dashes.
_WINDOWS_SIGNS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
_SAMPLE = 200_000
_FEWEST_ZEROS = 3
_WORD = re.compile(r"[^\W\d_]+")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode_text(data: bytes, declared: str = "") -> str:
    """Return some bytes as text in NFC; `declared` is the encoding that a file names for itself.

    Bytes that no encoding explains become U+FFFD.
    """
    return nfc(data.decode(encoding_of(data, declared), "replace").translate(_WINDOWS_SIGNS))


def encoding_of(data: bytes, declared: str = "") -> str:
    """Return the name of the encoding of some text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if utf_16 := unmarked_utf_16(data):
        return utf_16
    if _is_utf_8(data):
        return "utf-8"
    sample = data[:_SAMPLE]
    if known := _declared_encoding(sample, declared):
        return known
    scores = {encoding: _vietnamese_words(sample, encoding) for encoding in ("latin-1", "cp1258")}
    best = max(scores, key=scores.__getitem__)
    if scores[best] > 0:
        return best
    guess = charset_normalizer.from_bytes(sample).best()
    return guess.encoding if guess else "latin-1"


def is_binary(data) -> bool:
    """Return whether some bytes cannot be text: they hold control signs and are not UTF-16."""
    head = bytes(data[:4096])
    has_mark = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if encoding := "utf-16" if has_mark else unmarked_utf_16(head):
        text = head[: len(head) // 2 * 2].decode(encoding, "replace")
        return any(ord(character) < 32 and character not in "\t\n\r\f\x1b" for character in text)
    return _CONTROLS.search(data) is not None


def unmarked_utf_16(data: bytes) -> str | None:
    """Return which UTF-16 some bytes without a mark are: blanks and ASCII leave every second byte zero."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    least = max(len(sample) // 8, _FEWEST_ZEROS)
    if odd > least and odd > 8 * even:
        return "utf-16-le"
    return "utf-16-be" if even > least and even > 8 * odd else None


def _is_utf_8(data: bytes) -> bool:
    """Return whether bytes are UTF-8, but for a letter cut off at their end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _declared_encoding(sample: bytes, declared: str) -> str | None:
    try:
        encoding = codecs.lookup(declared).name
        sample.decode(encoding)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    # “iso-8859-1” says little: files in the old Vietnamese encodings call themselves so, and so do all others.
    is_western = encoding in ("iso8859-1", "cp1252", "cp1258", "ascii")
    return None if is_western or encoding.startswith("utf") else encoding


def _vietnamese_words(sample: bytes, encoding: str) -> int:
    """Return how many accented words are Vietnamese syllables, less those that are none."""
    try:
        text = nfc(sample.decode(encoding))
    except UnicodeDecodeError:
        return 0
    words = [word for word in _WORD.findall(convert(text.translate(_WINDOWS_SIGNS))[0]) if not word.isascii()]
    return sum(1 if is_syllable(word) else -1 for word in words)
