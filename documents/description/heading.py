"""The heading of an official document: its cells, however the columns came out of the file.

Titles, symbol and date are cut out of a line wherever they stand in it; what remains between them belongs to
the names of the bodies or to the subject. Sources: Decree 30/2020/NĐ-CP, annex I; Guide 36-HD/VPTW.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice, zip_longest

from documents.citations import Style, Symbol
from documents.citations.symbols import WRITTEN_SYMBOL, make_symbol, read_tail
from documents.description.lines import bare, columns, is_capital, is_rule, letters, read_lines
from portal.base.text import fold


class Part(Enum):
    """What a cell of the heading is."""

    TITLE = "title"
    MOTTO = "motto"
    SYMBOL = "symbol"
    DATE = "date"
    MARK = "mark"
    RULE = "rule"
    BLANK = "blank"
    TEXT = "text"


@dataclass(frozen=True)
class Cell:
    """A part of a line; `line` counts from 0. What is found in it is in `symbol`, `day` or `style`."""

    part: Part
    text: str
    line: int
    symbol: Symbol | None = None
    day: datetime.date | None = None
    style: Style | None = None
    is_sure: bool = True


MOST_LINES = 90
_LONGEST_LINE = 400
# A line longer than this, without columns, is running text.
LONG_LINE = 130
_STATE_TITLE = re.compile(
    r"c[o0]ng\s*h\w{1,2}a\s*x\w{1,2}\s*h\w{1,2}i\s*ch\w\s*ngh\w{1,3}(?:\s*v\w{1,2}[et]\w?(?:\s*nam\b)?)?"
    r"|\bx[ao] h[o0]i ch[ui] ngh\w{1,2} v\w{1,2}et(?: nam\b)?|^\W*c[o0]ng h[o0]a\W*$|^\W*(?:viet )?nam\W*$"
)
_PARTY_TITLE = re.compile(r"\bd\w{1,2}ng\s*c[o0]ng\s*s\w{1,2}n\s*v\w{1,2}et\s*na\w\b")
_TITLES = ("conghoaxahoichunghiavietnam", "dangcongsan", "vietnam")
_MOTTO = re.compile(
    r"d[o0]c\s*l\wp\s*\W{0,5}\s*t[uư]\s*d[o0]\s*(?:\W{0,5}\s*h\wnh\s*ph[uú]\w?)?"
    r"|\bt[uư]\s*d[o0]\s*\W{1,5}\s*h\wnh\s*phuc"
)
_DATE = re.compile(
    r"\bngay[\s.…_]{0,40}(?:(?P<day>[\do]{1,2})\W{0,3})?[\s.…_]{0,40}"
    r"thang[\s.…_]{0,40}(?:(?P<month>[\do]{1,2})\W{0,3})?"
    r"[\s.…_,]{0,40}nam(?:[\s.…_]{0,20}(?P<year>[12][\do]{3}))?\b"
    r"|\bngay\s{0,9}(?P<short_day>\d{1,2})\s?[/.-]\s?(?P<short_month>\d{1,2})\s?[/.-]\s?"
    r"(?P<short_year>\d{4})\b"
)
_YEARLESS = re.compile(r"ngày\s{1,9}\d{1,2}\s{1,9}tháng\s{1,9}\d{1,2}(?:\s{1,9}năm)?\s*$")
_YEAR = re.compile(r"\s*(?:năm\s{1,9})?[12]\d{3}\s*$")
_PLACE = re.compile(r"(?:(?:^|(?<=\s))(?:TP\.?|[^\W\d_][\w.]*|-)\s+){0,5}[^\W\d_]\w*\s*,\s*$")
_NUMBER_LABEL = re.compile(
    r"(?:^|(?<=\s{3})|(?<=\|))[\W_]*(?:(?:luat|bo luat|phap lenh|nghi quyet|lenh|hien phap)\s+)?"
    r"(?P<word>s[o0õ6]|s/kh|so/ky hieu|so ky hieu)\s*(?P<colon>[:.;])?(?=\s*(?:[\dlio"
    r"|][\d\slo]{0,4}[a-z]?\s{0,12}[-/_\u2010-\u2014]"
    r"|\d|[/.…_-]|$|\s{2}))"
)
_NO_NUMBER = re.compile(r"[\s.…_]*[/-]\s?[^\s]{1,40}(?:\s*/\s*[A-ZĐ][^\s]{0,20})?|[.…_\s]*$")
_PLACE_WORDS = frozenset({"TP", "TP.", "-", "–"})
_TWO_NAMES = ("Bà Rịa", "Thừa Thiên", "Thành phố", "TP")
_MARK = re.compile(
    r"^(?:tuyet mat|toi mat|mat|hoa toc|thuong khan|khan|du thao(?: lan)?(?: \d)?|ban so.{0,10}"
    r"|luu hanh noi bo"
    r"|tai lieu (?:mat|luu hanh noi bo|thu hoi|hoi nghi)|xem xong tra lai|khong pho bien|sao y.{0,20}"
    r"|ban sao.{0,10}"
    r"|cong bao.{0,60}|ban chinh|trang \d+.{0,8}|dau den)$"
)
_BODY_OPENING = re.compile(
    r"^\W*(?:kinh gui|can cu|xet (?:de nghi|to trinh)|theo de nghi|chuong [ivx\d]+|dieu \d+"
    r"|phan (?:thu|[ivx]+)|nghi dinh nay|i[.\-)]|1[.)]|a[.)] )"
)
# What opens the body in a whole line, and an abstract in a short one.
_PURPOSE = re.compile(r"\W*(?:thuc hien|thi hanh|nham) ")
_SUBJECT_LINE = 60
_ITEM_OPENING = re.compile(r"^[-+–]?\s*(?:can cu|xet|theo de nghi)\b")


def read_heading(pages: Sequence[str]) -> list[Cell]:
    """Return the cells of what may be a heading, from the top to where the body begins at the latest."""
    cells: list[Cell] = []
    for number, line in enumerate(_with_whole_dates(list(islice(read_lines(_first(pages)), MOST_LINES)))):
        cells += _cells(line[:_LONGEST_LINE], number)
    return cells


def _with_whole_dates(lines: list[str]) -> Iterator[str]:
    """Yield the lines, a year that went to the next one back behind its month."""
    moved = ""
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        if moved:
            line, moved = "", ""
        elif _YEARLESS.search(line) and _YEAR.match(following):
            moved = following
            line = f"{line.rstrip()} {following.strip()}"
        yield line


def _first(pages: Sequence[str]) -> Iterator[str]:
    """Yield the beginnings of the first pages, blank ones left out."""
    filled = (page for page in pages if page.strip())
    return (page[:8000] for page in islice(filled, 2))


def opens_body(text: str) -> bool:
    """Return whether a line is the first of a document's body."""
    folded = fold(text)
    if _BODY_OPENING.match(folded) or _ITEM_OPENING.match(folded):
        return True
    return len(text) > _SUBJECT_LINE and text.lstrip()[:1].isupper() and _PURPOSE.match(folded) is not None


def is_running_text(text: str) -> bool:
    return len(text) > LONG_LINE and not is_capital(text)


def _cells(line: str, number: int) -> Iterator[Cell]:
    if not line.strip():
        yield Cell(Part.BLANK, "", number)
        return
    if is_rule(line):
        yield Cell(Part.RULE, line.strip(), number)
        return
    if opens_body(line) or line.lstrip()[:1] == "(":
        mark = _MARK.match(bare(line))
        yield Cell(Part.MARK if mark else Part.TEXT, line.strip(), number)
        return
    position = 0
    for start, end, cell in sorted(_cuts(line, number), key=lambda cut: cut[0]):
        if start < position:
            continue
        yield from _rest(line[position:start], number)
        yield cell
        position = end
    yield from _rest(line[position:], number)


def _rest(text: str, number: int) -> Iterator[Cell]:
    for column in columns(text):
        if not any(map(str.isalnum, column)):
            continue
        if piece := _title_piece(column, number):
            yield piece
        elif symbol := _unlabelled_symbol(column):
            yield Cell(Part.SYMBOL, column, number, symbol=symbol, is_sure=False)
        else:
            yield Cell(Part.MARK if _MARK.match(bare(column)) else Part.TEXT, column, number)


def _title_piece(column: str, number: int) -> Cell | None:
    """Return the cell of a piece of a title that went on in the next line."""
    written = letters(column)
    if is_capital(column) and (len(written) > 6 and written in _TITLES[0] or written in _TITLES[1:]):
        return Cell(Part.TITLE, column, number, style=Style.PARTY if written in _TITLES[1:2] else Style.STATE)
    if len(written) > 6 and written in "doclaptudohanhphuc":
        return Cell(Part.MOTTO, column, number)
    return None


def _cuts(line: str, number: int) -> Iterator[tuple[int, int, Cell]]:
    """Yield the parts of a line that can be told by their form, and where they stand."""
    folded = fold(line)
    if match := _STATE_TITLE.search(folded):
        if _stands_as_title(line, match):
            yield *match.span(), Cell(Part.TITLE, match[0], number, style=Style.STATE)
    elif (match := _PARTY_TITLE.search(folded)) and _stands_as_title(line, match):
        yield *match.span(), Cell(Part.TITLE, match[0], number, style=Style.PARTY)
    if match := _MOTTO.search(folded):
        yield *match.span(), Cell(Part.MOTTO, match[0], number)
    if match := _DATE.search(folded):
        start = _place_start(line, match.start())
        behind = line[match.end() :]
        if start is not None and (not behind.strip(" .*_|") or behind[:2] == "  " or len(behind.strip()) < 4):
            yield start, match.end(), _date_cell(match, line[start : match.end()], number)
    if (match := _NUMBER_LABEL.search(folded)) and line[match.start("word")] in "Ss":
        cut = _symbol_cut(line, match, number)
        if not _goes_on_as_sentence(line[cut[1] :]):
            yield cut


def _goes_on_as_sentence(behind: str) -> bool:
    """Return whether a number is one in a sentence: “Số 30/2020/NĐ-CP ngày … của Chính phủ”."""
    if not re.match(r" ?[^\W\d_]{2}", behind) or not behind.strip()[0].islower():
        return False
    date = _DATE.match(fold(behind.strip()))
    return date is None or len(behind.strip()) - date.end() > 3


def _stands_as_title(line: str, match: re.Match[str]) -> bool:
    """Return whether a title is one: in capitals, with nothing but a body's name beside it."""
    before, behind = line[: match.start()], line[match.end() :]
    if not is_capital(line[match.start() : match.end()]):
        return False
    if before.rstrip()[-1:] in ('"', "“") or any(map(str.isalpha, behind.strip()[3:])):
        return False
    near = columns(before)
    return (
        not near
        or before.endswith("   ")
        or names_body(near[-1])
        or len(near[-1]) < 5
        or is_continued(near[-1])
    )


def _place_start(line: str, end: int) -> int | None:
    """Return where the place before a date begins; None where the date stands in a sentence."""
    before = line[:end]
    if before.endswith("   "):
        return end
    edge = max(before.rfind("   ", 0, len(before.rstrip())), before.rfind("|"))
    own = before[edge + 1 :]
    if not own.strip(" .*_"):
        return end
    words = own.rstrip()
    if not words.endswith(",") and not words.endswith("."):
        return edge + 1 if _is_place(own.split()) and len(own.split()) < 5 else None
    match = _PLACE.search(words.replace(".", ",") if words.endswith(".") else words)
    if not match:
        return None
    named: list[str] = []
    for word in reversed(match[0].rstrip(" ,").split()):
        if not (word in _PLACE_WORDS or _is_place([word])):
            break
        named.insert(0, word)
    given = words.rstrip(" ,.").split()
    if len(named) < len(given) or len(named) > 3:
        # A name may stand before it by chance: “V/v sơ kết Chỉ thị Tây Ninh, ngày …”.
        known = next((at for at in range(len(named)) if " ".join(named[at:]).startswith(_TWO_NAMES)), None)
        named = named[known:] if known is not None else named[-2:]
    if not named:
        return end if is_capital(words) and len(given) < 4 else None
    return before.rindex(named[0], edge + 1) if len(named) == 1 else _start_of(before, named, edge + 1)


def _start_of(before: str, words: list[str], least: int) -> int:
    pattern = re.compile(r"\s+".join(map(re.escape, words)) + r"\W*$")
    match = pattern.search(before, least)
    return match.start() if match else len(before)


def _is_place(words: list[str]) -> bool:
    return bool(words) and all(word[0].isupper() and not (len(word) > 1 and word.isupper()) for word in words)


def _date_cell(match: re.Match[str], text: str, number: int) -> Cell:
    written = [match[name] or match[f"short_{name}"] for name in ("day", "month", "year")]
    if None in written:
        return Cell(Part.DATE, text, number)
    figures = [int(each.replace("o", "0")) for each in written]
    try:
        day = datetime.date(figures[2], figures[1], figures[0])
    except ValueError:
        return Cell(Part.DATE, text, number, is_sure=False)
    return Cell(Part.DATE, text, number, day=day, is_sure="o" not in "".join(written))


def _symbol_cut(line: str, label: re.Match[str], number: int) -> tuple[int, int, Cell]:
    start, position = label.start(), label.end()
    style = Style.STATE if label["colon"] else None
    rest = line[position:]
    skipped = len(rest) - len(rest.lstrip(" .:"))
    symbol, length, is_sure = _leading_symbol(rest[skipped:])
    if symbol:
        end = position + skipped + length
        return (
            start,
            end,
            Cell(Part.SYMBOL, line[start:end], number, symbol=symbol, style=style, is_sure=is_sure),
        )
    empty = _NO_NUMBER.match(rest)
    end = position + (empty.end() if empty else 0)
    return start, end, Cell(Part.SYMBOL, line[start:end], number, style=style)


def _leading_symbol(text: str) -> tuple[Symbol | None, int, bool]:
    """Return the symbol that a text begins with, its length there, and whether it needed no repair."""
    for number, form in enumerate(_repaired(text)):
        match = WRITTEN_SYMBOL.match(form)
        tail = read_tail(match["tail"]) if match else None
        if match and tail:
            length = len(match[0]) - len(match["tail"]) + tail.length
            symbol = make_symbol(match["digits"], match["suffix"], tail)
            return symbol, length, number == 0 and _plainly(form[:length]) == _plainly(str(symbol))
    return None, 0, False


def _repaired(text: str) -> Iterator[str]:
    """Yield a text and what it may be where a sign was misread, letter by letter of the same length."""
    yield text
    figures = re.match(r"[\dOlI|]{1,5}", text)
    if figures:
        text = re.sub("[lI|]", "1", figures[0]).replace("O", "0") + text[figures.end() :]
        yield text
    text = re.sub(r"^(\d{1,5}/(?:19|20)\d\d)[Il1| ]/?(?=[A-ZĐ]{1,5}[- ])", r"\1/", text)
    yield text
    # “NĐ CP”, “QĐ VKS”: the hyphen was lost.
    yield re.sub(r"^(\d{1,5}(?:/\d{4})?[/-][A-ZĐ][A-Za-zĐđ]{0,4}) (?=[A-ZĐ][A-Za-zĐ]{1,9}\b)", r"\1-", text)


def _plainly(text: str) -> str:
    return re.sub(r"[\s]", "", re.sub("[\u2010-\u2015\u2212]", "-", text)).upper()


def _unlabelled_symbol(column: str) -> Symbol | None:
    if len(column) > 40 or not column[0].isdigit():
        return None
    symbol, length, _is_sure = _leading_symbol(column)
    return symbol if symbol and symbol.bodies and length == len(column) else None


# How the names of bodies begin.
_BODY = re.compile(
    r"(?:ban|bo|u[yỷ] ban|ubnd|hdnd|hoi dong|vien|vks(?:nd)?|tand|so|cuc|vu|chi cuc|tong cuc"
    r"|tong cong ty|van phong|cong an|toa an"
    r"|tinh uy|thanh uy|huyen uy|quan uy|thi uy|dang uy|dang bo|chi bo|chi uy|dang doan|quan khu|bch|btv"
    r"|hoi|doan|trung tam"
    r"|phong|truong|chinh phu|thu tuong|quoc hoi|tap doan|cong ty|hoc vien|thanh tra|kho bac|kiem toan"
    r"|tong kiem toan"
    r"|mat tran|uy ban|mttq|co quan|cong doan|lien doan|dai hoi|chu tich nuoc|chu tich|ngan hang"
    r"|bao hiem|doan chu tich"
    r"|bo tu lenh|tong lien doan|lien hiep|to cong tac|to giup viec|bi thu|doi|cum|khoi)\b"
)
# Names that want to go on in the next line, though that begins as a name of its own.
_UNFINISHED = re.compile(
    r"(?:(?:chi bo|dang bo|dang uy|chi uy|ban chap hanh|ban thuong vu|ban can su dang|dang doan|bch"
    r"|hoi dong tham phan"
    r"|uy ban thuong vu|thu tuong|ban chi dao|van phong|thanh tra|cong an|cong doan|doan|dai hoi"
    r"|mat tran|uy ban"
    r"|dai hoi dai bieu|bo tu lenh|co quan)"
    r"|.*\b(?:cua|va|ve|thuoc|cac)|.*,)"
)
_COMPLETE_BEHIND = frozenset({"van phong", "thanh tra", "ban thuong vu", "cong an", "ban chi dao", "uy ban"})


def names_body(text: str) -> bool:
    """Return whether a text in capitals begins as the names of bodies do."""
    return is_capital(text) and _BODY.match(bare(text)) is not None


def is_continued(text: str) -> bool:
    """Return whether a text in capitals can be the further part of a body's name."""
    return (
        is_capital(text)
        and re.match(
            r"(?:nhan dan|tinh|thanh pho|huyen|xa|phuong|toi cao|khu vuc|quan|thi|trung uong|va|dac khu)\b",
            bare(text),
        )
        is not None
    )


def wants_more(text: str) -> bool:
    """Return whether a body's name cannot end here: “CHI BỘ”, “… THUỘC”."""
    return _UNFINISHED.fullmatch(bare(text)) is not None
