"""Templates: at Wagtail's default paths, none an orphan, nothing inline, nothing from another host."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template
from wagtail.models import get_page_models

from home.sections import HomeSectionsBlock
from portal.base.blocks import StoryBlock
from tests.architecture.conftest import PACKAGES, ROOT

FOLDER = ROOT / "templates"
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())
# Folders in which a file takes the place of one that a package ships.
OVERRIDES = {"account": "allauth.account", "wagtailadmin": "wagtail.admin"}
# Django asks for these by name.
ASKED_FOR = {"400.html", "403.html", "404.html", "500.html"}
# Screens of the admin stand in Wagtail's frame and follow its manner.
ADMIN = ("wagtailadmin/", "exchange/", "desk/", "members/")
PUBLIC = [name for name in TEMPLATES if name.endswith(".html") and not name.startswith(ADMIN)]

USED = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")
NAMED = re.compile(r"""["']([\w/-]+\.(?:html|txt|xml))["']""")


def page_types():
    return [model for model in get_page_models() if model._meta.app_label != "wagtailcore"]


@pytest.mark.parametrize("model", page_types(), ids=lambda model: model.__name__)
def test_a_page_type_has_its_template_where_wagtail_looks(model):
    assert "template" not in vars(model) or model.template == default_path(model)
    assert default_path(model) in TEMPLATES
    assert get_template(default_path(model))


def default_path(model) -> str:
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", model.__name__).lower()
    return f"{model._meta.app_label}/{name}.html"


def used_templates(sources) -> set[str]:
    used = ASKED_FOR | {default_path(model) for model in page_types()}
    for stream in (StoryBlock(), HomeSectionsBlock()):
        used |= {stream.meta.template} | {block.meta.template for block in stream.child_blocks.values()}
    for path in sources:
        used |= set(NAMED.findall(path.read_text()))
    for name in TEMPLATES:
        used |= set(USED.findall((FOLDER / name).read_text()))
    return used


def shipped(name: str) -> bool:
    """Tell whether a package ships a template of this name."""
    package = OVERRIDES.get(name.partition("/")[0])
    if package is None:
        return False
    config = next(config for config in apps.get_app_configs() if config.name == package)
    folders = [Path(config.path) / "templates", Path(config.path).parent / "templates"]
    return any((folder / name).is_file() for folder in folders)


def test_no_template_is_an_orphan(sources):
    used = used_templates(sources)
    orphans = [name for name in TEMPLATES if name not in used and not shipped(name)]
    assert orphans == []


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.startswith("wagtailadmin/")])
def test_what_takes_the_place_of_a_wagtail_file_says_so(name):
    assert shipped(name)
    assert "{#" in (FOLDER / name).read_text()


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_can_be_read(name):
    get_template(name)


INLINE = {
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>", re.IGNORECASE
    ),
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}


@pytest.mark.parametrize("name", PUBLIC)
def test_nothing_inline_stands_in_a_public_template(name):
    source = (FOLDER / name).read_text()
    assert [what for what, pattern in INLINE.items() if pattern.search(source)] == []


FOREIGN = re.compile(
    r"""<(?:link|script|img|iframe|source|video|audio|use|object|embed)\b[^>]*(?:src|href|srcset)=["'](?:https?:)?//"""
)


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.endswith(".html")])
def test_no_template_asks_another_host(name):
    assert not FOREIGN.search((FOLDER / name).read_text())


STATIC = sorted((ROOT / "static").rglob("*.*"))


@pytest.mark.parametrize(
    "path", [path for path in STATIC if path.suffix == ".css"], ids=lambda path: path.name
)
def test_no_style_sheet_asks_another_host(path):
    source = path.read_text()
    assert "@import" not in source
    assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", source)


@pytest.mark.parametrize(
    "path", [path for path in STATIC if path.suffix == ".js"], ids=lambda path: path.name
)
def test_no_script_asks_another_host_or_runs_text(path):
    source = path.read_text()
    assert not re.search(r"""(?:import|fetch|open)\s*\(?\s*["'`](?:https?:)?//""", source)
    assert not re.search(r"\beval\(|new Function\(|document\.write\(|\.innerHTML\s*=", source)


def test_components_see_what_they_are_given_and_nothing_else():
    for name in (
        name for name in TEMPLATES if name.startswith("components/") and name != "components/shell.html"
    ):
        source = (FOLDER / name).read_text()
        assert "request." not in source.replace("request.GET", "") or name == "components/metadata.html", name
    for name in PUBLIC:
        for tag in re.findall(r"{%\s*include\s[^%]*%}", (FOLDER / name).read_text()):
            assert " only %}" in tag, f"{name}: {tag}"


def test_every_style_sheet_and_script_is_used():
    used = "".join((FOLDER / name).read_text() for name in TEMPLATES)
    sheets = "".join(path.read_text() for path in STATIC if path.suffix in (".css", ".js"))
    for path in STATIC:
        name = path.relative_to(ROOT / "static").as_posix()
        assert name in used or f"/{path.name}" in sheets, name


def test_every_template_stands_with_a_package_or_a_kind():
    known = {
        "account",
        "base",
        "blocks",
        "components",
        "desk",
        "documents",
        "exchange",
        "home",
        "members",
        "news",
    }
    known |= {"search", "wagtailadmin", "wagtaildocs", "wagtailimages", "emails", "provision"}
    assert {name.partition("/")[0] for name in TEMPLATES if "/" in name} <= known
    assert PACKAGES
