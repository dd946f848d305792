"""How elements of a web page look: what their names, attributes and own styles say."""

import re
from dataclasses import dataclass, replace

from bs4 import Tag

from portal.exchange.manuscript import ListMark, Span

_BOLD = ("b", "strong")
_ITALIC = ("i", "em", "cite", "dfn", "var")
_SMALLEST_BOLD = 600
_WORD_LEVEL = re.compile(r"mso-list:\s*l(\d+)\s+level([1-9])", re.IGNORECASE)
_WORD_LABEL = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"(\d{1,5})\.")


@dataclass(frozen=True)
class Inline:
    """The look of letters. `is_label` marks the bullet or number that Word writes into its web pages."""

    bold: bool = False
    italic: bool = False
    raised: str = ""
    link: str = ""
    font: str | None = None
    is_label: bool = False

    def linked(self, link: str) -> "Inline":
        return replace(self, link=link)

    def span(self, text: str) -> Span:
        return Span(text, self.bold, self.italic, self.raised, self.link, self.font)


def style_of(element: Tag) -> dict[str, str]:
    """Return the declarations of an element's own style, names and values in small letters."""
    declarations = {}
    for declaration in str(element.get("style", "")).split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            declarations[name.strip().lower()] = value.strip().strip("'\"").lower()
    return declarations


def inline_of(element: Tag, around: Inline) -> Inline:
    """Return the look of the letters in an element."""
    style = style_of(element)
    look = around
    if element.name in _BOLD:
        look = replace(look, bold=True)
    elif element.name in _ITALIC:
        look = replace(look, italic=True)
    elif element.name in ("sup", "sub"):
        look = replace(look, raised=element.name)
    if weight := style.get("font-weight"):
        is_bold = weight.startswith("bold") or (weight.isdecimal() and int(weight) >= _SMALLEST_BOLD)
        look = replace(look, bold=is_bold)
    if slant := style.get("font-style"):
        look = replace(look, italic=slant in ("italic", "oblique"))
    if (raised := style.get("vertical-align")) in ("super", "sub"):
        look = replace(look, raised="sup" if raised == "super" else "sub")
    if font := style.get("font-family") or str(element.get("face", "")):
        look = replace(look, font=font.split(",")[0].strip(" '\""))
    if _WORD_LABEL.search(str(element.get("style", ""))):
        look = replace(look, is_label=True)
    return look


def is_hidden(element: Tag) -> bool:
    """Return whether an element itself says that it is not shown."""
    if element.has_attr("hidden"):
        return True
    style = style_of(element)
    return (
        style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or style.get("mso-hide") == "all"
    )


def list_mark_of(paragraph: Tag) -> ListMark | None:
    """Return the list mark of a paragraph in a web page that Word wrote."""
    match = _WORD_LEVEL.search(str(paragraph.get("style", "")))
    label_element = paragraph.find(style=_WORD_LABEL)
    if not match or not label_element:
        return None
    label = " ".join(label_element.get_text().split())
    list_id, level = f"l{match[1]}", int(match[2]) - 1
    if not any(letter.isalnum() for letter in label) or label in ("o", "§", "Ø", "ü", "v", "q"):
        return ListMark("ul", level, list_id=list_id)
    if number := _PLAIN_NUMBER.fullmatch(label):
        return ListMark("ol", level, label, int(number[1]), list_id)
    return ListMark("label", level, label, list_id=list_id)
