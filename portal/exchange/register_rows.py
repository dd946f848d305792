"""From the texts of a row to a record, or to what is wrong with it.

checker = Checker(headings, files=…, adds_bodies=…)
entry = checker.check(row)         → an Entry with values and messages; nothing is written
mark_known(entries)                → those that the library holds already, in one query
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.citations import BadSymbol, Symbol, parse_symbol
from documents.inspection import MarkKind, find_marks
from documents.models import Circulation, DirectiveName, DirectivePage, IssuingBody, SubjectField, Validity
from documents.models.directive import told
from documents.register import split_list
from portal.exchange.register_dates import BadDay, read_day
from portal.exchange.register_files import FileStore, symbol_of_name
from portal.exchange.register_mapping import FIELDS, Headings
from portal.exchange.register_table import Row
from portal.exchange.register_vocabulary import STEP, NotTold, Vocabulary, plain

ERROR, WARNING = "error", "warning"
ADDED, THERE, REFUSED = "new", "there", "error"
_LONGEST = {
    name: DirectivePage._meta.get_field(name).max_length
    for name in ("signer", "signer_office", "term", "validity_reason")
}
_NAME_LONGEST = DirectiveName._meta.get_field("name").max_length
_BODY_LONGEST = IssuingBody._meta.get_field("name").max_length
_SUBJECT_LONGEST = SubjectField._meta.get_field("name").max_length
_NOT_SECRET = ("", "khong", "khong mat", "thuong", "0")
_OPEN = ("", "khong", "khong gioi han", "rong rai", "cong khai")
_INTERNAL = ("noi bo", "luu hanh noi bo", "co", "x")
_IN_FORCE = {
    "con hieu luc": Validity.IN_FORCE,
    "dang co hieu luc": Validity.IN_FORCE,
    "chua co hieu luc": Validity.NOT_YET,
    "het hieu luc": Validity.EXPIRED,
    "het hieu luc toan bo": Validity.EXPIRED,
    "het hieu luc mot phan": Validity.PARTLY_EXPIRED,
    "ngung hieu luc": Validity.SUSPENDED,
    "tam ngung hieu luc": Validity.SUSPENDED,
    "khong con phu hop": Validity.INAPPROPRIATE,
    "chua xac dinh": Validity.UNDETERMINED,
    "khong xac dinh": Validity.UNDETERMINED,
}


@dataclass(frozen=True)
class Message:
    kind: str
    text: str


@dataclass
class Entry:
    """What a row says of a directive. Bodies and subjects that the lists lack stand as their names."""

    number: int
    messages: list[Message] = field(default_factory=list)
    values: dict = field(default_factory=dict)
    body: IssuingBody | str | None = None
    joint_bodies: list[IssuingBody | str] = field(default_factory=list)
    subjects: list[SubjectField | str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    is_known: bool = False

    @property
    def is_bad(self) -> bool:
        return any(message.kind == ERROR for message in self.messages)

    @property
    def state(self) -> str:
        return REFUSED if self.is_bad else THERE if self.is_known else ADDED

    @property
    def identity(self) -> tuple:
        """Return what no two directives share: symbol, issuer and date."""
        body = self.body.pk if isinstance(self.body, IssuingBody) else plain(self.body or "")
        return self.values.get("symbol_key"), body, self.values.get("issued_on")

    def warn(self, text: str) -> None:
        self.messages.append(Message(WARNING, text))

    def refuse(self, text: str) -> None:
        self.messages.append(Message(ERROR, text))


class Checker:
    """Checks row after row, and remembers which directives it has met."""

    def __init__(self, headings: Headings, *, register_name: str, files: FileStore, adds_bodies: bool):
        self.vocabulary = Vocabulary()
        self._columns = {name: column for column, name in enumerate(headings.fields) if name}
        self._register_name, self._files, self._adds_bodies = register_name, files, adds_bodies
        self._met: dict[tuple, int] = {}
        self._choices = _choices()

    def check(self, row: Row) -> Entry:
        """Return what a row says, with everything that is wrong with it."""
        entry, said = Entry(row.number), self._said(row)
        for column, problem in row.problems:
            # What is wrong in a column that is not read does no harm.
            if column is None or column in self._columns.values():
                entry.refuse(problem)
        if entry.is_bad:
            return entry
        file_names = split_list(said["files"].replace("\n", ";"))
        symbol = self._symbol(entry, said["symbol"], file_names)
        days = {name: _day(entry, name, said[name]) for name in ("issued_on", "effective_on", "expires_on")}
        if not said["issued_on"]:
            entry.refuse(_("The date of issue is missing."))
        _check_order(entry, **days)
        if not said["lead"]:
            entry.refuse(_("The abstract is missing."))
        _refuse_secrets(entry, said)
        entry.values |= days | {"lead": said["lead"], "notes_for_staff": said["notes_for_staff"]}
        for name, longest in _LONGEST.items():
            entry.values[name] = _short(entry, FIELDS[name], said[name], longest)
        try:
            entry.values["doc_type"] = self.vocabulary.type_of(said["doc_type"], symbol, said["lead"])
        except NotTold as error:
            entry.refuse(str(error))
        self._set_bodies(entry, said, symbol, days["issued_on"])
        self._set_subjects(entry, said["subjects"])
        self._set_validity(entry, said["validity_choice"])
        self._set_circulation(entry, said["circulation"])
        entry.names = [
            _short(entry, FIELDS["other_names"], name, _NAME_LONGEST)
            for name in split_list(said["other_names"])
        ]
        if symbol:
            entry.files = self._files.of_row(entry, file_names, symbol)
        self._refuse_a_twin(entry)
        return entry

    def _said(self, row: Row) -> dict[str, str]:
        def cell(name: str) -> str:
            column = self._columns.get(name)
            return row.cells[column] if column is not None and column < len(row.cells) else ""

        said = {name: cell(name) for name in FIELDS}
        if said["issuer_and_signer"] and not said["issuing_body"]:
            both = said["issuer_and_signer"].replace("\n", "/")
            body, _slash, signer = both.partition("/")
            said["issuing_body"], said["signer"] = body.strip(), said["signer"] or signer.strip()
        for name in ("issuing_body", "doc_type", "signer", "signer_office", "term", "validity_choice"):
            said[name] = " ".join(said[name].split())
        return said

    def _symbol(self, entry: Entry, written: str, file_names: list[str]) -> Symbol | None:
        if not written and file_names and (symbol := symbol_of_name(file_names[0])):
            entry.warn(_("The symbol %(symbol)s was read from the name of the file.") % {"symbol": symbol})
            written = str(symbol)
        try:
            symbol = parse_symbol(written)
        except BadSymbol as error:
            entry.refuse(told(error))
            return None
        entry.values |= {"symbol": str(symbol), "symbol_key": symbol.key, "number": symbol.number}
        return symbol

    def _set_bodies(self, entry: Entry, said: dict, symbol: Symbol | None, day: date | None) -> None:
        try:
            entry.body = self.vocabulary.body_of(said["issuing_body"], symbol, day) or self._unknown_body(
                entry, said["issuing_body"]
            )
            for name in split_list(said["joint_bodies"].replace("\n", ";")):
                body = self.vocabulary.body_of(name, symbol, day) or self._unknown_body(entry, name)
                if body:
                    entry.joint_bodies.append(body)
        except NotTold as error:
            entry.refuse(str(error))

    def _unknown_body(self, entry: Entry, name: str) -> str | None:
        if self._adds_bodies:
            return _short(entry, FIELDS["issuing_body"], name, _BODY_LONGEST)
        entry.refuse(
            _("The list knows no issuing body “%(name)s”. Mend the name, or let missing ones be added.")
            % {"name": name[:120]}
        )
        return None

    def _set_subjects(self, entry: Entry, cell: str) -> None:
        for name in split_list(cell.replace("\n", ";")):
            try:
                subject: SubjectField | str | None = self.vocabulary.subject_of(name)
            except NotTold as error:
                entry.refuse(str(error))
                continue
            if subject is None and self._adds_bodies:
                subject = name
                for part in name.split(STEP.strip()):
                    _short(entry, FIELDS["subjects"], part.strip(), _SUBJECT_LONGEST)
            if subject is None:
                entry.refuse(
                    _("The list knows no subject “%(name)s”. Mend the name, or let missing ones be added.")
                    % {"name": name[:120]}
                )
            elif subject not in entry.subjects:
                entry.subjects.append(subject)

    def _set_validity(self, entry: Entry, written: str) -> None:
        entry.values["validity_choice"] = ""
        if not written:
            return
        choice = self._choices["validity"].get(plain(written))
        if choice is None:
            entry.refuse(
                _("“%(text)s” is no validity. Write one of: %(names)s.")
                % {"text": written[:60], "names": ", ".join(str(each.label) for each in Validity)}
            )
            return
        entry.values["validity_choice"] = choice
        # Who sets the validity by hand says why: the register does.
        entry.values["validity_reason"] = entry.values["validity_reason"] or (
            _("As given in the register “%(name)s”") % {"name": self._register_name[:180]}
        )

    def _set_circulation(self, entry: Entry, written: str) -> None:
        circulation = self._choices["circulation"].get(plain(written))
        if circulation is None:
            entry.refuse(
                _("“%(text)s” is no limit of circulation. Write “%(internal)s” or nothing.")
                % {"text": written[:60], "internal": Circulation.INTERNAL.label}
            )
        entry.values["circulation"] = circulation or ""

    def _refuse_a_twin(self, entry: Entry) -> None:
        if entry.is_bad:
            return
        first = self._met.setdefault(entry.identity, entry.number)
        if first != entry.number:
            entry.refuse(_("Row %(number)d has the same symbol, issuer and date.") % {"number": first})


def mark_known(entries: list[Entry]) -> None:
    """Mark those of some entries that the portal holds already; asks the database once."""
    good = [entry for entry in entries if not entry.is_bad]
    keys = {entry.values["symbol_key"] for entry in good}
    known = set(
        DirectivePage.objects.filter(symbol_key__in=keys).values_list(
            "symbol_key", "issuing_body", "issued_on"
        )
    )
    for entry in good:
        entry.is_known = entry.identity in known


def _choices() -> dict[str, dict[str, str]]:
    """Return what cells may say for a choice: its label in both languages, and usual words of registers."""
    found: dict[str, dict[str, str]] = {
        "validity": {name: choice.value for name, choice in _IN_FORCE.items()},
        "circulation": dict.fromkeys(_OPEN, "") | dict.fromkeys(_INTERNAL, Circulation.INTERNAL.value),
    }
    for language in ("en", "vi"):
        with override(language):
            found["validity"] |= {plain(str(choice.label)): choice.value for choice in Validity}
            found["circulation"] |= {plain(str(choice.label)): choice.value for choice in Circulation}
    return found


def _day(entry: Entry, name: str, written: str) -> date | None:
    try:
        return read_day(written)
    except BadDay as error:
        entry.refuse(f"{FIELDS[name]}: {error}")
        return None


def _check_order(entry: Entry, *, issued_on, effective_on, expires_on) -> None:
    if effective_on and issued_on and effective_on < issued_on:
        entry.refuse(_("A directive cannot be in force before it is issued."))
    begins = effective_on or issued_on
    if expires_on and begins and expires_on < begins:
        entry.refuse(_("A directive cannot expire before it is in force."))
    if issued_on and issued_on > timezone.localdate():
        entry.warn(_("The date of issue lies in the future."))


def _refuse_secrets(entry: Entry, said: dict[str, str]) -> None:
    mark = said["secrecy"] if plain(said["secrecy"]) not in _NOT_SECRET else ""
    if not mark:
        found = (each for each in find_marks(said["lead"]) if each.kind is MarkKind.SECRET)
        mark = next((each.surface for each in found), "")
    if mark:
        entry.refuse(
            _(
                "The row says “%(mark)s”: directives that are state secrets must not be entered, not even by title."
            )
            % {"mark": mark[:60]}
        )


def _short(entry: Entry, label, text: str, longest: int) -> str:
    if len(text) > longest:
        entry.refuse(
            _("%(column)s: the text has %(length)d characters; at most %(longest)d fit.")
            % {"column": label, "length": len(text), "longest": longest}
        )
    return text
