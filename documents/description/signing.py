"""Who signed a document: the office and the name below its body.

Recipients stand beside the signature and may come between its lines, before or behind it. Annexes follow it,
some with forms that hold signatures of their own; so the first signature of the body counts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.description.lines import bare, columns, is_capital, joined
from documents.description.spelling import spell_body
from portal.base.text import fold

_RECIPIENTS = re.compile(r"^\W*n[oơ]i nh[aậ]n\s*:?\s*", re.IGNORECASE)
_FOR = re.compile(
    r"^\W*(?:(?P<how>t\s?/\s?m|tm|k\s?/\s?t|kt|t\s?/\s?l|tl|t\s?/\s?uq|tuq)(?:\s*[.,/:]\s*|\s+)"
    r"|(?P<acting>q)\s?\.\s*)"
    r"(?=[^\W\d_])"
)
_ANY_FOR = re.compile(r"(?<![^\W_])(?:T\s?/?\s?[MLmlU]|K\s?/?\s?[Tt]|T/?UQ|Q)(?![^\W\d_]{2})")
_OFFICE = re.compile(
    r"(?:quyen )?(?:tong bi thu|pho bi thu|bi thu|thuong truc ban bi thu|u?y vien|pho chu tich|chu tich"
    r"|pho thu tuong|thu tuong"
    r"|bo truong|thu truong|pho vien truong|vien truong|pho truong|truong ban|truong phong|truong doan"
    r"|truong khoa|pho ban"
    r"|pho chanh|chanh van phong|chanh an|chanh thanh tra|chanh toa|giam doc|pho giam doc|tong giam doc"
    r"|pho tong|cuc truong"
    r"|pho cuc truong|vu truong|pho vu truong|chu nhiem|pho chu nhiem|hieu truong|pho hieu truong"
    r"|tong thanh tra|tong kiem toan"
    r"|tong cuc truong|chi cuc truong|pho chi cuc|thong doc|pho thong doc|tu lenh|chinh uy|doi truong"
    r"|kiem sat vien|thu ky"
    r"|pho tu lenh|to truong|uy vien|u[yỷ] vien|dai dien|thuong truc)\b"
)
_SIGNED = re.compile(
    r"[\[(<{]?\s*[\[(]?\s*(?:đã ký|da ky|ký tên|đã kí|ký, ghi|chữ ký|ký bởi|signed)[^\])]{0,40}[\])>}]?\s*",
    re.IGNORECASE,
)
_RANKS = re.compile(
    r"^(?:(?:đại tướng|thượng tướng|trung tướng|thiếu tướng|chuẩn đô đốc|đại tá|thượng tá|trung tá"
    r"|thiếu tá|đại úy|thượng úy"
    r"|(?:gs|pgs|ts|ths|bs|ks|cn|luật sư|đ/c|đồng chí|ông|bà)\.?)[\s.,]*)+(?=\S)",
    re.IGNORECASE,
)
_SURNAMES = frozenset(
    [
        "nguyễn",
        "trần",
        "lê",
        "phạm",
        "hoàng",
        "huỳnh",
        "phan",
        "vũ",
        "võ",
        "đặng",
        "bùi",
        "đỗ",
        "hồ",
        "ngô",
        "dương",
        "lý",
        "đào",
        "đoàn",
        "vương",
        "trịnh",
        "trương",
        "đinh",
        "lâm",
        "phùng",
        "mai",
        "tô",
        "hà",
        "tạ",
        "lương",
        "lưu",
        "cao",
        "châu",
        "tăng",
        "thái",
        "nông",
        "chu",
        "quách",
        "kiều",
        "từ",
        "văn",
        "lò",
        "vi",
        "đàm",
        "triệu",
        "hứa",
        "giàng",
        "vàng",
        "sùng",
        "điểu",
        "ksor",
        "rơ",
        "y",
        "thạch",
        "sơn",
        "danh",
        "tòng",
        "quàng",
        "cầm",
        "bạch",
        "khuất",
        "khổng",
        "la",
        "lại",
        "mạc",
        "nghiêm",
        "ninh",
        "ông",
        "phó",
        "quan",
        "tống",
        "trà",
        "trang",
        "tôn",
        "trầm",
        "uông",
        "viên",
        "hầu",
        "đồng",
        "kim",
        "thân",
        "giáp",
        "lường",
        "ma",
        "hoa",
        "cù",
        "doãn",
        "diệp",
        "âu",
        "lục",
        "bế",
        "lù",
        "lầu",
        "tần",
        "phí",
        "phú",
        "cà",
    ]
)
_ANNEX = re.compile(r"^\W*(?:phu luc|bieu mau|danh muc kem theo|mau so)\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?\Z")
_WINDOW_BEFORE, _WINDOW_BEHIND = 16, 70
_MOST_ANCHORS = 6
_EDGE = re.compile(r"[;.,)]\s+(?=\S{2})")
_LONGEST_LINE = 300
_NAME_WITHIN = 10
_NOT_NAMES = frozenset(
    {"noi", "nhu", "luu", "dieu", "kinh", "ban", "van", "so", "to", "phu", "can", "chuong"}
)


@dataclass(frozen=True)
class Signing:
    signer: str = ""
    office: str = ""
    is_sure: bool = True


def names_office(text: str) -> bool:
    """Return whether a text begins as an office does: “PHÓ VIỆN TRƯỞNG”."""
    return _OFFICE.match(bare(text)) is not None


def read_signing(lines: Sequence[str]) -> Signing:
    """Return who signed, from the lines below the heading."""
    end = _end_of_body(lines)
    anchors = [place for place in range(end) if _is_recipients(lines[place])][:_MOST_ANCHORS]
    best = Signing()
    for anchor in anchors:
        found = _read_block(lines[max(0, anchor - _WINDOW_BEFORE) : min(end, anchor + _WINDOW_BEHIND)])
        if found.signer:
            return found
        best = best if best.office else found
    for place in range(end):
        if acts_for(lines[place]):
            found = _read_block(lines[place : min(end, place + _NAME_WITHIN + 8)])
            if found.signer:
                return found
            best = best if best.office else found
    if best.office or anchors:
        return best
    for place in range(end - 1, max(-1, end - 60), -1):
        if is_capital(lines[place]) and names_office(lines[place]):
            found = _read_block(lines[place : place + _NAME_WITHIN + 2])
            if found.signer:
                return Signing(found.signer, found.office, is_sure=found.is_sure)
    return best


def _end_of_body(lines: Sequence[str]) -> int:
    """Return where the first annex behind a signature begins."""
    is_signed = False
    for place, line in enumerate(lines):
        if len(line) > _LONGEST_LINE:
            continue
        is_signed = is_signed or _is_recipients(line) or acts_for(line)
        if is_signed and is_capital(line[:12]) and _ANNEX.match(fold(line[:60])):
            return place
    return len(lines)


def _is_recipients(line: str) -> bool:
    return len(line) < _LONGEST_LINE and _RECIPIENTS.match(line) is not None and ":" in line


def acts_for(line: str) -> bool:
    """Return whether a line holds “TM. …”, “KT. …” in capitals."""
    if len(line) > _LONGEST_LINE or not _ANY_FOR.search(line):
        return False
    return any(_on_behalf(cell) for cell in _split(line))


def _on_behalf(cell: str) -> str:
    """Return how one signs for another: "tm", "kt", "tl", "tuq", "q"; "" where nobody does."""
    match = _FOR.match(fold(cell))
    if not match or not is_capital(cell):
        return ""
    return re.sub(r"[\s/]", "", match["how"] or match["acting"])


def _split(line: str) -> list[str]:
    """Return the cells of a line; what follows a recipient (“- Lưu: VT.”) with one blank is a cell too."""
    cells: list[str] = []
    for column in columns(line[:_LONGEST_LINE]):
        column = _RECIPIENTS.sub("", column)
        if column[:1] in "-–+" or ":" in column or ";" in column:
            ends = [column[edge.end() :] for edge in _EDGE.finditer(column)]
            ends = [each for each in ends if _FOR.match(fold(each))][:1] or ends[::-1]
            for each in ends:
                if each and (
                    _FOR.match(fold(each)) or is_capital(each) or _person(each) or _SIGNED.match(each)
                ):
                    cells.append(each)
                    break
            else:
                if tail := _capital_tail(column):
                    cells.append(tail)
            continue
        if column:
            cells.append(column)
    return cells


def _capital_tail(column: str) -> str:
    """Return the words in capitals with which a recipient's line ends: “- Các chi bộ  PHÓ BÍ THƯ”."""
    words = column.split()
    taken: list[str] = []
    while words and len(words[-1]) > 1 and is_capital(words[-1]):
        taken.insert(0, words.pop())
    tail = " ".join(taken)
    return tail if len(taken) > 1 and (names_office(tail) or _FOR.match(fold(tail))) else ""


def _read_block(lines: Sequence[str]) -> Signing:
    """Return the first signature in some lines."""
    offices: list[str] = []
    behalf = ""
    since = 0
    for line in lines:
        if _is_body(line):
            offices, behalf, since = [], "", 0
            continue
        cells = _split(line)
        since += not cells and bool(line.strip())
        for cell in cells:
            signed = _SIGNED.sub("", cell).strip(" []()*_.,")
            if how := _on_behalf(signed):
                offices, behalf, since = [_acting(signed)] if how == "q" else [], how, 0
            elif name := _person(signed) if offices or behalf else "":
                return _signing(name, offices)
            elif names_office(signed) and (is_capital(signed) or not offices and _is_office(signed)):
                office = signed.strip(" ,.")
                offices, since = [*offices, office] if not since else [office], 0
            elif offices and not since and is_capital(signed) and 3 < len(signed) < 60:
                offices[-1] = f"{offices[-1]} {signed}"
            elif signed and not (behalf and is_capital(signed)):
                since += 1
    return Signing("", _office(offices))


def _is_body(line: str) -> bool:
    """Return whether a line is one of running text, which stands in no signature."""
    return len(line) > _LONGEST_LINE or (
        len(line) > 60 and line.lstrip()[:1] not in "-–+" and len(columns(line)) == 1
    )


def _acting(signed: str) -> str:
    match = _FOR.match(fold(signed))
    return f"QUYỀN {signed[match.end() :]}" if match else signed


def _is_office(text: str) -> bool:
    """Return whether an office not in capitals stands alone: “Phó Viện trưởng”."""
    return len(text.split()) < 5 and not text.rstrip().endswith((";", ":", ".")) and "," not in text


def _signing(name: str, offices: list[str]) -> Signing:
    return Signing(name, _office(offices), is_sure=bool(offices) and name.split()[0].lower() in _SURNAMES)


def _office(offices: list[str]) -> str:
    return joined([", ".join(spell_body(each) if is_capital(each) else each for each in offices)])


def _person(text: str) -> str:
    """Return the name of a person that a text is, or ""."""
    text = _RANKS.sub("", text.strip(" .,;*_-–")).strip()
    words = text.split()
    if not 2 <= len(words) <= 6 or len(text) > 40 or not all(map(_WORD.match, words)):
        return ""
    if is_capital(text):
        is_name = words[0].lower() in _SURNAMES and not names_office(text) and len(words) > 2
        return " ".join(map(str.capitalize, words)) if is_name and len(words) < 5 else ""
    if not all(word[0].isupper() and word[1:] == word[1:].lower() for word in words):
        return ""
    if fold(words[0]) in _NOT_NAMES and words[0].lower() not in _SURNAMES:
        return ""
    return text
