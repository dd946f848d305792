"""From the bytes of a Word, HTML or text file to the draft of an article.

    draft = read_article("bai-viet.docx", data)

Nothing is stored and nothing fetched. Whatever the bytes are, the answer is a draft or UnreadableArticle, which
says why; every word of the file's text stands once in the draft.
"""

import logging

from portal.exchange.article_composing import compose
from portal.exchange.article_draft import (
    REFUSALS,
    ArticleDraft,
    Heading,
    Limits,
    Paragraph,
    Picture,
    Quote,
    ReportRow,
    Table,
    UnreadableArticle,
)
from portal.exchange.file_recognition import check_content, extension_of
from portal.exchange.html_reader import read_html
from portal.exchange.manuscript import Grid, Manuscript
from portal.exchange.manuscript_cleaning import clean
from portal.exchange.text_reader import read_text
from portal.exchange.word_reader import read_word

__all__ = [
    "REFUSALS",
    "ArticleDraft",
    "Heading",
    "Limits",
    "Paragraph",
    "Picture",
    "Quote",
    "ReportRow",
    "Table",
    "UnreadableArticle",
    "read_article",
]

logger = logging.getLogger(__name__)

STANDARD_LIMITS = Limits()
_READERS = {".docx": read_word, ".html": read_html, ".htm": read_html, ".txt": read_text}


def read_article(file_name: str, data: bytes, limits: Limits = STANDARD_LIMITS) -> ArticleDraft:
    """Return the draft that a file holds; raises UnreadableArticle and nothing else."""
    extension = extension_of(file_name)
    check_content(extension, data, limits)
    try:
        manuscript = _READERS[extension](data, limits)
        _check_length(manuscript, limits)
        clean(manuscript)
        draft = compose(manuscript, limits)
    except UnreadableArticle:
        raise
    except Exception as error:
        # The libraries below raise almost anything on damaged input; what it was is for the log alone.
        logger.warning("A file could not be read: %s", type(error).__name__, exc_info=True)
        raise UnreadableArticle("broken") from error
    if not draft.title and not draft.blocks:
        raise UnreadableArticle("empty")
    return draft


def _check_length(manuscript: Manuscript, limits: Limits) -> None:
    lines = sum(1 for _ in manuscript.lines())
    if lines > limits.paragraphs or _cell_count(manuscript.items) > 5 * limits.paragraphs:
        raise UnreadableArticle("too_long", limit=limits.paragraphs)


def _cell_count(items) -> int:
    """Return how many cells the tables have once their rows are of equal length."""
    count = 0
    for grid in items:
        if isinstance(grid, Grid):
            count += len(grid.rows) * max(map(len, grid.rows), default=0)
            count += sum(_cell_count(cell) for row in grid.rows for cell in row)
    return count
