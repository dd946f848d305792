"""Which kind of file some bytes are. The name is never asked."""

import re
from enum import Enum

from documents.formats import archives, compound_files
from documents.formats.decoding import decode_text, is_binary
from documents.formats.failures import Unreadable
from documents.formats.limits import Limits
from documents.formats.source import Source

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."


class Kind(Enum):
    """A kind of file that the portal keeps: media type, name extensions (the first is the usual one)."""

    PDF = ("application/pdf", ".pdf")
    DOCX = (_OFFICE + "wordprocessingml.document", ".docx")
    XLSX = (_OFFICE + "spreadsheetml.sheet", ".xlsx")
    ODT = (_OPEN + "text", ".odt")
    ODS = (_OPEN + "spreadsheet", ".ods")
    RTF = ("application/rtf", ".rtf")
    TXT = ("text/plain", ".txt")
    HTML = ("text/html", ".html", ".htm")
    DOC = ("application/msword", ".doc")
    XLS = ("application/vnd.ms-excel", ".xls")

    def __init__(self, mime: str, *extensions: str):
        self.mime = mime
        self.extensions = extensions

    @property
    def extension(self) -> str:
        return self.extensions[0]


# Programs look for the header in the first 1,024 bytes of a file.
PDF_HEADER_WITHIN = 1024
PDF_HEADER = b"%PDF-"
RTF_HEADER = b"{\\rtf"
_BLANK = re.compile(rb"[\x00\s\xef\xbb\xbf\xfe\xff]*")
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_TAG = re.compile(r"</?(?:html|head|body|p|div|table|br|h[1-6]|ul|ol|span)\b[^>]*>", re.I)
_HEAD = 65_536
_PACKAGES = (
    (b"wordprocessingml.document.main+xml", Kind.DOCX),
    (b"ms-word.document.macroEnabled.main+xml", Kind.DOCX),
    (b"spreadsheetml.sheet.main+xml", Kind.XLSX),
    (b"ms-excel.sheet.macroEnabled.main+xml", Kind.XLSX),
)
_OPEN_DOCUMENTS = {Kind.ODT.mime.encode(): Kind.ODT, Kind.ODS.mime.encode(): Kind.ODS}
_COMPOUNDS = {"WordDocument": Kind.DOC, "Workbook": Kind.XLS, "Book": Kind.XLS}


def recognise(source: Source, limits: Limits, name: str = "") -> Kind:
    """Return the kind of a file by its content. The name decides only between text and the text of a web page.

    Raises Unreadable: empty, encrypted, broken, expands_too_much, unsupported.
    """
    data = source.data
    if _BLANK.fullmatch(data):
        raise Unreadable("empty")
    head = bytes(data[:PDF_HEADER_WITHIN])
    if head.startswith(archives.MAGIC):
        return _package_kind(archives.Archive(source.stream, source.size, limits))
    if head.startswith(compound_files.MAGIC):
        return _compound_kind(compound_files.CompoundFile(data))
    if PDF_HEADER in head and (head.startswith(PDF_HEADER) or not _is_text(data)):
        return Kind.PDF
    if head.lstrip().startswith(RTF_HEADER):
        return Kind.RTF
    if not _is_text(data):
        raise Unreadable("unsupported")
    return _text_kind(bytes(data[:_HEAD]), name)


def extension_of(name: str) -> str:
    """Return a name's extension in small letters with its dot, "" where there is none.

    >>> extension_of("Báo cáo.PDF"), extension_of("Kế hoạch 12. Phần cuối")
    ('.pdf', '')
    """
    stem, dot, extension = name.strip().rpartition(".")
    return f".{extension.lower()}" if dot and stem and re.fullmatch(r"[A-Za-z0-9]{1,10}", extension) else ""


def _package_kind(archive: archives.Archive) -> Kind:
    if "mimetype" in archive:
        kind = _OPEN_DOCUMENTS.get(archive.read("mimetype").strip())
    elif "[Content_Types].xml" in archive:
        types = archive.read("[Content_Types].xml")
        kind = next((kind for mark, kind in _PACKAGES if mark in types), None)
    else:
        kind = None
    if kind is None:
        raise Unreadable("unsupported")
    return kind


def _compound_kind(compound: compound_files.CompoundFile) -> Kind:
    names = set(compound.names)
    if names & {"EncryptedPackage", "EncryptionInfo"}:
        raise Unreadable("encrypted")
    kind = next((kind for name, kind in _COMPOUNDS.items() if name in names), None)
    if kind is None:
        raise Unreadable("unsupported")
    return kind


def _is_text(data) -> bool:
    return not is_binary(data)


def _text_kind(head: bytes, name: str) -> Kind:
    text = decode_text(head)
    if _PAGE.match(text):
        return Kind.HTML
    is_called_page = extension_of(name) in Kind.HTML.extensions
    return Kind.HTML if is_called_page and _TAG.search(text) else Kind.TXT
