"""A PDF, read by PDFium in a process of its own (pdf_child).

That process costs about a tenth of a second a file. Crashes, endless loops and greed for memory end with it; the
page that caused them is reported and the next one read by a new process.
"""

import json
import os
import selectors
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from documents.formats.confinement import kept_environment
from documents.formats.failures import Unreadable
from documents.formats.limits import Limits

_CHILD = Path(__file__).with_name("pdf_child.py")
_MOST_CRASHES = 5
_OPENING_SECONDS = 30


@dataclass(frozen=True)
class TextLayer:
    """The text of a page of a PDF, and how much of the page pictures cover (known for short texts and page 1)."""

    text: str
    is_blank: bool
    covered: float
    picture_dpi: int


@dataclass(frozen=True)
class Glyph:
    """A letter at its place on a page, in points from the lower left; `is_generated` ones PDFium made up."""

    character: str
    is_generated: bool
    x: float
    y: float
    right: float
    size: float
    angle: float
    font: str


@dataclass(frozen=True)
class PagePicture:
    """A page drawn in grey: one byte a pixel, row by row."""

    width: int
    height: int
    dpi: int
    pixels: bytes


class PdfProcess:
    """An open PDF; a context manager, safe for threads (they wait for one another).

    Raises Unreadable: encrypted or broken on opening; for a page broken, timed_out or expands_too_much.
    """

    def __init__(self, path: Path, limits: Limits):
        self._path = path
        self._limits = limits
        self._lock = threading.Lock()
        self._crashes = 0
        self._process: subprocess.Popen | None = None
        try:
            opened, _content = self._ask(_OPENING_SECONDS, verb="open")
        except BaseException:
            self.close()
            raise
        self.page_count: int = opened["pages"]

    def __enter__(self) -> "PdfProcess":
        return self

    def __exit__(self, *exception) -> None:
        self.close()

    def close(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def text_layer(self, number: int) -> TextLayer:
        """Return the text of a page; pages count from 1."""
        answer, content = self._ask_page("text", number)
        return TextLayer(
            content.decode("utf-8"), answer["is_blank"], answer.get("covered", 0.0), answer.get("dpi", 0)
        )

    def glyphs(self, number: int) -> list[Glyph]:
        answer, content = self._ask_page("glyphs", number)
        fonts = answer["fonts"]
        return [
            Glyph(chr(code), bool(generated), x, y, right, size, angle, fonts[font])
            for code, generated, x, y, right, size, angle, font in json.loads(content)
        ]

    def picture(self, number: int, dpi: int) -> PagePicture:
        """Return a page drawn at a resolution, at a smaller one where it would have too many pixels."""
        answer, content = self._ask_page("picture", number, dpi=dpi, pixels=self._limits.pixels)
        return PagePicture(answer["width"], answer["height"], answer["dpi"], content)

    def plain_copy(self) -> bytes:
        """Return the file as PDFium writes it anew: without encryption, with every object in the open."""
        _answer, content = self._ask(
            self._limits.seconds_per_file, verb="plain_copy", bytes=self._limits.expanded_bytes
        )
        return content

    def _ask_page(self, verb: str, number: int, **more) -> tuple[dict, bytes]:
        return self._ask(self._limits.seconds_per_page, verb=verb, page=number - 1, **more)

    def _ask(self, seconds: int, **request) -> tuple[dict, bytes]:
        with self._lock:
            if self._process is None:
                self._start()
            try:
                answer, content = self._exchange(request, time.monotonic() + seconds)
            except TimeoutError:
                self._end_crashed()
                raise Unreadable("timed_out", seconds=seconds) from None
            except (EOFError, OSError, ValueError) as error:
                self._end_crashed()
                raise Unreadable("broken") from error
        if "failed" in answer:
            raise Unreadable(answer["failed"])
        return answer, content

    def _start(self) -> None:
        if self._crashes > _MOST_CRASHES:
            raise Unreadable("broken")
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(_CHILD), str(self._path), str(self._limits.memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=kept_environment(),
        )

    def _end_crashed(self) -> None:
        self._crashes += 1
        self.close()

    def _exchange(self, request: dict, deadline: float) -> tuple[dict, bytes]:
        assert self._process and self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        received = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while (end := received.find(b"\n")) < 0:
                received += self._receive(selector, deadline)
            answer = json.loads(received[:end])
            wanted = end + 1 + answer["bytes"]
            while len(received) < wanted:
                received += self._receive(selector, deadline)
        return answer, bytes(received[end + 1 : wanted])

    @staticmethod
    def _receive(selector: selectors.BaseSelector, deadline: float) -> bytes:
        ready = selector.select(max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        part = os.read(ready[0][0].fd, 1 << 20)
        if not part:
            raise EOFError
        return part
