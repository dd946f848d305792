"""From a file written in Word to a draft article, or to nothing at all.

`import_article` reads the file whole before it writes; page, pictures and record come in one transaction, and
pictures already on the disk are taken away again when it fails.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from django.core.files.images import ImageFile
from django.db import IntegrityError, transaction
from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text import RichText, get_text_for_indexing

from news.models import ArticlePage
from portal.base.collections import collection_for
from portal.base.models import PortalImage
from portal.base.text import excerpt, nfc
from portal.exchange import article_reader
from portal.exchange.models import ArticleImport

TITLE_LENGTH = BYLINE_LENGTH = HEADING_LENGTH = 255
CAPTION_LENGTH = 500


@dataclass(frozen=True)
class ImportResult:
    """The draft that a file became, and what was found, converted and dropped on the way.

    `is_new` is false where the same file had made the draft before.
    """

    page: ArticlePage
    is_new: bool
    report: list[dict]


def import_article(file_name: str, data: bytes, *, parent: Page, owner=None) -> ImportResult:
    """Make a draft article below `parent`; raises article_reader.UnreadableArticle and then leaves nothing."""
    digest = hashlib.sha256(data).hexdigest()
    if known := _known(digest):
        return known
    draft = article_reader.read_article(file_name, data)
    stored: list[PortalImage] = []
    try:
        with transaction.atomic():
            return _write(nfc(file_name), digest, draft, parent, owner, stored)
    except BaseException as error:
        for image in stored:
            image.delete_files()
        # Somebody brought the same file in at the same moment.
        if isinstance(error, IntegrityError) and (known := _known(digest)):
            return known
        raise


def _known(digest: str) -> ImportResult | None:
    """Return the draft that the same file made before."""
    record = ArticleImport.objects.select_related("page").filter(sha256=digest).first()
    return record and ImportResult(record.page.specific, False, record.report)


def _write(file_name, digest, draft, parent, owner, stored) -> ImportResult:
    collection = collection_for(parent)
    title, byline = draft.title or _title_of_file(file_name), draft.byline
    body = [part for block in draft.blocks for part in _stream_parts(block, collection, owner, stored)]
    # Nothing is cut off: what is too long for its field stands whole in the body.
    if len(title) > TITLE_LENGTH:
        body.insert(0, ("paragraph", RichText(f"<p>{escape(title)}</p>")))
        title = excerpt(title, TITLE_LENGTH)
    if len(byline) > BYLINE_LENGTH:
        body.append(("paragraph", RichText(f"<p>{escape(byline)}</p>")))
        byline = ""
    page = ArticlePage(
        title=title,
        lead=draft.lead,
        byline=byline,
        body=body,
        owner=owner,
        live=False,
        has_unpublished_changes=True,
    )
    parent.add_child(instance=page)
    page.save_revision(user=owner, log_action=True)
    report = [{"kind": row.kind, "message": row.message, "params": dict(row.params)} for row in draft.report]
    ArticleImport.objects.create(
        sha256=digest, file_name=file_name[:255], page=page, imported_by=owner, report=report
    )
    return ImportResult(page, True, report)


def _title_of_file(file_name: str) -> str:
    """Return the name of a file as words; never an empty title."""
    stem = file_name.rpartition(".")[0].replace("_", " ")
    return " ".join(stem.split())[:TITLE_LENGTH] or file_name


def _stream_parts(block, collection, owner, stored) -> list[tuple[str, object]]:
    match block:
        case article_reader.Heading(level=level, text=text) if len(text) <= HEADING_LENGTH:
            return [("heading", {"text": text, "level": str(min(max(level, 2), 4))})]
        case article_reader.Heading(text=text):
            return [("paragraph", RichText(f"<p><b>{escape(text)}</b></p>"))]
        case article_reader.Paragraph(html=html):
            return [("paragraph", RichText(html))]
        case article_reader.Quote(text=text, attribution=attribution):
            return [("quote", {"text": text, "attribution": attribution})]
        case article_reader.Picture():
            image = _stored_image(block, collection, owner, stored)
            overlong = len(block.caption) > CAPTION_LENGTH
            caption = "" if overlong else block.caption
            parts: list[tuple[str, object]] = [
                ("image", {"image": image, "caption": caption, "credit": "", "alternative_text": ""})
            ]
            return parts + (
                [("paragraph", RichText(f"<p><i>{escape(block.caption)}</i></p>"))] if overlong else []
            )
        case article_reader.Table():
            return [("table", _typed_table(block))]
    raise TypeError(f"no block for {block!r}")


def _stored_image(picture, collection, owner, stored) -> PortalImage:
    """Put a picture into the library, or take the same picture that is there already."""
    digest = hashlib.sha256(picture.data).hexdigest()
    known = PortalImage.objects.filter(original_sha256=digest, collection=collection).first()
    if known:
        return known
    image = PortalImage(
        # The description is left empty: only a person can say what the picture shows.
        title=excerpt(picture.caption, 200) or picture.name,
        description=picture.alt[:255],
        collection=collection,
        uploaded_by_user=owner,
    )
    image.file = ImageFile(BytesIO(picture.data), name=picture.name)
    stored.append(image)
    image.save()
    return image


def _typed_table(table):
    block = ArticlePage.body.field.stream_block.child_blocks["table"]
    width = max((len(row) for row in table.rows), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in table.rows]
    headings = rows.pop(0) if table.header and len(rows) > 1 else [""] * width
    return block.to_python(
        {
            "columns": [{"type": "rich_text", "heading": plain(heading)} for heading in headings],
            "rows": [{"values": row} for row in rows],
            "caption": table.caption,
        }
    )


def plain(html: str) -> str:
    """Return the words of a cell without its markup."""
    return " ".join(get_text_for_indexing(html).split())
