from django import template

from news import announcing

register = template.Library()


@register.simple_tag(takes_context=True)
def urgent_announcements(context):
    """Return the urgent announcements that stand at the head of the page; asked once for all of it."""
    return announcing.banners(context["request"])
