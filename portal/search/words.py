"""The words of a text as the index and a query know them; both sides pass here.

A word has two forms. The folded one is the same however a reader types: without marks, y as i where both are
written (kỹ thuật, kĩ thuật), numbers without leading zeros. The exact one keeps vowels and tone, spelled in letters
and a digit, so that old and new placement of the tone are one (hoà, hòa) and no database needs to know Vietnamese:

>>> [(word.folded, word.exact) for word in words("Kỹ thuật 01-QĐ/TW")]
[('ki', 'ki3'), ('thuat', 'thuaat5'), ('1', '1'), ('qd', 'qdd0'), ('tw', 'tw0')]
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from portal.base.text import fold, nfc

# Letters and digits apart: 144QĐ is 144 and QĐ.
_WORD = re.compile(r"[^\W\d_]+|\d+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_EITHER_I = re.compile(r"(?:[bcdghklmnpqrstvx]+|qu)y")
# PostgreSQL refuses words of more than 2046 bytes; no word of any language is longer than this.
_LONGEST_WORD = 60
# ngang, huyền, hỏi, ngã, sắc, nặng
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_VOWELS = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}


class Word(NamedTuple):
    """A word in its two forms; `start` and `end` are its place in the NFC text."""

    folded: str
    exact: str
    start: int
    end: int

    @property
    def bears_marks(self) -> bool:
        """Tell whether the word was written with a mark: only then does the exact form say more."""
        return self.exact != f"{self.folded}0" and not self.folded.isdigit()


def words(text: str) -> list[Word]:
    """Return the words of a text in their order."""
    found = _WORD.finditer(nfc(text))
    return [Word(*_forms(match[0].lower()), match.start(), match.end()) for match in found]


def indexed(text: str) -> str:
    """Return what stands in the index for a text: its folded words, then its exact ones.

    No word of one half can be one of the other, numbers apart: exact words are letters and a digit, folded ones
    never both. Numbers stand in both, so that a phrase with one is found in either.
    """
    forms = [_forms(word) for word in _written(text)]
    return " ".join([folded for folded, _exact in forms] + [exact for _folded, exact in forms])


def folded(text: str) -> str:
    """Return the folded words of a text."""
    return " ".join(_forms(word)[0] for word in _written(text))


def distinct(text: str) -> str:
    """Return each word of a long text once, to be indexed where its words count and not their order."""
    return " ".join(dict.fromkeys(_written(text)))


def _written(text: str) -> list[str]:
    return _WORD.findall(_INVISIBLE.sub("", nfc(text)).lower())


@lru_cache(maxsize=65_536)
def _forms(word: str) -> tuple[str, str]:
    """Return the folded and the exact form of a word in lower case."""
    word = word[:_LONGEST_WORD]
    if word.isdigit():
        number = word.lstrip("0") or "0"
        return number, number
    letters, tone = [], "0"
    for character in unicodedata.normalize("NFD", word):
        if character in _TONES:
            tone = _TONES[character]
        elif unicodedata.combining(character) and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + character)
        else:
            letters.append(character)
    plain = fold(word)
    exact = "".join(_VOWELS.get(letter) or fold(letter) for letter in letters) + tone
    if _EITHER_I.fullmatch(plain):
        plain, exact = f"{plain[:-1]}i", f"{exact[:-2]}i{tone}"
    return plain, exact
