"""What the search finds, the same on both engines, and what of modelsearch it stands on."""

import inspect
import unicodedata
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from modelsearch.backends import get_search_backend
from modelsearch.backends.base import (
    BaseIndex,
    BaseSearchBackend,
    BaseSearchQueryCompiler,
    BaseSearchResults,
)
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText
from wagtail.models import Page

from news.models import ArticlePage
from portal.base.audience import visible_to
from portal.base.models import PortalImage
from portal.search import hits as hits_module
from portal.search.checks import check_search_back_end
from portal.search.index import (
    KEY_MASK,
    NEWNESS_MASK,
    entry_number,
    first_number,
    kind_of_entry,
    year_of_entry,
)
from portal.search.matching import holds
from portal.search.models import SearchEntry
from portal.search.scopes import registered

TITLES = {
    "solidarity": "Đoàn kết, trách nhiệm",
    "decree": "Học tập Quy định số 144-QĐ/TW của Bộ Chính trị",
    "example": "Trách nhiệm nêu gương của đảng viên",
    "reverse": "Nêu gương là trách nhiệm của cán bộ",
    "cell": "Chi bộ Phòng 9 sinh hoạt chuyên đề",
    "decomposed": unicodedata.normalize("NFD", "Kiểm sát việc tuân theo pháp luật"),
}


@pytest.fixture
def corpus(site_tree) -> dict[str, ArticlePage]:
    return {
        name: site_tree.news.add_child(
            instance=ArticlePage(title=title, slug=name, body=[("paragraph", f"<p>Nội dung {name}</p>")])
        )
        for name, title in TITLES.items()
    }


def found(query, *, manager=ArticlePage.objects, **options) -> set[str]:
    return {page.slug for page in manager.search(query, **options)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("chi bo", {"cell"}),
        ("chi bộ", {"cell"}),
        ("CHI BỘ", {"cell"}),
        ("doan ket", {"solidarity"}),
        ("đoàn kết", {"solidarity"}),
        (unicodedata.normalize("NFD", "Đoàn kết"), {"solidarity"}),
        ("kiểm sát", {"decomposed"}),
        ("kiem sat tuan theo", {"decomposed"}),
        ("144-QĐ/TW", {"decree"}),
        ("144 QD TW", {"decree"}),
        ("144-qd/tw", {"decree"}),
        ("144/QĐ-TW", {"decree"}),
        ("144", {"decree"}),
        ("trach nhiem", {"solidarity", "example", "reverse"}),
        ("trach nhiem doan", {"solidarity"}),
        ("noi dung cell", {"cell"}),
        ("khong co tu nay", set()),
        ("trach nhiem vang mat", set()),
    ],
)
def test_words_are_found_however_they_are_typed(corpus, query, expected):
    assert found(query, operator="and") == expected
    assert ArticlePage.objects.search(query, operator="and").count() == len(expected)


def test_a_phrase_finds_its_words_in_their_order_alone(corpus):
    assert found(Phrase("trách nhiệm nêu gương")) == {"example"}
    assert found(Phrase("neu guong la trach nhiem")) == {"reverse"}
    assert found(Phrase("144 QD/TW")) == {"decree"}


def test_queries_are_joined_and_negated(corpus):
    assert found(And([PlainText("trách nhiệm"), PlainText("cán bộ")])) == {"reverse"}
    assert found(
        Or(
            [PlainText("chi bộ"), PlainText("kiểm sát")],
        )
    ) == {"cell", "decomposed"}
    assert found(And([PlainText("trach nhiem"), Not(PlainText("guong"))])) == {"solidarity"}
    assert found(Boost(PlainText("chi bo"), 2)) == {"cell"}
    assert found(Fuzzy("chi bo", operator="and")) == {"cell"}
    assert len(found(MatchAll())) == len(corpus)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("doan k", {"solidarity"}), ("Đoàn kê", {"solidarity"}), ("144-q", {"decree"}), ("xyz", set())],
)
def test_a_beginning_is_completed(corpus, typed, expected):
    assert {page.slug for page in Page.objects.autocomplete(typed)} == expected


def test_a_hit_in_the_title_stands_before_one_in_the_text(site_tree):
    for slug, title, text in (
        ("in-text", "Một bài khác", "Nói về thi đua, thi đua và thi đua."),
        ("in-title", "Phong trào thi đua", "Nói về việc khác."),
        ("in-both", "Thi đua yêu nước", "Thi đua là yêu nước."),
    ):
        site_tree.news.add_child(
            instance=ArticlePage(title=title, slug=slug, body=[("paragraph", f"<p>{text}</p>")])
        )
    ranked = [page.slug for page in ArticlePage.objects.search("thi dua", operator="and")]
    assert set(ranked) == {"in-text", "in-title", "in-both"}
    assert ranked[-1] == "in-text"


def test_results_can_stand_in_the_order_of_the_query_set(corpus):
    ordered = ArticlePage.objects.order_by("-slug").search(
        "trach nhiem", operator="and", order_by_relevance=False
    )
    assert [page.slug for page in ordered] == ["solidarity", "reverse", "example"]


def test_hits_are_cut_counted_and_faceted(corpus):
    results = ArticlePage.objects.search("trach nhiem", operator="and")
    assert results.count() == 3
    assert len(results[:2]) == 2
    assert len(results[2:10]) == 1
    assert dict(ArticlePage.objects.search("trach nhiem", operator="and").facet("live")) == {True: 3}


def test_what_a_query_set_leaves_out_is_not_found(corpus):
    assert found("trach nhiem", manager=ArticlePage.objects.exclude(slug="example"), operator="and") == {
        "solidarity",
        "reverse",
    }


def test_a_change_of_a_page_reaches_the_index_and_its_end_leaves_it(corpus):
    page = corpus["cell"]
    page.title = "Đảng bộ cơ sở"
    page.save()
    assert found("chi bo") == set()
    assert found("dang bo co so", operator="and") == {"cell"}
    page.delete()
    assert found("dang bo co so", operator="and") == set()


def test_rebuilding_the_index_changes_no_answer(corpus):
    call_command("update_index", verbosity=0)
    assert found("doan ket", operator="and") == {"solidarity"}
    assert found("144 QD TW", operator="and") == {"decree"}


def test_pictures_and_files_are_found_folded(drawn_image, stored_document):
    from documents.models import PortalDocument

    drawn_image("Đại hội chi bộ", credit="Nguyễn Văn Mẫu")
    stored_document("Nghị quyết", description="Về công tác kiểm sát")
    assert PortalImage.objects.search("dai hoi", operator="and").count() == 1
    assert PortalImage.objects.search("nguyen van mau", operator="and").count() == 1
    assert PortalDocument.objects.search("cong tac kiem sat", operator="and").count() == 1


def test_a_query_without_a_word_finds_nothing(corpus):
    for query in ("", "…", "-/–", '"', "'*'", "()", "\u0300"):
        assert found(query) == set()
        assert found(And([Phrase(query), PlainText("chi bo")])) == {"cell"}
        assert found(Or([Phrase(query), PlainText("chi bo")])) == {"cell"}


def test_a_very_long_query_is_cut(corpus):
    assert found(PlainText("trach nhiem " * 5000)) == {"solidarity", "example", "reverse"}
    assert found(And([Phrase("trach nhiem")] * 5000)) == {"solidarity", "example", "reverse"}


def test_what_is_written_as_it_is_asked_stands_first(site_tree):
    for slug, title, text in (
        ("unmarked", "Ban hành quy chế", "Ban hành, ban bố, ban hành."),
        ("other", "Bạn đọc hỏi", "Bạn hỏi, bạn trả lời."),
        ("meant", "Một bài khác", "Đấu giá để bán tài sản."),
    ):
        site_tree.news.add_child(
            instance=ArticlePage(title=title, slug=slug, body=[("paragraph", f"<p>{text}</p>")])
        )
    assert [page.slug for page in ArticlePage.objects.search("bán")][0] == "meant"
    assert {page.slug for page in ArticlePage.objects.search("bán")} == {"unmarked", "other", "meant"}
    assert {page.slug for page in ArticlePage.objects.search("ban")} == {"unmarked", "other", "meant"}


def test_a_number_is_a_word_of_a_phrase_in_either_form(site_tree):
    now = timezone.now()
    for slug, title, days in (
        ("written", "Tầm nhìn đến năm 2030 và sau đó", 9),
        ("unmarked", "Tam nhin den nam 2030 va sau do", 1),
    ):
        site_tree.news.add_child(
            instance=ArticlePage(title=title, slug=slug, first_published_at=now - timedelta(days=days))
        )
    phrase = Phrase("đến năm 2030 và")
    assert [page.slug for page in ArticlePage.objects.search(phrase)] == ["written", "unmarked"]
    assert not found(Phrase("năm và"))
    assert not found(Phrase("nam va"))


def test_of_equals_the_newer_stands_first(site_tree):
    now = timezone.now()
    for slug, days in (("old", 400), ("new", 1), ("middle", 30)):
        site_tree.news.add_child(
            instance=ArticlePage(
                title="Kế hoạch công tác năm", slug=slug, first_published_at=now - timedelta(days=days)
            )
        )
    assert [page.slug for page in ArticlePage.objects.search("ke hoach")] == ["new", "middle", "old"]


def test_of_very_many_hits_the_newest_and_those_in_titles_are_considered(site_tree, monkeypatch):
    monkeypatch.setattr(hits_module, "MOST_CONSIDERED", 3)
    monkeypatch.setattr(hits_module, "MOST_COMPARED", 2)
    now = timezone.now()
    for number in range(8):
        site_tree.news.add_child(
            instance=ArticlePage(
                title="Thi đua yêu nước" if number == 0 else f"Bài {number}",
                slug=f"bai-{number}",
                first_published_at=now - timedelta(days=100 - number),
                body=[("paragraph", "<p>Phong trào thi đua.</p>")],
            )
        )
    results = ArticlePage.objects.search("thi dua")
    assert results.is_cut
    assert [page.slug for page in results] == ["bai-0", "bai-7", "bai-6", "bai-5"]
    assert not ArticlePage.objects.search("yeu nuoc").is_cut


def test_hidden_hits_leave_their_room_to_visible_ones(site_tree, monkeypatch):
    monkeypatch.setattr(hits_module, "MOST_CONSIDERED", 2)
    now = timezone.now()
    for number in range(6):
        site_tree.news.add_child(
            instance=ArticlePage(
                title=f"Bài {number}",
                slug=f"bai-{number}",
                live=number < 2,
                first_published_at=now - timedelta(days=100 - number),
                body=[("paragraph", "<p>Phong trào thi đua.</p>")],
            )
        )
    results = visible_to(ArticlePage.objects.all(), None).search("thi đua")
    assert [page.slug for page in results] == ["bai-1", "bai-0"]


def test_values_of_hits_are_those_of_their_rows(corpus):
    results = ArticlePage.objects.search("trach nhiem")
    assert results.values_of_hits("live") == [(None, True)] * 3
    assert results.facet("live") == {True: 3}


def test_columns_are_told_apart_whatever_was_asked_before(corpus):
    results = ArticlePage.objects.search("trach nhiem")
    results.values_of_hits("depth", "live")
    assert results.facet("live") == {True: 3}
    assert results.values_of_hits() == [(None,)] * 3


def test_an_entry_number_says_day_kind_and_object():
    number = entry_number(date(2024, 5, 9), 12, 345)
    assert (kind_of_entry(number), year_of_entry(number), number & KEY_MASK) == (12, 2024, 345)
    assert year_of_entry(entry_number(None, 12, 345)) is None
    assert entry_number(date(2024, 5, 10), 12, 1) > entry_number(date(2024, 5, 9), 12, 10**9)
    newer, older = entry_number(date(2024, 5, 10), 1, 1), entry_number(date(2024, 5, 9), 8000, 10**9)
    assert newer < older and newer & NEWNESS_MASK > older & NEWNESS_MASK
    assert first_number(12) <= number < first_number(13)
    with pytest.raises(ValueError):
        entry_number(None, 2**13, 1)


@pytest.mark.django_db
def test_each_object_has_one_entry_whatever_its_day(corpus):
    page = corpus["cell"]
    page.first_published_at = timezone.now() - timedelta(days=900)
    page.save()
    entries = SearchEntry.objects.filter(object_id=page.pk, content_type=page.content_type)
    assert [year_of_entry(entry.pk) for entry in entries] == [page.first_published_at.year]


def test_every_column_that_permission_asks_is_a_filter_field(site_tree):
    """Another engine filters by what its index holds alone."""
    for scope in registered():
        rows = scope.rows(None)
        compiler = BaseSearchQueryCompiler(rows.order_by(), PlainText("x"))
        compiler.check()


def test_modelsearch_still_has_what_is_built_upon():
    parts = {
        BaseIndex: {"add_item", "add_items", "delete_item", "reset", "refresh", "add_model", "get_key"},
        BaseSearchBackend: {"search", "autocomplete", "get_index_for_model", "add_bulk", "delete"},
        BaseSearchResults: {"_clone", "_do_search", "_do_count", "facet", "annotate_score", "count"},
        BaseSearchQueryCompiler: {"check"},
    }
    for part, names in parts.items():
        assert names <= set(dir(part)), part
    results = BaseSearchResults(None, None)
    assert {"start", "stop", "prefetch_related", "_score_field", "query_compiler"} <= set(vars(results))
    compiler = BaseSearchQueryCompiler(ArticlePage.objects.all(), "đoàn kết", order_by_relevance=False)
    assert compiler.query.query_string == "đoàn kết"
    assert compiler.order_by_relevance is False and compiler.fields is None
    assert set(inspect.signature(BaseSearchBackend.search).parameters) == {
        *("self", "query", "model_or_queryset", "fields", "operator", "order_by_relevance"),
    }


def test_the_back_end_in_use_is_the_portals_own():
    backend = get_search_backend()
    assert type(backend).__name__ == "FoldingSearchBackend"
    assert check_search_back_end(None) == []


def test_another_back_end_is_warned_of(db, settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
    (warning,) = check_search_back_end(None)
    assert warning.id == "search.W001"
    assert "facets" in warning.msg


@pytest.mark.parametrize(
    "query",
    [
        Phrase("nêu gương là trách nhiệm"),
        And([PlainText("Phòng 9"), Phrase("chi bo")]),
        And([PlainText("trách nhiệm"), Not(Phrase("neu guong"))]),
        Or([Phrase("bộ phòng"), PlainText("đoàn kết")]),
        PlainText("decree reverse", operator="or"),
        And([PlainText("Chi bộ"), PlainText("...")]),
    ],
)
def test_a_text_read_in_python_holds_what_the_index_finds(corpus, query):
    entries = SearchEntry.objects.filter(object_id__in=[page.pk for page in corpus.values()])
    slugs = {page.pk: page.slug for page in corpus.values()}
    held = {slugs[entry.object_id] for entry in entries if holds(query, f"{entry.title} {entry.body}")}
    assert held == found(query) != set()
