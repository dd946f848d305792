"""Markup that would keep a parser busy without end, seen before it is parsed.

A parser that builds a tree as browsers do takes time by the square of how deep elements lie in each other, and of
how many pieces a run of text comes in (signs that begin no element, ends of elements that never began).
"""

import re
from collections import Counter

from portal.exchange.article_draft import Limits, UnreadableArticle

_PIECE = re.compile(r"&|<(/?)([a-zA-Z][^\s/>]*)?(?:[^<>]*(/?)>)?")
_UNCLOSED = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr", "p", "li", "td", "th", "tr", "dt", "dd", "option", "optgroup", "thead", "tbody",
        "tfoot", "colgroup", "html", "body", "head", "rp", "rt",
    }
)  # fmt: skip
_DEEPEST = 400
_TAGS_FOR_PARAGRAPH = 8
_MOST_COPIED = 10_000_000_000
_MOST_STRAY = 100_000


def check_markup(text: str, limits: Limits) -> None:
    """Raise UnreadableArticle where parsing a page would take too long."""
    opened: Counter[str] = Counter()
    depth = tags = stray = copied = began = 0
    for piece in _PIECE.finditer(text):
        closing, name, void = piece[1], (piece[2] or "").lower(), piece[3]
        if name and not closing:
            tags += 1
            began = piece.end()
            if not void and name not in _UNCLOSED:
                opened[name] += 1
                depth += 1
        elif name and opened[name]:
            opened[name] -= 1
            depth -= 1
            began = piece.end()
        else:
            # The text goes on in another piece, and a parser copies what it has of it.
            copied += piece.end() - began
            stray += piece[0] != "&" and name not in _UNCLOSED
        if depth > _DEEPEST or stray > _MOST_STRAY or copied > _MOST_COPIED:
            raise UnreadableArticle("broken")
        if tags > _TAGS_FOR_PARAGRAPH * limits.paragraphs:
            raise UnreadableArticle("too_long", limit=limits.paragraphs)
