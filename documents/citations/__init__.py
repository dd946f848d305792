"""Symbols of documents and references to documents in text. Knows neither Django nor Wagtail.

    parse_symbol("144 – qđ/tw")                → Symbol, written 144-QĐ/TW; BadSymbol says why not
    fold_symbol("qđ/tw")                       → "qd tw", by which a piece of a symbol finds it
    find_citations(text, names=library_names)  → a list of Mention
    link(html, resolve)                        → the HTML with what resolve() knows in <a>

Symbols are found wherever something like one stands and its surroundings do not speak against it (numbers of cases,
forms, plates, standards, addresses of pages). Named references are found only by the names that are given.
"""

from documents.citations.document_types import names_a_type
from documents.citations.failures import MESSAGES, BadSymbol
from documents.citations.finding import Mention, find_citations
from documents.citations.linking import link
from documents.citations.symbols import Style, Symbol, fold_symbol, other_spelling, parse_symbol

__all__ = [
    "MESSAGES",
    "BadSymbol",
    "Mention",
    "Style",
    "Symbol",
    "find_citations",
    "fold_symbol",
    "link",
    "names_a_type",
    "other_spelling",
    "parse_symbol",
]
