"""The type of a document as the words before a symbol, or the title below it, name it in full."""

import re
from functools import lru_cache
from typing import NamedTuple

from documents.citations import vocabulary
from portal.base.text import fold

_NAMES = sorted(
    {name for names in vocabulary.TYPE_NAMES.values() for name in names} | set(vocabulary.MORE_TYPE_NAMES),
    key=len,
    reverse=True,
)
_BY_FOLDED = {fold(name).replace(" ", ""): name for name in _NAMES}
# Signs that stand where a line of a comment, of a table or of a quotation begins.
GAP = r"[\s#*|>/\"'“”’‘_]"


def names_a_type(text: str) -> bool:
    """Tell whether a text, with marks or without, is the name of a type of documents and nothing else."""
    return fold(text).replace(" ", "") in _BY_FOLDED


def _spelt(name: str) -> str:
    """Match a name; blanks may be lost or be a line's end."""
    return rf"{GAP}{{0,60}}".join(map(re.escape, name.split()))


_ANY_NAME = "|".join(_spelt(name.lower()) for name in _NAMES)
# “pháp luật”, “kỷ luật” and the like name no document.
_BORDER = r"(?<![^\W\d_])(?<!pháp )(?<!kỷ )"
_NO_TYPE_BEHIND = frozenset({"pháp", "kỷ", "kỉ"})
_LOWERED = {name.lower().replace(" ", ""): name for name in _NAMES}
_LONGEST_NAME = max(map(len, _NAMES))
_MOST_WORDS = max(name.count(" ") for name in _NAMES) + 1
_WITHIN = re.compile(rf"{_BORDER}({_ANY_NAME})(?![^\W\d_])")
_TITLE = re.compile(
    rf"(?:^|[\n|\"']|\s{{3}})[ \t\"'*#>|_]{{0,40}}({'|'.join(_spelt(name.upper()) for name in _NAMES)})(?![^\W\d_])"
    rf"|(?i:loại)[^\n:|]{{0,25}}[:|]\s*(?P<kind>(?i:{_ANY_NAME}))(?![^\W\d_])"
)
_CODES = frozenset({*vocabulary.TYPE_NAMES, "QD", "ND", "QyD"})
_NUMBER_WORD = re.compile(
    r"(?:(?<![^\W\d_])|(?<=[\d)]))(?P<word>số|sô|sồ|so|no)(?:\s*(?:ký hiệu|hiệu|/\s?ký hiệu|vb|:))?\W{0,8}$"
)
_SENTENCE_END = re.compile(r"[.;•!?]\s|\n\s*\n|\n\s*[-+•]")
_NEAR, _FARTHEST = 90, 160
_BEFORE_NUMBER = " \t\u00a0\n\r(:“\"'‘[*_`>,–-|#"
_BETWEEN_WORDS = " \t\r\n\u00a0#*|>/\"'“”’‘_"
_AROUND = "0123456789()[]{}.,;:–-+=<•#*|>/\"'“”’‘_"
_WORD = re.compile(r"[^\W\d_]+")
# What stands before numbers that are not symbols: forms, standards, addresses, parcels of land.
_NOT_BEFORE_SYMBOLS = (
    *(
        "mẫu",
        "mau",
        "mẫu đơn",
        "biểu mẫu",
        "biểu",
        "form",
        "phụ lục",
        "tcvn",
        "qcvn",
        "tcxdvn",
        "tcn",
        "iso",
        "iec",
    ),
    *(
        "nhà",
        "hẻm",
        "ngõ",
        "ngách",
        "kiệt",
        "đường",
        "lô",
        "thửa",
        "tờ bản đồ",
        "tổ",
        "km",
        "quốc lộ",
        "tỉnh lộ",
    ),
    *(
        "phòng",
        "tầng",
        "căn hộ",
        "tài khoản",
        "điện thoại",
        "đt",
        "fax",
        "hotline",
        "mst",
        "hóa đơn",
        "biển",
        "bks",
    ),
    *("điều", "khoản", "mục", "chương", "trang", "quý"),
)
_NOT_BEFORE_WORD = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(_NOT_BEFORE_SYMBOLS)})$")
_NUMBER_ENDS = ("số", "sô", "sồ", "so", "no", "hiệu", "vb")
# Papers of a case, numbered like documents.
_CASE_WORDS = re.compile(
    r"cáo trạng|bản án|thụ lý|án phí|biên lai|hoãn phiên|đưa vụ (?:án|việc)"
    r"|khởi tố (?:vụ|bị)|tạm giam|truy nã|trưng cầu"
    r"|(?:quyết định|qđ)\s(?:kháng nghị|giám đốc|gđt|tái thẩm|thi hành án|tạm đình chỉ|truy tố|công nhận (?:sự |thuận))"
    r"|kết luận (?:giám|điều tra|định giá)|giám định số|chứng thư|phiếu thu|vi bằng|giấy chứng nhận quyền"
)


class Lead(NamedTuple):
    """What stands next before a symbol: the type it names, whether a word for “number” or a code announces it.

    `start` is where that begins in the text it was read from.
    """

    doc_type: str | None
    has_number_word: bool
    has_code: bool
    is_refused: bool
    start: int
    is_adjacent: bool

    @property
    def announces(self) -> bool:
        return bool(self.is_adjacent or self.has_number_word or self.has_code)


NO_LEAD = Lead(None, False, False, False, 0, False)


@lru_cache(maxsize=4096)
def read_lead(before: str, type_code: str | None) -> Lead:
    """Return what the end of the text directly before a symbol says about it."""
    before = before[-_NEAR:]
    lowered = before.lower()
    if len(lowered) != len(before):
        lowered = before
    number_word = None
    if lowered.rstrip(_BEFORE_NUMBER + "./").endswith(_NUMBER_ENDS):
        number_word = _NUMBER_WORD.search(lowered, max(0, len(lowered) - 30))
    end = number_word.start() if number_word else len(lowered)
    if number_word and number_word["word"] == "no" and not before[end:].startswith("No"):
        number_word, end = None, len(lowered)
    near = lowered[:end].rstrip(_BEFORE_NUMBER)
    if near.endswith(_NOT_BEFORE_SYMBOLS) and _NOT_BEFORE_WORD.search(near):
        return Lead(None, bool(number_word), False, True, end, False)
    name, lead_start = _name_at_end(near)
    if (
        name
        and near[lead_start - 1 : lead_start].isspace()
        and near[lead_start - 2 : lead_start - 1].isalpha()
    ):
        # “Thông báo kết luận”, “Công văn hướng dẫn”: the first says what it is.
        outer, outer_start = _name_at_end(near[:lead_start].rstrip())
        name, lead_start = (outer, outer_start) if outer else (name, lead_start)
    is_adjacent = name is not None
    code = "" if is_adjacent else before[: len(near)].rstrip(" .")[-8:].rpartition(" ")[2].lstrip(_AROUND)
    if name and not _fits_law(name, type_code):
        name = None
    if not is_adjacent:
        lead_start = end - len(code) - 1 if code in _CODES else end
    return Lead(name, bool(number_word), code in _CODES, False, max(0, lead_start), is_adjacent)


@lru_cache(maxsize=2048)
def type_before(before: str, lead: Lead, type_code: str | None, is_party: bool) -> str | None:
    """Return the full name of a symbol's type as the text before it names it.

    The name next to the symbol holds, unless the code is of another type that is named some words before:
    “Quyết định ban hành Quy chế số 12/QĐ-…”.
    """
    if lead.doc_type and (type_code is None or lead.doc_type in _names_of(type_code, is_party)):
        return lead.doc_type
    return _farther_name(before[-_FARTHEST:], type_code, is_party) or lead.doc_type


@lru_cache(maxsize=2048)
def is_case_paper(before: str, lead: Lead) -> bool:
    """Return whether the words before a number are those of a paper in a case: “Cáo trạng số …”."""
    if lead.is_adjacent:
        return False
    near = before[-_NEAR:].lower()
    phrase = max(near.rfind(sign) for sign in (",", ";", "."))
    return _CASE_WORDS.search(near, phrase + 1) is not None


def _name_at_end(near: str) -> tuple[str | None, int]:
    """Return the type that a text in small letters ends with, and where its name begins.

    Blanks may be missing between its words and some of its marks lost; a name typed without any mark is none.
    """
    last = near[-60:]
    if last.isascii() or not last[-1].isalpha():
        return None, 0
    words = list(_WORD.finditer(last))[-_MOST_WORDS - 1 :]
    # How many of the last words stand together, with no more than blanks and signs of lines between them.
    together = 1
    while together < min(_MOST_WORDS, len(words)):
        gap = last[words[-together - 1].end() : words[-together].start()]
        if gap.strip(_BETWEEN_WORDS):
            break
        together += 1
    for names, fit in ((_LOWERED, str), (_BY_FOLDED, fold)):
        for count in range(together, 0, -1):
            written = "".join(word[0] for word in words[-count:])
            if len(written) > _LONGEST_NAME or written.isascii():
                continue
            name = names.get(fit(written))
            if name is None or (count < len(words) and words[-count - 1][0] in _NO_TYPE_BEHIND):
                continue
            return name, len(near) - len(last) + words[-count].start()
    return None, 0


def _fits_law(name: str, type_code: str | None) -> bool:
    return name not in vocabulary.LAW_NAMES or type_code in vocabulary.LAW_CODES


def _names_of(type_code: str | None, is_party: bool) -> tuple[str, ...]:
    if type_code is None:
        return ("Công văn", "Luật", "Bộ luật", "Nghị quyết", "Pháp lệnh")
    names = vocabulary.TYPE_NAMES.get(type_code, ())
    if type_code == "QĐ" and not is_party:
        return ("Quyết định",)
    return names


def _sentence(near: str) -> int:
    start = 0
    for match in _SENTENCE_END.finditer(near):
        start = match.end()
    return start


def _farther_name(before: str, type_code: str | None, is_party: bool) -> str | None:
    """Return the name of the type that stands some words before: “Quyết định của Thủ tướng Chính phủ số …”."""
    wanted = _names_of(type_code, is_party)
    lowered = before.lower()
    if len(lowered) != len(before):
        return None
    found = None
    for match in _WITHIN.finditer(lowered, _sentence(lowered)):
        name = _type_named(match[1])
        # In small letters “theo quy định”, “kế hoạch” are words of any sentence.
        if name in wanted and before[match.start()].isupper():
            found = name
    return found


def _type_named(written: str) -> str:
    return _BY_FOLDED[re.sub(r"\W|_", "", fold(written))]


def read_title(text: str, start: int, limit: int) -> str | None:
    """Return the type that a title in capitals below a document's number names, or the field of a record."""
    match = _TITLE.search(text, start, min(limit, start + 600))
    return _type_named(match[1] or match["kind"]) if match else None


@lru_cache(maxsize=2048)
def named_type(name: str) -> str | None:
    """Return the type that a document's name begins with.

    >>> named_type("Bộ luật Tố tụng dân sự"), named_type("Điều lệ Đảng"), named_type("Quốc hội")
    ('Bộ luật', 'Điều lệ', None)
    """
    match = re.match(rf"({_ANY_NAME})(?![^\W\d_])", name.lower())
    return _type_named(match[1]) if match else None
