"""What is written out and read back is the same register."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import register
from documents.models import (
    DirectiveName,
    DirectivePage,
    DirectiveType,
    IssuingBody,
    SubjectField,
    Validity,
)

RICH = [
    {"symbol": "144-QĐ/TW", "doc_type": "Quy định", "body": "Bộ Chính trị", "lead": "'Dấu nháy đầu dòng"},
    {"symbol": "66-QĐ/TW", "doc_type": "Quy định", "body": "Ban Bí thư", "lead": "=1+1 là công thức"},
    {"symbol": "67-QĐ/TW", "doc_type": "Quyết định", "body": "Ban Bí thư", "lead": "'=HYPERLINK(1)"},
    {
        "symbol": "68-QĐ/TW",
        "doc_type": "Quyết định",
        "body": "Ban Bí thư",
        "lead": "-- gạch đầu dòng\n+ cộng\n\n@ a còng",
    },
    {
        "symbol": "69-QĐ/TW",
        "doc_type": "Quyết định",
        "body": "Ban Bí thư",
        "lead": 'Trích "nháy kép"; chấm phẩy, phẩy\tvà thẻ',
    },
    {
        "symbol": "19/2012/TTLT-BTC-BKH&ĐT-BTTTT",
        "doc_type": "Thông tư liên tịch",
        "body": "Bộ Tài chính",
        "joint": ["Bộ Kế hoạch và Đầu tư", "Bộ Thông tin và Truyền thông"],
        "lead": "Liên tịch",
        "effective_on": date(2024, 7, 1),
        "expires_on": date(2030, 1, 1),
    },
    {
        "symbol": "92/2015/QH13",
        "doc_type": "Bộ luật",
        "body": "Quốc hội",
        "lead": "Bộ luật",
        "names": ["Bộ luật Tố tụng dân sự", 'Luật; có chấm phẩy và "nháy"', '"Luật trong nháy"', "'Luật"],
        "signer": "-Nguyễn Văn A",
        "signer_office": "Chủ tịch",
        "term": "XIII",
    },
    {
        "symbol": "05-NQ/CB",
        "doc_type": "Nghị quyết",
        "body": "Chi bộ",
        "lead": "Nội bộ",
        "circulation": "internal",
        "notes_for_staff": "+ ghi chú\nhai dòng",
        "validity_choice": Validity.INAPPROPRIATE,
        "validity_reason": "=Theo kết luận; của chi ủy",
        "subjects": True,
    },
    {
        "symbol": "06-NQ/CB",
        "doc_type": "Nghị quyết",
        "body": "Chi bộ",
        "lead": "Chưa xác định",
        "validity_choice": Validity.UNDETERMINED,
        "validity_reason": "Chưa rõ",
    },
]


@pytest.fixture
def rich(library):
    above = SubjectField.objects.create(name="Tổ chức")
    below = SubjectField.objects.create(name="Cán bộ; công chức", parent=above)
    other = SubjectField.objects.create(name="Kiểm tra")
    for given_ in RICH:
        fields = dict(given_)
        names, joint = fields.pop("names", ()), fields.pop("joint", ())
        subjects = fields.pop("subjects", False)
        directive = DirectivePage(
            doc_type=DirectiveType.objects.get(name=fields.pop("doc_type")),
            issuing_body=IssuingBody.objects.get(name=fields.pop("body")),
            issued_on=date(2024, 5, 9),
            **fields,
        )
        directive.other_names.set(
            [DirectiveName(name=name, sort_order=order) for order, name in enumerate(names)]
        )
        directive.joint_bodies.set(IssuingBody.objects.get(name=name) for name in joint)
        directive.subjects.set([below, other] if subjects else [])
        library.add_child(instance=directive)
        directive.save_revision().publish()
    return library


def state_of(library):
    """Return everything that a register holds of a library's directives, as the database has it."""
    return [
        {
            **{
                field.name: getattr(directive, field.attname)
                for field in DirectivePage._meta.local_concrete_fields
                if field.name != "page_ptr"
            },
            "title": directive.title,
            "slug": directive.slug,
            "live": directive.live,
            "joint": sorted(directive.joint_bodies.values_list("pk", flat=True)),
            "subjects": sorted(directive.subjects.values_list("pk", flat=True)),
            "names": list(directive.other_names.values_list("name", flat=True)),
        }
        for directive in DirectivePage.objects.child_of(library).order_by("path")
    ]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_reading_back_what_was_written_gives_the_same_records(rich, run, tmp_path, kind):
    written = tmp_path / f"so.{kind}"
    run("export_directives", written, "--library", "van-ban")
    before = state_of(rich)
    rows = list(register.rows(DirectivePage.objects.order_by("path"), register.STAFF_COLUMNS))
    for directive in DirectivePage.objects.all():
        directive.delete()
    rich.refresh_from_db()
    run("import_directives", written, "--library", "van-ban")
    assert state_of(rich) == before
    again = list(register.rows(DirectivePage.objects.order_by("path"), register.STAFF_COLUMNS))
    assert again == rows


def test_standard_output_is_csv(rich, run):
    assert run("export_directives").splitlines()[1].startswith("144-QĐ/TW,Quy định,Bộ Chính trị")


def test_readers_get_neither_notes_nor_names_of_files(rich):
    table = register.as_csv(register.rows(DirectivePage.objects.all())).decode("utf-8-sig")
    assert "144-QĐ/TW" in table
    assert "ghi chú" not in table
    assert str(register.STAFF_COLUMNS["files"]) not in table.splitlines()[0].split(",")


words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@given(st.lists(words))
def test_a_list_comes_back_from_its_cell(parts):
    kept = [" ".join(part.split()) for part in parts]
    assert register.split_list(register.join_list(parts)) == [part for part in kept if part]


@given(words)
def test_no_text_is_a_formula_and_each_comes_back(text):
    assert not register.marked(text).startswith(register.FORMULA_SIGNS)
    assert register.unmarked(register.marked(text)) == text
