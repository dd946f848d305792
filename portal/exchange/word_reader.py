"""Word documents as manuscripts.

python-docx gives paragraphs, runs, links, tables and their cells. The XML is looked at only where it offers
nothing: fields, notes, symbols, text boxes, old (VML) pictures, and looks inherited through styles.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from docx.document import Document
from docx.opc.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from portal.exchange.article_draft import Limits, ReportRow, gettext_noop
from portal.exchange.manuscript import Grid, Illustration, Item, Line, Manuscript, Role, Span, safe_link
from portal.exchange.word_notes import Notes
from portal.exchange.word_numbering import Numbering
from portal.exchange.word_package import open_word
from portal.exchange.word_revisions import settle, xpath
from portal.exchange.word_styles import Look, Styles, has_borders, look_of

_ROLES: dict[str, Role] = {
    "title": "title",
    "subtitle": "subtitle",
    "quote": "quote",
    "intense quote": "quote",
    "block text": "quote",
    "caption": "caption",
}
_HEADING = re.compile(r"heading (\d)")
_MOST_COLUMNS = 100
_BLIPS = xpath(".//a:blip | .//v:imagedata")
_BOXES = xpath(".//w:txbxContent")
_BOXES_AROUND = xpath("count(ancestor::w:txbxContent)")
_DESCRIPTIONS = xpath(".//wp:docPr/@descr | .//pic:cNvPr/@descr | .//v:shape/@alt")
_BLOCKS = xpath("./w:p | ./w:tbl")
_LETTERS = xpath(".//w:t/text()")
_RUBY_BASE = xpath("self::w:ruby/w:rubyBase//w:t/text()")
_PLAIN = (qn("w:t"), qn("w:tab"), qn("w:ptab"), qn("w:noBreakHyphen"))
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]+)', re.IGNORECASE)
_OTHER_CONTENT = xpath("count(.//w:object | .//w:altChunk | .//w:control)")
_FILE_LIKE = re.compile(r"[\\/]|\.(?:jpe?g|png|gif|bmp|tiff?|emf|wmf|webp)\b", re.IGNORECASE)
_MADE_BY_WORD = re.compile(
    r"description automatically generated|^description:|^(?:picture|image|hình ảnh) ?\d*$", re.I
)

_DROPPED = {
    "deleted": gettext_noop("Deleted text of tracked changes left out: {count} passages."),
    "hidden": gettext_noop("Hidden text left out: {count} passages."),
    "linked_pictures": gettext_noop("Pictures that are not in the file itself left out: {count}."),
    "drawings": gettext_noop("Drawings, charts and diagrams left out: {count}."),
    "embedded": gettext_noop("Embedded files and controls left out: {count}."),
    "comments": gettext_noop("Comments in the margin left out: {count}."),
    "unlinked": gettext_noop("Links that do not lead to a web address made plain text: {count}."),
}
_CONVERTED = {
    "inserted": gettext_noop("Inserted text of tracked changes taken as final: {count} passages."),
    "formulas": gettext_noop("Formulas made plain text: {count}."),
    "text_boxes": gettext_noop("Text boxes put into the text: {count}."),
}
_HEADER_LEFT_OUT = gettext_noop("Header or footer of the page left out: “{text}”.")


def read_word(data: bytes, limits: Limits) -> Manuscript:
    """Return the text of a Word document; raises UnreadableArticle where it cannot be opened."""
    return _WordReader(open_word(data, limits)).read()


class _WordReader:
    def __init__(self, document: Document):
        self._document = document
        self._counts: Counter[str] = Counter()
        settle(document.element.body, self._counts)
        self._styles = Styles(document)
        self._numbering = Numbering(document)
        self._notes = Notes(document, self._counts)
        self._embedded = int(_OTHER_CONTENT(document.element.body))

    def read(self) -> Manuscript:
        manuscript = Manuscript(items=self._items(self._document.iter_inner_content()))
        while note := self._notes.next_unread():
            manuscript.notes.append(self._note(note))
        self._counts["embedded"] = self._embedded
        self._counts["comments"] = _comment_count(self._document)
        manuscript.report += [
            *self._rows("converted", _CONVERTED),
            *self._rows("dropped", _DROPPED),
            *(
                ReportRow("dropped", _HEADER_LEFT_OUT, {"text": text})
                for text in _header_texts(self._document)
            ),
        ]
        return manuscript

    def _rows(self, kind: Literal["converted", "dropped"], messages: dict[str, str]) -> list[ReportRow]:
        return [
            ReportRow(kind, message, {"count": self._counts[name]})
            for name, message in messages.items()
            if self._counts[name]
        ]

    def _note(self, note) -> list[Line]:
        items = self._items(_content(note.element, note))
        lines = [item for item in items if isinstance(item, Line) and not item.is_blank]
        if note.label and lines:
            lines[0].spans = [Span(note.label, raised="sup", note=True), Span(" "), *lines[0].spans]
        return lines

    def _items(self, blocks: Iterator[Paragraph | Table]) -> list[Item]:
        items: list[Item] = []
        for block in blocks:
            if isinstance(block, Table):
                items.append(self._grid(block))
            else:
                items += self._paragraph(block)
        return items

    def _paragraph(self, paragraph: Paragraph) -> list[Item]:
        """Return a paragraph as a line, with the pictures and text boxes that hang on it."""
        style_id = paragraph._p.style
        look = look_of(paragraph._p.pPr, None).over(self._styles.paragraph(style_id))
        pieces = _Pieces()
        for part in paragraph.iter_inner_content():
            if isinstance(part, Hyperlink):
                link = self._link(part)
                for run in part.runs:
                    self._run(run, look, pieces, link)
            else:
                self._run(part, look, pieces)
        level = look.number_level
        if level is None:
            level = self._numbering.level_of_style(look.number_id, style_id)
        line = Line(
            pieces.spans,
            alignment=look.alignment if look.alignment in ("center", "right") else "",
            mark=self._numbering.next_mark(look.number_id, level),
        )
        _set_role(line, look)
        return [*pieces.before, line, *pieces.after]

    def _link(self, hyperlink: Hyperlink) -> str:
        try:
            address = hyperlink.url or hyperlink.address
        except KeyError:
            address = ""
        link = safe_link(address)
        self._counts["unlinked"] += bool(address and not link)
        return link

    def _run(self, run: Run, base: Look, pieces: "_Pieces", link: str = "") -> None:
        look = look_of(None, run._r.rPr).over(self._styles.run(run._r.style)).over(base)
        for child in run._r:
            if child.tag == qn("w:fldChar"):
                pieces.turn_field(child.get(qn("w:fldCharType")))
            elif child.tag == qn("w:instrText"):
                pieces.instruct(child.text or "")
            elif child.tag in (qn("w:drawing"), qn("w:pict"), qn("w:object")):
                self._drawing(child, run, pieces)
            elif look.hidden:
                self._counts["hidden"] += bool(_shown(child).strip())
            elif child.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                if label := self._notes.refer(child):
                    pieces.spans.append(Span(label, raised="sup", note=True))
            else:
                pieces.spans.append(
                    Span(
                        _shown(child),
                        bold=bool(look.bold),
                        italic=bool(look.italic),
                        raised=look.raised if look.raised in ("sup", "sub") else "",
                        link=link or safe_link(pieces.field_link()),
                        font=child.get(qn("w:font")) if child.tag == qn("w:sym") else look.font,
                    )
                )

    def _drawing(self, element, run: Run, pieces: "_Pieces") -> None:
        # What stands in a text box is read with its paragraphs.
        depth = _BOXES_AROUND(element)
        boxes = [box for box in _BOXES(element) if _BOXES_AROUND(box) == depth]
        blips = [blip for blip in _BLIPS(element) if _BOXES_AROUND(blip) == depth]
        for blip in blips:
            self._picture(blip, element, run, pieces)
        for box in boxes:
            self._counts["text_boxes"] += 1
            pieces.after += self._items(_content(box, run))
        if not boxes and not blips and element.tag != qn("w:object"):
            self._counts["drawings"] += 1

    def _picture(self, blip, element, run: Run, pieces: "_Pieces") -> None:
        relation = blip.get(qn("r:embed")) or blip.get(qn("r:id"))
        part = run.part.related_parts.get(relation) if relation else None
        if part is None:
            self._counts["linked_pictures"] += 1
            return
        pieces.hang(Illustration(part.blob, alt=_description(element)))

    def _grid(self, table: Table) -> Grid:
        rows: list[list[list[Item]]] = []
        begun: set[int] = set()
        draws_lines = has_borders(table._tbl.tblPr) or self._styles.table_borders(table._tbl.tblStyle_val)
        for row in table._tbl.tr_lst:
            cells: list[list[Item]] = [[] for _ in range(min(row.grid_before, _MOST_COLUMNS))]
            for cell in row.tc_lst:
                place, span = len(cells), max(1, min(cell.grid_span, _MOST_COLUMNS))
                draws_lines = draws_lines or has_borders(cell.tcPr)
                if cell.vMerge != "continue" or place not in begun:
                    content = self._items(_Cell(cell, table).iter_inner_content())
                else:
                    content = []
                if cell.vMerge is None:
                    begun.discard(place)
                else:
                    begun.add(place)
                cells += [content, *([] for _ in range(span - 1))]
            rows.append(cells)
        first = table._tbl.tr_lst[0].trPr if rows else None
        header = first.find(qn("w:tblHeader")) if first is not None else None
        has_header = header is not None and header.get(qn("w:val"), "1") not in ("0", "false", "off")
        return Grid(rows, has_header=has_header, is_layout=not draws_lines)


class _Pieces:
    """What one paragraph is made of, as its runs are read."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.before: list[Item] = []
        self.after: list[Item] = []
        # Links of fields that are open: the instruction, and its address once it is complete.
        self._fields: list[str] = []

    def hang(self, picture: Illustration) -> None:
        """Put a picture before the paragraph or after it, as it stands before its words or not."""
        has_words = any(span.text.strip() for span in self.spans)
        (self.after if has_words else self.before).append(picture)

    def turn_field(self, turn: str | None) -> None:
        if turn == "begin":
            self._fields.append("")
        elif turn == "end" and self._fields:
            self._fields.pop()

    def instruct(self, instruction: str) -> None:
        if self._fields:
            self._fields[-1] += instruction

    def field_link(self) -> str:
        """Return the address that the innermost link field leads to."""
        for instruction in reversed(self._fields):
            if match := _LINK_FIELD.match(instruction):
                return match[1]
        return ""


def _shown(child) -> str:
    """Return the letters of one part of a run."""
    if child.tag in _PLAIN:
        return str(child)
    if child.tag in (qn("w:br"), qn("w:cr")):
        return "\n"
    if child.tag == qn("w:softHyphen"):
        return "\u00ad"
    if child.tag == qn("w:sym"):
        code = child.get(qn("w:char"), "")
        # D800–DFFF are halves of letters that no database takes.
        is_letter = re.fullmatch("[0-9A-Fa-f]{1,4}", code) and not 0xD800 <= int(code, 16) <= 0xDFFF
        return chr(int(code, 16)) if is_letter else ""
    return "".join(_RUBY_BASE(child))


def _set_role(line: Line, look: Look) -> None:
    for name in look.names:
        if match := _HEADING.fullmatch(name):
            line.role, line.level = "heading", int(match[1])
        elif name in _ROLES:
            line.role = _ROLES[name]
        elif name.startswith("toc "):
            return
        else:
            continue
        return
    if look.outline_level:
        line.role, line.level = "heading", look.outline_level


def _content(element, parent) -> Iterator[Paragraph | Table]:
    """Yield the paragraphs and tables of a note or a text box, for which python-docx has no object."""
    for child in _BLOCKS(element):
        yield Table(child, parent) if child.tag == qn("w:tbl") else Paragraph(child, parent)


def _description(element) -> str:
    """Return the alternative text of a picture, "" where a program made it up."""
    for text in _DESCRIPTIONS(element):
        text = " ".join(text.split())
        if text and not _FILE_LIKE.search(text) and not _MADE_BY_WORD.search(text):
            return text
    return ""


def _comment_count(document: Document) -> int:
    for relationship in document.part.rels.values():
        if relationship.reltype.endswith("/comments") and not relationship.is_external:
            return len(document.comments)
    return 0


def _header_texts(document: Document) -> list[str]:
    """Return what headers and footers say, page numbers apart, each text once."""
    texts: dict[str, None] = {}
    for relationship in document.part.rels.values():
        if relationship.is_external or not relationship.reltype.endswith(("/header", "/footer")):
            continue
        root = parse_xml(relationship.target_part.blob)
        text = " ".join(" ".join("".join(_LETTERS(paragraph)) for paragraph in root.iter(qn("w:p"))).split())
        if any(letter.isalpha() for letter in text):
            texts[text if len(text) <= 120 else f"{text[:117]}…"] = None
    return list(texts)
