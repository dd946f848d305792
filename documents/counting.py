"""How many directives each choice of a facet would leave, by one question to the database.

A facet is counted under the choices of all others but its own. Facets go in pairs: the database groups by both
columns of a pair under the choices of the other pair, which an index answers in its own order; what the two of a
pair refuse of each other is left out here, for a pair has only some hundred cells.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, IntegerField, Q, QuerySet, Value

# The facets that are counted in pairs, and their columns.
COLUMNS = {"loai": "doc_type", "cq": "issuing_body", "nam": "year", "hl": "validity"}
PAIRS = (("loai", "cq"), ("nam", "hl"))
# What stands where a part has no such column.
_NUMBER, _TEXT = Value(None, output_field=IntegerField()), Value("")


@dataclass
class Counts:
    """How many directives are left, how many by each value of each facet, how many of each set of subjects."""

    total: int = 0
    by_value: dict[str, Counter] = field(default_factory=lambda: {name: Counter() for name in COLUMNS})
    by_subjects: Counter = field(default_factory=Counter)


def count(
    rows: QuerySet, less: QuerySet | None, admitted: dict[str, set], soon: Q | None, subject: Q | None
) -> Counts:
    """Return the counts of a choice.

    `rows` are narrowed by no facet, `less` are those of them that do not count, `admitted` says which values the
    chosen facets with columns leave, `soon` is a term that takes the place of a validity, `subject` leaves what
    belongs to the chosen subject.
    """
    parts = _parts(1, rows, admitted, soon, subject)
    if less is not None:
        parts += _parts(-1, less, admitted, soon, subject)
    counts = Counts()
    for part, sign, first, second, text, found in parts[0].union(*parts[1:], all=True):
        number = sign * found
        if part == 3:
            counts.by_subjects[text] += number
            continue
        values = (first, second if part == 0 else text)
        names = PAIRS[min(part, 1)]
        fits = [
            name not in admitted or value in admitted[name] for name, value in zip(names, values, strict=True)
        ]
        counts.total += number if part == 0 and all(fits) else 0
        if fits[1] and part != 2:
            counts.by_value[names[0]][values[0]] += number
        if fits[0] and not (part == 1 and soon):
            counts.by_value[names[1]][values[1]] += number
    return counts


def _parts(sign: int, rows: QuerySet, admitted: dict, soon: Q | None, subject: Q | None) -> list[QuerySet]:
    """Return the groupings: types with bodies, years with validities, the same without the term, sets of subjects."""

    def grouped(part: int, rows: QuerySet, *columns) -> QuerySet:
        marked = rows.order_by().values_list(Value(part), Value(sign), *columns)
        return marked.annotate(number=Count("*"))

    inside = rows.filter(subject) if subject else rows
    within = inside.filter(soon) if soon else inside
    left = rows.filter(soon) if soon else rows
    of_first, of_second = (_admitting(admitted, pair) for pair in PAIRS)
    by_year = ("year", _NUMBER, "validity")
    parts = [
        grouped(0, within.filter(of_second), "doc_type", "issuing_body", _TEXT),
        grouped(1, within.filter(of_first), *by_year),
    ]
    if soon:
        # Validities are counted without the term.
        parts.append(grouped(2, inside.filter(of_first), *by_year))
    sets = left.filter(of_first, of_second).exclude(subject_key="")
    return [*parts, grouped(3, sets, _NUMBER, _NUMBER, "subject_key")]


def _admitting(admitted: dict[str, set], names: tuple[str, ...]) -> Q:
    return Q(**{f"{COLUMNS[name]}__in": admitted[name] for name in names if name in admitted})
