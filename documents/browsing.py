"""A directive library as readers narrow it: facets with counts, order, search; permission comes before counting.

A page asks three questions whatever is chosen: how many there are of each kind (`documents.counting`), how the kinds
are called, which twenty are shown. Rows are found by their numbers in an index before they are read.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import BigIntegerField, Case, DateField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.citations import BadSymbol, fold_symbol, parse_symbol
from documents.counting import COLUMNS, Counts, count
from documents.models import DirectivePage, DirectiveType, IssuingBody, SubjectField, Validity
from portal.base.audience import state_and_hidden, visible_in_branch
from portal.base.pagination import paginated
from portal.search.results import query_of

PAGE_SIZE = 20
BATCH = 500
MOST_HITS = 2_000
# Rows of a file to download.
MOST_EXPORTED = 20_000
# Choices of a facet that are seen at once.
MOST_SHOWN = 12
SOON_DAYS = 30
ORDERS = {
    "moi-nhat": (_("Newest first"), ("-issued_on", "-pk")),
    "cu-nhat": (_("Oldest first"), ("issued_on", "pk")),
    "so": (_("By number"), ("number", "-issued_on", "pk")),
    "hieu-luc": (_("By date of force"), (F("effective_on").desc(nulls_last=True), "-pk")),
}
FACETS = ("loai", "cq", "nam", "linh-vuc", "hl")
SOON = ("sap-co", "sap-het")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True)
class Choice:
    """One value of a facet, with how many directives would be left by it; `depth` is its place in a tree."""

    value: str
    label: str
    count: int
    is_chosen: bool
    depth: int = 0


@dataclass(frozen=True)
class Facet:
    """One way to narrow the list; `name` is its parameter in the address. `further` choices are shown on demand."""

    name: str
    label: str
    shown: list[Choice]
    further: list[Choice]

    @property
    def choices(self) -> list[Choice]:
        return self.shown + self.further

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.is_chosen), None)


class Browsing:
    """What a request asks of a library: `rows` of one page, `facets` with counts, the chosen order and words."""

    def __init__(self, library, request, *, viewer=...):
        """`viewer` is the request unless another view is wanted, such as the public's (None) for a feed."""
        self.library = library
        self.request = request
        self.viewer = request if viewer is ... else viewer
        self.text = request.GET.get("q", "").replace("\0", "").strip()[:200]
        order = request.GET.get("xep", "")
        self.order = order if order in ORDERS else "moi-nhat"
        self.is_table = request.GET.get("dang") == "bang"
        self._records = DirectivePage.objects.filter(library=library).order_by()
        self.visible = visible_in_branch(self._records, self.viewer, library)
        self.chosen = {name: self._read(name) for name in FACETS}

    def _read(self, name: str) -> str:
        """Return a facet's value in the address; "" for what cannot be one."""
        value = self.request.GET.get(name, "")
        if name == "hl":
            return value if value in Validity.values or value in SOON else ""
        longest = 4 if name == "nam" else 9
        return str(int(value)) if value.isascii() and value.isdecimal() and len(value) <= longest else ""

    # --- what the words find ---

    @cached_property
    def found(self):
        """Return the directives that the words find: by a piece of the symbol first, else by the index."""
        if not self.text:
            return self.visible
        if self._symbol_found:
            return self.visible.filter(self._symbol_found)
        query = query_of(self.text)
        if query is None:
            return self.visible.none()
        hits = self.visible.only("pk").search(query)[:MOST_HITS]
        return self.visible.filter(pk__in=[hit.pk for hit in hits])

    @cached_property
    def _symbol_found(self) -> Q | None:
        """Return what finds directives by the text as a piece of their symbol; None where there is none such."""
        condition = symbol_condition(self.text)
        if condition is None:
            return None
        numbers = self.visible.filter(condition).values("pk")
        few = [row["pk"] for row in numbers[: MOST_HITS + 1]]
        if not few:
            return None
        # Found once where they are few; of many, an index of the symbols is read for each question.
        return Q(pk__in=few if len(few) <= MOST_HITS else numbers)

    # --- what is chosen ---

    @cached_property
    def _names(self) -> "Vocabularies":
        return read_vocabularies()

    @cached_property
    def has_predecessors(self) -> bool:
        """Tell whether the chosen body took the place of others."""
        chosen = self.chosen["cq"]
        return bool(chosen) and int(chosen) in self._names.successors.values()

    @cached_property
    def _admitted(self) -> dict[str, set]:
        """Return for each chosen facet of the grouping the values that it leaves."""
        admitted = {}
        for name in COLUMNS:
            value = self.chosen[name]
            if value and value not in SOON:
                admitted[name] = {value if name == "hl" else int(value)}
        if self.chosen["cq"] and self.request.GET.get("truoc"):
            admitted["cq"] = _leading_to(int(self.chosen["cq"]), self._names.successors)
        return admitted

    @cached_property
    def conditions(self) -> dict[str, Q]:
        """Return the condition of each facet that is chosen."""
        found = {name: Q(**{f"{COLUMNS[name]}__in": values}) for name, values in self._admitted.items()}
        if value := self.chosen["linh-vuc"]:
            ids = _leading_to(int(value), self._names.broader)
            belonging = DirectivePage.subjects.through.objects.filter(subjectfield__in=ids)
            found["linh-vuc"] = Q(pk__in=belonging.values("directivepage"))
        if self.chosen["hl"] in SOON:
            column = "effective_on" if self.chosen["hl"] == "sap-co" else "expires_on"
            today = timezone.localdate()
            days = {f"{column}__gt": today, f"{column}__lte": today + timedelta(days=SOON_DAYS)}
            found["hl"] = Q(pk__in=DirectivePage.objects.filter(**days).order_by().values("pk"))
        return found

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.conditions)

    def narrowed(self) -> QuerySet:
        """Return the directives that the chosen facets leave."""
        return self.found.filter(*self.conditions.values())

    # --- the rows ---

    @property
    def orders(self) -> list[Choice]:
        return [Choice(name, label, 0, name == self.order) for name, (label, _fields) in ORDERS.items()]

    @cached_property
    def _order(self) -> tuple:
        """Return what the list is ordered by; an exact symbol comes first."""
        order = ORDERS[self.order][1]
        return (_nearness(self.text), *order) if self.text and self._symbol_found else order

    @property
    def _numbers(self):
        """Return the numbers of the directives that are left, in order."""
        return self.narrowed().order_by(*self._order).values("pk")

    @cached_property
    def rows(self):
        """Return the page that the request asks for, of cards."""
        page = paginated(self.request, self._numbers, PAGE_SIZE, count=self.count)
        page.object_list = self._cards(page.object_list)
        return page

    def newest(self, most: int) -> list[DirectivePage]:
        """Return the newest directives that are left, whatever the order of the list."""
        numbers = self.narrowed().order_by("-issued_on", "-pk").values("pk")[:most]
        return list(self._visible_among(numbers).with_card().order_by("-issued_on", "-pk"))

    def batches(self, most: int) -> Iterator[QuerySet]:
        """Yield the first directives of the list, some hundreds at a time, as querysets in its order."""
        numbers = [row["pk"] for row in self._numbers[:most]]
        for start in range(0, len(numbers), BATCH):
            yield self._visible_among(numbers[start : start + BATCH])

    def _cards(self, numbers) -> list[DirectivePage]:
        return list(self._visible_among(numbers).with_card())

    def _visible_among(self, numbers) -> QuerySet:
        # Asked once more of what is shown, by the common door.
        visible = DirectivePage.objects.visible_to(self.viewer)
        return visible.filter(pk__in=numbers).order_by(*self._order)

    # --- counting ---

    @cached_property
    def _counts(self) -> Counts:
        soon = self.conditions["hl"] if self.chosen["hl"] in SOON else None
        rows, less = self.found, None
        if not self.text:
            # Looking up each of very many among the hidden ones takes longer than counting the hidden ones.
            state, hidden = state_and_hidden(DirectivePage, self.viewer, self.library)
            rows = self._records.filter(state)
            # The cast keeps the planner from beginning at the library instead of the hidden ones.
            among = DirectivePage.objects.annotate(place=Cast("library", BigIntegerField()))
            less = among.filter(state, place=self.library.pk, pk__in=hidden)
        return count(rows, less, self._admitted, soon, self.conditions.get("linh-vuc"))

    @property
    def count(self) -> int:
        return self._counts.total

    @property
    def most_exported(self) -> int | None:
        """Return how many of the list a file to download holds, None where it holds all."""
        return MOST_EXPORTED if self.count > MOST_EXPORTED else None

    @cached_property
    def facets(self) -> list[Facet]:
        names = self._names
        counted = {*self._counts.by_value["nam"], *self._admitted.get("nam", ())}
        years = {year: year for year in sorted(filter(None, counted), reverse=True)}
        return [
            self._facet("loai", gettext("Type"), names.types, by_count=True),
            self._facet("cq", gettext("Issuing body"), names.bodies, by_count=True),
            self._facet("nam", gettext("Year"), years),
            self._subject_facet(),
            self._facet("hl", gettext("Validity"), dict(Validity.choices)),
        ]

    def _facet(self, name: str, label: str, labels: dict, *, by_count: bool = False) -> Facet:
        """Return a facet whose labels stand in their order; of many, the first or most frequent ones are shown."""
        chosen, counts = self.chosen[name], self._counts.by_value[name]
        choices = [
            Choice(str(value), str(text), counts[value], str(value) == chosen)
            for value, text in labels.items()
            if counts[value] or str(value) == chosen
        ]
        if len(choices) <= MOST_SHOWN + 1:
            return Facet(name, label, choices, [])
        ranked = sorted(choices, key=lambda choice: -choice.count) if by_count else choices
        seen = {choice.value for choice in ranked[:MOST_SHOWN]} | {chosen}
        shown = [choice for choice in ranked if choice.value in seen]
        return Facet(name, label, shown, [choice for choice in choices if choice.value not in seen])

    def _subject_facet(self) -> Facet:
        """Return the tree of subjects; a directive counts once for each subject that it or one below belongs to."""
        subjects = self._names.subjects
        above = {pk: self._with_broader(pk) for pk in subjects}
        counts: Counter = Counter()
        for key, number in self._counts.by_subjects.items():
            for pk in set().union(*(above.get(int(each), ()) for each in key.split(","))):
                counts[pk] += number
        choices = [
            Choice(str(pk), name, counts[pk], str(pk) == self.chosen["linh-vuc"], len(above[pk]) - 1)
            for pk, name in subjects.items()
            if counts[pk] or str(pk) == self.chosen["linh-vuc"]
        ]
        return Facet("linh-vuc", gettext("Subjects"), choices, [])

    def _with_broader(self, pk: int | None) -> list[int]:
        """Return a subject and those above it."""
        found: list[int] = []
        while pk is not None and pk not in found:
            found.append(pk)
            pk = self._names.broader.get(pk)
        return found


@dataclass(frozen=True)
class Vocabularies:
    """The names of types, bodies and subjects in their order, which body became which, what stands above a subject."""

    types: dict[int, str]
    bodies: dict[int, str]
    successors: dict[int, int]
    subjects: dict[int, str]
    broader: dict[int, int]


def read_vocabularies() -> Vocabularies:
    """Return the vocabularies by one question."""
    blank, no_day = Value(None, output_field=IntegerField()), Value(None, output_field=DateField())
    types = DirectiveType.objects.order_by().values_list(Value(0), "sort_key", "pk", "name", blank, no_day)
    bodies = IssuingBody.objects.order_by().values_list(
        Value(1), "sort_key", "pk", "name", "successor", "ended_on"
    )
    subjects = SubjectField.objects.order_by().values_list(
        Value(2), "sort_key", "pk", "name", "parent", no_day
    )
    names: tuple[dict, dict, dict] = ({}, {}, {})
    links: tuple[dict, dict, dict] = ({}, {}, {})
    for part, _key, pk, name, link, ended_on in sorted(
        types.union(bodies, subjects, all=True), key=lambda row: row[:3]
    ):
        names[part][pk] = str(IssuingBody(name=name, ended_on=ended_on)) if ended_on else name
        if link:
            links[part][pk] = link
    return Vocabularies(names[0], names[1], links[1], names[2], links[2])


def symbol_condition(text: str) -> Q | None:
    """Return what finds directives whose symbol the text is or is a piece of; None for what can only be words.

    Pieces begin where a word or number of the symbol does. Numbers and single words are meant whole; the last word
    of several may be unfinished.
    """
    piece = fold_symbol(text)
    has_number = any(character.isdecimal() for character in piece)
    if not piece or (not has_number and not _TONES.isdisjoint(unicodedata.normalize("NFD", text))):
        return None
    last = piece.rpartition(" ")[2]
    if " " in piece and not last.isdecimal():
        condition = Q(symbol_folded__startswith=piece) | Q(symbol_folded__contains=f" {piece}")
    else:
        condition = (
            Q(symbol_folded=piece)
            | Q(symbol_folded__startswith=f"{piece} ")
            | Q(symbol_folded__contains=f" {piece} ")
            | Q(symbol_folded__endswith=f" {piece}")
        )
    key = _key_of(text)
    return condition | Q(symbol_key=key) if key else condition


def _key_of(text: str) -> str:
    try:
        return parse_symbol(text).key
    except BadSymbol:
        return ""


def _nearness(text: str) -> Case:
    """Return an expression that puts the very symbol first, then those that begin like the text."""
    piece = fold_symbol(text)
    exact = Q(symbol_folded=piece)
    if key := _key_of(text):
        exact |= Q(symbol_key=key)
    begins = Q(symbol_folded__startswith=f"{piece} ")
    return Case(When(exact, then=Value(0)), When(begins, then=Value(1)), default=Value(2))


def _leading_to(target: int, links: dict[int, int]) -> set[int]:
    """Return a number and all from which links lead to it."""
    sources: dict[int, list[int]] = {}
    for source, to in links.items():
        sources.setdefault(to, []).append(source)
    found, waiting = set(), [target]
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting += sources.get(number, ())
    return found


def refresh_subjects(numbers: Iterable[int]) -> None:
    """Bring the stored keys of some directives' subjects up to date."""
    ids: dict[int, list[int]] = {number: [] for number in numbers}
    belonging = DirectivePage.subjects.through.objects.filter(directivepage__in=ids)
    for number, subject in belonging.values_list("directivepage", "subjectfield"):
        ids[number].append(subject)
    for number, subjects in ids.items():
        DirectivePage.objects.filter(pk=number).update(subject_key=DirectivePage.key_of_subjects(subjects))
