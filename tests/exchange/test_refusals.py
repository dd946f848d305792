"""Files that no draft can be made of: each refused by its reason, and by nothing worse."""

import random
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.exchange.article_draft import REFUSALS
from portal.exchange.article_reader import Limits, UnreadableArticle, read_article
from tests.exchange.drafts import body_text
from tests.exchange.word_files import BODY, add, drawn, member, rewritten, saved, titled

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def compound(*streams: str) -> bytes:
    """Return the beginning of an OLE file with the named streams in its directory."""
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in streams)
    return COMPOUND + bytes(504) + names


def zipped(members: dict[str, bytes], method=zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_content_types(old: bytes, new: bytes, **members: bytes) -> bytes:
    data = saved(titled())
    types = member(data, "[Content_Types].xml").replace(old, new)
    return rewritten(data, {"[Content_Types].xml": types, **members})


def macro_document() -> bytes:
    data = with_content_types(
        b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"
    )
    return rewritten(data, {"word/vbaProject.bin": compound("VBA")})


def strict_document() -> bytes:
    data = saved(titled())
    relations = member(data, "_rels/.rels").replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
    )
    return rewritten(data, {"_rels/.rels": relations})


def bomb() -> bytes:
    """Return a document with a picture of zeros that unpacks to a thousand times its size."""
    return rewritten(saved(titled()), {"word/media/image1.png": bytes(30 * 1024**2)})


def overlapping() -> bytes:
    """Return an archive whose directory names one packed member a hundred times."""
    data = zipped({"[Content_Types].xml": random.Random(1).randbytes(100_000)}, zipfile.ZIP_STORED)
    start = data.index(b"PK\x01\x02")
    entry, end = data[start : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
    entries = b"".join(
        entry.replace(b"[Content_Types].xml", f"[Content_Types].{n:03}".encode()) for n in range(100)
    )
    return data[:start] + entries + end[:8] + struct.pack("<HHI", 100, 100, len(entries)) + end[16:]


def encrypted_member() -> bytes:
    data = bytearray(saved(titled()))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def with_name(name: str) -> bytes:
    return rewritten(saved(titled()), {name: b"x"})


def twice_the_same_name() -> bytes:
    data = with_name("word/documenT.xml")
    return data.replace(b"word/documenT.xml", b"word/document.xml")


FILES = {
    "an empty file": ("bai.docx", b"", "empty"),
    "an empty text": ("bai.txt", b" \r\n\t\n", "empty"),
    "a text of its mark alone": ("bai.txt", b"\xef\xbb\xbf\n", "empty"),
    "a page without words": ("bai.html", b"<html><body><p> </p></body></html>", "empty"),
    "a document without words": ("bai.docx", saved(docx.Document()), "empty"),
    "an encrypted document": ("bai.docx", compound("EncryptionInfo", "EncryptedPackage"), "encrypted"),
    "a document with an encrypted member": ("bai.docx", encrypted_member(), "encrypted"),
    "a document of Word 97": ("bai.doc", compound("WordDocument", "1Table"), "old_word"),
    "a document of Word 97 with a new name": ("bai.docx", compound("WordDocument"), "old_word"),
    "a spreadsheet of Excel 97": ("bai.docx", compound("Workbook"), "wrong_content"),
    "a document with macros": ("bai.docm", macro_document(), "macro"),
    "a document with macros and a plain name": ("bai.docx", macro_document(), "macro"),
    "a document with a hidden macro project": (
        "bai.docx", with_name("word/vbaProject.bin"), "macro"
    ),
    "a strict document": ("bai.docx", strict_document(), "strict_word"),
    "a bomb": ("bai.docx", bomb(), "zip_bomb"),
    "a bomb of overlapping members": ("bai.docx", overlapping(), "zip_bomb"),
    "a bomb of many members": (
        "bai.docx", zipped({f"word/{number}.xml": b"" for number in range(2100)}), "zip_bomb"
    ),
    "a climbing name": ("bai.docx", with_name("../../etc/passwd"), "broken"),
    "an absolute name": ("bai.docx", with_name("/etc/passwd"), "broken"),
    "a name with backslashes": ("bai.docx", with_name("..\\word\\x.xml"), "broken"),
    "a name of a drive": ("bai.docx", with_name("C:x.xml"), "broken"),
    "a packing that cannot be unpacked piece by piece": (
        "bai.docx", zipped({"[Content_Types].xml": b"x" * 5000}, zipfile.ZIP_BZIP2), "broken"
    ),
    "a document without its text": ("bai.docx", rewritten(saved(titled()), {"word/document.xml": None}), "broken"),
    "a document of no XML": ("bai.docx", rewritten(saved(titled()), {"word/document.xml": b"<w:"}), "broken"),
    "a document of other XML": ("bai.docx", rewritten(saved(titled()), {"word/document.xml": b"<x/>"}), "broken"),
    "a text with the name of a document": ("bai.docx", BODY.encode(), "wrong_content"),
    "a picture with the name of a document": ("bai.docx", drawn(), "wrong_content"),
    "an archive with the name of a document": ("bai.docx", zipped({"a.txt": b"a"}), "wrong_content"),
    "a spreadsheet with the name of a document": (
        "bai.docx", with_content_types(b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"), "wrong_content"
    ),
    "a document with the name of a text": ("bai.txt", saved(titled()), "wrong_content"),
    "a document with the name of a page": ("bai.html", saved(titled()), "wrong_content"),
    "a page with the name of a text": ("bai.txt", b"<!DOCTYPE html><p>x", "wrong_content"),
    "a text with the name of a page": ("bai.html", BODY.encode(), "wrong_content"),
    "a PDF with the name of a text": ("bai.txt", b"%PDF-1.7 text", "wrong_content"),
    "rich text with the name of a text": ("bai.txt", b"{\\rtf1 text}", "wrong_content"),
    "a program with the name of a text": ("bai.txt", b"MZ\x90\x00\x03\x00\x00", "wrong_content"),
    "a PDF": ("bai.pdf", b"%PDF-1.7", "unsupported_type"),
    "a file without an extension": ("bai", BODY.encode(), "unsupported_type"),
    "a file with a strange name": ("bai.\x00/..", BODY.encode(), "unsupported_type"),
}  # fmt: skip


@pytest.mark.parametrize("file_name, data, code", FILES.values(), ids=FILES)
def test_a_file_is_refused_for_what_it_is(file_name, data, code):
    with pytest.raises(UnreadableArticle) as refusal:
        read_article(file_name, data)
    assert refusal.value.code == code
    assert "{" not in str(refusal.value)


def test_a_member_twice_is_no_sound_archive():
    with pytest.raises(UnreadableArticle) as refusal:
        read_article("bai.docx", twice_the_same_name())
    assert refusal.value.code == "broken"


@pytest.mark.parametrize(
    "limits, code",
    [
        (Limits(bytes=1000), "too_large"),
        (Limits(expanded_bytes=10_000), "zip_bomb"),
        (Limits(members=3), "zip_bomb"),
        (Limits(paragraphs=1), "too_long"),
    ],
)
def test_limits_are_kept(limits, code):
    with pytest.raises(UnreadableArticle) as refusal:
        read_article("bai.docx", saved(titled()), limits)
    assert refusal.value.code == code


def test_a_huge_part_is_not_parsed_even_where_it_is_badly_packed():
    content = b"<x>" + random.Random(2).randbytes(1_500_000).hex().encode() + b"</x>"
    data = rewritten(saved(titled()), {"word/big.xml": content})
    with pytest.raises(UnreadableArticle) as refusal:
        read_article("bai.docx", data, Limits(xml_bytes=2_000_000))
    assert refusal.value.code == "zip_bomb"


def test_a_text_of_too_many_lines_is_refused():
    with pytest.raises(UnreadableArticle) as refusal:
        read_article("bai.txt", b"mot dong\n" * 20_001)
    assert refusal.value.code == "too_long"


def test_a_table_that_would_grow_without_bounds_is_refused():
    rows = "<tr><td>x</td></tr>" * 5000
    page = f"<table><tr>{'<td>y</td>' * 500}</tr>{rows}</table>"
    with pytest.raises(UnreadableArticle) as refusal:
        read_article("bai.html", page.encode())
    assert refusal.value.code == "too_long"


@pytest.mark.parametrize("element", ["div", "b", "blockquote", "ul", "font", "span"])
def test_a_page_of_elements_never_closed_is_refused_at_once(element):
    page = "".join(f"<{element} title={number}>x" for number in range(50_000))
    with pytest.raises(UnreadableArticle) as refusal:
        read_article("bai.html", page.encode())
    assert refusal.value.code == "broken"


def test_entities_of_a_document_are_not_expanded():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    data = saved(titled())
    document = member(data, "word/document.xml")
    document = bomb + document[document.index(b"<w:document") :].replace(b"<w:t>", b"<w:t>&b;", 1)
    try:
        draft = read_article("bai.docx", rewritten(data, {"word/document.xml": document}))
    except UnreadableArticle as refusal:
        assert refusal.code == "broken"
    else:
        assert "aaaaaaaaaa" not in draft.title + body_text(draft)


def answers(file_name: str, data: bytes) -> str:
    """Return the code that a file is refused by, "" where it is read; anything else is an error."""
    try:
        read_article(file_name, data)
    except UnreadableArticle as refusal:
        assert refusal.code in REFUSALS
        return refusal.code
    return ""


def test_a_document_cut_off_anywhere_is_broken():
    document = titled()
    document.add_picture(BytesIO(drawn()))
    data = saved(document)
    for cut in sorted(random.Random(3).sample(range(1, len(data)), 120) + [1, 2, 3, 4, len(data) - 1]):
        assert answers("bai.docx", data[:cut]) in ("broken", "wrong_content"), cut


def test_a_document_with_changed_bytes_is_read_or_refused():
    document = titled()
    add(document, "Danh sách", style="List Number")
    data = saved(document)
    chance = random.Random(4)
    for _ in range(150):
        changed = bytearray(data)
        for _ in range(chance.choice([1, 3, 20])):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        answers("bai.docx", bytes(changed))


def test_a_document_with_changed_markup_is_read_or_refused():
    data = saved(titled())
    chance = random.Random(5)
    parts = [
        "word/document.xml",
        "word/styles.xml",
        "word/numbering.xml",
        "[Content_Types].xml",
        "_rels/.rels",
    ]
    for _ in range(100):
        name = chance.choice(parts)
        content = bytearray(member(data, name))
        for _ in range(chance.choice([1, 4])):
            place = chance.randrange(len(content))
            content[place : place + chance.randrange(12)] = chance.choice(
                [b"", b"w:", b'"', b"<w:p>", b"-1", b"x"]
            )
        answers("bai.docx", rewritten(data, {name: bytes(content)}))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["bai.docx", "bai.html", "bai.htm", "bai.txt"]))
def test_any_bytes_are_read_or_refused(data, file_name):
    answers(file_name, data)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_after_a_zip_mark_are_refused(data):
    assert answers("bai.docx", b"PK\x03\x04" + data) == "broken"


_MARKUP = st.sampled_from(
    ["<p>", "</p>", "<table>", "<tr>", "<td colspan=9999999 rowspan=99999>", "</table>", "<ul>", "<li value=-5>",
     "<ol start=99999999999>", "<h1>", "<h2>", "<b>", "</b>", "<br>", "<a href='javascript:x'>", "<img src='data:,'>",
     "<img src=data:image/png;base64,xx>", "<!--", "-->", "<![if x]>", "<style>", "<script>", "<form>", "<select>",
     "<blockquote>", "<pre>", "<svg>", "<math>", "<p style='mso-list:l0 level1 lfo1'>", "&#0;", "&#xD800;",
     "Chương I", "Điều 1.", "Mục 1", "Nguyễn Văn An", "- ", "\n", "chữ thường", "<caption>", "<figcaption>",
     "<p hidden>", "<span style='mso-list:Ignore'>"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(_MARKUP, max_size=40))
def test_any_markup_is_read_or_refused(pieces):
    assert answers("bai.html", "".join(["<p>đầu", *pieces]).encode()) != "broken"


def test_no_source_file_is_needed_to_refuse(tmp_path: Path):
    # The reader takes bytes alone; nothing is written beside the caller's files.
    before = list(tmp_path.iterdir())
    answers("bai.docx", bomb())
    assert list(tmp_path.iterdir()) == before
