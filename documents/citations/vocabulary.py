"""Codes in symbols: types of documents, bodies, and what courts number cases with.

Sources: Decree 30/2020/NĐ-CP, annex III; Guide 36-HD/VPTW; symbols seen in published texts. Codes that are not here are
accepted where the rest of a symbol tells what it is; this is what is known, not what is allowed.
"""

import re
from functools import lru_cache


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


# A Party QĐ is a decision or a regulation, a Party TT a “thông tri”; so the words around decide, never the code.
TYPE_NAMES: dict[str, tuple[str, ...]] = {
    "NQ": ("Nghị quyết",),
    "NQLT": ("Nghị quyết liên tịch", "Nghị quyết"),
    "NQLN": ("Nghị quyết liên ngành", "Nghị quyết"),
    "QĐ": ("Quyết định", "Quy định"),
    "QyĐ": ("Quy định",),
    "QĐi": ("Quy định",),
    "QĐLN": ("Quyết định liên ngành", "Quyết định"),
    "QC": ("Quy chế",),
    "QCPH": ("Quy chế phối hợp", "Quy chế"),
    "QCLN": ("Quy chế liên ngành", "Quy chế"),
    "CT": ("Chỉ thị",),
    "CTLT": ("Chỉ thị liên tịch", "Chỉ thị"),
    "CTLN": ("Chỉ thị liên ngành", "Chỉ thị"),
    "KL": ("Kết luận",),
    "HD": ("Hướng dẫn",),
    "HDLN": ("Hướng dẫn liên ngành", "Hướng dẫn"),
    "HDLT": ("Hướng dẫn liên tịch", "Hướng dẫn"),
    "KH": ("Kế hoạch",),
    "KHLN": ("Kế hoạch liên ngành", "Kế hoạch"),
    "KHLT": ("Kế hoạch liên tịch", "Kế hoạch"),
    "KHPH": ("Kế hoạch phối hợp", "Kế hoạch"),
    "CTr": ("Chương trình",),
    "CTrHĐ": ("Chương trình hành động", "Chương trình"),
    "CTHĐ": ("Chương trình hành động", "Chương trình"),
    "CTPH": ("Chương trình phối hợp", "Chương trình"),
    "TB": ("Thông báo",),
    "TC": ("Thông cáo",),
    "TT": ("Thông tư", "Thông tri"),
    "TTLT": ("Thông tư liên tịch", "Thông tư"),
    "TTLB": ("Thông tư liên bộ", "Thông tư"),
    "TTLN": ("Thông tư liên ngành", "Thông tư"),
    "NĐ": ("Nghị định",),
    "PL": ("Pháp lệnh",),
    "L": ("Lệnh", "Luật"),
    "SL": ("Sắc lệnh", "Sao lục"),
    "LĐ": ("Luật",),
    "VBHN": ("Văn bản hợp nhất",),
    "AL": ("Án lệ",),
    "BC": ("Báo cáo",),
    "BB": ("Biên bản",),
    "TTr": ("Tờ trình",),
    "CĐ": ("Công điện",),
    "CV": ("Công văn",),
    "BS": ("Bản sao",),
    "SY": ("Sao y",),
    "TrS": ("Trích sao",),
    "ĐA": ("Đề án",),
    "DA": ("Dự án",),
    "PA": ("Phương án",),
    "CL": ("Chiến lược",),
    "QH": ("Quy hoạch",),
    "ĐL": ("Điều lệ",),
    "KN": ("Kiến nghị",),
    "HĐ": ("Hợp đồng",),
    "BGN": ("Bản ghi nhớ",),
    "BTT": ("Bản thỏa thuận",),
    "GUQ": ("Giấy ủy quyền",),
    "GM": ("Giấy mời",),
    "GGT": ("Giấy giới thiệu",),
    "GNP": ("Giấy nghỉ phép",),
    "GCN": ("Giấy chứng nhận",),
    "GP": ("Giấy phép",),
    "PG": ("Phiếu gửi",),
    "PC": ("Phiếu chuyển",),
    "PB": ("Phiếu báo",),
}

# Names that stand before symbols of several codes, or of none.
MORE_TYPE_NAMES = (
    "Bộ luật",
    "Luật",
    "Hiến pháp",
    "Nội quy",
    "Quy trình",
    "Quy tắc",
    "Thông tri",
    "Cương lĩnh",
    "Tuyên bố",
    "Lời kêu gọi",
    "Thư công",
)
# These are numbered by the National Assembly alone, so they name no symbol with the type of another document.
LAW_NAMES = frozenset({"Bộ luật", "Luật", "Hiến pháp", "Pháp lệnh"})
LAW_CODES = frozenset({None, "L", "PL", "LĐ", "VBHN"})

# These are words of other matters too (4-HD/TV): without a body that is known they need an announcement.
AMBIGUOUS_TYPES = _words("TB CT HD DA PA CL PC BB GP SL L TT QC PB PG AL BS SY GM TC PL BC LĐ HĐ QH")
# Issued by several bodies; between those, blanks may stand.
JOINT_TYPES = frozenset(code for code in TYPE_NAMES if code.endswith(("LT", "LN", "LB", "PH")))

PARTY_BODIES = _words(
    "TW TƯ TU ĐU HU QU Th.U ThU CB ĐUK ĐH BCĐ BCSĐ BCS ĐĐ ĐB CU ĐUCA ĐUQS ĐUB TVTU TVĐU TVHU"
    " VPTW BTCTW BTGTW BTGDVTW BDVTW BNCTW BKTTW BCSLCTW BCSCLTW UBKTTW QUTW ĐUCATW ĐUTW HVCTQG HĐLL"
    " VPTU BTCTU BTGTU BTGDVTU BDVTU BNCTU UBKTTU VPĐU BTCĐU BTGĐU BTGDVĐU BDVĐU UBKTĐU BXDĐĐU"
    " VPHU BTCHU BTGHU BDVHU UBKTHU VPQU BTCQU BTGQU BDVQU UBKTQU UBKT BTV BTC BTG BTGDV BDV BNC"
    " ĐCT ĐTN TWĐTN TƯĐTN MTTW MTTQ CĐCS LĐLĐ TLĐ HND HPN HLHPN HCCB CCB ĐUKCCQ ĐUKDN"
)
STATE_BODIES = _words(
    "CP TTg CTN CTUBND VPCP VPQH VPCTN UBTVQH QH HĐTP HĐND HĐBT HĐBCQG HĐNN HĐQT HĐTV UBND UBDT UBTP UBPL"
    " VKSTC VKSNDTC VKS VKSND VKSQS VKSQSTW TANDTC TA CA KTNN TTCP TTLLVN MTTQ ĐCTUBTWMTTQVN"
    " BCA BQP BTP BNV BNG BTC BCT BXD BGTVT BYT BNN BNNPTNT BNNMT BTNMT BTTTT BKHCN BKHĐT BKH BKH&ĐT BGDĐT BGD&ĐT"
    " BGD BLĐTBXH LĐTBXH BVHTTDL BVHTT BDTTG NHNN TCT TCHQ TCTK TCTHADS TCCB TLĐ BHXH KBNN UBCKNN CBTTQH HVTP"
    " STP SNV STC SYT SXD SCT SGTVT SNN SNNPTNT SNNMT STNMT STTTT SKHCN SKHĐT SKH SGDĐT SGD&ĐT SLĐTBXH SVHTTDL"
    " NN&PTNT GDĐT GD&ĐT KH&ĐT TNMT TTTT LĐTBXH CCTHADS CTHADS THADS CAT CATP PC CSĐT BVHXH TTHĐND VP"
    " XPHC UB VPUB"
)
_BODY_SHAPES = re.compile(
    r"(?:UBTV)?QH\d{0,2}|VKS\w*|TAND\w*|UBND\w*|HĐND\w*|HĐTP\w*|BCĐ\w+|ĐHQG\w*|(?:UBKT|BTC|BTG|BTGDV|BDV|BNC|VP)"
    r"(?:TW|TƯ|TU|ĐU|HU|QU|Th\.?U)|(?:TW|TƯ)\w+"
)

# Official capitals; what is missing is written in capitals throughout.
_WRITTEN = {
    code.upper(): code
    for code in [*TYPE_NAMES, *PARTY_BODIES, *STATE_BODIES, "TTLT", "PCT", "QđU"]
    if code != code.upper()
}
_BARE = str.maketrans("Đ", "D")
_KNOWN = {code.upper() for code in [*TYPE_NAMES, *PARTY_BODIES, *STATE_BODIES]}
# Codes whose Đ lost its mark, where no other code has those letters (HD is hướng dẫn, DA dự án: they stay).
_MARKED = {
    code.translate(_BARE): code
    for code in sorted(_KNOWN)
    if "Đ" in code and code.translate(_BARE) not in _KNOWN
}
_MARKED |= {"QD": "QĐ", "ND": "NĐ", "CD": "CĐ", "DU": "ĐU", "LDTBXH": "LĐTBXH"}
_MARKED_PARTS = [
    ("LDTBXH", "LĐTBXH"),
    ("GDDT", "GDĐT"),
    ("GD&DT", "GD&ĐT"),
    ("KHDT", "KHĐT"),
    ("KH&DT", "KH&ĐT"),
    ("HDND", "HĐND"),
    ("HDTP", "HĐTP"),
    ("HDQT", "HĐQT"),
    ("DHQG", "ĐHQG"),
    ("CSDT", "CSĐT"),
    ("LDLD", "LĐLĐ"),
]
# What stands for a letter of a symbol by mistake: the Icelandic and African Đ, Cyrillic twins of Latin letters.
LOOKALIKES = str.maketrans("ÐðƉɖАВЕКМНОРСТХУ", "ĐđĐđABEKMHOPCTXY")
LOOKALIKE_LETTERS = "ÐðƉɖАВЕКМНОРСТХУ"

# Courts number cases by what they are about and at which instance; VA: vụ án, TL: thụ lý, XX: xét xử.
_CASE = re.compile(
    r"(?:QĐ|TB|TL|HS|DS|HC|LĐ|KDTM|KT|HNGĐ|HN|PS|VDS|DSHC|ĐC|TĐC|ĐCXX|CNTTLH|CNHGT|BPKCTT|KN|TA|VA|XX|BA|GĐT|TT(?=ST|PT)|ST|PT)+"
)
_INSTANCE = re.compile(r"ST|PT|GĐT|TL|VA|XX|BA|CNHGT|BPKCTT|TA$")
_PROTEST = re.compile(r"(?:QĐ)?KN(?:PT|GĐT|TT)")
# Deeds, licences of land, contracts between parties.
_DEEDS = re.compile(
    r"(?:GCN)?QSD?Đ\w*|QSHN\w*|HĐ(?:TD|TC|MB|CN|BL|KT|LĐ|DV|TĐ|ĐC|UQ|CV|VV)\w*|KL(?:GĐ|ĐG)\w*"
)


@lru_cache(maxsize=4096)
def written_code(code: str) -> str:
    """Return a code as it is officially written: Đ restored where it can be known, capitals repaired.

    >>> written_code("qd"), written_code("TTG"), written_code("HDND"), written_code("HD")
    ('QĐ', 'TTg', 'HĐND', 'HD')
    """
    capital = code.translate(LOOKALIKES).replace(" ", "").upper()
    capital = {"QYD": "QYĐ", "QDI": "QĐI", "CTRHD": "CTRHĐ"}.get(capital, capital)
    if capital not in _KNOWN:
        capital = _MARKED.get(capital, capital)
        if "D" in capital:
            for bare, marked in _MARKED_PARTS:
                capital = capital.replace(bare, marked)
    return _WRITTEN.get(capital, capital)


def is_body(code: str) -> bool:
    return code in STATE_BODIES or code in PARTY_BODIES or _BODY_SHAPES.fullmatch(code) is not None


def is_party_body(code: str) -> bool:
    return code in PARTY_BODIES and code not in STATE_BODIES


def is_case_code(codes: tuple[str, ...], has_type: bool) -> bool:
    """Return whether the codes of a number are those of a case, a judgment, a protest, a deed or a contract."""
    joined = "".join(codes)
    if _CASE.fullmatch(joined) and not (has_type and not _INSTANCE.search(joined)):
        return True
    return bool(_PROTEST.match(codes[0]) or _DEEDS.fullmatch(codes[0]))
