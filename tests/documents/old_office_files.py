"""Old Office files that tests write themselves: the smallest that converters read.

Sources: [MS-CFB] for the container, [MS-DOC] (Fib, Clx) and [MS-XLS] for what it holds.
"""

import struct

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
# Streams from this size on lie in sectors of their own.
_LARGE = 4096


def compound_file(streams: dict[str, bytes]) -> bytes:
    """Return an OLE compound file with the streams, each filled up with zeros to the size of a large one."""
    padded = {name: content.ljust(_LARGE, b"\0") for name, content in streams.items()}
    sectors: list[bytes] = []
    table: list[int] = []
    starts = {name: _append(sectors, table, content) for name, content in padded.items()}
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if padded else _FREE)]
    names = list(padded)
    for number, name in enumerate(names):
        right = number + 2 if number + 1 < len(names) else _FREE
        entries.append(_entry(name, 2, starts[name], len(padded[name]), right=right))
    directory = _append(sectors, table, b"".join(entries))
    count = -(-(len(table) + 1) // (_SECTOR // 4 - 1))
    first = len(sectors)
    table += [_FAT] * count
    packed = struct.pack(f"<{len(table)}I", *table).ljust(count * _SECTOR, b"\xff")
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0,
                         count, directory, 0, _LARGE, _END, 0, _END, 0)  # fmt: skip
    header += struct.pack("<109I", *[first + number for number in range(count)], *[_FREE] * (109 - count))
    return header + b"".join(sectors) + packed


def old_word_file(text: str, **streams: bytes) -> bytes:
    """Return a DOC of Word 97 with the text; paragraphs are divided by line feeds."""
    written = text.replace("\n", "\r") + "\r"
    encoded = written.encode("utf-16-le")
    start = 0x400
    fib = bytearray(start)
    struct.pack_into("<HHHHHH", fib, 0, 0xA5EC, 0x00C1, 0, 0x042A, 0, 0x1200)
    struct.pack_into("<II", fib, 0x18, start, start + len(encoded))
    struct.pack_into("<H", fib, 0x20, 14)
    struct.pack_into("<H", fib, 0x3E, 22)
    struct.pack_into("<II", fib, 0x40, start + len(encoded), 0)
    struct.pack_into("<I", fib, 0x4C, len(written))
    struct.pack_into("<H", fib, 0x98, 0x5D)
    pieces = struct.pack("<II", 0, len(written)) + struct.pack("<HIH", 0, start, 0)
    table = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", fib, 0x1A2, 0, len(table))
    return compound_file({"WordDocument": bytes(fib) + encoded, "1Table": table, **streams})


def old_workbook(sheets: dict[str, list[list[str]]], *, macro_sheet: bool = False) -> bytes:
    """Return an XLS of Excel 97 with sheets of text."""
    cells = [text for rows in sheets.values() for row in rows for text in row]
    strings = b"".join(struct.pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in cells)
    sst = _record(0x00FC, struct.pack("<II", len(cells), len(cells)) + strings)
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    head = _record(0x0809, begin)
    bodies, number = [], 0
    for rows in sheets.values():
        body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
        for row_number, row in enumerate(rows):
            for column in range(len(row)):
                body += _record(0x00FD, struct.pack("<HHHI", row_number, column, 0, number))
                number += 1
        bodies.append(body + _record(0x000A, b""))
    sizes = [len(_sheet_record(0, name, macro_sheet)) for name in sheets]
    position = len(head) + sum(sizes) + len(sst) + 4
    records = b""
    for name, body in zip(sheets, bodies, strict=True):
        records += _sheet_record(position, name, macro_sheet)
        position += len(body)
    return compound_file({"Workbook": head + records + sst + _record(0x000A, b"") + b"".join(bodies)})


def _sheet_record(position: int, name: str, macro_sheet: bool) -> bytes:
    title = name.encode("utf-16-le")
    return _record(0x0085, struct.pack("<IBBBB", position, 0, int(macro_sheet), len(name), 1) + title)


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def _append(sectors: list[bytes], table: list[int], content: bytes) -> int:
    start = len(sectors)
    pieces = [content[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(content), _SECTOR)]
    sectors += pieces
    table += [*range(start + 1, start + len(pieces)), _END]
    return start


def _entry(name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIQ", encoded, len(encoded), kind, 1, _FREE, right, child, start, size)
