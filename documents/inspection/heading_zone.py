"""The heading of an official text: where it ends, and what its parts look like, letters folded.

Sources: Decree 30/2020/NĐ-CP, annex I (state bodies), and the Party's rules on the form of its documents.
"""

import re

from portal.base.text import fold

_TITLES = re.compile(
    r"(?:cong hoa|xa hoi chu nghia|chu nghia viet nam|dang cong san|doc lap\W+tu do|tu do\W+hanh phuc)"
)
_SYMBOL = re.compile(
    r"\bso\s*[:.]?\s*(?:\d|\.{3}|…|_)|\b\d{1,5}\s*[-/]\s*[a-z]{1,6}(?:\s*[/-]\s*[a-z]{1,12})+"
)
_DATE = re.compile(r"\bngay\b.{0,20}\bthang\b.{0,12}\bnam\b|\bngay\b\W*\d{1,2}\s*/")
_SUBJECT = re.compile(r"^\W*(?:v/v|ve viec)\b")
_COPY = re.compile(r"^\W*(?:ban|ban sao) so\b")
_URGENCY = re.compile(r"^\W*(?:hoa toc|thuong khan|khan|ban chinh|du thao|sao y)\b")
# How the names of bodies begin.
_ISSUER = re.compile(
    r"^\W*(?:ban|bo|uy ban|ubnd|hdnd|hoi dong|vien|vksnd|so|cuc|chi cuc|tong|van phong|cong an|toa an|tinh uy|thanh uy"
    r"|huyen uy|quan uy|thi uy|dang uy|dang bo|chi bo|chi uy|dang doan|quan khu|bch|hoi|doan|trung tam|phong|truong"
    r"|chinh phu|thu tuong|quoc hoi|tap doan|cong ty|hoc vien|thanh tra|kho bac|kiem toan|thanh pho|tinh|huyen|xa"
    r"|phuong|mat tran|uy|co quan|to chuc)\b"
)
_TYPES = (
    "nghi quyet", "quyet dinh", "chi thi", "ket luan", "quy che", "quy dinh", "thong tri", "huong dan", "thong bao",
    "bao cao", "ke hoach", "quy hoach", "chuong trinh", "de an", "phuong an", "to trinh", "cong dien", "bien ban",
    "giay moi", "giay gioi thieu", "nghi dinh", "thong tu", "luat", "phap lenh", "lenh", "tuyen bo", "loi keu goi",
    "du an", "hop dong", "quyet nghi", "cao trang", "ban an", "khang nghi", "kien nghi", "yeu cau", "giay chung nhan",
    "phieu", "thu moi", "de cuong", "tham luan", "dien van", "ly lich", "don", "danh muc", "danh sach",
)  # fmt: skip
_TYPE = re.compile(rf"^\W*(?:{'|'.join(_TYPES)})\b")
_ADDRESS = re.compile(r"^\W*kinh gui\b")
_HEADING_WITHIN = 15
_LONGEST = 30
# A line longer than this is running text.
_LONG_LINE = 120


def heading_end(lines: list[str]) -> int:
    """Return the number of lines that belong to the heading, 0 where the text has no official heading."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    if not any(_opens(lines[number]) for number in filled[:_HEADING_WITHIN]):
        return 0
    for number in filled[:_LONGEST]:
        folded = fold(lines[number])
        if _ADDRESS.match(folded) or (_is_capital(lines[number]) and _TYPE.match(folded)):
            return number
        if len(folded) > _LONG_LINE:
            return number
    return filled[:_LONGEST][-1] + 1


def is_heading_part(side: str) -> bool:
    """Return whether some words are a part of every heading: titles, motto, symbol, date, subject, copy number."""
    folded = fold(side)
    if not any(character.isalpha() for character in folded):
        return True
    return any(part.search(folded) for part in (_TITLES, _SYMBOL, _DATE, _SUBJECT, _COPY, _URGENCY))


def is_issuer(side: str) -> bool:
    """Return whether some words in capitals begin as the names of bodies do."""
    return _is_capital(side) and _ISSUER.match(fold(side)) is not None


def _opens(line: str) -> bool:
    folded = fold(line)
    return _TITLES.search(folded) is not None or (
        len(folded) < _LONG_LINE and _SYMBOL.match(folded.strip()) is not None
    )


def _is_capital(line: str) -> bool:
    letters = [letter for letter in line if letter.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) > 0.7 * len(letters)
