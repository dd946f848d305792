from django import template
from django.db.models import prefetch_related_objects

from portal.base import stories
from portal.base.audience import audience_of
from portal.base.models import PortalImage

register = template.Library()


@register.simple_tag(takes_context=True)
def story_parts(context, body):
    """Return the blocks of a body with their anchors."""
    return stories.parts(body, context.get("request"))


@register.simple_tag
def story_contents(body):
    """Return the table of contents of a body; nothing where it has few headings."""
    return stories.contents(body)


@register.simple_tag(takes_context=True)
def rich_text(context, value):
    """Return rich text as HTML; links that the reader may not open stay as plain words."""
    return stories.rich_text(value, context.get("request"))


@register.simple_tag(takes_context=True)
def admitted(context, member):
    """Return a picture or document if the reader may see it, else None."""
    if member is None or not audience_of(context.get("request")).admits_member(member):
        return None
    return member


@register.simple_tag(takes_context=True)
def admitted_picture(context, picture):
    """Return a picture with its renditions if the reader may see it, else None."""
    picture = admitted(context, picture)
    if picture is not None:
        prefetch_related_objects([picture], "renditions")
    return picture


@register.simple_tag
def with_pictures(pages):
    """Return pages of any types with their pictures, read at once."""
    pages = list(pages)
    wanted = {page.image_id for page in pages if getattr(page, "image_id", None)}
    pictures = PortalImage.objects.prefetch_related("renditions").in_bulk(wanted) if wanted else {}
    for page in pages:
        if getattr(page, "image_id", None):
            page.image = pictures.get(page.image_id)
    return pages


@register.filter
def keep_symbols(text):
    """Keep symbols of documents, such as 144-QĐ/TW, on one line."""
    return stories.keep_symbols(text)
