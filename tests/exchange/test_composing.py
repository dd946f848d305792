"""The rule that holds for every manuscript: each word comes out once, and the draft is of its promised form."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.exchange.article_composing import compose
from portal.exchange.article_draft import Heading, Limits, Paragraph, Picture, Table
from portal.exchange.manuscript import Grid, Illustration, Line, ListMark, Manuscript, Span
from portal.exchange.manuscript_cleaning import clean
from tests.exchange.drafts import assert_same_words, draft_text, words
from tests.exchange.word_files import drawn

TEXTS = st.sampled_from(
    ["Chương I", "CHƯƠNG II. QUY ĐỊNH", "Mục 1", "Phần thứ nhất", "Điều 1. Phạm vi", "QUY ĐỊNH CHUNG", "- Học tập",
     "Điều 2. Ban hành kèm theo Quyết định này Quy chế làm việc của chi bộ.", "+ Làm theo", "• Nêu gương", "* chú ý",
     "Nguyễn Văn An", "Bài, ảnh: Lê Thị Hoa", "NGHỊ QUYẾT", "Về công tác Đảng", "Ảnh: Trần Bình", "-----", "",
     "Bảng 1: Phân công", "I. KẾT QUẢ", "1. Việc đầu", "a) Điểm a", "Căn cứ Điều lệ Đảng;", "Long An, ngày 5 tháng 3",
     "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nơi nhận:", "— Hồ Chí Minh", "Chương III\nTỔ CHỨC", "hết./.", "-Liền chữ",
     "Một câu thường gặp trong bài viết của chi bộ về việc học tập và làm theo gương sáng của người đi trước."]
)  # fmt: skip
SPANS = st.builds(
    Span,
    TEXTS | st.text(alphabet="aăđ ớẾ\n<&\"'-.", max_size=12),
    bold=st.booleans(),
    italic=st.booleans(),
    raised=st.sampled_from(["", "", "", "sup"]),
    link=st.sampled_from(["", "", "https://a.vn/?a=1&b=2"]),
)
MARKS = st.none() | st.builds(
    ListMark,
    st.sampled_from(["ul", "ol", "label"]),
    level=st.integers(0, 3),
    label=st.sampled_from(["1.", "2.", "3)"]),
    number=st.integers(1, 3),
    list_id=st.sampled_from(["a", "b"]),
)
LINES = st.builds(
    Line,
    st.lists(SPANS, min_size=1, max_size=3),
    alignment=st.sampled_from(["", "", "center", "right"]),
    role=st.sampled_from(["", "", "", "", "title", "subtitle", "heading", "quote", "caption"]),
    level=st.integers(0, 6),
    mark=MARKS,
)
PICTURES = st.builds(lambda data: Illustration(data), st.sampled_from([drawn(), b"broken"]))


def grids(items):
    cells = st.lists(items, max_size=3)
    rows = st.lists(st.lists(cells, max_size=3), max_size=4)
    return st.builds(Grid, rows, has_header=st.booleans(), is_layout=st.booleans())


ITEMS = st.recursive(LINES | PICTURES, lambda items: LINES | PICTURES | grids(items), max_leaves=8)
_ALLOWED = re.compile(r"</?(?:p|ul|ol|li|b|i|sub|sup)>|<br/>|<a href=\"[^\"<>]*\">|</a>")


def said(manuscript: Manuscript) -> list[str]:
    """Return the words of a manuscript; numbers apart, which lists show by themselves."""
    return [word for line in manuscript.lines() for word in words(line.text) if not word.isdigit()]


@settings(max_examples=600, deadline=None)
@given(st.lists(ITEMS, max_size=9), st.lists(st.lists(LINES, min_size=1, max_size=2), max_size=2))
def test_every_word_comes_out_once_and_the_draft_is_of_its_form(items, notes):
    manuscript = Manuscript(items=items, notes=notes)
    clean(manuscript)
    expected = said(manuscript)
    draft = compose(manuscript, Limits())
    assert_same_words([word for word in words(draft_text(draft)) if not word.isdigit()], expected)
    level = 1
    for block in draft.blocks:
        match block:
            case Heading():
                assert 2 <= block.level <= min(level + 1, 4) and block.text
                level = block.level
            case Paragraph():
                assert not re.search(r"<[^>]*>", _ALLOWED.sub("", block.html))
            case Table():
                assert len({len(row) for row in block.rows}) == 1
            case Picture():
                assert block.data == drawn()
    assert len(draft.title) <= 255 and len(draft.byline) <= 255


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, max_size=9))
def test_the_same_manuscript_gives_the_same_draft(lines):
    def draft():
        manuscript = Manuscript(items=[Line([Span(line.text)], line.alignment) for line in lines])
        clean(manuscript)
        return compose(manuscript, Limits())

    assert draft() == draft()
