"""What a draft says, word by word."""

import re
import unicodedata
from collections import Counter
from html import unescape

from docx.table import Table as WordTable

from portal.exchange.article_reader import (
    ArticleDraft,
    Heading,
    Paragraph,
    Picture,
    Quote,
    Table,
    read_article,
)

_BLOCK_END = re.compile(r"</(?:p|li|ul|ol)>|<br ?/>|\n")


def words(text: str) -> list[str]:
    """Return the words of a text in NFC, without punctuation."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", _BLOCK_END.sub(" ", html)))


def block_text(block) -> str:
    match block:
        case Heading(text=text):
            return text
        case Paragraph(html=html):
            return plain(html)
        case Picture(caption=caption):
            return caption
        case Quote(text=text, attribution=attribution):
            return f"{text} {attribution}"
        case Table(rows=rows, caption=caption):
            return " ".join([caption, *(plain(cell) for row in rows for cell in row)])
    raise TypeError(block)


def body_text(draft: ArticleDraft) -> str:
    return "\n".join(map(block_text, draft.blocks))


def draft_text(draft: ArticleDraft) -> str:
    return "\n".join([draft.title, draft.lead, body_text(draft), draft.byline])


def source_words(document) -> list[str]:
    """Return the words of every paragraph and table cell of a Word document in their order."""
    found: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, WordTable):
            seen = []
            for row in block.rows:
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.append(cell._tc)
                        found += source_words(cell)
        else:
            found += words(block.text)
    return found


def without_passage(sequence: list[str], passage: list[str]) -> list[str]:
    """Return a sequence without the first place where a passage stands in it."""
    for start in range(len(sequence) - len(passage) + 1):
        if sequence[start : start + len(passage)] == passage:
            return sequence[:start] + sequence[start + len(passage) :]
    raise AssertionError(f"not in the source in one piece: {' '.join(passage)}")


def assert_same_words(found: list[str], expected: list[str]) -> None:
    lost, added = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
    assert not lost and not added, f"lost {dict(lost)}, added {dict(added)}"


def messages(draft: ArticleDraft, kind: str) -> list[str]:
    return [row.message.format(**row.params) for row in draft.report if row.kind == kind]


def html_of(draft: ArticleDraft) -> str:
    return "".join(block.html for block in draft.blocks if isinstance(block, Paragraph))


def read_page(html: str, **options) -> ArticleDraft:
    return read_article("trang.html", html.encode(), **options)


def read_lines(*lines: str) -> ArticleDraft:
    return read_article("bai.txt", "\n".join(lines).encode())
