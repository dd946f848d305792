"""Gather every text that a person may see into the one Vietnamese catalogue.

Ours come from the sources; those of Wagtail, allauth and Django are added where their own Vietnamese
catalogues lack them, and kept where ours says it better than theirs. Texts that are gone are dropped.
"""

import tempfile
from collections.abc import Collection
from pathlib import Path

import django
import polib
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings

DOMAINS = ("django", "djangojs")
LANGUAGE = "vi"
# Parts of allauth that the portal gives no address.
UNUSED_SOURCES = ("socialaccount/", "usersessions/", "idp/", "headless/")
IGNORED = [".venv", "node_modules", "var", "docs", "tests", "portal/locale"]

METADATA = {
    "Project-Id-Version": "portal",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


class Command(BaseCommand):
    help = "Gathers all texts into portal/locale/vi; with --check changes nothing and fails when some are missing."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check, **options):
        faults = []
        for domain in DOMAINS:
            path = catalogue_path(domain)
            kept = {key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
            wanted = own_entries(domain) | third_party_entries(domain, overridden=kept.keys())
            faults += [
                f"{domain}: {entry.msgid!r} is not translated"
                for identity, entry in wanted.items()
                if identity not in kept or not kept[identity].translated()
            ]
            if check:
                faults += [
                    f"{domain}: {kept[old].msgid!r} is used nowhere" for old in kept.keys() - wanted.keys()
                ]
            else:
                write(path, wanted, kept)
        if faults and check:
            raise CommandError("\n".join(faults))
        for fault in faults:
            self.stdout.write(fault)


def catalogue_path(domain: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / LANGUAGE / "LC_MESSAGES" / f"{domain}.po"


def key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


def own_entries(domain: str) -> dict:
    """Return the texts of our own sources (needs GNU gettext)."""
    with tempfile.TemporaryDirectory() as folder, override_settings(LOCALE_PATHS=[folder]):
        extensions = ["js"] if domain == "djangojs" else ["html", "txt", "py"]
        call_command(
            "makemessages",
            locale=[LANGUAGE],
            domain=domain,
            extensions=extensions,
            ignore_patterns=IGNORED,
            verbosity=0,
            no_location=False,
            add_location="file",
        )
        path = Path(folder) / LANGUAGE / "LC_MESSAGES" / f"{domain}.po"
        return {key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}


def third_party_entries(domain: str, overridden: Collection[tuple[str, str]]) -> dict:
    """Return what the packages in use show in English because they have no Vietnamese for it, and `overridden`."""
    folders = {Path(django.__file__).parent / "conf" / "locale"}
    own = Path(settings.BASE_DIR)
    for app in apps.get_app_configs():
        folder = Path(app.path) / "locale"
        if folder.is_dir() and own / "portal" not in folder.parents:
            folders.add(folder)
    folders.add(Path(apps.get_app_config("account").path).parent / "locale")
    entries = {}
    for folder in sorted(folders):
        source = folder / "en" / "LC_MESSAGES" / f"{domain}.po"
        if not source.exists():
            continue
        translated_path = folder / LANGUAGE / "LC_MESSAGES" / f"{domain}.po"
        translated = set()
        if translated_path.exists():
            translated = {key(entry) for entry in polib.pofile(str(translated_path)) if entry.translated()}
            translated -= set(overridden)
        for entry in polib.pofile(str(source)):
            if entry.obsolete or key(entry) in translated or key(entry) in entries or _is_unused(entry):
                continue
            entry.occurrences = [(f"{folder.parent.name} (package)", "")]
            entry.comment = entry.tcomment = ""
            entries[key(entry)] = entry
    return entries


def _is_unused(entry: polib.POEntry) -> bool:
    sources = [source for source, _line in entry.occurrences]
    return bool(sources) and all(any(unused in source for unused in UNUSED_SOURCES) for source in sources)


def write(path: Path, wanted: dict, kept: dict) -> None:
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = METADATA
    for identity in sorted(wanted):
        entry = wanted[identity]
        old = kept.get(identity)
        fresh = polib.POEntry(
            msgid=entry.msgid,
            msgctxt=entry.msgctxt,
            msgid_plural=entry.msgid_plural,
            occurrences=[(source, "") for source in sorted({source for source, _line in entry.occurrences})],
            flags=[flag for flag in entry.flags if flag != "fuzzy"],
        )
        if entry.msgid_plural:
            fresh.msgstr_plural = {0: old.msgstr_plural.get(0, "") if old and old.msgid_plural else ""}
        else:
            fresh.msgstr = old.msgstr if old else ""
        catalogue.append(fresh)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
