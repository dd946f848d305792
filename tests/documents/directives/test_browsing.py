"""The page of a library: facets, order, words, downloads, whatever stands in the address."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO
from random import Random

import openpyxl
import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from documents import browsing as browsing_module
from documents.browsing import FACETS, ORDERS, Browsing
from documents.models import DirectiveLibraryPage, DirectivePage, DirectiveType, IssuingBody, SubjectField
from home.models import SectionPage
from portal.base.audience import visible_to

pytestmark = pytest.mark.django_db

TYPES = ("Chỉ thị", "Quy định", "Kế hoạch")
BODIES = ("Ban Bí thư", "Bộ Chính trị", "Tỉnh ủy Tây Ninh", "Tỉnh ủy Long An")
TODAY = timezone.localdate()


def browse(library, query: str = "", user=None) -> Browsing:
    request = RequestFactory().get(f"/{query}")
    if user is not None:
        request.user = user
    return Browsing(library, request)


def counts_of(browsing: Browsing) -> dict[str, dict[str, int]]:
    return {
        facet.name: {choice.value: choice.count for choice in facet.choices if choice.count}
        for facet in browsing.facets
    }


@pytest.fixture
def subjects(db) -> list[SubjectField]:
    party = SubjectField.objects.create(name="Xây dựng Đảng")
    members = SubjectField.objects.create(name="Đảng viên", parent=party)
    review = SubjectField.objects.create(name="Kiểm điểm", parent=members)
    law = SubjectField.objects.create(name="Tư pháp")
    return [party, members, review, law]


@pytest.fixture
def inner_library(members_only) -> DirectiveLibraryPage:
    return members_only.section.add_child(instance=DirectiveLibraryPage(title="Nội bộ", slug="van-ban"))


@pytest.fixture
def member(make_user, members_only):
    return make_user("dang-vien", members_only.group.name)


@pytest.fixture
def registers(library, inner_library, subjects, vocabularies):
    """Two libraries of random records: drafts, expired ones, ones for internal circulation, one closed by itself."""
    random = Random(7)
    for number in range(1, 121):
        parent = random.choice((library, library, inner_library))
        directive = DirectivePage(
            symbol=f"{number}-CT/TW",
            doc_type=DirectiveType.objects.get(name=random.choice(TYPES)),
            issuing_body=IssuingBody.objects.get(name=random.choice(BODIES)),
            issued_on=date(random.randrange(2019, 2024), random.randrange(1, 13), 9),
            effective_on=random.choice((None, TODAY + timedelta(days=random.randrange(-5, 60)))),
            circulation=random.choice(("", "", "", "internal")),
            live=random.random() < 0.85,
            expire_at=random.choice((None, None, None, timezone.now() - timedelta(hours=1))),
            validity=random.choice(("in_force", "expired", "undetermined")),
        )
        if directive.effective_on:
            directive.issued_on = min(directive.issued_on, directive.effective_on)
        parent.add_child(instance=directive)
        directive.subjects = random.sample(subjects, random.choice((0, 1, 1, 2, 3)))
        directive.save()
    closed = DirectivePage.objects.child_of(library).filter(live=True, circulation="internal").first()
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    return library, inner_library


def naive(library, viewer, chosen: dict, subjects, without: str = "") -> list[DirectivePage]:
    """Return what a choice leaves, by looking at each record."""
    rows = visible_to(DirectivePage.objects.child_of(library), viewer)
    below = {subject.pk: subject.with_descendants() for subject in subjects}

    def fits(row, name, value) -> bool:
        if name == "linh-vuc":
            return any(subject.pk in below[int(value)] for subject in row.subjects.all())
        if value == "sap-co":
            return bool(row.effective_on) and TODAY < row.effective_on <= TODAY + timedelta(days=30)
        own = {
            "loai": row.doc_type_id,
            "cq": row.issuing_body_id,
            "nam": row.issued_on.year,
            "hl": row.validity,
        }
        return str(own[name]) == value

    return [
        row
        for row in rows
        if all(fits(row, name, value) for name, value in chosen.items() if name != without)
    ]


@pytest.mark.parametrize("role", ["public", "member"])
def test_facets_count_what_looking_at_each_record_counts(registers, subjects, member, role):
    random = Random(3)
    user = member if role == "member" else None
    choices = {
        "loai": [str(pk) for pk in DirectiveType.objects.filter(name__in=TYPES).values_list("pk", flat=True)],
        "cq": [str(pk) for pk in IssuingBody.objects.filter(name__in=BODIES).values_list("pk", flat=True)],
        "nam": [str(year) for year in range(2019, 2025)],
        "linh-vuc": [str(subject.pk) for subject in subjects],
        "hl": ["in_force", "expired", "not_yet", "sap-co"],
    }
    seen = 0
    for library in registers:
        for turn in range(25):
            names = random.sample(FACETS, random.choice((0, 1, 1, 2, 3))) if turn else []
            chosen = {name: random.choice(choices[name]) for name in names}
            query = "?" + "&".join(f"{name}={value}" for name, value in chosen.items())
            browsing = browse(library, query, user)
            left = naive(library, user, chosen, subjects)
            assert browsing.count == len(left), (query, library.title)
            assert {card.pk for card in browsing.rows} <= {row.pk for row in left}
            seen += len(left)
            expected: dict[str, dict[str, int]] = {name: {} for name in FACETS}
            for name in FACETS:
                for row in naive(library, user, chosen, subjects, without=name):
                    values = {
                        "loai": [row.doc_type_id],
                        "cq": [row.issuing_body_id],
                        "nam": [row.issued_on.year],
                        "hl": [row.validity],
                        "linh-vuc": {
                            above.pk
                            for above in subjects
                            for subject in row.subjects.all()
                            if subject.pk in above.with_descendants()
                        },
                    }[name]
                    for value in values:
                        expected[name][str(value)] = expected[name].get(str(value), 0) + 1
            assert counts_of(browsing) == expected, (query, library.title)
    assert seen


def test_a_closed_library_shows_nothing_to_the_public(registers):
    _library, inner = registers
    assert browse(inner).count == 0
    assert not browse(inner).rows


def test_libraries_do_not_mix_and_a_directive_that_moves_is_counted_where_it_stands(
    library, inner_library, make_directive, member
):
    directive = make_directive("144-QĐ/TW", "Quy định", "Bộ Chính trị")
    assert (browse(library).count, browse(inner_library, user=member).count) == (1, 0)
    Page.objects.get(pk=directive.pk).specific.move(inner_library, pos="last-child")
    assert (browse(library).count, browse(inner_library, user=member).count) == (0, 1)
    assert browse(inner_library).count == 0


def test_subjects_that_change_by_any_road_are_counted(library, make_directive, subjects):
    directive = make_directive("144-QĐ/TW", "Quy định", "Bộ Chính trị")
    directive.subjects = subjects[1:2]
    directive.save_revision().publish()
    expected = {str(subjects[0].pk): 1, str(subjects[1].pk): 1}
    assert counts_of(browse(library))["linh-vuc"] == expected
    subjects[3].directives.add(directive)
    assert counts_of(browse(library))["linh-vuc"] == {**expected, str(subjects[3].pk): 1}
    subjects[3].directives.clear()
    assert counts_of(browse(library))["linh-vuc"] == expected
    subjects[1].delete() if not subjects[1].children.exists() else subjects[2].delete()
    DirectivePage.objects.get(pk=directive.pk).save()
    assert counts_of(browse(library))["linh-vuc"] == expected


def test_a_narrower_subject_stands_below_the_broader_and_counts_once_for_it(
    library, make_directive, subjects
):
    directive = make_directive("144-QĐ/TW", "Quy định", "Bộ Chính trị")
    directive.subjects = subjects[:3]
    directive.save()
    facet = next(facet for facet in browse(library).facets if facet.name == "linh-vuc")
    assert [(choice.label, choice.depth, choice.count) for choice in facet.choices] == [
        ("Xây dựng Đảng", 0, 1),
        ("Đảng viên", 1, 1),
        ("Kiểm điểm", 2, 1),
    ]


def test_of_many_issuers_the_busiest_are_shown_and_the_chosen_one_always(library, make_directive, client):
    bodies = list(IssuingBody.objects.order_by("pk")[:20])
    for number, body in enumerate(bodies, 1):
        for copy in range(2 if number > 10 else 1):
            make_directive(f"{number}{copy}-CT/TW", issuer=body.name, issued_on=date(2000 + number, 1, 1))
    facets = {facet.name: facet for facet in browse(library).facets}
    assert len(facets["cq"].shown) == 12
    assert {choice.count for choice in facets["cq"].shown[:10]} == {2}
    assert len(facets["cq"].further) == 8
    assert [choice.value for choice in facets["nam"].shown] == [str(2020 - turn) for turn in range(12)]
    hidden = facets["cq"].further[-1]
    facets = {facet.name: facet for facet in browse(library, f"?cq={hidden.value}&nam=2001").facets}
    assert facets["cq"].chosen.value == hidden.value
    assert facets["cq"].chosen in facets["cq"].shown
    page = client.get(f"{library.url}?cq={hidden.value}").content.decode()
    assert '<details class="facet__further">' in page


def test_predecessors_are_counted_with_their_successor_on_demand(library, make_directive):
    make_directive("1-CT/TU", issuer="Tỉnh ủy Long An")
    make_directive("2-CT/TU", issuer="Tỉnh ủy Tây Ninh")
    successor = IssuingBody.objects.get(name="Tỉnh ủy Tây Ninh").pk
    alone = browse(library, f"?cq={successor}")
    assert (alone.count, alone.has_predecessors) == (1, True)
    assert browse(library, f"?cq={successor}&truoc=1").count == 2


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("moi-nhat", ["3", "1", "2"]),
        ("cu-nhat", ["2", "1", "3"]),
        ("so", ["1", "2", "3"]),
        ("hieu-luc", ["1", "2", "3"]),
        ("la", ["3", "1", "2"]),
    ],
)
def test_the_list_is_in_the_chosen_order(library, make_directive, order, expected):
    make_directive("1-CT/TW", issued_on=date(2022, 1, 1), effective_on=date(2024, 1, 1))
    make_directive("2-CT/TW", issued_on=date(2021, 1, 1), effective_on=date(2023, 1, 1))
    make_directive("3-CT/TW", issued_on=date(2023, 1, 1))
    shown = browse(library, f"?xep={order}").rows
    assert [card.symbol.partition("-")[0] for card in shown] == expected


def test_a_choice_is_an_address_that_can_be_shared(library, make_directive, client):
    make_directive("1-CT/TW", "Chỉ thị")
    make_directive("2-QĐ/TW", "Quy định")
    kind = DirectiveType.objects.get(name="Quy định").pk
    for dressed in ("", "&dang=bang"):
        page = client.get(f"{library.url}?loai={kind}&xep=so{dressed}").content.decode()
        assert "2-QĐ/TW" in page
        assert "1-CT/TW" not in page
        assert f"loai={kind}" in page and "xep=cu-nhat" in page


def test_an_empty_library_and_an_empty_choice_say_so(library, make_directive, client):
    assert 'class="empty"' in client.get(library.url).content.decode()
    make_directive("1-CT/TW", issued_on=date(2024, 1, 1))
    page = client.get(f"{library.url}?nam=2001").content.decode()
    assert 'class="empty"' in page
    # What was chosen can be taken away again, though it leaves nothing.
    assert "2001" in page


@pytest.mark.parametrize(
    "query",
    [
        "?nam=99999", "?nam=0", "?nam=-1", "?nam=%EF%BC%92", "?loai=abc", "?loai=999999999", "?loai=9999999999",
        "?cq=1%27--", "?cq=999999&truoc=1", "?linh-vuc=999999", "?linh-vuc=%00", "?hl=xyz", "?hl=sap-het",
        "?page=abc", "?page=999999", "?page=-1", "?xep=%F0%9F%98%80", "?q=%00", "?q=%25", "?q=%22", "?q=_", "?q=-/",
        f"?q={'a%20' * 5000}", f"?q={'1' * 300}", f"?loai={'9' * 10_000}", "?q=144%5C", "?dang=bang&dang=x",
        "?loai=1&loai=2&nam=2020&nam=2021",
    ],
)  # fmt: skip
def test_whatever_stands_in_the_address_is_answered(library, make_directive, client, query):
    make_directive("144-QĐ/TW", "Quy định", "Bộ Chính trị")
    for address in (library.url, f"{library.url}feed/", f"{library.url}xuat/csv/"):
        response = client.get(address + query)
        assert response.status_code in ((200, 400) if "%00" in query else (200,)), address
        if response.streaming:
            list(response)


SYMBOLS = ("144-QĐ/TW", "01/CT-VKSTC", "30/2020/NĐ-CP", "1445-CV/TU", "12/VKSTC", "08/2018/QH14")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("144", ["144-QĐ/TW"]),
        ("144-QĐ", ["144-QĐ/TW"]),
        ("qd tw", ["144-QĐ/TW"]),
        ("QĐ/TW", ["144-QĐ/TW"]),
        ("144 qd/tw", ["144-QĐ/TW"]),
        ("144/QĐ-TW", ["144-QĐ/TW"]),
        ("144qd tw", ["144-QĐ/TW"]),
        ("144-qđ/t", ["144-QĐ/TW"]),
        ("01/ct-vkstc", ["01/CT-VKSTC"]),
        ("1/CT-VKSNDTC", ["01/CT-VKSTC"]),
        ("ct vkstc", ["01/CT-VKSTC"]),
        ("2020/nđ-cp", ["30/2020/NĐ-CP"]),
        ("30 2020", ["30/2020/NĐ-CP"]),
        ("8/2018", ["08/2018/QH14"]),
        ("vkstc", ["12/VKSTC", "01/CT-VKSTC"]),
        ("14", ["08/2018/QH14"]),
        ("44", []),
    ],
)
def test_a_piece_of_a_symbol_in_any_spelling_finds_it(library, make_directive, text, found):
    for number, symbol in enumerate(SYMBOLS):
        make_directive(symbol, lead="Không có gì", issued_on=date(2020, 1, 1 + number))
    assert [card.symbol for card in browse(library, f"?q={text}").rows] == found


def test_the_very_symbol_stands_first(library, make_directive):
    make_directive("144/2025/NĐ-CP", "Nghị định", "Chính phủ", date(2025, 1, 1))
    make_directive("144-QĐ/TW", "Quy định", "Bộ Chính trị", date(2024, 5, 9))
    assert [card.symbol for card in browse(library, "?q=144 qd tw").rows][0] == "144-QĐ/TW"
    assert [card.symbol for card in browse(library, "?q=144").rows] == ["144/2025/NĐ-CP", "144-QĐ/TW"]


def test_words_are_asked_of_the_index(library, make_directive):
    make_directive("144-QĐ/TW", "Quy định", "Bộ Chính trị", lead="Chuẩn mực đạo đức cách mạng")
    make_directive("1-CT/TW", lead="Công tác cán bộ")
    for text in ("đạo đức", "dao duc", "chuan muc"):
        assert [card.symbol for card in browse(library, f"?q={text}").rows] == ["144-QĐ/TW"], text
    # A word with its tone is a word, though a symbol has letters like it.
    make_directive("2-CV/TU", lead="Không")
    assert browse(library, "?q=tú").rows[0].symbol == "2-CV/TU"


@pytest.fixture
def few_at_once(monkeypatch):
    monkeypatch.setattr(browsing_module, "BATCH", 2)
    monkeypatch.setattr(browsing_module, "MOST_EXPORTED", 3)
    monkeypatch.setattr("documents.exporting.MOST_EXPORTED", 3)


def test_a_download_holds_the_first_of_the_list_in_its_order(library, make_directive, client, few_at_once):
    for number in range(1, 6):
        make_directive(f"{number}-CT/TW", issued_on=date(2020 + number, 1, 1))
    response = client.get(f"{library.url}xuat/csv/?xep=so")
    assert response.streaming
    rows = list(csv.reader(StringIO(b"".join(response).decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["1-CT/TW", "2-CT/TW", "3-CT/TW"]
    response = client.get(f"{library.url}xuat/xlsx/?nam=2023")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response))).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["3-CT/TW"]
    # The page says that the file is cut, where it is.
    assert "orders__note" in client.get(library.url).content.decode()
    assert "orders__note" not in client.get(f"{library.url}?nam=2023").content.decode()
    assert client.get(f"{library.url}xuat/pdf/").status_code == 404


def test_a_download_holds_nothing_that_its_reader_may_not_see(
    registers, client, member, few_at_once, monkeypatch
):
    monkeypatch.setattr("documents.exporting.MOST_EXPORTED", 500)
    library, inner = registers
    assert client.get(f"{inner.url}xuat/csv/").status_code in (302, 403, 404)
    rows = b"".join(client.get(f"{library.url}xuat/csv/")).decode().splitlines()
    assert len(rows) - 1 == len(naive(library, None, {}, []))


def test_the_feed_has_the_newest_of_the_choice_as_the_public_sees_them(registers, client, member):
    library, _inner = registers
    client.force_login(member)
    feed = client.get(f"{library.url}feed/?xep=cu-nhat").content.decode()
    newest = sorted(naive(library, None, {}, []), key=lambda row: (row.issued_on, row.pk), reverse=True)[:30]
    assert feed.count("<entry>") == len(newest)
    assert feed.index(newest[0].title) < feed.index(newest[-1].title)


def test_every_order_and_view_asks_the_same_few_questions(
    library, make_directive, django_assert_max_num_queries, rf
):
    for number in range(1, 25):
        make_directive(f"{number}-CT/TW", issued_on=date(2000 + number, 1, 1))
    for order in ORDERS:
        for query in (f"?xep={order}", f"?xep={order}&loai=1&nam=2005", f"?xep={order}&page=2"):
            with django_assert_max_num_queries(5):
                browsing = browse(library, query)
                assert browsing.facets
                list(browsing.rows)
                assert browsing.has_predecessors in (True, False)


def test_a_section_page_above_keeps_its_menu(library, site_tree, client):
    site_tree.home.add_child(instance=SectionPage(title="Trong thực đơn", show_in_menus=True))
    assert "Trong thực đơn" in client.get(library.url).content.decode()


def test_the_few_pages_among_many_have_their_indexes(db):
    """A migration of Wagtail that makes its table anew on SQLite drops indexes that Django does not know of."""
    with connection.cursor() as cursor:
        found = set(connection.introspection.get_constraints(cursor, "wagtailcore_page"))
    assert {"portal_hidden_pages", "portal_ending_pages", "portal_menu_pages"} <= found
