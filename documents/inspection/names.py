"""File names that can be stored, sent and shown without harm."""

import re
import unicodedata

from documents.formats import extension_of
from portal.base.text import nfc

LONGEST = 150
_FALLBACK = "tep"
# Controls, marks of direction (they turn “exe.pdf” round), zero-width signs, private use, halves of pairs.
_HARMFUL_CATEGORIES = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
_FORBIDDEN = re.compile(r'[<>:"|?*\x7f]+')
# Names that Windows keeps for devices.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def safe_name(name: str, *, longest: int = LONGEST) -> str:
    """Return a name in NFC without folders, control and direction signs, at most `longest` bytes in UTF-8.

    The extension is kept, the stem cut at the end; a name of which nothing is left is “tep”.

    >>> safe_name("../../etc/báo cáo.pdf"), safe_name("..\\\\bí mật\\\\.pdf"), safe_name("kế hoạch\\u202efdp.exe")
    ('báo cáo.pdf', 'tep.pdf', 'kế hoạchfdp.exe')
    """
    last = re.split(r"[/\\]", nfc(name))[-1]
    written = "".join(
        character
        for character in _FORBIDDEN.sub(" ", last)
        # Signs that join emoji to one picture are invisible too; the parts remain.
        if unicodedata.category(character) not in _HARMFUL_CATEGORIES
    )
    written = " ".join(written.split())
    extension = extension_of(f"x{written}")
    stem = written[: len(written) - len(extension)].strip(" .")
    if not stem or _DEVICES.match(stem):
        stem = f"{_FALLBACK}-{stem}" if stem else _FALLBACK
    return _cut(stem, longest - len(extension)) + extension


def _cut(stem: str, room: int) -> str:
    """Return as much of a stem as fits, no letter halved and none parted from its mark."""
    if len(stem.encode()) <= room:
        return stem
    cut = stem.encode()[:room].decode("utf-8", "ignore")
    while cut and unicodedata.combining(stem[len(cut)]):
        cut = cut[:-1]
    return cut.rstrip(" .") or _FALLBACK
