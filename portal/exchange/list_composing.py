"""Lists: lines with marks, or with dashes typed before them, as ul and ol."""

import re
from collections.abc import Sequence
from typing import TypeGuard

from portal.exchange.manuscript import Item, Line, ListMark

# A dash orders the points of a text, a plus sign those below them.
_TYPED = re.compile(r"([-–—+*•●▪■♦✓])[ \n\t]*(?=\S)")
_BULLETS = "•●▪■♦✓"


def mark_typed_lists(items: list[Item]) -> int:
    """Make neighbouring lines that begin with a typed dash or bullet list items; return how many there were."""
    count = 0
    run: list[tuple[Line, str, int]] = []
    for item in [*items, None]:
        if isinstance(item, Line) and (typed := _typed_mark(item)):
            run.append((item, *typed))
            continue
        if len(run) > 1 or (run and run[0][1] in _BULLETS):
            _mark(run)
            count += len(run)
        run = []
    return count


def _typed_mark(line: Line) -> tuple[str, int] | None:
    """Return the sign before a line and where the text after it begins."""
    if line.mark or line.role or line.in_layout or line.alignment == "right":
        return None
    match = _TYPED.match(line.written)
    if not match:
        return None
    after = line.written[match.end()]
    # “-5 °C” is no point, “*” before a word is a remark.
    is_tight = match.end() == match.end(1)
    if is_tight and not (after.isupper() and match[1] in "-–—+•●▪■♦✓"):
        return None
    return match[1], match.end()


def _mark(run: list[tuple[Line, str, int]]) -> None:
    signs = list(dict.fromkeys(sign for _, sign, _ in run))
    for line, sign, offset in run:
        line.spans = line.split(offset)[1].spans
        line.mark = ListMark("ul", min(signs.index(sign), 8), list_id=f"typed {sign}")


def put_labels_into_text(items: Sequence[Item]) -> None:
    """Make the marks that no list shows by itself text: labels, and numbers that do not count on from 1."""
    unlike: set[tuple[str, int]] = set()
    for run in _runs(items):
        unlike |= _miscounted(run)
    for item in items:
        if not isinstance(item, Line) or item.mark is None:
            continue
        is_unlike = item.mark.kind == "ol" and (item.mark.list_id, item.mark.level) in unlike
        if item.mark.kind == "label" or is_unlike:
            item.put_label_into_text()


def _runs(items: Sequence[Item]) -> list[list[Line]]:
    runs: list[list[Line]] = [[]]
    for item in items:
        if is_list_item(item):
            runs[-1].append(item)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def is_list_item(item: Item) -> TypeGuard[Line]:
    return isinstance(item, Line) and item.mark is not None and item.mark.kind != "label"


def _mark_of(line: Line) -> ListMark:
    return line.mark or ListMark("ul")


def _miscounted(run: list[Line]) -> set[tuple[str, int]]:
    """Return the lists whose numbers a browser would count differently."""
    wrong: set[tuple[str, int]] = set()
    counting: list[tuple[int, str, int]] = []
    for line in run:
        mark = _mark_of(line)
        while counting and (
            counting[-1][0] > mark.level or (counting[-1][0] == mark.level and counting[-1][1] != mark.kind)
        ):
            counting.pop()
        if counting and counting[-1][0] == mark.level:
            level, kind, count = counting.pop()
            counting.append((level, kind, count + 1))
        else:
            counting.append((mark.level, mark.kind, 1))
        if mark.kind == "ol" and mark.number != counting[-1][2]:
            wrong.add((mark.list_id, mark.level))
    return wrong


def list_html(lines: list[Line]) -> str:
    """Return neighbouring list items as lists within lists."""
    html: list[str] = []
    opened: list[tuple[int, str]] = []
    for line in lines:
        level, kind = _mark_of(line).level, _mark_of(line).kind
        while opened and (opened[-1][0] > level or (opened[-1][0] == level and opened[-1][1] != kind)):
            html.append(f"</li></{opened.pop()[1]}>")
        if opened and opened[-1][0] == level:
            html.append("</li>")
        else:
            # Plain text keeps the words of an item and of the list inside it apart by the line end alone.
            html.append(f"\n<{kind}>" if opened else f"<{kind}>")
            opened.append((level, kind))
        html.append(f"<li>{line.html()}")
    html += [f"</li></{kind}>" for _, kind in reversed(opened)]
    return "".join(html)
