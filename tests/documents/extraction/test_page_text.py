import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.documents.pdf_files import pdf_file


def test_each_page_is_an_object_and_failures_do_not_stop_the_rest(tmp_path):
    good, empty = tmp_path / "a.pdf", tmp_path / "b.pdf"
    good.write_bytes(pdf_file(["The first page of two.", "The second page of two."]))
    empty.touch()
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError):
        call_command(
            "page_text", str(empty), str(tmp_path / "none.pdf"), str(good), json=True, stdout=out, stderr=err
        )
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [
        {
            "file": str(good),
            "page": 1,
            "text": "The first page of two.",
            "method": "text_layer",
            "confidence": 1.0,
        },
        {
            "file": str(good),
            "page": 2,
            "text": "The second page of two.",
            "method": "text_layer",
            "confidence": 1.0,
        },
    ]
    assert "b.pdf" in err.getvalue()
    assert "none.pdf" in err.getvalue()


def test_good_files_alone_end_well(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Nội dung")
    out = StringIO()
    call_command("page_text", str(path), stdout=out)
    assert "Nội dung" in out.getvalue()
