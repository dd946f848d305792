from django import template

from portal.base.templatetags.navigation_tags import changed_query

register = template.Library()


@register.simple_tag
def search_choice(parameters, name: str, choice) -> str:
    """Return the query string with a choice of a facet taken, or given up where it is taken already."""
    return changed_query(parameters, **{name: "" if choice.is_chosen else choice.value})
