import unicodedata

from rapidfuzz.distance import Levenshtein


def written_letters(text: str) -> str:
    """Return a text in NFC without any blank."""
    return "".join(unicodedata.normalize("NFC", text).split())


def character_error(read: str, meant: str) -> float:
    """Return the character error rate: edits between two texts per letter meant, blanks ignored."""
    wanted = written_letters(meant)
    return Levenshtein.distance(written_letters(read), wanted) / len(wanted)
