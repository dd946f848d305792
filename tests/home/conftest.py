from datetime import date

import pytest

from home.emulation import recording
from home.models import (
    Commitment,
    EmulationModelIndexPage,
    EmulationModelPage,
    Evidence,
    ModelReview,
    ProgressNote,
)


@pytest.fixture
def model_section(site_tree) -> EmulationModelIndexPage:
    return site_tree.home.add_child(
        instance=EmulationModelIndexPage(title="Mô hình", slug="mo-hinh", show_in_menus=True)
    )


@pytest.fixture
def register_model(model_section):
    """Return a function that publishes a model with commitments."""

    def write(title: str, *commitments: str, parent=None, year: int = 2026, **fields) -> EmulationModelPage:
        page = EmulationModelPage(title=title, year=year, unit=fields.pop("unit", "Tổ 1"), **fields)
        page.commitments = [Commitment(content=content) for content in commitments]
        (parent or model_section).add_child(instance=page)
        page.save_revision().publish()
        return EmulationModelPage.objects.get(pk=page.pk)

    return write


@pytest.fixture
def note(make_user):
    """Return a function that notes progress of a model's commitment, by its place."""
    author = make_user("nguoi-ghi", last_name="Lê", first_name="Ghi")

    def write(page, place: int, percent: int, *evidence: Evidence, day=date(2026, 5, 19), **fields):
        commitment = page.commitments.all()[place]
        row = ProgressNote(
            model=page,
            commitment_key=commitment.key,
            commitment=commitment.content,
            percent=percent,
            day=day,
            **fields,
        )
        newest = page.progress_notes.order_by("-pk").first()
        return recording.add_note(row, list(evidence), author, seen=newest.pk if newest else 0)

    return write


@pytest.fixture
def review():
    """Return a function that keeps a review of a model."""

    def write(page, kind: str, text: str, day=date(2026, 6, 30), **fields):
        return recording.add_review(ModelReview(model=page, kind=kind, text=text, day=day, **fields), None)

    return write
