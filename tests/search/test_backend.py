"""What the search finds, the same on both engines, and the private parts of modelsearch that it stands on."""

import inspect
import re
import unicodedata
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import connection
from modelsearch.backends import get_search_backend
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.models import Page

from news.models import ArticlePage
from portal.base.models import PortalImage
from portal.search.backend import NOTHING, fold_query, folded

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
        assert fold_query(PlainText(query)) is NOTHING
        assert found(And([Phrase(query), PlainText("chi bo")])) == {"cell"}
        assert found(Or([Phrase(query), PlainText("chi bo")])) == {"cell"}


def test_a_very_long_query_is_cut(corpus):
    assert found(PlainText("trach nhiem " * 5000)) == {"solidarity", "example", "reverse"}
    assert found(And([Phrase("trach nhiem")] * 5000)) == {"solidarity", "example", "reverse"}


def test_folding_reaches_every_part_of_a_query():
    query = fold_query(And([Not(Phrase("Đoàn kết")), Or([Boost(PlainText("ĐẢNG"), 3), Fuzzy("Bộ")])]))
    negated, joined = query.subqueries
    assert negated.subquery.query_string == "doan ket"
    assert joined.subqueries[0].query_string == "dang"
    assert isinstance(joined.subqueries[1], PlainText)
    assert folded("144-QĐ/TW") == "144 qd tw"


# What `portal.search.backend` replaces or calls in modelsearch, for the engine in use.
ENGINES = {"sqlite": ("sqlite", "SQLite"), "postgresql": ("postgres", "Postgres")}
PARTS = {
    "SearchBackend": {
        *("query_compiler_class", "autocomplete_query_compiler_class", "results_class", "index_class"),
    },
    "SearchQueryCompiler": {"search", "check"},
    "AutocompleteQueryCompiler": {"search", "check"},
    "SearchResults": {"_do_count", "facet", "query_compiler"},
    "Index": {"_refresh_title_norms", "add_items"},
}
SIGNATURES = {
    "sqlite": {
        "sqlite.SQLiteSearchQueryCompiler.search": "self config start stop score_field",
        "sqlite.SQLiteSearchQueryCompiler.build_search_query": "self query config",
        "sqlite.SQLiteIndex._refresh_title_norms": "self full",
        "sqlite.ObjectIndexer.prepare_value": "self value",
        "query.MatchExpression.__init__": "self columns query",
        "query.normalize": "search_query",
    },
    "postgresql": {
        "postgres.PostgresIndex._refresh_title_norms": "self full",
        "postgres.ObjectIndexer.prepare_value": "self value",
    },
}
# The weights of the ranking follow the order of the columns of the full-text table.
COLUMNS = {"sqlite": ["autocomplete", "body", "title"], "postgresql": []}


def test_modelsearch_still_has_the_parts_that_are_replaced(corpus):
    package, prefix = ENGINES[connection.vendor]
    modules = {
        name: import_module(f"modelsearch.backends.database.{package}.{name}") for name in (package, "query")
    }
    for suffix, names in PARTS.items():
        part = getattr(modules[package], prefix + suffix)
        known = set(dir(part)) | {name for base in part.__mro__[:-1] for name in _set_in_constructor(base)}
        assert names <= known, f"{part} lost {names - known}"
    for path, parameters in SIGNATURES[connection.vendor].items():
        module, *names = path.split(".")
        part = modules[module]
        for name in names:
            part = getattr(part, name)
        assert list(inspect.signature(part).parameters) == parameters.split(), path
    # The index looks the indexer up in its module at each save: that is where the folding one is put.
    assert "ObjectIndexer(" in inspect.getsource(getattr(modules[package], f"{prefix}Index").add_items)
    assert list(inspect.signature(get_descendants_content_types_pks).parameters) == ["model"]
    assert COLUMNS[connection.vendor] == full_text_columns()


def _set_in_constructor(part) -> list[str]:
    constructor = vars(part).get("__init__")
    return re.findall(r"self\.(\w+) =", inspect.getsource(constructor)) if constructor else []


def full_text_columns() -> list[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.table_names(cursor)
        tables = [name for name in found if name.endswith("_fts")]
        return [
            column.name
            for table in tables
            for column in connection.introspection.get_table_description(cursor, table)
        ]


def test_the_back_end_in_use_folds():
    backend = get_search_backend()
    assert type(backend).__name__ == "FoldingSearchBackend"
    assert backend.query_compiler_class.__name__ == "FoldingQueryCompiler"
