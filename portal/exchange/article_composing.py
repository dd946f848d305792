"""From a cleaned manuscript to the draft of an article.

Every word of the manuscript comes out once: in the title, the lead, the byline, or a block.
"""

import re
from collections import Counter

import nh3

from portal.base.text import nfc, slugify
from portal.exchange.article_draft import (
    ArticleDraft,
    Block,
    Heading,
    Limits,
    Paragraph,
    Picture,
    Quote,
    ReportRow,
    gettext_noop,
)
from portal.exchange.front_matter import FrontMatter, take_front_matter
from portal.exchange.heading_finding import Outline, find_heading
from portal.exchange.list_composing import is_list_item, list_html, mark_typed_lists, put_labels_into_text
from portal.exchange.manuscript import Grid, Illustration, Item, Line, Manuscript
from portal.exchange.picture_checking import UnusablePicture, checked_picture
from portal.exchange.table_composing import composed_table, flattened, pictures_in

CAPTION_LENGTH = 500
_CAPTION_WORDS = 70
_ATTRIBUTION_LENGTH = 255
_TAGS = {"p", "ul", "ol", "li", "b", "i", "a", "sub", "sup", "br"}
_LINKS = {"http", "https", "mailto", "tel"}
_CAPTION = re.compile(r"\(?(?:ảnh|hình|minh họa|biểu đồ|sơ đồ|nguồn ảnh)\b", re.IGNORECASE)
_TABLE_CAPTION = re.compile(r"(?:bảng|biểu)\s+(?:số\s+)?\d", re.IGNORECASE)
_OUTER_LISTS = re.compile(r"(?<!\n)<[uo]l>")
_ATTRIBUTION = re.compile(r"[—–-]\s*\S")

_FOUND = {
    "headings": gettext_noop("Headings: {count}."),
    "paragraphs": gettext_noop("Paragraphs: {count}."),
    "lists": gettext_noop("Lists: {count}."),
    "quotes": gettext_noop("Quotes: {count}."),
    "tables": gettext_noop("Tables: {count}."),
    "pictures": gettext_noop("Pictures: {count}, with captions: {captions}."),
    "notes": gettext_noop("Footnotes: {count}, put at the end of the text."),
    "links": gettext_noop("Links: {count}."),
}
_TITLE = gettext_noop("Title: “{text}”.")
_LEAD = gettext_noop("Lead: “{text}”.")
_BYLINE = gettext_noop("Byline: “{text}”.")
_NO_TITLE = gettext_noop("No title was found; the name of the file stands for it.")
_HINTED_TITLE = gettext_noop("The text has no title of its own; the name of the web page stands for it.")
_NO_BYLINE = gettext_noop("No byline was found.")
_NO_ALT = gettext_noop("Pictures that still need a description for those who cannot see them: {count}.")
_DASHES = gettext_noop("Lines with typed dashes or bullets made list items: {count}.")
_ARRANGED = gettext_noop("Tables that only arranged text made paragraphs: {count}.")
_DECORATION = gettext_noop("Lines that were drawn with characters left out: {count}.")
_TOO_MANY_PICTURES = gettext_noop("Pictures beyond the first {limit} left out: {count}.")


def compose(manuscript: Manuscript, limits: Limits) -> ArticleDraft:
    """Return the draft of a cleaned manuscript, with the manuscript's report and its own."""
    converted: Counter[str] = Counter()
    items = _arranged(manuscript.items, converted)
    converted["dashes"] = mark_typed_lists(items)
    put_labels_into_text(items)
    front = take_front_matter(items, manuscript.title_hint)
    composer = _Composer(limits, slugify(front.title, 50) or "anh")
    composer.read(items)
    composer.add_notes(manuscript.notes)
    # The name of a web page stands in its head, not in its text.
    is_hinted = not front.title and bool(manuscript.title_hint.strip())
    title = front.title or " ".join(nfc(manuscript.title_hint).split())[:255]
    return ArticleDraft(
        title=title,
        lead=front.lead,
        byline=front.byline,
        blocks=tuple(composer.blocks),
        pictures=tuple(block for block in composer.blocks if isinstance(block, Picture)),
        report=(
            *_front_rows(front, is_hinted),
            *composer.found_rows(),
            *manuscript.report,
            *_converted_rows(converted),
            *composer.dropped,
        ),
    )


def _arranged(items: list[Item], converted: Counter) -> list[Item]:
    """Return the items without blank lines, drawn lines and tables that only arrange text."""
    result = []
    grids = sum(isinstance(item, Grid) for item in items)
    for item in flattened(items):
        if isinstance(item, Line) and item.is_decoration:
            converted["decoration"] += 1
        elif isinstance(item, Grid) and not item.rows:
            continue
        elif not isinstance(item, Line) or not item.is_blank:
            result.append(item)
    converted["arranged"] = grids - sum(isinstance(item, Grid) for item in result)
    lines = [item for item in result if isinstance(item, Line)]
    if all(line.in_layout for line in lines):
        for line in lines:
            line.in_layout = False
    return result


class _Composer:
    """Makes blocks of items, in their order."""

    def __init__(self, limits: Limits, picture_name: str):
        self.blocks: list[Block] = []
        self.dropped: list[ReportRow] = []
        self._limits = limits
        self._picture_name = picture_name
        self._counts: Counter[str] = Counter()
        self._outline = Outline()
        self._html: list[str] = []

    def read(self, items: list[Item]) -> None:
        position = 0
        while position < len(items):
            position += self._take(items, position)
        self._end_paragraphs()

    def add_notes(self, notes: list[list[Line]]) -> None:
        for note in notes:
            put_labels_into_text(note)
            for line in note:
                self._add_paragraph(f"<p>{line.html().lstrip()}</p>")
        self._counts["notes"] += len(notes)
        self._end_paragraphs()

    def found_rows(self) -> list[ReportRow]:
        rows = [
            ReportRow("found", message, {"count": self._counts[name], **self._caption_count(name)})
            for name, message in _FOUND.items()
            if self._counts[name]
        ]
        if self._counts["undescribed"]:
            rows.append(ReportRow("warning", _NO_ALT, {"count": self._counts["undescribed"]}))
        return rows

    def _caption_count(self, name: str) -> dict[str, int]:
        return {"captions": self._counts["captions"]} if name == "pictures" else {}

    def _take(self, items: list[Item], position: int) -> int:
        """Make a block of the item at a position; return how many items went into it."""
        item, following = items[position], items[position + 1 : position + 4]
        if isinstance(item, Illustration):
            return self._take_picture(item, following)
        if isinstance(item, Grid):
            self._add_table(item)
            return 1
        if isinstance(item, Line) and (found := find_heading(item, following)):
            self._add(Heading(self._outline.level(found.rank), found.text))
            self._counts["headings"] += 1
            if found.rest:
                self._add_line(found.rest)
            return 1 + found.taken
        if is_list_item(item):
            return self._take_list(items, position)
        if item.role == "quote" and not item.has_links:
            return self._take_quote(items, position)
        if following and isinstance(following[0], Grid) and _is_table_caption(item):
            following[0].caption = item.text
            return 1
        self._add_line(item)
        return 1

    def _add(self, block: Block) -> None:
        self._end_paragraphs()
        self.blocks.append(block)

    def _add_line(self, line: Line) -> None:
        self._counts["links"] += sum(bool(span.link) for span in line.spans)
        self._counts["paragraphs"] += 1
        self._add_paragraph(f"<p>{line.html()}</p>")

    def _add_paragraph(self, html: str) -> None:
        self._html.append(html)

    def _end_paragraphs(self) -> None:
        if self._html:
            self.blocks.append(Paragraph(_safe("".join(self._html))))
            self._html = []

    def _take_list(self, items: list[Item], position: int) -> int:
        lines: list[Line] = []
        for item in items[position:]:
            if is_list_item(item) and not (lines and find_heading(item, [])):
                lines.append(item)
            else:
                break
        html = list_html(lines)
        self._counts["lists"] += len(_OUTER_LISTS.findall(html))
        self._counts["links"] += sum(bool(span.link) for line in lines for span in line.spans)
        self._add_paragraph(html)
        return len(lines)

    def _take_quote(self, items: list[Item], position: int) -> int:
        lines: list[Line] = []
        for item in items[position:]:
            if not isinstance(item, Line) or item.role != "quote" or item.has_links:
                break
            lines.append(item)
        texts = [line.full_text for line in lines]
        attribution = ""
        if len(texts) > 1 and _ATTRIBUTION.match(texts[-1]) and len(texts[-1]) <= _ATTRIBUTION_LENGTH:
            attribution = texts.pop().lstrip("—–- ")
        self._add(Quote("\n".join(texts), attribution))
        self._counts["quotes"] += 1
        return len(lines)

    def _add_table(self, grid: Grid) -> None:
        pictures = pictures_in(grid)
        self._add(composed_table(grid))
        self._counts["tables"] += 1
        for picture in pictures:
            self._add_picture(picture, "")

    def _take_picture(self, picture: Illustration, following: list[Item]) -> int:
        captions: list[Line] = []
        for item in following[:2]:
            if not isinstance(item, Line) or not _is_caption(item, is_second=bool(captions)):
                break
            if len(" ".join(line.full_text for line in [*captions, item])) > CAPTION_LENGTH:
                break
            captions.append(item)
        caption = " ".join(line.full_text for line in captions)
        if self._add_picture(picture, caption):
            self._counts["captions"] += bool(caption)
        else:
            # The words stay though the picture could not be taken.
            for line in captions:
                self._add_line(line)
        return 1 + len(captions)

    def _add_picture(self, picture: Illustration, caption: str) -> bool:
        """Add a picture that can be shown; say of any other why it was left out."""
        if self._counts["pictures"] >= self._limits.pictures:
            self._count_surplus()
            return False
        number = self._counts["pictures"] + 1
        try:
            data, extension = checked_picture(picture.data, self._limits)
        except UnusablePicture as error:
            name = caption or picture.alt or f"{self._picture_name}-{number}"
            self.dropped.append(ReportRow("dropped", error.message, {"name": name}))
            return False
        alt = " ".join(nfc(picture.alt).split())
        self._add(Picture(f"{self._picture_name}-{number}.{extension}", data, caption, alt))
        self._counts["pictures"] += 1
        self._counts["undescribed"] += not alt
        return True

    def _count_surplus(self) -> None:
        self._counts["surplus"] += 1
        row = ReportRow(
            "dropped",
            _TOO_MANY_PICTURES,
            {"limit": self._limits.pictures, "count": self._counts["surplus"]},
        )
        self.dropped = [row for row in self.dropped if row.message != _TOO_MANY_PICTURES] + [row]


def _is_caption(line: Line, *, is_second: bool) -> bool:
    """Return whether a line under a picture says what it shows, or whose it is."""
    if line.mark or line.role not in ("", "caption") or line.word_count > _CAPTION_WORDS:
        return False
    if line.role == "caption":
        return True
    if is_second:
        return line.is_italic and _CAPTION.match(line.text) is not None
    return line.is_italic or (line.alignment == "center" and _CAPTION.match(line.text) is not None)


def _is_table_caption(line: Line) -> bool:
    if line.mark or len(line.text) > _ATTRIBUTION_LENGTH or line.has_links:
        return False
    stands_out = line.alignment == "center" or line.is_bold or line.is_italic
    return line.role == "caption" or (stands_out and _TABLE_CAPTION.match(line.text) is not None)


def _safe(html: str) -> str:
    """Return HTML of the allowed elements alone, whatever the reader took in."""
    cleaned = nh3.clean(
        html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_LINKS, link_rel=None, strip_comments=True
    )
    # Wagtail's plain text keeps words apart at <br/>, not at <br>.
    return cleaned.replace("<br>", "<br/>")


def _front_rows(front: FrontMatter, is_hinted: bool) -> list[ReportRow]:
    rows = [
        ReportRow("found", message, {"text": text})
        for message, text in ((_TITLE, front.title), (_LEAD, front.lead), (_BYLINE, front.byline))
        if text
    ]
    if not front.title:
        rows.append(ReportRow("warning", _HINTED_TITLE if is_hinted else _NO_TITLE))
    if not front.byline:
        rows.append(ReportRow("warning", _NO_BYLINE))
    return rows


def _converted_rows(counts: Counter) -> list[ReportRow]:
    rows = [
        ReportRow("converted", message, {"count": counts[name]})
        for name, message in (("dashes", _DASHES), ("arranged", _ARRANGED))
        if counts[name]
    ]
    if counts["decoration"]:
        rows.append(ReportRow("dropped", _DECORATION, {"count": counts["decoration"]}))
    return rows
