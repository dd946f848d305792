"""A text as it was written, before anything is decided about it: what all readers hand to the composer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape
from typing import Literal

from portal.exchange.article_draft import ReportRow

LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:")

Role = Literal["", "title", "subtitle", "heading", "quote", "caption"]

_DECORATION = re.compile(r"[\s_\-–—=*~.·…○●◦]{3,}")


@dataclass
class Span:
    """Letters of one format; "\n" is a line break. `raised` is "sup", "sub" or "".

    `note` marks the number of a footnote, which is no part of the word before it.
    """

    text: str
    bold: bool = False
    italic: bool = False
    raised: str = ""
    link: str = ""
    font: str | None = None
    note: bool = False

    def looks_like(self, other: "Span") -> bool:
        return replace(self, text="") == replace(other, text="")


@dataclass
class ListMark:
    """The mark that a program shows before a list item.

    `label` is the shown text. Kind "ol" is plain counting (1. 2. 3.) that a numbered list shows by itself; any
    other numbering is a "label".
    """

    kind: Literal["ul", "ol", "label"]
    level: int = 0
    label: str = ""
    number: int = 0
    list_id: str = ""


@dataclass
class Line:
    """One paragraph."""

    spans: list[Span]
    alignment: str = ""
    role: Role = ""
    level: int = 0
    mark: ListMark | None = None
    in_layout: bool = False

    @property
    def written(self) -> str:
        """Return the letters as they stand, line breaks and all."""
        return "".join(span.text for span in self.spans)

    @property
    def text(self) -> str:
        """Return the words on one line; the number of a footnote stands in brackets."""
        return " ".join("".join(f" [{span.text}]" if span.note else span.text for span in self.spans).split())

    @property
    def full_text(self) -> str:
        """Return the words with the label that stands before them."""
        label = self.mark.label if self.mark and self.mark.kind != "ul" else ""
        return f"{label} {self.text}".strip()

    @property
    def is_blank(self) -> bool:
        return not self.text

    @property
    def is_decoration(self) -> bool:
        """Return whether the line is a rule drawn with characters."""
        return _DECORATION.fullmatch(self.text) is not None

    @property
    def is_bold(self) -> bool:
        return self._all("bold")

    @property
    def is_italic(self) -> bool:
        return self._all("italic")

    @property
    def has_links(self) -> bool:
        return any(span.link for span in self.spans)

    @property
    def word_count(self) -> int:
        return len(self.text.split())

    def _all(self, quality: str) -> bool:
        marked = [span for span in self.spans if any(letter.isalnum() for letter in span.text)]
        return bool(marked) and all(getattr(span, quality) for span in marked)

    def put_label_into_text(self) -> None:
        """Make the shown label part of the text."""
        if self.mark and self.mark.kind != "ul" and self.mark.label:
            first = self.spans[0] if self.spans else Span("")
            self.spans.insert(0, Span(f"{self.mark.label} ", bold=first.bold, italic=first.italic))
        self.mark = None

    def split(self, offset: int) -> tuple["Line", "Line"]:
        """Return the line in two at an offset of `written`, both without blanks at the cut."""
        before: list[Span] = []
        after: list[Span] = []
        for span in self.spans:
            cut = min(max(offset, 0), len(span.text))
            before += [replace(span, text=span.text[:cut])] if cut else []
            after += [replace(span, text=span.text[cut:])] if cut < len(span.text) else []
            offset -= len(span.text)
        while after and not (stripped := after[0].text.lstrip()):
            del after[0]
        if after:
            after[0].text = stripped
        return replace(self, spans=before), replace(self, spans=after)

    def html(self) -> str:
        """Return the line as inline HTML."""
        return "".join(span_html(span) for span in joined(self.spans))


@dataclass
class Illustration:
    """A picture as the file holds it; nothing about its data has been checked."""

    data: bytes = field(repr=False)
    alt: str = ""
    caption: str = ""


@dataclass
class Grid:
    """A table; each cell holds items of its own. Cells that a merged one covers are empty."""

    rows: list[list[list["Item"]]]
    has_header: bool = False
    is_layout: bool = False
    caption: str = ""


Item = Line | Illustration | Grid


@dataclass
class Manuscript:
    """The items of a text in their order, its notes (each some lines), and what the reader has to tell."""

    items: list[Item] = field(default_factory=list)
    notes: list[list[Line]] = field(default_factory=list)
    report: list[ReportRow] = field(default_factory=list)
    title_hint: str = ""

    def lines(self) -> Iterator[Line]:
        """Yield every line of text, cells and notes."""
        yield from lines_of(self.items)
        for note in self.notes:
            yield from note


def lines_of(items: list[Item]) -> Iterator[Line]:
    """Yield the lines of some items and of their cells in reading order."""
    for item in items:
        if isinstance(item, Line):
            yield item
        elif isinstance(item, Grid):
            for row in item.rows:
                for cell in row:
                    yield from lines_of(cell)


def joined(spans: list[Span]) -> list[Span]:
    """Return new spans, neighbours of one format made one."""
    result: list[Span] = []
    for span in spans:
        if result and result[-1].looks_like(span):
            result[-1].text += span.text
        elif span.text:
            result.append(replace(span))
    return result


def span_html(span: Span) -> str:
    # Wagtail's plain text keeps words apart at <br/>, not at <br>.
    html = escape(span.text, quote=False).replace("\n", "<br/>")
    if span.note:
        # A narrow space that does not break keeps the number from becoming part of a word in plain text.
        return f"\u202f<sup>{html}</sup>"
    if span.raised:
        html = f"<{span.raised}>{html}</{span.raised}>"
    if span.italic and html.strip():
        html = f"<i>{html}</i>"
    if span.bold and html.strip():
        html = f"<b>{html}</b>"
    return f'<a href="{escape(span.link)}">{html}</a>' if span.link else html


def safe_link(address: str | None) -> str:
    """Return an address that may be linked to, "" for any other."""
    address = re.sub(r"[\x00-\x20\x7f]", "", address or "")
    return address if address.lower().startswith(LINK_SCHEMES) else ""
