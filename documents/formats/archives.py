"""Zip archives (DOCX, XLSX, ODT, ODS), measured before anything is unpacked."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from documents.formats.failures import Unreadable
from documents.formats.limits import MEGABYTE, Limits

MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENCRYPTED = 0x1
# Below this a part cannot hurt, however well it is packed.
_HARMLESS = 8 * MEGABYTE
_PARSER_OPTIONS = {"resolve_entities": False, "no_network": True, "load_dtd": False}
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError)


class Archive:
    """An archive whose declared sizes, names and methods are within the limits.

    Raises Unreadable: broken, encrypted, expands_too_much.
    """

    def __init__(self, stream: BinaryIO, size: int, limits: Limits):
        self._limits = limits
        self._left = limits.expanded_bytes
        try:
            self._zip = zipfile.ZipFile(stream)
        except _DAMAGE as error:
            raise Unreadable("broken") from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist() if not entry.is_dir()}
        self._check_declared(size)

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """Return one unpacked member; raises Unreadable where it is missing, damaged or larger than declared."""
        return b"".join(self.parts(name))

    def read_xml(self, name: str) -> etree._Element:
        """Return the root of one XML member; no entity is resolved and nothing fetched."""
        return parse_xml(self.read(name))

    def check_all(self) -> None:
        """Unpack every member once, so that a damaged or lying one is found."""
        for name in self._entries:
            for _part in self.parts(name):
                pass

    def parts(self, name: str) -> Iterator[bytes]:
        """Yield one unpacked member, a megabyte at a time; raises as `read` does."""
        try:
            with self._zip.open(self._entries[name]) as member:
                while part := member.read(MEGABYTE):
                    self._left -= len(part)
                    if self._left < 0:
                        raise Unreadable("expands_too_much")
                    yield part
        except (KeyError, *_DAMAGE) as error:
            raise Unreadable("broken") from error

    def _check_declared(self, size: int) -> None:
        entries = self._zip.infolist()
        limits = self._limits
        if len(entries) > limits.members or sum(entry.file_size for entry in entries) > limits.expanded_bytes:
            raise Unreadable("expands_too_much")
        # Entries that share their packed bytes declare more of them than there are.
        if sum(entry.compress_size for entry in entries) > size:
            raise Unreadable("expands_too_much")
        if len({entry.filename for entry in entries}) < len(entries):
            raise Unreadable("broken")
        for entry in entries:
            if entry.flag_bits & _ENCRYPTED:
                raise Unreadable("encrypted")
            # Other methods are unpacked without a bound; no office program uses them.
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Unreadable("broken")
            if not _is_plain_name(entry.filename):
                raise Unreadable("broken")
            most = limits.expansion_ratio * max(entry.compress_size, 1)
            is_xml = entry.filename.lower().endswith((".xml", ".rels"))
            if entry.file_size > max(most, _HARMLESS) or (is_xml and entry.file_size > limits.text_bytes):
                raise Unreadable("expands_too_much")


def parse_xml(data: bytes) -> etree._Element:
    """Return the root of an XML file; raises Unreadable("broken") where it is none or declares entities."""
    try:
        root = etree.fromstring(data, etree.XMLParser(**_PARSER_OPTIONS))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("broken") from error
    internal = root.getroottree().docinfo.internalDTD
    if internal is not None and any(True for _entity in internal.iterentities()):
        raise Unreadable("broken")
    return root


def _is_plain_name(name: str) -> bool:
    return not (
        name.startswith("/")
        or "\\" in name
        or ":" in name
        or any(ord(character) < 32 for character in name)
        or ".." in name.split("/")
    )
