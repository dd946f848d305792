"""“Did you mean”: what is proposed for what finds nothing, and that it was tried."""

import pytest

from portal.base.text import fold
from portal.search.corrections import MOST_TRIED, corrected
from portal.search.words import words

TEXT = "Hiến máu tình nguyện; đoàn kết, trách nhiệm; giám sát trong chi bộ; Quy định 144-QĐ/TW; xử lý kỷ luật"
KNOWN = {word.folded for word in words(TEXT)}


def finds(query: str) -> bool:
    return all(word.folded in KNOWN for word in words(query))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddoanf keets", "đoàn kết"),
        ("doanket", "doan ket"),
        ("đoàn kếc", "đoàn ket"),
        ("chách nhiệm", "trach nhiệm"),
        ("dám sát", "giam sát"),
        ("hien mau tinh nguyenj", "hien mau tinh nguyen"),
        ("trachs nhiem", "trach nhiem"),
        ("ky luaat", "ky luật"),
        ("doan kte", "doan ket"),
        ("sử lý", "xu lý"),
    ],
)
def test_what_was_meant_is_proposed(typed, meant):
    proposals = [fold(text) for text in corrected(typed, finds)]
    assert fold(meant) in proposals


def test_a_word_that_is_nowhere_is_left_out():
    assert corrected("đoàn kết zzzz", finds) == ["đoàn kết"]


def test_whatever_is_proposed_has_been_tried():
    tried = []

    def remember(query: str) -> bool:
        tried.append(query)
        return finds(query)

    for typed in ("doanket", "dam sat trong chi bo", "trách nhiện", "zzz yyy"):
        tried.clear()
        assert set(corrected(typed, remember)) <= set(tried)
        assert len(tried) <= MOST_TRIED + len(words(typed))


@pytest.mark.parametrize("typed", ["", "…", "145-QĐ/TW", "a" * 5000, "x " * 500, "'; DROP TABLE", "👍"])
def test_what_cannot_be_guessed_is_not(typed):
    assert all("145" not in text for text in corrected(typed, finds) if text != "qd tw")
