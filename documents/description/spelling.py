"""Names and titles printed in capitals, as they are written in a sentence.

Words that are known keep their usual capitals and get lost marks back; after “tỉnh”, “xã” and the like stands
a name.
Sources: Decree 30/2020/NĐ-CP, annex II, and the names by which the bodies call themselves.

>>> spell_body("VIỆN KIỂM SÁT NHÂN DÂN TỈNH TÂY NINH"), spell_body("BO CHINH TRI")
('Viện kiểm sát nhân dân tỉnh Tây Ninh', 'Bộ Chính trị')
>>> spell_sentence("VỀ CÔNG TÁC NHÂN SỰ ĐẠI HỘI XIV CỦA ĐẢNG")
'Về công tác nhân sự đại hội XIV của Đảng'
"""

import re

from portal.base.text import fold

# As inside a sentence; the first word of a name gets its capital anyway.
_KNOWN_NAMES = """
Ban Chấp hành Trung ương · Ban Chấp hành · Ban Thường vụ · Bộ Chính trị · Ban Bí thư
Thường trực Ban Bí thư · Ủy ban Kiểm tra · Uỷ ban Kiểm tra · Ban Tổ chức · Ban Tuyên giáo và Dân vận
Ban Tuyên giáo · Ban Dân vận · Ban Nội chính · Ban Kinh tế · Ban Chính sách, chiến lược · Ban Đối ngoại
Ban cán sự đảng · Đảng đoàn · Tỉnh ủy · Tỉnh uỷ · Thành ủy · Thành uỷ · Huyện ủy · Quận ủy · Thị ủy
Quân ủy · Trung ương · Trung ương Đảng · các cơ quan Đảng · Đảng Cộng sản Việt Nam · Ban Chỉ đạo
Viện kiểm sát nhân dân · Viện kiểm sát quân sự · tối cao · cấp cao · khu vực · nhân dân · Tòa án nhân dân
Toà án nhân dân · Tòa án quân sự · Ủy ban nhân dân · Uỷ ban nhân dân · Hội đồng nhân dân
Hội đồng Thẩm phán · Ủy ban Thường vụ Quốc hội · Quốc hội · Chính phủ · Thủ tướng Chính phủ · Phó Thủ tướng
Thủ tướng · Chủ tịch nước · Hội đồng Dân tộc · Kiểm toán nhà nước · Tổng Kiểm toán nhà nước
Thanh tra Chính phủ · Ngân hàng Nhà nước · Bộ Công an · Bộ Quốc phòng · Bộ Nội vụ · Bộ Tư pháp
Bộ Tài chính · Bộ Ngoại giao · Bộ Công Thương · Bộ Xây dựng · Bộ Y tế · Bộ Khoa học và Công nghệ
Bộ Giáo dục và Đào tạo · Bộ Nông nghiệp và Môi trường · Bộ Dân tộc và Tôn giáo
Bộ Văn hóa, Thể thao và Du lịch · Bộ Nông nghiệp và Phát triển nông thôn · Bộ Tài nguyên và Môi trường
Bộ Thông tin và Truyền thông · Bộ Giao thông vận tải · Bộ Kế hoạch và Đầu tư
Bộ Lao động - Thương binh và Xã hội · Sở Nội vụ · Sở Tư pháp · Sở Tài chính · Công an
Mặt trận Tổ quốc Việt Nam · Ủy ban Mặt trận Tổ quốc · Đoàn Thanh niên Cộng sản Hồ Chí Minh · Hội Nông dân
Hội Liên hiệp Phụ nữ · Hội Cựu chiến binh · Liên đoàn Lao động · Hội Luật gia · Đoàn Chủ tịch · Đảng
Việt Nam · Hồ Chí Minh · Bác Hồ · Cộng hòa xã hội chủ nghĩa Việt Nam · Tổng Thanh tra
Phó Tổng Thanh tra · Tổng Cục trưởng · Ủy viên Ban Thường vụ · Sở Kế hoạch và Đầu tư
Sở Khoa học và Công nghệ · Sở Giáo dục và Đào tạo · Sở Nông nghiệp và Môi trường · Sở Y tế · Sở Xây dựng
Sở Công Thương
Kho bạc Nhà nước · Quy chế dân chủ · Tổng cục · Chi cục
""".replace("\n", " · ")
_COMMON_IN_SENTENCES = "Nhà nước · đảng bộ · đảng ủy · đảng uỷ · đảng viên · đảng đoàn · tổ chức đảng"
# In a sentence these are words as any other.
_COMMON_NAMES = """
Đảng ủy · Đảng uỷ · Đảng bộ · Chi bộ · Chi ủy · Khối các cơ quan · Cơ quan điều tra · Quân khu · Công đoàn
Tổng Bí thư · Phó Bí thư · Phó Bí thư Thường trực · Bí thư · Ủy viên · Uỷ viên · Phó Chủ tịch · Chủ tịch
Bộ trưởng · Thứ trưởng · Phó Viện trưởng · Phó Viện trưởng Thường trực · Viện trưởng · Trưởng ban
Phó Trưởng ban · Chánh Văn phòng · Phó Chánh Văn phòng · Văn phòng · Chánh án · Phó Chánh án · Giám đốc
Phó Giám đốc · Cục trưởng · Phó Cục trưởng · Vụ trưởng · Phó Vụ trưởng · Trưởng phòng · Phó Trưởng phòng
Chủ nhiệm · Phó Chủ nhiệm · Chánh Thanh tra · Chi cục trưởng · Phó Ban · Phòng
""".replace("\n", " · ")
_PLACES = """
" · An Giang · Bà Rịa - Vũng Tàu · Bạc Liêu · Bắc Giang · Bắc Kạn · Bắc Ninh · Bến Tre · Bình Dương
Bình Định · Bình Phước · Bình Thuận · Cà Mau · Cao Bằng · Cần Thơ · Đà Nẵng · Đắk Lắk · Đắk Nông · Điện Biên
Đồng Nai · Đồng Tháp · Gia Lai · Hà Giang · Hà Nam · Hà Nội · Hà Tĩnh · Hải Dương · Hải Phòng · Hậu Giang
Hòa Bình · Hưng Yên · Khánh Hòa · Kiên Giang · Kon Tum · Lai Châu · Lạng Sơn · Lào Cai · Lâm Đồng · Long An
Nam Định · Nghệ An · Ninh Bình · Ninh Thuận · Phú Thọ · Phú Yên · Quảng Bình · Quảng Nam · Quảng Ngãi
Quảng Ninh · Quảng Trị · Sóc Trăng · Sơn La · Tây Ninh · Thái Bình · Thái Nguyên · Thanh Hóa
Thừa Thiên Huế · Tiền Giang · Trà Vinh · Tuyên Quang · Vĩnh Long · Vĩnh Phúc · Yên Bái
Thành phố Hồ Chí Minh
""".replace("\n", " · ")
# Behind these stands a name to the end, or to the next name that is known.
_BEFORE_A_NAME = {
    fold(name): name
    for name in (
        "tỉnh",
        "thành phố",
        "huyện",
        "quận",
        "xã",
        "phường",
        "thị xã",
        "thị trấn",
        "đặc khu",
        "ấp",
        "thôn",
    )
}
_NAMED_BY_PLACE = frozenset({"tinh uy", "thanh uy", "huyen uy", "quan uy", "thi uy"})
# Behind these stands a field of work, which begins with a capital as they do.
_HEADS = frozenset(
    {"bo", "so", "ban", "cuc", "vu", "phong", "vien", "hoi", "doan", "truong", "nganh", "tam", "bac"}
)
_UNITS = frozenset({"phong", "vien", "cuc", "vu", "so", "bo", "truong", "hoi", "doi", "to"})
_ACRONYM = re.compile(r"[BCDĐGHKLMNPQRSTVX&]{3,9}|VKSNDTC|VKSND|UBND|HĐND|TAND|KSND|CQĐT|TNCS|BCH|BTV|TP")
_JOINING = frozenset({"va", "-", "–"})
_COMMON_AFTER_PLACE = frozenset({"ve", "nam", "khoa", "nhiem", "giai", "va", "cua"})
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_ROMAN = re.compile(r"[IVXLC]{2,6}")
_ROMAN_BEHIND = frozenset(
    {"khoa", "quy", "phan", "chuong", "thu", "hoi", "loai", "cap", "hang", "dot", "muc", "vung"}
)
_SYMBOL_LIKE = re.compile(r"\d+[\w/.&-]*[/-][\w/.&-]+")
# A document that is cited has a capital.
_CITED = re.compile(
    r"(?<!\w)(?:nghị định|nghị quyết|quyết định|chỉ thị|kết luận|quy định|thông tư|kế hoạch|hướng dẫn"
    r"|chương trình|thông báo)"
    r"(?= số \d| \d+[-/])"
)
_PIECE = re.compile(r"\S+")


def _index(names: str) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for name in filter(None, map(str.strip, names.split("·"))):
        tokens = _TOKEN.findall(name)
        found.setdefault(fold(tokens[0]), []).append(tokens)
    for each in found.values():
        each.sort(key=len, reverse=True)
    return found


_KNOWN = _index(f"{_KNOWN_NAMES} · {_PLACES} · {_COMMON_IN_SENTENCES}")
_KNOWN_IN_NAMES = _index(f"{_KNOWN_NAMES} · {_PLACES} · {_COMMON_NAMES}")
_PLACE_NAMES = {tuple(_TOKEN.findall(fold(name.strip()))) for name in _PLACES.split("·")}


def spell_body(printed: str) -> str:
    """Return the name of a body or an office printed in capitals with its usual capitals."""
    return _Speller(printed, is_name=True).spelt()


def spell_sentence(printed: str) -> str:
    """Return a title printed in capitals as a sentence; symbols and Roman numerals stay as they are."""
    return _Speller(printed, is_name=False).spelt()


def has_lost_marks(printed: str) -> bool:
    """Return whether some words in a row lack every mark, as Vietnamese words hardly do."""
    found = re.findall(r"[^\W\d_]+", printed)
    return len(found) > 1 and "".join(found).isascii()


class _Speller:
    """One name or title on its way from capitals to small letters."""

    def __init__(self, printed: str, *, is_name: bool):
        self.printed = printed
        self.is_name = is_name
        self.is_bare = has_lost_marks(printed)
        self.kept = {match.start(): match.end() for match in _PIECE.finditer(printed) if _is_symbol(match[0])}
        self.tokens = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(printed)]
        self.folded = [fold(token) for token, _start, _end in self.tokens]

    def spelt(self) -> str:
        words: list[str] = []
        number, is_place = 0, False
        while number < len(self.tokens):
            if known := self._known(number):
                words += known
                last = fold(" ".join(known))
                is_place = last in _NAMED_BY_PLACE
                number += len(known)
                continue
            pair = " ".join(self.folded[number : number + 2])
            for opening in (pair, self.folded[number]):
                count = opening.count(" ") + 1
                marked = _BEFORE_A_NAME.get(opening, "").split()
                if opening == "xa" and pair == "xa hoi":
                    continue
                if marked and all(map(self._is_same, marked, self.tokens[number : number + count])):
                    words += marked
                    number += count
                    is_place = True
                    break
            else:
                is_place = is_place and self.folded[number] not in _COMMON_AFTER_PLACE
                words.append(self._word(number, is_place))
                number += 1
        return self._laid_out(words)

    def _known(self, number: int) -> list[str] | None:
        """Return the known name that begins here, as it is written."""
        known = _KNOWN_IN_NAMES if self.is_name else _KNOWN
        for tokens in known.get(self.folded[number], ()):
            piece = self.tokens[number : number + len(tokens)]
            if len(piece) == len(tokens) and all(map(self._is_same, tokens, piece)):
                if tokens[-1] == "ban" and len(self.tokens) > number + len(tokens):
                    # “Trưởng Ban Tổ chức”, not “Trưởng ban Tổ chức”.
                    return [*tokens[:-1], "Ban"] if self.is_name else tokens
                is_place = tuple(map(fold, tokens)) in _PLACE_NAMES
                if not self.is_name and len(tokens) == 1 and not tokens[0][0].isupper() and not is_place:
                    return [piece[0][0].lower()]
                return tokens
        return None

    def _is_same(self, known: str, token: tuple[str, int, int]) -> bool:
        printed = token[0].lower()
        if printed == known.lower():
            return True
        # In the name of a body a tone may be misread; in a title another word may be meant.
        return fold(printed) == fold(known) and (self.is_name or self.is_bare)

    def _word(self, number: int, is_place: bool) -> str:
        token, start, _end = self.tokens[number]
        if any(first <= start < last for first, last in self.kept.items()):
            return token
        before = self.folded[number - 1] if number else ""
        if _ROMAN.fullmatch(token) or (token in ("I", "V", "X") and before in _ROMAN_BEHIND):
            return token
        if _ACRONYM.fullmatch(token):
            return token
        lowered = token.lower()
        if is_place and lowered.isalpha():
            return lowered.capitalize()
        if self.is_name and (before in _HEADS or (before in _JOINING | {","} and number > 2)):
            return lowered.capitalize()
        # Inside a name the name of a unit may open: “Chi bộ Phòng 9”.
        if self.is_name and self.folded[number] in _UNITS and len(self.folded) > number + 1:
            return lowered.capitalize()
        return lowered

    def _laid_out(self, words: list[str]) -> str:
        """Return the words with the blanks and signs that stood between them."""
        parts: list[str] = []
        position = 0
        for (_token, start, end), word in zip(self.tokens, words, strict=True):
            parts += (self.printed[position:start], word)
            position = end
        text = _CITED.sub(lambda match: match[0].capitalize(), "".join(parts) + self.printed[position:])
        return text[:1].upper() + text[1:]


def _is_symbol(piece: str) -> bool:
    return _SYMBOL_LIKE.match(piece) is not None
