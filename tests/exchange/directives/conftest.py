from io import StringIO

import pytest
from django.core.management import call_command

from documents.models import DirectiveLibraryPage
from portal.exchange.register_checking import Source, find_out
from portal.exchange.register_mapping import find_headings
from portal.exchange.register_table import open_table


@pytest.fixture
def other_library(site_tree, library) -> DirectiveLibraryPage:
    return site_tree.home.add_child(instance=DirectiveLibraryPage(title="Văn bản cũ", slug="van-ban-cu"))


@pytest.fixture
def look(library):
    """Return a function that checks a register and returns the messages by row."""

    def check(path, *, files=None, adds_bodies=False):
        source = Source(path, path.name, find_headings(open_table(path)), files, adds_bodies)
        return find_out(source)

    return check


@pytest.fixture
def run():
    """Return a function that runs a command and returns what it says."""

    def command(name, *arguments):
        said = StringIO()
        call_command(name, *map(str, arguments), stdout=said)
        return said.getvalue()

    return command
