import datetime
from io import BytesIO

import pytest
from pyhanko.pdf_utils.generic import NumberObject, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields

from documents.inspection import check_signatures, inspect_file, signatures
from tests.documents.pdf_files import pdf_file
from tests.documents.signing import own_identity, sign


@pytest.fixture
def checked(tmp_path):
    def check(content: bytes, roots=()):
        path = tmp_path / "a.pdf"
        path.write_bytes(content)
        return check_signatures(path, roots)

    return check


def test_a_signature_of_unknown_root_is_told_as_it_is(checked):
    content = sign(pdf_file(["Noi dung"]))
    (fact,) = checked(content)
    assert (fact.signer, fact.organisation) == ("Nguyễn Văn Ấn", "Viện kiểm sát nhân dân tỉnh")
    assert (fact.is_intact, fact.covers_whole_file, fact.is_trusted, fact.problem) == (True, True, False, "")
    assert abs(fact.signed_at - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(minutes=5)
    assert not fact.has_timestamp


def test_a_signed_file_is_safe():
    inspection = inspect_file(sign(pdf_file(["Noi dung"])), "a.pdf")
    assert inspection.findings == ()


def test_a_root_that_is_given_is_trusted(checked):
    (fact,) = checked(sign(pdf_file(["Noi dung"])), roots=[own_identity().certificate])
    assert fact.is_trusted


def test_a_second_signature_leaves_the_first_intact(checked):
    content = sign(sign(pdf_file(["Noi dung"])), "Ky2")
    first, second = checked(content)
    assert (first.is_intact, first.covers_whole_file, first.problem) == (True, False, "")
    assert (second.is_intact, second.covers_whole_file) == (True, True)


def test_altered_bytes_are_noticed(checked):
    content = sign(pdf_file(["Noi dung"]))
    assert content.count(b"[0 0 595 842]") == 1
    (fact,) = checked(content.replace(b"[0 0 595 842]", b"[0 0 595 800]"))
    assert (fact.is_intact, fact.problem) == (False, "altered")


def test_a_page_changed_after_signing_is_noticed(checked):
    writer = IncrementalPdfFileWriter(BytesIO(sign(pdf_file(["Noi dung"]))))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = NumberObject(90)
    writer.update_container(page)
    written = BytesIO()
    writer.write(written)
    (fact,) = checked(written.getvalue())
    assert (fact.is_intact, fact.covers_whole_file, fact.problem) == (True, False, "changed_after")


def test_a_time_of_signing_without_a_zone_is_read(checked, monkeypatch):
    monkeypatch.setattr(
        "pyhanko.sign.signers.pdf_byterange.pdf_date",
        lambda moment: pdf_string(moment.astimezone(datetime.UTC).strftime("D:%Y%m%d%H%M%S")),
    )
    (fact,) = checked(sign(pdf_file(["Noi dung"]), subfilter=fields.SigSeedSubFilter.PADES))
    assert (fact.is_intact, fact.problem) == (True, "")
    assert abs(fact.signed_at - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(minutes=5)


def test_a_damaged_signature_is_no_failure(checked):
    content = sign(pdf_file(["Noi dung"]))
    place = content.index(b"/Contents <") + 11
    damaged = content[:place] + b"0" * 200 + content[place + 200 :]
    (fact,) = checked(damaged)
    assert (fact.is_intact, fact.problem) == (False, "unreadable")


def test_files_without_a_signature_have_none(checked):
    assert checked(pdf_file(["a"])) == []
    assert checked(b"") == []
    assert [fact.problem for fact in checked(b"%PDF-1.7 /ByteRange damaged")] == ["unreadable"]


def test_without_pyhanko_it_cannot_be_told(tmp_path, monkeypatch):
    monkeypatch.setattr(signatures, "IS_AVAILABLE", False)
    assert check_signatures(tmp_path / "a.pdf") is None
