"""The text of OpenDocument files (ODT, ODS), read from their XML."""

import re
from collections.abc import Iterator

from lxml import etree

from documents.extraction.parts import Paragraph
from documents.formats.archives import Archive
from documents.formats.failures import Unreadable

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE = (f"{{{_NAMESPACE}{part}:1.0}}" for part in ("text", "table", "office"))
_LEFT_OUT = {
    _TEXT + "tracked-changes",
    _TEXT + "sequence-decls",
    _TEXT + "variable-decls",
    _TEXT + "note-citation",
    _OFFICE + "annotation",
    _OFFICE + "forms",
    _TABLE + "shapes",
}
_MOST_BLANKS = 100
# Blanks and breaks in the XML are one blank; the text's own have elements.
_BLANKS = re.compile(r"\s+")


def read_open_text(archive: Archive) -> Iterator[Paragraph]:
    """Yield the paragraphs and table rows of an ODT. Raises Unreadable("broken")."""
    body = _body(archive, "text")
    yield from _paragraphs(body)


def read_open_sheets(archive: Archive) -> Iterator[tuple[str, list[Paragraph]]]:
    """Yield each sheet's name and its rows that hold something."""
    for sheet in _body(archive, "spreadsheet").iterchildren(_TABLE + "table"):
        yield sheet.get(_TABLE + "name", ""), list(_rows(sheet))


def _body(archive: Archive, kind: str) -> etree._Element:
    body = archive.read_xml("content.xml").find(f"{_OFFICE}body/{_OFFICE}{kind}")
    if body is None:
        raise Unreadable("broken")
    return body


def _paragraphs(container) -> Iterator[Paragraph]:
    for child in container:
        if child.tag in (_TEXT + "p", _TEXT + "h"):
            # Frames (text boxes) and notes hold paragraphs of their own.
            inner = [paragraph for each in child for paragraph in _inner_paragraphs(each)]
            is_top = child.tag == _TEXT + "h" and child.get(_TEXT + "outline-level", "1") == "1"
            text = "".join(_pieces(child))
            yield Paragraph(text, is_top_heading=is_top and bool(text.strip()))
            yield from inner
        elif child.tag == _TABLE + "table":
            yield from _rows(child)
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield from _paragraphs(child)


def _inner_paragraphs(element) -> Iterator[Paragraph]:
    if element.tag in _LEFT_OUT or not isinstance(element.tag, str):
        return
    if element.tag in (_TEXT + "p", _TEXT + "h", _TABLE + "table"):
        yield from _paragraphs([element])
        return
    for child in element:
        yield from _inner_paragraphs(child)


def _pieces(element) -> Iterator[str]:
    yield _BLANKS.sub(" ", element.text or "")
    for child in element:
        if child.tag == _TEXT + "s":
            yield " " * min(_number(child.get(_TEXT + "c")), _MOST_BLANKS)
        elif child.tag == _TEXT + "tab":
            yield "\t"
        elif child.tag == _TEXT + "line-break":
            yield "\n"
        elif child.tag not in _LEFT_OUT and child.tag not in (_TEXT + "p", _TEXT + "h", _TABLE + "table"):
            yield from _pieces(child) if isinstance(child.tag, str) else ()
        yield _BLANKS.sub(" ", child.tail or "")


def _rows(table) -> Iterator[Paragraph]:
    for row in table.iter(_TABLE + "table-row"):
        if next(row.iterancestors(_TABLE + "table")) is not table:
            continue
        cells = [list(_paragraphs(cell)) for cell in row if cell.tag == _TABLE + "table-cell"]
        filled = [cell for cell in cells if any(paragraph.text.strip() for paragraph in cell)]
        if all(len(cell) == 1 for cell in filled):
            if filled:
                yield Paragraph("\t".join(cell[0].text for cell in filled))
        else:
            for cell in filled:
                yield from cell


def _number(written: str | None) -> int:
    return int(written) if written and written.isdigit() else 1
