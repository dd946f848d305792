"""What is read from the constructs of Word documents."""

from io import BytesIO

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from portal.exchange.article_reader import Heading, Paragraph, Picture, Quote, Table, read_article
from tests.exchange.drafts import (
    assert_same_words,
    block_text,
    body_text,
    draft_text,
    html_of,
    messages,
    source_words,
    words,
)
from tests.exchange.word_files import (
    BODY,
    CENTER,
    RIGHT,
    add,
    add_xml,
    drawn,
    member,
    rewritten,
    saved,
    titled,
    with_footnotes,
    with_part,
)


def read(document):
    return read_article("bai.docx", document if isinstance(document, bytes) else saved(document))


def headings(draft) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in draft.blocks if isinstance(block, Heading)]


def tables(draft) -> list[Table]:
    return [block for block in draft.blocks if isinstance(block, Table)]


def numbered(document, *texts, form="decimal", pattern="%1.", level=0, levels=None, start=None):
    """Add paragraphs numbered by an own list definition; return its number."""
    root = document.part.numbering_part.element
    number = str(100 + len(root.findall(qn("w:num"))))
    levels = levels or [(form, pattern)]
    shapes = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start or 1}"/><w:numFmt w:val="{shape}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for place, (shape, text) in enumerate(levels)
    )
    holder = docx.Document().element.body
    add_xml_to(holder, f'<w:abstractNum w:abstractNumId="{number}">{shapes}</w:abstractNum>')
    root.insert(0, holder[0])
    add_xml_to(holder, f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
    root.append(holder[0])
    for text in texts:
        text, place = text if isinstance(text, tuple) else (text, level)
        put_number(document.add_paragraph(text), number, place)
    return number


def add_xml_to(body, xml):
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    body.insert(0, parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))


def put_number(paragraph, number, level):
    properties = paragraph._p.get_or_add_pPr()
    numbering = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", number)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), str(value))
        numbering.append(element)
    properties.append(numbering)


# Title, lead and byline


def test_a_bold_line_in_the_middle_is_the_title_and_stands_in_no_block():
    draft = read(titled("Chi bộ họp thường kỳ"))
    assert draft.title == "Chi bộ họp thường kỳ"
    assert body_text(draft).strip() == BODY


def test_a_title_over_two_lines_is_one():
    document = docx.Document()
    add(document, "Chi bộ Phòng 9", bold=True, alignment=CENTER)
    add(document, "xây dựng mô hình học tập", bold=True, alignment=CENTER)
    add(document, BODY)
    assert read(document).title == "Chi bộ Phòng 9 xây dựng mô hình học tập"


def test_the_title_style_wins_over_an_earlier_bold_line():
    document = docx.Document()
    add(document, "ĐẢNG BỘ TỈNH", bold=True, alignment=CENTER)
    add(document, "Đại hội chi bộ", style="Title")
    add(document, BODY)
    draft = read(document)
    assert draft.title == "Đại hội chi bộ"
    assert words(body_text(draft)) == words("ĐẢNG BỘ TỈNH" + " " + BODY)


def test_a_style_of_ones_own_based_on_title_is_a_title():
    document = docx.Document()
    style = document.styles.add_style("Tên bài", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Title"]
    add(document, "Đại hội chi bộ", style="Tên bài")
    add(document, BODY)
    assert read(document).title == "Đại hội chi bộ"


def test_the_first_heading_is_the_title_and_others_of_its_level_are_sections():
    document = docx.Document()
    add(document, "Đại hội chi bộ", style="Heading 1")
    add(document, BODY)
    add(document, "Kết quả", style="Heading 2")
    add(document, BODY)
    draft = read(document)
    assert (draft.title, headings(draft)) == ("Đại hội chi bộ", [(2, "Kết quả")])
    add(document, "Phương hướng", style="Heading 1")
    add(document, BODY)
    draft = read(document)
    assert (draft.title, headings(draft)) == ("Đại hội chi bộ", [(2, "Kết quả"), (2, "Phương hướng")])


def test_a_document_without_a_title_says_so():
    document = docx.Document()
    add(document, BODY)
    add(document, BODY)
    draft = read(document)
    assert draft.title == ""
    assert any("No title" in message for message in messages(draft, "warning"))


def test_an_overlong_first_line_is_no_title():
    document = docx.Document()
    add(document, "Một câu rất dài. " * 40, bold=True, alignment=CENTER)
    add(document, BODY)
    draft = read(document)
    assert draft.title == ""
    assert_same_words(words(draft_text(draft)), source_words(document))


def test_a_bold_paragraph_after_the_title_is_the_lead_and_a_long_plain_one_is_not():
    document = titled()
    lead = "Sáng 05/3, chi bộ tổ chức họp thường kỳ, bàn việc thực hiện nghị quyết của cấp trên."
    document.paragraphs[1].insert_paragraph_before().add_run(lead).bold = True
    draft = read(document)
    assert draft.lead == lead
    assert body_text(draft).strip() == BODY
    assert read(titled()).lead == ""


def test_a_subtitle_is_the_lead():
    document = docx.Document()
    add(document, "Đại hội", style="Title")
    add(document, "Nhìn lại một nhiệm kỳ", style="Subtitle")
    add(document, BODY)
    assert read(document).lead == "Nhìn lại một nhiệm kỳ"


def test_the_grounds_of_a_decision_are_no_lead():
    document = titled()
    for text in ("Căn cứ Điều lệ Đảng Cộng sản Việt Nam hiện hành;", "Theo đề nghị của chi ủy tại cuộc họp."):
        document.paragraphs[-1].insert_paragraph_before().add_run(text).italic = True
    assert read(document).lead == ""


def test_the_last_line_at_the_right_is_the_byline():
    document = titled()
    add(document, "Ban biên tập", alignment=RIGHT)
    document.add_paragraph()
    draft = read(document)
    assert draft.byline == "Ban biên tập"
    assert body_text(draft).strip() == BODY


def test_a_name_with_its_unit_below_makes_one_byline():
    document = titled()
    add(document, "Nguyễn Văn An", alignment=RIGHT, bold=True)
    add(document, "Chi bộ Phòng 9", alignment=RIGHT)
    assert read(document).byline == "Nguyễn Văn An, Chi bộ Phòng 9"


def test_a_name_below_an_office_is_the_byline_and_the_office_stays():
    document = titled()
    add(document, "TM. CHI BỘ", alignment=RIGHT, bold=True)
    add(document, "BÍ THƯ", alignment=RIGHT, bold=True)
    add(document, "Trần Thị Bình", alignment=RIGHT, bold=True)
    draft = read(document)
    assert draft.byline == "Trần Thị Bình"
    assert body_text(draft).endswith("BÍ THƯ ")


def test_place_and_date_at_the_right_are_no_byline():
    document = titled()
    add(document, "Long An, ngày 05 tháng 3 năm 2025", alignment=RIGHT)
    draft = read(document)
    assert draft.byline == ""
    assert "Long An" in body_text(draft)


def test_the_closing_mark_stays_as_written():
    document = titled()
    add(document, "Chi bộ sẽ báo cáo kết quả./.")
    assert "kết quả./.</p>" in html_of(read(document))


# Headings


def test_headings_of_styles_skip_no_level():
    document = docx.Document()
    add(document, "Đại hội", style="Title")
    for level in (3, 5, 1, 4, 2):
        add(document, f"Phần có cấp {level}", style=f"Heading {level}")
        add(document, BODY)
    assert [level for level, _ in headings(read(document))] == [2, 3, 2, 3, 3]


@pytest.mark.parametrize("bold", [True, None])
def test_parts_of_a_legal_text_are_headings_without_styles(bold):
    document = titled()
    for number, name in (("Chương I", "QUY ĐỊNH CHUNG"), ("Mục 1", "ĐỐI TƯỢNG")):
        add(document, number, bold=bold, alignment=CENTER)
        add(document, name, bold=bold, alignment=CENTER)
    add(document, "Điều 1. Phạm vi điều chỉnh", bold=bold)
    add(document, BODY)
    add(document, "Chương II: TỔ CHỨC", bold=bold)
    add(document, "Điều 2. Chi bộ", bold=bold)
    add(document, BODY)
    assert headings(read(document)) == [
        (2, "Chương I. QUY ĐỊNH CHUNG"),
        (3, "Mục 1. ĐỐI TƯỢNG"),
        (4, "Điều 1. Phạm vi điều chỉnh"),
        (2, "Chương II: TỔ CHỨC"),
        (3, "Điều 2. Chi bộ"),
    ]


def test_parts_stand_above_chapters():
    document = titled()
    for line in ("Phần thứ nhất", "NHỮNG QUY ĐỊNH CHUNG", "Chương I", "ĐIỀU KHOẢN", "Điều 1. Một"):
        add(document, line, bold=True, alignment=CENTER)
    add(document, BODY)
    assert headings(read(document)) == [
        (2, "Phần thứ nhất. NHỮNG QUY ĐỊNH CHUNG"),
        (3, "Chương I. ĐIỀU KHOẢN"),
        (4, "Điều 1. Một"),
    ]


def test_a_chapter_and_its_name_in_one_paragraph_are_one_heading():
    document = titled()
    paragraph = add(document, "Chương I", bold=True, alignment=CENTER)
    paragraph.runs[0].add_break()
    paragraph.add_run("QUY ĐỊNH CHUNG").bold = True
    add(document, BODY)
    assert headings(read(document)) == [(2, "Chương I. QUY ĐỊNH CHUNG")]


def test_an_article_with_its_sentence_on_the_line_is_a_heading_and_a_paragraph():
    document = titled()
    paragraph = add(document, "Điều 1.", bold=True)
    paragraph.add_run(" Ban hành kèm theo Quyết định này Quy chế làm việc của chi bộ, gồm 5 chương, 20 điều.")
    draft = read(document)
    assert headings(draft) == [(2, "Điều 1.")]
    assert "<p>Ban hành kèm theo" in html_of(draft)
    assert_same_words(words(draft_text(draft)), source_words(document))


@pytest.mark.parametrize(
    "sentence",
    [
        "Điều 5 của Quy định này được áp dụng cho mọi đảng viên trong chi bộ.",
        "Mục tiêu của chi bộ là hoàn thành nhiệm vụ",
        "Phần vi phạm được xử lý theo quy định",
        "Chương trình hành động của chi bộ",
        "Điều đó cho thấy 5 việc cần làm",
    ],
)
def test_a_sentence_that_begins_like_a_part_is_no_heading(sentence):
    document = titled()
    add(document, sentence)
    add(document, BODY)
    assert headings(read(document)) == []


def test_a_short_bold_line_before_text_is_a_heading():
    document = titled()
    add(document, "I. KẾT QUẢ ĐẠT ĐƯỢC", bold=True)
    add(document, "1. Công tác tư tưởng", bold=True)
    add(document, BODY)
    add(document, "II. PHƯƠNG HƯỚNG", bold=True)
    add(document, BODY)
    assert headings(read(document)) == [
        (2, "I. KẾT QUẢ ĐẠT ĐƯỢC"),
        (3, "1. Công tác tư tưởng"),
        (2, "II. PHƯƠNG HƯỚNG"),
    ]


def test_a_numbered_heading_shows_its_number():
    document = titled()
    number = numbered(document, levels=[("upperRoman", "%1."), ("decimal", "%1.%2")])
    for level, text in ((0, "Kết quả"), (1, "Học tập"), (0, "Phương hướng")):
        put_number(add(document, text, style=f"Heading {level + 1}"), number, level)
        add(document, BODY)
    assert headings(read(document)) == [(2, "I. Kết quả"), (3, "I.1 Học tập"), (2, "II. Phương hướng")]


# Letters


def test_letters_keep_bold_italics_and_raised_signs_of_run_and_style():
    document = titled()
    paragraph = document.add_paragraph("Diện tích 5 m")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run(" đậm").bold = True
    paragraph.add_run(" nghiêng").italic = True
    paragraph.add_run(" theo kiểu", style="Strong")
    paragraph.add_run(" H")
    paragraph.add_run("2").font.subscript = True
    assert (
        "<p>Diện tích 5 m<sup>2</sup><b> đậm</b><i> nghiêng</i><b> theo kiểu</b> H<sub>2</sub></p>"
        in html_of(read(document))
    )


def test_signs_between_letters_come_out_as_word_shows_them():
    document = titled()
    paragraph = document.add_paragraph("")
    add_xml(
        paragraph,
        "<w:r><w:t>Khóa</w:t><w:tab/><w:t>XIII</w:t><w:br/><w:t>nghị</w:t><w:noBreakHyphen/><w:t>quyết</w:t>"
        "<w:softHyphen/><w:t>s</w:t><w:cr/><w:t>sau</w:t><w:br w:type='page'/><w:t>trang</w:t></w:r>",
    )
    assert "<p>Khóa XIII<br/>nghị-quyếts<br/>sau<br/>trang</p>" in html_of(read(document))


def test_symbols_become_signs():
    document = titled()
    add_xml(
        document.add_paragraph("Góc "),
        '<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/>'
        '<w:sym w:font="Arial" w:char="D800"/><w:sym w:font="Arial" w:char="0000"/></w:r>',
    )
    draft = read(document)
    assert "<p>Góc α✓</p>" in html_of(draft)
    assert "Signs of symbol fonts made ordinary ones: 2." in messages(draft, "converted")


def test_bullets_typed_in_a_symbol_font_make_a_list():
    document = titled()
    for text in ("Học tập", "Làm theo"):
        paragraph = document.add_paragraph()
        paragraph.add_run("\uf0b7").font.name = "Symbol"
        paragraph.add_run(f"\t{text}")
    assert "<ul><li>Học tập</li><li>Làm theo</li></ul>" in html_of(read(document))


def test_a_link_to_the_web_stays_and_any_other_becomes_text():
    document = titled()
    paragraph = document.add_paragraph("Xem ")
    for address in ("https://dangcongsan.vn/a?b=1&c=2", "javascript:alert(1)", "file:///c:/x"):
        relation = document.part.relate_to(
            address, docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        add_xml(
            paragraph, f'<w:hyperlink r:id="{relation}"><w:r><w:t>[{address[:4]}]</w:t></w:r></w:hyperlink>'
        )
    add_xml(paragraph, '<w:hyperlink w:anchor="muc1"><w:r><w:t> dưới</w:t></w:r></w:hyperlink>')
    draft = read(document)
    assert '<p>Xem <a href="https://dangcongsan.vn/a?b=1&amp;c=2">[http]</a>[java][file] dưới</p>' in html_of(
        draft
    )
    assert "Links that do not lead to a web address made plain text: 2." in messages(draft, "dropped")


def test_fields_show_their_result_and_keep_their_link():
    document = titled()
    add_xml(
        document.add_paragraph("Trang "),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="DATE"><w:r><w:t> hôm nay</w:t></w:r>'
        '</w:fldSimple><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK '
        '"https://vks.gov.vn" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t> cổng'
        '</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> hết</w:t></w:r>',
    )
    assert '<p>Trang 7 hôm nay<a href="https://vks.gov.vn"> cổng</a> hết</p>' in html_of(read(document))


def test_tracked_insertions_stay_and_deletions_go_and_both_are_told():
    document = titled()
    add_xml(
        document.add_paragraph("Chi bộ"),
        '<w:del w:id="1" w:author="a"><w:r><w:delText> cũ</w:delText></w:r></w:del><w:ins w:id="2" w:author="a">'
        "<w:r><w:t> mới</w:t></w:r></w:ins><w:moveFrom w:id='3'><w:r><w:t> từ</w:t></w:r></w:moveFrom>"
        "<w:moveTo w:id='4'><w:r><w:t> đến</w:t></w:r></w:moveTo>",
    )
    draft = read(document)
    assert "<p>Chi bộ mới đến</p>" in html_of(draft)
    assert "Deleted text of tracked changes left out: 2 passages." in messages(draft, "dropped")
    assert "Inserted text of tracked changes taken as final: 2 passages." in messages(draft, "converted")


def test_a_deleted_paragraph_end_joins_two_paragraphs_and_a_deleted_row_goes():
    document = titled()
    add_xml(
        document,
        "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>Một </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>câu</w:t></w:r></w:p>"
        "<w:tbl><w:tblPr/><w:tblGrid/>"
        "<w:tr><w:tc><w:p><w:r><w:t>còn</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>lại</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:trPr><w:del w:id='2'/></w:trPr><w:tc><w:p><w:r><w:t>mất</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    )
    text = body_text(read(document))
    assert "Một câu" in text and "còn" in text and "mất" not in text


def test_hidden_text_comments_and_headers_are_left_out_and_told():
    document = titled()
    paragraph = document.add_paragraph("Hiện ")
    paragraph.add_run("ẩn").font.hidden = True
    document.add_comment(paragraph.runs[0], text="Nhận xét riêng", author="a")
    document.sections[0].header.paragraphs[0].text = "Tài liệu nội bộ"
    document.sections[0].footer.paragraphs[0].text = "12"
    draft = read(document)
    assert not {"ẩn", "riêng", "nội"} & set(words(draft_text(draft)))
    assert messages(draft, "dropped") == [
        "Hidden text left out: 1 passages.",
        "Comments in the margin left out: 1.",
        "Header or footer of the page left out: “Tài liệu nội bộ”.",
    ]


def test_text_in_content_controls_and_smart_tags_is_read():
    document = titled()
    add_xml(
        document,
        "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>Khối</w:t></w:r></w:p><w:sdt><w:sdtContent><w:p><w:smartTag "
        'w:element="x"><w:r><w:t>thẻ</w:t></w:r></w:smartTag><w:sdt><w:sdtContent><w:r><w:t xml:space="preserve"> ô'
        "</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Bấm vào đây</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>",
    )
    assert html_of(read(document)).endswith("<p>Khối</p><p>thẻ ô</p>")


def test_text_boxes_and_formulas_are_read_once():
    document = titled()
    box = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
    add_xml(
        document.add_paragraph("Ngoài khung"),
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>",
    )
    add_xml(document.add_paragraph("Công thức: "), "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>")
    draft = read(document)
    assert html_of(draft).endswith("<p>Ngoài khung</p><p>Trong khung</p><p>Công thức: a+b</p>")
    assert "Text boxes put into the text: 1." in messages(draft, "converted")
    assert "Formulas made plain text: 1." in messages(draft, "converted")


def test_drawn_lines_are_left_out_and_told():
    document = titled()
    add(document, "__________", alignment=CENTER)
    draft = read(document)
    assert "___" not in body_text(draft)
    assert "Lines that were drawn with characters left out: 1." in messages(draft, "dropped")


def test_an_unknown_alignment_is_no_obstacle():
    document = titled()
    properties = document.add_paragraph("Căn lề lạ")._p.get_or_add_pPr()
    alignment = OxmlElement("w:jc")
    alignment.set(qn("w:val"), "start")
    properties.append(alignment)
    assert "Căn lề lạ" in body_text(read(document))


# Lists


def test_lists_of_styles_become_lists():
    document = titled()
    for style in ("List Bullet", "List Bullet", "List Number", "List Number"):
        add(document, f"Mục của {style}", style=style)
    draft = read(document)
    assert html_of(draft).count("<li>") == 4
    assert html_of(draft).endswith(
        "<ul><li>Mục của List Bullet</li><li>Mục của List Bullet</li></ul>"
        "<ol><li>Mục của List Number</li><li>Mục của List Number</li></ol>"
    )
    assert "Lists: 2." in messages(draft, "found")


def test_lists_nest():
    document = titled()
    numbered(document, "Một", ("Hai", 1), ("Ba", 1), "Bốn", levels=[("decimal", "%1."), ("bullet", "-")])
    assert html_of(read(document)).endswith(
        "<ol><li>Một\n<ul><li>Hai</li><li>Ba</li></ul></li><li>Bốn</li></ol>"
    )


@pytest.mark.parametrize(
    "form, pattern, labels",
    [
        ("lowerLetter", "%1)", ["a)", "b)"]),
        ("upperRoman", "%1.", ["I.", "II."]),
        ("decimal", "Điểm %1:", ["Điểm 1:", "Điểm 2:"]),
        ("decimalZero", "%1.", ["01.", "02."]),
    ],
)
def test_other_numbering_keeps_its_labels_as_text(form, pattern, labels):
    document = titled()
    numbered(document, "Nội dung thứ nhất", "Nội dung thứ hai", form=form, pattern=pattern)
    html = html_of(read(document))
    assert html.endswith(f"<p>{labels[0]} Nội dung thứ nhất</p><p>{labels[1]} Nội dung thứ hai</p>")


def test_articles_numbered_by_word_are_headings_with_their_numbers():
    document = titled()
    number = numbered(document, form="decimal", pattern="Điều %1.")
    for text in ("Phạm vi điều chỉnh", "Đối tượng áp dụng"):
        put_number(add(document, text, bold=True), number, 0)
        add(document, BODY)
    assert headings(read(document)) == [(2, "Điều 1. Phạm vi điều chỉnh"), (2, "Điều 2. Đối tượng áp dụng")]


def test_numbers_that_go_on_after_other_text_stay_as_text():
    document = titled()
    number = numbered(document, "Việc thứ nhất")
    add(document, BODY)
    put_number(document.add_paragraph("Việc thứ hai"), number, 0)
    html = html_of(read(document))
    assert "<p>1. Việc thứ nhất</p>" in html and "<p>2. Việc thứ hai</p>" in html


def test_typed_dashes_make_a_list_and_plus_signs_one_inside():
    document = titled()
    for text in ("- Học tập", "- Làm theo:", "+ Nêu gương", "+ Tự phê bình", "- Kiểm tra"):
        document.add_paragraph(text)
    draft = read(document)
    assert html_of(draft).endswith(
        "<ul><li>Học tập</li><li>Làm theo:\n<ul><li>Nêu gương</li><li>Tự phê bình</li></ul></li>"
        "<li>Kiểm tra</li></ul>"
    )
    assert_same_words(words(draft_text(draft)), source_words(document))


def test_one_dash_alone_stays_as_written():
    document = titled()
    document.add_paragraph("- Chỉ một dòng")
    assert html_of(read(document)).endswith("<p>- Chỉ một dòng</p>")


# Quotes, notes


def test_quotes_of_styles_are_quotes():
    document = titled()
    add(document, "Đoàn kết là sức mạnh.", style="Quote")
    add(document, "– Hồ Chí Minh", style="Quote")
    add(document, BODY)
    assert Quote("Đoàn kết là sức mạnh.", "Hồ Chí Minh") in read(document).blocks


def test_footnotes_are_numbered_and_stand_at_the_end():
    document = titled()
    paragraph = document.add_paragraph("Theo nghị quyết")
    add_xml(paragraph, '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> và báo cáo</w:t></w:r>')
    add_xml(paragraph, '<w:r><w:footnoteReference w:id="3"/></w:r>')
    add(document, "Trần Văn Bình", alignment=RIGHT)
    draft = read(with_footnotes(saved(document), "Nghị quyết số 4", "Báo cáo số 5"))
    html = html_of(draft)
    assert "nghị quyết\u202f<sup>1</sup> và báo cáo\u202f<sup>2</sup></p>" in html
    assert html.endswith("<p><sup>1</sup> Nghị quyết số 4</p><p><sup>2</sup> Báo cáo số 5</p>")
    assert draft.byline == "Trần Văn Bình"
    assert "Footnotes: 2, put at the end of the text." in messages(draft, "found")


def test_a_footnote_in_the_title_does_not_change_its_words():
    document = titled()
    add_xml(document.paragraphs[0], '<w:r><w:footnoteReference w:id="2"/></w:r>')
    draft = read(with_footnotes(saved(document), "Bài dự thi"))
    assert draft.title == "Chi bộ họp thường kỳ [1]"
    assert "Bài dự thi" in body_text(draft)


# Tables


def table(document, *rows, bordered=True):
    grid = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid" if bordered else None)
    for row, texts in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return grid


def test_a_table_keeps_rows_cells_and_the_row_that_names_the_columns():
    document = titled()
    grid = table(document, ("Việc", "Hạn"), ("Học tập", "Tháng 5"))
    for cell in grid.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    (found,) = tables(read(document))
    assert found.header
    assert found.rows == (("<p><b>Việc</b></p>", "<p><b>Hạn</b></p>"), ("<p>Học tập</p>", "<p>Tháng 5</p>"))


def test_merged_cells_stand_once_and_rows_are_equally_long():
    document = titled()
    grid = table(document, ("", "", ""), ("", "b", ""), ("", "", "c"))
    grid.cell(0, 0).merge(grid.cell(0, 2)).text = "ngang"
    grid.cell(1, 0).merge(grid.cell(2, 0)).text = "dọc"
    draft = read(document)
    (found,) = tables(draft)
    assert [len(row) for row in found.rows] == [3, 3, 3]
    assert words(block_text(found)) == ["ngang", "dọc", "b", "c"]
    assert_same_words(words(draft_text(draft)), source_words(document))


def test_a_cell_that_claims_to_be_endlessly_wide_is_not():
    document = titled()
    grid = table(document, ("a", "b"), ("c", "d"))
    grid.cell(0, 0)._tc.grid_span = 2_000_000_000
    (found,) = tables(read(document))
    assert max(map(len, found.rows)) < 200


def test_cells_hold_their_paragraphs_lists_links_and_pictures():
    document = titled()
    grid = table(document, ("Một", "Hai"), ("", "Ba"))
    cell = grid.cell(1, 0)
    cell.paragraphs[0].text = "Dòng đầu"
    cell.add_paragraph("Việc", style="List Bullet")
    cell.add_paragraph("Bước", style="List Number")
    cell.add_paragraph().add_run().add_picture(BytesIO(drawn()))
    draft = read(document)
    (found,) = tables(draft)
    assert found.rows[1][0] == "<p>Dòng đầu</p><p>• Việc</p><p>1. Bước</p>"
    assert len(draft.pictures) == 1


def test_a_table_takes_the_caption_above_it():
    document = titled()
    add(document, "Bảng 1: Phân công nhiệm vụ", alignment=CENTER, italic=True)
    table(document, ("Việc", "Hạn"), ("Học tập", "Tháng 5"))
    draft = read(document)
    assert tables(draft)[0].caption == "Bảng 1: Phân công nhiệm vụ"
    assert_same_words(words(draft_text(draft)), source_words(document))


def test_the_heading_of_an_official_document_becomes_paragraphs():
    document = docx.Document()
    table(
        document,
        ("ĐẢNG BỘ TỈNH\nCHI BỘ PHÒNG 9\n____", "ĐẢNG CỘNG SẢN VIỆT NAM\n______"),
        ("Số 12-NQ/CB", "Long An, ngày 05 tháng 3 năm 2025"),
        bordered=False,
    )
    add(document, "NGHỊ QUYẾT", bold=True, alignment=CENTER)
    add(document, "Về công tác phát triển Đảng", alignment=CENTER)
    add(document, BODY)
    draft = read(document)
    assert draft.title == "NGHỊ QUYẾT Về công tác phát triển Đảng"
    assert tables(draft) == []
    assert "Tables that only arranged text made paragraphs: 1." in messages(draft, "converted")
    assert_same_words(words(draft_text(draft)), source_words(document))


def test_an_article_inside_one_big_cell_is_read_like_any_other():
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1, style="Table Grid").cell(0, 0)
    title = cell.paragraphs[0]
    title.add_run("Đại hội chi bộ").bold = True
    title.alignment = CENTER
    cell.add_paragraph(BODY)
    add_xml_byline = cell.add_paragraph("Lê Thị Hoa")
    add_xml_byline.alignment = RIGHT
    draft = read(document)
    assert (draft.title, draft.byline) == ("Đại hội chi bộ", "Lê Thị Hoa")
    assert body_text(draft).strip() == BODY


# Pictures


def test_a_picture_takes_the_line_in_italics_below_it():
    document = titled()
    document.add_paragraph().add_run().add_picture(BytesIO(drawn("JPEG")))
    document.paragraphs[-1].alignment = CENTER
    add(document, "Chi bộ họp quán triệt kế hoạch", italic=True, alignment=CENTER)
    add(document, BODY)
    draft = read(document)
    (picture,) = draft.pictures
    assert picture.caption == "Chi bộ họp quán triệt kế hoạch"
    assert picture.name == "chi-bo-hop-thuong-ky-1.jpg"
    assert picture.data == drawn("JPEG")
    assert picture in draft.blocks
    assert "Pictures: 1, with captions: 1." in messages(draft, "found")
    assert any("need a description" in message for message in messages(draft, "warning"))


def test_a_caption_by_style_and_one_in_the_pictures_own_paragraph_are_taken():
    document = titled()
    document.add_paragraph().add_run().add_picture(BytesIO(drawn()))
    add(document, "Toàn cảnh hội nghị", style="Caption")
    paragraph = document.add_paragraph()
    paragraph.add_run().add_picture(BytesIO(drawn()))
    run = paragraph.add_run()
    run.add_break()
    paragraph.add_run("Trao Huy hiệu Đảng").italic = True
    add(document, BODY)
    assert [picture.caption for picture in read(document).pictures] == [
        "Toàn cảnh hội nghị",
        "Trao Huy hiệu Đảng",
    ]


def test_pictures_side_by_side_take_the_captions_below_them():
    document = titled()
    grid = table(document, ("", ""), ("Ảnh trái", "Ảnh phải"), bordered=False)
    for cell, colour in zip(grid.rows[0].cells, ((1, 2, 3), (4, 5, 6)), strict=True):
        cell.paragraphs[0].add_run().add_picture(BytesIO(drawn(colour=colour)))
    draft = read(document)
    assert [picture.caption for picture in draft.pictures] == ["Ảnh trái", "Ảnh phải"]
    assert tables(draft) == []


def test_a_described_picture_keeps_its_description_unless_a_program_made_it():
    document = titled()
    for description in ("Đảng viên chào cờ", "C:\\anh\\IMG_1.jpg", "Description automatically generated"):
        run = document.add_paragraph().add_run()
        run.add_picture(BytesIO(drawn()))
        run._r.find(f".//{qn('wp:docPr')}").set("descr", description)
    assert [picture.alt for picture in read(document).pictures] == ["Đảng viên chào cờ", "", ""]


def test_an_old_picture_is_read_and_a_linked_one_told():
    document = titled()
    relation, _ = document.part.get_or_add_image(BytesIO(drawn()))
    add_xml(
        document.add_paragraph(),
        f'<w:r><w:pict><v:shape alt="Cờ Đảng"><v:imagedata r:id="{relation}"/></v:shape></w:pict></w:r>',
    )
    add_xml(
        document.add_paragraph(),
        '<w:r><w:drawing><a:blip r:link="rId999"/></w:drawing></w:r><w:r><w:drawing><wp:inline/></w:drawing></w:r>',
    )
    draft = read(document)
    assert [picture.alt for picture in draft.pictures] == ["Cờ Đảng"]
    assert messages(draft, "dropped") == [
        "Pictures that are not in the file itself left out: 1.",
        "Drawings, charts and diagrams left out: 1.",
    ]


@pytest.mark.parametrize(
    "content, message",
    [
        (b"\xd7\xcd\xc6\x9a" + bytes(100), "A picture in a format that web pages do not show was left out"),
        (drawn()[:60], "A damaged picture was left out"),
        (drawn("JPEG", (900, 900))[:400], "A damaged picture was left out"),
        (drawn(size=(8000, 8000), colour=(0, 0, 0)), "A picture with too many pixels was left out"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_told_and_its_caption_stays(content, message):
    document = titled()
    document.add_paragraph().add_run().add_picture(BytesIO(drawn()))
    add(document, "Lễ kết nạp đảng viên", italic=True)
    add(document, BODY)
    draft = read(rewritten(saved(document), {"word/media/image1.png": content}))
    assert draft.pictures == ()
    assert any(text.startswith(message) for text in messages(draft, "dropped"))
    assert "Lễ kết nạp đảng viên" in body_text(draft)


def test_a_bitmap_becomes_a_picture_for_the_web():
    document = titled()
    document.add_paragraph().add_run().add_picture(BytesIO(drawn("BMP")))
    (picture,) = read(document).pictures
    assert picture.name.endswith(".png") and picture.data.startswith(b"\x89PNG")


def test_a_relationship_to_nothing_is_passed_over():
    data = saved(titled())
    relations = member(data, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rId77" Target="../NULL" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/image"/></Relationships>',
    )
    draft = read(rewritten(data, {"word/_rels/document.xml.rels": relations}))
    assert draft.title == "Chi bộ họp thường kỳ"


def test_embedded_files_are_left_out_and_told():
    document = titled()
    add_xml(document.add_paragraph(), '<w:r><w:object><o:OLEObject Type="Embed"/></w:object></w:r>')
    assert "Embedded files and controls left out: 1." in messages(read(document), "dropped")


def test_endnotes_are_read_too():
    document = titled()
    add_xml(document.add_paragraph("Theo báo cáo"), '<w:r><w:endnoteReference w:id="1"/></w:r>')
    notes = (
        b'<w:endnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:endnote w:id="1">'
        b"<w:p><w:r><w:t>Ghi cuoi bai</w:t></w:r></w:p></w:endnote></w:endnotes>"
    )
    draft = read(with_part(saved(document), "endnotes.xml", notes, "endnotes", "endnotes"))
    assert "<sup>i</sup> Ghi cuoi bai" in html_of(draft)


def test_every_block_is_of_the_promised_kinds():
    document = titled()
    document.add_paragraph("Việc", style="List Bullet")
    table(document, ("Một", "Hai"), ("Ba", "Bốn"))
    document.add_picture(BytesIO(drawn()))
    assert {type(block) for block in read(document).blocks} == {Paragraph, Table, Picture}
