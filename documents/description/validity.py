"""When a document takes effect, and of which term the committee is that issued it, as the text says."""

import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple

from documents.citations.dates import DATE, read_date
from documents.description.lines import bare, clean
from portal.base.text import fold

_EFFECT = "hiệu lực"
_BEFORE, _BEHIND = 220, 160
_SUBJECT = re.compile(
    r"(?P<kind>nghị định|nghị quyết|quyết định|quy định|quy chế|chỉ thị|kết luận|hướng dẫn"
    r"|thông tư(?: liên tịch)?|luật|bộ luật|pháp lệnh"
    r"|lệnh|thông tri|thông báo|kế hoạch|chương trình|điều lệ|văn bản|quy trình|nội quy"
    r"|hiến pháp)(?: số \S{3,30})? (?:này|\(này\))"
    r"(?:[^.;“”]{0,110}?)[ ,]có $"
)
_PLAIN_SUBJECT = re.compile(
    r"(?:^|[.;:] |điều \w{1,4}\. )(?P<kind>quyết định|nghị quyết|chỉ thị|quy định|quy chế|hướng dẫn) có $"
)
_FROM = re.compile(
    rf"^hiệu lực(?: thi hành| pháp luật| thực hiện| áp dụng)?,? ?(?:kể )?(?:từ"
    rf"|sau)(?: (?P<days>\d{{1,3}}) ngày,? (?:kể )?từ)? ?"
    rf"(?:(?P<signing>(?:ngày|khi) ?(?:được )?(?:ký|ban hành)(?! thông qua)(?: ban hành)?)"
    rf"|ngày ?(?:{DATE}))"
)
_PASSED = re.compile(rf"(?:thông qua|ban hành)[^.;]{{0,40}}? ngày (?:{DATE})")
_TERM = re.compile(r"\bkho[as]a? ([ivxlc]{1,6}|\d{1,2})\b|\bkhoa ([ivxlc]{1,6}|\d{1,2})\b")
_CENTRAL = ("bo chinh tri", "ban bi thu", "ban chap hanh trung uong")


class Effect(NamedTuple):
    day: datetime.date | None
    is_sure: bool


def read_effect(pages: Sequence[str], doc_type: str | None, issued_on: datetime.date | None) -> Effect:
    """Return the day from which the document itself, not one it names, is in force."""
    kept = Effect(None, True)
    for page, following in zip(pages, [*pages[1:], ""], strict=True):
        text = f"{page} {following[:_BEHIND]}" if _EFFECT[:4] in page[-_BEHIND:].lower() else page
        for place in _places(text.lower(), len(page)):
            kind, effect = _read_at(text, place, issued_on)
            if effect is None:
                continue
            if doc_type is None or fold(kind) == fold(doc_type) or kind == "văn bản":
                return effect
            kept = kept if kept.day else Effect(effect.day, is_sure=False)
    return kept


def _places(lowered: str, limit: int) -> list[int]:
    return [match.start() for match in re.finditer(r"hiệu\s+lực", lowered) if match.start() < limit]


def _read_at(text: str, place: int, issued_on: datetime.date | None) -> tuple[str, Effect | None]:
    before = " ".join(text[max(0, place - _BEFORE) : place].lower().split()) + " "
    behind = " ".join(text[place : place + _BEHIND].lower().split())
    subject = _SUBJECT.search(before) or _PLAIN_SUBJECT.search(before)
    found = _FROM.match(behind)
    if not subject or not found:
        return "", None
    kind = subject["kind"]
    day = issued_on if found["signing"] else read_date(found)
    if found["days"]:
        day = day + datetime.timedelta(days=int(found["days"])) if day else None
    return kind, Effect(day, is_sure=not found["days"])


def read_passing(pages: Sequence[str]) -> datetime.date | None:
    """Return the day on which the text says a law was passed: “… thông qua ngày 25 tháng 6 năm 2025”."""
    for page in reversed(pages):
        place = page.rfind("thông qua")
        if place < 0:
            continue
        behind = " ".join(page[max(0, place - 10) : place + 120].split())
        if match := _PASSED.search(behind):
            return read_date(match)
    return None


def read_term(heading: Sequence[str], abstract: str, basis: str, issuer: str) -> str:
    """Return the term of the committee that issued a document: “XIII”."""
    named = re.match(r"(?:cua|hoi nghi)\b.{0,60}", fold(abstract))
    if named and (match := _TERM.search(fold(abstract))) and bare(issuer) in fold(abstract)[: match.start()]:
        return (match[1] or match[2]).upper()
    for line in heading:
        if match := _TERM.search(fold(line)):
            return (match[1] or match[2]).upper()
    name = bare(issuer)
    for sentence in re.split(r"[;.]\s|\n\s*[-+]|\n(?=\s*(?:Căn cứ|Xét|Thực hiện))", basis):
        folded = " ".join(fold(clean(sentence)).split())
        place = folded.find("quy che lam viec")
        match = _TERM.search(folded, place) if place >= 0 else None
        if match and _concerns(folded[place : match.start()], name):
            return (match[1] or match[2]).upper()
    return ""


def _concerns(rules: str, issuer: str) -> bool:
    """Return whether rules of procedure are those of the issuing committee."""
    if issuer in _CENTRAL:
        return any(name in rules for name in _CENTRAL)
    if issuer in rules:
        return True
    if "tinh uy" in issuer or "dang bo tinh" in issuer:
        return issuer.startswith(("tinh uy", "ban chap hanh", "ban thuong vu")) and (
            "tinh uy" in rules or "dang bo tinh" in rules
        )
    return False
