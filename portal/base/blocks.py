"""The blocks that bodies of pages are made of. Names are never renamed or used again."""

import re
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from portal.base.text import slugify

TEXT_FEATURES = [
    "bold",
    "italic",
    "ol",
    "ul",
    "link",
    "document-link",
    "superscript",
    "subscript",
]
CELL_FEATURES = ["bold", "italic", "link", "superscript", "subscript"]


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("text"), max_length=255)
    level = blocks.ChoiceBlock(
        label=_("level"),
        choices=[("2", _("Heading")), ("3", _("Subheading")), ("4", _("Minor heading"))],
        default="2",
    )

    class Meta:
        label = _("Heading")
        icon = "title"
        description = _("A heading; readers can link to it.")
        template = "blocks/heading.html"
        preview_value = {"text": "Kết quả thực hiện", "level": "2"}

    def get_searchable_content(self, value):
        return [value["text"]]

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {"anchor": slugify(value["text"]) or "muc"}


class CaptionedImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=500)
    credit = blocks.CharBlock(
        label=_("credit"),
        required=False,
        max_length=255,
        help_text=_("Empty: the credit kept with the image."),
    )
    alternative_text = blocks.CharBlock(
        label=_("alternative text"),
        required=False,
        max_length=255,
        help_text=_(
            "Says what the picture shows to those who cannot see it. Empty: the image's own description."
        ),
    )

    class Meta:
        label = _("Image")
        icon = "image"
        description = _("A picture with its caption and credit.")
        template = "blocks/image.html"

    def get_searchable_content(self, value):
        return [text for text in (value["caption"], value["credit"]) if text]


class GalleryBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), required=False, max_length=255)
    images = blocks.ListBlock(CaptionedImageBlock(), label=_("images"), min_num=1, max_num=60)

    class Meta:
        label = _("Gallery")
        icon = "image"
        description = _("Several pictures in a grid.")
        template = "blocks/gallery.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("text"))
    attribution = blocks.CharBlock(label=_("attribution"), required=False, max_length=255)

    class Meta:
        label = _("Quote")
        icon = "openquote"
        description = _("A passage in somebody's own words.")
        template = "blocks/quote.html"
        preview_value = {"text": "Cần, kiệm, liêm, chính.", "attribution": ""}


class TableBlock(TypedTableBlock):
    class Meta:
        label = _("Table")
        icon = "table"
        description = _("Rows and columns; the first row names the columns.")
        template = "blocks/table.html"


class AttachmentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("document"))
    title = blocks.CharBlock(
        label=_("title"), required=False, max_length=255, help_text=_("Empty: the document's own title.")
    )

    class Meta:
        label = _("Attachment")
        icon = "doc-full"
        description = _("A file to read or download.")
        template = "blocks/attachment.html"


class VideoBlock(blocks.StructBlock):
    """A link to a video elsewhere; nothing is asked of the other host before the reader clicks."""

    url = blocks.URLBlock(label=_("address of the video"))
    title = blocks.CharBlock(label=_("title"), max_length=255)
    summary = blocks.TextBlock(
        label=_("summary"),
        required=False,
        help_text=_("What is said and shown, for those who cannot play it."),
    )

    class Meta:
        label = _("Video")
        icon = "media"
        description = _("A video on YouTube or Vimeo, shown only on click.")
        template = "blocks/video.html"

    def clean(self, value):
        cleaned = super().clean(value)
        if urlsplit(cleaned["url"]).scheme != "https":
            raise blocks.StructBlockValidationError(
                {"url": ValidationError(_("Give an address that begins with https://"))}
            )
        return cleaned

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {"player_url": player_url(value["url"])}


def player_url(url: str) -> str:
    """Return the address of the cookie-less player for a YouTube or Vimeo link, "" for any other host."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    identifier = ""
    if host == "youtu.be":
        identifier = parts.path.strip("/")
    elif host in ("youtube.com", "youtube-nocookie.com"):
        identifier = (parse_qs(parts.query).get("v") or [parts.path.rpartition("/")[2]])[0]
    if re.fullmatch(r"[\w-]{6,20}", identifier):
        return f"https://www.youtube-nocookie.com/embed/{identifier}"
    if host == "vimeo.com" and (match := re.fullmatch(r"/(\d+)", parts.path)):
        return f"https://player.vimeo.com/video/{match[1]}?dnt=1"
    return ""


class ContactDetailsBlock(blocks.StaticBlock):
    class Meta:
        label = _("Contact details")
        icon = "mail"
        admin_text = _("Shows the address, telephone and e-mail of the settings.")
        template = "blocks/contact_details.html"


class StoryBlock(blocks.StreamBlock):
    """The body of every page type."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        label=_("Text"), icon="pilcrow", features=TEXT_FEATURES, template="blocks/paragraph.html"
    )
    image = CaptionedImageBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    table = TableBlock(
        [
            ("text", blocks.CharBlock(label=_("Plain text"), required=False)),
            (
                "rich_text",
                blocks.RichTextBlock(label=_("Formatted text"), features=CELL_FEATURES, required=False),
            ),
        ]
    )
    attachment = AttachmentBlock()
    video = VideoBlock()
    contact_details = ContactDetailsBlock()

    class Meta:
        required = False
        template = "blocks/story.html"
