"""Formats without pages in parts: one for each top heading, for each sheet, or for about 3,000 words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.extraction.page_cleaning import clean
from documents.extraction.pages import LEGACY_CONVERTED, TEXT_LAYER, PageText
from portal.base.legacy_encodings import convert

WORDS_PER_PART = 3_000
# A chapter or a sheet stays whole up to here; beyond, a reader would wait for its page.
_MOST_WORDS = 10 * WORDS_PER_PART


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or a table row; `is_top_heading` where it begins a chapter of the highest rank."""

    text: str
    is_top_heading: bool = False
    is_converted: bool = False


def divide(paragraphs: Iterable[Paragraph]) -> list[PageText]:
    """Return the parts of a text: by its top headings where there are several, else by 3,000 words."""
    kept = list(_converted(paragraphs))
    headings = sum(1 for paragraph in kept if paragraph.is_top_heading)
    if headings < 2:
        return _numbered(_by_words(kept, WORDS_PER_PART))
    chapters: list[list[Paragraph]] = [[]]
    for paragraph in kept:
        if paragraph.is_top_heading and any(each.text.strip() for each in chapters[-1]):
            chapters.append([])
        chapters[-1].append(paragraph)
    return _numbered(part for chapter in chapters for part in _by_words(chapter, _MOST_WORDS))


def sheet_parts(sheets: Iterable[tuple[str, Iterable[Paragraph]]]) -> list[PageText]:
    """Return one part for each named sheet, several for a huge one."""
    pages: list[PageText] = []
    for name, rows in sheets:
        for part in _by_words(list(_converted(rows)), _MOST_WORDS):
            pages.append(_page(len(pages) + 1, part, name))
    return pages


def _converted(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Convert old letters that no font betrayed; the whole text is evidence for each paragraph."""
    kept = list(paragraphs)
    whole = "\n".join(paragraph.text for paragraph in kept)
    decoded, encoding = convert(whole)
    texts = decoded.split("\n") if encoding else []
    lengths = [paragraph.text.count("\n") + 1 for paragraph in kept]
    if not encoding or len(texts) != sum(lengths):
        yield from kept
        return
    start = 0
    for paragraph, length in zip(kept, lengths, strict=True):
        text = "\n".join(texts[start : start + length])
        yield Paragraph(text, paragraph.is_top_heading, is_converted=text != paragraph.text)
        start += length


def _by_words(paragraphs: list[Paragraph], most: int) -> list[list[Paragraph]]:
    parts: list[list[Paragraph]] = [[]]
    words = 0
    for paragraph in paragraphs:
        for piece in _pieces(paragraph, most):
            count = len(piece.text.split())
            if words and words + count > most:
                parts.append([])
                words = 0
            parts[-1].append(piece)
            words += count
    return parts


def _pieces(paragraph: Paragraph, most: int) -> Iterator[Paragraph]:
    """Yield a paragraph, cut where it is longer than a part may be."""
    words = paragraph.text.split()
    if len(words) <= most:
        yield paragraph
        return
    for start in range(0, len(words), most):
        yield Paragraph(" ".join(words[start : start + most]), is_converted=paragraph.is_converted)


def _numbered(parts: Iterable[list[Paragraph]]) -> list[PageText]:
    return [_page(number, part, _heading_of(part)) for number, part in enumerate(parts, 1)]


def _page(number: int, part: list[Paragraph], label: str) -> PageText:
    text = clean("\n".join(paragraph.text for paragraph in part))
    is_converted = any(paragraph.is_converted for paragraph in part)
    return PageText(number, text, LEGACY_CONVERTED if is_converted else TEXT_LAYER, 1.0, label)


def _heading_of(part: list[Paragraph]) -> str:
    first = next((paragraph for paragraph in part if paragraph.text.strip()), None)
    return " ".join(first.text.split()) if first and first.is_top_heading else ""
