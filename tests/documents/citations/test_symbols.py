import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.citations import MESSAGES, BadSymbol, Style, find_citations, parse_symbol

any_text = st.text(max_size=40) | st.text("0123456789/-–_ QĐTWNCPVKSqđtw.&\n", max_size=30)


@pytest.mark.parametrize(
    ("written", "number", "suffix", "year", "type_code", "bodies", "style"),
    [
        ("144-QĐ/TW", 144, "", None, "QĐ", ("TW",), Style.PARTY),
        ("30/2020/NĐ-CP", 30, "", 2020, "NĐ", ("CP",), Style.STATE),
        ("30a/2008/NQ-CP", 30, "a", 2008, "NQ", ("CP",), Style.STATE),
        ("67/2025/QH15", 67, "", 2025, None, ("QH15",), Style.STATE),
        ("01/CT-VKSTC", 1, "", None, "CT", ("VKSTC",), Style.STATE),
        ("1473/BTP-CNTT", 1473, "", None, None, ("BTP", "CNTT"), Style.STATE),
        ("19/2012/TTLT-BTC-BKH&ĐT-BTTTT", 19, "", 2012, "TTLT", ("BTC", "BKH&ĐT", "BTTTT"), Style.STATE),
        ("98-KH/Th.U", 98, "", None, "KH", ("Th.U",), Style.PARTY),
    ],
)
def test_the_parts_of_a_symbol(written, number, suffix, year, type_code, bodies, style):
    symbol = parse_symbol(written)
    assert (symbol.number, symbol.suffix, symbol.year, symbol.type) == (number, suffix, year, type_code)
    assert (symbol.bodies, symbol.style) == (bodies, style)
    assert str(symbol) == written


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("8/2018/L-CTN", "08/2018/L-CTN"),
        ("01/CT-VKSTC", "01/CT-VKSNDTC"),
        ("144-QĐ/TW", "144-QÐ/TW"),
        ("144-QĐ/TW", "144 – qd / tw"),
        ("144-QĐ/TW", "Số: 144-QĐ/TW"),
        ("144-QĐ/TW", "144-QD-TW"),
        ("144-QĐ/TW", "144_QD_TW"),
        ("144-QĐ/TW", "144\u200b-Q\u0110/TW"),
        ("18-NQ/TW", "18-NQ/TƯ"),
        ("01/CT-VKSTC", "01-CT-VKSTC"),
        ("30/2020/NĐ-CP", "30_2020_ND-CP"),
        ("30/2020/NĐ-CP", "30-2020-ND-CP"),
        ("34/2014/QĐ-TTg", "34/2014/QĐ-TTG"),
        ("11/2004/TTLT/BNN-BNV", "11/2004/TTLT-BNN-BNV"),
    ],
)
def test_symbols_that_mean_the_same_are_equal(one, other):
    first, second = parse_symbol(one), parse_symbol(other)
    assert first == second
    assert (first.key, hash(first)) == (second.key, hash(second))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("144-QĐ/TW", "144-QyĐ/TW"),
        ("144-QĐ/TW", "144-QĐ/TU"),
        ("12/QĐ-VKSTC", "12/2024/QĐ-VKSTC"),
        ("12/QĐ-VKSTC", "12a/QĐ-VKSTC"),
        ("02-DA/ĐU", "02-ĐA/ĐU"),
        ("12-HD/ĐU", "12-HĐ/ĐU"),
    ],
)
def test_symbols_of_different_documents_differ(one, other):
    assert parse_symbol(one) != parse_symbol(other)


@pytest.mark.parametrize(
    ("written", "code", "suggestion"),
    [
        ("", "empty", None),
        ("  \u200b", "empty", None),
        ("1" * 200, "too_long", None),
        ("QĐ-TW", "no_number", None),
        ("QĐ 144-QĐ/TW", "number_not_first", "144-QĐ/TW"),
        ("123456/QĐ-TTg", "number_too_long", None),
        ("144", "no_codes", None),
        ("12/2024", "no_codes", None),
        ("30/20/NĐ-CP", "bad_year", None),
        ("144 QĐ TW", "no_signs", "144-QĐ/TW"),
        ("12/QĐ", "no_body", None),
        ("01/CT-VKSTC về công tác", "unclear", "01/CT-VKSTC"),
    ],
)
def test_what_is_no_symbol_says_why(written, code, suggestion):
    with pytest.raises(BadSymbol) as caught:
        parse_symbol(written)
    error = caught.value
    assert isinstance(error, ValueError)
    assert (error.code, error.suggestion) == (code, suggestion)
    assert MESSAGES[code].format(**error.params) in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert (again.code, again.params, again.suggestion) == (error.code, error.params, error.suggestion)


@given(any_text)
def test_a_canonical_symbol_is_read_as_itself(text):
    try:
        symbol = parse_symbol(text)
    except BadSymbol as error:
        assert str(error)
        return
    assert parse_symbol(str(symbol)) == symbol


@given(any_text)
def test_any_text_is_searched_and_every_span_holds(text):
    for mention in find_citations(text, ["QĐ", "TW C"]):
        assert text[mention.start : mention.end] == mention.surface
