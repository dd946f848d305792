"""House rules that a reader of the sources can check."""

import ast

import pytest

from tests.architecture.conftest import ROOT

DOOR = ROOT / "portal" / "base" / "audience.py"
# Querysets and managers have these; `visible_to` takes their place.
SIDE_DOORS = {"live", "not_live", "public", "not_public", "private", "in_site"}
SAYING_NOTHING = {
    *("utils", "util", "helpers", "helper", "common", "misc", "core", "manager", "managers", "data", "info"),
    *(
        "handle",
        "handlers",
        "process",
        "temp",
        "tmp",
        "legacy",
        "new",
        "old",
        "stuff",
        "tools",
        "lib",
        "v1",
        "v2",
    ),
}


def side_doors(tree: ast.AST) -> list[tuple[int, str]]:
    return [
        (node.lineno, node.func.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SIDE_DOORS
    ]


def test_visibility_is_decided_behind_one_door(sources):
    found = [
        f"{path.relative_to(ROOT)}:{line} calls .{name}()"
        for path in sources
        if path != DOOR
        for line, name in side_doors(ast.parse(path.read_text()))
    ]
    assert found == []


def test_a_side_door_would_be_found():
    assert side_doors(ast.parse("Page.objects.child_of(page).live()")) == [(1, "live")]


def test_names_of_modules_and_packages_say_something(sources):
    named = [part for path in sources for part in (*path.relative_to(ROOT).parts[:-1], path.stem)]
    assert SAYING_NOTHING.isdisjoint(named), SAYING_NOTHING.intersection(named)


@pytest.mark.parametrize("prefix", ["do_", "new_", "process_"])
def test_no_function_begins_with_an_empty_word(sources, prefix):
    # Django's own names of the same form.
    given = {"process_view", "process_response", "process_request", "process_exception"}
    found = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in sources
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith(prefix) and node.name not in given
    ]
    assert found == []


def test_no_file_outgrows_a_reader(sources):
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in sources}
    # The demo's texts are prose.
    long.pop("portal/provision/demo/texts.py")
    assert [path for path, lines in long.items() if lines > 400] == []


def test_settings_have_no_files_for_kinds_of_environment():
    files = {path.name for path in (ROOT / "portal" / "settings").glob("*.py")}
    assert files == {"__init__.py", "environment.py"}
