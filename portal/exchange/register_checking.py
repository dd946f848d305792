"""A register looked at whole: what would become of each row. Writes nothing."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from portal.exchange.register_files import FileStore, UnreadableFiles
from portal.exchange.register_mapping import Headings, told_missing
from portal.exchange.register_rows import REFUSED, WARNING, Checker, Entry, mark_known
from portal.exchange.register_table import MOST_ROWS, Row, Table, UnreadableTable, open_table
from portal.exchange.register_template import EXAMPLE

FIRST_MESSAGES = 100
# Rows that are compared with the library in one query.
AT_ONCE = 500


class Refused(Exception):
    """A register that is not written, or not further; the message says why and what to do."""


@dataclass(frozen=True)
class Source:
    """A register with all that its reading depends on."""

    register: Path
    name: str
    headings: Headings
    files: Path | None = None
    adds_bodies: bool = False

    def table(self) -> Table:
        return open_table(self.register)

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the headings; raises UnreadableTable beyond the most that are taken."""
        for count, row in enumerate(self._below(), start=1):
            if count > MOST_ROWS:
                raise UnreadableTable(
                    _(
                        "The register has more than %(most)d rows. Divide it and bring in the parts one by one."
                    )
                    % {"most": MOST_ROWS}
                )
            yield row

    def _below(self) -> Iterator[Row]:
        rows = self.table().rows(self.headings.sheet)
        return (row for row in rows if row.number > self.headings.number and not self._is_example(row))

    def _is_example(self, row: Row) -> bool:
        column = self.headings.fields.index("lead")
        return column < len(row.cells) and row.cells[column].startswith(f"{EXAMPLE}:")


@dataclass
class Findings:
    """What a check found, in numbers and by row."""

    counts: Counter = field(default_factory=Counter)
    outcomes: dict[int, tuple[str, list]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return len(self.outcomes)

    def add(self, entry: Entry) -> None:
        messages = [(message.kind, message.text) for message in entry.messages]
        self.outcomes[entry.number] = (entry.state, messages)
        self.counts[entry.state] += 1
        self.counts["warned"] += any(message.kind == WARNING for message in entry.messages)

    def first_messages(self) -> list[dict]:
        """Return the first rows with messages, errors before warnings."""
        told = [(number, state, messages) for number, (state, messages) in self.outcomes.items() if messages]
        told.sort(key=lambda row: (row[1] != REFUSED, row[0]))
        return [
            {"number": number, "state": state, "messages": messages}
            for number, state, messages in told[:FIRST_MESSAGES]
        ]


@contextmanager
def checked(source: Source) -> Iterator[tuple[Checker, FileStore]]:
    if missing := source.headings.missing:
        raise Refused(told_missing(missing))
    try:
        with FileStore(source.files) as files:
            yield (
                Checker(
                    source.headings, register_name=source.name, files=files, adds_bodies=source.adds_bodies
                ),
                files,
            )
    except (UnreadableFiles, UnreadableTable) as error:
        raise Refused(str(error)) from error


def find_out(source: Source, progress: Callable[[int], None] = lambda done: None) -> Findings:
    """Return what would become of each row; writes nothing at all. Raises Refused."""
    findings = Findings()
    with checked(source) as (checker, _files):
        rows = source.rows()
        while batch := [checker.check(row) for row in islice(rows, AT_ONCE)]:
            mark_known(batch)
            for entry in batch:
                findings.add(entry)
            progress(findings.total)
    if not findings.total:
        raise Refused(_("The register has no row below its headings."))
    return findings
