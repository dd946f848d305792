import datetime
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from documents.inspection import check_signatures, inspect_file, signatures
from tests.documents.pdf_files import pdf_file


@pytest.fixture(scope="module")
def identity(tmp_path_factory):
    """A self-made certificate with its key, as PKCS #12, and the certificate in DER."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "Nguyễn Văn Ấn"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Viện kiểm sát nhân dân tỉnh"),
        ]
    )
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(True, True, False, False, False, True, False, False, False), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("signing") / "identity.p12"
    path.write_bytes(
        serialization.pkcs12.serialize_key_and_certificates(
            b"an", key, certificate, None, serialization.BestAvailableEncryption(b"mat-khau")
        )
    )
    signer = signers.SimpleSigner.load_pkcs12(path, passphrase=b"mat-khau")
    return signer, certificate.public_bytes(serialization.Encoding.DER)


def _signed(content: bytes, signer, field: str = "Ky") -> bytes:
    written = BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(content)),
        signers.PdfSignatureMetadata(field_name=field),
        signer=signer,
        new_field_spec=fields.SigFieldSpec(field),
        output=written,
    )
    return written.getvalue()


@pytest.fixture
def checked(tmp_path):
    def check(content: bytes, roots=()):
        path = tmp_path / "a.pdf"
        path.write_bytes(content)
        return check_signatures(path, roots)

    return check


def test_a_signature_of_unknown_root_is_told_as_it_is(identity, checked):
    content = _signed(pdf_file(["Noi dung"]), identity[0])
    (fact,) = checked(content)
    assert (fact.signer, fact.organisation) == ("Nguyễn Văn Ấn", "Viện kiểm sát nhân dân tỉnh")
    assert (fact.is_intact, fact.covers_whole_file, fact.is_trusted, fact.problem) == (True, True, False, "")
    assert abs(fact.signed_at - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(minutes=5)
    assert not fact.has_timestamp


def test_a_signed_file_is_safe(identity):
    inspection = inspect_file(_signed(pdf_file(["Noi dung"]), identity[0]), "a.pdf")
    assert inspection.findings == ()


def test_a_root_that_is_given_is_trusted(identity, checked):
    (fact,) = checked(_signed(pdf_file(["Noi dung"]), identity[0]), roots=[identity[1]])
    assert fact.is_trusted


def test_a_second_signature_leaves_the_first_intact(identity, checked):
    content = _signed(_signed(pdf_file(["Noi dung"]), identity[0]), identity[0], "Ky2")
    first, second = checked(content)
    assert (first.is_intact, first.covers_whole_file, first.problem) == (True, False, "")
    assert (second.is_intact, second.covers_whole_file) == (True, True)


def test_altered_bytes_are_noticed(identity, checked):
    content = _signed(pdf_file(["Noi dung"]), identity[0])
    assert content.count(b"[0 0 595 842]") == 1
    (fact,) = checked(content.replace(b"[0 0 595 842]", b"[0 0 595 800]"))
    assert (fact.is_intact, fact.problem) == (False, "altered")


def test_a_page_changed_after_signing_is_noticed(identity, checked):
    writer = IncrementalPdfFileWriter(BytesIO(_signed(pdf_file(["Noi dung"]), identity[0])))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = NumberObject(90)
    writer.update_container(page)
    written = BytesIO()
    writer.write(written)
    (fact,) = checked(written.getvalue())
    assert (fact.is_intact, fact.covers_whole_file, fact.problem) == (True, False, "changed_after")


def test_a_damaged_signature_is_no_failure(identity, checked):
    content = _signed(pdf_file(["Noi dung"]), identity[0])
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
