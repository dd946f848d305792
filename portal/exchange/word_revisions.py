"""A Word document as Word shows it: changes accepted, alternatives chosen, wrappers taken away.

python-docx walks paragraphs, tables and runs, and passes over whatever stands inside content controls, tracked
insertions or fields. After `settle` they stand where it looks for them.
"""

from collections import Counter

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import OxmlElement
from lxml import etree

NAMESPACES = nsmap | {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}


def xpath(expression: str) -> etree.XPath:
    """Return an expression that knows the prefixes of Word's XML."""
    return etree.XPath(expression, namespaces=NAMESPACES)


_ALTERNATIVES = xpath(".//mc:AlternateContent")
_CHOICES = xpath("./mc:Choice | ./mc:Fallback")
_SHOWS_SOMETHING = xpath("boolean(.//a:blip | .//v:imagedata | .//w:txbxContent | .//w:t | .//m:t)")
_DELETED_ROWS = xpath(".//w:tr[w:trPr/w:del]")
_DELETED_MARKS = xpath(".//w:p[w:pPr/w:rPr/w:del]")
_DELETED = xpath(
    ".//w:del[not(parent::w:rPr or parent::w:trPr or parent::w:numPr)] | .//w:moveFrom[not(parent::w:rPr)]"
)
_INSERTED = xpath(
    ".//w:ins[not(parent::w:rPr or parent::w:trPr or parent::w:numPr)] | .//w:moveTo[not(parent::w:rPr)]"
)
_PLACEHOLDERS = xpath(".//w:sdt[w:sdtPr/w:showingPlcHdr]")
_CONTROLS = xpath(".//w:sdt")
_WRAPPERS = xpath(
    ".//w:smartTag | .//w:customXml | .//w:fldSimple | .//w:dir | .//w:bdo | .//w:hyperlink//w:hyperlink"
)
_FORMULAS = xpath(".//m:oMathPara | .//m:oMath[not(ancestor::m:oMathPara)]")
_FORMULA_LETTERS = xpath(".//m:t/text()")
_WORDS = xpath("string-length(normalize-space(string())) > 0")


def settle(root, counts: Counter) -> None:
    """Make a part's XML show what Word shows, and count what was accepted, deleted and converted."""
    for alternative in _ALTERNATIVES(root):
        _choose(alternative)
    for row in _DELETED_ROWS(root):
        counts["deleted"] += 1
        _remove(row)
    for deletion in _DELETED(root):
        counts["deleted"] += _WORDS(deletion)
        _remove(deletion)
    for paragraph in _DELETED_MARKS(root):
        _join_with_next(paragraph)
    for insertion in _INSERTED(root):
        counts["inserted"] += _WORDS(insertion)
        _unwrap(insertion)
    for placeholder in _PLACEHOLDERS(root):
        _remove(placeholder)
    for control in _CONTROLS(root):
        content = control.find(qn("w:sdtContent"))
        _replace(control, list(content) if content is not None else [])
    for wrapper in _WRAPPERS(root):
        _unwrap(wrapper)
    for formula in _FORMULAS(root):
        counts["formulas"] += 1
        _replace(formula, [_run("".join(_FORMULA_LETTERS(formula)))])


def _choose(alternative) -> None:
    choices = _CHOICES(alternative)
    chosen = next((choice for choice in choices if _SHOWS_SOMETHING(choice)), None)
    _replace(alternative, list(chosen) if chosen is not None else [])


def _join_with_next(paragraph) -> None:
    """Put a paragraph whose end was deleted before the words of the next one."""
    following = paragraph.getnext()
    if following is None or following.tag != qn("w:p"):
        return
    place = 1 if len(following) and following[0].tag == qn("w:pPr") else 0
    for child in reversed([child for child in paragraph if child.tag != qn("w:pPr")]):
        following.insert(place, child)
    _remove(paragraph)


def _run(text: str):
    run = OxmlElement("w:r")
    letters = OxmlElement("w:t")
    letters.text = text
    run.append(letters)
    return run


def _unwrap(element) -> None:
    _replace(element, list(element))


def _replace(element, children: list) -> None:
    for child in children:
        element.addprevious(child)
    _remove(element)


def _remove(element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
