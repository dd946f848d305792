"""“Did you mean”: other queries for one that finds nothing.

What is proposed is a query that has been tried for this reader, so that nothing is said of what he may not see.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from portal.base.text import nfc
from portal.base.vietnamese_syllables import is_plain_syllable, is_syllable
from portal.search.words import words

MOST = 3
# Queries that are tried, so that an answer stays quick.
MOST_TRIED = 24
_LONGEST = 8

# How Telex and VNI write marks: what a reader typed while the input method was off.
_TELEX = {"aa": "â", "aw": "ă", "ee": "ê", "oo": "ô", "ow": "ơ", "uw": "ư", "w": "ư", "dd": "đ"}
_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
# Sounds that speakers of one region or another do not tell apart, so that they are written for one another.
_CONFUSED = (
    *(("ch", "tr"), ("s", "x"), ("l", "n"), ("d", "gi"), ("r", "d"), ("gi", "r"), ("g", "gh"), ("ng", "ngh")),
    *(("c", "k"), ("k", "q"), ("v", "d"), ("i", "y")),
)
_CONFUSED_ENDS = (
    ("n", "ng"),
    ("n", "nh"),
    ("t", "c"),
    ("c", "ch"),
    ("m", "n"),
    ("p", "t"),
    ("i", "y"),
    ("o", "u"),
)
_LETTERS = "abcdeghiklmnopqrstuvxy"


def corrected(text: str, finds: Callable[[str], bool]) -> list[str]:
    """Return at most three queries near a text that find something, by `finds`; the nearest first."""
    text = nfc(text)
    found = words(text)
    if not found or len(found) > _LONGEST:
        return []
    written = [text[word.start : word.end] for word in found]
    room = iter(range(MOST_TRIED))
    tried = {" ".join(written).casefold()}
    proposals: list[str] = []

    def trial(pieces: list[str]) -> bool:
        query = " ".join(filter(None, pieces))
        if not query or query.casefold() in tried or next(room, None) is None:
            return False
        tried.add(query.casefold())
        if finds(query):
            proposals.append(query)
        return len(proposals) >= MOST

    missing = [place for place, word in enumerate(written) if len(written) == 1 or not finds(word)]
    # All at once where several are wrong, as when the whole query was typed without an input method.
    repaired = [
        next(_respelt(word), word) if place in missing else word for place, word in enumerate(written)
    ]
    if trial(repaired):
        return proposals
    for place in missing:
        for other in islice(_near(written[place]), MOST_TRIED):
            if trial([*repaired[:place], other, *repaired[place + 1 :]]):
                return proposals
    if not proposals and len(written) > 1:
        # Without one of the words: first without those that are nowhere.
        for place in sorted(range(len(written)), key=lambda place: (place not in missing, -place)):
            if trial([*written[:place], *written[place + 1 :]]):
                break
    return proposals


def _near(word: str) -> Iterator[str]:
    """Yield words that may be meant by another, the likelier first."""
    yield from _respelt(word)
    plain = "".join(form.folded for form in words(word))
    others = [*_divided(plain), *_misheard(plain), *_mistyped(plain)]
    yield from dict.fromkeys(other for other in others if other != plain)


def _respelt(word: str) -> Iterator[str]:
    """Yield what Telex makes of a word, where that is a syllable and the word is none."""
    lowered = word.lower()
    if is_syllable(lowered) or not lowered.isascii():
        return
    tone, letters = "", lowered
    if letters[-1:] in _TELEX_TONES:
        letters, tone = letters[:-1], _TELEX_TONES[letters[-1]]
    for typed, letter in _TELEX.items():
        letters = letters.replace(typed, letter)
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in "aăâeêioôơuưy":
            candidate = nfc(letters[: place + 1] + tone + letters[place + 1 :])
            if candidate != lowered and is_syllable(candidate):
                yield candidate
                return


def _divided(word: str) -> Iterator[str]:
    """Yield two syllables that were written as one word."""
    for place in range(1, len(word)):
        if is_plain_syllable(word[:place]) and is_plain_syllable(word[place:]):
            yield f"{word[:place]} {word[place:]}"


def _misheard(word: str) -> Iterator[str]:
    for pair in _CONFUSED:
        for one, other in (pair, pair[::-1]):
            if word.startswith(one) and is_plain_syllable(other + word[len(one) :]):
                yield other + word[len(one) :]
    for pair in _CONFUSED_ENDS:
        for one, other in (pair, pair[::-1]):
            if word.endswith(one) and is_plain_syllable(word[: -len(one)] + other):
                yield word[: -len(one)] + other


def _mistyped(word: str) -> Iterator[str]:
    """Yield syllables that differ by one keystroke; numbers are never guessed."""
    if not word.isalpha():
        return
    ends = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    candidates = [
        *(first + rest[1] + rest[0] + rest[2:] for first, rest in ends if len(rest) > 1),
        *(first + rest[1:] for first, rest in ends if rest),
        *(first + letter + rest[1:] for first, rest in ends if rest for letter in _LETTERS),
        *(first + letter + rest for first, rest in ends for letter in _LETTERS),
    ]
    yield from (candidate for candidate in candidates if is_plain_syllable(candidate))
