"""What a file really is, seen from its first bytes and compared with its name, before anything opens it."""

import re

from documents.formats import archives, compound_files
from documents.formats.decoding import unmarked_utf_16
from portal.exchange.article_draft import Limits, UnreadableArticle

WORD, HTML, TEXT = "word", "html", "text"

_KINDS = {".docx": WORD, ".html": HTML, ".htm": HTML, ".txt": TEXT}
# Word's other formats are refused with what to do about them, not as unknown.
_OTHER_WORD = (".doc", ".docm", ".dot", ".dotm")

_STREAMS = {"EncryptedPackage": "encrypted", "EncryptionInfo": "encrypted", "WordDocument": "old_word"}
_BINARY = (
    *archives.MAGIC, compound_files.MAGIC,
    b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\x00",
    b"MM\x00*", b"\x7fELF", b"MZ", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"%!PS", b"MIME-Version:",
)  # fmt: skip
# “BM” and “MZ” may begin a text as well.
_BINARY_BY_CONTROLS = (b"BM", b"MZ")
_UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_TAG = re.compile(rb"<(?:!doctype|!--|/?[a-z][a-z0-9]*[\s/>])", re.IGNORECASE)
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_HEAD = 4096


def extension_of(file_name: str) -> str:
    """Return the extension in small letters with its dot, "" where there is none."""
    stem, dot, extension = file_name.strip().rpartition(".")
    return f".{extension.lower()}" if dot and re.fullmatch(r"\w{1,12}", extension) else ""


def check_content(extension: str, data: bytes, limits: Limits) -> None:
    """Raise UnreadableArticle where a file is empty, too large, or not what its name says."""
    if extension not in _KINDS and extension not in _OTHER_WORD:
        raise UnreadableArticle("unsupported_type", extension=extension)
    if len(data) > limits.bytes:
        raise UnreadableArticle(
            "too_large", megabytes=-(-len(data) // 1024**2), limit=max(1, limits.bytes // 1024**2)
        )
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise UnreadableArticle("empty")
    kind = _KINDS.get(extension, WORD)
    if kind == WORD:
        _check_word(extension, data)
    elif _looks_binary(data) or (_TAG.search(_letters(data)) is None if kind == HTML else _is_page(data)):
        raise UnreadableArticle("wrong_content", extension=extension)


def _check_word(extension: str, data: bytes) -> None:
    if data.startswith(compound_files.MAGIC):
        raise _compound_refusal(extension, data)
    if extension == ".docm" and data.startswith(archives.MAGIC):
        raise UnreadableArticle("macro")
    if extension != ".docx":
        raise UnreadableArticle("unsupported_type", extension=extension)
    if data.startswith(archives.MAGIC) or archives.MAGIC[0].startswith(data):
        return
    raise UnreadableArticle("wrong_content", extension=extension)


def _compound_refusal(extension: str, data: bytes) -> UnreadableArticle:
    """Return why an OLE compound file is refused; its directory names its streams in UTF-16."""
    for stream, code in _STREAMS.items():
        if stream.encode("utf-16-le") in data:
            return UnreadableArticle(code)
    return UnreadableArticle("wrong_content", extension=extension)


def _is_page(data: bytes) -> bool:
    return _PAGE.match(_letters(data[:_HEAD])) is not None


def _looks_binary(data: bytes) -> bool:
    if data.startswith(_UNICODE_MARKS):
        return False
    controls = _CONTROL.search(_letters(data))
    if data.startswith(_BINARY):
        return bool(controls) or not data.startswith(_BINARY_BY_CONTROLS)
    return bool(controls)


def _letters(data: bytes) -> bytes:
    """Return UTF-16 text as UTF-8, everything else as it is."""
    encoding = "utf-16" if data.startswith(_UNICODE_MARKS[:2]) else unmarked_utf_16(data)
    return data.decode(encoding, "ignore").encode("utf-8", "ignore") if encoding else data
