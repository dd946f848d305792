"""What a document is and what it is about: the type in its heading and the abstract, or its subject."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from documents.citations.vocabulary import MORE_TYPE_NAMES, TYPE_NAMES
from documents.description.heading import Cell, Part, is_running_text, opens_body
from documents.description.lines import is_capital, joined, letters
from documents.description.signing import acts_for, names_office
from documents.description.spelling import spell_sentence
from portal.base.text import fold

LETTER = "Công văn"
# Copies say what they are above the document that was copied.
_COPIES = frozenset({"Bản sao", "Sao y", "Trích sao", "Sao lục", "Án lệ", LETTER})
_TYPES = {
    letters(name): name
    for name in sorted({name for names in TYPE_NAMES.values() for name in names} | set(MORE_TYPE_NAMES))
    if name not in _COPIES
}
_LONGEST_FIRST = sorted(_TYPES.items(), key=lambda item: len(item[0]), reverse=True)
_CLOSE = 0.86
# How a title goes on behind the type in the same line.
_GOES_ON = re.compile(
    r"(?:ve|v/v|cua|ban hanh|sua doi|to chuc|quy dinh|so ket|tong ket|lien tich|hoi nghi|hanh dong"
    r"|thi hanh|giua)\b"
)
_SUBJECT = re.compile(r"^\W*(?:v\s?/\s?v|ve viec|vv)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"^\W*kinh gui\b")
_OPENS_RUNNING_TEXT = re.compile(
    r"(?:thuc hien|quan triet|trien khai|nham|de |trong |thoi gian|sau khi|qua |ngay |hien nay|nam \d{4}"
    r"|theo |vua qua|tren co so"
    r"|thi hanh|phat huy|tiep tuc|hom nay|hoi nghi |(?:bo chinh tri|ban bi thu|quoc hoi|chinh phu|chi bo"
    r"|dang uy|vien|uy ban|ban"
    r"|bo truong|thu tuong|u?y vien)\b.{0,120}\b(?:ban hanh|yeu cau|huong dan|quyet dinh|xay dung"
    r"|thong bao|nhan duoc|bao cao)\b)"
)
_WANTS_MORE = re.compile(
    r"(?:.*[\s,(])?(?:cua|va|ve|viec|cac|theo|tai|cho|trong|voi|den|tu|o|nhung|mot so|ban hanh|thuc hien"
    r"|trien khai|cong tac|nganh"
    r"|doi voi|giua|hoac|la|duoc|so|nam|thang|ngay|tinh|nghi quyet|ket luan|chi thi|ke hoach|quy dinh"
    r"|quy che|luat|[-–,])"
)
_FOOTNOTE = re.compile(r"(?:\s*[\[(]\s?\d{1,2}\s?[\])]|\s*[¹²³⁴⁵⁶⁷⁸⁹*†]+|(?<=[^\W\d_])\d{1,2})$")
_ENDS = " .;:,-–—_*=~·/|\"'”“"
_MOST_ABSTRACT_LINES = 10


@dataclass(frozen=True)
class Heading:
    """The line a type stands in, its name, and what stands behind it in that line."""

    line: int
    position: int
    name: str
    rest: str
    is_sure: bool


def find_type(cells: Sequence[Cell]) -> Heading | None:
    """Return the type that a line of the heading says alone, or with what it is about behind it."""
    limit = body_start(cells)
    has_opening = False
    kept: Heading | None = None
    subject = find_subject(cells[:limit])
    for position, cell in enumerate(cells[:limit]):
        has_opening = has_opening or cell.part in (Part.TITLE, Part.SYMBOL)
        if cell.part is not Part.TEXT or not has_opening or cell.text.lstrip()[:1] == "(":
            continue
        if subject is not None and position >= subject:
            break
        written = letters(cell.text)
        capital = is_capital(cell.text)
        if name := _TYPES.get(written):
            if capital or cell.text.strip(_ENDS)[:1].isupper():
                return Heading(cell.line, position, name, "", True)
        elif capital and kept is None and any(each.part is Part.SYMBOL for each in cells[:position]):
            kept = _begun(cell, position) or _misread(cell, position, written)
    return kept


def _begun(cell: Cell, position: int) -> Heading | None:
    """Return the type with which a line in capitals begins: “LUẬT TỔ CHỨC VIỆN KIỂM SÁT NHÂN DÂN”."""
    text = cell.text.strip(_ENDS)
    folded = fold(text)
    for written, name in _LONGEST_FIRST:
        words = fold(name)
        if folded.startswith(f"{words} ") and letters(name) == written:
            rest = text[len(words) :].strip(" :")
            is_law = name in ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
            if is_law or _GOES_ON.match(fold(rest)):
                return Heading(cell.line, position, name, rest, True)
    return None


def _misread(cell: Cell, position: int, written: str) -> Heading | None:
    """Return the type that a short line in capitals nearly is."""
    if not 5 <= len(written) <= 20:
        return None
    best = max(_TYPES, key=lambda known: SequenceMatcher(None, written, known).ratio())
    if SequenceMatcher(None, written, best).ratio() < _CLOSE:
        return None
    return Heading(cell.line, position, _TYPES[best], "", False)


def find_subject(cells: Sequence[Cell]) -> int | None:
    """Return where “V/v …” stands."""
    for position, cell in enumerate(cells):
        if (
            cell.part is Part.TEXT
            and _SUBJECT.match(fold(cell.text))
            and not is_capital(cell.text[3:] or "A")
        ):
            return position
        if cell.part is Part.TEXT and letters(cell.text) in _TYPES:
            return None
    return None


def find_address(cells: Sequence[Cell]) -> int | None:
    """Return where “Kính gửi” stands."""
    return next((place for place, cell in enumerate(cells) if _ADDRESS.match(fold(cell.text))), None)


def body_start(cells: Sequence[Cell]) -> int:
    """Return where the first cell of running text stands."""
    for position, cell in enumerate(cells):
        if cell.part is Part.TEXT and (opens_body(cell.text) or is_running_text(cell.text)):
            return position
    return len(cells)


def read_abstract(cells: Sequence[Cell], heading: Heading, issuer: str) -> tuple[str, bool]:
    """Return the abstract below a type, and whether its end is plain; the issuer named again ends it."""
    lines = _lines_below(cells, heading)
    rule = next((at for at, (part, _text) in enumerate(lines) if part is Part.RULE and at), None)
    body = next(
        (at for at, (part, text) in enumerate(lines) if part is Part.TEXT and at and _opens(text)), len(lines)
    )
    taken: list[str] = [heading.rest] if heading.rest else []
    is_sure = False
    has_rule = rule is not None and rule < body
    for at, (part, text) in enumerate(lines):
        if part is Part.RULE:
            if taken:
                is_sure = True
                break
            continue
        if part is Part.BLANK:
            following = next((each for kind, each in lines[at:] if kind is Part.TEXT), "")
            if taken and not (has_rule or _goes_on(taken, following)):
                is_sure = True
                break
            continue
        if at >= body or len(taken) >= _MOST_ABSTRACT_LINES:
            is_sure = at >= body
            break
        if taken and issuer and is_capital(text) and letters(text) == letters(issuer):
            is_sure = True
            break
        if (
            (names_office(text) or acts_for(text))
            and text[:1].isupper()
            and not (taken and _wants_more(taken[-1]))
        ):
            is_sure = bool(taken)
            break
        if taken and not has_rule and not _goes_on(taken, text):
            break
        if not taken and (is_running_text(text) or opens_body(text)):
            break
        taken.append(text)
    return tidy(joined(taken)), is_sure


def _lines_below(cells: Sequence[Cell], heading: Heading) -> list[tuple[Part, str]]:
    """Return the lines below a type, cells of one line put together, parts of the heading left out."""
    lines: list[tuple[Part, str]] = []
    last = None
    for cell in cells[heading.position + 1 :]:
        if cell.part in (Part.TITLE, Part.MOTTO, Part.MARK):
            continue
        if cell.part in (Part.SYMBOL, Part.DATE):
            # A symbol or a date of another document may stand in a line of the abstract.
            if lines and lines[-1][0] is Part.TEXT and cell.line == last:
                lines[-1] = (Part.TEXT, f"{lines[-1][1]} {cell.text}")
            continue
        if cell.part is Part.TEXT and cell.line == last and lines and lines[-1][0] is Part.TEXT:
            lines[-1] = (Part.TEXT, f"{lines[-1][1]} {cell.text}")
            continue
        if cell.line == heading.line:
            continue
        lines.append((cell.part, cell.text))
        last = cell.line
        if len(lines) > 3 * _MOST_ABSTRACT_LINES:
            break
    return lines


def _opens(text: str) -> bool:
    return opens_body(text) or is_running_text(text) or text.lstrip()[:1] == "("


def _wants_more(line: str) -> bool:
    """Return whether a line ends with a word that binds the next: “… làm việc của”."""
    return _WANTS_MORE.fullmatch(fold(line.strip())) is not None


def _goes_on(taken: list[str], following: str) -> bool:
    """Return whether a line is the further part of an abstract of which no sign says where it ends."""
    start = following.strip(" \"'“”")
    if not start or not start[0].isalpha() and not start[0].isdigit():
        return False
    folded = fold(start)
    if is_capital(taken[-1]) and len(letters(taken[-1])) > 3:
        return is_capital(start) and (_wants_more(taken[-1]) or not names_office(start))
    if _wants_more(taken[-1]):
        return True
    if start[0].islower():
        return True
    if _OPENS_RUNNING_TEXT.match(folded) or start[0].isdigit():
        return False
    return len(start) < 50 and not start.rstrip().endswith((".", ";", ":"))


def read_subject(cells: Sequence[Cell], start: int) -> str:
    """Return the subject of a letter: “V/v …” and the lines of its column below."""
    taken: list[str] = []
    is_parted = False
    for cell in cells[start:]:
        is_parted = is_parted or cell.part is Part.BLANK
        if cell.part is Part.BLANK:
            continue
        if cell.part in (Part.DATE, Part.MOTTO, Part.RULE, Part.MARK):
            if cell.part is Part.RULE and taken and cell.line != cells[start].line:
                break
            continue
        if cell.part is not Part.TEXT or _ADDRESS.match(fold(cell.text)) or is_running_text(cell.text):
            break
        if taken and is_parted and not cell.text[:1].islower():
            break
        if taken and (is_capital(cell.text) or len(cell.text) > 90 or cell.text.lstrip()[:1] == "("):
            break
        taken.append(cell.text)
        if len(taken) >= _MOST_ABSTRACT_LINES:
            break
    return tidy(joined(taken))


def tidy(text: str) -> str:
    """Return an abstract without footnote marks and dashes at its end, a title in capitals as a sentence."""
    text = text.strip().lstrip("*-–—_·|: ").rstrip(_ENDS)
    text = _FOOTNOTE.sub("", text).rstrip(_ENDS)
    opened, closed = text.count("“") + text.count('"') % 2, text.count("”")
    if opened > closed:
        text += "”" if "“" in text else '"'
    if is_capital(text):
        return spell_sentence(text)
    if text[:2] == "VỀ":
        return f"Về{text[2:]}"
    return text
