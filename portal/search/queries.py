"""What a reader typed, as a query: words, "phrases", -exclusions, acronyms with what they stand for."""

import re
from collections.abc import Mapping, Sequence

from modelsearch.query import And, Not, Or, Phrase, PlainText
from modelsearch.query import SearchQuery as Query

from portal.base.vietnamese_syllables import is_syllable
from portal.search.words import words

_PART = re.compile(r'(-?)"([^"]*)"|(\S+)')
# Names that acronyms stand for are no longer.
_LONGEST_NAME = 12


def parsed(text: str, acronyms: Mapping[str, Sequence[str]] | None = None) -> Query | None:
    """Return a query for a text; None where it holds no word to look for.

    `acronyms` has folded acronyms and what each stands for; whoever types one finds the other.
    """
    asked: list[Query] = []
    excluded: list[Query] = []
    plain: list[str] = []
    for sign, phrase, other in _PART.findall(text):
        if phrase:
            if words(phrase):
                (excluded if sign else asked).append(Phrase(phrase))
        elif other.startswith("-") and words(other) and not _is_in_a_symbol(plain):
            excluded.append(PlainText(other[1:], operator="and"))
        else:
            plain.append(other)
    asked = [*_with_acronyms(" ".join(plain), acronyms or {}), *asked]
    if not asked:
        return None
    parts = [*asked, *map(Not, excluded)]
    return parts[0] if len(parts) == 1 else And(parts)


def _is_in_a_symbol(before: list[str]) -> bool:
    """Tell whether a hyphen goes on with a symbol, as in “144 -QĐ/TW”, instead of excluding a word."""
    return bool(before) and before[-1][-1].isdigit()


def _with_acronyms(text: str, acronyms: Mapping[str, Sequence[str]]) -> list[Query]:
    """Return the parts of a query for plain words, acronyms and their names each as alternatives."""
    found = words(text)
    names = {
        tuple(word.folded for word in words(name)): short for short, long in acronyms.items() for name in long
    }
    parts: list[Query] = []
    # Where the words that stand for themselves begin.
    place = simple = 0

    def close(end: int) -> None:
        if simple < end:
            parts.append(PlainText(text[found[simple].start : found[end - 1].end], operator="and"))

    while place < len(found):
        for end in range(min(len(found), place + _LONGEST_NAME), place, -1):
            written = text[found[place].start : found[end - 1].end]
            if alternatives := _alternatives(found[place:end], written, names, acronyms):
                close(place)
                parts.append(Or([PlainText(written, operator="and"), *alternatives]))
                place = simple = end
                break
        else:
            place += 1
    close(place)
    return parts


def _alternatives(piece, written: str, names: Mapping, acronyms: Mapping[str, Sequence[str]]) -> list[Query]:
    folded = tuple(word.folded for word in piece)
    if short := names.get(folded):
        return [PlainText(short, operator="and")]
    # “ca” is a word, “CA” is the police.
    if len(piece) == 1 and folded[0] in acronyms and (written.isupper() or not is_syllable(written)):
        return [Phrase(name) for name in acronyms[folded[0]]]
    return []
