"""Files that an upload must not get past, and harmless ones that it must not stop."""

import struct
from io import BytesIO

import openpyxl
import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from documents.extraction import Unreadable, extract
from documents.inspection import Kind, Limits, inspect_file
from tests.documents.old_office_files import compound_file, old_word_file, old_workbook
from tests.documents.pdf_files import SCRIPT, object_stream, pdf_file, protected_pdf, stream
from tests.documents.word_files import package_bomb, read_member, with_members, word_file

PLAIN_PDF = pdf_file(["A typed page."])


def _codes(content, name: str, limits: Limits | None = None) -> list[str]:
    return [finding.code for finding in inspect_file(content, name, limits).findings]


def _workbook() -> bytes:
    written = BytesIO()
    openpyxl.Workbook().save(written)
    return written.getvalue()


def _with_relationship(kind: str, target: str) -> bytes:
    name = "word/_rels/document.xml.rels"
    package = word_file()
    added = f'<Relationship Id="x" Type="http://a/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return with_members(
        package, {name: read_member(package, name).replace(b"</Relationships>", added.encode())}
    )


def _field(instruction: str) -> str:
    return f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"


def _with_paragraph(xml: str) -> bytes:
    package = word_file()
    content = read_member(package, "word/document.xml").replace(
        b"<w:body>", f"<w:body><w:p>{xml}</w:p>".encode()
    )
    return with_members(package, {"word/document.xml": content})


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PLAIN_PDF, "a.pdf", Kind.PDF),
        (PLAIN_PDF, "A.PDF", Kind.PDF),
        (word_file(), "a.docx", Kind.DOCX),
        (_workbook(), "a.xlsx", Kind.XLSX),
        (old_word_file("Nội dung"), "a.doc", Kind.DOC),
        (old_workbook({"Một": [["a"]]}), "a.xls", Kind.XLS),
        (b"{\\rtf1\\ansi Noi dung}", "a.rtf", Kind.RTF),
        ("Nội dung".encode(), "a.txt", Kind.TXT),
        ("Nội dung".encode("utf-16"), "a.txt", Kind.TXT),
        (b"<!doctype html><html><body><p>a</p></body></html>", "a.html", Kind.HTML),
        (b"<p>a</p>", "a.htm", Kind.HTML),
        (protected_pdf(b""), "a.pdf", Kind.PDF),
        (_with_relationship("hyperlink", "https://example.vn"), "a.docx", Kind.DOCX),
        (
            _with_relationship("attachedTemplate", "file:///C:\\\\Users\\\\an\\\\Normal.dotm"),
            "a.docx",
            Kind.DOCX,
        ),
        (pdf_file(["a"], catalog="/OpenAction [6 0 R /Fit]", objects=[b"<< >>"]), "a.pdf", Kind.PDF),
    ],
)
def test_a_harmless_file_passes(content, name, kind):
    inspection = inspect_file(content, name)
    assert (inspection.kind, inspection.findings) == (kind, ())
    assert inspection.is_safe


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.pdf", "empty"),
        (b" \n\x00", "a.txt", "empty"),
        (PLAIN_PDF[:-200], "a.pdf", "broken"),
        (b"%PDF-1.7\nnothing\n%%EOF", "a.pdf", "broken"),
        (word_file()[:-100], "a.docx", "broken"),
        (old_word_file("a")[:3000], "a.doc", "broken"),
        (protected_pdf(b"secret"), "a.pdf", "encrypted"),
        (compound_file({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "a.docx", "encrypted"),
        (PLAIN_PDF, "a.docx", "wrong_type"),
        (word_file(), "a.pdf", "wrong_type"),
        (b"<!doctype html><html></html>", "a.txt", "wrong_type"),
        (b"MZ\x90\x00\x03", "a.pdf", "unsupported"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.pdf", "unsupported"),
        (compound_file({"PowerPoint Document": b"x"}), "a.doc", "unsupported"),
        (word_file(**{"word/vbaProject.bin": b"x"}), "a.docx", "macro"),
        (old_word_file("a", _VBA_PROJECT=b"x"), "a.doc", "macro"),
        (old_workbook({"Một": [["a"]]}, macro_sheet=True), "a.xls", "macro"),
        (pdf_file(["a"], catalog=f"/OpenAction {SCRIPT}"), "a.pdf", "active_content"),
        (pdf_file(["a"], catalog="/OpenAction << /S /J#61vaScript /J#53 (x) >>"), "a.pdf", "active_content"),
        (pdf_file(["a"], objects=[object_stream({9: SCRIPT.encode()})]), "a.pdf", "active_content"),
        (pdf_file(["a"], page="/AA << /O << /S /Launch /F (cmd.exe) >> >>"), "a.pdf", "active_content"),
        (
            pdf_file(["a"], catalog="/AcroForm << /XFA 4 0 R >>", objects=[stream(b"<xdp/>")]),
            "a.pdf",
            "active_content",
        ),
        (
            pdf_file(
                ["a"], objects=[b"<< /Type /Filespec /F (anh.jpg.exe) /EF << /F 5 0 R >> >>", stream(b"MZ")]
            ),
            "a.pdf",
            "active_content",
        ),
        (_with_relationship("attachedTemplate", "https://example.com/a.dotm"), "a.docx", "active_content"),
        (_with_relationship("oleObject", "\\\\\\\\example.com\\\\a"), "a.docx", "active_content"),
        (
            _with_paragraph(_field("DDE") + _field("AUTO c:\\\\cmd")),
            "a.docx",
            "active_content",
        ),
        (word_file(**{"word/activeX/activeX1.xml": b"<a/>"}), "a.docx", "active_content"),
        (
            word_file(**{"word/embeddings/oleObject1.bin": compound_file({"\x01Ole10Native": b"x"})}),
            "a.docx",
            "active_content",
        ),
        (b"{\\rtf1{\\object\\objdata 0105}}", "a.rtf", "active_content"),
        (b"<!doctype html><html><body><script>x</script></body></html>", "a.html", "active_content"),
        (pdf_file(["a"], head=b"GIF89a; \n"), "a.pdf", "polyglot"),
        (pdf_file(["a"], tail=word_file()), "a.pdf", "polyglot"),
        (pdf_file(["a"], tail=b"<html><script>x</script>"), "a.pdf", "polyglot"),
        (PLAIN_PDF[:9] + b"<html><script>" + PLAIN_PDF[9:], "a.pdf", "polyglot"),
    ],
)
def test_a_bad_file_is_found_out(content, name, code):
    assert code in _codes(content, name)


def test_a_password_shows_nothing_to_extraction(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(protected_pdf(b"secret"))
    with pytest.raises(pdfium.PdfiumError):
        pdfium.PdfDocument(path)
    with pytest.raises(Unreadable) as failure:
        extract(path)
    assert failure.value.code == "encrypted"


def test_sizes_and_pages_are_limited(tmp_path):
    many = pdf_file(["a"] * 12)
    assert _codes(many, "a.pdf", Limits(pages=10)) == ["too_many_pages"]
    assert _codes(many, "a.pdf", Limits(bytes=100)) == ["too_large"]
    path = tmp_path / "a.pdf"
    path.write_bytes(many)
    with pytest.raises(Unreadable, match="12 pages; at most 10"):
        extract(path, limits=Limits(pages=10))


def test_five_thousand_pages_are_refused_quickly(tmp_path):
    assert _codes(pdf_file(["a"] * 5000), "a.pdf") == ["too_many_pages"]


def test_an_archive_that_unpacks_to_a_gigabyte_is_refused(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(package_bomb(1024))
    assert path.stat().st_size < 2 * 1024**2
    assert _codes(path, "a.docx") == ["expands_too_much"]
    with pytest.raises(Unreadable) as failure:
        extract(path)
    assert failure.value.code == "expands_too_much"


def test_an_archive_that_lies_about_its_sizes_is_refused():
    bomb = bytearray(package_bomb(20))
    # The size in the central directory: 4 bytes, 24 after its signature.
    place = bomb.rfind(b"PK\x01\x02") + 24
    bomb[place : place + 4] = struct.pack("<I", 1000)
    assert _codes(bytes(bomb), "a.docx") in (["expands_too_much"], ["broken"])


def test_a_pdf_whose_streams_unpack_too_far_is_refused():
    content = pdf_file(["a"], objects=[stream(bytes(40 * 1024**2))])
    assert _codes(content, "a.pdf", Limits(expanded_bytes=30 * 1024**2)) == ["expands_too_much"]


@pytest.mark.parametrize("name", ["../../a.pdf", "a\u0301.pdf", "🎉.pdf", "a" * 251 + ".pdf", "a"])
def test_a_strange_name_does_not_matter_to_the_content(name):
    assert inspect_file(PLAIN_PDF, name).is_safe


STARTS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf1",
    b"<html>",
    b"\xff\xfe",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(STARTS), st.binary(max_size=3000), st.sampled_from(["a.pdf", "a.docx", "a.txt", "a"]))
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(600), "a.doc")
def test_no_bytes_make_it_stumble(tmp_path, start, content, name):
    inspect_file(start + content, name)
    path = tmp_path / "any"
    path.write_bytes(start + content)
    try:
        extract(path, ocr=None)
    except Unreadable as failure:
        assert str(failure)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([word_file(), old_word_file("Nội dung"), old_workbook({"a": [["b"]]})]), st.data())
def test_no_damage_makes_it_stumble(content, data):
    place = data.draw(st.integers(0, len(content) - 8))
    damaged = content[:place] + data.draw(st.binary(min_size=1, max_size=8)) + content[place + 8 :]
    inspect_file(damaged, "a")
