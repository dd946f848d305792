"""The body of a page as a reader gets it: anchors, table of contents, pictures and links in few queries."""

import re
from collections import Counter
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.rich_text import RichText, expand_db_html, get_text_for_indexing
from wagtail.rich_text.rewriters import extract_attrs

from portal.base.audience import visible_pages, visible_to
from portal.base.text import slugify

CONTENTS_FROM = 3

_INTERNAL_LINK = re.compile(r'<a(\s[^>]*\blinktype="(?:page|document)"[^>]*)>')
_TAG = re.compile(r"(<[^>]*>)")
_BLANKS = re.compile(r"[ \t\r\n]+")
_END_OF_LINE = re.compile(r"(</(?:p|h\d|li|blockquote)>|<(?:br|hr)\s*/?>)", re.IGNORECASE)
# 144-QĐ/TW, 30/2020/NĐ-CP, 16-HD/BTCTU: read as one word, they are not to be broken.
_SYMBOL = re.compile(r"\b\d{1,5}(?:/\d{4})?[-/][A-ZĐ][A-Za-zĐđ]*(?:[-/.][A-ZĐ][A-Za-zĐđ.]*)*\b")


@dataclass(frozen=True)
class Part:
    """One block of a body and, where it is a heading, its anchor."""

    block: object
    anchor: str = ""


@dataclass(frozen=True)
class ContentsEntry:
    text: str
    anchor: str
    level: int


def parts(body, request=None) -> list[Part]:
    """Return the blocks of a body with anchors that are unique in it; its pictures and links are read at once."""
    _prefetch_renditions(body)
    if request is not None:
        link_targets(request, [text for block in body for text in _rich_texts(block)])
    used: Counter[str] = Counter()
    result = []
    for block in body:
        anchor = ""
        if block.block_type == "heading":
            anchor = slugify(block.value["text"]) or "muc"
            used[anchor] += 1
            if used[anchor] > 1:
                anchor = f"{anchor}-{used[anchor]}"
        result.append(Part(block, anchor))
    return result


def contents(body) -> list[ContentsEntry]:
    """Return the headings of a body when there are enough of them to need a table of contents."""
    if not body or sum(block.block_type == "heading" for block in body) < CONTENTS_FROM:
        return []
    return [
        ContentsEntry(part.block.value["text"], part.anchor, int(part.block.value["level"]))
        for part in parts(body)
        if part.anchor
    ]


def texts(body) -> list[str]:
    """Return the texts of a body in reading order, from what is stored: no picture or file is read for them."""
    kinds = body.stream_block.child_blocks
    return [
        text
        for part in body.raw_data
        if part["type"] in kinds
        for text in _texts(kinds[part["type"]], part["value"])
    ]


def _texts(block, stored) -> list[str]:
    if isinstance(block, blocks.ChooserBlock):
        return []
    if isinstance(block, blocks.RichTextBlock):
        return _lines(stored or "") if block.search_index else []
    if isinstance(block, blocks.ListBlock):
        items = [item["value"] if block._item_is_in_block_format(item) else item for item in stored or []]
        return [text for item in items for text in _texts(block.child_block, item)]
    if isinstance(block, blocks.StructBlock):
        values = {name: (stored or {}).get(name, "") for name in block.child_blocks}
        if type(block).get_searchable_content is not blocks.StructBlock.get_searchable_content:
            return block.get_searchable_content(values)
        return [text for name, child in block.child_blocks.items() for text in _texts(child, values[name])]
    return block.get_searchable_content(block.to_python(stored))


def _lines(html: str) -> list[str]:
    """Return the lines of a rich text: its paragraphs, items and what stands between breaks."""
    broken = _END_OF_LINE.sub(r"\1\n", _BLANKS.sub(" ", html))
    return [line.strip(" ") for line in get_text_for_indexing(broken).split("\n") if line.strip()]


def link_targets(request, sources) -> dict[tuple[str, str], str]:
    """Return the addresses of pages and documents that rich texts link to and the reader may open.

    Kept on the request: a body asks once for all its paragraphs.
    """
    known = request.__dict__.setdefault("_portal_link_targets", {})
    wanted: dict[str, set[str]] = {"page": set(), "document": set()}
    for source in sources:
        for match in _INTERNAL_LINK.finditer(source):
            attributes = extract_attrs(match[1])
            key = (attributes["linktype"], attributes.get("id", ""))
            if key not in known and key[1].isdecimal():
                wanted[key[0]].add(key[1])
    if wanted["page"]:
        known |= {("page", key): "" for key in wanted["page"]}
        for page in visible_pages(request).filter(pk__in=wanted["page"]):
            known["page", str(page.pk)] = page.get_url(request) or ""
    if wanted["document"]:
        known |= {("document", key): "" for key in wanted["document"]}
        for document in visible_to(get_document_model().objects.filter(pk__in=wanted["document"]), request):
            known["document", str(document.pk)] = document.url
    return known


def rich_text(value, request=None) -> SafeString:
    """Return rich text as HTML; what it links to and the reader may not open stays as plain words."""
    source = value.source if isinstance(value, RichText) else str(value or "")
    if request is not None:
        targets = link_targets(request, [source])

        def resolved(match) -> str:
            attributes = extract_attrs(match[1])
            url = targets.get((attributes["linktype"], attributes.get("id", "")), "")
            return f'<a href="{conditional_escape(url)}">' if url else "<a>"

        source = _INTERNAL_LINK.sub(resolved, source)
    return keep_symbols(mark_safe(expand_db_html(source)))


def keep_symbols(text) -> SafeString:
    """Return text or HTML in which symbols of documents do not break across lines."""
    pieces = _TAG.split(conditional_escape(text))
    pieces[::2] = [_SYMBOL.sub(r'<span class="symbol">\g<0></span>', piece) for piece in pieces[::2]]
    return mark_safe("".join(pieces))


def _rich_texts(block) -> list[str]:
    if isinstance(block.value, RichText):
        return [block.value.source]
    if block.block_type == "table":
        cells = (cell.value for row in block.value.rows for cell in row)
        return [cell.source for cell in cells if isinstance(cell, RichText)]
    return []


def _prefetch_renditions(body) -> None:
    images = []
    for block in body:
        if block.block_type == "image":
            images.append(block.value["image"])
        elif block.block_type == "gallery":
            images += [item["image"] for item in block.value["images"]]
    images = [image for image in images if image is not None]
    if images:
        prefetch_related_objects(images, "renditions")
