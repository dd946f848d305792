import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import ArticlePage
from portal.base import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(site_tree, drawn_image, stored_document) -> ArticlePage:
    def picture(caption):
        return {
            "image": drawn_image(caption),
            "caption": caption,
            "credit": "Người chụp",
            "alternative_text": "",
        }

    table = ArticlePage.body.field.stream_block.child_blocks["table"].to_python(
        {
            "columns": [{"type": "text", "heading": "Tên"}, {"type": "rich_text", "heading": "Việc"}],
            "rows": [{"values": ["An", "<p>Trực <b>ban</b></p>"]}],
            "caption": "Phân công",
        }
    )
    page = ArticlePage(
        title="Tít",
        body=[
            ("heading", {"text": "Mục một", "level": "2"}),
            ("paragraph", "<p>Đoạn &amp; <b>một</b></p>"),
            ("image", picture("Chú thích")),
            ("gallery", {"title": "Bộ ảnh", "images": [picture("Ảnh một"), picture("Ảnh hai")]}),
            ("quote", {"text": "Lời nói", "attribution": "Ai đó"}),
            ("table", table),
            ("attachment", {"document": stored_document(), "title": "Tệp kèm"}),
            ("video", {"url": "https://youtu.be/abcdefghijk", "title": "Phim", "summary": "Nội dung phim"}),
            ("contact_details", None),
            ("heading", {"text": "Mục một", "level": "2"}),
            ("heading", {"text": "…", "level": "3"}),
        ],
    )
    site_tree.news.add_child(instance=page)
    return ArticlePage.objects.get(pk=page.pk)


def test_the_texts_of_a_body_are_those_that_the_index_gets(article):
    indexed = article.body.stream_block.get_searchable_content(article.body)
    found = stories.texts(article.body)
    assert [text for text in found if text] == [text for text in indexed if text]
    assert found[:3] == ["Mục một", "Đoạn & một", "Chú thích"]
    unsaved = ArticlePage(title="a", body=[(part.block_type, part.value) for part in article.body])
    assert [text for text in stories.texts(unsaved.body) if text] == [text for text in indexed if text]


def test_the_texts_of_a_body_cost_no_question(article):
    with CaptureQueriesContext(connection) as captured:
        stories.texts(article.body)
    assert len(captured) == 0


def test_a_body_from_elsewhere_may_lack_parts_and_hold_strange_ones(article):
    article.body.raw_data[2]["value"] = {}
    article.body.raw_data[3]["value"] = {"images": [{"caption": "Cũ"}]}
    article.body.raw_data.append({"type": "gone", "value": "x"})
    assert "Cũ" in stories.texts(article.body)


def test_headings_have_anchors_that_are_unique(article):
    anchors = [part.anchor for part in stories.parts(article.body) if part.anchor]
    assert anchors == ["muc-mot", "muc-mot-2", "muc"]
    assert [entry.text for entry in stories.contents(article.body)] == ["Mục một", "Mục một", "…"]


def test_few_headings_need_no_table_of_contents():
    body = ArticlePage(title="a", body=[("heading", {"text": "Một", "level": "2"})] * 2).body
    assert stories.contents(body) == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Quy định số 144-QĐ/TW của", 'Quy định số <span class="symbol">144-QĐ/TW</span> của'),
        ("30/2020/NĐ-CP", '<span class="symbol">30/2020/NĐ-CP</span>'),
        ("ngày 9/5", "ngày 9/5"),
        ("<b>a</b> & b", "&lt;b&gt;a&lt;/b&gt; &amp; b"),
    ],
)
def test_symbols_of_documents_stay_on_one_line(text, html):
    assert stories.keep_symbols(text) == html


def test_every_part_of_a_body_is_shown(client, article):
    html = client.get(article.url).content.decode()
    for text in stories.texts(article.body):
        assert (
            text.replace("&", "&amp;") in html
            or text in ("Đoạn & một", "Trực ban")
            or not text
            or "youtu.be" in text
        )
    assert "Trực <b>ban</b>" in html


def test_a_video_is_a_link_until_the_reader_asks_for_it(client, article):
    html = client.get(article.url).content.decode()
    assert "<iframe" not in html
    assert 'data-player="https://www.youtube-nocookie.com/embed/abcdefghijk"' in html
    assert 'href="https://youtu.be/abcdefghijk"' in html
