"""Directives and documents as kinds of things to find; a document is found by what is written on its pages."""

import re
from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelsearch.query import And, Not, Or, Phrase, PlainText

from documents.citations import fold_symbol, names_a_type
from documents.models import DirectivePage, DocumentPageText, IssuingBody, PortalDocument, Validity
from portal.base.audience import visible_to
from portal.base.text import excerpt
from portal.base.vietnamese_syllables import is_syllable
from portal.search.pages import page_hit, page_scope
from portal.search.scopes import FacetColumn, Hit, Part, Scope, ask_together

_NAMED = re.compile(r"(?P<type>[^0-9]*?)(?:(?:^| )so)? ?\d+(?P<codes>(?: \w+)*)")
# Under a document, besides its best page.
MOST_PARTS = 3
# Of a phrase, where the back end does not say by itself.
MOST_FOUND = 1_000


# --- directives --------------------------------------------------------------------------------------------


def directive_hits(request, rows, query) -> list[Hit]:
    return [
        page_hit(
            request,
            page,
            query,
            # By its symbol alone, few know it.
            **({} if query else {"title": excerpt(f"{page.title} – {page.lead}", 120)}),
            kind=page.doc_type.name,
            date=page.issued_on,
            notes=(str(page.issuing_body), page.get_validity_display()),
        )
        for page in rows
    ]


def issuers(values: Iterable) -> dict:
    """Return the names of issuing bodies by their keys."""
    bodies = IssuingBody.objects.filter(pk__in=[value for value in values if value]).order_by("sort_key")
    return {body.pk: str(body) for body in bodies}


def validities(values: Iterable) -> dict:
    present = set(values)
    return {value: label for value, label in Validity.choices if value in present}


def looks_like_a_symbol(text: str) -> bool:
    """Tell whether a text is a symbol or the beginning of one, with or without the name of a type before it.

    >>> [looks_like_a_symbol(text) for text in ("144 qd tw", "quy dinh so 144", "30/2020", "tong ket nam 2025")]
    [True, True, True, False]
    """
    found = _NAMED.fullmatch(fold_symbol(text))
    if not found or (found["type"] and not names_a_type(found["type"])):
        return False
    return not any(len(code) > 2 and is_syllable(code) for code in found["codes"].split())


DIRECTIVES = page_scope(
    "van-ban",
    _("Directives"),
    20,
    DirectivePage,
    hits=directive_hits,
    shown_with=("doc_type", "issuing_body"),
    is_named_by=looks_like_a_symbol,
    facets=(
        FacetColumn("cq", _("Issuing body"), "issuing_body", issuers),
        FacetColumn("hl", _("Validity"), "validity", validities),
    ),
)


# --- documents ---------------------------------------------------------------------------------------------


def document_rows(viewer):
    return visible_to(PortalDocument.objects.all(), viewer)


def search_documents(rows: QuerySet, query, *, order_by_relevance: bool = True):
    """Find documents by all words, wherever in the document they stand, and by phrases on one of its pages.

    A phrase may stand in what is said of the document, too.
    """
    parts = _parts(query)
    phrases = [part for part in parts if isinstance(part, Phrase)]
    if not phrases:
        return rows.search(query, order_by_relevance=order_by_relevance)
    words = And([_words_of(part) for part in parts])
    if len(parts) == 1 and order_by_relevance:
        results = rows.search(words)
        if hasattr(results, "found_by"):
            results.found_by(lambda most: _with_phrase(rows, phrases[0], most))
            return results
    for phrase in phrases:
        keys, _is_cut = _with_phrase(rows, phrase)
        # As a sum, so that a database goes from the hits to these and not the other way, a thousand times slower.
        rows = rows.alias(key=F("pk") + 0).filter(key__in=keys)
    return rows.search(words, order_by_relevance=order_by_relevance)


def _with_phrase(rows: QuerySet, phrase: Phrase, most: int | None = None) -> tuple[dict[int, bool], bool]:
    """Return the keys of documents that have a phrase and whether each has it as written; and whether there are more.

    Of the pages with it, the newest are considered, at most so many.
    """
    # Asked of each page that was found, not of all documents first.
    pages = DocumentPageText.objects.filter(Exists(rows.order_by().filter(pk=OuterRef("document"))))
    on_pages, elsewhere = (each.search(phrase, order_by_relevance=False) for each in (pages, rows))
    ask_together([on_pages, elsewhere], most)
    found: dict[int, bool] = {}
    for results, column in ((on_pages, "document_id"), (elsewhere, "pk")):
        if hasattr(results, "forms_of"):
            known = results.forms_of(column)
        else:
            known = dict.fromkeys((getattr(row, column) for row in results[:MOST_FOUND]), False)
        found |= {key: is_exact or found.get(key, False) for key, is_exact in known.items()}
    return found, any(getattr(results, "is_cut", False) for results in (on_pages, elsewhere))


def document_hits(request, rows, query) -> list[Hit]:
    rows = list(rows)
    if query is None:
        return [_hit(row, []) for row in rows]
    pages = _best_pages(rows, query)
    without = [row for row in rows if row.pk not in pages]
    # Words that stand on different pages.
    pages |= _best_pages(without, _any_word(query)) if without else {}
    return [_hit(row, pages.get(row.pk, [])) for row in rows]


def _best_pages(documents: list[PortalDocument], query) -> dict[int, list[DocumentPageText]]:
    """Return for each of some documents the pages that the query finds, the best first."""
    results = DocumentPageText.objects.filter(document__in=documents).search(query)
    if hasattr(results, "best_of_each"):
        found = results.best_of_each("document_id", 1 + MOST_PARTS)
    else:
        found = results[: len(documents) * (1 + MOST_PARTS)]
    pages: dict[int, list[DocumentPageText]] = {}
    for page in found:
        pages.setdefault(page.document_id, []).append(page)
    return pages


def _hit(document: PortalDocument, pages: list[DocumentPageText]) -> Hit:
    return Hit(
        title=document.title,
        url=document.page_url,
        kind=document.file_extension.upper(),
        date=document.created_at,
        text=document.description or document.filename,
        parts=tuple(
            Part(
                page.heading or gettext("Page %(number)s") % {"number": page.number},
                document.url_of_page(page.number),
                page.text,
            )
            for page in pages
        ),
    )


def _parts(query) -> list:
    return list(query.subqueries) if isinstance(query, And) else [query]


def _words_of(part):
    """Return a part of a query with the words of a phrase in any order."""
    return PlainText(part.query_string, operator="and") if isinstance(part, Phrase) else part


def _any_word(query):
    """Return a query for any of the words of another; what it excludes stays excluded."""
    parts = _parts(query)
    texts = [
        part.query_string
        for asked in parts
        if not isinstance(asked, Not)
        for part in (asked.subqueries if isinstance(asked, Or) else [asked])
    ]
    return And(
        [PlainText(" ".join(texts), operator="or"), *(part for part in parts if isinstance(part, Not))]
    )


DOCUMENTS = Scope("tai-lieu", _("Documents"), 30, document_rows, document_hits, search=search_documents)
