"""Decree 30/2020/NĐ-CP, from its Word file and from its prints. Page numbers count as errors; there are 23."""

import docx
import pytest
from docx.table import Table

from documents.extraction import REARRANGED, TEXT_LAYER, extract
from documents.inspection import inspect_file
from tests.documents.character_error import character_error, written_letters


@pytest.fixture(scope="module")
def source(samples_dir) -> str:
    return "\n".join(_paragraphs(docx.Document(samples_dir / "30-2020-ND-CP.docx")))


def _paragraphs(container):
    for item in container.iter_inner_content():
        if not isinstance(item, Table):
            yield item.text
            continue
        seen = set()
        for row in item.rows:
            for cell in row.cells:
                if cell._tc not in seen:
                    seen.add(cell._tc)
                    yield from _paragraphs(cell)


def test_the_word_file_is_read_as_it_stands(samples_dir, source):
    extraction = extract(samples_dir / "30-2020-ND-CP.docx")
    assert written_letters(extraction.text) == written_letters(source)
    assert {page.method for page in extraction.pages} == {TEXT_LAYER}


def test_the_print_is_within_one_percent(samples_dir, source):
    extraction = extract(samples_dir / "30-2020-ND-CP.pdf")
    assert extraction.page_count == 24
    assert character_error(extraction.text, source) <= 0.01


def test_marks_apart_from_their_words_are_put_back(samples_dir, source):
    extraction = extract(samples_dir / "30-2020-ND-CP-mixed-fonts.pdf")
    assert extraction.page_count == 21
    assert {page.method for page in extraction.pages} == {REARRANGED}
    assert character_error(extraction.text, source) <= 0.02
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in extraction.pages[0].text
    words, meant = extraction.text.split(), source.split()
    assert len(set(words) & set(meant)) >= 0.98 * len(set(meant))


def test_samples_are_safe(samples_dir):
    for path in samples_dir.glob("30-2020-ND-CP*"):
        assert inspect_file(path, path.name).findings == ()
