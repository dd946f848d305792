import io
import json
import re

import pytest
from django.core.management import CommandError, call_command

TEXT = "Quy định số 144-QĐ/TW ngày 09/5/2024 của Bộ Chính trị về chuẩn mực; theo 16-HD/BTCTU"


def run(*arguments) -> str:
    out = io.StringIO()
    call_command("find_citations", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def stored(tmp_path):
    path = tmp_path / "văn bản.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_is_an_object_a_line(stored):
    first, second = map(json.loads, run(str(stored), "--json").splitlines())
    assert first == {
        "start": 12,
        "end": 21,
        "surface": "144-QĐ/TW",
        "symbol": "144-QĐ/TW",
        "doc_type": "Quy định",
        "issuer": "Bộ Chính trị",
        "date": "2024-05-09",
    }
    assert (second["symbol"], second["doc_type"], second["issuer"], second["date"]) == (
        "16-HD/BTCTU",
        None,
        None,
        None,
    )
    assert TEXT[second["start"] : second["end"]] == second["surface"]


def test_the_table_is_readable(stored):
    heading, first, second = run(str(stored)).splitlines()
    assert first.split("  ")[0].strip() == "12–21"
    assert "144-QĐ/TW" in first and "09/05/2024" in first and first.endswith("Bộ Chính trị")
    second_column = re.split(r"\s{2,}", heading)[1]
    assert heading.index(second_column) == first.index("144-QĐ/TW") == second.index("16-HD/BTCTU")


def test_standard_input_is_read_without_its_byte_order_mark(monkeypatch):
    content = io.BytesIO(b"\xef\xbb\xbf" + TEXT.encode())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(content, encoding="ascii"))
    assert json.loads(run("-", "--json").splitlines()[0])["start"] == 12


def test_no_citation_is_no_line(tmp_path):
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert run(str(path), "--json") == ""


def test_what_cannot_be_read_says_so(tmp_path):
    with pytest.raises(CommandError, match="absent.txt"):
        run(str(tmp_path / "absent.txt"))
    with pytest.raises(CommandError):
        run(str(tmp_path))
    other = tmp_path / "other.txt"
    other.write_bytes("Quy định".encode("utf-16"))
    with pytest.raises(CommandError, match="UTF-8"):
        run(str(other))
