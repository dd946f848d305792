import pytest
from PIL import Image

from documents.extraction import NONE, OCR, Limits, Ocr, extract, recognition
from documents.extraction.skew import find_skew
from documents.formats.pdf_process import PdfProcess, TextLayer
from tests.documents.character_error import character_error, written_letters
from tests.documents.page_drawing import SANS, TEXT, draw_page, save_as_pdf


@pytest.mark.parametrize(
    ("dpi", "most", "look"),
    [
        (300, 0.03, {"skew": 1.0, "noise": 14}),
        (300, 0.03, {"skew": -1.0, "noise": 22, "font": SANS, "points": 12}),
        (200, 0.06, {"skew": 1.0, "noise": 14}),
        (200, 0.06, {"skew": -1.0, "noise": 22, "points": 11}),
    ],
)
def test_a_scan_askew_and_grainy_is_recognised(tmp_path, dpi, most, look):
    path = save_as_pdf([draw_page(dpi=dpi, **look)], tmp_path / "scan.pdf", dpi=dpi)
    extraction = extract(path)
    (page,) = extraction.pages
    assert page.method == OCR
    assert page.confidence > 0.9
    assert character_error(page.text, TEXT) <= most


def test_the_sample_scan_is_recognised(samples_dir):
    meant = written_letters(extract(samples_dir / "30-2020-ND-CP.docx").text).replace("_", "")
    progress = []
    extraction = extract(
        samples_dir / "30-2020-ND-CP-scan-p1-3.pdf",
        progress=lambda page, done, total: progress.append((done, total)),
    )
    assert [page.method for page in extraction.pages] == [OCR] * 3
    assert progress == [(1, 3), (2, 3), (3, 3)]
    # What the three pages hold is the beginning of the decree, to an end that is found by trying; drawn rules are no
    # letters.
    read = written_letters(extraction.text).replace("_", "")
    beginnings = (meant[:end] for end in range(len(read) - 300, len(read) + 300, 10))
    assert min(character_error(read, beginning) for beginning in beginnings) <= 0.03


def test_a_page_upside_down_is_turned(tmp_path):
    turned = draw_page(TEXT[:600], dpi=200, noise=8).transpose(Image.Transpose.ROTATE_180)
    (page,) = extract(save_as_pdf([turned], tmp_path / "scan.pdf", dpi=200)).pages
    assert character_error(page.text, TEXT[:600]) <= 0.06


def test_a_page_on_its_side_is_turned(tmp_path):
    turned = draw_page(TEXT[:600], dpi=200, noise=8).transpose(Image.Transpose.ROTATE_90)
    (page,) = extract(save_as_pdf([turned], tmp_path / "scan.pdf", dpi=200)).pages
    assert character_error(page.text, TEXT[:600]) <= 0.06


@pytest.mark.parametrize("skew", [-2.5, -1.0, 0.0, 0.6, 3.0])
def test_skew_is_measured(skew):
    assert abs(find_skew(draw_page(dpi=100, skew=skew, noise=10)) + skew) <= 0.2


def test_without_tesseract_the_page_waits(tmp_path, monkeypatch):
    monkeypatch.setattr(recognition, "find_program", lambda name: None)
    extraction = extract(save_as_pdf([draw_page(dpi=100)], tmp_path / "scan.pdf", dpi=100))
    assert extraction.ocr_missing
    assert (extraction.pages[0].method, extraction.pages[0].confidence) == (NONE, None)


def test_without_the_language_the_page_waits(tmp_path):
    scan = save_as_pdf([draw_page(dpi=100)], tmp_path / "scan.pdf", dpi=100)
    assert extract(scan, ocr=Ocr(language="xyz")).ocr_missing
    assert extract(scan, ocr=None).ocr_missing


def test_pages_read_before_are_not_read_again(tmp_path):
    scan = save_as_pdf([draw_page(dpi=100)] * 2, tmp_path / "scan.pdf", dpi=100)
    known = {page.number: page for page in extract(scan, ocr=None).pages}
    again = extract(scan, known=known)
    assert [page.method for page in again.pages] == [NONE, NONE]
    assert not again.ocr_missing


def test_a_page_that_takes_too_long_is_left_and_said(tmp_path, monkeypatch):
    slow = tmp_path / "slow"
    slow.write_text('#!/bin/sh\n[ "$1" = --list-langs ] && { echo vie; exit; }\nexec sleep 30\n')
    slow.chmod(0o755)
    scan = save_as_pdf([draw_page(dpi=60)] * 2, tmp_path / "scan.pdf", dpi=60)
    known = {1: extract(scan, ocr=None).pages[0]}
    extraction = extract(scan, ocr=Ocr(program=str(slow)), limits=Limits(seconds_per_page=1), known=known)
    assert [warned.code for warned in extraction.warnings] == ["page_timed_out"]
    assert extraction.pages[1].method == NONE


def test_what_is_typed_on_a_scan_is_kept_beside_what_is_recognised(tmp_path, monkeypatch):
    scan = save_as_pdf([draw_page(dpi=100)], tmp_path / "scan.pdf", dpi=100)
    layer = TextLayer("Signed by the office of the committee", is_blank=False, covered=1.0, picture_dpi=100)
    monkeypatch.setattr(PdfProcess, "text_layer", lambda self, number: layer)
    (page,) = extract(scan).pages
    assert page.method == OCR
    assert page.text.startswith("Signed by the office of the committee\n\nChi bộ Phòng 7")
    (waiting,) = extract(scan, ocr=None).pages
    assert (waiting.method, waiting.text) == (NONE, "Signed by the office of the committee")
