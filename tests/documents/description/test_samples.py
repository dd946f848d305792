"""Decree 30/2020/NĐ-CP as it really comes: from Word, from prints, from a scan."""

import datetime

import pytest

from documents.description import describe
from documents.extraction import extract

ISSUED_ON = datetime.date(2020, 3, 5)
WHOLE = ("30-2020-ND-CP.docx", "30-2020-ND-CP.pdf", "30-2020-ND-CP-mixed-fonts.pdf")


@pytest.mark.parametrize("name", [*WHOLE, "30-2020-ND-CP-scan-p1-3.pdf"])
def test_the_decree_is_described(samples_dir, name):
    description = describe([page.text for page in extract(samples_dir / name).pages])
    assert (description.symbol, description.doc_type) == ("30/2020/NĐ-CP", "Nghị định")
    assert (description.issuer, description.issuer_as_printed) == ("Chính phủ", "CHÍNH PHỦ")
    assert description.issued_on == ISSUED_ON
    assert description.abstract == "Về công tác văn thư"
    assert description.style == "state"
    assert (description.superior, description.term, description.is_internal) == ("", "", False)
    if name in WHOLE:
        assert (description.signer, description.signer_office) == ("Nguyễn Xuân Phúc", "Thủ tướng")
        assert description.effective_on == ISSUED_ON
        assert description.unsure == frozenset()
    else:
        assert (description.signer, description.signer_office) == ("", "")
        assert description.effective_on is None
