import doctest

import pytest

from documents.description import describe, spelling
from tests.documents.description.papers import MANNERS, PAPERS


def _expected(paper) -> dict:
    return {
        "symbol": paper.symbol,
        "doc_type": paper.doc_type,
        "issuer": paper.issuer,
        "superior": paper.superior,
        "issued_on": paper.issued_on,
        "abstract": paper.abstract,
        "signer": paper.signer,
        "signer_office": paper.office,
        "effective_on": paper.effective_on,
        "style": "party" if paper.is_party else "state",
    }


@pytest.mark.parametrize("manner", MANNERS, ids=lambda manner: manner.__name__)
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_paper_is_read_whatever_the_order_of_its_columns(paper, manner):
    description = describe([manner(paper)])
    expected = _expected(paper)
    assert {name: getattr(description, name) for name in expected} == expected


def test_examples_hold():
    assert doctest.testmod(spelling).failed == 0
