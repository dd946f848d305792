"""References by name, without a symbol: “Nghị quyết Trung ương 4 khóa XII”, “Bộ luật Tố tụng dân sự”.

All names are sought at once, by words, in one pass over the text (Aho and Corasick 1975): the time does not depend on
how many names there are.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from portal.base.text import fold

_WORD = re.compile(r"[^\W_]+")
# Between the words of a name: blanks, a bracket, a comma, a hyphen; not the end of a sentence.
_BETWEEN = re.compile(r"[\s,(\"'“”‘’*_–-]{1,24}")
_FURTHER_TERM = re.compile(r"\s{0,3}(?:,|và|&)\s{0,3}((?:khóa|khoá)\s{1,3})?([IVXL]{1,6}|\d{1,2})(?![\w/-])")
_TONE_PLACES = [
    (f"{bare[0]}{marked}", f"{toned}{bare[1]}")
    for bare, toned_letters, marked_letters in (
        ("oa", "òóỏõọ", "àáảãạ"),
        ("oe", "òóỏõọ", "èéẻẽẹ"),
        ("uy", "ùúủũụ", "ỳýỷỹỵ"),
    )
    for toned, marked in zip(toned_letters, marked_letters, strict=True)
]
_TERMS = re.compile(r"[ivxl]+|\d+")
_LONGEST_NAME = 64
_FEWEST_UNMARKED_WORDS = 3


class Named(NamedTuple):
    """A name found: its span in the text that was read and what the caller keeps it under."""

    start: int
    end: int
    key: object
    alias: str


class NameIndex:
    """Names ready to be found; build once for many texts."""

    def __init__(self, names: Iterable[str | tuple[str, object]]):
        self._next: list[dict[str, int]] = [{}]
        self._ends: list[int] = [0]
        self._keys: dict[tuple[str, ...], list[tuple[str, object]]] = {}
        for name in names:
            alias, key = (name, name) if isinstance(name, str) else name
            words = tuple(_WORD.findall(fold(alias)))
            if 0 < len(words) <= _LONGEST_NAME:
                self._keys.setdefault(words, []).append((_settled(alias), key))
                self._add(words)
        self._link()

    def find(self, text: str) -> Iterator[Named]:
        """Yield the longest names at word borders, leftmost first, none over another."""
        if not self._keys:
            return
        free = 0
        entries: dict[str, tuple[tuple[str, ...], object, str] | None] = {}
        for start, end in self._leftmost_longest(text):
            if start < free:
                continue
            surface = text[start:end]
            if surface not in entries:
                entries[surface] = self._entry(surface)
            found = entries[surface]
            if found is None:
                continue
            words, key, alias = found
            yield Named(start, end, key, alias)
            free = end
            # “… khóa XI, XII”: the second term stands for the whole name again.
            while (match := _FURTHER_TERM.match(text, free)) and _TERMS.fullmatch(words[-1]):
                others = self._keys.get((*words[:-1], match[2].lower()))
                if not others:
                    break
                yield Named(
                    match.start(1) if match[1] else match.start(2), match.end(), others[0][1], others[0][0]
                )
                free = match.end()

    def _entry(self, surface: str) -> tuple[tuple[str, ...], object, str] | None:
        """Return words, key and alias where the marks agree too, or where text or alias is typed without any."""
        settled = _settled(surface)
        words = tuple(_WORD.findall(fold_quickly(surface)))
        for alias, key in self._keys[words]:
            if alias == settled:
                return words, key, alias
            if len(words) >= _FEWEST_UNMARKED_WORDS and (surface.isascii() or alias.isascii()):
                return words, key, alias
        return None

    def _add(self, words: tuple[str, ...]) -> None:
        state = 0
        for word in words:
            following = self._next[state].get(word)
            if following is None:
                following = len(self._next)
                self._next[state][word] = following
                self._next.append({})
                self._ends.append(0)
            state = following
        self._ends[state] = len(words)

    def _link(self) -> None:
        """Lay for every state the state to fall back to and the longest name that ends there."""
        self._back = [0] * len(self._next)
        waiting = deque(self._next[0].values())
        while waiting:
            state = waiting.popleft()
            for word, following in self._next[state].items():
                back = self._back[state]
                while back and word not in self._next[back]:
                    back = self._back[back]
                self._back[following] = self._next[back].get(word, 0)
                if not self._ends[following]:
                    self._ends[following] = -abs(self._ends[self._back[following]])
                waiting.append(following)

    def _leftmost_longest(self, text: str) -> list[tuple[int, int]]:
        following, back, ends = self._next, self._back, self._ends
        root = following[0]
        folded = fold_quickly(text)
        if len(folded) != len(text):
            return []
        spans: list[tuple[int, int]] = []
        found: dict[int, int] = {}
        state = 0
        last_end = 0
        for match in _WORD.finditer(folded):
            word = match[0]
            if state:
                start = match.start()
                if start - last_end != 1 and not _BETWEEN.fullmatch(text, last_end, start):
                    state = 0
            reached = following[state].get(word)
            while reached is None and state:
                state = back[state]
                reached = following[state].get(word)
            if reached is None:
                if word not in root:
                    state = 0
                    continue
                reached = root[word]
            state = reached
            last_end = match.end()
            spans.append(match.span())
            if count := abs(ends[state]):
                # Spans of words without a gap since the name began: those that left the root are all there.
                found[spans[-count][0]] = last_end
        return sorted(found.items())


class _Folding(dict):
    """A table for str.translate that folds each letter when it is met first."""

    def __missing__(self, code: int) -> int:
        folded = fold(chr(code))
        self[code] = ord(folded) if len(folded) == 1 else code
        return self[code]


_FOLDING = _Folding()


def fold_quickly(text: str) -> str:
    """Return what portal.base.text.fold returns for NFC text, for texts of many megabytes."""
    return text.translate(_FOLDING)


def _settled(name: str) -> str:
    """Return a name in small letters, its words one blank apart, tones on the first of two vowels."""
    text = " ".join(_WORD.findall(name.lower()))
    for one, other in _TONE_PLACES:
        text = text.replace(one, other)
    return text


@lru_cache(maxsize=4)
def index_of(names: tuple[str | tuple[str, object], ...]) -> NameIndex:
    return NameIndex(names)
