"""A query in the language of a full-text engine.

Queries come as Wagtail's query classes with the words as a reader typed them. Here they become one expression of
FTS5 or of PostgreSQL, of folded or of exact words. Words hold letters and digits alone, so that nothing typed can
be an operator.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText

from portal.search.words import Word, words

# Queries nest with every word, and both engines end at some depth.
LONGEST_QUERY = 60
# Beginnings of words up to these letters stand in PostgreSQL's index of titles, as words of their own.
LONGEST_BEGINNING = 3


@dataclass(frozen=True)
class Dialect:
    """How an engine writes words, the beginning of one, the words of a phrase in a form, and how it joins them.

    Of longer phrases than `most_in_order` says for a form it finds more than what has their words in a row, and it
    excludes none (see `is_certain`).
    """

    word: Callable[[str], str]
    beginning: Callable[[str], str]
    phrase: Callable[[list[Word], str], str]
    both: str
    either: str
    without: str
    most_in_order: Mapping[str, int]


def _in_a_row(found: list[Word], form: str) -> str:
    return f'"{" ".join(getattr(word, form) for word in found)}"'


def _by_pairs(found: list[Word], form: str) -> str:
    """Return what an index finds that holds pairs of folded words."""
    pairs = [f"'{one.folded}_{next_one.folded}'" for one, next_one in pairwise(found)]
    single = [f"'{getattr(word, form)}'" for word in found] if form == "exact" or not pairs else []
    return f"({' & '.join(dict.fromkeys(pairs + single))})"


def _beginning(word: str) -> str:
    return f"'{word}*'" if len(word) <= LONGEST_BEGINNING else f"'{word}':*"


def _anywhere(found: list[Word], form: str) -> str:
    return "({})".format(" AND ".join(f'"{getattr(word, form)}"' for word in found))


_EVERY = {"folded": LONGEST_QUERY, "exact": LONGEST_QUERY}
FTS5 = Dialect('"{}"'.format, '"{}"*'.format, _in_a_row, " AND ", " OR ", " NOT ", _EVERY)
# The words of a phrase may stand anywhere.
FTS5_ANYWHERE = replace(FTS5, phrase=_anywhere, most_in_order={"folded": 1, "exact": 1})
TSQUERY = Dialect("'{}'".format, _beginning, _by_pairs, " & ", " | ", " & !", {"folded": 2, "exact": 1})


def expression(query, dialect: Dialect, form: str = "folded", *, is_beginning: bool = False) -> str:
    """Return a query as an expression; "" for what finds nothing, as a query without any word does.

    `form` is the attribute of the words to look for. With `is_beginning` the last word may be unfinished.
    """
    return _Writer(dialect, form, is_beginning).written(query)


def holds(query, text: str, form: str = "folded") -> bool:
    """Tell whether a text, as it stands in the index, is one that an expression of the query finds."""

    def stands(asked: list[Word]) -> bool:
        return not asked or f" {' '.join(getattr(word, form) for word in asked)} " in f" {text} "

    match query:
        case Phrase():
            return stands(words(query.query_string))
        case PlainText() | Fuzzy():
            enough = any if (query.operator or "and").lower() == "or" else all
            return enough(stands([word]) for word in words(query.query_string))
        case Boost():
            return holds(query.subquery, text, form)
        case And():
            return all(holds(part, text, form) for part in query.subqueries)
        case Or():
            return any(holds(part, text, form) for part in query.subqueries)
        case Not():
            return not holds(query.subquery, text, _form_to_exclude(query.subquery))
    return False


def _form_to_exclude(query) -> str:
    """Return in which form something must not be there: án with its mark does not exclude an toàn."""
    return "exact" if bears_marks(query) else "folded"


def is_everything(query) -> bool:
    """Tell whether a query asks for all there is."""
    return isinstance(query, MatchAll)


def wanted(query) -> list[Word]:
    """Return the words that a query asks for, in their order; not those that it excludes."""
    return [word for text in _texts(query) for word in words(text)][:LONGEST_QUERY]


def bears_marks(query) -> bool:
    """Tell whether any wanted word was typed with a mark: then exact forms go before others."""
    return any(word.bears_marks for word in wanted(query))


def is_certain(query, dialect: Dialect, form: str) -> bool:
    """Tell whether all that an expression of a query finds has its phrases in a row, and none that are excluded."""
    match query:
        case Phrase():
            return len(words(query.query_string)) <= dialect.most_in_order[form]
        case Boost():
            return is_certain(query.subquery, dialect, form)
        case Not():
            return is_certain(query.subquery, dialect, _form_to_exclude(query.subquery))
        case And() | Or():
            return all(is_certain(part, dialect, form) for part in query.subqueries)
    return True


def _texts(query) -> Iterator[str]:
    match query:
        case PlainText() | Phrase() | Fuzzy():
            yield query.query_string
        case Boost():
            yield from _texts(query.subquery)
        case And():
            for part in query.subqueries:
                yield from _texts(part)
        case Or():
            # Alternatives say the same; the first is what was typed.
            yield from _texts(query.subqueries[0])


class _Writer:
    def __init__(self, dialect: Dialect, form: str, is_beginning: bool):
        self.dialect, self.form, self.is_beginning = dialect, form, is_beginning
        self.room = LONGEST_QUERY

    def written(self, query) -> str:
        match query:
            case PlainText():
                joined = (
                    self.dialect.either if (query.operator or "and").lower() == "or" else self.dialect.both
                )
                return self._grouped(joined, self._words(query.query_string))
            case Phrase():
                found = self._taken(query.query_string)
                return self.dialect.phrase(found, self.form) if found else ""
            case Fuzzy():
                # Folding forgives what is mistyped most; neither engine has more without an extension.
                return self.written(PlainText(query.query_string, operator=query.operator))
            case Boost():
                # Neither engine weighs parts of a query.
                return self.written(query.subquery)
            case And():
                return self._conjunction(query.subqueries)
            case Or():
                return self._grouped(self.dialect.either, map(self.written, query.subqueries))
        return ""

    def _conjunction(self, parts) -> str:
        """Return what all parts ask; a part without a word asks for nothing."""
        asked = [self.written(part) for part in parts if not isinstance(part, Not)]
        found = self._grouped(self.dialect.both, asked)
        excluded = [self._excluded(part.subquery) for part in parts if isinstance(part, Not)]
        excluded = [part for part in excluded if part]
        if not found or not excluded:
            return found
        return f"({found}{self.dialect.without}{self._grouped(self.dialect.either, excluded)})"

    def _excluded(self, query) -> str:
        form = _form_to_exclude(query)
        if not is_certain(query, self.dialect, form):
            return ""
        self.form, form = form, self.form
        written = self.written(query)
        self.form = form
        return written

    def _words(self, text: str) -> list[str]:
        taken = self._taken(text)
        written = [self.dialect.word(getattr(word, self.form)) for word in taken]
        if taken and self.is_beginning:
            written[-1] = self.dialect.beginning(getattr(taken[-1], self.form))
        return written

    def _taken(self, text: str) -> list[Word]:
        taken = words(text)[: self.room]
        self.room -= len(taken)
        return taken

    def _grouped(self, joined: str, parts) -> str:
        parts = [part for part in parts if part]
        return f"({joined.join(parts)})" if len(parts) > 1 else "".join(parts)
