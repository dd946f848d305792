from dataclasses import dataclass

from documents.formats import Kind

# How the text of a page was come by.
TEXT_LAYER = "text_layer"  # as the file holds it
LEGACY_CONVERTED = "legacy_converted"  # from TCVN3 or VNI letters
REARRANGED = "rearranged"  # put together anew from the places of its letters
POPPLER = "poppler"  # by pdftotext, where it reads the page better
OCR = "ocr"  # recognised from a picture of the page
NONE = "none"  # not read properly; the text is the little that could be had


@dataclass(frozen=True)
class PageText:
    """The text of one page in NFC, lines divided by line feeds.

    `confidence` is from 0 to 1: 1 for letters that the file holds, the recogniser's mean for recognised ones, None
    where nothing was read. `label` names what has a name, a sheet or the heading of a part.

    `pictured` is for the first page of a PDF that is typed and bears pictures, a pasted stamp among them: all that
    is recognised when the page is looked at as a picture, None where nobody looked.
    """

    number: int
    text: str
    method: str
    confidence: float | None
    label: str = ""
    pictured: str | None = ""


@dataclass(frozen=True)
class Warned:
    """Something that the reader of an extraction should know; `code` is one of WARNINGS, page 0 the whole file."""

    code: str
    page: int = 0


@dataclass(frozen=True)
class Extraction:
    """What a file says. `ocr_missing` when a page waits for a recogniser that is not there or was not asked for."""

    kind: Kind
    pages: tuple[PageText, ...]
    warnings: tuple[Warned, ...] = ()

    @property
    def page_count(self) -> int:
        return len(self.pages)

    @property
    def ocr_missing(self) -> bool:
        return any(warned.code == "ocr_missing" for warned in self.warnings)

    @property
    def text(self) -> str:
        """The whole text, pages divided by form feeds."""
        return "\f".join(page.text for page in self.pages)
