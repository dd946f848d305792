"""The models of a section in one year, with their progress."""

from dataclasses import dataclass

from home.emulation.progress import rounded_mean
from home.emulation.showing import progress_column, with_progress
from home.emulation.stages import Stage
from portal.base.pagination import paginated

PAGE_SIZE = 24


@dataclass(frozen=True)
class Totals:
    """What the models of one year come to; `progress` is the mean of those that have any."""

    year: int
    count: int
    progress: int | None
    steps: tuple[int, ...]
    recognised: int
    stopped: int


def years_of(models) -> list[int]:
    """Return the years in which there are models, newest first."""
    return list(models.order_by("-year").values_list("year", flat=True).distinct())


def year_asked(years: list[int], text: str | None) -> int | None:
    """Return the year that a reader asks for; the newest where there is no such year, None where there is none."""
    asked = next((year for year in years if str(year) == text), None)
    return asked or (years[0] if years else None)


def totals_of(models, years: list[int], viewer) -> list[Totals]:
    """Return the totals of each year, in the order given; asked at once."""
    rows = models.filter(year__in=years).order_by()
    rows = list(rows.values_list("year", "stage", "is_stopped", progress_column(viewer)))
    found = []
    for year in years:
        own = [row for row in rows if row[0] == year]
        going = [row for row in own if not row[2]]
        numbers = [row[3] for row in own if row[3] is not None]
        at = [Stage(row[1]).step for row in going]
        found.append(
            Totals(
                year,
                len(own),
                rounded_mean(numbers),
                tuple(at.count(step) for step in range(1, 7)),
                at.count(6),
                len(own) - len(going),
            )
        )
    return found


def board_context(section, request) -> dict:
    """Return what the board of a section shows for the year that is asked for."""
    models = section.models_for(request)
    years = years_of(models)
    year = year_asked(years, request.GET.get("nam"))
    of_year = models.filter(year=year)
    totals = totals_of(models, [year], request)[0] if year else None
    rows = paginated(request, of_year.with_row().in_order(), PAGE_SIZE, count=totals.count if totals else 0)
    rows.object_list = with_progress(rows.object_list, request)
    return {
        "years": years,
        "year": year,
        "totals": totals,
        "models": rows,
    }
