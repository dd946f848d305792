"""What staff add to the search and learn from it: acronyms, promoted results, the log; and its limits."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.models import ArticlePage
from portal.search import log
from portal.search.models import Acronym, PromotedResult, SearchedText

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(site_tree):
    return site_tree.news.add_child(
        instance=ArticlePage(title="Viện kiểm sát nhân dân tỉnh họp báo", lead="Về công tác quý I")
    )


def total(client, query: str) -> int:
    return client.get("/tim-kiem/", {"q": query}).context["results"].total


def test_an_acronym_finds_what_it_stands_for_and_the_other_way_round(client, article, site_tree):
    site_tree.news.add_child(instance=ArticlePage(title="Lãnh đạo VKSND tiếp dân"))
    for query in ("VKSND", "vksnd", "vien kiem sat nhan dan", "Viện kiểm sát nhân dân"):
        assert total(client, query) == 2, query
    Acronym.objects.all().delete()
    assert total(client, "VKSND") == 1


def test_an_acronym_is_checked():
    for short, name in (("", "Một tên"), ("HAI TỪ", "Một tên"), ("9A", "Một tên"), ("ABC", "một")):
        with pytest.raises(ValidationError):
            Acronym(short=short, name=name).full_clean()
    Acronym(short="PCCC", name="phòng cháy, chữa cháy").full_clean()


def test_a_promoted_page_stands_above_all_that_its_readers_may_see(client, admin_client, article):
    PromotedResult.objects.create(keywords="họp báo, lịch họp", page=article, description="Lịch và tài liệu")
    assert b"promoted__result" in client.get("/tim-kiem/", {"q": "lich hop quy I"}).content
    assert b"promoted__result" not in client.get("/tim-kiem/", {"q": "hop"}).content
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    assert b"promoted__result" not in client.get("/tim-kiem/", {"q": "hop bao"}).content
    assert b"promoted__result" in admin_client.get("/tim-kiem/", {"q": "hop bao"}).content


@pytest.mark.parametrize(
    "fields",
    [
        {"keywords": "…", "address": "/a/", "title": "A"},
        {"keywords": "a"},
        {"keywords": "a", "address": "javascript:alert(1)", "title": "A"},
        {"keywords": "a", "address": "//ngoai.example", "title": "A"},
        {"keywords": "a", "address": "/a/"},
    ],
)
def test_a_promoted_result_leads_somewhere_known(fields):
    with pytest.raises(ValidationError):
        PromotedResult(**fields).full_clean()


def test_searches_are_counted_by_day_and_forgotten(client, article, settings):
    for query in ("Họp báo", "họp  báo", "không có gì như thế"):
        client.get("/tim-kiem/", {"q": query})
    client.get("/tim-kiem/", {"q": "họp báo", "loai": "tin-bai"})
    client.get("/tim-kiem/", {"q": "họp báo", "page": 2})
    client.head("/tim-kiem/?q=họp báo")
    rows = {row.text: (row.times, row.found) for row in SearchedText.objects.all()}
    assert rows == {"họp báo": (2, 1), "không có gì như thế": (1, 0)}
    SearchedText.objects.update(day=timezone.localdate() - timedelta(days=settings.SEARCH_LOG_DAYS + 1))
    log.prune()
    assert not SearchedText.objects.exists()


@pytest.mark.parametrize("text", ["0901 234 567", "012345678901", "ai.do@noi.example", "…"])
def test_what_may_be_somebodys_is_not_written_down(client, site_tree, text):
    client.get("/tim-kiem/", {"q": text})
    assert not SearchedText.objects.exists()


def test_the_report_names_what_found_nothing(client, admin_client, article):
    client.get("/tim-kiem/", {"q": "họp báo"})
    client.get("/tim-kiem/", {"q": "không có gì như thế"})
    html = admin_client.get(reverse("searched_texts")).content.decode()
    assert "họp báo" in html and "không có gì như thế" in html
    html = admin_client.get(reverse("searched_texts"), {"khong": "1", "ngay": "7"}).content.decode()
    assert "không có gì như thế" in html and ">họp báo<" not in html
    assert admin_client.get(reverse("searched_texts"), {"ngay": "abc", "page": "x"}).status_code == 200


def test_a_flood_is_answered_with_a_pause(client, admin_client, site_tree, settings):
    settings.SEARCHES_PER_MINUTE = 3
    cache.clear()
    answers = [client.get("/tim-kiem/", {"q": f"tin {number}"}) for number in range(5)]
    assert [answer.status_code for answer in answers].count(429) >= 1
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert "no-store" in refused["Cache-Control"]
    assert "Quá nhiều lượt tìm" in refused.content.decode()
    # Whoever is signed in is counted alone.
    assert admin_client.get("/tim-kiem/", {"q": "tin"}).status_code == 200


def test_suggestions_are_titles_with_their_addresses(client, article):
    (one,) = client.get(reverse("search_suggestions"), {"q": "hop b"}).json()["suggestions"]
    assert one == {"title": article.title, "url": article.url, "kind": "Bài viết"}
    for query in ("", "h", "khong co", '"', "x" * 5000, "%"):
        assert client.get(reverse("search_suggestions"), {"q": query}).json() == {"suggestions": []}


def test_the_feed_holds_the_newest_public_results(client, admin_client, site_tree):
    now = timezone.now()
    for number in range(3):
        site_tree.news.add_child(
            instance=ArticlePage(
                title=f"Thi đua số {number}", first_published_at=now - timedelta(days=number)
            )
        )
    hidden = site_tree.news.add_child(instance=ArticlePage(title="Thi đua kín", first_published_at=now))
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    for visitor in (client, admin_client):
        text = visitor.get(reverse("search_feed"), {"q": "thi dua"}).content.decode()
        assert "Thi đua kín" not in text
        assert text.index("số 0") < text.index("số 1") < text.index("số 2")
    assert client.get(reverse("search_feed")).status_code == 200
    assert "<entry>" not in client.get(reverse("search_feed"), {"q": "…"}).content.decode()


def test_a_year_that_is_none_finds_nothing_and_can_be_taken_back(client, article):
    for value in ("1999", "abc", "²⁰²⁴", "-1", "99999"):
        response = client.get("/tim-kiem/", {"q": "hop bao", "nam": value})
        assert response.status_code == 200
        assert response.context["results"].total == 0
    assert client.get("/tim-kiem/", {"q": "hop bao", "cq": "x", "hl": "in_force"}).status_code == 200
