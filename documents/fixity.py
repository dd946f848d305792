"""Whether stored bytes are still what they were (fixity, in the archivist's word)."""

import hashlib

CHUNK = 1024 * 1024


def sha256_of(file) -> str:
    """Return the SHA-256 of an open or openable file in hexadecimal; it is read from and left at its beginning."""
    if getattr(file, "closed", False):
        file.open("rb")
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
