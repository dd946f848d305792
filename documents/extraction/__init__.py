"""What a file says, by page. Knows neither Django nor Wagtail, and stores nothing.

    extraction = extract("quyet-dinh.pdf")
    extraction.pages[0].text, extraction.pages[0].method

Reads PDF, DOCX, XLSX, ODT, ODS, RTF, TXT, HTML, and DOC and XLS where a converter is installed. Formats without pages
come in parts: one for each top heading, for each sheet, or for 3,000 words. A PDF is read in a process of its own,
so that a malicious one cannot take the caller down.
"""

from documents.extraction.pages import (
    LEGACY_CONVERTED,
    NONE,
    OCR,
    POPPLER,
    REARRANGED,
    TEXT_LAYER,
    Extraction,
    PageText,
    Warned,
)
from documents.extraction.reading import extract
from documents.extraction.recognition import Ocr, is_available
from documents.extraction.warning_messages import WARNINGS
from documents.formats import Kind, Limits, Unreadable
from documents.formats.failures import MESSAGES

__all__ = [
    "LEGACY_CONVERTED",
    "MESSAGES",
    "NONE",
    "OCR",
    "POPPLER",
    "REARRANGED",
    "TEXT_LAYER",
    "WARNINGS",
    "Extraction",
    "Kind",
    "Limits",
    "Ocr",
    "PageText",
    "Unreadable",
    "Warned",
    "extract",
    "is_available",
]
