"""What a reader makes of a file: the draft of an article, and what is to be said about it.

Messages are stable English texts with {name} places; they are translated and filled in where they are shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from documents.formats.failures import gettext_noop


@dataclass(frozen=True)
class Limits:
    """How much a file may hold. Bytes and pixels are plain numbers, not thousands.

    `xml_bytes` is for one part of a Word file: a parsed part takes many times its size in memory.
    """

    bytes: int = 20 * 1024**2
    expanded_bytes: int = 200 * 1024**2
    expansion_ratio: int = 200
    members: int = 2_000
    xml_bytes: int = 32 * 1024**2
    pictures: int = 60
    picture_pixels: int = 50_000_000
    paragraphs: int = 20_000


@dataclass(frozen=True)
class Heading:
    """A heading of level 2, 3 or 4; no level is skipped on the way down."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text: clean HTML of p, ul, ol, li, b, i, a, sub, sup and br only."""

    html: str


@dataclass(frozen=True)
class Picture:
    name: str
    data: bytes = field(repr=False)
    caption: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of equal length of cells in HTML; what was merged stands once, in its first cell."""

    rows: tuple[tuple[str, ...], ...]
    header: bool = False
    caption: str = ""


@dataclass(frozen=True)
class Quote:
    text: str
    attribution: str = ""


Block = Heading | Paragraph | Picture | Table | Quote


@dataclass(frozen=True)
class ReportRow:
    """One thing to tell the editor; the text is `message` translated, with `params` filled in."""

    kind: Literal["found", "converted", "dropped", "warning"]
    message: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class ArticleDraft:
    """An article as read. Title, lead and byline are plain text and stand in no block as well."""

    title: str
    lead: str
    byline: str
    blocks: tuple[Block, ...]
    pictures: tuple[Picture, ...]
    report: tuple[ReportRow, ...]


REFUSALS = {
    "empty": gettext_noop("The file is empty or holds no text."),
    "too_large": gettext_noop("The file has {megabytes} MB; at most {limit} MB are taken."),
    "encrypted": gettext_noop(
        "The file is protected by a password. Remove the password in Word and save it again."
    ),
    "macro": gettext_noop("The file holds macros. Save it in Word as a document without macros (.docx)."),
    "old_word": gettext_noop("The file is in the format of Word 97–2003 (.doc). Save it in Word as .docx."),
    "strict_word": gettext_noop(
        "The file is saved as “Strict Open XML”. Save it in Word as an ordinary document (.docx)."
    ),
    "zip_bomb": gettext_noop("The file would unpack to more than is safe and was not opened."),
    "unsupported_type": gettext_noop(
        "Files of the type “{extension}” cannot be read: only .docx, .html and .txt."
    ),
    "wrong_content": gettext_noop("The file's name ends in {extension}, but its content is of another type."),
    "too_long": gettext_noop("The text has more than {limit} paragraphs."),
    "broken": gettext_noop("The file is damaged and cannot be read. Open it in Word and save it again."),
}


class UnreadableArticle(Exception):
    """A file that no draft can be made of; `code` is a key of REFUSALS, `params` fill its places."""

    def __init__(self, code: str, **params: str | int):
        super().__init__(REFUSALS[code].format(**params))
        self.code = code
        self.params = params
