"""Recognition of scanned pages with Tesseract, a program of the machine: no page leaves it."""

import os
import subprocess
from dataclasses import dataclass

from PIL import Image

from documents.extraction.skew import runs_down, straighten
from documents.extraction.text_quality import measure
from documents.formats.confinement import find_program, kept_environment
from documents.formats.failures import Unreadable
from documents.formats.limits import Limits
from documents.formats.pdf_process import PagePicture

# Pages read worse than this are looked at again, lying on their side or upside down.
_DOUBTFUL = 0.6
# Letters smaller than this share of the usual height begin no line: else the marks over a level line of Vietnamese
# become a line of their own and are lost to their letters. Found by trying 1.25 (Tesseract's own) to 3.
_SETTINGS = ("-c", "textord_min_linesize=2.0")
# Lines of specks and strokes that were taken for letters.
_LEAST_LINE_CONFIDENCE = 0.35
_COLUMNS = 12
_WORD_LEVEL = "5"


@dataclass(frozen=True)
class Ocr:
    """How pages are recognised.

    `language` is Tesseract's; Vietnamese alone reads better than with English. Scans are drawn at their own
    resolution where it lies within `least_dpi` and `dpi`, else at `dpi`.
    """

    language: str = "vie"
    dpi: int = 300
    least_dpi: int = 180
    program: str = "tesseract"

    @property
    def worker_count(self) -> int:
        return len(os.sched_getaffinity(0))

    def resolution_for(self, own_dpi: int) -> int:
        return own_dpi if self.least_dpi <= own_dpi <= self.dpi else self.dpi


@dataclass(frozen=True)
class Recognised:
    """`confidence` is the mean of the words' confidences from 0 to 1, longer words counting more."""

    text: str
    confidence: float


def is_available(ocr: Ocr) -> bool:
    """Return whether Tesseract is installed with the language."""
    program = find_program(ocr.program)
    return program is not None and ocr.language in _languages(program)


def recognise_page(picture: PagePicture, ocr: Ocr, limits: Limits) -> Recognised:
    """Return the text of a drawn page. Raises Unreadable: timed_out, broken."""
    page = Image.frombuffer("L", (picture.width, picture.height), picture.pixels, "raw", "L", 0, 1)
    upright = straighten(page)
    first = _read(upright, picture.dpi, ocr, limits)
    if first.confidence >= _DOUBTFUL and not measure(first.text).strange:
        return first
    turned = [_read(page, picture.dpi, ocr, limits, turn) for turn in _turns(page, first)]
    return max([first, *turned], key=_worth)


def _turns(page: Image.Image, first: Recognised) -> list[Image.Transpose]:
    """Return the turns worth trying on a page that reads badly."""
    if first.confidence >= _DOUBTFUL:
        return []
    if runs_down(page):
        return [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270]
    return [Image.Transpose.ROTATE_180]


def _worth(recognised: Recognised) -> float:
    return recognised.confidence * measure(recognised.text).words


def _read(
    page: Image.Image, dpi: int, ocr: Ocr, limits: Limits, turn: Image.Transpose | None = None
) -> Recognised:
    if turn is not None:
        page = straighten(page.transpose(turn))
    program = find_program(ocr.program)
    if program is None:
        raise Unreadable("broken")
    return _from_table(_run_on(page, [program, "{}", "stdout", *_options(dpi, ocr)], limits.seconds_per_page))


def _options(dpi: int, ocr: Ocr) -> list[str]:
    return ["-l", ocr.language, "--dpi", str(dpi), *_SETTINGS, "tsv"]


def _run_on(page: Image.Image, command: list[str], seconds: int) -> str:
    """Return what a program writes about a picture, whose path takes the place of {}.

    The picture is a file in memory: nothing of it reaches a disk, and Tesseract reads its standard input so slowly
    that a page takes a fifth longer. It is not packed, for no time to go into that.
    """
    with open(os.memfd_create("page"), "wb") as picture:
        page.save(picture, "BMP")
        picture.flush()
        number = picture.fileno()
        try:
            finished = subprocess.run(
                [word.replace("{}", f"/dev/fd/{number}") for word in command],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=seconds,
                pass_fds=[number],
                env=kept_environment(),
                check=True,
            )
        except subprocess.TimeoutExpired as error:
            raise Unreadable("timed_out", seconds=seconds) from error
        except (subprocess.CalledProcessError, OSError) as error:
            raise Unreadable("broken") from error
    return finished.stdout.decode("utf-8", "replace")


def _from_table(table: str) -> Recognised:
    """Return the words of Tesseract's TSV in lines, paragraphs divided by an empty line."""
    lines: dict[tuple[str, ...], list[tuple[str, float]]] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == _COLUMNS and cells[0] == _WORD_LEVEL and cells[11].strip():
            # Page, block, paragraph, line.
            lines.setdefault(tuple(cells[1:5]), []).append((cells[11], max(0.0, float(cells[10])) / 100))
    text, paragraph, read = "", None, []
    for place, words in lines.items():
        line = " ".join(word for word, _confidence in words)
        if _mean_confidence(words) < _LEAST_LINE_CONFIDENCE and measure(line).syllables < 0.5:
            continue
        if paragraph is not None:
            text += "\n" if place[:3] == paragraph else "\n\n"
        text += line
        read += words
        paragraph = place[:3]
    return Recognised(text, round(_mean_confidence(read), 3))


def _mean_confidence(words: list[tuple[str, float]]) -> float:
    letters = sum(len(word) for word, _confidence in words)
    return sum(len(word) * confidence for word, confidence in words) / (letters or 1)


def _languages(program: str) -> frozenset[str]:
    try:
        finished = subprocess.run(
            [program, "--list-langs"], capture_output=True, timeout=20, env=kept_environment(), check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset((finished.stdout + finished.stderr).decode("utf-8", "replace").split())
