"""Synthetic content: as much as asked, whole, and the same for the same seed."""

from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from wagtail.models import Page

from documents.browsing import Browsing
from documents.citations import parse_symbol
from documents.models import (
    DirectiveLibraryPage,
    DirectivePage,
    DirectiveType,
    DocumentPageText,
    PortalDocument,
)
from documents.validity import recompute
from news.models import ArticlePage
from portal.provision.scale import load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vocabularies(db):
    """Types and bodies; tests with transactions of their own empty the tables."""
    if not DirectiveType.objects.exists():
        import_module("documents.migrations.0006_fill_vocabularies").fill(apps, None)


def test_content_is_added_and_can_be_read(provisioned, client, rf):
    load(articles=12, directives=40, documents=6)
    assert Page.find_problems() == ([], [], [], [], [])
    library = DirectiveLibraryPage.objects.get()
    assert library.numchild == 40
    assert Browsing(library, rf.get("/")).count == 40
    directive = DirectivePage.objects.order_by("pk").last()
    for page in (library, directive, ArticlePage.objects.first()):
        page.refresh_from_db()
        response = client.get(page.url_path.removeprefix(library.get_parent().url_path.rstrip("/")))
        assert response.status_code == 200, page.url_path
    document = PortalDocument.objects.visible_to(None).last()
    assert document.file.read()
    assert document.versions.count() == 1
    assert DocumentPageText.objects.filter(document=document).count() == document.page_count


def test_computed_columns_are_what_saving_computes(provisioned):
    load(directives=30)
    columns = (
        "symbol",
        "symbol_key",
        "symbol_folded",
        "number",
        "year",
        "subject_key",
        "title",
        "library_id",
    )
    for directive in DirectivePage.objects.all():
        before = [getattr(directive, column) for column in columns]
        directive.save()
        assert [getattr(directive, column) for column in columns] == before
        assert parse_symbol(directive.symbol).key == directive.symbol_key
    assert recompute() == 0


def test_a_second_run_adds_more_without_collisions(provisioned):
    load(directives=30, articles=5, documents=3, is_indexed=False)
    load(directives=30, articles=5, documents=3, is_indexed=False)
    assert (DirectivePage.objects.count(), ArticlePage.objects.count()) == (60, 10)
    assert PortalDocument.objects.count() == 6
    assert Page.find_problems() == ([], [], [], [], [])
    for model, names in ((Page, ("path",)), (DirectivePage, ("slug",))):
        values = list(model.objects.values_list(*names))
        assert len(values) == len(set(values))
    twins = DirectivePage.objects.values_list("symbol_key", "issuing_body", "issued_on")
    assert len(twins) == len(set(twins))


def test_the_same_seed_writes_the_same(provisioned):
    def written(seed: int) -> list[tuple]:
        with transaction.atomic():
            load(directives=15, seed=seed, is_indexed=False)
            rows = list(
                DirectivePage.objects.order_by("path").values_list("symbol", "issued_on", "lead", "signer")
            )
            transaction.set_rollback(True)
        return rows

    assert written(5) == written(5)
    assert written(5) != written(6)


def test_what_is_indexed_is_found(provisioned):
    load(directives=10)
    lead = DirectivePage.objects.first().lead
    assert DirectivePage.objects.first() in DirectivePage.objects.search(" ".join(lead.split()[2:7]))
    load(directives=5, is_indexed=False)
    assert len(DirectivePage.objects.search("về việc")) == 10


def test_a_portal_that_others_reach_is_left_alone(provisioned, settings):
    settings.EXPOSED = True
    with pytest.raises(CommandError, match="--force"):
        call_command("load_scale", directives=1)
    out = StringIO()
    call_command("load_scale", directives=1, force=True, no_index=True, stdout=out)
    assert DirectivePage.objects.count() == 1
    assert "1" in out.getvalue()


@pytest.mark.parametrize("numbers", [{}, {"directives": -1}])
def test_a_run_without_a_number_is_refused(provisioned, numbers):
    with pytest.raises(CommandError):
        call_command("load_scale", **numbers)
