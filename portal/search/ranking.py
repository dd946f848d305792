"""The order of hits: what a query has to do with a title and a text, the same on both databases.

A hit that is written as the query is, marks and all, stands before one that is so only without marks; then counts
how much of the title the query is, whether its words stand together, how often they come; of equals the newer first.
"""

from modelsearch.query import And, Or

from portal.search.matching import wanted

# Of alternatives (acronyms and their names), how many ways to say a query are compared.
_MOST_WAYS = 6


def ways_to_say(query) -> list:
    """Return the queries that a query with alternatives amounts to, what was typed first."""
    ways: list[list] = [[]]
    for part in query.subqueries if isinstance(query, And) else [query]:
        alternatives = part.subqueries if isinstance(part, Or) else [part]
        ways = [[*way, alternative] for way in ways for alternative in alternatives][:_MOST_WAYS]
    return [And(way) for way in ways]


class Scorer:
    """Tells how near titles and texts, as they stand in the index, are to a query; the more, the nearer."""

    def __init__(self, query):
        ways = [wanted(way) for way in ways_to_say(query)]
        self._ways = {
            form: [[getattr(word, form) for word in way] for way in ways if way]
            for form in ("folded", "exact")
        }

    def score(self, title: str, body: str, is_exact: bool) -> float:
        """Return the score of an entry; `is_exact` tells that it is written as the query is."""
        ways = self._ways["exact" if is_exact else "folded"]
        return max((_score(way, f" {title} ", f" {body} ") for way in ways), default=0.0)


def _score(asked: list[str], title: str, body: str) -> float:
    different = dict.fromkeys(asked)
    found = sum(f" {word} " in title for word in different) / len(different)
    # The title stands twice in the index, folded and exact.
    points = 4 * found + 2 * found * min(2 * len(asked) / max(title.count(" ") - 1, 1), 1)
    if len(asked) > 1:
        phrase = f" {' '.join(asked)} "
        points += 4 * (phrase in title) + min(body.count(phrase), 4)
    # Each word counts less the oftener it came, and all of them less in a long text (as in BM25).
    weight = 1.5 * (0.4 + 0.6 * len(body) / 4000)
    counts = [body.count(f" {word} ") for word in different]
    points += sum(count / (count + weight) for count in counts) / len(different)
    # Small differences are none, so that the newer comes first.
    return round(points * 4) / 4
