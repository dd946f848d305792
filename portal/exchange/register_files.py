"""The files that come with a register, in a folder or a ZIP archive: found by name or by the symbol in it."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files import File
from django.utils.translation import gettext as _

from documents.citations import BadSymbol, Symbol, parse_symbol
from documents.formats import Limits, Source, Unreadable
from documents.formats.archives import Archive
from documents.formats.failures import MESSAGES
from portal.base.text import fold, nfc

GIGABYTE = 1024**3
LIMITS = Limits(
    bytes=4 * GIGABYTE, expanded_bytes=8 * GIGABYTE, expansion_ratio=300, members=20_000, text_bytes=GIGABYTE
)


class UnreadableFiles(Exception):
    """A folder or archive whose files cannot be had; the message says why."""


class FileStore:
    """Files by their folded names; without a place there are none.

    Use as a context manager. An archive is measured before anything of it is unpacked; its names never meet the file
    system.
    """

    def __init__(self, place: Path | None = None):
        self.place = place
        self._source: Source | None = None
        self._archive: Archive | None = None
        self._names: dict[str, list[str]] = {}
        self._by_symbol: dict[str, list[str]] = {}
        self._rows_of_symbol: Counter[str] = Counter()

    def __enter__(self) -> "FileStore":
        if self.place is None:
            return self
        try:
            for name in self._listed(self.place):
                base = name.rpartition("/")[2]
                for known in {_plain(name), _plain(base)}:
                    self._names.setdefault(known, []).append(name)
                if symbol := symbol_of_name(base):
                    self._by_symbol.setdefault(symbol.key, []).append(name)
        except Unreadable as error:
            self.__exit__()
            raise UnreadableFiles(_(MESSAGES[error.code]).format(**error.params)) from error
        except OSError as error:
            raise UnreadableFiles(
                _("The files cannot be opened: %(reason)s.") % {"reason": error.strerror}
            ) from error
        return self

    def __exit__(self, *exception) -> None:
        if self._source:
            self._source.__exit__()

    def _listed(self, place: Path) -> list[str]:
        if place.is_dir():
            found = [
                Path(folder, name)
                for folder, _folders, names in os.walk(place)
                for name in names
                if not name.startswith(".")
            ]
            # A link might lead out of the folder.
            return sorted(path.relative_to(place).as_posix() for path in found if not path.is_symlink())
        self._source = Source(place, LIMITS)
        self._archive = Archive(self._source.stream, self._source.size, LIMITS)
        return sorted(
            name for name in self._archive.names if not re.search(r"(^|/)(\.|__MACOSX/|Thumbs\.db$)", name)
        )

    def of_row(self, entry, names: list[str], symbol: Symbol) -> list[str]:
        """Return the files that belong to a row: those that it names, else those that bear its symbol."""
        if self.place is None:
            if names:
                entry.warn(_("Files are named, but none were given: the record is entered without them."))
            return []
        if not names:
            return self._by_their_symbol(entry, symbol)
        found = []
        for name in names:
            known = self._names.get(_plain(name)) or self._names.get(_plain(name.rpartition("/")[2]), [])
            if len(known) == 1:
                found.append(known[0])
            elif known:
                entry.warn(_("Several files are called “%(name)s”: none of them was taken.") % {"name": name})
            else:
                entry.warn(_("The file “%(name)s” is not among those given.") % {"name": name})
        return found

    def _by_their_symbol(self, entry, symbol: Symbol) -> list[str]:
        self._rows_of_symbol[symbol.key] += 1
        found = self._by_symbol.get(symbol.key, [])
        if found and self._rows_of_symbol[symbol.key] > 1:
            # Numbers run anew each year or term: the name of a file does not say which of two is meant.
            entry.warn(
                _("Files bear this symbol, but so does an earlier row: name the files in the register.")
            )
            return []
        return found

    @contextmanager
    def opened(self, name: str) -> Iterator[File]:
        """Give one file as an upload is given, by its own name; raises Unreadable or OSError.

        It does not say where it lies: Django's storage would move it away from there.
        """
        shown = nfc(name.rpartition("/")[2])
        if self._archive is None:
            with Path(self.place or ".", name).open("rb") as stream:
                yield File(stream, name=shown)
            return
        with NamedTemporaryFile(prefix="portal-", suffix=Path(shown).suffix[:10]) as copy:
            for part in self._archive.parts(name):
                copy.write(part)
            copy.flush()
            copy.seek(0)
            yield File(copy, name=shown)


def symbol_of_name(name: str) -> Symbol | None:
    """Return the symbol that the name of a file is or begins with: 144-QD-TW.pdf → 144-QĐ/TW."""
    stem = nfc(name.rpartition("/")[2]).rpartition(".")[0] or name
    for written in (stem, re.split(r"[\s(_]", stem, maxsplit=1)[0]):
        try:
            return parse_symbol(written)
        except BadSymbol as error:
            if error.suggestion and fold(stem).startswith(fold(error.suggestion).replace("/", "-")):
                return parse_symbol(error.suggestion)
    return None


def _plain(name: str) -> str:
    return " ".join(fold(name).split())
