"""How hits are found: the newest of each kind, the same as by going through all, however they lie in the index."""

import random
from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from modelsearch.query import And, Not, Or, Phrase, PlainText

from documents.search import DOCUMENTS
from news.models import ArticlePage
from news.search import ARTICLES
from portal.search import hits as hits_module
from portal.search.engines import engine_of, in_order
from portal.search.index import KEY_MASK, entry_number, kind_of_entry
from portal.search.matching import bears_marks, holds, is_certain
from portal.search.models import SearchEntry
from portal.search.scopes import ask_together, registered
from portal.search.words import indexed

WORDS = ("đoàn", "kết", "đoan", "trách", "nhiệm", "án", "an")
QUERIES = [
    PlainText("doan"),
    PlainText("đoàn kết"),
    PlainText("an"),
    PlainText("án"),
    Phrase("trach nhiem"),
    Phrase("đoàn kết"),
    Phrase("trách nhiệm đoàn"),
    Or([PlainText("án"), Phrase("đoàn kết")]),
    And([PlainText("trách"), Not(PlainText("kết"))]),
    And([PlainText("trach"), Not(Phrase("nhiệm đoàn"))]),
    And([PlainText("trach"), Not(Phrase("trách nhiệm đoàn"))]),
]


@pytest.fixture
def entries(db) -> list[SearchEntry]:
    """Entries of four kinds: over thirty years, on one day, without a day, and just one."""
    chance = random.Random(3)
    kinds = sorted(ContentType.objects.order_by("pk").values_list("pk", flat=True))[:7:2]

    def day_of(place: int) -> date | None:
        days = (date(2024, 5, 9) - timedelta(days=chance.randrange(11_000)), date(2024, 5, 9), None, None)
        return days[place]

    found = []
    for place, kind in enumerate(kinds):
        for key in chance.sample(range(1, 200_000), 1 if place == 3 else 400):
            text = " ".join(chance.choices(WORDS, weights=(9, 9, 1, 5, 5, 1, 3), k=chance.choice((3, 8))))
            title, body = indexed(" ".join(chance.choices(WORDS, k=3))), indexed(text)
            number = entry_number(day_of(place), kind, key)
            found.append(SearchEntry(id=number, content_type_id=kind, object_id=key, title=title, body=body))
    SearchEntry.objects.all().delete()
    SearchEntry.objects.bulk_create(found)
    return found


@pytest.mark.parametrize("query", QUERIES, ids=repr)
@pytest.mark.parametrize("most", [1, 10, 100, 1000])
def test_the_newest_of_each_kind_are_found(entries, query, most):
    engine = engine_of("default")
    kinds = sorted({entry.content_type_id for entry in entries})[1:]
    for form in ("folded", "exact") if bears_marks(query) else ("folded",):
        for is_of_titles in (False, True):
            wanted = {kind: [] for kind in kinds}
            for entry in sorted(entries, key=lambda entry: entry.pk, reverse=True):
                text = entry.title if is_of_titles else f"{entry.title} {entry.body}"
                if entry.content_type_id in wanted and holds(query, text, form):
                    wanted[entry.content_type_id].append(entry.pk)
            found = engine.expression(query, form, is_beginning=False, is_of_titles=is_of_titles)
            answer = engine.newest("default", found, kinds, most)
            if not is_certain(query, engine.dialect, form):
                # More were found than those in order, which are told apart afterwards.
                answer = engine.newest("default", found, kinds, 1000)
                assert all(set(wanted[kind]) <= set(answer[kind]) for kind in kinds)
                answer = {
                    kind: in_order("default", found, answer[kind], engine.dialect)[:most] for kind in kinds
                }
            assert answer == {kind: numbers[:most] for kind, numbers in wanted.items()}


def test_hits_in_runs_of_entries_are_found(entries):
    engine = engine_of("default")
    ordered = sorted(entry.pk for entry in entries)
    runs = [(ordered[10], ordered[30]), (ordered[500], ordered[500]), (ordered[-40], ordered[-20])]
    texts = {entry.pk: f"{entry.title} {entry.body}" for entry in entries}
    for query in QUERIES[:5]:
        found = engine.expression(query, "folded", is_beginning=False, is_of_titles=False)
        wanted = {
            number
            for first, last in runs
            for number in ordered
            if first <= number <= last and holds(query, texts[number])
        }
        assert set(engine.among("default", found, runs)) == wanted


def test_words_of_a_phrase_that_stand_apart_are_no_hit(site_tree):
    for slug, text in (
        ("apart", "Viện kiểm sát nhân dân giám sát viên chức"),
        ("together", "Bổ nhiệm kiểm sát viên"),
    ):
        site_tree.news.add_child(
            instance=ArticlePage(title=slug, slug=slug, body=[("paragraph", f"<p>{text}</p>")])
        )
    for text in ("kiểm sát viên", "kiem sat vien"):
        results = ArticlePage.objects.search(Phrase(text))
        assert [page.slug for page in results] == ["together"] and results.count() == 1
        unranked = ArticlePage.objects.order_by("pk").search(Phrase(text), order_by_relevance=False)
        assert [page.slug for page in unranked] == ["together"] and unranked.count() == 1
        without = ArticlePage.objects.search(And([PlainText("kiem sat"), Not(Phrase(text))]))
        assert [page.slug for page in without] == ["apart"]


def test_kinds_without_a_hit_are_not_asked_for_again(site_tree):
    site_tree.news.add_child(instance=ArticlePage(title="Đoàn kết", slug="doan-ket"))
    scopes = registered()
    results = [scope.find(scope.rows(None), PlainText("đoàn kết")) for scope in scopes]
    kinds = [each.query_compiler.kinds for each in results]
    assert all(kinds)
    with CaptureQueriesContext(connection) as captured:
        ask_together(results)
        counts = [len(each.values_of_hits()) for each in results]
    assert sum(counts) == 1
    # Exact and folded words, then the rows of the one kind that has hits.
    assert len(captured) == 3, [query["sql"] for query in captured.captured_queries]


def test_asked_for_fewer_the_newest_are_found(site_tree):
    now = timezone.now()
    for number in range(30):
        site_tree.news.add_child(
            instance=ArticlePage(
                title=f"Thi đua {number}",
                slug=f"thi-dua-{number}",
                first_published_at=now - timedelta(days=40 * number),
            )
        )
    alone, together = (ARTICLES.find(ARTICLES.rows(None), PlainText("thi đua")) for _time in range(2))
    ask_together([together, DOCUMENTS.find(DOCUMENTS.rows(None), PlainText("thi đua"))], 10)
    assert [page.pk for page in together] == [page.pk for page in alone][:10]
    assert together.is_cut and not alone.is_cut


def test_words_in_a_title_are_not_yet_a_phrase(stored_document, monkeypatch):
    monkeypatch.setattr(hits_module, "MOST_COMPARED", 1)
    stored_document("Thành tích không phải là bệnh")
    for number in range(3):
        document = stored_document(f"Kế hoạch {number}")
        document.pages.create(number=1, text="Khắc phục bệnh thành tích", method="text_layer")
        document.save()
    found = DOCUMENTS.find(DOCUMENTS.rows(None), Phrase("bệnh thành tích"))
    assert sorted(document.title for document in found) == [f"Kế hoạch {number}" for number in range(3)]


def test_what_is_compared_has_the_phrase_though_there_are_more(site_tree):
    now = timezone.now()
    for number in range(6):
        text = "Bổ nhiệm kiểm sát viên" if number % 2 else "Viện kiểm sát nhân dân, giám sát viên chức"
        site_tree.news.add_child(
            instance=ArticlePage(
                title=f"Bài {number}",
                slug=f"bai-{number}",
                first_published_at=now - timedelta(days=number),
                body=[("paragraph", f"<p>{text}</p>")],
            )
        )
    results = ArticlePage.objects.search(Phrase("kiểm sát viên"))
    ask_together([results], 2)
    assert results.is_cut
    assert {page.slug for page in results} <= {"bai-1", "bai-3", "bai-5"}


def test_a_phrase_in_what_is_said_of_a_document_finds_it(stored_document):
    document = stored_document("Kế hoạch")
    document.description = "Khắc phục bệnh thành tích trong thi đua"
    document.save()
    for query in (Phrase("bệnh thành tích"), And([PlainText("kế hoạch"), Phrase("benh thanh tich")])):
        assert [found.pk for found in DOCUMENTS.find(DOCUMENTS.rows(None), query)] == [document.pk]
    assert not DOCUMENTS.find(DOCUMENTS.rows(None), Phrase("bệnh trong thi đua")).count()


def test_documents_with_a_phrase_on_many_pages_are_more_than_are_shown(stored_document):
    for number in range(4):
        document = stored_document(f"Kế hoạch {number}")
        for page in (1, 2):
            document.pages.create(number=page, text="Khắc phục bệnh thành tích", method="text_layer")
        document.save()
    results = DOCUMENTS.find(DOCUMENTS.rows(None), Phrase("bệnh thành tích"))
    ask_together([results], 3)
    assert results.is_cut and len(list(results)) == 3
    all_of_them = DOCUMENTS.find(DOCUMENTS.rows(None), Phrase("bệnh thành tích"))
    assert all_of_them.count() == 4 and not all_of_them.is_cut
    keys = [number & KEY_MASK for number in all_of_them._hits.all]
    assert sorted(keys) == sorted(document.pk for document in all_of_them)
    assert {kind_of_entry(number) for number in all_of_them._hits.all} == set(
        all_of_them.query_compiler.kinds
    )
