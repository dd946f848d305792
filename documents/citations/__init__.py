"""Symbols of documents and references to documents in text. Knows neither Django nor Wagtail.

    parse_symbol("144 – qđ/tw")                → Symbol, written 144-QĐ/TW; BadSymbol says why not
    find_citations(text, names=library_names)  → a list of Mention
    link(html, resolve)                        → the HTML with what resolve() knows in <a>

Symbols are found wherever something like one stands and its surroundings do not speak against it (numbers of cases,
forms, plates, standards, addresses of pages). Named references are found only by the names that are given.
"""

from documents.citations.failures import MESSAGES, BadSymbol
from documents.citations.finding import Mention, find_citations
from documents.citations.linking import link
from documents.citations.symbols import Style, Symbol, parse_symbol

__all__ = ["MESSAGES", "BadSymbol", "Mention", "Style", "Symbol", "find_citations", "link", "parse_symbol"]
