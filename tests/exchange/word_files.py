"""Word files that tests write themselves."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

CENTER, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
NAMESPACES = nsdecls("w", "r", "wp", "a", "pic") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
BODY = (
    "Chi bộ họp định kỳ để bàn việc thực hiện nghị quyết, phân công từng đảng viên theo dõi từng việc cụ thể."
)


def saved(document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def titled(title="Chi bộ họp thường kỳ"):
    """Return a document with a title in bold in the middle and one paragraph."""
    document = docx.Document()
    add(document, title, bold=True, alignment=CENTER)
    add(document, BODY)
    return document


def add(document, text, *, bold=None, italic=None, alignment=None, style=None, font=None):
    paragraph = document.add_paragraph(style=style)
    paragraph.alignment = alignment
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    if font:
        run.font.name = font
    return paragraph


def add_xml(parent, xml: str):
    """Append XML of Word to a paragraph or to the body of a document."""
    element = parse_xml(f"<root {NAMESPACES}>{xml}</root>")
    target = parent._p if hasattr(parent, "_p") else parent.element.body
    for child in list(element):
        if hasattr(parent, "_p"):
            target.append(child)
        else:
            target.insert_element_before(child, "w:sectPr")


def drawn(form="PNG", size=(60, 40), colour=(155, 28, 31)) -> bytes:
    stream = BytesIO()
    Image.new("RGB", size, colour).save(stream, form)
    return stream.getvalue()


def rewritten(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """Return a package with some members replaced, added, or (None) taken out."""
    result = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name not in changes:
                target.writestr(name, source.read(name))
        for name, content in changes.items():
            if content is not None:
                target.writestr(name, content)
    return result.getvalue()


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def with_part(data: bytes, name: str, content: bytes, relation: str, content_type: str) -> bytes:
    """Return a package in which the document is related to one more part of Word's."""
    relations = member(data, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        f'<Relationship Id="rIdExtra" Target="{name}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{relation}"/></Relationships>'.encode(),
    )
    types = member(data, "[Content_Types].xml").replace(
        b"</Types>",
        f'<Override PartName="/word/{name}" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{content_type}+xml"/></Types>'.encode(),
    )
    return rewritten(
        data,
        {f"word/{name}": content, "word/_rels/document.xml.rels": relations, "[Content_Types].xml": types},
    )


def with_footnotes(data: bytes, *texts: str) -> bytes:
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t>'
        "</w:r></w:p></w:footnote>"
        for number, text in enumerate(texts, start=2)
    )
    content = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>{notes}'
        "</w:footnotes>"
    )
    return with_part(data, "footnotes.xml", content.encode(), "footnotes", "footnotes")
