"""Texts of one megabyte that are made to take long."""

import random
import unicodedata
from collections.abc import Iterator

MEGABYTE = 1_000_000
_UNITS = {
    "digits": "1",
    "slashes": "/",
    "hyphens": "-",
    "codes": "QĐ",
    "codes and slashes": "QĐ/",
    "blanks": " ",
    "line breaks": "\n",
    "digits and blanks": "1 ",
    "digits and slashes": "1/",
    "digits and hyphens": "1-",
    "numbers and years": "12/2020/",
    "unclosed lists": "1, ",
    "announced unclosed lists": "số 1, 2, ",
    "lists by and": "1 và ",
    "the word number": "số ",
    "the word number, glued": "số số số",
    "bodies without end": "1/A-A-A-A-A-A-A-A-A-A-",
    "letters without end": "1/AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "ampersands in codes": "1/A & A & A",
    "combining marks": "\u0300\u0316",
    "letters with marks": "a\u0300\u0316",
    "invisible signs": "1\u200b-",
    "ampersands": "&",
    "entities": "&amp;",
    "angle brackets": "<",
    "unclosed tags": "<a ",
    "escaped line breaks": "\\n",
    "lost slashes": "1 2020 NQ-",
    "words for dates": "ngày ",
    "begun dates": "ngày 1",
    "dates": "1/1/2020 ",
    "brackets": "(",
    "types": "quyết định ",
    "symbols": "12-QĐ/TW ",
    "symbols in lists": "1/QĐ-TTg,",
    "symbols of closed lists": "số 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14-QĐ/TW ",
    "symbols with blanks": f"1-QĐ/TW   \n{' ' * 12}",
    "symbols with begun dates": "1/QĐ-TTg, ngày ",
    "symbols with begun issuers": "1/QĐ-TTg của ",
    "symbols with headings": "Số: 1/QĐ-TTg\n",
    "symbols with an act": "ban hành 1/QĐ-TTg ",
    "whole citations": "Quyết định số 12-QĐ/TW ngày 1/1/2020 của Bộ Chính trị ",
}


def texts() -> Iterator[tuple[str, str]]:
    """Yield names and texts; each is about a megabyte of UTF-8."""
    for name, unit in _UNITS.items():
        yield name, unit * (MEGABYTE // len(unit.encode()) + 1)
    yield "decomposed citations", unicodedata.normalize("NFD", _UNITS["whole citations"] * 14_000)
    chance = random.Random(4)
    letters = "0123456789/-QĐTW &.,số\n"
    yield "random signs", "".join(chance.choices(letters, k=MEGABYTE * 9 // 10))


def names(count: int = 10_000) -> list[str]:
    """Return as many names of documents, most of which begin alike."""
    return [f"Nghị quyết Trung ương {number % 100} khóa {number} về việc" for number in range(count)]
