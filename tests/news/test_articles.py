import json
import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.models import ArticlePage, ChangeNote, NewsIndexPage, Topic

pytestmark = pytest.mark.django_db


def titles(response) -> list[str]:
    return [article.title for article in response.context["articles"]]


def test_the_newest_article_stands_first_and_a_pinned_one_before_it(client, news, write_article):
    write_article("Bài cũ", days=9)
    write_article("Bài mới", days=1)
    write_article("Bài ghim", days=20, pinned_until=timezone.localdate())
    write_article("Bài hết ghim", days=30, pinned_until=timezone.localdate() - timedelta(days=1))
    assert titles(client.get(news.url)) == ["Bài ghim", "Bài mới", "Bài cũ", "Bài hết ghim"]


@pytest.mark.parametrize("page", ["abc", "999999", "-1", "0", "1e5", "9" * 10_000])
def test_a_senseless_page_number_shows_the_nearest_page(client, news, write_article, page):
    write_article("Một bài")
    response = client.get(news.url, {"page": page})
    assert response.status_code == 200
    assert titles(response) == ["Một bài"]


def test_lists_are_cut_into_pages(client, news, write_article):
    for number in range(15):
        write_article(f"Bài {number}", days=number)
    assert len(titles(client.get(news.url))) == 12
    assert titles(client.get(news.url, {"page": 2})) == ["Bài 12", "Bài 13", "Bài 14"]


def test_a_month_shows_its_articles_alone(client, news, write_article):
    article = write_article("Bài tháng ba")
    ArticlePage.objects.filter(pk=article.pk).update(
        first_published_at=timezone.make_aware(timezone.datetime(2025, 3, 31, 23, 30))
    )
    write_article("Bài hôm nay")
    assert titles(client.get(news.url + "2025/03/")) == ["Bài tháng ba"]
    assert titles(client.get(news.url + "2025/")) == ["Bài tháng ba"]
    assert titles(client.get(news.url + "2025/04/")) == []


@pytest.mark.parametrize(
    "path", ["2025/13/", "2025/00/", "0000/", "chu-de/khong-co/", "chu-de/khong-co/feed/"]
)
def test_what_there_is_not_is_not_found(client, news, path):
    assert client.get(news.url + path).status_code == 404


def test_a_topic_shows_its_articles_alone(client, news, write_article):
    topic = Topic.objects.create(name="Học tập và làm theo Bác – Đợt 1")
    assert topic.slug == "hoc-tap-va-lam-theo-bac-dot-1"
    article = write_article("Bài có chủ đề")
    article.topics.add(topic)
    article.save()
    write_article("Bài khác")
    assert titles(client.get(f"{news.url}chu-de/{topic.slug}/")) == ["Bài có chủ đề"]


def test_topics_stand_in_dictionary_order():
    for name in ("Ánh sáng", "Đoàn kết", "Ân tình", "Dân vận", "An ninh"):
        Topic.objects.create(name=name)
    assert [topic.name for topic in Topic.objects.all()] == [
        "An ninh",
        "Ánh sáng",
        "Ân tình",
        "Dân vận",
        "Đoàn kết",
    ]


def test_neighbours_and_related_are_what_the_reader_may_see(rf, news, write_article):
    topic = Topic.objects.create(name="Chủ đề")
    older = write_article("Cũ hơn", days=3)
    article = write_article("Bài này", days=2)
    hidden = write_article("Nội bộ", days=1)
    newer = write_article("Mới hơn")
    for each in (older, article, hidden, newer):
        each.topics.add(topic)
        each.save()
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    previous, following = article.neighbours(None)
    assert (previous.title, following.title) == ("Cũ hơn", "Mới hơn")
    assert [each.title for each in article.related_to(None, [topic])] == ["Mới hơn", "Cũ hơn"]


def test_an_article_says_to_search_engines_what_it_is(client, write_article):
    article = write_article("Tít </script><script>", lead="Tóm tắt & hơn", byline="Nguyễn Văn Mẫu")
    html = client.get(article.url).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    data = json.loads(found[1])
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "Tít </script><script>"
    assert data["author"] == {"@type": "Person", "name": "Nguyễn Văn Mẫu"}
    assert data["datePublished"].startswith(str(timezone.now().year))
    assert f'<link rel="canonical" href="{article.full_url}">' in html
    assert 'property="og:type" content="article"' in html


def test_a_change_note_is_shown_with_its_date(client, write_article):
    article = write_article("Bài đã sửa")
    article.change_notes = [ChangeNote(changed_on=date(2026, 5, 9), text="Sửa số liệu tại mục 2.")]
    article.save_revision().publish()
    html = client.get(article.url).content.decode()
    assert "Sửa số liệu tại mục 2." in html
    assert "09/05/2026" in html


def test_the_slug_of_an_article_reads_as_its_title(write_article):
    assert write_article("Đoàn kết, trách nhiệm").slug == "doan-ket-trach-nhiem"
    assert write_article("Đoàn kết – trách nhiệm").slug == "doan-ket-trach-nhiem-2"
    assert write_article("…").slug


def test_renaming_and_moving_leave_a_redirect(
    client, news, write_article, site_tree, django_capture_on_commit_callbacks
):
    article = write_article("Tên cũ")
    other = site_tree.section.add_child(instance=NewsIndexPage(title="Tin khác", slug="tin-khac"))
    with django_capture_on_commit_callbacks(execute=True):
        article.slug = "ten-moi"
        article.save_revision().publish()
    response = client.get(news.url + "ten-cu/")
    assert (response.status_code, response["Location"]) == (301, news.url + "ten-moi/")
    with django_capture_on_commit_callbacks(execute=True):
        article.refresh_from_db()
        article.move(other, pos="last-child")
    response = client.get(news.url + "ten-moi/")
    assert (response.status_code, response["Location"]) == (301, other.url + "ten-moi/")


def test_plain_text_has_everything_in_reading_order(write_article):
    article = write_article(
        "Tít",
        lead="Tóm tắt",
        image_caption="Chú thích",
        byline="Tác giả",
        body=[
            ("heading", {"text": "Mục một", "level": "2"}),
            ("paragraph", "<p>Đoạn <b>một</b></p><ul><li>Ý</li></ul>"),
            ("quote", {"text": "Lời nói", "attribution": "Ai đó"}),
        ],
    )
    lines = article.plain_text().split()
    assert lines == "Tít Tóm tắt Chú thích Mục một Đoạn một Ý Lời nói Ai đó Tác giả".split()


def test_what_is_pinned_says_so_while_it_is(client, news, write_article):
    write_article("Bài ghim", days=20, pinned_until=timezone.localdate())
    write_article("Bài hết ghim", pinned_until=timezone.localdate() - timedelta(days=1))
    html = client.get(news.url).content.decode()
    assert html.count('<span class="tag">') == 1


def test_the_front_page_shows_no_article_twice(client, site_tree, news, write_article):
    for number in range(6):
        write_article(f"Bài số {number}", days=number)
    site_tree.home.sections = [
        ("lead_story", {"title": "", "section": None}),
        ("latest_news", {"title": "", "section": None, "count": 6}),
    ]
    site_tree.home.save()
    html = client.get("/").content.decode()
    for number in range(6):
        assert html.count(f"Bài số {number}<") == 1, number


def test_sections_of_the_front_page_with_nothing_to_show_do_not_appear(client, site_tree):
    site_tree.home.sections = [
        ("lead_story", {"title": "Tin chính", "section": None}),
        ("latest_news", {"title": "Tin mới", "section": site_tree.news, "count": 6}),
        ("announcements", {"title": "Thông báo", "count": 4}),
        ("directives", {"title": "Văn bản", "count": 4}),
        ("quick_links", {"title": "Liên kết", "links": []}),
    ]
    site_tree.home.save()
    main = client.get("/").content.decode().partition("<main")[2].partition("</main>")[0]
    assert "<section" not in main


def test_a_source_is_named_and_linked(client, write_article):
    article = write_article("Bài dẫn", source_name="Báo Tây Ninh", source_url="https://bao.example/1")
    assert (
        '<a href="https://bao.example/1" rel="external">Báo Tây Ninh</a>'
        in client.get(article.url).content.decode()
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "khong-phai-dia-chi"])
def test_a_source_is_a_web_address(write_article, address):
    article = write_article("Bài dẫn", source_name="Báo")
    article.source_url = address
    with pytest.raises(ValidationError):
        article.full_clean()


def test_a_picture_for_members_stands_in_no_metadata(client, write_article, members_only):
    article = write_article("Bài ngỏ", image=members_only.image)
    html = client.get(article.url).content.decode()
    assert "og:image" not in html
    assert '"image"' not in html


def test_everything_on_an_article_is_escaped(client, write_article):
    nasty = "<img src=x onerror=alert(1)>\"'&"
    article = write_article(
        nasty,
        lead=nasty,
        byline=nasty,
        source_name=nasty,
        image_caption=nasty,
        body=[
            ("heading", {"text": nasty, "level": "2"}),
            ("quote", {"text": nasty, "attribution": nasty}),
            ("video", {"url": "https://youtu.be/abcdefghijk", "title": nasty, "summary": nasty}),
        ],
    )
    article.change_notes = [ChangeNote(changed_on=date(2026, 5, 9), text=nasty)]
    article.save()
    for address in (article.url, "/tin-tuc/", "/so-do-trang/", "/tim-kiem/?q=onerror"):
        assert "<img src=x" not in client.get(address).content.decode(), address


def test_an_article_without_a_date_is_shown_all_the_same(client, site_tree):
    article = site_tree.news.add_child(instance=ArticlePage(title="Bài không ngày"))
    for address in (article.url, site_tree.news.url, site_tree.news.url + "feed/", "/sitemap.xml", "/"):
        assert client.get(address).status_code == 200, address
