"""What is read from web pages."""

import base64

import pytest

from portal.exchange.article_reader import Heading, Picture, Quote, Table, UnreadableArticle, read_article
from tests.exchange.drafts import body_text, draft_text, html_of, messages, read_page, words
from tests.exchange.word_files import BODY, drawn

PICTURE = "data:image/png;base64," + base64.b64encode(drawn()).decode()


def test_a_page_becomes_title_lead_headings_text_and_byline():
    draft = read_page(
        f"""<!DOCTYPE html><html><head><title>Trang</title></head><body><h1>Đại hội chi bộ</h1>
        <p class="sapo">Sáng nay, chi bộ đại hội.</p><p>{BODY}</p><h2>Kết quả</h2><p>Tốt<br>đẹp <b>đậm</b>
        <em>nghiêng</em> m<sup>2</sup></p><h4>Chi tiết</h4><p>Hết./.</p><p align="right">Lê Văn Ba</p></body></html>"""
    )
    assert (draft.title, draft.lead, draft.byline) == (
        "Đại hội chi bộ",
        "Sáng nay, chi bộ đại hội.",
        "Lê Văn Ba",
    )
    assert [(block.level, block.text) for block in draft.blocks if isinstance(block, Heading)] == [
        (2, "Kết quả"), (3, "Chi tiết")
    ]  # fmt: skip
    assert "<p>Tốt<br/>đẹp <b>đậm</b> <i>nghiêng</i> m<sup>2</sup></p>" in html_of(draft)


def test_scripts_styles_hidden_text_forms_and_frames_are_left_out_and_told():
    draft = read_page(
        f"<style>p {{}}</style><h1>Bài</h1><p>{BODY}</p><script>alert('mã')</script><p hidden>ẩn một</p>"
        "<p style='display: none'>ẩn hai</p><form><p>Tìm</p><input value=x></form><iframe src=x>khung</iframe>"
        "<noscript>không mã</noscript><select><option>chọn</select>"
    )
    assert words(draft_text(draft)) == words(f"Bài {BODY}")
    assert messages(draft, "dropped") == [
        "Scripts and style sheets left out: 3.",
        "Hidden text left out: 2 passages.",
        "Forms and their fields left out: 3.",
        "Players, frames and embedded objects left out: 1.",
    ]


def test_a_page_wrapped_in_one_form_is_read():
    draft = read_page(f"<form><h1>Bài</h1><p>{BODY}</p><input></form>")
    assert body_text(draft).strip() == BODY


def test_pictures_inside_the_page_are_taken_and_remote_ones_never_fetched():
    draft = read_page(
        f"<h1>Bài</h1><p>{BODY}</p><figure><img src='{PICTURE}' alt='Chào cờ'><figcaption>Lễ chào cờ</figcaption>"
        f"</figure><img src='http://127.0.0.1:9/a.png'><img src='file:///etc/passwd'><img src='anh.png'><p>{BODY}</p>"
    )
    (picture,) = draft.pictures
    assert (picture.caption, picture.alt, picture.data) == ("Lễ chào cờ", "Chào cờ", drawn())
    assert "Pictures from other addresses were not fetched: 3." in messages(draft, "dropped")


@pytest.mark.parametrize(
    "source", ["data:image/png;base64,@@@", "data:image/png,%00", "data:image/png;base64,AAAA"]
)
def test_a_picture_of_nonsense_is_left_out(source):
    draft = read_page(f"<h1>Bài</h1><p>{BODY}</p><img src='{source}'>")
    assert draft.pictures == ()
    assert len(messages(draft, "dropped")) == 1


def test_markup_in_text_stays_text():
    draft = read_page(f"<h1>A &lt;b&gt;</h1><p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; {BODY}</p>")
    assert draft.title == "A <b>"
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;" in html_of(draft)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "//ac.vn", "/a"],
)
def test_a_link_elsewhere_than_to_the_web_is_text(address):
    draft = read_page(f"<h1>Bài</h1><p>{BODY} <a href='{address}' onclick='x()'>liên kết</a></p>")
    assert "<a" not in html_of(draft) and "liên kết" in html_of(draft)
    assert "Links that do not lead to a web address made plain text: 1." in messages(draft, "dropped")


def test_lists_nest_and_other_numbering_stays_as_text():
    draft = read_page(
        f"<h1>Bài</h1><p>{BODY}</p><ol><li>Một<ul><li>Hai</li></ul></li><li><p>Ba</p></li></ol>"
        "<p>Giữa</p><ol type='a'><li>Điểm đầu</li></ol><ol start='5'><li>Năm</li></ol>"
    )
    assert html_of(draft).endswith(
        "<ol><li>Một\n<ul><li>Hai</li></ul></li><li>Ba</li></ol><p>Giữa</p><p>a. Điểm đầu</p><p>5. Năm</p>"
    )


def test_tables_keep_their_cells_and_spans():
    draft = read_page(
        f"<h1>Bài</h1><p>{BODY}</p><table><caption>Bảng phân công</caption><tr><th>Việc<th colspan=2>Hạn</tr>"
        "<tr><td rowspan=2>Học<td>5<td>6</tr><tr><td>7<td><b>8</b></tr></table>"
    )
    (table,) = (block for block in draft.blocks if isinstance(block, Table))
    assert table.header and table.caption == "Bảng phân công"
    assert table.rows == (
        ("<p>Việc</p>", "<p>Hạn</p>", ""),
        ("<p>Học</p>", "<p>5</p>", "<p>6</p>"),
        ("", "<p>7</p>", "<p><b>8</b></p>"),
    )


def test_a_quote_is_a_quote():
    draft = read_page(f"<h1>Bài</h1><p>{BODY}</p><blockquote><p>Cần, kiệm.</p><p>— Bác Hồ</p></blockquote>")
    assert Quote("Cần, kiệm.", "Bác Hồ") in draft.blocks


def test_a_page_that_word_wrote_keeps_its_lists():
    item = "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>{}<span>&nbsp; </span></span><![endif]>{}<o:p></o:p></p>"  # noqa: E501 (as Word writes it, on one line)
    draft = read_page(
        f"<p align=center><b>Bài viết</b></p><p class=MsoNormal>{BODY}</p>"
        + item.format("·", "Một")
        + item.format("·", "Hai")
        + f"<p>{BODY}</p>"
        + item.format("a)", "Ba")
    )
    assert draft.title == "Bài viết"
    assert "<ul><li>Một</li><li>Hai</li></ul>" in html_of(draft)
    assert "<p>a) Ba</p>" in html_of(draft)


def test_the_name_of_the_page_stands_for_a_title_that_is_missing():
    draft = read_page(f"<title> Tên  trang </title><p>{BODY}</p><p>{BODY}</p>")
    assert draft.title == "Tên trang"
    assert any("web page stands for it" in message for message in messages(draft, "warning"))


def test_lines_of_preformatted_text_are_paragraphs():
    draft = read_page("<h1>Bài</h1><p>đầu bài</p><pre>Dòng một\nDòng  hai</pre>")
    assert html_of(draft).endswith("<p>Dòng một</p><p>Dòng hai</p>")


@pytest.mark.parametrize(
    "encoding, declared",
    [
        ("utf-8", ""),
        ("utf-8-sig", "windows-1252"),
        ("utf-8", "iso-8859-1"),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", "utf-16"),
        ("utf-8", "klingon"),
    ],
)
def test_a_page_is_read_in_its_encoding_whatever_it_declares(encoding, declared):
    page = f"<html><head><meta charset='{declared}'></head><body><h1>Đại hội chi bộ</h1><p>{BODY}</p></body></html>"
    draft = read_article("trang.htm", page.encode(encoding))
    assert draft.title == "Đại hội chi bộ"
    assert body_text(draft).strip() == BODY


def test_deep_nesting_loses_no_word():
    page = "<div>" * 300 + "<p>Trong cùng</p><b>đậm</b>" + "</div>" * 300
    draft = read_page(f"<h1>Bài</h1><p>{BODY}</p>{page}")
    assert words(draft_text(draft)) == words(f"Bài {BODY} Trong cùng đậm")


def test_pictures_beyond_the_limit_are_told():
    page = "<h1>Bài</h1>" + f"<p>{BODY}</p><img src='{PICTURE}'>" * 63
    draft = read_page(page)
    assert len(draft.pictures) == 60
    assert all(isinstance(picture, Picture) for picture in draft.pictures)
    assert "Pictures beyond the first 60 left out: 3." in messages(draft, "dropped")


def test_a_page_of_pictures_alone_is_no_text_but_is_kept():
    draft = read_page(f"<img src='{PICTURE}'>")
    assert len(draft.blocks) == 1
    with pytest.raises(UnreadableArticle):
        read_page("<img src='http://a.vn/a.png'>")
