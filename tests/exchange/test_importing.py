"""Files brought into the portal: a draft with everything that the file said, or nothing at all."""

import json
from io import BytesIO, StringIO

import docx
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.db.models.signals import post_save, pre_save
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Collection, Page
from wagtail.rich_text import get_text_for_indexing

from news.models import ArticlePage, NewsIndexPage
from portal.base.blocks import TEXT_FEATURES
from portal.base.models import PortalImage
from portal.exchange.article_intake import import_article
from portal.exchange.article_reader import Paragraph, UnreadableArticle, read_article
from portal.exchange.models import ArticleImport
from tests.base.picture_files import SECRETS, camera_file
from tests.exchange.drafts import assert_same_words, source_words, without_passage, words
from tests.exchange.word_files import BODY, CENTER, RIGHT, add, add_xml, drawn, saved, titled, with_footnotes

pytestmark = pytest.mark.django_db


def illustrated(*colours) -> bytes:
    document = titled()
    for colour in colours or [(155, 28, 31)]:
        document.add_paragraph().add_run().add_picture(BytesIO(drawn(colour=colour)))
        add(document, f"Ảnh màu {colour[0]}", italic=True)
    add(document, "Lê Thị Hoa", alignment=RIGHT)
    return saved(document)


def everything() -> tuple[bytes, list[str]]:
    """Return a document with every kind of block, and its words."""
    document = titled()
    add(document, "Chương I", bold=True, alignment=CENTER)
    add(document, "QUY ĐỊNH CHUNG", bold=True, alignment=CENTER)
    paragraph = document.add_paragraph("Dòng một")
    paragraph.add_run().add_break()
    paragraph.add_run("dòng hai, m")
    paragraph.add_run("2").font.superscript = True
    for style in ("List Bullet", "List Bullet 2", "List Number"):
        add(document, f"Mục {style}", style=style)
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip(table._cells, ("Việc", "Hạn\nxong", "Học tập", "Tháng 5"), strict=True):
        cell.text = text
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    add(document, "Đoàn kết là sức mạnh", style="Quote")
    document.add_paragraph().add_run().add_picture(BytesIO(drawn()))
    add(document, "Chi bộ họp", italic=True)
    add_xml(document.add_paragraph("Theo nghị quyết"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    add(document, "Lê Thị Hoa", alignment=RIGHT)
    return with_footnotes(saved(document), "Nghị quyết số 4"), source_words(document)


def test_pictures_of_a_word_file_lose_what_the_camera_wrote(news):
    document = titled()
    for _turn in range(2):
        document.add_paragraph().add_run().add_picture(BytesIO(camera_file("JPEG", orientation=6)))
    import_article("bai.docx", saved(document), parent=news)
    image = PortalImage.objects.get()
    assert (image.width, image.height) == (60, 80)
    content = image.file.read()
    assert [secret for secret in SECRETS if secret in content] == []
    assert b"May anh bi mat" in image.original.read()


def test_a_file_becomes_a_draft_that_waits_for_approval(news, make_user):
    owner = make_user("tac-gia")
    result = import_article("bài viết.docx", illustrated(), parent=news, owner=owner)
    page = ArticlePage.objects.get()
    assert result.page == page and result.is_new
    assert (page.live, page.has_unpublished_changes, page.owner) == (False, True, owner)
    assert page.get_latest_revision().as_object().title == "Chi bộ họp thường kỳ"
    assert (page.slug, page.byline) == ("chi-bo-hop-thuong-ky", "Lê Thị Hoa")
    assert ArticleImport.objects.get().file_name == "bài viết.docx"


def test_pictures_go_to_the_collection_of_the_section_without_a_made_up_description(members_only):
    import_article("bai.docx", illustrated(), parent=members_only.news)
    image = PortalImage.objects.exclude(pk=members_only.image.pk).get()
    assert image.collection == members_only.collection
    assert (image.title, image.description) == ("Ảnh màu 155", "")


def test_pictures_of_a_public_section_go_to_the_root(news):
    import_article("bai.docx", illustrated(), parent=news)
    assert PortalImage.objects.get().collection == Collection.get_first_root_node()


def test_the_page_says_every_word_of_every_kind_of_block(news):
    data, expected = everything()
    page = import_article("bai.docx", data, parent=news).page
    # The footnote and its number stand in no paragraph of the document's body.
    expected += ["1", *words("Nghị quyết số 4"), "1"]
    assert_same_words(words(page.plain_text()), expected)
    assert_same_words(words(page.get_latest_revision().as_object().plain_text()), expected)


def test_a_text_opened_and_saved_in_the_editor_keeps_its_words():
    data, _ = everything()
    editor = ContentstateConverter(TEXT_FEATURES)
    for block in read_article("bai.docx", data).blocks:
        if isinstance(block, Paragraph):
            edited = editor.to_database_format(editor.from_database_format(block.html))
            assert words(get_text_for_indexing(edited)) == words(get_text_for_indexing(block.html))
            assert edited.count("<li") == block.html.count("<li>")


@pytest.mark.parametrize("name", ["seed-article.docx", "30-2020-ND-CP.docx"])
def test_a_real_document_loses_no_word_and_keeps_its_order(samples_dir, news, name):
    data = (samples_dir / name).read_bytes()
    expected = source_words(docx.Document(BytesIO(data)))
    draft = read_article(name, data)
    page = import_article(name, data, parent=news).page
    page = ArticlePage.objects.get(pk=page.pk)
    found = words(page.plain_text())
    assert_same_words(found, expected)
    # The title comes first and the byline last; everything between stands in the source's order.
    title = words(page.title)
    assert found[: len(title)] == title
    assert found[len(title) :] == without_passage(expected, title)
    assert (page.title, page.lead, page.byline) == (draft.title, draft.lead, draft.byline)


def test_what_is_found_in_the_real_documents(samples_dir):
    seed = read_article("seed-article.docx", (samples_dir / "seed-article.docx").read_bytes())
    assert seed.title.startswith("Chi bộ Phòng 9 xây dựng mô hình học tập")
    assert (seed.lead, seed.byline) == ("", "Nguyễn Thị Cẩm Hồng")
    (picture,) = seed.pictures
    assert picture.caption == "Minh họa hình ảnh Chi bộ họp quán triệt kế hoạch thực hiện mô hình"
    decree = read_article("30-2020-ND-CP.docx", (samples_dir / "30-2020-ND-CP.docx").read_bytes())
    assert decree.title == "NGHỊ ĐỊNH Về công tác văn thư"
    texts = [block.text for block in decree.blocks if hasattr(block, "level")]
    assert sum(text.startswith("Chương") for text in texts) == 7
    assert [text.split(".")[0] for text in texts if text.startswith("Điều")] == [
        f"Điều {n}" for n in range(1, 39)
    ]


def test_the_same_file_again_gives_the_draft_it_made_before(news, make_user):
    data = illustrated()
    first = import_article("bai.docx", data, parent=news)
    second = import_article("tên khác.docx", data, parent=news, owner=make_user("khac"))
    assert second.page == first.page and not second.is_new
    assert second.report == first.report
    assert (ArticlePage.objects.count(), PortalImage.objects.count()) == (1, 1)


def test_a_file_whose_draft_was_deleted_may_come_again(news):
    data = saved(titled())
    import_article("bai.docx", data, parent=news).page.delete()
    assert import_article("bai.docx", data, parent=news).is_new


def test_the_same_picture_is_kept_once(news):
    import_article("mot.docx", illustrated((1, 2, 3), (1, 2, 3)), parent=news)
    import_article("hai.docx", illustrated((1, 2, 3)), parent=news)
    assert PortalImage.objects.count() == 1


def test_two_files_of_one_title_become_two_pages(news):
    other = titled()
    add(other, "Thêm một câu nữa.")
    pages = [import_article("bai.docx", saved(document), parent=news).page for document in (titled(), other)]
    assert [page.slug for page in pages] == ["chi-bo-hop-thuong-ky", "chi-bo-hop-thuong-ky-2"]


def test_a_file_without_a_title_is_named_after_itself(news):
    document = docx.Document()
    add(document, BODY)
    add(document, BODY)
    page = import_article("Bài dự thi_số 1.docx", saved(document), parent=news).page
    assert (page.title, page.slug) == ("Bài dự thi số 1", "bai-du-thi-so-1")


@pytest.mark.parametrize("model", [PortalImage, ArticlePage, ArticleImport])
@pytest.mark.parametrize("signal", [pre_save, post_save])
def test_a_failure_while_writing_leaves_no_page_no_picture_and_no_file(news, stored_files, model, signal):
    count = {"saves": 0}

    def fail(sender, instance, **kwargs):
        count["saves"] += 1
        if sender is not PortalImage or count["saves"] == 2:
            raise OSError("disk full")

    signal.connect(fail, sender=model)
    try:
        with pytest.raises(OSError, match="disk full"):
            import_article("bai.docx", illustrated((1, 2, 3), (4, 5, 6)), parent=news)
    finally:
        signal.disconnect(fail, sender=model)
    assert not ArticlePage.objects.exists()
    assert not PortalImage.objects.exists()
    assert not ArticleImport.objects.exists()
    assert stored_files() == []
    assert NewsIndexPage.objects.get(pk=news.pk).get_children_count() == 0
    assert not any(problem for problem in Page.find_problems())


def test_a_clash_of_two_imports_leaves_nothing_and_the_file_may_come_again(news, stored_files):
    data = illustrated()

    def clash(sender, **kwargs):
        raise IntegrityError("UNIQUE constraint failed")

    pre_save.connect(clash, sender=ArticleImport)
    try:
        with pytest.raises(IntegrityError):
            import_article("bai.docx", data, parent=news)
    finally:
        pre_save.disconnect(clash, sender=ArticleImport)
    assert stored_files() == []
    assert import_article("bai.docx", data, parent=news).is_new


def test_a_refused_file_leaves_nothing(news, stored_files):
    with pytest.raises(UnreadableArticle):
        import_article("bai.docx", illustrated()[:-300], parent=news)
    assert not ArticlePage.objects.exists() and stored_files() == []


def run(*arguments, **options) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_article", *arguments, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "bai-viet.docx"
    path.write_bytes(illustrated())
    return path


def test_the_command_makes_a_draft_in_the_named_section_for_the_named_owner(
    news, members_only, make_user, article
):
    owner = make_user("tac-gia")
    out, _ = run(str(article), "--parent", "tin", "--owner", "tac-gia")
    page = ArticlePage.objects.exclude(pk=members_only.article.pk).get()
    assert page.get_parent().specific == members_only.news
    assert page.owner == owner
    assert "Chi bộ họp thường kỳ" in out


def test_the_command_speaks_json(news, article, tmp_path):
    text = tmp_path / "hai.txt"
    text.write_text(f"Đại hội chi bộ\n{BODY}\n")
    out, _ = run(str(article), str(text), "--json")
    first, second = map(json.loads, out.splitlines())
    assert first["title"] == "Chi bộ họp thường kỳ" and first["is_new"] and not first["error"]
    assert {"kind", "label", "text"} <= set(first["report"][0])
    assert second["title"] == "Đại hội chi bộ"
    again = json.loads(run(str(article), "--json")[0])
    assert (again["page"], again["is_new"]) == (first["page"], False)


def test_the_command_brings_in_the_good_files_and_names_the_bad(news, article, tmp_path):
    broken = tmp_path / "hong.docx"
    broken.write_bytes(b"PK\x03\x04")
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="2"):
        call_command(
            "import_article",
            str(broken),
            str(article),
            str(tmp_path / "khong-co.docx"),
            stdout=out,
            stderr=err,
        )
    assert ArticlePage.objects.count() == 1
    assert "hong.docx" in err.getvalue() and "khong-co.docx" in err.getvalue()


@pytest.mark.parametrize("arguments", [["--parent", "khong-co"], ["--owner", "khong-ai"]])
def test_the_command_knows_the_section_and_the_account_before_it_begins(news, article, arguments):
    with pytest.raises(CommandError):
        run(str(article), *arguments)
    assert not ArticlePage.objects.exists()
