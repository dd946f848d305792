"""Vietnamese text in the 8-bit encodings from before Unicode: TCVN3 (ABC) and VNI.

Such text comes as Latin letters and signs that only its font shows as Vietnamese:

>>> convert("V¨n b¶n", ".VnTime")
('Văn bản', 'TCVN3')
>>> convert("céng hßa", ".VnTimeH")
('CỘNG HÒA', 'TCVN3')
>>> convert("Quyeát ñònh", "VNI-Times")
('Quyết định', 'VNI')
>>> convert("Quyết định", ".VnTime")
('Quyết định', None)

Sources: TCVN 5712:1993, table VN3, with the tone marks that VN2 has at B0–B4 (the same positions as TCVN5712-1
in the GNU C library); for VNI the Windows table published by VNI Software with its fonts.
"""

import re
import unicodedata

from portal.base.text import nfc
from portal.base.vietnamese_syllables import is_syllable

TCVN3 = "TCVN3"
VNI = "VNI"

# Positions A1–FE in order. Capitals with a tone have none: they are small letters in a font of capitals.
_TCVN3_LETTERS = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®"
        + "\u00b5¶·¸¹»¼½¾Æ"
        + "ÇÈÉÊËÌÎÏÐÑ"
        + "ÒÓÔÕÖ×ØÜÝÞ"
        + "ßáâãäåæçèé"
        + "êëìíîïñòóô"
        + "õö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđ"
        + "àảãáạằẳẵắặ"
        + "ầẩẫấậèẻẽéẹ"
        + "ềểễếệìỉĩíị"
        + "òỏõóọồổỗốộ"
        + "ờởỡớợùủũúụ"
        + "ừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TCVN3_LETTERS["\u03bc"] = "à"  # Some programs write the micro sign as the Greek letter.
_TCVN3_TONES = {"°": "\u0300", "±": "\u0309", "²": "\u0303", "³": "\u0301", "´": "\u0323"}

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_TONES = dict(zip("ùøûõï", (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT), strict=True))
_VNI_CIRCUMFLEX = {"â": _CIRCUMFLEX} | {
    mark: _CIRCUMFLEX + tone for mark, tone in zip("áàåãä", _VNI_TONES.values(), strict=True)
}
_VNI_BREVE = {"ê": _BREVE} | {
    mark: _BREVE + tone for mark, tone in zip("éèúüë", _VNI_TONES.values(), strict=True)
}
_VNI_MARKS = {
    "a": _VNI_TONES | _VNI_CIRCUMFLEX | _VNI_BREVE,
    "e": _VNI_TONES | _VNI_CIRCUMFLEX,
    "o": _VNI_TONES | _VNI_CIRCUMFLEX,
    "u": _VNI_TONES,
    "y": _VNI_TONES,
    "ô": _VNI_TONES,
    "ö": _VNI_TONES,
}
_VNI_SINGLE = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))


def _vni_table() -> dict[str, str]:
    """Return every VNI letter, small and capital, with what it stands for; a mark may have either case."""
    table = {}
    for single, letter in _VNI_SINGLE.items():
        table |= {single: letter, single.upper(): letter.upper()}
    for base, marks in _VNI_MARKS.items():
        for mark, combining in marks.items():
            letter = nfc(_VNI_SINGLE.get(base, base) + combining)
            for written in {mark, mark.upper()}:
                table |= {base + written: letter, base.upper() + written: letter.upper()}
    return table


_VNI_LETTERS = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(_VNI_LETTERS, key=len, reverse=True)))
_TCVN3_PATTERN = re.compile(
    f"(?P<tone>(?<=[AEIOUYaeiouy¡-¦¨-\u00ad])[{''.join(_TCVN3_TONES)}])|[{''.join(map(re.escape, _TCVN3_LETTERS))}]"
)

_TCVN3_FONT = re.compile(r"[._]Vn[A-Za-z0-9]", re.IGNORECASE)
_VNI_FONT = re.compile(r"VNI[- ]?[A-Za-z0-9]", re.IGNORECASE)
_CAPITALS_FONT = re.compile(r"H(?:\s+(?:bold|italic|regular|normal))*$", re.IGNORECASE)

# Latin-1 letters and the signs that are letters in TCVN3; B0–B4, C0 and the like stay outside words.
_WORD = re.compile(r"[A-Za-z\u00a1-\u00ae\u00b5-\u00ff\u03bc]+")
_SURE_DISTINCT_WORDS = 4
_NEEDED_DISTINCT_WORDS = 2


def encoding_of_font(name: str | None) -> str | None:
    """Return the encoding that a font is made for, None where it is an ordinary font."""
    name = (name or "").strip().strip("'\"")
    # “.VNI-…” is a VNI font with a stray dot.
    if _VNI_FONT.match(name.lstrip(".")):
        return VNI
    return TCVN3 if _TCVN3_FONT.match(name) else None


def is_capitals_font(name: str | None) -> bool:
    """Return whether a TCVN3 font shows small letters as capitals (.VnTimeH and its like)."""
    name = (name or "").strip().strip("'\"")
    return encoding_of_font(name) == TCVN3 and _CAPITALS_FONT.search(name) is not None


def convert(text: str, font: str | None = None) -> tuple[str, str | None]:
    """Return the text in Unicode NFC and the encoding it came in, None where nothing was to convert.

    The font decides where it is one of the old ones and the text holds no Vietnamese letter that only Unicode
    has; otherwise the letters do, see detect.
    """
    text = _without_private_use(text) if encoding_of_font(font) else text
    if holds_unicode_vietnamese(text):
        return nfc(text), None
    encoding = encoding_of_font(font) or detect(text)
    if encoding is None:
        return nfc(text), None
    decoded = decode(text, encoding, capitals=is_capitals_font(font))
    return decoded, encoding if decoded != nfc(text) else None


def decode(text: str, encoding: str, *, capitals: bool = False) -> str:
    """Return text known to be in an old encoding as Unicode NFC, in capitals where its font shows them."""
    text = _without_private_use(text)
    if encoding == VNI:
        return nfc(_VNI_PATTERN.sub(lambda match: _VNI_LETTERS[match[0]], text))
    decoded = nfc(
        _TCVN3_PATTERN.sub(
            lambda match: _TCVN3_TONES[match[0]] if match["tone"] else _TCVN3_LETTERS[match[0]],
            text,
        )
    )
    return decoded.upper() if capitals else _with_capitals_restored(text, decoded)


def detect(text: str) -> str | None:
    """Return the old encoding that the letters of a text betray, None for Unicode and for other languages.

    A text counts as legacy when its accented words become Vietnamese syllables by that encoding, are none as
    they stand, and the words without accents do not speak against it. One word alone is never enough.
    """
    if holds_unicode_vietnamese(text):
        return None
    words = _WORD.findall(text)
    as_written = sum(1 for word in words if not word.isascii() and is_syllable(word))
    best, best_score = None, 0
    for encoding in (TCVN3, VNI):
        score = _evidence(words, encoding)
        if score > max(best_score, as_written):
            best, best_score = encoding, score
    return best


def holds_unicode_vietnamese(text: str) -> bool:
    """Return whether a text holds Vietnamese letters or marks that neither Latin-1 nor an old encoding has."""
    return any(
        "\u1ea0" <= character <= "\u1ef9"
        or character in "ăĂđĐĩĨũŨơƠưƯ\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
        for character in text
    )


def _evidence(words: list[str], encoding: str) -> int:
    """Return how many accented words an encoding explains, 0 where it explains them too badly."""
    accented = [word for word in words if _is_accented(word)]
    explained = [word for word in accented if is_syllable(decode(word, encoding))]
    distinct = {word.lower() for word in explained}
    if len(distinct) < _NEEDED_DISTINCT_WORDS or len(explained) < 0.85 * len(accented):
        return 0
    # Single letters number points: “d) Quản lý …”.
    plain = [word for word in words if len(word) > 1 and word.isascii() and not word.isupper()]
    plausible = [word for word in plain if is_syllable(word)]
    if len(plausible) < 0.5 * len(plain):
        return 0
    if len(distinct) < _SURE_DISTINCT_WORDS:
        if len(plausible) < len(plain):
            return 0
        # “né”, “thé” are syllables by TCVN3: few words convince only with a sign that no other language has there.
        if not any(_is_telling(word, encoding) for word in distinct):
            return 0
    return len(explained)


def _is_accented(word: str) -> bool:
    # A lone sign («, ©, ®) says nothing.
    return not word.isascii() and any(character.isalpha() for character in word)


def _is_telling(word: str, encoding: str) -> bool:
    if encoding == TCVN3:
        return any(not character.isalpha() or character in "\u00b5ªþðÞÐ" for character in word)
    return any(match[0][0] in "öñÖÑ" or len(match[0]) > 1 for match in _VNI_PATTERN.finditer(word))


def _with_capitals_restored(source: str, decoded: str) -> str:
    """Return the text in capitals where it was typed so for a font of capitals: “CéNG HßA” shows CỘNG HÒA."""
    plain = [letter for letter in source if letter.isascii() and letter.isalpha()]
    if len(plain) > 1 and all(letter.isupper() for letter in plain):
        return decoded.upper()
    return re.sub(r"\w+", lambda match: _capitals_word(match[0]), decoded)


def _capitals_word(word: str) -> str:
    plain = [letter for letter in word if letter.isascii() and letter.isalpha()]
    is_typed_in_capitals = len(plain) > 1 and all(letter.isupper() for letter in plain)
    return word.upper() if is_typed_in_capitals and not word.isupper() else word


def _without_private_use(text: str) -> str:
    """Return the text with the letters of a symbol font (U+F020–U+F0FF) at their Latin-1 places."""
    return re.sub(
        "[\uf020-\uf0ff]", lambda match: chr(ord(match[0]) - 0xF000), unicodedata.normalize("NFC", text)
    )
