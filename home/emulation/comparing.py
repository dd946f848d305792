"""Years of models side by side: their totals, and each model beside those that continue it."""

from home.emulation.board import totals_of, years_of
from home.emulation.showing import with_progress
from home.emulation.stages import steps

MOST_YEARS = 4
MOST_MODELS = 200


def years_asked(years: list[int], asked: list[str]) -> list[int]:
    """Return the years to be compared, oldest first; the newest two where fewer are asked for."""
    chosen = [year for year in years if str(year) in asked][:MOST_YEARS]
    return sorted(chosen if len(chosen) > 1 else years[:2])


def chains(models: list, years: list[int]) -> list[list]:
    """Return rows of models, one that continues another in its row; each row has for each year a list of models."""
    by_pk = {each.pk: each for each in models}

    def head(each):
        seen = set()
        while each.continues_id in by_pk and each.pk not in seen:
            seen.add(each.pk)
            each = by_pk[each.continues_id]
        return each.pk

    rows: dict[int, list] = {}
    for each in sorted(models, key=lambda each: (each.year, each.title, each.pk)):
        row = rows.setdefault(head(each), [[] for _year in years])
        row[years.index(each.year)].append(each)
    # Those that went on stand first.
    return sorted(rows.values(), key=lambda row: -sum(bool(cell) for cell in row))


def comparison_context(section, request) -> dict:
    """Return the comparison of the years that are asked for."""
    visible = section.models_for(request)
    years = years_of(visible)
    chosen = years_asked(years, request.GET.getlist("nam")[:20])
    models = visible.filter(year__in=chosen).with_row().in_order()[:MOST_MODELS]
    totals = totals_of(visible, chosen, request)
    labels = [step.label for step in steps("registered", False)]
    return {
        "years": years,
        "chosen": chosen,
        "totals": totals,
        "by_step": [(label, [each.steps[number] for each in totals]) for number, label in enumerate(labels)],
        "rows": chains(with_progress(models, request), chosen),
        "is_too_much": sum(each.count for each in totals) > MOST_MODELS,
    }
