import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from documents.inspection import safe_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Báo cáo quý I.pdf", "Báo cáo quý I.pdf"),
        (unicodedata.normalize("NFD", "Nghị quyết.docx"), "Nghị quyết.docx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("/tuyệt/đối/tệp.PDF", "tệp.pdf"),
        ("kế hoạch\u202efdp.exe", "kế hoạchfdp.exe"),
        ("họp 🎉.pdf", "họp 🎉.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ('số: 12/BC "mới".pdf', "BC mới.pdf"),
        ("CON.txt", "tep-CON.txt"),
        (".htaccess", "tep.htaccess"),
        ("...", "tep"),
        ("", "tep"),
        ("a/", "tep"),
        ("Kế hoạch 12. Phần cuối", "Kế hoạch 12. Phần cuối"),
    ],
)
def test_a_name_becomes_safe(given_name, kept):
    assert safe_name(given_name) == kept


def test_a_name_of_255_bytes_is_cut_before_its_extension():
    name = safe_name("ế" * 100 + ".docx")
    assert name.endswith("ế.docx")
    assert len(name.encode()) <= 150


@given(st.text(max_size=300))
@example("\u0301" * 200 + ".pdf")
@example("a" * 149 + "\u0323\u0323\u0323")
def test_every_name_is_safe_and_stays_as_it_is(name):
    kept = safe_name(name)
    assert kept
    assert len(kept.encode()) <= 150
    assert not {"/", "\\", "\x00"} & set(kept)
    assert kept not in (".", "..")
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in kept)
    assert safe_name(kept) == kept == unicodedata.normalize("NFC", kept)
