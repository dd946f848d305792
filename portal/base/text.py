"""Vietnamese text: normal form, folding, slugs, dictionary order, excerpts.

Folded text has the length of the NFC text, so an offset in one is the same offset in the other:

>>> fold("Đoàn kết, trách nhiệm")
'doan ket, trach nhiem'
>>> slugify("Đoàn kết, trách nhiệm")
'doan-ket-trach-nhiem'
"""

import re
import unicodedata
from functools import lru_cache

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WORD = re.compile(r"[^\W_]+")

# Vietnamese alphabet (29 letters, with the four foreign ones in their usual places); tones sort after letters.
_LETTER_ORDER = {letter: rank for rank, letter in enumerate(" 0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
# ngang, huyền, hỏi, ngã, sắc, nặng
_TONE_ORDER = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def nfc(text: str) -> str:
    """Return the text in Unicode normal form C; every text that enters the portal passes here."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in "đĐ":
        return "d"
    decomposed = unicodedata.normalize("NFD", character)
    base = decomposed[0] if len(decomposed) > 1 and not unicodedata.combining(decomposed[0]) else character
    lowered = base.lower()
    return lowered if len(lowered) == 1 else base


def fold(text: str) -> str:
    """Return the NFC text in lower case without tone and vowel marks, đ as d, of the same length."""
    return "".join(map(_fold_character, nfc(text)))


def printable(text: str) -> str:
    """Return the text without control characters, which XML does not allow; line breaks and tabs stay."""
    return _CONTROL.sub("", text)


def words(text: str) -> list[str]:
    """Return the folded words (runs of letters and digits) of a text."""
    return _WORD.findall(fold(text))


def slugify(text: str, max_length: int = 80) -> str:
    """Return an ASCII slug, cut at a word's end; "" where the text holds no letter or digit."""
    slug = "-".join(re.findall(r"[a-z0-9]+", fold(text)))
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return cut or slug[:max_length]


def sort_key(text: str) -> str:
    """Return ASCII text that any engine sorts as a Vietnamese dictionary: letters first, tones second."""
    letters: list[str] = []
    tones: list[str] = []
    for character in unicodedata.normalize("NFD", nfc(text).lower()):
        if character in _TONE_ORDER:
            tones[-1:] = [_TONE_ORDER[character]] if tones else []
        elif unicodedata.combining(character) and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + character)
        elif character in _LETTER_ORDER:
            letters.append(character)
            tones.append("0")
    return "".join(f"{_LETTER_ORDER.get(letter, 99):02d}" for letter in letters) + "." + "".join(tones)


def excerpt(text: str, length: int = 200) -> str:
    """Return at most `length` characters of a text, on one line, cut at a word's end and marked with …."""
    line = " ".join(nfc(text).split())
    if len(line) <= length:
        return line
    return line[:length].rpartition(" ")[0].rstrip(" ,;:.–-") + "…"
