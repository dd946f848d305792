"""Web pages as manuscripts: parsed as a browser parses them, and nothing in them is run or fetched."""

import base64
import binascii
import re
from collections import Counter
from urllib.parse import unquote_to_bytes

from bs4 import BeautifulSoup, CData, NavigableString, Tag

from documents.formats.decoding import decode_text
from portal.exchange.article_draft import Limits, ReportRow, gettext_noop
from portal.exchange.html_checking import check_markup
from portal.exchange.html_looks import Inline, inline_of, is_hidden, list_mark_of, style_of
from portal.exchange.manuscript import (
    Grid,
    Illustration,
    Item,
    Line,
    ListMark,
    Manuscript,
    Role,
    Span,
    safe_link,
)
from portal.exchange.word_numbering import written_number

_DROPPED = {
    "scripts": gettext_noop("Scripts and style sheets left out: {count}."),
    "hidden": gettext_noop("Hidden text left out: {count} passages."),
    "forms": gettext_noop("Forms and their fields left out: {count}."),
    "frames": gettext_noop("Players, frames and embedded objects left out: {count}."),
    "remote_pictures": gettext_noop("Pictures from other addresses were not fetched: {count}."),
    "unlinked": gettext_noop("Links that do not lead to a web address made plain text: {count}."),
}
_SCRIPTS = ("script", "style", "link", "noscript", "template")
_FRAMES = ("iframe", "frame", "object", "embed", "applet", "video", "audio", "canvas", "svg", "math", "map")
_FIELDS = ("input", "select", "textarea", "button", "datalist", "meter", "progress")
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "blockquote", "caption",
    }
)  # fmt: skip
_NUMBER_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LEAD_CLASS = re.compile(r"\b(?:sapo|lead|subtitle|MsoSubtitle)\b")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_DEEPEST_READ = 120
_MOST_COLUMNS = 100


def read_html(data: bytes, limits: Limits) -> Manuscript:
    """Return the text of a web page in whatever encoding it is."""
    text = decode_text(data, _declared_encoding(data))
    check_markup(text, limits)
    soup = BeautifulSoup(text.replace("\x00", ""), "html5lib")
    return _HtmlReader(soup).read()


def _declared_encoding(data: bytes) -> str:
    match = _DECLARED.search(data[:4096])
    return match[1].decode("ascii") if match else ""


class _HtmlReader:
    def __init__(self, soup: BeautifulSoup):
        self._counts: Counter[str] = Counter()
        self._soup = soup
        self._title_hint = soup.title.get_text(" ") if soup.title else ""
        self._drop()
        headings = soup.find_all("h1")
        self._title_element = headings[0] if len(headings) == 1 else None

    def read(self) -> Manuscript:
        flow = _Flow()
        self._walk(self._soup.body or self._soup, flow, Inline(), 0)
        flow.end_line()
        rows = [
            ReportRow("dropped", message, {"count": self._counts[name]})
            for name, message in _DROPPED.items()
            if self._counts[name]
        ]
        return Manuscript(items=flow.items, report=rows, title_hint=self._title_hint)

    def _drop(self) -> None:
        """Take out what shows no text, and count it."""
        for name, tags in (("scripts", _SCRIPTS), ("frames", _FRAMES), ("forms", _FIELDS)):
            for element in self._soup.find_all(tags):
                if element.name not in ("link", "template"):
                    self._counts[name] += 1
                element.decompose()
        for element in self._soup.find_all(is_hidden):
            if not element.decomposed:
                self._counts["hidden"] += bool(element.get_text(strip=True))
                element.decompose()
        # Some programs wrap whole pages in a form: that one stays.
        total = len(self._soup.get_text())
        for form in self._soup.find_all("form"):
            if not form.decomposed and 2 * len(form.get_text()) <= total:
                self._counts["forms"] += 1
                form.decompose()

    def _walk(self, parent: Tag, flow: "_Flow", inline: Inline, depth: int) -> None:
        for child in parent.children:
            if isinstance(child, Tag):
                if depth > _DEEPEST_READ:
                    flow.add(child.get_text(" "), inline)
                else:
                    self._element(child, flow, inline, depth)
            elif type(child) in (NavigableString, CData):
                flow.add(str(child), inline)

    def _element(self, element: Tag, flow: "_Flow", inline: Inline, depth: int) -> None:
        name = element.name
        if name == "br":
            flow.break_line()
        elif name == "hr":
            flow.end_line()
        elif name == "img":
            self._picture(element, flow)
        elif name == "table":
            self._table(element, flow, inline, depth)
        elif name in _BLOCKS:
            self._block(element, flow, inline, depth)
        else:
            inside = inline_of(element, inline)
            if name == "a" and element.get("href"):
                inside = inside.linked(self._link(str(element["href"])))
            self._walk(element, flow, inside, depth + 1)

    def _link(self, address: str) -> str:
        link = safe_link(address)
        self._counts["unlinked"] += not link and not address.startswith("#")
        return link

    def _block(self, element: Tag, flow: "_Flow", inline: Inline, depth: int) -> None:
        flow.end_line()
        around = flow.context
        flow.context = self._context(element, around)
        self._walk(element, flow, inline_of(element, inline), depth + 1)
        flow.end_line()
        flow.context = around

    def _context(self, element: Tag, around: "_Context") -> "_Context":
        style = style_of(element)
        context = around.copy()
        alignment = style.get("text-align") or str(element.get("align", "")).lower()
        if element.name == "center":
            alignment = "center"
        if alignment:
            context.alignment = {"center": "center", "right": "right", "end": "right"}.get(alignment, "")
        classes = " ".join(element.get("class") or [])
        name = element.name
        if name in ("ul", "ol"):
            context.list_kind, context.list_level = name, around.list_level + 1
            context.list_id = str(id(element))
            context.counter = [_whole(element.get("start"), 1) - 1]
            context.number_form = _NUMBER_FORMS.get(str(element.get("type", "")), "decimal")
        elif name == "li":
            context.mark = self._list_mark(element, context)
        elif name in ("h1", "h2", "h3", "h4", "h5", "h6"):
            context.role, context.level = "heading", int(name[1])
            if element is self._title_element:
                context.role = "title"
        elif name == "blockquote":
            context.role = "quote"
        elif name in ("figcaption", "caption"):
            context.role = "caption"
        elif name == "pre":
            context.keeps_lines = True
        elif _LEAD_CLASS.search(classes):
            context.role = "subtitle"
        if name == "p" and "mso-list" in str(element.get("style", "")):
            context.mark = list_mark_of(element)
        return context

    def _list_mark(self, element: Tag, context: "_Context") -> ListMark:
        level = max(0, context.list_level)
        if context.list_kind != "ol":
            return ListMark("ul", level, list_id=context.list_id)
        context.counter[0] = _whole(element.get("value"), context.counter[0] + 1)
        number = context.counter[0]
        if context.number_form != "decimal":
            label = f"{written_number(number, context.number_form)}."
            return ListMark("label", level, label, number, context.list_id)
        return ListMark("ol", level, f"{number}.", number, context.list_id)

    def _picture(self, element: Tag, flow: "_Flow") -> None:
        source = str(element.get("src", "")).strip()
        data = _embedded(source)
        if data is None:
            self._counts["remote_pictures"] += bool(source)
            return
        flow.hang(Illustration(data, alt=" ".join(str(element.get("alt", "")).split())))

    def _table(self, table: Tag, flow: "_Flow", inline: Inline, depth: int) -> None:
        flow.end_line()
        caption = table.find("caption", recursive=False)
        if caption:
            self._block(caption, flow, inline, depth + 1)
        rows: list[list[list[Item]]] = []
        covered: dict[int, int] = {}
        for row in _own_rows(table):
            cells: list[list[Item]] = []
            for cell in row.find_all(["td", "th"], recursive=False):
                while covered.get(len(cells), 0) > 0:
                    covered[len(cells)] -= 1
                    cells.append([])
                span = min(_whole(cell.get("colspan"), 1), _MOST_COLUMNS)
                down = min(_whole(cell.get("rowspan"), 1), 1000) - 1
                inside = _Flow()
                self._block(cell, inside, inline, depth + 1)
                for place in range(len(cells), len(cells) + span):
                    covered[place] = down
                cells += [inside.items, *([] for _ in range(span - 1))]
            while covered.get(len(cells), 0) > 0:
                covered[len(cells)] -= 1
                cells.append([])
            rows.append(cells)
        first = next(iter(_own_rows(table)), None)
        has_header = first is not None and bool(first.find("th")) and not first.find("td")
        is_layout = table.get("role") in ("presentation", "none") or _draws_no_lines(table)
        flow.items.append(Grid(rows, has_header=has_header, is_layout=is_layout))


class _Context:
    """What the blocks around a line make of it."""

    def __init__(self) -> None:
        self.alignment = ""
        self.role: Role = ""
        self.level = 0
        self.mark: ListMark | None = None
        self.list_kind = ""
        self.list_level = -1
        self.list_id = ""
        self.counter = [0]
        self.number_form = "decimal"
        self.keeps_lines = False

    def copy(self) -> "_Context":
        context = _Context()
        vars(context).update(vars(self))
        return context


class _Flow:
    """The items of a page or a cell as they come."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.context = _Context()
        self._spans: list[Span] = []
        self._has_words = False
        self._pictures: list[Item] = []
        self._shown_marks: dict[int, ListMark] = {}

    def add(self, text: str, inline: Inline) -> None:
        if inline.is_label:
            return
        if not self.context.keeps_lines:
            text = re.sub(r"[ \t\r\n\f]+", " ", text)
        elif "\n" in text:
            *whole, text = text.split("\n")
            for line in whole:
                self.add(line, inline)
                self.end_line()
        if text:
            self._spans.append(inline.span(text))
            self._has_words = self._has_words or not text.isspace()

    def break_line(self) -> None:
        """Take a line break; two of them in a row end the paragraph."""
        last = next((span.text for span in reversed(self._spans) if span.text != " "), "\n")
        if last.rstrip(" ").endswith("\n") or not self._has_words:
            self.end_line()
        else:
            self._spans.append(Span("\n"))

    def hang(self, picture: Illustration) -> None:
        if self._has_words:
            self._pictures.append(picture)
        else:
            self.items.append(picture)

    def end_line(self) -> None:
        if self._has_words:
            context = self.context
            self.items.append(Line(self._spans, context.alignment, context.role, context.level, self._mark()))
        self._spans = []
        self._has_words = False
        self.items += self._pictures
        self._pictures = []

    def _mark(self) -> ListMark | None:
        """Return the mark of a list item once, for its first line."""
        mark = self.context.mark
        if mark is None or id(mark) in self._shown_marks:
            return None
        self._shown_marks[id(mark)] = mark
        return mark


def _own_rows(table: Tag) -> list[Tag]:
    rows: list[Tag] = []
    for child in table.find_all(["tr", "thead", "tbody", "tfoot"], recursive=False):
        rows += [child] if child.name == "tr" else child.find_all("tr", recursive=False)
    return rows


def _draws_no_lines(table: Tag) -> bool:
    if "border" in str(table.get("style", "")).replace("border-collapse", ""):
        return False
    return str(table.get("border", "")) == "0"


def _embedded(source: str) -> bytes | None:
    """Return the data of a picture that its address itself holds."""
    head, comma, body = source.partition(",")
    if not head.lower().startswith("data:image/") or not comma:
        return None
    try:
        raw = unquote_to_bytes(body)
        return base64.b64decode(raw) if ";base64" in head.lower() else raw
    except (ValueError, binascii.Error):
        return b""


def _whole(value, otherwise: int) -> int:
    text = str(value or "").strip()
    return int(text) if re.fullmatch(r"\d{1,6}", text) and int(text) > 0 else otherwise
