import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from documents.extraction.parts import Paragraph
from documents.formats.decoding import decode_text
from documents.formats.failures import Unreadable

_BREAKS = re.compile(r"\r\n?|\n")
# Pictures and embedded files are most of a large RTF, and no text.
_BINARY_GROUP = re.compile(r"\{(?:\\\*)?\\(?:pict|objdata|themedata|colorschememapping|datastore)\b[^{}]*\}")


def read_plain_text(data: bytes) -> Iterator[Paragraph]:
    """Yield the lines of a text file of any encoding."""
    return read_lines(decode_text(data))


def read_rtf(data: bytes) -> Iterator[Paragraph]:
    """Yield the lines of an RTF file. Raises Unreadable("broken")."""
    # RTF is ASCII by its definition; other bytes stand for the letters of Windows' Western page.
    text = _BINARY_GROUP.sub("", data.decode("latin-1"))
    try:
        return read_lines(rtf_to_text(text, encoding="cp1252", errors="replace"))
    except (ValueError, LookupError, IndexError, OverflowError, RecursionError) as error:
        raise Unreadable("broken") from error


def read_lines(text: str) -> Iterator[Paragraph]:
    for line in _BREAKS.split(text):
        yield Paragraph(line)
