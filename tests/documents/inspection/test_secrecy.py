import pytest

from documents.extraction import extract
from documents.inspection import MarkKind, find_marks
from tests.documents.inspection.first_pages import (
    internal_pages,
    party_page,
    plain_pages,
    secret_pages,
    state_page,
)
from tests.documents.page_drawing import draw_first_page, save_as_pdf


def _named(pages):
    return [pytest.param(page.text, id=page.name) for page in pages]


@pytest.mark.parametrize("text", _named(secret_pages()))
def test_a_mark_of_secrecy_is_found(text):
    assert MarkKind.SECRET in {mark.kind for mark in find_marks(text)}


@pytest.mark.parametrize("text", _named(internal_pages()))
def test_a_limit_of_circulation_is_another_matter(text):
    assert {mark.kind for mark in find_marks(text)} == {MarkKind.INTERNAL}


def test_pages_without_a_mark_do_not_trip_it():
    pages = plain_pages()
    tripped = [(page.name, find_marks(page.text)) for page in pages if find_marks(page.text)]
    assert len(pages) >= 200
    assert len(secret_pages()) >= 40
    assert len(tripped) <= len(pages) / 100, tripped


def test_no_page_of_a_decree_trips_it(samples_dir):
    decree = extract(samples_dir / "30-2020-ND-CP.pdf")
    assert [find_marks(page.text) for page in decree.pages if find_marks(page.text)] == []


def test_a_mark_says_where_it_stands():
    (mark,) = find_marks("TỈNH ỦY LÀO CAI\nSố 12-BC/TU\nT Ố I  M Ậ T\nBÁO CÁO")
    assert (mark.level, mark.surface, mark.line) == ("TỐI MẬT", "T Ố I  M Ậ T", 3)


@pytest.mark.parametrize(
    ("mark", "page", "look"),
    [
        ("MẬT", state_page(0, 0), {"skew": 0.7, "noise": 14}),
        ("TỐI MẬT", party_page(1, 1), {"skew": -0.6, "noise": 18}),
        ("TUYỆT MẬT", state_page(2, 2), {"noise": 20, "boxed": False}),
        ("M Ậ T", party_page(3, 0), {"skew": 1.0, "noise": 10}),
        ("TÀI LIỆU THU HỒI", state_page(4, 3), {"skew": -1.0, "noise": 14}),
    ],
)
def test_a_mark_is_found_on_a_scan(tmp_path, mark, page, look):
    scan = save_as_pdf([draw_first_page(mark, page, **look)], tmp_path / "scan.pdf", dpi=200)
    read = extract(scan).pages[0].text
    assert MarkKind.SECRET in {each.kind for each in find_marks(read)}, read


def test_a_scan_without_a_mark_does_not_trip_it(tmp_path):
    page = state_page(5, 2, end="Căn cứ Luật Bảo vệ bí mật nhà nước; mật độ dân số; bảo mật.")
    scan = save_as_pdf([draw_first_page("", page, skew=0.8, noise=14)], tmp_path / "scan.pdf", dpi=200)
    assert find_marks(extract(scan).pages[0].text) == []
