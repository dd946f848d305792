"""The objects of a PDF as they lie in the file, without following its tables.

Programs differ in how they follow a damaged or contrived table; what they all must find lies somewhere as an object.
So every object is looked at, those packed in object streams too, and the content of pages, pictures and fonts is
only measured.
"""

import re
import zlib
from collections.abc import Iterator

from documents.formats.failures import Unreadable
from documents.formats.limits import MEGABYTE, Limits

_STREAM = re.compile(rb">>\s*stream\r?\n")
_STREAM_END = re.compile(rb"\r?\n?endstream")
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_DEFLATED = re.compile(rb"/(?:FlateDecode|Fl)\b")
# A dictionary before a stream is at most this long; beyond, the rest belongs to other objects anyhow.
_DICTIONARY = 8192


class PdfObjects:
    """The text of all objects, names unescaped.

    Object streams packed by anything but deflation stay closed, and contrived files may hide objects from any
    scan: look at the copy that PDFium writes as well.

    Raises Unreadable("expands_too_much") where the streams unpack to more than the limits allow.
    """

    def __init__(self, data, limits: Limits):
        self._left = limits.expanded_bytes
        self.text = b"\n".join(_unescaped(piece) for piece in self._pieces(data))

    def _pieces(self, data) -> Iterator[bytes]:
        position = 0
        while found := _STREAM.search(data, position):
            before = bytes(data[position : found.start()])
            yield before
            dictionary = _unescaped(before[-_DICTIONARY:].rpartition(b" obj")[2] + b">>")
            end = self._end_of_stream(data, found.end(), dictionary)
            yield from self._stream(data, found.end(), end, dictionary)
            position = end
        yield bytes(data[position:])

    def _stream(self, data, start: int, end: int, dictionary: bytes) -> Iterator[bytes]:
        is_objects = b"/ObjStm" in dictionary
        layers = len(_DEFLATED.findall(dictionary))
        if layers == 0:
            if is_objects:
                yield bytes(data[start:end])
            return
        if layers > 1 or is_objects:
            content = bytes(data[start:end])
            for _layer in range(layers):
                content = self._inflated(content)
            if is_objects:
                yield content
            return
        self._measure(data, start, end)

    def _end_of_stream(self, data, start: int, dictionary: bytes) -> int:
        if length := _LENGTH.search(dictionary):
            end = start + int(length[1])
            # The declared length is believed where the word follows that ends a stream.
            if end <= len(data) and _STREAM_END.match(data, end):
                return end
        found = _STREAM_END.search(data, start)
        return found.start() if found else len(data)

    def _inflated(self, content: bytes) -> bytes:
        unpacker, parts = zlib.decompressobj(), []
        try:
            while content and not unpacker.eof:
                part = unpacker.decompress(content, MEGABYTE)
                self._count(len(part))
                parts.append(part)
                content = unpacker.unconsumed_tail
        except zlib.error:
            # Readers use what came before the damage.
            pass
        return b"".join(parts)

    def _measure(self, data, start: int, end: int) -> None:
        unpacker = zlib.decompressobj()
        try:
            for position in range(start, end, MEGABYTE):
                packed = bytes(data[position : min(end, position + MEGABYTE)])
                while packed and not unpacker.eof:
                    self._count(len(unpacker.decompress(packed, MEGABYTE)))
                    packed = unpacker.unconsumed_tail
        except zlib.error:
            pass

    def _count(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise Unreadable("expands_too_much")


def _unescaped(text: bytes) -> bytes:
    """Return the names as they are meant: /J#61vaScript is /JavaScript."""
    return _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), text)
