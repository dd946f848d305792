"""The parts of a text put together to the record of a document."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from documents.citations import Style, Symbol
from documents.citations.vocabulary import JOINT_TYPES, TYPE_NAMES
from documents.description.heading import Cell, Part, read_heading
from documents.description.issuing import Issuing, read_issuing
from documents.description.lines import clean, is_capital
from documents.description.signing import read_signing
from documents.description.spelling import has_lost_marks
from documents.description.titling import (
    LETTER,
    Heading,
    body_start,
    find_address,
    find_subject,
    find_type,
    read_abstract,
    read_subject,
)
from documents.description.validity import read_effect, read_passing, read_term
from documents.inspection import MarkKind, find_marks

_BASIS_CHARACTERS = 4000
_PASSED_TYPES = ("Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết", "Hiến pháp")


@dataclass(frozen=True)
class Description:
    """What a document says of itself. `symbol` is canonical, `issuer` in the usual spelling, `superior` the
    body above it; `style` is "party" or "state"; `unsure` names the fields to be looked at.

    Several issuing bodies, of joint documents, are joined by “ - ”. `term` is told of Party committees alone.
    """

    symbol: str | None = None
    doc_type: str | None = None
    issuer: str = ""
    issuer_as_printed: str = ""
    superior: str = ""
    issued_on: datetime.date | None = None
    abstract: str = ""
    signer: str = ""
    signer_office: str = ""
    term: str = ""
    effective_on: datetime.date | None = None
    is_internal: bool = False
    style: str | None = None
    unsure: frozenset[str] = frozenset()


def describe(pages: Sequence[str]) -> Description:
    """Return what the text of a file, by page, says of the document it is; empty where it is none."""
    pages = [page for page in pages if page.strip()]
    cells = read_heading(pages)
    heading = find_type(cells)
    zone = _Zone(cells, heading)
    return _described([clean(page) for page in pages], zone) if zone.is_document() else Description()


class _Zone:
    """The heading's cells by what is sought in them."""

    def __init__(self, cells: Sequence[Cell], heading: Heading | None):
        self.cells = cells
        self.heading = heading
        self.subject = None if heading else find_subject(cells)
        self.address = None if heading else find_address(cells)
        ends = [end for end in (self.subject, self.address) if end is not None]
        names_end = heading.position if heading else min(ends, default=body_start(cells))
        # Of the cells with names, those that stand above the type or the subject.
        self.above = cells[:names_end]
        self.below = cells[names_end : body_start(cells)]

    def style(self, symbol: Symbol | None) -> Style | None:
        title = next((cell for cell in (*self.above, *self.below) if cell.part is Part.TITLE), None)
        if title:
            return title.style
        return symbol.style if symbol else next((cell.style for cell in self._of(Part.SYMBOL)), None)

    def symbol(self) -> Cell | None:
        found = self._of(Part.SYMBOL)
        return next((cell for cell in found if cell.symbol), found[0] if found else None)

    def date(self) -> Cell | None:
        return next(iter(self._of(Part.DATE)), None)

    def issuing(self, *, is_joint: bool) -> Issuing:
        """Return who issued it; the names stand above the type, or behind a letter's subject."""
        above = read_issuing(self.above, is_joint=is_joint)
        return above if above.issuer or self.heading else read_issuing(self.below, is_joint=is_joint)

    def is_document(self) -> bool:
        has_title = any(cell.part is Part.TITLE for cell in (*self.above, *self.below))
        has_symbol = self.symbol() is not None
        if self.heading:
            return has_title or has_symbol
        is_letter = self.subject is not None or self.address is not None
        return has_symbol and (
            has_title or is_letter and (self.date() is not None or bool(self.issuing(is_joint=False).issuer))
        )

    def _of(self, part: Part) -> list[Cell]:
        """Return the cells of a kind: those above the type count before those of the abstract."""
        return [cell for cell in self.above if cell.part is part] or [
            cell for cell in self.below if cell.part is part and cell.text.lstrip()[:1].isupper()
        ]


def _described(pages: list[str], zone: _Zone) -> Description:
    unsure: set[str] = set()
    symbol_cell, date_cell = zone.symbol(), zone.date()
    symbol = symbol_cell.symbol if symbol_cell else None
    if symbol and symbol_cell and not symbol_cell.is_sure:
        unsure.add("symbol")
    style = zone.style(symbol)
    doc_type, is_type_sure = _type(zone, symbol)
    if not is_type_sure:
        unsure.add("doc_type")
    is_joint = _is_joint(doc_type, symbol)
    issuing = zone.issuing(is_joint=is_joint)
    if not issuing.is_sure:
        unsure |= {"issuer", "superior"} if issuing.superior else {"issuer"}
    abstract, is_abstract_sure = _abstract(zone, issuing.printed)
    if abstract and not is_abstract_sure:
        unsure.add("abstract")
    issued_on, is_date_sure = _issued_on(pages, date_cell, doc_type)
    if issued_on and not (is_date_sure and (symbol is None or symbol.year in (None, issued_on.year))):
        unsure.add("issued_on")
    signing = read_signing(_lines_below(pages, zone))
    # Of a joint document one signer is read, though several sign side by side.
    if signing.signer and (is_joint or not signing.is_sure):
        unsure |= {"signer", "signer_office"}
    effect = read_effect(pages, doc_type, issued_on)
    if effect.day and not effect.is_sure:
        unsure.add("effective_on")
    term = ""
    if style is Style.PARTY and issuing.issuer:
        names = [cell.text for cell in zone.above if cell.part is Part.TEXT and is_capital(cell.text)]
        term = read_term(names, abstract, pages[0][:_BASIS_CHARACTERS], issuing.issuer)
    head = "\n".join(cell.text for cell in (*zone.above, *zone.below))
    return Description(
        symbol=str(symbol) if symbol else None,
        doc_type=doc_type,
        issuer=issuing.issuer,
        issuer_as_printed=issuing.printed,
        superior=issuing.superior,
        issued_on=issued_on,
        abstract=abstract,
        signer=signing.signer,
        signer_office=signing.office,
        term=term,
        effective_on=effect.day,
        is_internal=_is_internal(pages, head),
        style=style.value if style else None,
        unsure=frozenset(unsure),
    )


def _type(zone: _Zone, symbol: Symbol | None) -> tuple[str | None, bool]:
    """Return the type as the heading names it, and whether the symbol agrees."""
    if zone.heading is None:
        is_letter = zone.subject is not None or zone.address is not None
        return (
            (LETTER, True) if is_letter and (symbol is None or symbol.type in (None, "CV")) else (None, True)
        )
    name = zone.heading.name
    names = TYPE_NAMES.get(symbol.type, (name,)) if symbol and symbol.type else (name,)
    agrees = any(name.startswith(each) or each.startswith(name) for each in names)
    return name, zone.heading.is_sure and agrees


def _is_joint(doc_type: str | None, symbol: Symbol | None) -> bool:
    return (doc_type or "").endswith(("liên tịch", "liên ngành", "liên bộ")) or (
        symbol is not None and symbol.type in JOINT_TYPES and len(symbol.bodies) > 1
    )


def _abstract(zone: _Zone, issuer: str) -> tuple[str, bool]:
    if zone.heading:
        abstract, is_sure = read_abstract(zone.cells, zone.heading, issuer)
    elif zone.subject is not None:
        abstract, is_sure = read_subject(zone.cells, zone.subject), True
    else:
        return "", True
    return abstract, is_sure and not has_lost_marks(abstract)


def _issued_on(
    pages: list[str], cell: Cell | None, doc_type: str | None
) -> tuple[datetime.date | None, bool]:
    if cell:
        return cell.day, cell.is_sure
    # Laws carry no date in their heading, but say when they were passed.
    return (read_passing(pages), False) if doc_type in _PASSED_TYPES else (None, True)


def _lines_below(pages: list[str], zone: _Zone) -> list[str]:
    lines = [line for page in pages for line in page.split("\n")]
    last = zone.heading.line if zone.heading else (zone.below or zone.above)[-1].line
    return lines[last + 1 :]


def _is_internal(pages: list[str], head: str) -> bool:
    """Return whether the heading limits the circulation; below it, that would be about other papers."""
    found = find_marks(pages[0][:_BASIS_CHARACTERS])
    return any(mark.kind is MarkKind.INTERNAL for mark in (*found, *find_marks(head)))
