"""PDFs that tests write themselves, object by object."""

import hashlib
import struct
import zlib
from collections.abc import Iterable

# An action that runs a script.
SCRIPT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def pdf_file(
    pages: Iterable[str],
    *,
    font: str = "Helvetica",
    catalog: str = "",
    page: str = "",
    objects: Iterable[bytes] = (),
    head: bytes = b"",
    tail: bytes = b"",
) -> bytes:
    """Return a PDF with a page for each text, lines divided by line feeds, letters of Windows' Western page.

    `catalog` and `page` are added to those dictionaries; `objects` follow, the first of them numbered 4.
    """
    pages, objects = list(pages), list(objects)
    first_page = 4 + len(objects)
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(pages)))
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode("latin-1"),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        f"<< /Type /Font /Subtype /TrueType /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode(),
        *objects,
    ]
    for number, text in enumerate(pages):
        content = first_page + 2 * number + 1
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {content} 0 R {page} >>".encode("latin-1")
        )
        bodies.append(stream(_drawn(text)))
    return head + _assembled(bodies) + tail


def stream(content: bytes, dictionary: str = "") -> bytes:
    packed = zlib.compress(content)
    return (
        f"<< /Length {len(packed)} /Filter /FlateDecode {dictionary} >>\nstream\n".encode()
        + packed
        + b"\nendstream"
    )


def object_stream(objects: dict[int, bytes]) -> bytes:
    """Return an object stream; no table points to it, as in files made to slip through."""
    positions, content = [], b""
    for number, body in objects.items():
        positions.append(f"{number} {len(content)}")
        content += body + b" "
    index = " ".join(positions).encode() + b" "
    return stream(index + content, f"/Type /ObjStm /N {len(objects)} /First {len(index)}")


def protected_pdf(password: bytes) -> bytes:
    """Return a PDF encrypted by the standard handler (RC4, 40 bits; PDF 32000-1, 7.6.3) for a user's password."""
    owner = _rc4(hashlib.md5(_padded(b"owner")).digest()[:5], _padded(password))
    identifier = b"0123456789abcdef"
    rights = -44
    key = hashlib.md5(_padded(password) + owner + struct.pack("<i", rights) + identifier).digest()[:5]
    user = _rc4(key, _PADDING)
    entry = (
        f"<< /Filter /Standard /V 1 /R 2 /Length 40 /P {rights} /O <{owner.hex()}> /U <{user.hex()}> >>"
    ).encode()
    content = pdf_file([""], objects=[entry])
    return content.replace(
        b"/Root 1 0 R", f"/Root 1 0 R /Encrypt 4 0 R /ID [<{identifier.hex()}> <{identifier.hex()}>]".encode()
    )


def _padded(word: bytes) -> bytes:
    return (word + _PADDING)[:32]


def _rc4(key: bytes, content: bytes) -> bytes:
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def _drawn(text: str) -> bytes:
    lines = []
    for number, line in enumerate(text.split("\n")):
        encoded = line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        lines.append(b"BT /F1 12 Tf 72 %d Td (%s) Tj ET" % (770 - 16 * number, encoded))
    return b"\n".join(lines)


def _assembled(bodies: list[bytes]) -> bytes:
    written, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    parts = [written]
    position = len(written)
    for number, body in enumerate(bodies, 1):
        part = b"%d 0 obj\n" % number + body + b"\nendobj\n"
        places.append(position)
        position += len(part)
        parts.append(part)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, position)
    return b"".join([*parts, table, trailer])
