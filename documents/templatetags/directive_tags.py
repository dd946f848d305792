from django import template

from portal.base.templatetags.navigation_tags import changed_query

register = template.Library()


@register.simple_tag
def facet_query(parameters, name: str, value) -> str:
    """Return the query string of a list with one facet chosen, or taken away by an empty value."""
    return changed_query(parameters, **{name: value})
