import json

from django import template
from django.db.models import prefetch_related_objects
from django.utils.safestring import mark_safe
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Site

from portal.base.audience import is_public
from portal.base.models import SiteSettings
from portal.base.text import excerpt

register = template.Library()

SHARED_PICTURE = "fill-1200x630|format-jpeg"
# Keeps JSON from ending the element that holds it (HTML, section 4.12.1.3).
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@register.inclusion_tag("components/metadata.html", takes_context=True)
def page_metadata(context):
    """Say to search engines and to those who share a link what the page is."""
    request, page = context["request"], context["page"]
    picture = page.image if page.image and is_public(page.image, request) else None
    if picture:
        prefetch_related_objects([picture], "renditions")
    root_url = Site.find_for_request(request).root_url
    return {
        "page": page,
        "request": request,
        "site_settings": SiteSettings.for_request(request),
        "canonical_url": root_url + request.path,
        "description": page.search_description or excerpt(page.lead, 200),
        "picture": picture,
        "picture_url": root_url + get_rendition_or_not_found(picture, SHARED_PICTURE).url if picture else "",
        "structured_data": page.structured_data(request),
    }


@register.filter
def json_ld(data) -> str:
    """Return linked data as JSON that may stand inside a script element."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))
