"""How the styles of a Word document make a paragraph and a run look."""

from dataclasses import dataclass, replace

from docx.document import Document
from docx.oxml.ns import qn

from portal.base.legacy_encodings import encoding_of_font
from portal.exchange.symbol_fonts import is_symbol_font

_ALIGNMENTS = {"center": "center", "right": "right", "end": "right"}
_BODY_LEVEL = 9


@dataclass
class Look:
    """What a style says, the styles that it is based on included; None where none of them says it.

    `names` are those of the style and of the ones below it, in small letters.
    """

    names: tuple[str, ...] = ()
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    raised: str | None = None
    font: str | None = None
    alignment: str | None = None
    outline_level: int | None = None
    number_id: str | None = None
    number_level: int | None = None

    def over(self, base: "Look") -> "Look":
        """Return this look where it says something, else the base's."""
        said = {name: value for name, value in vars(self).items() if value is not None}
        return replace(base, **said | {"names": self.names + base.names})


class Styles:
    """The looks of a document's styles, each worked out once."""

    def __init__(self, document: Document):
        self._styles = {style.style_id: style for style in document.styles}
        default = next((style for style in self._styles.values() if _is_default_paragraph(style)), None)
        self._default_id = default.style_id if default is not None else None
        self._looks: dict[str | None, Look] = {}
        defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._defaults = Look(font=font_of(defaults))

    def paragraph(self, style_id: str | None) -> Look:
        if style_id not in self._styles:
            style_id = self._default_id
        return self._look(style_id, frozenset()).over(self._defaults)

    def run(self, style_id: str | None) -> Look:
        return self._look(style_id, frozenset()) if style_id in self._styles else Look()

    def table_borders(self, style_id: str | None) -> bool:
        """Return whether a table style draws lines."""
        seen: set[str] = set()
        while style_id and style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            element = self._styles[style_id].element
            if has_borders(element.find(qn("w:tblPr"))):
                return True
            style_id = element.basedOn_val
        return False

    def _look(self, style_id: str | None, below: frozenset) -> Look:
        if style_id not in self._styles or style_id in below:
            return Look()
        if style_id not in self._looks:
            element = self._styles[style_id].element
            own = look_of(element.find(qn("w:pPr")), element.find(qn("w:rPr")))
            own.names = ((self._styles[style_id].name or "").lower(),)
            base = self._look(element.basedOn_val, below | {style_id})
            self._looks[style_id] = own.over(base)
        return self._looks[style_id]


def look_of(paragraph_properties, run_properties) -> Look:
    """Return what the properties in a style, a paragraph or a run say.

    Read from the XML: python-docx refuses alignments such as “start”, and knows no outline levels and fonts but one.
    """
    look = Look()
    if paragraph_properties is not None:
        if alignment := _value(paragraph_properties, "w:jc"):
            look.alignment = _ALIGNMENTS.get(alignment, "left")
        level = _value(paragraph_properties, "w:outlineLvl")
        if level and level.isdecimal():
            look.outline_level = int(level) + 1 if int(level) < _BODY_LEVEL else 0
        numbering = paragraph_properties.find(qn("w:numPr"))
        if numbering is not None:
            look.number_id = _value(numbering, "w:numId")
            level = _value(numbering, "w:ilvl")
            look.number_level = int(level) if level and level.isdecimal() else None
    if run_properties is not None:
        look.bold = _switch(run_properties, "w:b")
        look.italic = _switch(run_properties, "w:i")
        look.hidden = _switch(run_properties, "w:vanish")
        look.font = font_of(run_properties)
        raised = _value(run_properties, "w:vertAlign")
        look.raised = {"superscript": "sup", "subscript": "sub"}.get(raised, "none") if raised else None
    return look


def font_of(run_properties) -> str | None:
    """Return the font of the letters, the old or symbol one where several are named."""
    fonts = run_properties.find(qn("w:rFonts")) if run_properties is not None else None
    if fonts is None:
        return None
    names = [name for key in ("w:hAnsi", "w:ascii") if (name := fonts.get(qn(key)))]
    telling = [name for name in names if encoding_of_font(name) or is_symbol_font(name)]
    return next(iter(telling + names), None)


def has_borders(properties) -> bool:
    """Return whether the properties of a table, a cell or a table style draw a line."""
    if properties is None:
        return False
    borders = [*properties.iterfind(qn("w:tblBorders")), *properties.iterfind(qn("w:tcBorders"))]
    return any(line.get(qn("w:val")) not in (None, "nil", "none") for border in borders for line in border)


def _is_default_paragraph(style) -> bool:
    element = style.element
    return element.get(qn("w:type")) == "paragraph" and element.get(qn("w:default")) in ("1", "true", "on")


def _value(element, tag: str) -> str | None:
    child = element.find(qn(tag))
    return child.get(qn("w:val")) if child is not None else None


def _switch(element, tag: str) -> bool | None:
    child = element.find(qn(tag))
    if child is None:
        return None
    return child.get(qn("w:val"), "1") not in ("0", "false", "off", "none")
