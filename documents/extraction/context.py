from collections.abc import Callable, Mapping
from dataclasses import dataclass

from documents.extraction.pages import PageText
from documents.extraction.recognition import Ocr
from documents.formats.limits import Limits

# Told of each page as it is done: the page, how many are done, how many there are. Never called by two threads at
# once, but not always by the thread that called extract.
Progress = Callable[[PageText, int, int], None]


def tell_nobody(page: PageText, done: int, total: int) -> None:
    pass


@dataclass(frozen=True)
class Context:
    """What a reader is given beside the file.

    `known` holds pages that were read before and need not be again; `most` is how many of a PDF's pages are wanted.
    """

    limits: Limits
    ocr: Ocr | None
    progress: Progress
    known: Mapping[int, PageText]
    most: int | None = None
