"""PDFs: active content, two kinds in one, passwords, damage. Signed ones pass like others."""

import re
from collections.abc import Iterator

from documents.formats import Limits, Source
from documents.formats.kinds import PDF_HEADER
from documents.formats.pdf_process import PdfProcess
from documents.inspection.findings import (
    DYNAMIC_FORM,
    EMBEDDED_MEDIA,
    EMBEDDED_PROGRAM,
    LAUNCH,
    SCRIPT,
    Finding,
    active,
)
from documents.inspection.pdf_objects import PdfObjects

_NAME_END = rb"(?=[\s/<>\[\]()%\x00]|$)"
_ACTIVE = {
    SCRIPT: re.compile(rb"/(?:JavaScript|JS)" + _NAME_END),
    LAUNCH: re.compile(rb"/(?:Launch|ImportData)" + _NAME_END),
    DYNAMIC_FORM: re.compile(rb"/XFA" + _NAME_END),
    EMBEDDED_MEDIA: re.compile(rb"/(?:RichMedia|Movie|Subtype\s*/3D)" + _NAME_END),
}
_FILE_NAME = re.compile(rb"/(?:UF|F)\s*(?:\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]*)>)", re.DOTALL)
_PROGRAM = re.compile(
    r"\.(?:exe|com|scr|pif|bat|cmd|ps1|vbs?e?|jse?|wsf?|hta|jar|msi|msp|cpl|dll|lnk|reg|sh|app|apk|docm|xlsm|pptm"
    r"|html?|svg|iso|img)\s*$",
    re.IGNORECASE,
)
_PAGE_OF_WEB = re.compile(rb"<(?:html|script|\?php|!doctype html)\b|<\?php", re.IGNORECASE)
_END_MARK = b"%%EOF"
_END_WITHIN = 4096
_ZIP_END = b"PK\x05\x06"
_ZIP_END_SIZE = 22
_HEAD = 4096
_BLANKS = b" \t\r\n\x00\xef\xbb\xbf"


def inspect_pdf(source: Source, limits: Limits) -> tuple[list[Finding], int]:
    """Return what speaks against a PDF, and its number of pages.

    Raises Unreadable: broken, encrypted, expands_too_much, timed_out.
    """
    findings = []
    data = source.data
    if _is_polyglot(data):
        findings.append(Finding("polyglot"))
    if _is_cut_off(data):
        findings.append(Finding("broken"))
        return findings, 0
    objects = PdfObjects(data, limits)
    with source.on_disk() as path, PdfProcess(path, limits) as pdf:
        if pdf.page_count > limits.pages:
            findings.append(Finding("too_many_pages", {"pages": pdf.page_count, "limit": limits.pages}))
        elif pdf.page_count == 0:
            findings.append(Finding("broken"))
        # The second look sees the file as a reader does: without the protection against changes that many have,
        # and with objects that contrived files keep from the first.
        as_read = PdfObjects(pdf.plain_copy(), limits).text
        findings += _active_content(objects.text + as_read)
        return findings, pdf.page_count


def _is_polyglot(data) -> bool:
    start = data.find(PDF_HEADER)
    if bytes(data[:start]).strip(_BLANKS):
        return True
    end = data.rfind(_END_MARK)
    zip_end = data.rfind(_ZIP_END)
    if zip_end >= 0 and len(data) - zip_end >= _ZIP_END_SIZE:
        comment = int.from_bytes(data[zip_end + 20 : zip_end + 22], "little")
        if zip_end > end or zip_end + _ZIP_END_SIZE + comment == len(data):
            return True
    head = bytes(data[:_HEAD]).partition(b"stream")[0]
    tail = bytes(data[end : end + _HEAD]) if end >= 0 else b""
    return _PAGE_OF_WEB.search(head) is not None or _PAGE_OF_WEB.search(tail) is not None


def _is_cut_off(data) -> bool:
    return data.find(_END_MARK, max(0, len(data) - _END_WITHIN)) < 0


def _active_content(text: bytes) -> Iterator[Finding]:
    for what, pattern in _ACTIVE.items():
        if pattern.search(text):
            yield active(what)
    if b"/EmbeddedFile" in text or b"/EF" in text:
        names = (_decoded(literal, written) for literal, written in _FILE_NAME.findall(text))
        if any(_PROGRAM.search(name) for name in names):
            yield active(EMBEDDED_PROGRAM)


def _decoded(literal: bytes, written: bytes) -> str:
    if written:
        digits = re.sub(rb"\s", b"", written)
        literal = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    else:
        literal = re.sub(rb"\\([0-7]{1,3})", lambda match: bytes([int(match[1], 8) & 255]), literal)
        literal = re.sub(rb"\\(.)", rb"\1", literal, flags=re.DOTALL)
    if literal.startswith(b"\xfe\xff"):
        return literal[2:].decode("utf-16-be", "replace")
    return literal.decode("latin-1")
