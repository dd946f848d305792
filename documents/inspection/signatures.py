"""Digital signatures in PDFs, checked without a network. What is found are facts, not a judgement of validity.

The roots of Vietnamese signing services are in no public list: that a root is unknown is the normal case.
"""

import datetime
import logging
import mmap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from documents.formats.failures import gettext_noop

try:
    from asn1crypto import x509
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel, validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator import ValidationContext
except ImportError:
    IS_AVAILABLE = False
else:
    IS_AVAILABLE = True

PROBLEMS = {
    "altered": gettext_noop("The signed bytes were changed after signing."),
    "changed_after": gettext_noop(
        "The file was changed after signing in a way that a signature does not allow."
    ),
    "unreadable": gettext_noop("The signature is damaged or made in a way that cannot be checked."),
    "expired": gettext_noop("The certificate had expired or was not yet valid when signing."),
}
_SIGNATURE_MARK = b"/ByteRange"
# What it reports of damaged signatures is in the facts; on the terminal it would be noise.
logging.getLogger("pyhanko").addHandler(logging.NullHandler())
logging.getLogger("pyhanko_certvalidator").addHandler(logging.NullHandler())


@dataclass(frozen=True)
class SignatureFact:
    """One signature. `is_intact`: the bytes that it covers are those that were signed.

    `covers_whole_file` is false where something was added since: further signatures are usual, other changes make
    `problem` changed_after. `is_trusted`: its certificate leads to a root that was given. `signed_at` is what the
    signer's machine claimed, unless `has_timestamp`. `problem` is one of PROBLEMS or "".
    """

    signer: str
    organisation: str
    signed_at: datetime.datetime | None
    has_timestamp: bool
    is_intact: bool
    covers_whole_file: bool
    is_trusted: bool
    problem: str


def check_signatures(path: Path | str, roots: Iterable[bytes] = ()) -> list[SignatureFact] | None:
    """Return the signatures of a PDF in the order of signing, None where pyHanko is not installed.

    `roots` are certificates (DER) to trust. Raises OSError where the file cannot be opened.
    """
    if not IS_AVAILABLE:
        return None
    with Path(path).open("rb") as stream:
        if not _may_be_signed(stream):
            return []
        try:
            embedded = PdfFileReader(stream, strict=False).embedded_regular_signatures
        except (PdfError, SigningError, ValueError, KeyError, IndexError, TypeError, RecursionError):
            return [_unreadable()]
        trusted = [x509.Certificate.load(root) for root in roots]
        return [_fact(signature, trusted) for signature in embedded]


def _may_be_signed(stream) -> bool:
    if stream.seek(0, 2) == 0:
        return False
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(_SIGNATURE_MARK) >= 0


def _fact(signature: "EmbeddedPdfSignature", roots: list) -> SignatureFact:
    try:
        context = ValidationContext(trust_roots=roots, allow_fetching=False)
        status = validate_pdf_signature(signature, context, context)
        return _told(status, signature.signer_cert)
    except (
        PdfError,
        SigningError,
        SignatureValidationError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
    ):
        return _unreadable()


def _told(status, certificate) -> SignatureFact:
    subject = certificate.subject.native
    return SignatureFact(
        signer=_first(subject.get("common_name")),
        organisation=_first(subject.get("organization_name")),
        signed_at=_time_of(status),
        has_timestamp=status.timestamp_validity is not None,
        is_intact=bool(status.intact and status.valid),
        covers_whole_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        is_trusted=bool(status.trusted),
        problem=_problem(status, certificate),
    )


def _problem(status, certificate) -> str:
    if not (status.intact and status.valid):
        return "altered"
    # Something was added that no further signature explains.
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION or (
        status.modification_level is not None and status.modification_level > ModificationLevel.FORM_FILLING
    ):
        return "changed_after"
    signed_at = _time_of(status)
    if signed_at and not certificate.not_valid_before <= signed_at <= certificate.not_valid_after:
        return "expired"
    return ""


def _time_of(status) -> datetime.datetime | None:
    """Return when the timestamp, else the signer's machine, says that it was; a time that names no zone is UTC."""
    if status.timestamp_validity is not None:
        return status.timestamp_validity.timestamp
    reported = status.signer_reported_dt
    return reported.replace(tzinfo=datetime.UTC) if reported and reported.tzinfo is None else reported


def _first(value: object) -> str:
    return str(value[0] if isinstance(value, list) else value or "")


def _unreadable() -> SignatureFact:
    return SignatureFact("", "", None, False, False, False, False, "unreadable")
