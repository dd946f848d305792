import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.base.legacy_encodings import (
    TCVN3,
    VNI,
    convert,
    decode,
    detect,
    encoding_of_font,
    is_capitals_font,
)
from portal.base.vietnamese_syllables import is_syllable
from tests.base.test_text import VIETNAMESE

# Written by hand after the published tables, apart from the tables in the code.
TCVN3_OF = {
    "ă": "¨",
    "â": "©",
    "ê": "ª",
    "ô": "«",
    "ơ": "¬",
    "ư": "\u00ad",
    "đ": "®",
    "à": "µ",
    "ả": "¶",
    "ã": "·",
    "á": "¸",
    "ạ": "¹",
    "ằ": "»",
    "ẳ": "¼",
    "ẵ": "½",
    "ắ": "¾",
    "ặ": "Æ",
    "ầ": "Ç",
    "ẩ": "È",
    "ẫ": "É",
    "ấ": "Ê",
    "ậ": "Ë",
    "è": "Ì",
    "ẻ": "Î",
    "ẽ": "Ï",
    "é": "Ð",
    "ẹ": "Ñ",
    "ề": "Ò",
    "ể": "Ó",
    "ễ": "Ô",
    "ế": "Õ",
    "ệ": "Ö",
    "ì": "×",
    "ỉ": "Ø",
    "ĩ": "Ü",
    "í": "Ý",
    "ị": "Þ",
    "ò": "ß",
    "ỏ": "á",
    "õ": "â",
    "ó": "ã",
    "ọ": "ä",
    "ồ": "å",
    "ổ": "æ",
    "ỗ": "ç",
    "ố": "è",
    "ộ": "é",
    "ờ": "ê",
    "ở": "ë",
    "ỡ": "ì",
    "ớ": "í",
    "ợ": "î",
    "ù": "ï",
    "ủ": "ñ",
    "ũ": "ò",
    "ú": "ó",
    "ụ": "ô",
    "ừ": "õ",
    "ử": "ö",
    "ữ": "÷",
    "ứ": "ø",
    "ự": "ù",
    "ỳ": "ú",
    "ỷ": "û",
    "ỹ": "ü",
    "ý": "ý",
    "ỵ": "þ",
}
_CIRCUMFLEX = dict(zip("âấầẩẫậ", "âáàåãä", strict=True))
_BREVE = dict(zip("ăắằẳẵặ", "êéèúüë", strict=True))
VNI_OF = {letter: "a" + mark for letter, mark in {**_CIRCUMFLEX, **_BREVE}.items()}
VNI_OF |= {letter: "e" + mark for letter, mark in zip("êếềểễệ", "âáàåãä", strict=True)}
VNI_OF |= {letter: "o" + mark for letter, mark in zip("ôốồổỗộ", "âáàåãä", strict=True)}
for base, letters in {
    "a": "áàảãạ",
    "e": "éèẻẽẹ",
    "o": "óòỏõọ",
    "u": "úùủũụ",
    "ô": "ớờởỡợ",
    "ö": "ứừửữự",
}.items():
    VNI_OF |= {letter: base + mark for letter, mark in zip(letters, "ùøûõï", strict=True)}
VNI_OF |= {letter: "y" + mark for letter, mark in zip("ýỳỷỹ", "ùøûõ", strict=True)}
VNI_OF |= {"ơ": "ô", "ư": "ö", "đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}

SENTENCE = "chi bộ phòng chín thực hiện nghiêm quy định của đảng về trách nhiệm nêu gương"


def written_in(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in text)


@pytest.mark.parametrize(("encoding", "table"), [(TCVN3, TCVN3_OF), (VNI, VNI_OF)])
def test_every_vietnamese_letter_is_read(encoding, table):
    marked = [letter for letter in VIETNAMESE if not letter.isascii()]
    assert set(table) == set(marked)
    for letter in marked:
        assert decode(table[letter], encoding) == letter


@pytest.mark.parametrize(("encoding", "table"), [(TCVN3, TCVN3_OF), (VNI, VNI_OF)])
@given(st.lists(st.sampled_from(SENTENCE.split()), min_size=1, max_size=12))
def test_words_come_back_as_they_were(encoding, table, chosen):
    text = " ".join(chosen)
    assert decode(written_in(text, table), encoding) == text


@pytest.mark.parametrize(("encoding", "table"), [(TCVN3, TCVN3_OF), (VNI, VNI_OF)])
def test_an_old_text_betrays_itself_without_its_font(encoding, table):
    written = written_in(SENTENCE, table)
    assert detect(written) == encoding
    assert convert(written) == (SENTENCE, encoding)


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "Chi bo Phong 9",
        "",
        "The café served crème brûlée to the fiancé of a naïve señor.",
        "Größe über alles: Straße, Fuß, Äpfel, Öl",
        "© 2026 « Cổng thông tin »",
        "°C ± 5",
    ],
)
def test_other_texts_stay_as_they_are(text):
    assert convert(text) == (text, None)


@given(st.text(max_size=40))
def test_any_text_is_converted_without_an_error(text):
    for font in (None, ".VnTime", ".VnTimeH", "VNI-Times", "Arial"):
        converted, encoding = convert(text, font)
        assert isinstance(converted, str)
        assert encoding in (None, TCVN3, VNI)


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", TCVN3, False),
        (".VnTimeH", TCVN3, True),
        (".VnArial NarrowH", TCVN3, True),
        ("VNI-Times", VNI, False),
        ("VNI Helve", VNI, False),
        ("Times New Roman", None, False),
        ("", None, False),
        (None, None, False),
    ],
)
def test_a_font_says_what_it_is_made_for(font, encoding, capitals):
    assert encoding_of_font(font) == encoding
    assert is_capitals_font(font) == capitals


@pytest.mark.parametrize(
    "word",
    [
        "nghiêm",
        "quyết",
        "gìn",
        "của",
        "đảng",
        "ưỡn",
        "khuỷu",
        "giếng",
        "quốc",
        "yêu",
        "oanh",
        "huấn",
        "luyện",
        "nguyễn",
        "Ý",
        "ĐẢNG",
    ],
)
def test_vietnamese_syllables_are_known(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["strict", "été", "crème", "Straße", "zoo", "ngêu̇", "", "qqq", "tựt̀", "cat̉"])
def test_other_words_are_none(word):
    assert not is_syllable(word)
