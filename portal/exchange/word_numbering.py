"""The numbers and bullets that Word shows before paragraphs and does not keep in their text."""

import re
from collections import defaultdict

from docx.document import Document
from docx.oxml.ns import qn

from portal.exchange.manuscript import ListMark

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


class Numbering:
    """Counts the list paragraphs of a document as they are read, in their order."""

    def __init__(self, document: Document):
        self._numbers: dict[str, object] = {}
        self._abstract: dict[str, object] = {}
        self._counters: dict[str, list[int | None]] = defaultdict(lambda: [None] * _LEVELS)
        self._begun: set[tuple[str, int]] = set()
        root = _numbering_root(document)
        if root is not None:
            self._numbers = {number.get(qn("w:numId")): number for number in root.iterfind(qn("w:num"))}
            self._abstract = {
                abstract.get(qn("w:abstractNumId")): abstract
                for abstract in root.iterfind(qn("w:abstractNum"))
            }

    def next_mark(self, number_id: str | None, level: int) -> ListMark | None:
        """Return the mark of the next paragraph of a list, None where it shows none."""
        number = self._numbers.get(number_id or "")
        if number is None or not 0 <= level < _LEVELS:
            return None
        abstract_id, definition = self._definition(number)
        if definition is None:
            return None
        shape = _shape(number, definition, level)
        if shape is None:
            return None
        self._count(number_id or "", number, abstract_id, definition, level)
        form, pattern = _value(shape, "w:numFmt") or "decimal", _value(shape, "w:lvlText") or ""
        if form == "bullet":
            return ListMark("ul", level, list_id=number_id or "")
        label = self._label(number, definition, abstract_id, level, pattern)
        if not label:
            return None
        is_plain = form == "decimal" and pattern == f"%{level + 1}."
        value = self._counters[abstract_id][level] or 0
        return ListMark("ol" if is_plain else "label", level, label, value, number_id or "")

    def level_of_style(self, number_id: str | None, style_id: str | None) -> int:
        """Return the level of a list that a paragraph style stands for, the first where it names none."""
        number = self._numbers.get(number_id or "")
        definition = self._definition(number)[1] if number is not None else None
        for level in range(_LEVELS if definition is not None else 0):
            shape = _shape(number, definition, level)
            if shape is not None and style_id and _value(shape, "w:pStyle") == style_id:
                return level
        return 0

    def _definition(self, number) -> tuple[str, object | None]:
        """Return the definition behind a number; some only name a style that names another number."""
        abstract_id = _value(number, "w:abstractNumId") or ""
        definition = self._abstract.get(abstract_id)
        style = _value(definition, "w:numStyleLink") if definition is not None else None
        if style:
            for other_id, other in self._abstract.items():
                if _value(other, "w:styleLink") == style:
                    return other_id, other
        return abstract_id, definition

    def _count(self, number_id: str, number, abstract_id: str, definition, level: int) -> None:
        counters = self._counters[abstract_id]
        override = _override(number, level)
        restart = _value(override, "w:startOverride") if override is not None else None
        if restart and (number_id, level) not in self._begun:
            counters[level] = None
        self._begun.add((number_id, level))
        start = _whole(restart) if restart else _start(number, definition, level)
        last = counters[level]
        counters[level] = start if last is None else last + 1
        for above in range(level):
            if counters[above] is None:
                counters[above] = _start(number, definition, above)
        counters[level + 1 :] = [None] * (_LEVELS - level - 1)

    def _label(self, number, definition, abstract_id: str, level: int, pattern: str) -> str:
        shape = _shape(number, definition, level)
        is_legal = shape.find(qn("w:isLgl")) is not None

        def counted(match) -> str:
            place = int(match[1]) - 1
            other = _shape(number, definition, place)
            form = (_value(other, "w:numFmt") if other is not None else None) or "decimal"
            return written_number(self._counters[abstract_id][place] or 0, "decimal" if is_legal else form)

        return _PLACE.sub(counted, pattern).strip()


def written_number(value: int, form: str) -> str:
    """Return a number in one of Word's number formats; the unknown ones as digits."""
    match form:
        case "none":
            return ""
        case "lowerRoman" | "upperRoman" if 0 < value < 4000:
            roman = _roman(value)
            return roman.upper() if form == "upperRoman" else roman
        case "lowerLetter" | "upperLetter" if value > 0:
            letters = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 9)
            return letters.upper() if form == "upperLetter" else letters
        case "decimalZero":
            return f"{value:02d}"
        case "vietnameseCounting" if 0 <= value < len(_UNITS):
            return _UNITS[value]
    return str(value)


def _roman(value: int) -> str:
    result = ""
    for amount, letters in _ROMAN:
        count, value = divmod(value, amount)
        result += letters * count
    return result


def _numbering_root(document: Document):
    for relationship in document.part.rels.values():
        if relationship.reltype.endswith("/numbering") and not relationship.is_external:
            return relationship.target_part.element
    return None


def _shape(number, definition, level: int):
    """Return what describes one level of a list."""
    override = _override(number, level)
    if override is not None and override.find(qn("w:lvl")) is not None:
        return override.find(qn("w:lvl"))
    return _of_level(definition, "w:lvl", level)


def _override(number, level: int):
    return _of_level(number, "w:lvlOverride", level)


def _of_level(parent, tag: str, level: int):
    return next(
        (element for element in parent.iterfind(qn(tag)) if element.get(qn("w:ilvl")) == str(level)), None
    )


def _start(number, definition, level: int) -> int:
    shape = _shape(number, definition, level)
    return _whole(_value(shape, "w:start")) if shape is not None else 1


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else 1


def _value(element, tag: str) -> str | None:
    child = element.find(qn(tag))
    return child.get(qn("w:val")) if child is not None else None
