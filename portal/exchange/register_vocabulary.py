"""The portal's lists of types, issuing bodies and subjects, as the texts of a register name them.

Loaded once for many rows; names compare folded.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from documents.citations import Style, Symbol
from documents.models import DirectiveType, IssuingBody, SubjectField
from portal.base.text import fold, nfc

STEP = " › "


class NotTold(Exception):
    """A text, or a symbol, that does not tell one entry of a list; the message says what to do."""


def plain(name: str) -> str:
    """Return what is the same for every way to write a name."""
    return " ".join(fold(name).split())


class Vocabulary:
    def __init__(self) -> None:
        self.types = list(DirectiveType.objects.order_by("sort_key"))
        self._types = {plain(each.name): each for each in self.types}
        self._bodies: dict[str, list[IssuingBody]] = {}
        self._by_code: dict[str, list[IssuingBody]] = {}
        for body in IssuingBody.objects.prefetch_related("codes").order_by("sort_key", "pk"):
            self.add_body(body)
        self._subjects: dict[str, list[SubjectField]] = {}
        for subject in SubjectField.objects.select_related("parent__parent__parent").order_by("sort_key"):
            self.add_subject(subject)

    def add_body(self, body: IssuingBody) -> None:
        for name in {plain(body.name), plain(str(body))}:
            self._bodies.setdefault(name, []).append(body)
        for code in body.codes.all():
            self._by_code.setdefault(code.code.casefold(), []).append(body)

    def add_subject(self, subject: SubjectField) -> None:
        for name in {plain(subject.name), plain(str(subject))}:
            self._subjects.setdefault(name, []).append(subject)

    def type_of(self, written: str, symbol: Symbol | None, abstract: str) -> DirectiveType:
        """Return the type that a cell names; of an empty one what symbol and abstract say. Raises NotTold."""
        if written:
            if found := self._types.get(plain(written)):
                return found
            coded = [each for each in self.types if written in (each.party_code, each.state_code)]
            if symbol:
                coded = [each for each in coded if _has_code(each, written, symbol)]
            if len(coded) == 1:
                return coded[0]
            raise NotTold(
                _("There is no type “%(name)s”. Write one of the list, or let the list be completed.")
                % {"name": written[:80]}
            )
        if symbol is None:
            raise NotTold(_("The type is missing."))
        return self._type_by(symbol, abstract)

    def _type_by(self, symbol: Symbol, abstract: str) -> DirectiveType:
        if symbol.type:
            possible = [each for each in self.types if _has_code(each, symbol.type, symbol)]
        else:
            possible = [each for each in self.types if not each.state_code and not each.party_code]
        begins = f"{plain(abstract)} "
        named = [each for each in possible if begins.startswith(f"{plain(each.name)} ")]
        named = [each for each in named if all(len(each.name) >= len(other.name) for other in named)]
        if len(named) == 1:
            return named[0]
        if symbol.type and len(possible) == 1:
            return possible[0]
        if symbol.type and possible:
            names = ", ".join(each.name for each in possible)
            raise NotTold(
                _("The type is missing: %(code)s in “%(symbol)s” may mean %(names)s. Write which.")
                % {"code": symbol.type, "symbol": symbol, "names": names}
            )
        raise NotTold(
            _("The type is missing, and the symbol “%(symbol)s” does not tell it. Write the type.")
            % {"symbol": symbol}
        )

    def body_of(self, written: str, symbol: Symbol | None, day: date | None) -> IssuingBody | None:
        """Return the body that a cell names; of an empty one what the symbol tells. Raises NotTold.

        None where the list does not know the name.
        """
        if not written:
            return self._body_by(symbol, day)
        named = self._bodies.get(plain(written), [])
        if not named and " " not in written:
            named = self._by_code.get(written.casefold(), [])
        if len(named) > 1:
            named = _narrowed(named, nfc(written), symbol, day)
        if len(named) > 1:
            raise NotTold(
                _("Several issuing bodies are called “%(name)s”: %(names)s. Write which.")
                % {"name": written[:80], "names": _listed(named)}
            )
        return named[0] if named else None

    def _body_by(self, symbol: Symbol | None, day: date | None) -> IssuingBody:
        if symbol is None or day is None:
            raise NotTold(_("The issuing body is missing."))
        code = symbol.bodies[0] if symbol.bodies else ""
        # The National Assembly counts its terms in the code: QH15.
        found = self._by_code.get(code.casefold()) or self._by_code.get(
            code.rstrip("0123456789").casefold(), []
        )
        existed = [body for body in found if body.existed_on(day)]
        if len(existed) == 1:
            return existed[0]
        if found:
            raise NotTold(
                _("The issuing body is missing: %(code)s may stand for %(names)s. Write which.")
                % {"code": code, "names": _listed(existed or found)}
            )
        raise NotTold(
            _("The issuing body is missing, and the list knows none with the abbreviation %(code)s.")
            % {"code": code or symbol}
        )

    def subject_of(self, written: str) -> SubjectField | None:
        """Return the subject that a text names, whole (“A › B”) or by its last part; None where there is none."""
        found = self._subjects.get(plain(written), [])
        whole = [subject for subject in found if plain(str(subject)) == plain(written)]
        if len(found) > 1 and len(whole) != 1:
            raise NotTold(
                _("Several subjects are called “%(name)s”: %(names)s. Write which.")
                % {"name": written[:80], "names": _listed(found)}
            )
        return (whole or found or [None])[0]


def _has_code(each: DirectiveType, code: str, symbol: Symbol) -> bool:
    return (each.party_code if symbol.style is Style.PARTY else each.state_code) == code


def _narrowed(
    bodies: list[IssuingBody], written: str, symbol: Symbol | None, day: date | None
) -> list[IssuingBody]:
    """Return those of several bodies with one folded name that are meant: by letters, by day, by abbreviation."""
    for is_meant in (
        lambda body: written in (body.name, str(body)),
        lambda body: day is None or body.existed_on(day),
        lambda body: symbol is None or any(code.code in symbol.bodies for code in body.codes.all()),
    ):
        bodies = [body for body in bodies if is_meant(body)] or bodies
    return bodies


def _listed(entries: Iterable[object]) -> str:
    return ", ".join(str(entry) for entry in entries)
