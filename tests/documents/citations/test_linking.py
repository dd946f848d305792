import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.citations import link

pieces = st.lists(
    st.sampled_from(
        [
            *(
                "144-QĐ/TW",
                "144-",
                "QĐ",
                "/TW",
                "<em>",
                "</em>",
                "<p>",
                "</p>",
                "<b class='>'>",
                "</b>",
                "<br>",
            ),
            *(
                "<a href=x>",
                "</a>",
                "<h2>",
                "</h2>",
                "&nbsp;",
                "&#272;",
                "&",
                "<",
                ">",
                "<!-- ",
                " -->",
                '"',
                "'",
            ),
            *("<script>", "</script>", "Quy định số ", " ngày 9/5/2024", "Luật Đất đai", "D\u0323"),
        ]
    ),
    max_size=14,
).map("".join)


def linked(html: str) -> str:
    return link(html, lambda mention: "/x", ["Luật Đất đai"])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Quy định 144-QĐ/TW.</p>", "<p>Quy định <a>144-QĐ/TW</a>.</p>"),
        ("<p>144-<em>QĐ</em>/TW</p>", "<p><a>144-<em>QĐ</em>/TW</a></p>"),
        ("<p><em>144-QĐ</em>/TW</p>", "<p><a><em>144-QĐ</em>/TW</a></p>"),
        ("<b>x <i>144-QĐ</i></b><i>/TW</i>", "<b>x <i><a>144-QĐ</a></i></b><i><a>/TW</a></i>"),
        ("<p><b>144-QĐ/TW</b></p>", "<p><b><a>144-QĐ/TW</a></b></p>"),
        ("<em>số 144-QĐ</em>/TW", "<em>số <a>144-QĐ</a></em><a>/TW</a>"),
        ("<p>144-Q&#272;/TW</p>", "<p><a>144-Q&#272;/TW</a></p>"),
        ("19/2012/TTLT-BTC-BKH&amp;ĐT", "<a>19/2012/TTLT-BTC-BKH&amp;ĐT</a>"),
        ("144-QĐ/<br>TW", "<a>144-QĐ/<br>TW</a>"),
        ("các Quy định số 22, <b>37-QĐ/TW</b>", "các Quy định số <a>22</a>, <b><a>37-QĐ/TW</a></b>"),
        ("Luật Đất <i>đai</i>", "<a>Luật Đất <i>đai</i></a>"),
        ("5 < 6 & 144-QĐ/TW", "5 < 6 & <a>144-QĐ/TW</a>"),
        ("<P TITLE='144-QĐ/TW > x'>144-QĐ/TW", "<P TITLE='144-QĐ/TW > x'><a>144-QĐ/TW</a>"),
    ],
)
def test_citations_become_links(html, expected):
    assert linked(html).replace(' href="/x"', "") == expected


@pytest.mark.parametrize(
    "tag",
    ["a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "script", "style", "button", "textarea", "H2"],
)
def test_nothing_is_linked_inside(tag):
    html = f"<{tag} class=x><b>144-QĐ/TW</b></{tag}>"
    assert linked(html) == html
    assert linked(f"{html}<p>144-QĐ/TW</p>") == f'{html}<p><a href="/x">144-QĐ/TW</a></p>'


@pytest.mark.parametrize(
    "html",
    [
        "<p>144-QĐ</p><p>/TW</p>",
        "<!-- 144-QĐ/TW --><p title='144-QĐ/TW'></p>",
        "<p 144-QĐ/TW",
        "144-<a href='/y'>QĐ</a>/TW",
        "<script>'</p>144-QĐ/TW'",
        "<svg><title>144-QĐ/TW</title></svg>",
    ],
)
def test_what_no_reader_sees_as_one_text_stays(html):
    assert linked(html) == html


def test_the_answer_may_be_attributes_and_is_escaped():
    html = link("144-QĐ/TW", lambda mention: {"href": '/?a="b"&c', "class": "citation", "data-date": ""})
    assert html == '<a href="/?a=&quot;b&quot;&amp;c" class="citation" data-date="">144-QĐ/TW</a>'


def test_only_what_is_known_is_linked():
    known = {"91/KH-VKSTC": "/91"}
    html = link("Quy định 144-QĐ/TW và Kế hoạch 91/KH-VKSTC", lambda mention: known.get(mention.symbol))
    assert html == 'Quy định 144-QĐ/TW và Kế hoạch <a href="/91">91/KH-VKSTC</a>'


def test_a_mention_tells_its_place_in_the_html_and_what_is_read_there():
    html = "<p>Quy định số 144-<em>Q&#272;</em>/TW, ng&agrave;y 09/5/2024</p>"
    asked = []
    link(html, lambda mention: asked.append(mention))
    (mention,) = asked
    assert html[mention.start : mention.end] == "144-<em>Q&#272;</em>/TW"
    assert (mention.surface, mention.symbol, str(mention.date)) == ("144-QĐ/TW", "144-QĐ/TW", "2024-05-09")


def test_decomposed_text_is_linked_and_kept():
    html = unicodedata.normalize("NFD", "<p>Quy định 144-QĐ/TW, Luật Đất đai</p>")
    found = linked(html)
    assert found.count("<a ") == 2
    assert re.sub(r'<a href="/x">|</a>', "", found) == html


@given(pieces)
def test_taking_the_links_out_gives_the_html_back(html):
    found = link(html, lambda mention: "/new", ["Luật Đất đai"])
    assert found.count('<a href="/new">') == found.count("</a>") - html.count("</a>")
    opened = found.replace('<a href="/new">', "\0")
    for _each in range(opened.count("\0")):
        start = opened.index("\0")
        end = opened.index("</a>", start)
        opened = opened[:start] + opened[start + 1 : end] + opened[end + 4 :]
    assert opened == html
