"""The text of DOCX files, read from their XML.

python-docx passes over text boxes, insertions, content controls and notes; all of them are words a reader sees.
Deleted passages and the fallback copies of drawings are left out, and so are running heads and feet, which are no
part of the text – but for the first page's, where letterheads and marks of secrecy stand.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from documents.extraction.parts import Paragraph
from documents.formats.archives import Archive
from documents.formats.failures import Unreadable
from portal.base.legacy_encodings import convert

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MAIN_PART = "/officeDocument"
_LEFT_OUT = {_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _FALLBACK}
_SIGNS = {
    _W + "tab": "\t",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "-",
    _W + "ptab": "\t",
}
_TOP_HEADINGS = ("heading 1", "title 1")
_STYLE_DEPTH = 12
# Keys that no identifier of a style has.
_USUAL, _DEFAULTS = "\0usual", "\0defaults"


@dataclass(frozen=True)
class _Style:
    name: str = ""
    font: str | None = None
    level: str | None = None
    parent: str | None = None


@dataclass(frozen=True)
class _Package:
    """The main part of a Word file and those beside it, by the kind or the identifier of their relationship."""

    archive: Archive
    main: str
    targets: dict[str, str]

    def part(self, key: str | None) -> etree._Element | None:
        name = self.targets.get(key or "")
        return self.archive.read_xml(name) if name and name in self.archive else None


def read_word(archive: Archive) -> Iterator[Paragraph]:
    """Yield the paragraphs and table rows of a document in order. Raises Unreadable("broken")."""
    package = _open_package(archive)
    body = archive.read_xml(package.main).find(_W + "body")
    if body is None:
        raise Unreadable("broken")
    walk = _Walk(_styles(package), _notes(package))
    yield from walk.paragraphs_of_head(package, body)
    yield from walk.paragraphs(body)


def _open_package(archive: Archive) -> _Package:
    main = _targets(archive, "").get(_MAIN_PART, "word/document.xml")
    return _Package(archive, main, _targets(archive, main))


def _targets(archive: Archive, part: str) -> dict[str, str]:
    """Return the names of related parts, by “/kind” and by identifier."""
    folder, name = posixpath.split(part)
    relationships = posixpath.join(folder, "_rels", f"{name}.rels")
    targets: dict[str, str] = {}
    if relationships not in archive:
        return targets
    for each in archive.read_xml(relationships):
        if each.get("TargetMode") != "External" and each.get("Target"):
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target"))).lstrip("/")
            targets.setdefault("/" + each.get("Type", "").rpartition("/")[2], target)
            targets[each.get("Id", "")] = target
    return targets


class _Walk:
    def __init__(self, styles: dict[str, _Style], notes: dict):
        self._styles = styles
        self._notes = notes

    def paragraphs(self, container) -> Iterator[Paragraph]:
        for child in container:
            if child.tag == _W + "p":
                yield from self._paragraph(child)
            elif child.tag == _W + "tbl":
                yield from self._rows(child)
            elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
                yield from self.paragraphs(child)

    def paragraphs_of_head(self, package: _Package, body) -> Iterator[Paragraph]:
        """Yield what stands in the head of the first page, without page numbers."""
        section = next(body.iter(_W + "sectPr"), None)
        if section is None:
            return
        heads = {each.get(_W + "type"): each.get(_R + "id") for each in section.iter(_W + "headerReference")}
        has_own = section.find(_W + "titlePg") is not None
        head = package.part(heads.get("first" if has_own else "default"))
        for paragraph in self.paragraphs(head if head is not None else ()):
            if any(character.isalpha() for character in paragraph.text):
                yield paragraph

    def _paragraph(self, element) -> Iterator[Paragraph]:
        mark = element.find(f"{_W}pPr/{_W}pStyle")
        style = mark.get(_W + "val") if mark is not None else None
        # Boxes that hang on a paragraph come before it, as marks of secrecy do.
        for box in self._boxes(element):
            yield from self.paragraphs(box)
        pieces = list(self._pieces(element, self._font_of(style)))
        text = "".join(piece for piece, _is_converted in pieces)
        yield Paragraph(
            text,
            is_top_heading=bool(text.strip()) and self._is_top_heading(element, style),
            is_converted=any(is_converted for _piece, is_converted in pieces),
        )
        for note in element.iter(_W + "footnoteReference", _W + "endnoteReference"):
            kind = "footnotes" if note.tag.endswith("footnoteReference") else "endnotes"
            found = self._notes.pop((kind, note.get(_W + "id")), None)
            if found is not None:
                yield from self.paragraphs(found)

    def _rows(self, table) -> Iterator[Paragraph]:
        for row in table.iter(_W + "tr"):
            # Rows of inner tables come with their cell.
            if next(row.iterancestors(_W + "tbl")) is not table:
                continue
            cells = [list(self.paragraphs(cell)) for cell in row.iterchildren(_W + "tc", _W + "sdt")]
            filled = [cell for cell in cells if any(paragraph.text.strip() for paragraph in cell)]
            if all(len(cell) == 1 for cell in filled):
                text = "\t".join(cell[0].text for cell in filled)
                yield Paragraph(text, is_converted=any(cell[0].is_converted for cell in filled))
            else:
                for cell in filled:
                    yield from cell

    @staticmethod
    def _boxes(element) -> Iterator[etree._Element]:
        for box in element.iter(_W + "txbxContent"):
            ancestors = list(box.iterancestors())
            inner = ancestors[: ancestors.index(element)]
            if not any(each.tag == _FALLBACK or each.tag == _W + "txbxContent" for each in inner):
                yield box

    def _pieces(self, element, font: str | None) -> Iterator[tuple[str, bool]]:
        for child in element:
            if child.tag in _LEFT_OUT or child.tag == _W + "txbxContent" or not isinstance(child.tag, str):
                continue
            if child.tag in (_W + "t", _MATH_TEXT):
                text, encoding = convert(child.text or "", font) if font else (child.text or "", None)
                yield text, encoding is not None
            elif child.tag in _SIGNS and not self._is_tab_stop(child):
                yield _SIGNS[child.tag], False
            else:
                run_font = self._run_font(child) if child.tag == _W + "r" else None
                yield from self._pieces(child, run_font or font)

    @staticmethod
    def _is_tab_stop(element) -> bool:
        parent = element.getparent()
        return parent is not None and parent.tag == _W + "tabs"

    def _run_font(self, run) -> str | None:
        properties = run.find(_W + "rPr")
        if properties is None:
            return None
        fonts = properties.find(_W + "rFonts")
        if fonts is not None and (name := fonts.get(_W + "ascii") or fonts.get(_W + "hAnsi")):
            return name
        style = properties.find(_W + "rStyle")
        return self._font_of(style.get(_W + "val")) if style is not None else None

    def _font_of(self, style: str | None) -> str | None:
        for each in self._chain(style):
            if each.font:
                return each.font
        return None

    def _is_top_heading(self, element, style: str | None) -> bool:
        level = element.find(f"{_W}pPr/{_W}outlineLvl")
        if level is not None:
            return level.get(_W + "val") == "0"
        for each in self._chain(style):
            if each.name in _TOP_HEADINGS:
                return True
            if each.level is not None:
                return each.level == "0"
        return False

    def _chain(self, style: str | None) -> Iterator[_Style]:
        """Yield a style (the usual one where none is named), those it rests on, and the document's defaults."""
        found = self._styles.get(style or _USUAL)
        for _step in range(_STYLE_DEPTH):
            if found is None:
                break
            yield found
            found = self._styles.get(found.parent or "")
        yield self._styles.get(_DEFAULTS, _Style())


def _styles(package: _Package) -> dict[str, _Style]:
    root = package.part("/styles")
    if root is None:
        return {}
    styles = {_DEFAULTS: _Style(font=_font(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")))}
    for element in root.iter(_W + "style"):
        name, parent = element.find(_W + "name"), element.find(_W + "basedOn")
        level = element.find(f"{_W}pPr/{_W}outlineLvl")
        style = _Style(
            name=(name.get(_W + "val") or "").lower() if name is not None else "",
            font=_font(element.find(_W + "rPr")),
            level=level.get(_W + "val") if level is not None else None,
            parent=parent.get(_W + "val") if parent is not None else None,
        )
        styles[element.get(_W + "styleId", "")] = style
        if element.get(_W + "default") == "1" and element.get(_W + "type") == "paragraph":
            styles[_USUAL] = style
    return styles


def _font(properties) -> str | None:
    fonts = properties.find(_W + "rFonts") if properties is not None else None
    return (fonts.get(_W + "ascii") or fonts.get(_W + "hAnsi")) if fonts is not None else None


def _notes(package: _Package) -> dict[tuple[str, str | None], etree._Element]:
    notes = {}
    for kind in ("footnotes", "endnotes"):
        part = package.part(f"/{kind}")
        for note in part if part is not None else ():
            if note.get(_W + "type") in (None, "normal"):
                notes[kind, note.get(_W + "id")] = note
    return notes
