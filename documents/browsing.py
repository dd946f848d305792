"""A directive library as readers narrow it: facets with counts, order, search; permission comes before counting."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.citations import BadSymbol, parse_symbol
from documents.models import DirectivePage, DirectiveType, IssuingBody, SubjectField, Validity
from portal.base.pagination import paginated
from portal.search.results import parsed

PAGE_SIZE = 20
MOST_HITS = 2_000
SOON_DAYS = 30
ORDERS = {
    "moi-nhat": (_("Newest first"), ("-issued_on", "-pk")),
    "cu-nhat": (_("Oldest first"), ("issued_on", "pk")),
    "so": (_("By number"), ("number", "-issued_on", "pk")),
    "hieu-luc": (_("By date of force"), ("-effective_on", "-pk")),
}


@dataclass(frozen=True)
class Choice:
    """One value of a facet, with how many directives would be left by it."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One way to narrow the list; `name` is its parameter in the address."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.is_chosen), None)


class Browsing:
    """What a request asks of a library: `rows` of one page, `facets` with counts, the chosen order and words."""

    def __init__(self, library, request, *, viewer=...):
        """`viewer` is the request unless another view is wanted, such as the public's (None) for a feed."""
        self.library = library
        self.request = request
        self.text = request.GET.get("q", "").replace("\0", "").strip()[:200]
        order = request.GET.get("xep", "")
        self.order = order if order in ORDERS else "moi-nhat"
        self.is_table = request.GET.get("dang") == "bang"
        self.visible = DirectivePage.objects.visible_to(request if viewer is ... else viewer).descendant_of(
            library
        )
        self.chosen = {name: self._read(name) for name in ("loai", "cq", "nam", "linh-vuc", "hl")}

    def _read(self, name: str) -> str:
        value = self.request.GET.get(name, "")
        if name == "hl":
            return value if value in Validity.values or value in ("sap-co", "sap-het") else ""
        return value if value.isascii() and value.isdecimal() and len(value) < 10 else ""

    @cached_property
    def found(self):
        """Return the directives that the words find: by a piece of the symbol first, else by the index."""
        if not self.text:
            return self.visible
        if by_symbol := self._by_symbol():
            return self.visible.filter(by_symbol)
        query = parsed(self.text)
        if query is None:
            return self.visible.none()
        hits = self.visible.only("pk").search(query)[:MOST_HITS]
        return self.visible.filter(pk__in=[hit.pk for hit in hits])

    def _by_symbol(self) -> Q | None:
        try:
            symbol = parse_symbol(self.text)
        except BadSymbol:
            is_number = self.text.isascii() and self.text.isdecimal() and len(self.text) < 6
            return Q(number=int(self.text)) if is_number else None
        return Q(symbol_key=symbol.key)

    @cached_property
    def conditions(self) -> dict[str, Q]:
        """Return the condition of each facet that is chosen."""
        found = {}
        if value := self.chosen["loai"]:
            found["loai"] = Q(doc_type=value)
        if value := self.chosen["cq"]:
            body = IssuingBody.objects.filter(pk=value).first()
            ids = body.with_predecessors() if body and self.request.GET.get("truoc") else {value}
            found["cq"] = Q(issuing_body__in=ids)
        if value := self.chosen["nam"]:
            year = min(max(int(value), 1), 9999)
            found["nam"] = Q(issued_on__year=year)
        if value := self.chosen["linh-vuc"]:
            subject = SubjectField.objects.filter(pk=value).first()
            ids = subject.with_descendants() if subject else {0}
            belonging = DirectivePage.subjects.through.objects.filter(subjectfield__in=ids)
            found["linh-vuc"] = Q(pk__in=belonging.values("directivepage"))
        if value := self.chosen["hl"]:
            found["hl"] = self._soon(value) or Q(validity=value)
        return found

    @staticmethod
    def _soon(value: str) -> Q | None:
        today = timezone.localdate()
        end = today + timedelta(days=SOON_DAYS)
        if value == "sap-co":
            return Q(effective_on__gt=today, effective_on__lte=end)
        if value == "sap-het":
            return Q(expires_on__gt=today, expires_on__lte=end)
        return None

    def narrowed(self, *, without: str = ""):
        """Return the directives that all chosen facets leave; a facet counts its own choices without itself."""
        rows = self.found
        for name, condition in self.conditions.items():
            if name != without:
                rows = rows.filter(condition)
        return rows

    @cached_property
    def rows(self):
        order = ORDERS[self.order][1]
        return paginated(self.request, self.narrowed().order_by(*order).with_card(), PAGE_SIZE)

    @cached_property
    def has_predecessors(self) -> bool:
        """Tell whether the chosen body took the place of others."""
        return bool(self.chosen["cq"]) and IssuingBody.objects.filter(successor=self.chosen["cq"]).exists()

    @property
    def orders(self) -> list[Choice]:
        return [Choice(name, label, 0, name == self.order) for name, (label, _fields) in ORDERS.items()]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.conditions)

    @cached_property
    def facets(self) -> list[Facet]:
        return [self._types(), self._bodies(), self._years(), self._subjects(), self._validities()]

    def _counts(self, name: str, field: str, rows=None) -> dict:
        rows = self.narrowed(without=name) if rows is None else rows
        counted = rows.order_by().values_list(field).annotate(n=Count("pk"))
        return {value: count for value, count in counted if value is not None}

    def _facet(self, name, label, labels: dict, counts: dict) -> Facet:
        choices = [
            Choice(str(value), str(labels[value]), counts[value], str(value) == self.chosen[name])
            for value in labels
            if value in counts
        ]
        return Facet(name, label, choices)

    def _types(self) -> Facet:
        counts = self._counts("loai", "doc_type")
        labels = dict(DirectiveType.objects.filter(pk__in=counts).values_list("pk", "name"))
        return self._facet("loai", gettext("Type"), labels, counts)

    def _bodies(self) -> Facet:
        counts = self._counts("cq", "issuing_body")
        labels = {body.pk: body for body in IssuingBody.objects.filter(pk__in=counts)}
        return self._facet("cq", gettext("Issuing body"), labels, counts)

    def _years(self) -> Facet:
        rows = self.narrowed(without="nam").annotate(year=ExtractYear("issued_on"))
        counts = self._counts("nam", "year", rows)
        return self._facet(
            "nam", gettext("Year"), {year: year for year in sorted(counts, reverse=True)}, counts
        )

    def _subjects(self) -> Facet:
        counts = self._counts("linh-vuc", "subjects")
        labels = dict(SubjectField.objects.filter(pk__in=counts).values_list("pk", "name"))
        return self._facet("linh-vuc", gettext("Subjects"), labels, counts)

    def _validities(self) -> Facet:
        counts = self._counts("hl", "validity")
        return self._facet("hl", gettext("Validity"), dict(Validity.choices), counts)
