"""Text put together from the places of its letters on the page.

Where a print took accented letters from another font, a PDF holds them after the line they belong to: read in the
order of the file, “CỘNG HÒA” is “C NG HÒA … Ộ”. Their places are right all the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from documents.formats.pdf_process import Glyph

# In letter sizes: lines are one when their feet are this near; a gap wider than the second is a blank, one wider
# than the third divides columns.
_SAME_LINE = 0.25
_BLANK_GAP = 0.17
_COLUMN_GAP = 2.5
_UPRIGHT = 0.1
_LEAST_UPRIGHT = 0.9


@dataclass
class _Line:
    foot: float
    letters: list[tuple[int, Glyph]] = field(default_factory=list)


def arrange(glyphs: list[Glyph]) -> str:
    """Return the text of a page's glyphs, "" where most of them do not run from left to right.

    Lines stand in the order in which the file begins them, so that columns and cells stay together.
    """
    placed = [
        (rank, glyph)
        for rank, glyph in enumerate(glyphs)
        if not glyph.is_generated and glyph.character.isprintable() and glyph.size > 0
    ]
    upright = [
        each
        for each in placed
        if min(each[1].angle, abs(6.283 - each[1].angle)) < _UPRIGHT or each[1].angle < 0
    ]
    if not placed or len(upright) < _LEAST_UPRIGHT * len(placed):
        return ""
    pieces = [piece for line in _lines(upright) for piece in _pieces(line)]
    pieces.sort(key=lambda piece: min(rank for rank, _glyph in piece))
    return "\n".join(_joined(glyph for _rank, glyph in piece) for piece in pieces)


def _lines(placed: list[tuple[int, Glyph]]) -> list[_Line]:
    lines: list[_Line] = []
    # From the top of the page down; letters of one line follow each other.
    for rank, glyph in sorted(placed, key=lambda each: (-each[1].y, each[1].x)):
        if lines and lines[-1].foot - glyph.y <= _SAME_LINE * glyph.size:
            lines[-1].letters.append((rank, glyph))
        else:
            lines.append(_Line(glyph.y, [(rank, glyph)]))
    return lines


def _pieces(line: _Line) -> list[list[tuple[int, Glyph]]]:
    """Return the line divided where columns are."""
    pieces: list[list[tuple[int, Glyph]]] = []
    end = None
    for rank, glyph in sorted(line.letters, key=lambda each: each[1].x):
        if glyph.character.isspace():
            if pieces:
                pieces[-1].append((rank, glyph))
            continue
        if end is None or glyph.x - end > _COLUMN_GAP * glyph.size:
            pieces.append([])
        pieces[-1].append((rank, glyph))
        end = max(glyph.right, end or glyph.right)
    return pieces


def _joined(glyphs: Iterable[Glyph]) -> str:
    text, end = "", None
    for glyph in glyphs:
        if glyph.character.isspace():
            text += " "
            continue
        if end is not None and glyph.x - end > _BLANK_GAP * glyph.size and not text.endswith(" "):
            text += " "
        text += glyph.character
        end = glyph.right
    return " ".join(text.split())
