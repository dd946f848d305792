"""Which column of a register holds what, guessed from the headings in their many spellings.

headings = find_headings(table)    → where they stand, and the field of each column
headings.missing                   → needed fields without a column
"""

import re
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.register import STAFF_COLUMNS
from portal.base.text import fold, words
from portal.exchange.register_table import Row, Table, UnreadableTable

NEEDED = ("symbol", "lead", "issued_on")
# What a register may say besides, and records do not hold.
FIELDS = STAFF_COLUMNS | {
    "issuer_and_signer": _("Issuing body / signer"),
    "secrecy": _("Secrecy level"),
}
_WITHIN_ROWS = 40
# Folded words of headings, the surest first; what the first pattern fits is taken.
_PATTERNS = [
    ("", r"stt|tt|so tt|so thu tu|no"),
    ("secrecy", r"(do|muc do|muc) mat"),
    (
        "files",
        r"(ten )?(cac )?(tep|file|files)( dinh kem| van ban| so hoa| pdf| quet| scan)*|van ban dinh kem",
    ),
    ("issuer_and_signer", r"(co quan|don vi|cap|noi) ban hanh (va )?nguoi ky"),
    ("other_names", r"ten (goi )?khac|ten goi|ten thuong goi"),
    ("signer_office", r"chuc (vu|danh)( cua)?( nguoi ky)?"),
    ("signer", r"nguoi ky( van ban)?|ho ten nguoi ky|ho va ten nguoi ky"),
    ("joint_bodies", r"(co quan )?(phoi hop ban hanh|ban hanh lien tich|lien tich|cung ban hanh)( voi)?"),
    (
        "effective_on",
        r"(ngay|thoi gian|thoi diem) (bat dau )?(co )?hieu luc|co hieu luc tu( ngay)?|hieu luc tu( ngay)?",
    ),
    (
        "expires_on",
        r"(ngay|thoi gian|thoi diem) het hieu luc( toan bo)?|het hieu luc tu( ngay)?|hieu luc den( ngay)?",
    ),
    ("validity_reason", r"(ly do|can cu)( ve)?( tinh trang)?( hieu luc| het hieu luc)?"),
    ("validity_choice", r"(tinh trang|trang thai)( hieu luc| van ban)?|hieu luc"),
    (
        "issued_on",
        r"(ngay|thoi gian) (thang nam )?(ban hanh|bh|ky|ra|van ban|vb|thang)( van ban| vb)?( thang nam)?"
        r"|ngay|ngay thang( nam)?|nbh",
    ),
    ("doc_type", r"(ten )?(loai|the loai|hinh thuc)( cua)?( van ban| vb)?"),
    (
        "issuing_body",
        r"(ten )?(co quan|don vi|cap|noi|cq|chu the)( co tham quyen)?( ban hanh| bh)( van ban| vb)?"
        r"|tac gia( van ban)?|co quan|cqbh",
    ),
    (
        "symbol",
        r"so( va)? (ky|ki) hieu( van ban| vb| cua van ban)?|so hieu( van ban| vb)?|skh|so kh|kh|(ky|ki) hieu"
        r"( van ban)?|so (van ban|vb)|so",
    ),
    (
        "lead",
        r"trich yeu( noi dung| van ban| vb| noi dung van ban)?|noi dung( trich yeu| van ban)?"
        r"|ten van ban|ten loai va trich yeu( noi dung)?( van ban)?|ve viec",
    ),
    ("subjects", r"(cac )?(linh vuc|chu de|nganh linh vuc)( van ban)?"),
    ("term", r"nhiem ky|khoa"),
    ("circulation", r"(pham vi|gioi han|che do) luu hanh|luu hanh"),
    ("notes_for_staff", r"ghi chu( noi bo| cua can bo)?"),
]


@dataclass(frozen=True)
class Headings:
    """Where the headings stand, their texts, and the field of each column ("" for one that is left out)."""

    sheet: str
    number: int
    texts: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        """Return the needed fields that no column holds; a symbol may also come from the name of a file."""
        return [name for name in NEEDED if name not in self.fields and not self._replaced(name)]

    def _replaced(self, name: str) -> bool:
        return name == "symbol" and "files" in self.fields

    @property
    def left_out(self) -> list[str]:
        """Return the headings of columns that are not read."""
        return [text for text, name in zip(self.texts, self.fields, strict=True) if text and not name]

    def with_fields(self, fields: list[str]) -> "Headings":
        """Return these headings with the fields that a person chose."""
        return Headings(self.sheet, self.number, self.texts, tuple(fields))

    def as_json(self) -> dict:
        return {"sheet": self.sheet, "number": self.number, "texts": self.texts, "fields": self.fields}

    @classmethod
    def from_json(cls, stored: dict) -> "Headings":
        return cls(stored["sheet"], stored["number"], tuple(stored["texts"]), tuple(stored["fields"]))


def find_headings(table: Table) -> Headings:
    """Return the row that looks most like headings, of the first sheet that has one; raises UnreadableTable."""
    for sheet in table.sheets:
        best = max(
            (_read(sheet, row) for row in islice(table.rows(sheet), _WITHIN_ROWS)),
            key=lambda headings: len(set(headings.fields) - {""}),
            default=None,
        )
        if best and len(set(best.fields) - {""}) >= 2:
            return best
    raise UnreadableTable(
        gettext("No headings were found: a row is needed that names the columns, such as “%(headings)s”.")
        % {"headings": "” “".join(str(FIELDS[name]) for name in NEEDED)}
    )


def told_missing(names: list[str]) -> str:
    """Return in words which needed columns a register lacks."""
    return gettext(
        "The register lacks what is needed: %(columns)s. Add the column, or say which one it is."
    ) % {"columns": ", ".join(f"“{FIELDS[name]}”" for name in names)}


def field_of(heading: str) -> str:
    """Return the field that a heading means, "" where it is none.

    >>> field_of("Số/Ký hiệu"), field_of("NGAY BH"), field_of("Nơi lưu")
    ('symbol', 'issued_on', '')
    """
    for name, label in FIELDS.items():
        # As we wrote them ourselves, in the language of the interface or in English.
        if fold(heading) in (fold(str(label)), label._args[0].lower()):  # type: ignore[attr-defined]
            return name
    # What stands in brackets explains: “Ngày ban hành (dd/mm/yyyy)”.
    plain = " ".join(words(re.sub(r"\(.*?\)", " ", heading)))
    for name, pattern in _PATTERNS:
        if re.fullmatch(pattern, plain):
            return name
    return ""


def _read(sheet: str, row: Row) -> Headings:
    fields: list[str] = []
    for text in row.cells:
        name = field_of(text) if 0 < len(text) <= 80 else ""
        fields.append("" if name in fields else name)
    return Headings(sheet, row.number, tuple(" ".join(text.split()) for text in row.cells), tuple(fields))
