"""Writing the index: from an object to its entry."""

from datetime import date, datetime
from functools import lru_cache
from itertools import chain

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Manager
from django.utils import timezone
from modelsearch.backends.base import BaseIndex, get_model_root
from modelsearch.index import AutocompleteField, RelatedFields, SearchField, get_indexed_models
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks

from portal.search.models import SearchEntry
from portal.search.words import indexed

# A kind, a day and an object must each fit their place in the number of an entry.
KIND_BITS, DAY_BITS, OBJECT_BITS = 13, 17, 33
# What the number of an entry says of its object, and what is the greater, the newer it is, whatever its kind.
KEY_MASK, NEWNESS_MASK = 2**OBJECT_BITS - 1, 2 ** (DAY_BITS + OBJECT_BITS) - 1
FIRST_DAY = date(1800, 1, 1).toordinal()
# PostgreSQL refuses an index of more than a megabyte for one row; beyond this, a text is only its first part.
MOST_CHARACTERS = 200_000


def entry_number(day: date | None, kind: int, object_id: int) -> int:
    """Return the number of an entry: of a kind, the newer has the greater; without a day it is older than all."""
    days = min(max(day.toordinal() - FIRST_DAY, 0), 2**DAY_BITS - 1) if day else 0
    if not (0 <= object_id < 2**OBJECT_BITS and 0 <= kind < 2**KIND_BITS):
        raise ValueError(f"{kind}/{object_id} does not fit the number of a search entry")
    return (kind << DAY_BITS | days) << OBJECT_BITS | object_id


def first_number(kind: int) -> int:
    """Return the least number that an entry of a kind can have."""
    return kind << (DAY_BITS + OBJECT_BITS)


def first_dated_number(kind: int) -> int:
    """Return the least number of an entry of a kind with a day; those without one come before."""
    return first_number(kind) + (1 << OBJECT_BITS)


def kind_of_entry(number: int) -> int:
    return number >> (DAY_BITS + OBJECT_BITS)


def year_of_entry(number: int) -> int | None:
    """Return the year of the day that an entry's number says."""
    return _year_of((number & NEWNESS_MASK) >> OBJECT_BITS)


@lru_cache(maxsize=4096)
def _year_of(days: int) -> int | None:
    return date.fromordinal(FIRST_DAY + days).year if days else None


def dated_by(model) -> str:
    """Return the field with the day by which readers know objects of a model; "" where there is none.

    A model may name it as `search_dated_by`; else it is the day of publication or of making.
    """
    names = (getattr(model, "search_dated_by", ""), "first_published_at", "created_at")
    return next((name for name in names if name and hasattr(model, name)), "")


def _day_of(obj) -> date | None:
    value = getattr(obj, dated_by(type(obj)), None)
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


class Index(BaseIndex):
    """The one index of the back end, for objects of every searched model."""

    def add_items(self, model, items) -> None:
        """Write the entries of some objects of a model anew."""
        items = [item for item in items if item.get_search_fields()]
        if not items:
            return
        kind = get_content_type_pk(model)
        entries = [self._entry(kind, item) for item in items]
        with transaction.atomic():
            # The number changes with the day, so that an update in place would leave the old one behind.
            self._entries_of(model, [item.pk for item in items]).delete()
            SearchEntry.objects.bulk_create(entries, batch_size=500)

    def delete_item(self, item) -> None:
        self._entries_of(type(item), [item.pk]).delete()

    def reset(self) -> None:
        SearchEntry.objects.all().delete()

    def delete_stale(self) -> None:
        """Take out what is there no more."""
        for model in get_indexed_models():
            if get_model_root(model) is model:
                existing = model._default_manager.order_by().values("pk")
                stale = SearchEntry.objects.filter(content_type__in=get_descendants_content_types_pks(model))
                stale.exclude(object_id__in=existing).delete()
        kinds = [get_content_type_pk(model) for model in get_indexed_models()]
        SearchEntry.objects.exclude(content_type__in=kinds).delete()

    @staticmethod
    def _entries_of(model, keys: list):
        # Wagtail deletes pages as plain pages, too.
        kinds = get_descendants_content_types_pks(get_model_root(model))
        return SearchEntry.objects.filter(content_type__in=kinds, object_id__in=keys)

    @staticmethod
    def _entry(kind: int, obj) -> SearchEntry:
        titles, texts = [], []
        for field, value in chain.from_iterable(_values(obj, field) for field in obj.get_search_fields()):
            is_title = isinstance(field, AutocompleteField) or field.field_name == "title"
            (titles if is_title else texts).append(value)
        text = "\n".join(text for text in dict.fromkeys(texts) if text not in titles)
        return SearchEntry(
            id=entry_number(_day_of(obj), kind, obj.pk),
            content_type_id=kind,
            object_id=obj.pk,
            title=indexed("\n".join(_without_parts(titles))),
            body=indexed(text[:MOST_CHARACTERS]),
        )


def _values(obj, field):
    """Yield each text that a field of an object, or of what it is related to, gives to the index."""
    if isinstance(field, RelatedFields):
        related = field.get_value(obj)
        if isinstance(related, Manager):
            related = related.all()
        elif callable(related):
            related = [related()]
        else:
            related = [] if related is None else [related]
        for each in related:
            yield from chain.from_iterable(_values(each, part) for part in field.fields)
    elif isinstance(field, SearchField | AutocompleteField):
        yield field, _text(field.get_value(obj))


def _text(value) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case list() | tuple():
            return "\n".join(map(_text, value))
        case dict():
            return "\n".join(map(_text, value.values()))
    return str(value)


def _without_parts(titles: list[str]) -> list[str]:
    """Return the titles without those that stand in a longer one, as a symbol in the name of its directive."""
    whole = sorted(dict.fromkeys(filter(None, titles)), key=len, reverse=True)
    return [title for place, title in enumerate(whole) if not any(title in other for other in whole[:place])]


class Rebuilder:
    """Rebuilds the index a batch at a time; what was there before goes on answering meanwhile."""

    def __init__(self, index: Index):
        self.index = index

    def start(self) -> Index:
        ContentType.objects.clear_cache()
        self.index.delete_stale()
        return self.index

    def finish(self) -> None:
        """Nothing is left to do: each batch was seen as soon as it was written."""
