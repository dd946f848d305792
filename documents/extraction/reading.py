"""Which reader takes a file: each is asked how well it suits the content, the best one reads."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from documents.extraction.context import Context, Progress, tell_nobody
from documents.extraction.old_office_reader import read_old_word, read_old_workbook
from documents.extraction.open_document_reader import read_open_sheets, read_open_text
from documents.extraction.pages import Extraction, PageText, Warned
from documents.extraction.parts import Paragraph, divide, sheet_parts
from documents.extraction.pdf_reader import read_pdf
from documents.extraction.plain_text_reader import read_plain_text, read_rtf
from documents.extraction.recognition import Ocr
from documents.extraction.spreadsheet_reader import read_workbook
from documents.extraction.web_page_reader import read_web_page
from documents.extraction.word_reader import read_word
from documents.formats import Kind, Limits, Source, Unreadable, recognise
from documents.formats.archives import Archive
from documents.formats.source import refuse_beyond

Read = tuple[list[PageText], list[Warned]]


@dataclass(frozen=True)
class Reader:
    """A way to read files: `score` says how well it suits a kind (0: not at all), `read` gives pages."""

    score: Callable[[Kind], int]
    read: Callable[[Source, Kind, Context], Read]


def extract(
    path: Path | str,
    *,
    limits: Limits | None = None,
    ocr: Ocr | None = Ocr(),  # noqa: B008 (frozen)
    progress: Progress = tell_nobody,
    known: Mapping[int, PageText] | None = None,
    most: int | None = None,
) -> Extraction:
    """Return the text of a file by page.

    Without `ocr` nothing is recognised: scanned pages come back with the method NONE and `ocr_missing` is set, as
    they do where Tesseract or its language is not installed. Pages in `known` are taken as they are, so that a long
    recognition can be taken up where it was left; `progress` gets every page as it is done. Of a PDF no more than
    the first `most` pages are read; what has no pages is read as a whole.

    Raises Unreadable, OSError where the file cannot be opened.
    """
    context = Context(limits or Limits(), ocr, progress, known or {}, most)
    with Source(Path(path), context.limits) as source:
        kind = recognise(source, context.limits, Path(path).name)
        reader = max(READERS, key=lambda reader: reader.score(kind))
        if reader.score(kind) == 0:
            raise Unreadable("unsupported")
        pages, warnings = reader.read(source, kind, context)
    return Extraction(kind, tuple(pages), tuple(warnings))


def _for_kinds(*kinds: Kind) -> Callable[[Kind], int]:
    return lambda kind: 10 if kind in kinds else 0


def _read_pdf(source: Source, _kind: Kind, context: Context) -> Read:
    with source.on_disk() as path:
        return read_pdf(path, context)


def _read_package(source: Source, kind: Kind, context: Context) -> Read:
    archive = Archive(source.stream, source.size, context.limits)
    if kind is Kind.DOCX:
        return _told(divide(read_word(archive)), context)
    if kind is Kind.ODT:
        return _told(divide(read_open_text(archive)), context)
    if kind is Kind.ODS:
        return _told(sheet_parts(read_open_sheets(archive)), context)
    archive.check_all()
    return _told(sheet_parts(read_workbook(source.stream, context.limits)), context)


def _read_text(source: Source, kind: Kind, context: Context) -> Read:
    refuse_beyond(source.size, context.limits.text_bytes)
    readers: dict[Kind, Callable[[bytes], Iterable[Paragraph]]] = {
        Kind.TXT: read_plain_text,
        Kind.HTML: read_web_page,
        Kind.RTF: read_rtf,
    }
    return _told(divide(readers[kind](bytes(source.data))), context)


def _read_old_office(source: Source, kind: Kind, context: Context) -> Read:
    with source.on_disk() as path:
        if kind is Kind.DOC:
            return _told(divide(read_old_word(path, context.limits)), context)
        return _told(sheet_parts(read_old_workbook(path, context.limits)), context)


def _told(pages: list[PageText], context: Context) -> Read:
    for done, page in enumerate(pages, 1):
        context.progress(page, done, len(pages))
    return pages, []


READERS = (
    Reader(_for_kinds(Kind.PDF), _read_pdf),
    Reader(_for_kinds(Kind.DOCX, Kind.XLSX, Kind.ODT, Kind.ODS), _read_package),
    Reader(_for_kinds(Kind.TXT, Kind.HTML, Kind.RTF), _read_text),
    Reader(_for_kinds(Kind.DOC, Kind.XLS), _read_old_office),
)
