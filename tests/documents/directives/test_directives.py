"""The register: what a record is, when it is in force, what it does to others."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from documents import validity
from documents.models import DirectivePage, DirectiveRelation, DirectiveType, IssuingBody, Validity

pytestmark = pytest.mark.django_db

Kind = DirectiveRelation.Kind
TODAY = date(2026, 11, 26)


def test_a_record_is_named_and_addressed_by_type_symbol_and_year(make_directive):
    directive = make_directive("144 - qd/tw", "Quy định", "Bộ Chính trị")
    assert directive.symbol == "144-QĐ/TW"
    assert directive.title == "Quy định số 144-QĐ/TW"
    assert directive.slug == "144-qd-tw-2024"
    assert directive.number == 144


def test_the_same_symbol_of_another_term_is_another_record(make_directive):
    first = make_directive(
        "05-NQ/ĐU", "Nghị quyết", "Đảng ủy Viện kiểm sát nhân dân tối cao", date(2021, 3, 1)
    )
    second = make_directive(
        "05-NQ/ĐU", "Nghị quyết", "Đảng ủy Viện kiểm sát nhân dân tối cao", date(2026, 3, 1)
    )
    assert first.slug != second.slug
    with pytest.raises(ValidationError, match="đã có|already"):
        make_directive("5-NQ/ĐU", "Nghị quyết", "Đảng ủy Viện kiểm sát nhân dân tối cao", date(2026, 3, 1))


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("symbol", {"symbol": "ký hiệu"}),
        ("symbol", {"symbol": "144"}),
        ("effective_on", {"effective_on": date(2024, 1, 1)}),
        ("expires_on", {"effective_on": date(2024, 6, 1), "expires_on": date(2024, 5, 31)}),
        ("validity_reason", {"validity_choice": Validity.IN_FORCE}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(make_directive, field, fields):
    symbol = fields.pop("symbol", "144-QĐ/TW")
    with pytest.raises(ValidationError) as error:
        make_directive(symbol, "Quy định", "Bộ Chính trị", **fields)
    assert field in error.value.message_dict


def test_an_unreadable_symbol_is_told_with_a_suggestion(make_directive):
    with pytest.raises(ValidationError) as error:
        make_directive("144 QĐ TW", "Quy định", "Bộ Chính trị")
    assert "144-QĐ/TW" in str(error.value)


@pytest.fixture
def directive(make_directive):
    return make_directive(
        "66-QĐ/TW", "Quy định", "Ban Bí thư", date(2017, 2, 6), effective_on=date(2017, 2, 6)
    )


def now_of(directive) -> str:
    return DirectivePage.objects.get(pk=directive.pk).validity


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Validity.UNDETERMINED),
        ({"effective_on": date(2024, 6, 1)}, Validity.IN_FORCE),
        ({"effective_on": date(2026, 12, 1)}, Validity.NOT_YET),
        ({"effective_on": date(2024, 6, 1), "expires_on": date(2026, 11, 26)}, Validity.EXPIRED),
        ({"effective_on": date(2024, 6, 1), "expires_on": date(2026, 11, 27)}, Validity.IN_FORCE),
        ({"effective_on": date(2024, 6, 1), "validity_choice": Validity.UNDETERMINED}, Validity.UNDETERMINED),
        ({"validity_choice": Validity.INAPPROPRIATE}, Validity.INAPPROPRIATE),
        ({"validity_choice": Validity.UNDETERMINED, "expires_on": date(2025, 1, 1)}, Validity.EXPIRED),
    ],
)
def test_validity_follows_dates_and_what_is_set_by_hand(fields, expected):
    assert validity.validity_on(DirectivePage(issued_on=date(2024, 5, 9), **fields), TODAY, []) == expected


@pytest.mark.parametrize(
    ("kind", "is_partial", "expected"),
    [
        (Kind.REPLACES, False, Validity.EXPIRED),
        (Kind.ANNULS, False, Validity.EXPIRED),
        (Kind.REPLACES, True, Validity.PARTLY_EXPIRED),
        (Kind.SUSPENDS, False, Validity.SUSPENDED),
        (Kind.INTERRUPTS, True, Validity.PARTLY_EXPIRED),
        (Kind.AMENDS, False, Validity.IN_FORCE),
        (Kind.GUIDES, False, Validity.IN_FORCE),
    ],
)
def test_validity_follows_what_others_do(make_directive, directive, kind, is_partial, expected):
    other = make_directive(
        "399-QĐ/TW", "Quy định", "Ban Bí thư", date(2026, 1, 9), effective_on=date(2026, 1, 9)
    )
    relation = DirectiveRelation.objects.create(
        source=other, target=directive, kind=kind, is_partial=is_partial
    )
    assert now_of(directive) == expected
    relation.delete()
    assert now_of(directive) == Validity.IN_FORCE


def test_a_replacement_counts_from_its_day_and_while_it_is_published(make_directive, directive):
    later = timezone.localdate() + timedelta(days=10)
    other = make_directive("399-QĐ/TW", "Quy định", "Ban Bí thư", date(2026, 1, 9), effective_on=later)
    DirectiveRelation.objects.create(source=other, target=directive, kind=Kind.REPLACES)
    assert now_of(directive) == Validity.IN_FORCE
    assert validity.recompute(day=later) >= 1
    assert now_of(directive) == Validity.EXPIRED
    other.unpublish()
    assert now_of(directive) == Validity.IN_FORCE


def test_no_relation_leads_to_itself_or_in_a_circle(make_directive, directive):
    second = make_directive("1-QĐ/TW", "Quy định")
    third = make_directive("2-QĐ/TW", "Quy định")
    DirectiveRelation.objects.create(source=second, target=directive, kind=Kind.REPLACES)
    DirectiveRelation.objects.create(source=third, target=second, kind=Kind.REPLACES)
    for source, target in ((directive, directive), (directive, second), (directive, third)):
        with pytest.raises(ValidationError):
            DirectiveRelation(source=source, target=target, kind=Kind.REPLACES).full_clean()
    with pytest.raises(ValidationError):
        DirectiveRelation(source=directive, kind=Kind.GUIDES).full_clean()
    DirectiveRelation(source=directive, kind=Kind.GUIDES, target_symbol="12-HD/TW").full_clean()


def test_an_older_draft_takes_nothing_back(make_directive, directive):
    draft = directive.save_revision()
    other = make_directive(
        "399-QĐ/TW", "Quy định", "Ban Bí thư", date(2026, 1, 9), effective_on=date(2026, 1, 9)
    )
    DirectiveRelation.objects.create(source=other, target=directive, kind=Kind.REPLACES)
    draft.publish()
    assert directive.incoming_relations.count() == 1
    assert now_of(directive) == Validity.EXPIRED


def test_a_body_is_found_by_its_abbreviation_at_its_time(vocabularies):
    def names(code, on=None):
        return [body.name for body in IssuingBody.objects.for_code(code, on)]

    assert names("VKSTC") == names("VKSNDTC") == ["Viện kiểm sát nhân dân tối cao"]
    assert names("TU", date(2026, 1, 1))[0] == "Tỉnh ủy Tây Ninh"
    assert set(names("TU", date(2024, 1, 1))) == {"Tỉnh ủy Tây Ninh", "Tỉnh ủy Long An"}
    assert names("BTTTT") == ["Bộ Thông tin và Truyền thông"]
    successor = IssuingBody.objects.get(name="Bộ Nông nghiệp và Môi trường")
    names_of = IssuingBody.objects.filter(pk__in=successor.with_predecessors()).values_list("name", flat=True)
    assert set(names_of) == {
        "Bộ Nông nghiệp và Môi trường",
        "Bộ Nông nghiệp và Phát triển nông thôn",
        "Bộ Tài nguyên và Môi trường",
    }


def test_the_successors_of_a_body_do_not_lead_in_a_circle(vocabularies):
    first = IssuingBody.objects.create(name="A")
    second = IssuingBody.objects.create(name="B", successor=first)
    first.successor = second
    with pytest.raises(ValidationError):
        first.full_clean()


def test_every_type_of_the_decree_is_there(vocabularies):
    codes = set(DirectiveType.objects.exclude(state_code="").values_list("state_code", flat=True))
    listed = "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB"
    assert set(listed.split()) <= codes
    assert {each.name for each in DirectiveType.objects.for_code("QĐ", is_party=True)} == {
        "Quyết định",
        "Quy định",
    }
