"""Office files, new and old: macros, active content, fetched templates, damage."""

import re
import struct
from collections.abc import Iterator

from documents.formats import Kind, Limits, Source, Unreadable
from documents.formats.archives import Archive
from documents.formats.compound_files import CompoundFile
from documents.inspection.findings import (
    CONTROL,
    DATA_EXCHANGE,
    EMBEDDED_OBJECT,
    EMBEDDED_PROGRAM,
    REMOTE_TEMPLATE,
    SCRIPT,
    Finding,
    active,
)

_MACRO_TYPES = (b"vbaProject", b"macroEnabled", b"macrosheet", b"intlMacrosheet")
_MACRO_NAMES = re.compile(r"(?:vbaproject\.bin|vbadata\.xml|/macrosheets/.*)$", re.IGNORECASE)
_CONTROL_NAMES = re.compile(r"/activex/", re.IGNORECASE)
_OBJECT_NAMES = re.compile(r"/embeddings/.*\.bin$", re.IGNORECASE)
_FETCHED = ("attachedTemplate", "oleObject", "frame", "subDocument", "externalLink")
_REMOTE = re.compile(r"(?:https?|ftp|smb|mhtml|ms-\w+):|\\\\|//|file:/*[^/:]{2,}[/\\]", re.IGNORECASE)
_DATA_EXCHANGE_FIELD = re.compile(r"(?:^|[^A-Za-z])DDE(?:AUTO)?\s", re.IGNORECASE)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Streams of a packaged file (any program may be in it) and of the old equation editor, whose holes stay open.
_DANGEROUS_STREAMS = {"\x01Ole10Native": EMBEDDED_PROGRAM, "Equation Native": EMBEDDED_OBJECT}
_MACRO_STREAMS = {"_VBA_PROJECT", "VBA", "Macros", "_VBA_PROJECT_CUR"}
_OPEN_MACROS = re.compile(r"^(?:Basic|Scripts)/.*\.(?:xml|xba|xlb|py|js|bsh)$", re.IGNORECASE)
_OPEN_EMPTY_MACROS = re.compile(r"^Basic/(?:script-lc|[^/]+/script-lb)\.xml$")
# [MS-XLS] BoundSheet8, BOF, FilePass; the type of a sheet of macros.
_SHEET, _BEGIN, _PASSWORD, _MACRO_SHEET = 0x0085, 0x0809, 0x002F, 1
_SCRIPTS = re.compile(
    r"<script[\s>]|<[a-z][^>]*\son[a-z]+\s*=|(?:href|src|action)\s*=\s*[\"']?\s*(?:java|vb)script:"
    r"|<(?:object|embed|applet|iframe|frame)[\s>]|http-equiv\s*=\s*[\"']?refresh",
    re.IGNORECASE,
)
_RTF_DANGERS = {
    EMBEDDED_OBJECT: re.compile(rb"\\objdata\b|\\objocx\b|\\objupdate\b|\\objautlink\b", re.IGNORECASE),
    REMOTE_TEMPLATE: re.compile(rb"\\template\s*[^{}\\]*(?:https?:|\\\\\\\\)", re.IGNORECASE),
    DATA_EXCHANGE: re.compile(rb"\\fldinst[^}]*\bDDE(?:AUTO)?\s", re.IGNORECASE),
}


def inspect_package(source: Source, kind: Kind, limits: Limits) -> Iterator[Finding]:
    """Yield what speaks against a DOCX, XLSX, ODT or ODS. Raises Unreadable: broken, encrypted, expands_too_much."""
    archive = Archive(source.stream, source.size, limits)
    archive.check_all()
    archive = Archive(source.stream, source.size, limits)
    if kind in (Kind.ODT, Kind.ODS):
        yield from _open_document(archive)
    else:
        yield from _office_package(archive)


def inspect_compound(source: Source) -> Iterator[Finding]:
    """Yield what speaks against a DOC or XLS. Raises Unreadable("broken")."""
    compound = CompoundFile(source.data)
    names = set(compound.names)
    if names & _MACRO_STREAMS:
        yield Finding("macro")
    yield from _workbook_findings(compound.stream("Workbook") or compound.stream("Book"))
    if _is_encrypted_word(compound.stream("WordDocument")):
        yield Finding("encrypted")
    for stream, what in _DANGEROUS_STREAMS.items():
        if stream in names:
            yield active(what)


def inspect_web_page(text: str) -> Iterator[Finding]:
    if _SCRIPTS.search(text):
        yield active(SCRIPT)


def inspect_rtf(data) -> Iterator[Finding]:
    for what, pattern in _RTF_DANGERS.items():
        if pattern.search(data):
            yield active(what)


def _office_package(archive: Archive) -> Iterator[Finding]:
    names = archive.names
    types = archive.read("[Content_Types].xml")
    if any(mark in types for mark in _MACRO_TYPES) or any(_MACRO_NAMES.search(name) for name in names):
        yield Finding("macro")
    if any(_CONTROL_NAMES.search(name) for name in names):
        yield active(CONTROL)
    found = {_dangerous_object(archive.read(name)) for name in names if _OBJECT_NAMES.search(name)}
    yield from (active(what) for what in sorted(found - {""}))
    if any(_fetches(archive, name) for name in names if name.endswith(".rels")):
        yield active(REMOTE_TEMPLATE)
    if any(_exchanges_data(archive, name) for name in names if name.endswith(".xml")):
        yield active(DATA_EXCHANGE)


def _dangerous_object(data: bytes) -> str:
    try:
        names = CompoundFile(data).names
    except Unreadable:
        # An object that is no compound file is drawn from its picture alone.
        return ""
    return next((what for stream, what in _DANGEROUS_STREAMS.items() if stream in names), "")


def _fetches(archive: Archive, name: str) -> bool:
    """Return whether a part is fetched from another machine when the file is opened; links wait for a click."""
    for each in archive.read_xml(name):
        kind = each.get("Type", "").rpartition("/")[2]
        if (
            each.get("TargetMode") == "External"
            and kind in _FETCHED
            and _REMOTE.match(each.get("Target", ""))
        ):
            return True
    return False


def _exchanges_data(archive: Archive, name: str) -> bool:
    if name.startswith("xl/externalLinks/"):
        return b"ddeLink" in archive.read(name)
    if not name.startswith("word/"):
        return False
    root = archive.read_xml(name)
    for paragraph in root.iter(_WORD + "p"):
        # An instruction may be cut into runs.
        written = "".join(each.text or "" for each in paragraph.iter(_WORD + "instrText"))
        simple = " ".join(each.get(_WORD + "instr", "") for each in paragraph.iter(_WORD + "fldSimple"))
        if _DATA_EXCHANGE_FIELD.search(f"{written} {simple} "):
            return True
    return False


def _open_document(archive: Archive) -> Iterator[Finding]:
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        yield Finding("encrypted")
        return
    names = archive.names
    if any(_OPEN_MACROS.match(name) and not _OPEN_EMPTY_MACROS.match(name) for name in names):
        yield Finding("macro")
    content = archive.read("content.xml")
    if b"script:event-listener" in content or b"<text:script" in content:
        yield active(SCRIPT)
    if b"dde-connection" in content or b"dde-source" in content:
        yield active(DATA_EXCHANGE)


def _is_encrypted_word(stream: bytes) -> bool:
    # [MS-DOC] FibBase: the flag fEncrypted.
    return len(stream) >= 12 and bool(struct.unpack_from("<H", stream, 10)[0] & 0x0100)


def _workbook_findings(stream: bytes) -> Iterator[Finding]:
    """Yield what the first substream of a workbook tells: a password, sheets of Excel 4 macros ([MS-XLS])."""
    position = 0
    while position + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, position)
        if record == _BEGIN and position > 0:
            return
        if record == _PASSWORD:
            yield Finding("encrypted")
            return
        if record == _SHEET and position + 10 <= len(stream) and stream[position + 9] == _MACRO_SHEET:
            yield Finding("macro")
            return
        position += 4 + length
