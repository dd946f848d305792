"""The old Office container (OLE compound file): its directory and its streams.

Source: [MS-CFB], Compound File Binary File Format. Only what inspection and recognition need: names and bytes.
"""

import struct
from dataclasses import dataclass

from documents.formats.failures import Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _LARGEST = 0xFFFFFFFE, 0xFFFFFFFA
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_SMALL_STREAM = 4096


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """A compound file. Raises Unreadable("broken") where its chains lead nowhere or into circles."""

    def __init__(self, data):
        self._data = data
        if len(data) < 512 or data[:8] != MAGIC:
            raise Unreadable("broken")
        version, _order, shift = struct.unpack_from("<HHH", data, 26)
        if version not in (3, 4) or shift not in (9, 12):
            raise Unreadable("broken")
        self._sector = 1 << shift
        self._fat = self._read_table(self._table_sectors())
        (directory,) = struct.unpack_from("<I", data, 48)
        raw = self._chain(directory)
        self._entries = [self._entry(raw, start) for start in range(0, len(raw) - _ENTRY + 1, _ENTRY)]
        (small_table,) = struct.unpack_from("<I", data, 60)
        self._small_fat = self._unpack(self._chain(small_table)) if small_table < _LARGEST else ()

    @property
    def names(self) -> list[str]:
        """The names of all streams and storages, without their paths."""
        return [entry.name for entry in self._entries if entry.kind]

    def stream(self, name: str) -> bytes:
        """Return the bytes of the first stream of that name, b"" where there is none."""
        for entry in self._entries:
            if entry.kind == _STREAM and entry.name == name:
                return self._content(entry)
        return b""

    def _content(self, entry: _Entry) -> bytes:
        if entry.size >= _SMALL_STREAM:
            return self._chain(entry.start)[: entry.size]
        root = next((each for each in self._entries if each.kind == _ROOT), None)
        if root is None or entry.size == 0:
            return b""
        container, sector = self._chain(root.start), entry.start
        parts: list[bytes] = []
        while sector < _LARGEST and len(parts) * 64 < entry.size:
            if sector >= len(self._small_fat):
                raise Unreadable("broken")
            parts.append(container[sector * 64 : sector * 64 + 64])
            sector = self._small_fat[sector]
        return b"".join(parts)[: entry.size]

    def _table_sectors(self) -> list[int]:
        (further,) = struct.unpack_from("<I", self._data, 68)
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        seen = set()
        while further < _LARGEST:
            if further in seen:
                raise Unreadable("broken")
            seen.add(further)
            block = self._unpack(self._sector_at(further))
            sectors += block[:-1]
            further = block[-1]
        return [sector for sector in sectors if sector < _LARGEST]

    def _read_table(self, sectors: list[int]) -> tuple[int, ...]:
        # More tables than the file has room for are a trap.
        if len(sectors) > len(self._data) // self._sector + 1:
            raise Unreadable("broken")
        return self._unpack(b"".join(self._sector_at(sector) for sector in sectors))

    def _chain(self, sector: int) -> bytes:
        parts, left = [], len(self._data) // self._sector + 1
        while sector < _LARGEST:
            left -= 1
            if left < 0 or sector >= len(self._fat):
                raise Unreadable("broken")
            parts.append(self._sector_at(sector))
            sector = self._fat[sector]
        if sector != _END:
            raise Unreadable("broken")
        return b"".join(parts)

    def _sector_at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        # The last sector may be cut short by programs that write no padding.
        if start >= len(self._data):
            raise Unreadable("broken")
        return self._data[start : start + self._sector].ljust(self._sector, b"\0")

    @staticmethod
    def _unpack(table: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(table) // 4}I", table)

    @staticmethod
    def _entry(raw: bytes, at: int) -> _Entry:
        length, kind = struct.unpack_from("<HB", raw, at + 64)
        start, size = struct.unpack_from("<II", raw, at + 116)
        name = raw[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        return _Entry(name, kind, start, size)
