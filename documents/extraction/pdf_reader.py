"""The text of a PDF by page: its text layer where that reads well, a better reading of it, or recognition.

A page is read again where its text layer reads badly (text_quality): old letters are converted by their fonts, marks
that stand apart are put back to their words, poppler is asked. What still reads badly, and what is a picture, goes to
Tesseract, pages in parallel.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from documents.extraction.context import Context
from documents.extraction.glyph_layout import arrange
from documents.extraction.page_cleaning import clean
from documents.extraction.pages import (
    LEGACY_CONVERTED,
    NONE,
    OCR,
    POPPLER,
    REARRANGED,
    TEXT_LAYER,
    PageText,
    Warned,
)
from documents.extraction.poppler import read_with_poppler
from documents.extraction.recognition import Ocr, is_available, recognise_page
from documents.extraction.text_quality import measure
from documents.formats.failures import Unreadable
from documents.formats.pdf_process import Glyph, PdfProcess, TextLayer
from portal.base.legacy_encodings import convert, detect, encoding_of_font
from portal.base.text import fold

# A page that pictures cover by half and that holds few typed letters is a scan with a stamp or a signature typed on.
_COVERED = 0.5
_FEW_LETTERS = 400
# Recognised pages below this are pointed out.
_DOUBTFUL = 0.7
_MOST_FAILED = 20


@dataclass(frozen=True)
class _Scan:
    """A page that waits for recognition, with the little text it holds."""

    number: int
    layer: TextLayer
    poor_text: str


def read_pdf(path: Path, context: Context) -> tuple[list[PageText], list[Warned]]:
    """Return the pages of a PDF. Raises Unreadable: encrypted, broken, too_many_pages, timed_out."""
    with PdfProcess(path, context.limits) as pdf:
        total = pdf.page_count
        if total > context.limits.pages:
            raise Unreadable("too_many_pages", pages=total, limit=context.limits.pages)
        if total == 0:
            raise Unreadable("broken")
        reading = _Reading(pdf, path, context, min(total, context.most or total))
        reading.read_typed()
        reading.read_scanned()
        return [reading.pages[number] for number in sorted(reading.pages)], sorted(
            reading.warnings, key=lambda warned: warned.page
        )


class _Reading:
    def __init__(self, pdf: PdfProcess, path: Path, context: Context, total: int):
        self._pdf = pdf
        self._path = path
        self._context = context
        self._total = total
        self._scans: list[_Scan] = []
        self._failed = 0
        self._lock = threading.Lock()
        self.pages: dict[int, PageText] = {}
        self.warnings: list[Warned] = []

    def read_typed(self) -> None:
        for number in range(1, self._total + 1):
            if number in self._context.known:
                self._keep(self._context.known[number])
                continue
            try:
                layer = self._pdf.text_layer(number)
                page = self._typed_page(number, layer)
            except Unreadable as error:
                self._fail(number, error)
                continue
            if page:
                if number == 1 and layer.covered > 0:
                    page = replace(page, pictured=self._read_pictures(layer))
                self._keep(page)

    def _read_pictures(self, layer: TextLayer) -> str | None:
        """Return what is recognised of a typed first page; None where there is no recogniser or it fails."""
        ocr = self._context.ocr
        if ocr is None or not is_available(ocr):
            return None
        try:
            picture = self._pdf.picture(1, ocr.resolution_for(layer.picture_dpi))
            return clean(recognise_page(picture, ocr, self._context.limits).text)
        except Unreadable:
            return None

    def read_scanned(self) -> None:
        """Recognise what waits, the first page first; pages that are done are kept at once."""
        ocr = self._context.ocr
        if not self._scans:
            return
        if ocr is None or not is_available(ocr):
            for scan in self._scans:
                self.warnings.append(Warned("ocr_missing", scan.number))
                self._keep(PageText(scan.number, scan.poor_text, NONE, None))
            return
        with ThreadPoolExecutor(ocr.worker_count, thread_name_prefix="recognition") as pool:
            running: set[Future] = {pool.submit(self._recognise, scan, ocr) for scan in self._scans}
            try:
                while running:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        future.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _typed_page(self, number: int, layer: TextLayer) -> PageText | None:
        """Return the page by its text layer; None puts it among the scans."""
        text = clean(layer.text)
        letters = sum(map(str.isalnum, text))
        is_scan = layer.covered >= _COVERED and letters < _FEW_LETTERS
        if letters == 0 and layer.is_blank:
            return PageText(number, text, TEXT_LAYER, 1.0)
        if letters and not is_scan:
            # Measured before cleaning: blanks that a font did not name are controls.
            if detect(text) is None and measure(layer.text).is_sound:
                return PageText(number, text, TEXT_LAYER, 1.0)
            for method, reading in self._better_readings(number, text):
                if measure(reading).is_sound:
                    return PageText(number, reading, method, 1.0)
            if measure(layer.text).is_readable and detect(text) is None:
                return PageText(number, text, TEXT_LAYER, 1.0)
        self._scans.append(_Scan(number, layer, text))
        return None

    def _better_readings(self, number: int, text: str) -> Iterator[tuple[str, str]]:
        glyphs = self._pdf.glyphs(number)
        converted = clean(_converted_by_fonts(glyphs))
        if converted and converted != clean("".join(glyph.character for glyph in glyphs)):
            yield LEGACY_CONVERTED, converted
        decoded, encoding = convert(text)
        if encoding:
            yield LEGACY_CONVERTED, clean(decoded)
        yield REARRANGED, clean(arrange(glyphs))
        yield POPPLER, clean(read_with_poppler(self._path, number, self._context.limits))

    def _recognise(self, scan: _Scan, ocr: Ocr) -> None:
        limits = self._context.limits
        try:
            picture = self._pdf.picture(scan.number, ocr.resolution_for(scan.layer.picture_dpi))
            read = recognise_page(picture, ocr, limits)
        except Unreadable as error:
            self._fail(scan.number, error, scan.poor_text)
            return
        text = clean(read.text)
        if not text and scan.poor_text:
            self._keep(PageText(scan.number, scan.poor_text, NONE, None))
            return
        if text and read.confidence < _DOUBTFUL:
            self._warn(Warned("doubtful", scan.number))
        if _is_missing(scan.poor_text, text):
            text = f"{scan.poor_text}\n\n{text}"
        self._keep(PageText(scan.number, text, OCR, read.confidence))

    def _keep(self, page: PageText) -> None:
        with self._lock:
            self.pages[page.number] = page
            self._context.progress(page, len(self.pages), self._total)

    def _warn(self, warned: Warned) -> None:
        with self._lock:
            self.warnings.append(warned)

    def _fail(self, number: int, error: Unreadable, text: str = "") -> None:
        """Keep a page as unread; a file of which many pages fail is given up."""
        with self._lock:
            self._failed += 1
            is_given_up = self._failed > _MOST_FAILED or self._failed >= self._total
        if is_given_up:
            raise error
        self._warn(Warned("page_timed_out" if error.code == "timed_out" else "page_broken", number))
        self._keep(PageText(number, text, NONE, None))


def _is_missing(typed: str, read: str) -> bool:
    """Return whether what is typed on a picture was not recognised with it: white letters, stamps on a pattern."""
    words = set(fold(typed).split())
    return bool(words) and measure(typed).is_sound and len(words - set(fold(read).split())) > len(words) / 2


def _converted_by_fonts(glyphs: list[Glyph]) -> str:
    """Return the text with the runs of old fonts converted, "" where no font is one."""
    if not any(encoding_of_font(_plain_font(glyph.font)) for glyph in glyphs):
        return ""
    pieces, font = [], ""
    for glyph in glyphs:
        # Blanks that PDFium made up have no font; they belong to what stands before.
        font = _plain_font(glyph.font) if glyph.font else font
        pieces.append((font, glyph.character))
    text = ""
    for font, run in groupby(pieces, key=lambda piece: piece[0]):
        written = "".join(character for _font, character in run)
        text += convert(written, font)[0] if encoding_of_font(font) else written
    return text


def _plain_font(name: str) -> str:
    """Return a font's name without the mark of a subset: “ABCDEF+.VnTime” is .VnTime."""
    return name.partition("+")[2] or name
