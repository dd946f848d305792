"""Symbols of documents: read, repaired, compared, written.

State symbols put a slash behind the number (30/2020/NĐ-CP), Party symbols a hyphen (144-QĐ/TW; Guide 36-HD/VPTW).
Numbers run anew each year or each term, so a symbol alone does not tell a document: issuer and date belong to it.

>>> str(parse_symbol("144 – qd/tw")), parse_symbol("8/2018/L-CTN") == parse_symbol("08/2018/L-CTN")
('144-QĐ/TW', True)
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from documents.citations import vocabulary
from documents.citations.failures import BadSymbol
from portal.base.text import fold, nfc

# Spaces, and no more than one line break, may stand on either side of a sign in a symbol.
_BLANK = r"[ \t\u00a0\u2002-\u200a\u202f]{0,6}+(?:\r?\n[ \t]{0,40}+)?+"
DASHES = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"
_LETTER = f"A-Za-zĐđƯưƠơÂâĂăÊêÔô{vocabulary.LOOKALIKE_LETTERS}"
_SIGN = f"[{DASHES}/\u2044\u2215_]"
_GROUP = (
    rf"(?:(?:T[hHpP]?|[HQĐDP])\.(?=[A-ZĐ]))?+[{_LETTER}][{_LETTER}0-9]{{0,19}}+"
    rf"(?:\ ?&\ ?[{_LETTER}][{_LETTER}0-9]{{0,9}}+){{0,2}}+(?![^\W_]|&)"
)
_YEAR = rf"{_BLANK}[/\u2044_]{_BLANK}(?P<year>(?:19|20)[0-9O]{{2}})(?={_BLANK}[/\u2044_])"
# “63 2010 NĐ-CP”: the slashes were lost.
_SPACED_YEAR = r"\ (?P<spaced_year>(?:19|20)[0-9]{2})\ "
# What stands behind the number; what it means is decided on the match.
# “05 KH/ĐU”: the hyphen was lost.
_SPACED_TYPE = rf"[ \u00a0](?=[{_LETTER}]{{1,4}}+{_BLANK}/)"
TAIL = rf"(?:(?:{_YEAR})?+{_BLANK}{_SIGN}{_BLANK}|{_SPACED_YEAR}|{_SPACED_TYPE}){_GROUP}"
TAIL += rf"(?:{_BLANK}{_SIGN}{_BLANK}{_GROUP}){{0,9}}+"
NUMBER = r"[0-9][0-9O]{0,4}+(?![0-9])"
_LINK = re.compile(rf"({_BLANK})({_SIGN})({_BLANK})({_GROUP})")
_YEAR_PART = re.compile(rf"{_YEAR}|{_SPACED_YEAR}")
_PLAIN_SIGNS = str.maketrans(dict.fromkeys("\u2044\u2215", "/") | dict.fromkeys(DASHES[1:], "-"))
WRITTEN_SYMBOL = re.compile(rf"(?P<digits>{NUMBER})(?P<suffix>[A-Za-zĐđ]?)(?P<tail>{TAIL})")
_LABEL = re.compile(r"\s*(?:số|so)?\s*(?:ký hiệu|hiệu)?\s*[:.]?\s*", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SAME_BODY = {"VKSNDTC": "VKSTC", "TƯ": "TW", "ThU": "Th.U", "VKSND": "VKS"}
# Precedents, decrees of 1945 and decisions of the Chairman of the Council of Ministers (327-CT).
_TYPES_WITHOUT_BODY = frozenset({"AL", "SL", "CT"})
_LONGEST = 120
# “qh14” is read as “qh 14”, so that pieces begin wherever a number or a word does.
_PIECE = re.compile(r"\d+|[^\W\d_]+")


class Style(Enum):
    STATE = "state"
    PARTY = "party"


@dataclass(frozen=True, eq=False)
class Symbol:
    """The symbol of a document. Equal are those that mean the same: by number, year, type and bodies.

    `digits` is the number as written (08), `joint` the sign before the body where it is not the usual one.
    """

    number: int
    suffix: str
    year: int | None
    type: str | None
    bodies: tuple[str, ...]
    style: Style
    digits: str = ""
    joint: str = ""

    @property
    def key(self) -> str:
        """Text that is the same for every way to write the symbol; fit for a column with an index."""
        bodies = [_SAME_BODY.get(body, body) for body in self.bodies]
        return "/".join(
            [f"{self.number}{self.suffix}", str(self.year or ""), self.type or "", "-".join(bodies)]
        ).upper()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Symbol) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __str__(self) -> str:
        behind = _written(self.year, self.type, self.bodies, self.style, self.joint)
        return f"{self.digits or self.number}{self.suffix}{behind}"


def _written(
    year: int | None, type_code: str | None, bodies: tuple[str, ...], style: Style, joint: str
) -> str:
    """Return the part of a symbol behind its number."""
    dated = f"/{year}" if year else ""
    sign, usual_joint = ("-", "/") if style is Style.PARTY else ("/", "-")
    if not type_code or not bodies:
        return f"{dated}{sign}{type_code or '-'.join(bodies)}"
    return f"{dated}{sign}{type_code}{joint or usual_joint}{'-'.join(bodies)}"


class Tail(NamedTuple):
    """What stands behind a number: `length` of it is the symbol, the rest is not."""

    length: int
    year: int | None
    type: str | None
    bodies: tuple[str, ...]
    style: Style
    joint: str
    has_known_body: bool
    is_small: bool
    is_damaged: bool
    is_case: bool
    signs: str
    written: str


def parse_symbol(written: str) -> Symbol:
    """Return the symbol that a text is; raise BadSymbol, which says why and may suggest one.

    Also understands what file names make of symbols (144-QD-TW, 30_2020_ND-CP).
    """
    text = _INVISIBLE.sub("", nfc(written)).strip()
    if not text:
        raise BadSymbol("empty")
    if len(text) > _LONGEST:
        raise BadSymbol("too_long", limit=_LONGEST)
    text = text[_LABEL.match(text).end() :]  # type: ignore[union-attr]
    match = WRITTEN_SYMBOL.fullmatch(_with_slashes(text))
    tail = read_tail(match["tail"]) if match else None
    if match is None or tail is None or tail.length < len(match["tail"]):
        raise _why_not(text)
    return make_symbol(match["digits"], match["suffix"], tail)


def fold_symbol(written: str) -> str:
    """Return the folded words and numbers of a symbol or a piece of one, the same for every way to write them.

    >>> fold_symbol("01/CT-VKSTC"), fold_symbol("144 – QĐ")
    ('1 ct vkstc', '144 qd')
    """
    pieces = _PIECE.findall(fold(_INVISIBLE.sub("", nfc(written))))
    return " ".join((piece.lstrip("0") or "0") if piece.isdecimal() else piece for piece in pieces)


def other_spelling(written: str) -> str:
    """Return a symbol with its bodies as they are written otherwise; "" where they have one spelling.

    >>> other_spelling("144-QĐ/TW"), other_spelling("01/CT-VKSTC"), other_spelling("30/2020/NĐ-CP")
    ('144-QĐ/TƯ', '01/CT-VKSNDTC', '')
    """
    others = {short: long for long, short in _SAME_BODY.items()} | _SAME_BODY
    changed = re.sub(r"[^\W\d_]+(?:\.U)?", lambda match: others.get(match[0], match[0]), written)
    return changed if changed != written else ""


def make_symbol(digits: str, suffix: str, tail: Tail) -> Symbol:
    digits = digits.replace("O", "0")
    bodies, style, joint = tail.bodies, tail.style, tail.joint
    return Symbol(int(digits), suffix, tail.year, tail.type, bodies, style, digits, joint)


@lru_cache(maxsize=4096)
def read_tail(tail: str) -> Tail | None:
    """Return what the part of a symbol behind the number says, or None where it cannot be one."""
    year, start, lost_hyphen = None, 0, False
    if year_part := _YEAR_PART.match(tail):
        year = int((year_part["year"] or year_part["spaced_year"]).replace("O", "0"))
        start = year_part.end()
        if year_part["spaced_year"]:
            start -= 1
            tail = f"{tail[:start]}/{tail[start + 1 :]}"
    elif lost_hyphen := tail[0] in " \u00a0" and tail[1].isalpha():
        tail = f"-{tail[1:]}"
    links = _LINK.findall(tail, start)
    if not links:
        return None
    links = _complete(links)
    end = start + sum([len("".join(link)) for link in links])
    signs = "".join([link[1] for link in links]).translate(_PLAIN_SIGNS)
    raw = [link[3] for link in links]
    codes = tuple(map(vocabulary.written_code, raw))
    if len(codes) == 1 and codes[0] in vocabulary.TYPE_NAMES and codes[0] not in _TYPES_WITHOUT_BODY:
        # “15/KH” is the beginning of a template; “12/2020/NQ” lost its end.
        return None
    has_type = codes[0] in vocabulary.TYPE_NAMES
    type_code, bodies = (codes[0], codes[1:]) if has_type else (None, codes)
    style, joint = Style.STATE, ""
    if signs[0] == "-" and year is None:
        style = Style.PARTY
        if len(codes) > 1 and signs[1] == "-":
            joint = "-"
            if has_type and vocabulary.is_party_body(bodies[0]):
                joint = ""
    elif signs[0] == "_" and signs[1:2] == "_" and year is None and vocabulary.is_party_body(codes[-1]):
        style = Style.PARTY
    elif len(codes) > 1 and signs[1] == "/" and has_type:
        joint = "/"
    if style is Style.PARTY and not has_type and len(codes) > 1 and signs[1] != "-":
        # A type that is not in the table, between the hyphen and the slash.
        type_code, bodies = codes[0], codes[1:]
    joined = "".join(raw)
    is_small = joined == joined.lower()
    return Tail(
        length=end,
        year=year,
        type=type_code,
        bodies=bodies,
        style=style,
        joint=joint,
        has_known_body=bool(bodies) and vocabulary.is_body(bodies[0]),
        is_small=is_small,
        is_damaged=lost_hyphen,
        is_case=vocabulary.is_case_code(codes, has_type),
        signs=signs,
        written=_written(year, type_code, bodies, style, joint),
    )


def _complete(links: list[tuple[str, str, str, str]]) -> list[tuple[str, str, str, str]]:
    """Return the parts that belong to the symbol: behind a complete one, only those joined to it without a blank."""
    first = vocabulary.written_code(links[0][3])
    least = 2 if first in vocabulary.TYPE_NAMES else 1
    is_joint = first in vocabulary.JOINT_TYPES
    for number, (before, sign, _after, group) in enumerate(links):
        if number < least:
            continue
        if before and is_joint and vocabulary.is_body(vocabulary.written_code(group)):
            continue
        if before or sign == "_" or _is_word(group) or (sign == "/" and number > 2):
            return links[:number]
    return links


def _is_word(group: str) -> bool:
    """Return whether a group is rather a word of the sentence: “-Theo”."""
    return len(group) > 3 and group[1:] == group[1:].lower() and group[0] != group[0].lower()


def _with_slashes(text: str) -> str:
    """Return the text of a symbol whose slashes a file name could not hold, with slashes."""
    if "/" in text or "_" in text:
        return re.sub(rf"^({NUMBER}[a-z]?)[{DASHES}]((?:19|20)\d\d)[/_]", r"\1/\2/", text)
    dated = re.sub(rf"^(\d{{1,5}}[a-z]?)[{DASHES}]((?:19|20)\d\d)[{DASHES}]", r"\1/\2/", text)
    if dated != text:
        return dated
    parts = re.split(rf"\s*[{DASHES}]\s*", text)
    if len(parts) < 3 or not parts[0][:1].isdigit():
        return text
    kind, body = (vocabulary.written_code(part) for part in parts[1:3])
    if kind not in vocabulary.TYPE_NAMES:
        return text
    if vocabulary.is_party_body(body):
        return f"{parts[0]}-{parts[1]}/{'-'.join(parts[2:])}"
    return f"{parts[0]}/{'-'.join(parts[1:])}" if vocabulary.is_body(body) else text


def _why_not(text: str) -> BadSymbol:
    if not re.search(r"\d", text):
        return BadSymbol("no_number", symbol=text)
    if not re.match(r"\d", text):
        inner = WRITTEN_SYMBOL.search(text)
        return BadSymbol("number_not_first", suggestion=_suggested(inner[0] if inner else None), symbol=text)
    if re.match(r"\d{6}", text):
        return BadSymbol("number_too_long", symbol=text)
    if not re.search(r"[^\W\d_]", text):
        return BadSymbol("no_codes", symbol=text)
    dated = re.match(r"\d+\s*[/_-]\s*(\d+)\s*[/_-]", text)
    if dated and not re.fullmatch(r"(?:19|20)\d\d", dated[1]):
        return BadSymbol("bad_year", symbol=text, year=dated[1])
    if not re.search(rf"[/_{DASHES}]", text):
        signed = re.sub(r"\s+", " ", text).split(" ")
        guess = f"{signed[0]}-{'/'.join(signed[1:])}" if len(signed) == 3 else None
        return BadSymbol("no_signs", suggestion=_suggested(guess), symbol=text)
    inner = WRITTEN_SYMBOL.match(text)
    tail = read_tail(inner["tail"]) if inner else None
    if inner and tail is None:
        return BadSymbol("no_body", symbol=text)
    begun = inner[0][: len(inner[0]) - len(inner["tail"]) + tail.length] if inner and tail else None
    return BadSymbol("unclear", suggestion=_suggested(begun), symbol=text)


def _suggested(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return str(parse_symbol(text))
    except BadSymbol:
        return None
