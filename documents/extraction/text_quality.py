"""How well some text reads: whether a page's text layer, or a better reading of it, may be used.

Words are looked at without dictionary. In sound Vietnamese nearly every word with marks is a syllable, and hardly
any piece is a lone consonant or a lone marked vowel; text in other languages passes as long as its words look like
words (one script, usual capitals, not cut to pieces).

>>> measure("Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;").is_sound
True
>>> measure("Căn c Lu t T ch c Chính ph ngày 19 tháng 6 năm 2015; ứ ậ ổ ứ ủ").is_sound
False
>>> measure("&Ӝ1* +Ñ$ ;+Ӝ, &+Ӫ 1*+Ƭ$ 9,ӊ7 1$0").is_sound
False
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from portal.base.vietnamese_syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]+")
# A piece of a symbol, of an address or a point of a list (“a)”, “TP.”, “NĐ-CP”) is no broken word.
_TOKEN = re.compile(r"\w\S*\w")
_SIGNS_WITHIN = re.compile(r"[^\w\-–—/.,:;'’@&_()\[\]%+“”\"]|[,;:+&%][^\W\d]")
_JOINED = frozenset(".)/-:@&'’")
_LONE_VOWELS = frozenset("àáạăâêôơưýỵỷởổồốộờợớừứựữủủụúùíìịỉòóọõẻéèệếềể")
# “a” and “I” are English words.
_USUAL_LONE_WORDS = frozenset("ởýàôơạáồaeiouy")
_VOWELS = frozenset("aeiouy")

# Found by trying: sound pages have at most 4 % pieces (lists, formulas), pages with marks apart 25 % and more. What
# lies between is looked at again, and left as it is where no other reading is better.
_MOST_APART = 0.12
_MOST_APART_READABLE = 0.25
_MOST_STRANGE = 0.25
_MOST_UNKNOWN_SIGNS = 0.03
_LEAST_MARKED_SYLLABLES = 0.75
_FEWEST_MARKED = 6


@dataclass(frozen=True)
class TextQuality:
    """Shares from 0 to 1 of the words of a text, but for `unknown_signs`, a share of its characters.

    `apart` are pieces of words, `strange` words that none can be, `jumbled` those with signs in their midst.
    """

    words: int
    syllables: float
    marked: int
    marked_syllables: float
    apart: float
    strange: float
    jumbled: float
    unknown_signs: float

    @property
    def is_sound(self) -> bool:
        """Whether the text may be used without a second look; one without words is sound, being nothing."""
        return self.apart <= _MOST_APART and self.is_readable

    @property
    def is_readable(self) -> bool:
        """Whether the text may be used where no other reading is better."""
        is_garbled = (
            self.marked >= _FEWEST_MARKED
            and self.marked_syllables < _LEAST_MARKED_SYLLABLES
            and self.syllables > 0.5
        )
        return (
            not is_garbled
            and self.unknown_signs <= _MOST_UNKNOWN_SIGNS
            and self.apart <= _MOST_APART_READABLE
            and self.strange <= _MOST_STRANGE
            and self.jumbled <= _MOST_STRANGE
        )


def measure(text: str) -> TextQuality:
    found = list(_words(text))
    total = len(found) or 1
    tokens = _TOKEN.findall(text)
    marked = [word for word, _is_joined in found if not word.isascii() and _script(word) == "LATIN"]
    written = [character for character in text if not character.isspace()]
    return TextQuality(
        words=len(found),
        syllables=sum(1 for word, _is_joined in found if _is_whole_syllable(word)) / total,
        marked=len(marked),
        marked_syllables=sum(map(is_syllable, marked)) / (len(marked) or 1),
        apart=sum(1 for word, is_joined in found if not is_joined and _is_piece(word)) / total,
        strange=sum(1 for word, _is_joined in found if _is_strange(word)) / total,
        jumbled=sum(1 for token in tokens if _SIGNS_WITHIN.search(token)) / (len(tokens) or 1),
        unknown_signs=sum(map(_is_unknown, written)) / (len(written) or 1),
    )


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words, and whether each is joined to its neighbour by a sign."""
    for match in _WORD.finditer(text):
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        is_joined = before in _JOINED or after in _JOINED or before.isdigit() or after.isdigit()
        yield match[0], is_joined if before or after else False


def _is_whole_syllable(word: str) -> bool:
    return is_syllable(word) and (len(word) > 1 or word.lower() in _USUAL_LONE_WORDS)


def _is_piece(word: str) -> bool:
    """Return whether a word can only be part of one: a lone consonant, “th”, a lone vowel with a mark."""
    small = word.lower()
    if len(word) == 1:
        is_latin = small.isascii() or small == "đ" or small in _LONE_VOWELS
        return is_latin and small not in _USUAL_LONE_WORDS
    # Capitals without vowels are abbreviations: “CP”, “TTg”.
    return len(word) <= 3 and word.islower() and _script(word) == "LATIN" and not _VOWELS & set(_bare(small))


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    return "".join(
        character for character in unicodedata.normalize("NFD", word) if not unicodedata.combining(character)
    )


@lru_cache(maxsize=8192)
def _is_strange(word: str) -> bool:
    """Return whether a word looks like none of any language: scripts or capitals mixed within it."""
    script = _script(word)
    if script == "":
        return True
    if script not in ("LATIN", "CJK") and len(word) <= 2:
        # A lone letter of a far script stands for one that the font did not name.
        return True
    if script != "LATIN" or len(word) < 3 or is_syllable(word):
        return False
    bare = _bare(word.replace("đ", "d").replace("Đ", "D"))
    if bare.isupper() or bare.islower() or bare.istitle():
        return bare.islower() and len(bare) > 3 and not _VOWELS & set(bare)
    # “TTg” turns once. Letters that a font shifted turn often; so does “McDonald”, but a page has few of those.
    turns = sum(1 for left, right in zip(bare, bare[1:], strict=False) if left.isupper() != right.isupper())
    return turns > 1


@lru_cache(maxsize=8192)
def _script(word: str) -> str:
    """Return the one script of a word, "" where there are several."""
    scripts = set()
    for character in word:
        if not unicodedata.category(character).startswith("L"):
            continue
        scripts.add(unicodedata.name(character, "UNKNOWN").split(" ")[0].split("-")[0])
    scripts.discard("MODIFIER")
    if scripts & {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}:
        return "CJK"
    return scripts.pop() if len(scripts) == 1 else ""


def _is_unknown(character: str) -> bool:
    category = unicodedata.category(character)
    # Pictures of a symbol font (bullets) stand in the private use area too; they are few.
    return character == "\ufffd" or category in ("Co", "Cc", "Cn", "Cs")
