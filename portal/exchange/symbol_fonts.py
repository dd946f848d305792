"""Signs of Symbol, Wingdings and Webdings as Unicode.

Word keeps them in the private use area, U+F020–U+F0FF. Source: the Unicode Consortium's mapping of Adobe Symbol
and Microsoft's list of Wingdings; what is not a letter or a known sign is shown as a bullet.
"""

import re

_SYMBOL_FONT = re.compile(r"(symbol|wingdings|webdings|zapf ?dingbats)\b", re.IGNORECASE)
BULLET = "•"

_GREEK = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
_SYMBOL = _GREEK | {
    "\xa3": "≤", "\xb0": "°", "\xb1": "±", "\xb2": "″", "\xa2": "′", "\xb3": "≥", "\xb4": "×", "\xb5": "∝",
    "\xb8": "÷", "\xb9": "≠", "\xba": "≡", "\xbb": "≈", "\xbc": "…", "\xac": "←", "\xae": "→", "\xde": "⇒",
    "\xc6": "∅", "\xc7": "∩", "\xc8": "∪", "\xce": "∈", "\xd6": "√", "\xe5": "∑", "\xf2": "∫", "\xa5": "∞",
    "\x2d": "−",
}  # fmt: skip
_WINGDINGS = {
    "\xfc": "✓", "\xfb": "✗", "\xfe": "☑", "\xfd": "☒", "\x6f": "☐", "\xa8": "☐", "\xa6": "☐", "\x28": "☎",
    "\x2a": "✉", "\xe0": "→", "\xe8": "→", "\xf0": "⇒", "\x4a": "☺",
}  # fmt: skip


def is_symbol_font(name: str | None) -> bool:
    return _SYMBOL_FONT.match((name or "").strip().strip("'\"")) is not None


def symbol_text(text: str, font: str | None = None) -> str:
    """Return what a symbol font shows for a text; without a font, private use characters become bullets."""
    is_greek = (font or "").strip().lower().startswith("symbol")
    signs = _SYMBOL if is_greek else _WINGDINGS if font else {}
    return "".join(_sign(character, signs, is_greek) for character in text)


def _sign(character: str, signs: dict[str, str], is_greek: bool) -> str:
    code = ord(character)
    if 0xF020 <= code <= 0xF0FF:
        character = chr(code - 0xF000)
    elif 0xE000 <= code <= 0xF8FF:
        return BULLET
    elif code > 0xFF:
        return character
    if character.isspace():
        return " "
    if character in signs:
        return signs[character]
    # Digits and punctuation of Symbol are the ordinary ones.
    return character if is_greek and character.isascii() else BULLET
