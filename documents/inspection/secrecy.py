"""Marks of secrecy and of limited circulation on the first page of a text.

A mark is in capitals and stands alone: on a line of its own, in a box, beside a part of the heading. Words of running
text and of titles (“bảo vệ bí mật nhà nước”, “MẬT MÃ”) are none. Recognised text loses marks over its letters; so
letters are compared bare, and what else they could mean is weighed by their neighbours.

>>> [mark.kind.name for mark in find_marks("TỈNH ỦY\\nSố 12-BC/TU\\nM Ậ T\\nBÁO CÁO")]
['SECRET']
>>> find_marks("QUY ĐỊNH\\nVỀ BẢO VỆ BÍ MẬT NHÀ NƯỚC")
[]

Sources: the shapes of Circular 24/2020/TT-BCA (MẬT, TỐI MẬT, TUYỆT MẬT, TÀI LIỆU THU HỒI, CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC
BÌ) and the limits of circulation in Decree 30/2020/NĐ-CP, annex I (XEM XONG TRẢ LẠI, LƯU HÀNH NỘI BỘ).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from documents.inspection.heading_zone import heading_end, is_heading_part, is_issuer
from portal.base.text import fold, nfc


class MarkKind(Enum):
    SECRET = "secret"
    INTERNAL = "internal"


@dataclass(frozen=True)
class Mark:
    """A mark found: what it says, as it stands, and its line, counted from 1."""

    kind: MarkKind
    level: str
    surface: str
    line: int


@dataclass(frozen=True)
class _Found:
    mark: Mark
    is_alone: bool
    in_heading: bool


TOP_SECRET, HIGHLY_SECRET, SECRET = "TUYỆT MẬT", "TỐI MẬT", "MẬT"
_SECRET_WORDS = {
    "tuyet mat": TOP_SECRET,
    "toi mat": HIGHLY_SECRET,
    "tai lieu tuyet mat": TOP_SECRET,
    "tai lieu toi mat": HIGHLY_SECRET,
    "tai lieu mat": SECRET,
    "tai lieu thu hoi": "TÀI LIỆU THU HỒI",
    "chi nguoi co ten moi duoc boc bi": "CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ",
    "mat": SECRET,
}
_INTERNAL_WORDS = {
    "luu hanh noi bo": "LƯU HÀNH NỘI BỘ",
    "xem xong tra lai": "XEM XONG TRẢ LẠI",
    "khong pho bien": "KHÔNG PHỔ BIẾN",
}
# What recognition takes for a letter.
_LOOKALIKES = {"o": "[o0]", "i": "[i1l!|]", "l": "[l1i|]"}
_MISREAD_END = re.compile(r"(?<=MẬ)[I1l7](?!\w)")
# The sides of a box, read as letters.
_SIDES = re.compile(r"(?:^|(?<=\s))[Il1!|\]\[](?=\s|$)")
_FRAME = " \t|[](){}<>*_.,:;–—-=~+'\"“”‘’•·«»/\\#^°`¦│║┌┐└┘─"


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


# Words that make one with “mật” before or behind it: bí mật, ong mật, tài liệu mật, mật độ, mật mã …
_BINDING_BEFORE = _words(
    "bí bảo thân độ mức ong gan túi sỏi dịch gấu mía rượu liệu bản sơ tin lọt lộ giữ dấu chữ loại cấp kho thuộc"
    " không có kín tuyệt tối tuần trăng và hoặc là các những nội cơ chất nước"
)
# These bind even where the line before is the name of a body: “… BẢO VỆ BÍ / MẬT”.
_BINDING_ALWAYS = _words("bí bảo độ")
_BINDING_AFTER = _words(
    "nhà độ mã khẩu ong thiết thư vụ nghị danh hiệu đàm lệnh phí gấu mía ngọt tụy tuỵ và của thám ước chú tông"
    " giáo điện tập trong kế cao hoặc là"
)
# What “MẬT” misread can be in earnest, by the end of the line before: gặp mặt, bệnh viện mắt, răng hàm mặt.
_MISREAD_BEFORE = _words("viện gặp bề hàm khoa răng ra khuôn có vắng")
_FIELD = re.compile(
    r"(?<!\w)(?:(?:muc|cap)\s+)?(?:do|muc)\s+(?:bi\s+)?mat\s*:\s*(tuyet\s+mat|toi\s+mat|mat)\s*(?:$|[.;)\]|])"
)
_INTERNAL_LEADS = re.compile(
    r"(?:(?:tai lieu|an pham|sach|ban tin|noi san|thong tin|van ban|chi|duoc|su dung|tham khao|phuc vu|hoc tap"
    r"|sinh hoat|chi bo|dang vien|trong|noi bo|dang|va|cho|dung|chi dao)[\s,\-–]*)*$"
)
_QUOTES = "“”\"'‘’«»"
_BRACKETS = "()[]|{}"
_FEW_LINES = 12


def find_marks(text: str) -> list[Mark]:
    """Return the marks on a first page, typed or recognised, in the order of its lines."""
    lines = [_MISREAD_END.sub("T", line) for line in nfc(text).replace("\f", "\n").split("\n")]
    end_of_heading = heading_end(lines)
    found: list[_Found] = []
    for number in range(len(lines)):
        found += _in_line(lines, number, number < end_of_heading)
    found += _in_joined_lines(lines, end_of_heading)
    return sorted({each.mark for each in _without_lists(found)}, key=lambda mark: mark.line)


def _pattern(words: str) -> re.Pattern[str]:
    """Match the words folded, letters close or spaced out."""
    spelt = (r"[ .]{0,2}".join(_LOOKALIKES.get(letter, letter) for letter in word) for word in words.split())
    return re.compile(r"(?<![\w/-])" + r"\s*".join(spelt) + r"(?![\w/])")


_SECRET_PATTERNS = [(_pattern(words), level) for words, level in _SECRET_WORDS.items()]
_INTERNAL_PATTERNS = [(_pattern(words), level) for words, level in _INTERNAL_WORDS.items()]


def _in_line(lines: list[str], number: int, in_heading: bool) -> Iterator[_Found]:
    line = lines[number]
    folded = fold(line)
    if field := _FIELD.search(folded):
        level = _SECRET_WORDS[" ".join(field[1].split())]
        yield _Found(_mark(MarkKind.SECRET, level, line, field.span(1), number), False, True)
        return
    for pattern, level in _SECRET_PATTERNS:
        for match in pattern.finditer(folded):
            if is_alone := _is_mark(lines, number, match.span(), level, in_heading):
                mark = _mark(MarkKind.SECRET, level, line, match.span(), number)
                yield _Found(mark, is_alone == "alone", in_heading)
                return
    for pattern, level in _INTERNAL_PATTERNS:
        for match in pattern.finditer(folded):
            if _is_internal(line, match.span(), in_heading):
                yield _Found(_mark(MarkKind.INTERNAL, level, line, match.span(), number), False, True)
                return


def _is_mark(lines: list[str], number: int, span: tuple[int, int], level: str, in_heading: bool) -> str:
    """Return how the words are a mark: "alone" on their line, "beside" a part of the heading, "" not at all."""
    line = lines[number]
    surface = line[span[0] : span[1]]
    is_exact = _despaced(surface).upper() == _despaced(level)
    before, after = (_SIDES.sub("|", side) for side in (line[: span[0]], line[span[1] :]))
    is_alone = not before.strip(_FRAME) and not after.strip(_FRAME)
    is_long = level != SECRET
    if is_alone:
        is_framed = before[-1:] in _BRACKETS and after[:1] in _BRACKETS and bool(before and after)
        if not _is_in_capitals(surface, is_lenient=is_exact and (in_heading or is_framed)):
            return ""
        if _goes_on_from(lines, number, is_exact):
            return ""
        return "alone" if is_exact or is_long or in_heading or number < _FEW_LINES else ""
    if not in_heading or not _is_in_capitals(surface):
        return ""
    if (before.rstrip()[-1:] or " ") in _QUOTES or (after.lstrip()[:1] or " ") in _QUOTES:
        return ""
    if _binds(_last_word(before), _BINDING_BEFORE) and not _is_apart(before, at_end=True):
        return ""
    if _binds(_first_word(after), _BINDING_AFTER) and not _is_apart(after, at_end=False):
        return ""
    sides = [(before, True), (after, False)]
    is_beside = all(
        not side.strip(_FRAME)
        or is_heading_part(side)
        or (is_exact or is_long)
        and (_is_apart(side, at_end) or is_issuer(side) or _is_in_small_letters(side))
        for side, at_end in sides
    )
    return "beside" if is_beside else ""


def _goes_on_from(lines: list[str], number: int, is_exact: bool) -> bool:
    """Return whether a lone word is the end of what the line before began: “… VỀ BẢO VỆ BÍ / MẬT”."""
    before = lines[number - 1].strip() if number else ""
    if not before:
        return False
    word = _last_word(before)
    if is_heading_part(before) or not before[-1].isalnum():
        return False
    if is_issuer(before):
        return _binds(word, _BINDING_ALWAYS)
    return _binds(word, _BINDING_BEFORE) or (not is_exact and _binds(word, _MISREAD_BEFORE))


def _binds(word: str, words: frozenset[str]) -> bool:
    """Return whether a word is among others; one that lost its marks by recognition is compared bare."""
    return word in words or (word.isascii() and word in {fold(each) for each in words})


def _is_internal(line: str, span: tuple[int, int], in_heading: bool) -> bool:
    before, after = line[: span[0]], line[span[1] :]
    is_last = not after.strip(_FRAME)
    is_begun = line.strip(_FRAME)[:1].isupper() or line.strip()[:1] == "("
    if is_last and is_begun and _INTERNAL_LEADS.fullmatch(fold(before.strip(_FRAME))):
        return True
    rests = [side for side in (before, after) if side.strip(_FRAME)]
    is_capital = _is_in_capitals(line[span[0] : span[1]])
    return is_capital and in_heading and all(is_heading_part(side) or is_issuer(side) for side in rests)


def _in_joined_lines(lines: list[str], end_of_heading: int) -> Iterator[_Found]:
    """Yield marks written over several lines, by words or by letters: “TÀI LIỆU / THU HỒI”, “M / Ậ / T”."""
    filled = [(number, line.strip(_FRAME)) for number, line in enumerate(lines) if line.strip(_FRAME)]
    for start in range(len(filled)):
        for length in (2, 3, 4):
            piece = filled[start : start + length]
            if len(piece) < length or any(len(line) > 20 for _number, line in piece):
                break
            joined = "".join(_despaced(line) for _number, line in piece)
            if not joined.isupper() or any(
                len(_despaced(line)) > 1 and length > 2 for _number, line in piece
            ):
                continue
            number = piece[0][0]
            for words, level in {**_SECRET_WORDS, **_INTERNAL_WORDS}.items():
                is_single = " " not in words
                if fold(joined) == words.replace(" ", "") and not (is_single and length < 3):
                    kind = MarkKind.SECRET if words in _SECRET_WORDS else MarkKind.INTERNAL
                    surface = " ".join(line for _number, line in piece)
                    yield _Found(Mark(kind, level, surface, number + 1), True, number < end_of_heading)


def _without_lists(found: list[_Found]) -> Iterator[_Found]:
    """Leave out levels that are listed one below the other in the body: that is a text about levels."""
    listed = {
        each.mark.level
        for each in found
        if each.mark.kind is MarkKind.SECRET and each.is_alone and not each.in_heading
    }
    is_list = len(listed & {TOP_SECRET, HIGHLY_SECRET, SECRET}) > 1
    for each in found:
        if not (is_list and each.is_alone and not each.in_heading and each.mark.kind is MarkKind.SECRET):
            yield each


def _mark(kind: MarkKind, level: str, line: str, span: tuple[int, int], number: int) -> Mark:
    return Mark(kind, level, line[span[0] : span[1]], number + 1)


def _is_in_capitals(surface: str, *, is_lenient: bool = False) -> bool:
    """Return whether a mark is in capitals; leniently, whether it begins with one (“Mật”)."""
    letters = [letter for letter in surface if letter.isalpha()]
    if is_lenient and letters and letters[0].isupper():
        return True
    return bool(letters) and sum(map(str.isupper, letters)) > 0.6 * len(letters)


def _is_in_small_letters(side: str) -> bool:
    letters = [letter for letter in side if letter.isalpha()]
    return bool(letters) and sum(map(str.islower, letters)) > 0.6 * len(letters)


def _is_apart(side: str, at_end: bool) -> bool:
    """Return whether a wide gap or the line of a box divides a mark from its neighbour."""
    gap = side[len(side.rstrip(" \t|[]│")) :] if at_end else side[: len(side) - len(side.lstrip(" \t|[]│"))]
    return len(gap.replace("\t", "   ")) > 2 or any(sign in gap for sign in "|[]│")


def _despaced(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _last_word(text: str) -> str:
    words = re.findall(r"\w+", text.lower())
    return words[-1] if words else ""


def _first_word(text: str) -> str:
    words = re.findall(r"\w+", text.lower())
    return words[0] if words else ""
