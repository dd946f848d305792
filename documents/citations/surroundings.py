"""What the words round a symbol tell about the document: its date, its issuer, the title below its number."""

import datetime
import re
from collections import deque
from typing import NamedTuple

from documents.citations.dates import DATE, read_date
from documents.citations.document_types import GAP

_CLOSING = r"[\s\"'“”’)\]}|>*_`]{0,40}+"
_DATE_WORD = r"(?:ngày|ngay|dated|ngày,? tháng(?:,? năm)?)"
_DATE_BEHIND = re.compile(
    rf"{_CLOSING}[,;(\-–—:]?{GAP}{{0,60}}+(?:(?:được\s)?(?:ký|ban hành|đề|ra|thông qua)\s)?(?:vào\s)?(?:cùng\s)?"
    rf"{_DATE_WORD}{GAP}{{0,40}}+(?:(?:ký|ban hành)\s?)?:?{GAP}{{0,40}}+(?:{DATE})",
    re.IGNORECASE,
)
_BARE_DATE_BEHIND = re.compile(rf"[ \t\"'”’)\]}}*_`]{{0,4}}[,(\-–—|:]?[ \t]{{0,4}}\(?(?:{DATE})")
# “(Bộ Chính trị, 27/9/2019)”, “– Đảng ủy … (30/01/2026)”.
_BODY_AND_DATE = re.compile(
    rf"[\s\"'”’\]|*_`]{{0,12}}+[(—–][ ]?(?P<body>(?:Bộ|Ban|Đảng|Chính phủ|Quốc hội|Thủ tướng|Chủ tịch"
    r"|Tỉnh|Thành|Viện|VKS|Tòa|TAND|Ủy ban|UBND|HĐND|Hội đồng|Văn phòng|Sở|Cục|Tổng cục)"
    rf"[^()\d\n;|]{{0,60}}?)[ ]?[,(][ ]?(?:ngày[ ])?(?:{DATE})"
)
_SAME_DAY_BEHIND = re.compile(
    rf"{_CLOSING},?\s{{0,4}}\(?(?:ban hành |ký )?cùng{GAP}{{1,8}}ngày(?!\s{{0,3}}\d)", re.IGNORECASE
)
_PLACE_AND_DATE = re.compile(
    rf"(?:^|[\n|\"']|\s{{3}})[ \t*_\"']{{0,40}}[^\W\d_][^\n|\d;:()]{{0,60}},{GAP}{{0,6}}+ngày{GAP}{{0,6}}+(?:{DATE})",
    re.IGNORECASE,
)
_PLACE_AND_DATE_BESIDE = re.compile(
    rf"[ \t|]{{1,40}}[^\W\d_][^\n|\d;:()]{{0,60}},{GAP}{{0,6}}+ngày{GAP}{{0,6}}+(?:{DATE})", re.IGNORECASE
)
_DATE_FIELD = re.compile(
    rf"(?:ngày{GAP}{{0,4}}(?:ban{GAP}{{0,4}}hành|ký)|ngay_?(?:ban_?hanh|ky|quyet_?dinh|phe_?duyet|trinh\w{{0,20}}|van_?ban)"
    rf"|(?<![a-z])issued?_?(?:on|date|at)?|(?<!\w)date)"
    rf"[\s:\"'=|*\\>]{{1,8}}(?:{DATE})",
    re.IGNORECASE,
)
_ANY_DATE = re.compile(rf"(?P<same>cùng\s{{1,3}})?ngày{GAP}{{0,8}}(?:(?:{DATE})|(?P<none>))", re.IGNORECASE)
# An act of issuing that governs the type named next: “đã ban hành Quyết định số …”.
_ISSUING = re.compile(
    r"(?<!\w)(?:ban\s{1,3}hành|phát\s{1,3}hành|công\s{1,3}bố|thông\s{1,3}qua|ký|có|ra|gửi)\s{1,8}(?:các\s{1,8}|bản\s{1,8})?$",
    re.IGNORECASE,
)
_AT_ENDINGS = ("tại", "trong", "các")
# What the two patterns can end with; most texts before a symbol do not.
_ENDINGS = ("hành", "bố", "qua", "ký", "có", "ra", "gửi", "bản", *_AT_ENDINGS)
_ISSUER_BEFORE_VERB = re.compile(r"\s*(?:\s(?:đã|vừa|mới|tiếp tục|chính thức|cũng|ký)\s*)*$", re.IGNORECASE)
_AT = re.compile(
    r"(?:của|theo\s+đề\s+nghị\s+của)\s+([^.;\n,]{2,90}(?:\n[^.;\n,]{2,60})?)\s+(?:tại|trong)\s+(?:các\s+)?$",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"{_CLOSING}[,;]?{GAP}{{0,60}}+(?:năm\s\d{{4}}\s)?(?:của|do)[\s]{{1,20}}(?=\S)", re.IGNORECASE
)
_DONE_BY = re.compile(r"\sdo\s{1,4}([^.;,\n]{3,80}?)\s(?:ban hành|thông qua|trình)", re.IGNORECASE)
# Where the name of a body ends.
_ISSUER_END_WORDS = (
    "về", "về ?việc", "v/v", "ban hành", "quy định", "qui định", "hướng dẫn", "sửa đổi", "bổ sung", "phê duyệt",
    "thay thế", "bãi bỏ", "đã", "có", "nêu", "nhấn mạnh", "xác định", "yêu cầu", "chỉ đạo", "đề ra", "được", "là", "để",
    "nhằm", "thì", "ngày", "tại", "trong", "năm", "theo", "khi", "khóa", "khoá", "nhiệm kỳ", "cho", "với", "gồm",
    "thực hiện", "triển khai", "chi tiết", "công bố", "thành lập", "kiện toàn", "giao(?! thông| dịch)", "trình",
    "quyết định", "phải", "nhất là", "trước", "từ", "đến", "cùng", "số",
)  # fmt: skip
_NEXT_DOCUMENT = (
    *(
        "nghị",
        "quyết",
        "chỉ thị",
        "kết luận",
        "kế hoạch",
        "hướng dẫn",
        "thông",
        "công văn",
        "quy",
        "luật",
        "chương",
    ),
    *("đề án", "của", "là", "được", "số", "tờ trình", "báo cáo"),
)
_ISSUER_END = re.compile(
    r"(?:[.;:\"“”()\[\]<>|{}•!?]|,(?!\s*(?:Thương binh|Thể thao|Du lịch|Xã hội|Thanh niên|Tin học))|\n\s*[\n\-+•#*]|$"
    rf"|\s(?:{'|'.join(_ISSUER_END_WORDS)}|và (?:các |một số )?(?:{'|'.join(_NEXT_DOCUMENT)}))"
    r"(?!\w))",
    re.IGNORECASE,
)
_CAPITAL = "[A-Z" + "".join(filter(str.isupper, map(chr, range(0xC0, 0x1EFA)))) + "]"
_SENTENCE_START = re.compile(rf"[.;!?]\s+(?={_CAPITAL})|\n\s*\n|;")
_BODY_AT_END = re.compile(rf"(?:liên ngành\s|(?<!\w){_CAPITAL})[^.;:]{{1,140}}$")
_HEADING_BODY = re.compile(
    r"\n[ \t]*(?:QUYẾT ĐỊNH|CHỈ THỊ|NGHỊ QUYẾT|NGHỊ ĐỊNH|THÔNG TƯ|LỆNH|PHÁP LỆNH)"
    r"[ \t]+CỦA[ \t]+([^\n.;]{3,90}?)[ \t]*(?:\n|$)"
    r"|(?:Nơi|Cơ quan) ban hành[ \t]*[:|][ \t]*([^\n.;|:]{2,60}?)[ \t]*(?:\n|$|\||(?:Người|Ngày|Loại|Lĩnh)[ \t]\w+)"
)
# With these begin dates (ngày, ký, ban hành, được, đề, ra, thông qua, vào, cùng) and issuers (của, do, năm … của).
_FIRST = re.compile(rf"{_CLOSING}[,;(\-–—:|]?{GAP}{{0,60}}+[(]?(\S)")
_DATE_LETTERS = frozenset("nkbđdrtvc")
_ISSUER_LETTERS = frozenset("cdn")
_NEAR, _FAR = 260, 520


class Told(NamedTuple):
    date: datetime.date | None = None
    issuer: str | None = None
    end: int = 0
    is_same_day: bool = False
    all_share_day: bool = False


def read_behind(text: str, start: int, limit: int) -> Told:
    """Return the date and the issuer that follow a symbol directly, in either order, and where they end."""
    limit = min(limit, start + _NEAR)
    position, issuer, date, is_same_day, shared = start, None, None, False, False
    for _turn in range(2):
        first = _FIRST.match(text, position, limit)
        letter = first[1].lower() if first else ""
        match = None
        if letter in _DATE_LETTERS and date is None and not is_same_day:
            if match := _DATE_BEHIND.match(text, position, limit):
                date = read_date(match)
                shared = "cùng" in match[0][:20].lower()
            elif letter == "c" and (match := _SAME_DAY_BEHIND.match(text, position, limit)):
                is_same_day = True
        elif (
            letter.isdigit() and position == start and (match := _BARE_DATE_BEHIND.match(text, start, limit))
        ):
            # “, 5/6/24” may be anything.
            date = read_date(match) if len(match["year"] or "four") == 4 else None
        if match:
            position = match.end()
        elif letter in _ISSUER_LETTERS and issuer is None and (match := _OF.match(text, position, limit)):
            issuer, position = _issuer(text, match.end(), limit)
        else:
            break
    if position == start and (match := _BODY_AND_DATE.match(text, start, limit)):
        return Told(read_date(match), _one_line(match["body"]), match.end())
    return Told(date, issuer, position, is_same_day, shared)


def _issuer(text: str, start: int, limit: int) -> tuple[str | None, int]:
    end = _ISSUER_END.search(text, start, min(limit, start + 160))
    name = _one_line(text[start : end.start() if end else limit])
    return (name, end.start() if end else limit) if 2 <= len(name) <= 140 else (None, start)


def read_before(before: str) -> Told:
    """Return date and issuer of “Ngày …, … đã ban hành” and “của … tại” at the end of the text before the type."""
    ending = before[-12:].rstrip().lower()
    if not ending.endswith(_ENDINGS):
        return Told()
    before = before[-_NEAR - 60 :]
    verb = _ISSUING.search(before, max(0, len(before) - 40))
    if verb is None:
        if ending.endswith(_AT_ENDINGS) and (at := _AT.search(before[-150:])):
            issuer = _one_line(re.split(r"\scủa\s|của\s", at[1])[-1].partition("(")[0])
            # “chủ trương của Đảng tại …” names no issuer.
            return Told(issuer=issuer if " " in issuer else None)
        return Told()
    if verb.start() < 2:
        return Told()
    sentence = before[_sentence_start(before, verb.start()) : verb.start()]
    last = _last(_ANY_DATE, sentence) if "gày" in sentence or "GÀY" in sentence else None
    subject = _ISSUER_BEFORE_VERB.sub("", sentence[last.end() if last else 0 :])
    subject_issuer = _subject(subject)
    if last is None:
        return Told(issuer=subject_issuer)
    if last["none"] is not None:
        return Told(issuer=subject_issuer, is_same_day=bool(last["same"]))
    return Told(read_date(last), subject_issuer)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter(deque(pattern.finditer(text), maxlen=1)), None)


def _sentence_start(text: str, end: int) -> int:
    found = 0
    for match in _SENTENCE_START.finditer(text, 0, end):
        found = match.end()
    return found


def _subject(clause: str) -> str | None:
    """Return the body that a clause before a verb ends with, from its first capital on."""
    clause = (
        clause.rpartition(",")[2] if "," in clause and not clause.lstrip(" ,").startswith("Bộ") else clause
    )
    clause = clause.strip(" ,\n\t")
    match = _BODY_AT_END.search(clause)
    return _one_line(match[0]) if match and len(match[0].split()) <= 30 else None


def read_heading(text: str, start: int, limit: int, before: str) -> Told:
    """Return what a document's own heading bears below its number: the date (“Hà Nội, ngày …”), the issuer."""
    limit = min(limit, start + _FAR)
    match = (
        _PLACE_AND_DATE_BESIDE.match(text, start, limit)
        or _PLACE_AND_DATE.search(text, start, limit)
        or _DATE_FIELD.search(text, start, limit)
        or _last(_PLACE_AND_DATE, before[-200:])
    )
    body = _HEADING_BODY.search(text, start, limit)
    issuer = _one_line(body[1] or body[2]) if body else None
    return Told(read_date(match) if match else None, issuer)


def read_field(text: str, start: int, limit: int) -> Told:
    """Return the date in a field of a record behind the symbol (“Ngày ban hành: …”)."""
    match = _DATE_FIELD.search(text, start, min(limit, start + 200))
    return Told(read_date(match)) if match else Told()


def done_by(text: str, start: int, limit: int) -> str | None:
    """Return the issuer that a sentence names at its end: “… do Quốc hội ban hành”."""
    limit = min(limit, start + 300)
    begun = text.find(" do ", start, limit)
    match = _DONE_BY.search(text, begun, limit) if begun >= 0 else None
    return _one_line(match[1]) if match else None


def _one_line(name: str) -> str:
    return " ".join(re.sub(r"[#*|_]", " ", name).split()).strip(" -–,")
