"""The search page and the searches of the admin, with what people type and with what they should not."""

import re
from datetime import UTC, datetime
from itertools import zip_longest

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.models import ArticlePage, NewsIndexPage

pytestmark = pytest.mark.django_db

HOSTILE = {
    "quote": '"',
    "quote in a word": 'a"b',
    "open phrase": '"doan ket',
    "apostrophe": "'",
    "star": "*",
    "bracket": "(",
    "brackets": "((()))",
    "NOT": "NOT",
    "OR AND": "OR AND",
    "NEAR": "NEAR(a b)",
    "column": "title: doan",
    "minus": "-",
    "caret": "^",
    "ampersand": "a & b | !c <-> d",
    "10 kB": "đoàn " * 2000,
    "10 kB without a space": "a" * 10_000,
    "many phrases": '"a" ' * 2000,
    "emoji": "👨‍👩‍👧‍👦 ❤️",
    "percent": "%",
    "percent word": "100% đạt",
    "underscore": "_",
    "backslash": "\\",
    "semicolon": "'; DROP TABLE users; --",
    "markup": "<script>alert(1)</script>",
    "template": "{{ settings.SECRET_KEY }}{% debug %}",
    "combining marks": "a" + "\u0301" * 500,
    "right to left": "\u202eabc",
    "private use": "\ue000",
    "line break": "đoàn\nkết\r\n",
}
SEARCHES = {
    "search page": ("search", "q"),
    "pages": ("wagtailadmin_pages:search", "q"),
    "images": ("wagtailimages:index", "q"),
    "documents": ("wagtaildocs:index", "q"),
    "image chooser": ("wagtailimages_chooser:choose_results", "q"),
    "document chooser": ("wagtaildocs_chooser:choose_results", "q"),
    "page chooser": ("wagtailadmin_choose_page_search", "q"),
    "topics": ("wagtailsnippets_news_topic:list", "q"),
    "users": ("wagtailusers_users:index", "q"),
    "redirects": ("wagtailredirects:index", "q"),
}


@pytest.mark.parametrize("where", SEARCHES)
def test_whatever_is_typed_gets_an_answer(admin_client, site_tree, where):
    name, parameter = SEARCHES[where]
    for what, typed in HOSTILE.items():
        response = admin_client.get(reverse(name), {parameter: typed})
        assert response.status_code in (200, 400), f"{what}: {response.status_code}"


RAW = {
    "a lone surrogate": "q=%ED%A0%80",
    "broken UTF-8": "q=%FF%FE%80",
    "a stray percent sign": "q=%",
    "the same twice": "q=a&q=b",
    "no value": "q",
    "a page that is no number": "q=tin&page=abc",
    "a page beyond the end": "q=tin&page=999999",
    "a negative page": "q=tin&page=-1",
    "a page in Arabic digits": "q=tin&page=%D9%A1",
    "a page with 10,000 digits": "q=tin&page=" + "9" * 10_000,
    "an unknown scope": "q=tin&loai=xyz",
    "a scope that is a path": "q=tin&loai=../../etc/passwd",
    "a thousand parameters": "&".join(f"a{number}=1" for number in range(1000)) + "&q=tin",
}


@pytest.mark.parametrize("what", RAW)
def test_odd_addresses_get_an_answer(client, admin_client, site_tree, what):
    assert client.get(f"/tim-kiem/?{RAW[what]}").status_code == 200
    for address in (
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailimages:index"),
        reverse("wagtaildocs:index"),
    ):
        # Wagtail's own lists answer 404 to a page that is not there.
        assert admin_client.get(f"{address}?{RAW[what]}").status_code in (200, 400, 404)


@pytest.mark.parametrize("query", ["q=a%00b", "q%00=a", "loai=%00"])
def test_a_nul_is_refused(client, admin_client, site_tree, query):
    for address in ("/tim-kiem/", reverse("wagtailadmin_pages:search"), reverse("wagtailimages:index")):
        assert admin_client.get(f"{address}?{query}").status_code == 400
    response = client.get(f"/tim-kiem/?{query}")
    assert response.status_code == 400
    assert "Yêu cầu" in response.content.decode()


def test_only_reading_is_answered(client, site_tree):
    assert client.post("/tim-kiem/", {"q": "tin"}).status_code == 405
    assert client.head("/tim-kiem/?q=tin").status_code == 200


@pytest.fixture
def articles(site_tree):
    return [
        site_tree.news.add_child(
            instance=ArticlePage(
                title=f"Tin số {number}",
                body=[("paragraph", f"<p>Chi bộ &amp; <b>đảng viên</b> gương mẫu lần thứ {number}</p>")],
            )
        )
        for number in range(12)
    ]


def test_the_hit_is_marked_in_the_snippet(client, articles):
    html = client.get("/tim-kiem/", {"q": "dang vien guong mau", "loai": "tin-bai"}).content.decode()
    assert "Chi bộ &amp; <mark>đảng viên gương mẫu</mark> lần thứ" in html
    assert html.count("<mark>") == 10


def test_results_come_in_pages(client, articles):
    first = client.get("/tim-kiem/", {"q": "guong mau", "loai": "tin-bai"})
    second = client.get("/tim-kiem/", {"q": "guong mau", "loai": "tin-bai", "page": 2})
    shown = [found.hit.url for response in (first, second) for found in response.context["results"].hits]
    assert len(shown) == len(set(shown)) == 12
    assert "page=2" in first.content.decode()
    assert (
        client.get("/tim-kiem/", {"q": "guong mau", "loai": "tin-bai", "page": 99})
        .context["results"]
        .page.number
        == 2
    )


def test_what_was_typed_is_shown_and_harmless(client, site_tree):
    html = client.get("/tim-kiem/", {"q": "<script>x</script>\"'"}).content.decode()
    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html


def test_a_long_query_is_cut_and_the_reader_told(client, site_tree):
    response = client.get("/tim-kiem/", {"q": "đoàn kết " * 100})
    assert response.context["results"].was_cut
    assert len(response.context["results"].text) <= 200
    assert "200" in response.content.decode()


def test_quotes_ask_for_a_phrase(client, articles):
    assert client.get("/tim-kiem/", {"q": '"guong mau lan thu"'}).context["results"].total == 12
    assert client.get("/tim-kiem/", {"q": '"mau guong lan thu"'}).context["results"].total == 0
    assert client.get("/tim-kiem/", {"q": 'tin "guong mau"'}).context["results"].total == 12


def test_nothing_found_and_nothing_asked_are_said_in_words(client, site_tree):
    for query in ({}, {"q": ""}, {"q": "tukhongcotrongcong"}):
        response = client.get("/tim-kiem/", query)
        assert response.status_code == 200
        assert response.context["results"].hits == []
    assert "tukhongcotrongcong" in response.content.decode()


def test_all_is_grouped_by_kind(client, articles, stored_document):
    stored_document("Biểu mẫu gương mẫu", description="Dành cho đảng viên")
    results = client.get("/tim-kiem/", {"q": "guong mau"}).context["results"]
    assert {group.scope.name: (group.count, len(group.hits)) for group in results.shown} == {
        "tin-bai": (12, 3),
        "tai-lieu": (1, 1),
    }
    html = client.get("/tim-kiem/", {"q": "bieu mau"}).content.decode()
    assert re.search(r'href="/tai-lieu/\d+/"', html)
    assert "loai=tin-bai" in client.get("/tim-kiem/", {"q": "guong mau"}).content.decode()


def test_a_page_that_is_withdrawn_or_closed_is_found_no_more(client, articles):
    articles[0].unpublish()
    PageViewRestriction.objects.create(page=articles[1], restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/tim-kiem/", {"q": "guong mau"}).context["results"].total == 10


def test_the_index_holds_pages_as_they_are_published(client, articles):
    article = articles[0]
    article.title = "Tin chưa được duyệt"
    article.save_revision()
    assert client.get("/tim-kiem/", {"q": "chua duoc duyet"}).context["results"].total == 0
    ArticlePage.objects.get(pk=article.pk).get_latest_revision().publish()
    assert client.get("/tim-kiem/", {"q": "chua duoc duyet"}).context["results"].total == 1


def test_the_admin_finds_folded_words_too(admin_client, articles, drawn_image, stored_document):
    drawn_image("Ảnh đại hội")
    stored_document("Nghị quyết đại hội")
    assert (
        "Tin số 3"
        in admin_client.get(reverse("wagtailadmin_pages:search"), {"q": "tin so 3"}).content.decode()
    )
    assert (
        "Ảnh đại hội" in admin_client.get(reverse("wagtailimages:index"), {"q": "dai hoi"}).content.decode()
    )
    assert (
        "Nghị quyết"
        in admin_client.get(reverse("wagtaildocs:index"), {"q": "nghi quyet dai"}).content.decode()
    )


def test_that_there_are_more_is_told_of_what_is_shown(client, articles, monkeypatch):
    monkeypatch.setattr("portal.search.results.MOST_IN_OVERVIEW", 5)
    wide = client.get("/tim-kiem/", {"q": "guong mau"}).context["results"]
    assert wide.is_cut
    ArticlePage.objects.filter(pk=articles[0].pk).update(first_published_at=datetime(2001, 5, 9, tzinfo=UTC))
    narrow = client.get("/tim-kiem/", {"q": "guong mau", "nam": "2001"}).context["results"]
    assert narrow.total == 1 and not narrow.is_cut


def test_of_many_hits_of_a_kind_older_years_can_be_chosen(client, articles, monkeypatch, site_tree):
    monkeypatch.setattr("portal.search.hits.MOST_CONSIDERED", 5)
    # Of what there was in 1999, a stranger hears nothing.
    for year, page in zip_longest((1999, 2001, 2004), articles, fillvalue=timezone.localdate().year):
        page.first_published_at = datetime(year, 1, 1, 12, tzinfo=UTC)
        page.save()
    closed = articles[0].get_parent().add_child(instance=NewsIndexPage(title="Nội bộ"))
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    articles[0].move(closed, pos="last-child")
    found = client.get("/tim-kiem/", {"q": "guong mau", "loai": "tin-bai"}).context["results"]
    assert found.is_cut
    years = [int(choice.value) for choice in found.facets[0].choices]
    assert years == list(range(timezone.localdate().year, 2000, -1))
    assert {choice.count for choice in found.facets[0].choices} == {None}
    chosen = client.get("/tim-kiem/", {"q": "guong mau", "loai": "tin-bai", "nam": "2001"}).context["results"]
    assert chosen.count == 1 and not chosen.is_cut


def test_a_phrase_on_a_later_page_is_in_the_feed(client, site_tree, stored_document):
    document = stored_document("Kế hoạch học tập")
    document.pages.create(number=1, text="Mở đầu", method="text_layer")
    document.pages.create(
        number=2, text="x " * 30_000 + "Kiên quyết khắc phục bệnh thành tích", method="text_layer"
    )
    document.save()
    for address in ("/tim-kiem/", "/tim-kiem/feed/"):
        html = client.get(address, {"q": '"khac phuc benh thanh tich"'}).content.decode()
        assert "Kế hoạch học tập" in html, address
