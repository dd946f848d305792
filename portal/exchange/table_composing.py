"""Tables: those that hold data, and those that only arrange text on the page and become paragraphs."""

from itertools import zip_longest

from portal.base.text import fold
from portal.exchange.article_draft import Table
from portal.exchange.manuscript import Grid, Illustration, Item, Line, lines_of

_CAPTION_WORDS = 60
_MOTTO = ("cong hoa xa hoi chu nghia viet nam", "dang cong san viet nam", "noi nhan")
_MOTTO_ROWS = 4


def is_arrangement(grid: Grid) -> bool:
    """Return whether a table only arranges text: the heading of an official document, a picture with its caption."""
    cells = [cell for row in grid.rows for cell in row if any(_has_content(item) for item in cell)]
    if len(cells) <= 1 or max(map(len, grid.rows)) == 1:
        return True
    if any(isinstance(item, Grid) for cell in cells for item in cell):
        return True
    if _shows_pictures(grid):
        return True
    if len(grid.rows) <= _MOTTO_ROWS and _holds_motto(cells):
        return True
    most_lines = max(sum(isinstance(item, Line) and not item.is_blank for item in cell) for cell in cells)
    if len(grid.rows) == 1:
        return grid.is_layout or most_lines > 1
    return grid.is_layout and not grid.has_header and most_lines > 4


def _shows_pictures(grid: Grid) -> bool:
    """Return whether rows of pictures and rows of captions take turns; people beside their pictures are data."""
    rows = [row for row in ([cell for cell in row if _filled(cell)] for row in grid.rows) if row]
    pictures = sum(all(map(_is_picture_cell, row)) for row in rows)
    captions = sum(all(map(_is_caption_cell, row)) for row in rows)
    return pictures + captions == len(rows) and pictures >= captions


def flattened(items: list[Item]) -> list[Item]:
    """Return the items with what stands in arranging tables in the place of these, in reading order."""
    result: list[Item] = []
    for item in items:
        if isinstance(item, Grid) and is_arrangement(item):
            result += _contents(item)
        else:
            result.append(item)
    return result


def _contents(grid: Grid) -> list[Item]:
    is_wide = max(map(len, grid.rows), default=0) > 1
    result: list[Item] = []
    rows = [[flattened(cell) for cell in row] for row in grid.rows]
    no_row: list[list[Item]] = []
    for row, below in zip_longest(rows, rows[1:], fillvalue=no_row):
        if _captions_stand_below(row, below):
            for pictures, caption in zip(row, below, strict=True):
                _caption(pictures, caption)
                result += pictures + caption
                caption.clear()
        else:
            result += [item for cell in row for item in cell]
    for item in result:
        if isinstance(item, Line) and is_wide:
            item.in_layout = True
    return result


def _captions_stand_below(row: list[list[Item]], below: list[list[Item]]) -> bool:
    return (
        len(row) == len(below) > 1
        and all(not _filled(cell) or _is_picture_cell(cell) for cell in row)
        and any(_is_picture_cell(cell) for cell in row)
        and all(not _filled(cell) or _is_caption_cell(cell) for cell in below)
    )


def _caption(pictures: list[Item], caption: list[Item]) -> None:
    for line in caption:
        if pictures and isinstance(line, Line):
            line.role = "caption"


def _filled(cell: list[Item]) -> list[Item]:
    return [item for item in cell if _has_content(item)]


def _has_content(item: Item) -> bool:
    if isinstance(item, Grid):
        return bool(item.rows)
    return isinstance(item, Illustration) or not item.is_blank


def _is_picture_cell(cell: list[Item]) -> bool:
    filled = _filled(cell)
    return any(isinstance(item, Illustration) for item in filled) and all(
        isinstance(item, Illustration) or (isinstance(item, Line) and item.word_count <= _CAPTION_WORDS)
        for item in filled
    )


def _is_caption_cell(cell: list[Item]) -> bool:
    filled = _filled(cell)
    return len(filled) <= 2 and all(
        isinstance(item, Line) and item.word_count <= _CAPTION_WORDS for item in filled
    )


def _holds_motto(cells: list[list[Item]]) -> bool:
    return any(fold(line.text).startswith(_MOTTO) for cell in cells for line in lines_of(cell))


def composed_table(grid: Grid) -> Table:
    """Return a table of data; its rows are made equally long."""
    width = max(map(len, grid.rows))
    rows = [[_cell_html(cell) for cell in row] + [""] * (width - len(row)) for row in grid.rows]
    return Table(
        rows=tuple(map(tuple, rows)), header=len(rows) > 1 and _names_columns(grid), caption=grid.caption
    )


def _names_columns(grid: Grid) -> bool:
    """Return whether the first row says so, or is in bold while the second is not."""
    if grid.has_header:
        return True
    first, second = ([line for cell in row for line in lines_of(cell) if line.text] for row in grid.rows[:2])
    is_full = all(any(line.text for line in lines_of(cell)) for cell in grid.rows[0])
    return is_full and all(line.is_bold for line in first) and not all(line.is_bold for line in second)


def _cell_html(cell: list[Item]) -> str:
    lines = [line for line in lines_of(cell) if not line.is_blank]
    for line in lines:
        if line.mark and line.mark.kind == "ul":
            line.mark.kind, line.mark.label = "label", "•"
        line.put_label_into_text()
    return "".join(f"<p>{line.html()}</p>" for line in lines)


def pictures_in(grid: Grid) -> list[Illustration]:
    """Return the pictures that stand in the cells of a table."""
    return [item for row in grid.rows for cell in row for item in cell if isinstance(item, Illustration)]
