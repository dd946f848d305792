"""Records of directives as they are proposed to an editor: from what texts say of one, or from its own file.

A proposal is an unsaved page. What was not found stays empty: nothing is guessed, and nothing is in force unsaid.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from documents import citing, reading
from documents.citations import BadSymbol, Style, Symbol, parse_symbol
from documents.description import Description, describe
from documents.models import (
    Circulation,
    Citation,
    DirectiveFile,
    DirectivePage,
    DirectiveType,
    IssuingBody,
    PortalDocument,
    ReadingState,
)
from portal.base.text import fold


@dataclass(frozen=True)
class Proposal:
    """A directive to be confirmed, and what of it was read without certainty or not found."""

    fields: dict
    doubts: list[str]
    document: PortalDocument | None = None

    def give_to(self, page: DirectivePage) -> None:
        """Fill a page that is not saved yet."""
        for name, value in self.fields.items():
            setattr(page, name, value)
        if self.document:
            page.files = [DirectiveFile(document=self.document)]


def from_citations(symbol_key: str) -> Proposal | None:
    """Propose a record from all that texts say of a directive that is not held; None where none names it."""
    rows = Citation.objects.filter(symbol_key=symbol_key, target=None).order_by("-count", "pk")
    first = rows.first()
    if first is None:
        return None
    symbol = parse_symbol(first.symbol)
    told = {
        name: next((getattr(row, name) for row in rows if getattr(row, name)), None)
        for name in ("doc_type", "issuer", "date")
    }
    return _proposal(symbol, told["doc_type"] or "", told["issuer"] or "", told["date"])


def from_document(document: PortalDocument) -> Proposal | None:
    """Propose the record of a directive from its file; None while the file waits to be read."""
    pages = pages_of(document)
    if pages is None:
        return None
    found = describe(pages)
    try:
        symbol = parse_symbol(found.symbol) if found.symbol else None
    except BadSymbol:
        symbol = None
    proposal = _proposal(symbol, found.doc_type, found.issuer, found.issued_on)
    fields = proposal.fields | {
        # Below the type it is printed with a small letter.
        "lead": found.abstract[:1].upper() + found.abstract[1:],
        "signer": found.signer,
        "signer_office": found.signer_office,
        "term": found.term,
        "effective_on": found.effective_on,
        "circulation": Circulation.INTERNAL if found.is_internal else Circulation.OPEN,
    }
    return Proposal(_fitting(fields), [*proposal.doubts, *_unsure(found)], document)


def pages_of(document: PortalDocument) -> list[str] | None:
    """Return a file's text by page: as it was read, or read now where that is quick; None while it waits."""
    if document.reading_state in (ReadingState.WAITING, ReadingState.RUNNING):
        texts = [page.text for page in reading.typed_pages(document)]
        return texts if any(text.strip() for text in texts[:1]) else None
    return list(document.pages.order_by("number").values_list("text", flat=True))


def _proposal(symbol: Symbol | None, doc_type: str, issuer: str, issued_on: date | None) -> Proposal:
    fields: dict = {"issued_on": issued_on}
    doubts = []
    if symbol:
        fields["symbol"] = str(symbol)
    else:
        doubts.append(_("The symbol was not found."))
    if found := _type_of(symbol, doc_type):
        fields["doc_type"] = found
    else:
        doubts.append(_("The type was not found for certain: choose it."))
    bodies = bodies_of(symbol, issuer, issued_on)
    if len(bodies) == 1:
        fields["issuing_body"] = bodies[0]
    elif bodies:
        names = "; ".join(body.name for body in bodies)
        doubts.append(_("The issuing body may be: %(names)s. Choose one.") % {"names": names})
    else:
        doubts.append(_("The issuing body was not found in the list: choose it, or add it to the list."))
    if issued_on is None:
        doubts.append(_("The date of issue was not found."))
    return Proposal(fields, doubts)


def _type_of(symbol: Symbol | None, doc_type: str) -> DirectiveType | None:
    """Return the type that is named, else the only one that the abbreviation in the symbol stands for."""
    if doc_type and (named := DirectiveType.objects.filter(name__iexact=doc_type).first()):
        return named
    if symbol is None or not symbol.type:
        return None
    found = list(DirectiveType.objects.for_code(symbol.type, is_party=symbol.style is Style.PARTY)[:2])
    return found[0] if len(found) == 1 else None


def bodies_of(symbol: Symbol | None, issuer: str, on: date | None) -> list[IssuingBody]:
    """Return the bodies that may have issued a directive: one where name or abbreviation leave no doubt."""
    said = fold(issuer).strip()
    by_code: list[IssuingBody] = []
    if symbol and symbol.bodies:
        by_code = list(IssuingBody.objects.for_code(symbol.bodies[0], on))
    candidates = by_code or (list(IssuingBody.objects.all()) if said else [])
    if said:
        full = citing.in_full(said)
        same = [body for body in candidates if fold(body.name) == full]
        # “Viện trưởng VKSND tối cao” names the body with a title before it; the longest name says most.
        within = sorted((body for body in candidates if fold(body.name) in full), key=lambda b: -len(b.name))
        if same or within:
            return same or within[:1]
    if len(by_code) > 1 and on:
        existed = [body for body in by_code if body.existed_on(on)]
        return existed or by_code
    return by_code


def _fitting(fields: dict) -> dict:
    """Cut what is longer than its column; the editor sees the file beside it."""
    for name, value in fields.items():
        limit = getattr(DirectivePage._meta.get_field(name), "max_length", None)
        if limit and isinstance(value, str):
            fields[name] = value[:limit]
    return fields


UNSURE = {
    "symbol": _("The symbol was read with corrections: compare it with the file."),
    "issued_on": _("The date of issue was not read for certain: compare it with the file."),
    "abstract": _("The abstract was not read for certain: compare it with the file."),
    "signer": _("The signer was not read for certain: compare it with the file."),
}


def _unsure(found: Description) -> list[str]:
    return [text for name, text in UNSURE.items() if name in found.unsure]
