"""What a typed text asks for: words, phrases, exclusions, acronyms; in the language of either engine."""

import pytest

from portal.search.matching import FTS5, TSQUERY, bears_marks, expression, wanted
from portal.search.queries import parsed

ACRONYMS = {"vksnd": ["Viện kiểm sát nhân dân"], "ca": ["Công an"]}


def fts5(text: str, form: str = "folded") -> str:
    query = parsed(text, ACRONYMS)
    return "" if query is None else expression(query, FTS5, form)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đoàn kết", '("doan" AND "ket")'),
        ('"Đoàn kết"', '"doan ket"'),
        ('chi bộ "đoàn kết"', '(("chi" AND "bo") AND "doan ket")'),
        ("kết -an", '("ket" NOT "an")'),
        ('kết -"thi hành"', '("ket" NOT "thi0 hanh1")'),
        ("144-QĐ/TW", '("144" AND "qd" AND "tw")'),
        ("144 -QĐ/TW", '("144" AND "qd" AND "tw")'),
        ("144 - QĐ/TW", '("144" AND "qd" AND "tw")'),
        ("01/ct-vkstc", '("1" AND "ct" AND "vkstc")'),
        ('"đoàn kết', '("doan" AND "ket")'),
        ("VKSND tỉnh", '(("vksnd" OR "vien kiem sat nhan dan") AND "tinh")'),
        ("vien kiem sat nhan dan", '(("vien" AND "kiem" AND "sat" AND "nhan" AND "dan") OR "vksnd")'),
        ("CA tỉnh", '(("ca" OR "cong an") AND "tinh")'),
        ("ca tỉnh", '("ca" AND "tinh")'),
        ("-an", ""),
        ('""', ""),
        ("NOT OR NEAR(a b)", '("not" AND "or" AND "near" AND "a" AND "b")'),
        ("title: (x) * ^", '("title" AND "x")'),
    ],
)
def test_a_text_is_a_query(text, expected):
    assert fts5(text) == expected


def test_an_exclusion_with_marks_leaves_what_has_none():
    assert fts5("viện -án") == '("vien" NOT "an4")'


def test_postgresql_is_asked_the_same():
    query = parsed('chi bộ "đoàn kết" -án', ACRONYMS)
    assert expression(query, TSQUERY) == "((('chi' & 'bo') & ('doan_ket')) & !'an4')"
    assert (
        expression(query, TSQUERY, "exact")
        == "((('chi0' & 'boo5') & ('doan_ket' & 'ddoan1' & 'keet4')) & !'an4')"
    )
    assert expression(parsed("đoàn k"), TSQUERY, is_beginning=True) == "('doan' & 'k*')"
    assert expression(parsed("đoàn kế"), TSQUERY, is_beginning=True) == "('doan' & 'ke*')"
    assert expression(parsed("nghiem"), TSQUERY, is_beginning=True) == "'nghiem':*"


def test_what_is_wanted_is_not_what_is_excluded():
    query = parsed("chi bộ -án")
    assert [word.folded for word in wanted(query)] == ["chi", "bo"]
    assert bears_marks(query)
    assert not bears_marks(parsed("chi bo -án"))


def test_a_very_long_query_is_cut():
    assert expression(parsed("trach nhiem " * 5000), FTS5).count('"') == 120
    assert expression(parsed('"a b" ' * 5000), FTS5).count("a b") == 30
