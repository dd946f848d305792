from itertools import islice

from django import template

register = template.Library()


@register.filter
def first_users(usage, count: int) -> list:
    """Return the first objects that refer to something, from Wagtail's usage groups (a query each)."""
    return [user_of_it for user_of_it, _references in islice(usage, count)]
