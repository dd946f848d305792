"""Plain text as a manuscript: a line is a paragraph, except where lines were cut at a margin."""

import re

from documents.formats.decoding import decode_text
from portal.exchange.article_draft import Limits, UnreadableArticle
from portal.exchange.manuscript import Line, Manuscript, Span

_MARGIN = 100
_FULL_LINE = 50
_ITEM = re.compile(r"\s*(?:[-–—•+*]|\d+[.)]|[a-zđ][.)])\s")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n")


def read_text(data: bytes, limits: Limits) -> Manuscript:
    """Return the lines of a text file in whatever encoding it is."""
    text = decode_text(data)
    text = re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text)
    if text.count("\n") > 20 * limits.paragraphs:
        raise UnreadableArticle("too_long", limit=limits.paragraphs)
    passages = _rejoined(text) if _is_cut_at_margin(text) else text.split("\n")
    return Manuscript(items=[Line([Span(passage)]) for passage in passages if passage.strip()])


def _is_cut_at_margin(text: str) -> bool:
    """Return whether paragraphs stand apart by blank lines and their lines are about equally long."""
    inner: list[str] = []
    for passage in _BLANK_LINES.split(text):
        inner += passage.strip("\n").split("\n")[:-1]
    if len(inner) < 3 or any(len(line) > _MARGIN for line in text.split("\n")):
        return False
    full = [line for line in inner if len(line.rstrip()) >= _FULL_LINE]
    return len(full) >= 0.7 * len(inner)


def _rejoined(text: str) -> list[str]:
    passages: list[str] = []
    for passage in _BLANK_LINES.split(text):
        previous = ""
        for number, line in enumerate(passage.strip("\n").split("\n")):
            # A short line ended its paragraph; a new item begins one.
            continues = number and len(previous.rstrip()) >= _FULL_LINE and not _ITEM.match(line)
            if continues:
                passages[-1] = f"{passages[-1].rstrip()} {line.lstrip()}"
            else:
                passages.append(line)
            previous = line
    return passages
