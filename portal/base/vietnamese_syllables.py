"""Which words are Vietnamese syllables: an onset, a rhyme and at most one tone.

>>> [is_syllable(word) for word in ("nghiêm", "Quyết", "gìn", "été", "strict")]
[True, True, True, False, False]
"""

import re
import unicodedata
from functools import lru_cache

from portal.base.text import fold

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED_TONES = "\u0301\u0323"

_ONSETS = ["ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu", "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "q", "r", "s", "t", "v", "x"]
_RHYMES = frozenset(
    ["a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "e", "ec", "em", "en", "eng", "eo", "ep", "et", "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu", "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iê", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oăc", "oăm", "oăn", "oăng", "oăt", "oc", "oe", "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", "u", "ua", "uân", "uâng", "uât", "uây", "uc", "uê", "uêch", "uênh", "ui", "um", "un", "ung", "uơ", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "up", "ut", "uy", "uya", "uych", "uyên", "uyêt", "uynh", "uyp", "uyt", "uyu", "ư", "ưa", "ưc", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu", "ưi", "ưm", "ưng", "ưt", "ưu", "y", "ych", "yên", "yêm", "yêt", "yêng", "yêu", "yn", "ynh", "yt"]
)
_PLAIN_ONSETS = frozenset(fold(onset) for onset in _ONSETS)
_PLAIN_RHYMES = frozenset(fold(rhyme) for rhyme in _RHYMES)
_ONSET = re.compile("|".join(sorted(_ONSETS, key=len, reverse=True)))


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Return whether a word, in any case and normal form, can be one Vietnamese syllable.

    A syllable that ends in c, ch, p or t needs its tone, except where no letter has a mark at all: that is how
    Vietnamese is typed without marks.
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [character for character in decomposed if character in _TONES]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize(
        "NFC", "".join(character for character in decomposed if character not in _TONES)
    )
    if not any(bare == onset + rhyme for onset, rhyme in _divisions(bare)):
        return False
    is_stopped = bare.endswith(("c", "ch", "p", "t"))
    if tones:
        return not is_stopped or tones[0] in _STOPPED_TONES
    return not is_stopped or bare.isascii()


@lru_cache(maxsize=8192)
def is_plain_syllable(word: str) -> bool:
    """Return whether a word in small letters without marks can be a syllable whose marks were left out."""
    return any(
        word.startswith(onset) and word[len(onset) :] in _PLAIN_RHYMES for onset in ("", *_PLAIN_ONSETS)
    )


def _divisions(bare: str):
    """Yield the ways to divide a word into onset and known rhyme."""
    if bare in _RHYMES:
        yield "", bare
    match = _ONSET.match(bare)
    while match:
        onset = match[0]
        if bare[len(onset) :] in _RHYMES:
            yield onset, bare[len(onset) :]
        # “gì” is g and i, “gin” g and in, “quốc” q and uốc.
        match = _ONSET.fullmatch(onset[:-1])
