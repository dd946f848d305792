"""Compiling the catalogue with polib, so that no system package is needed."""

from pathlib import Path

import polib
from django.conf import settings


def compile_catalogue() -> list[Path]:
    """Write a .mo beside each .po that is newer than its own; return what was written."""
    written = []
    for folder in settings.LOCALE_PATHS:
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
                continue
            polib.pofile(str(source)).save_as_mofile(str(target))
            written.append(target)
    return written
