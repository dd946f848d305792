"""Taking away what stands beside the picture in a file, without touching the picture: no pixel is coded anew.

Only what is known to be needed for showing is kept; whatever else a camera or a program wrote, and whatever follows
the end of the picture, is left out.
"""

import re
import struct

_START, _END, _SCAN, _JFIF, _ADOBE = b"\xd8", b"\xd9", b"\xda", b"\xe0", b"\xee"
# Tables, frame, scan, restart interval, number of lines (ITU-T T.81, table B.1).
_DRAWING = frozenset(
    [bytes([code]) for code in range(0xC0, 0xD0) if code not in (0xC8,)] + [_SCAN, b"\xdb", b"\xdc", b"\xdd"]
)
# The end of a scan: a marker that is neither a stuffed byte, a restart nor a fill byte.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_DRAWING = frozenset(
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD"]
)
_WEBP_DRAWING = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH"])


def bare_jpeg(data: bytes) -> bytes:
    """Return a JPEG with its tables, frame and scans alone; raises ValueError where its parts cannot be told."""
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("no JPEG")
    parts = [b"\xff\xd8"]
    place = 2
    while True:
        while data[place : place + 2] == b"\xff\xff":
            place += 1
        if data[place : place + 1] != b"\xff":
            raise ValueError("a marker is missing")
        marker = data[place + 1 : place + 2]
        if marker == _END:
            return b"".join([*parts, b"\xff\xd9"])
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        segment = data[place + 4 : place + 2 + length]
        if length < 2 or len(segment) != length - 2:
            raise ValueError("a segment is cut off")
        following = place + 2 + length
        if marker in _DRAWING:
            end = following
            if marker == _SCAN:
                found = _MARKER.search(data, following)
                if not found:
                    raise ValueError("the end is missing")
                end = found.start()
            parts.append(data[place:end])
            following = end
        elif marker == _JFIF and segment.startswith(b"JFIF\0") and len(segment) >= 14:
            # Without the small picture that may follow.
            parts.append(b"\xff\xe0\x00\x10" + segment[:12] + b"\0\0")
        elif marker == _ADOBE and segment.startswith(b"Adobe") and len(segment) >= 12:
            # Says in which colours the samples are meant.
            parts.append(b"\xff\xee\x00\x0e" + segment[:12])
        place = following


def bare_png(data: bytes) -> bytes:
    """Return a PNG with the chunks that draw it; of a moving one, the still picture."""
    if not data.startswith(_PNG_SIGNATURE):
        raise ValueError("no PNG")
    parts, place = [_PNG_SIGNATURE], len(_PNG_SIGNATURE)
    while True:
        header = data[place : place + 8]
        if len(header) < 8:
            raise ValueError("a chunk is cut off")
        length, name = struct.unpack(">I4s", header)
        end = place + 12 + length
        if end > len(data):
            raise ValueError("a chunk is cut off")
        if name in _PNG_DRAWING:
            parts.append(data[place:end])
        if name == b"IEND":
            return b"".join(parts)
        place = end


def is_bare_webp(data: bytes) -> bool:
    """Tell whether a WebP holds a still picture and nothing besides."""
    if len(data) != int.from_bytes(data[4:8], "little") + 8:
        return False
    place = 12
    while place + 8 <= len(data):
        name, length = struct.unpack("<4sI", data[place : place + 8])
        if name not in _WEBP_DRAWING:
            return False
        place += 8 + length + length % 2
    return place == len(data)
