from itertools import islice

from django import template
from django.db.models import Model
from wagtail.models import ReferenceIndex

register = template.Library()

# What Wagtail's screens of deletion call that which goes; those for several at once have a dict with `item`.
# The account of the reader is called `user` everywhere, so it is asked for last.
NAMES = ("image", "document", "page", "snippet", "object", "user")


@register.simple_tag(takes_context=True)
def users_of_it(context, count: int) -> list:
    """Return the first objects that refer to what is about to be deleted."""
    thing = next((context[name] for name in NAMES if context.get(name)), None)
    if isinstance(thing, dict):
        thing = thing.get("item")
    if not isinstance(thing, Model):
        return []
    return [source for source, _references in islice(ReferenceIndex.get_grouped_references_to(thing), count)]
