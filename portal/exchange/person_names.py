"""Lines that name the writer of an article.

>>> [names_a_person(line) for line in ("Nguyễn Thị Cẩm Hồng", "Bài, ảnh: Trần Văn An", "Đoàn kết, trách nhiệm")]
[True, True, False]
"""

import re

from portal.base.text import fold
from portal.base.vietnamese_syllables import is_syllable

# Family names of Vietnam; the common ones of its peoples beside those of the Kinh.
_FAMILY_NAMES = frozenset(
    {
        "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho",
        "ngo", "duong", "ly", "dao", "doan", "dinh", "truong", "lam", "trinh", "ha", "luong", "mai",
        "to", "trieu", "quach", "luu", "ta", "phung", "tong", "kieu", "chu", "cao", "thai", "la",
        "thach", "son", "kim", "danh", "tang", "quan", "vuong", "nong", "ma", "be", "hua", "lo", "luc",
        "giang", "vang", "sung", "thao", "giap", "mac", "au", "bach", "banh", "cu", "cung", "diep",
        "dam", "dong", "han", "khuc", "khong", "lai", "lieu", "lu", "luyen", "mau", "nghiem", "ninh",
        "nghi", "ong", "phi", "tieu", "thieu", "tu", "ung", "van", "vi", "viem", "vien", "than", "chau",
        "chung", "cam", "deo", "ban", "y",
    }
)  # fmt: skip
_WORKS = r"(?:tin|bài|ảnh|bài viết|tác giả|người viết|thực hiện|biên soạn|nội dung|tổng hợp)"
_WORK = re.compile(rf"{_WORKS}(?:\s*(?:,|và|-|–|&|\+|/)\s*{_WORKS})*\s*:\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,;&/()]\s*|\s+[-–—]\s+|\s+và\s+")
_MOST_WORDS = 16


def names_a_person(line: str) -> bool:
    """Return whether a line is the name of a person, alone or with other names, an office or a unit."""
    if len(line.split()) > _MOST_WORDS or re.search(r"\d|[.!?:]$", line):
        return False
    work = _WORK.match(line)
    parts = [part for part in _BETWEEN.split(line[work.end() :] if work else line) if part]
    # A unit that follows begins with a capital; otherwise the line is a sentence.
    return bool(parts) and _is_name(parts[0]) and all(part[0].isupper() for part in parts)


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 6
        and fold(words[0]) in _FAMILY_NAMES
        and all(word[0].isupper() and is_syllable(word) for word in words)
        # Words of a heading in capitals and the like are no names where the second may not begin one.
        and not (text.isupper() and len(words) > 5)
    )
