"""PDFs signed with a certificate that tests make themselves."""

import datetime
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers


@dataclass(frozen=True)
class Identity:
    """Who signs, and the certificate in DER."""

    signer: signers.SimpleSigner
    certificate: bytes


@cache
def own_identity() -> Identity:
    """Return a self-made identity, the same for all tests of a process."""
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
    packed = serialization.pkcs12.serialize_key_and_certificates(
        b"an", key, certificate, None, serialization.BestAvailableEncryption(b"mat-khau")
    )
    signer = signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[], passphrase=b"mat-khau")
    return Identity(signer, certificate.public_bytes(serialization.Encoding.DER))


def sign(content: bytes, field: str = "Ky", *, subfilter: fields.SigSeedSubFilter | None = None) -> bytes:
    """Return a PDF with a signature added in a field of its own; `subfilter` is the kind of signature."""
    written = BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(content)),
        signers.PdfSignatureMetadata(field_name=field, subfilter=subfilter),
        signer=own_identity().signer,
        new_field_spec=fields.SigFieldSpec(field),
        output=written,
    )
    return written.getvalue()
