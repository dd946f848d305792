"""Who issued a document, as the left column of its heading says: superior and issuing body, or several."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from documents.description.heading import Cell, Part, is_continued, names_body, wants_more
from documents.description.lines import bare, is_capital, joined
from documents.description.spelling import has_lost_marks, spell_body
from portal.base.text import fold

_JOINT_SIGN = re.compile(r"\s[-–—]\s")
_JOINT_EDGE = re.compile(r"^\s*[-–—]\s*|\s*[-–—]\s*$")
# Units that many bodies have; without the body's name theirs says nothing.
_UNITS = re.compile(
    r"van phong|ban to chuc|ban tuyen giao(?: va dan van)?|ban dan van|ban noi chinh|ban kinh te"
    r"|u[yỷ] ban kiem tra"
    r"|ban thuong vu|ban chap hanh|thanh tra|phong\b.*"
)
_COMMITTEE = re.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị) [uủ][yỷỳ]?\b|(?:Tỉnh|Thành|Huyện|Quận|Thị) uỷ\b")
_OWN_BODY_BEHIND = ("chi bo", "dang uy", "chi uy", "dang bo")
_FEWEST_LETTERS = 4


@dataclass(frozen=True)
class Issuing:
    """The issuing body in the usual spelling and as printed, joined by “ - ”; the superior body."""

    issuer: str = ""
    printed: str = ""
    superior: str = ""
    is_sure: bool = True


def read_issuing(cells: Iterable[Cell], *, is_joint: bool) -> Issuing:
    """Return who issued a document, from the cells above its type or its subject."""
    lines = [
        cell.text.strip(" .*_|,:") if _ends_plainly(cell) else cell.text for cell in cells if _is_name(cell)
    ]
    names = _names(lines)
    if not names:
        return Issuing()
    signed = is_joint or any(_JOINT_EDGE.search(line) for line in lines)
    parted = [part.strip() for name in names for part in _parts(name, signed) if part.strip()]
    is_sure = not any(has_lost_marks(part) for part in parted)
    if signed and len(parted) > 1:
        return Issuing(" - ".join(map(spell_body, parted)), " - ".join(parted), "", is_sure)
    superior = spell_body(parted[-2]) if len(parted) > 1 else ""
    return Issuing(_completed(spell_body(parted[-1]), superior), parted[-1], superior, is_sure)


def _ends_plainly(cell: Cell) -> bool:
    return not cell.text.rstrip().endswith(",")


def _is_name(cell: Cell) -> bool:
    return (
        cell.part is Part.TEXT
        and is_capital(cell.text)
        and len(cell.text) < 120
        and sum(map(str.isalpha, cell.text)) >= _FEWEST_LETTERS
    )


def _names(lines: list[str]) -> list[str]:
    """Return the lines put together to names; what stands before the first name of a body is none."""
    names: list[str] = []
    for line in lines:
        opening = _JOINT_EDGE.sub("", line)
        if not names:
            if names_body(opening):
                names.append(line)
            continue
        is_part = not names_body(opening) or is_continued(opening)
        wants = wants_more(names[-1]) and not fold(opening).startswith(_OWN_BODY_BEHIND)
        if (is_part or wants) and not names[-1].rstrip().endswith(("-", "–")):
            names[-1] = joined([names[-1], line])
        else:
            names.append(line)
    return names


def _parts(name: str, signed: bool) -> list[str]:
    """Return the bodies that one line names: “BỘ CÔNG AN - TÒA ÁN NHÂN DÂN TỐI CAO”."""
    name = _JOINT_EDGE.sub("", name)
    parts = _JOINT_SIGN.split(name)
    if len(parts) > 1 and signed and all(map(names_body, parts)):
        return parts
    return [name]


def _completed(issuer: str, superior: str) -> str:
    """Return a unit's name with the body it belongs to: “Ban Tổ chức Tỉnh ủy”."""
    if not superior or not _UNITS.fullmatch(bare(issuer)):
        return issuer
    if bare(superior) == "ban chap hanh trung uong":
        return f"{issuer} Trung ương" + (" Đảng" if issuer == "Văn phòng" else "")
    committee = _COMMITTEE.match(superior)
    return f"{issuer} {committee[0] if committee else superior}"
