"""Registers made for tests."""

import csv
from io import StringIO
from pathlib import Path

from openpyxl import Workbook

HEADINGS = ["Số ký hiệu", "Loại văn bản", "Cơ quan ban hành", "Ngày ban hành", "Trích yếu"]
GOOD = ["144-QĐ/TW", "Quy định", "Bộ Chính trị", "09/5/2024", "Về chuẩn mực đạo đức cách mạng"]


def workbook(path: Path, rows: list[list], *, change=None) -> Path:
    """Write a workbook with the rows; `change` gets its sheet before it is saved."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    book.save(path)
    return path


def text_table(path: Path, rows: list[list[str]], *, delimiter=",", encoding="utf-8") -> Path:
    text = StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def many(count: int, *, first: int = 1) -> list[list[str]]:
    """Return rows of directives of the Prosecutor General, each with another number."""
    return [
        [
            f"{number % 90_000 + 1}/{1990 + number // 90_000}/CT-VKSTC",
            "Chỉ thị",
            "Viện kiểm sát nhân dân tối cao",
            f"{number % 28 + 1:02}/{number % 12 + 1:02}/2024",
            f"Về công tác số {number}, thực hiện Quy định 144-QĐ/TW",
        ]
        for number in range(first, first + count)
    ]
