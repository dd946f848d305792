"""The lines of a text, ready for reading: one alphabet, one kind of blank, columns side by side parted."""

import re
from collections.abc import Iterable, Iterator

from portal.base.text import fold, nfc

_ONE_SIGN = str.maketrans(
    # The Icelandic and African Đ; blanks that do not break or have a width of their own.
    dict.fromkeys("\u00d0\u0189", "Đ")
    | dict.fromkeys("\u00f0\u0256", "đ")
    | dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " "
    )
    | dict.fromkeys("\f\v\x85\u2028\u2029", "\n")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\r", None)
    | {"\t": "    "}
)
_COLUMN_GAP = re.compile(r" {3,}|\|")
_FRAME = " *_|[](){}<>.,:;–—-=~'\"“”‘’•·«»/\\#^°`¦│¯"


def clean(text: str) -> str:
    """Return a text in NFC with one kind of Đ, blank and line break, and without signs that are not seen."""
    return nfc(nfc(text).translate(_ONE_SIGN))


def read_lines(pages: Iterable[str]) -> Iterator[str]:
    for page in pages:
        yield from clean(page).split("\n")


def columns(line: str) -> list[str]:
    """Return the parts of a line between wide gaps or the rules of a table."""
    return [part.strip() for part in _COLUMN_GAP.split(line) if part.strip()]


def bare(text: str) -> str:
    """Return a text without the signs that frame it, folded, its words one blank apart."""
    return " ".join(fold(text.strip(_FRAME)).split())


def letters(text: str) -> str:
    """Return the folded letters of a text, so that lost and added blanks do not count."""
    return "".join(filter(str.isalpha, fold(text)))


def is_capital(text: str) -> bool:
    """Return whether a text is written in capitals; one letter in five may be misread."""
    found = [letter for letter in text if letter.isalpha()]
    return bool(found) and sum(map(str.isupper, found)) > 0.8 * len(found)


def is_rule(line: str) -> bool:
    """Return whether a line is a rule drawn with signs: “-----”, “_____”, “*”, “* * *”."""
    return bool(line.strip()) and not any(map(str.isalnum, line))


def joined(parts: Iterable[str]) -> str:
    return " ".join(" ".join(parts).split())
