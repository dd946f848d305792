"""The text of HTML files: what a browser shows, a line for each block."""

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

from documents.extraction.parts import Paragraph
from documents.formats.decoding import decode_text
from documents.formats.failures import Unreadable

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD = 4096
_LEFT_OUT = {
    "script",
    "style",
    "head",
    "template",
    "noscript",
    "object",
    "iframe",
    "svg",
    "math",
    "select",
    "textarea",
}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr",
    "ul",
}  # fmt: skip
_BLANKS = re.compile(r"\s+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def read_web_page(data: bytes) -> Iterator[Paragraph]:
    """Yield the blocks of a page in order. Raises Unreadable("broken")."""
    declared = _DECLARED.search(data[:_HEAD])
    text = decode_text(data, declared[1].decode() if declared else "")
    # An XML declaration with an encoding is refused in text that is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")
    try:
        root = lxml.html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("broken") from error
    yield from _blocks(root)


def _blocks(root) -> Iterator[Paragraph]:
    line, is_heading = "", False
    # Walked by events rather than by recursion: pages may be nested deeper than Python's stack.
    skipped = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag
        if event in ("comment", "pi"):
            # Nothing of theirs is read, but what stands behind them is.
            if skipped is None:
                line = _added(line, element.tail)
        elif event == "start":
            if skipped is None and (tag in _LEFT_OUT or _is_hidden(element)):
                skipped = element
            if skipped is None:
                if tag in _BLOCKS:
                    if line.strip():
                        yield Paragraph(line.strip(), is_heading)
                    line, is_heading = "", tag == "h1"
                elif tag == "br":
                    line = line.rstrip(" ") + "\n"
                elif tag in ("td", "th") and line.strip():
                    line += "\t"
                line = _added(line, element.text)
        else:
            if skipped is element:
                skipped = None
            elif skipped is None and tag in _BLOCKS:
                if line.strip():
                    yield Paragraph(line.strip(), is_heading)
                line, is_heading = "", False
            if skipped is None:
                line = _added(line, element.tail)
    if line.strip():
        yield Paragraph(line.strip(), is_heading)


def _added(line: str, text: str | None) -> str:
    more = _BLANKS.sub(" ", text or "")
    if line == "" or line[-1] in " \n\t":
        more = more.lstrip(" ")
    return line + more


def _is_hidden(element) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None
