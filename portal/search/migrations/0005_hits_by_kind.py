from importlib import import_module

from django.db import migrations

before = import_module("portal.search.migrations.0002_full_text_tables")

# Entries of a kind lie side by side and the newest come first, so that the tables need not know kinds. They hold no
# text of their own: what must be taken out of them is told them again.
SQLITE = [
    "CREATE VIRTUAL TABLE search_text USING fts5(words, content='', columnsize=0)",
    "CREATE VIRTUAL TABLE search_title USING fts5(words, content='', columnsize=0, prefix='1 2 3')",
    """
    CREATE TRIGGER search_entry_added AFTER INSERT ON search_searchentry BEGIN
        INSERT INTO search_text(rowid, words) VALUES (NEW.id, NEW.title || ' ' || NEW.body);
        INSERT INTO search_title(rowid, words) VALUES (NEW.id, NEW.title);
    END
    """,
    """
    CREATE TRIGGER search_entry_gone AFTER DELETE ON search_searchentry BEGIN
        INSERT INTO search_text(search_text, rowid, words)
            VALUES ('delete', OLD.id, OLD.title || ' ' || OLD.body);
        INSERT INTO search_title(search_title, rowid, words) VALUES ('delete', OLD.id, OLD.title);
    END
    """,
    """
    CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_searchentry BEGIN
        SELECT RAISE(ABORT, 'entries of the search are replaced, not updated');
    END
    """,
]

# An inverted index of PostgreSQL knows neither the order of rows nor, without reading them, that of words. So it holds
# of each entry, beside its words, the blocks of numbers in which it lies, narrow and wide: of a common word only the
# newest blocks are asked for; digits and then a letter, they are no words. And it holds the pairs of its folded words,
# by which phrases are found. The words are computed for the index alone and stored nowhere else. Shifts are those of
# the number (see `SearchEntry`): keys of one day, 1,024 and then four times as many, 8 days and four times as many,
# the kind.
SHIFTS = dict(zip("abcdefghik", (10, 12, 14, 16, 36, 38, 40, 42, 44, 50), strict=True))
WIDTHS = ", ".join(f"('{letter}', {shift})" for letter, shift in SHIFTS.items())
FIRST_OF_DAYS = list(SHIFTS.values()).index(36) + 1
BLOCKS = "ARRAY[{}]".format(", ".join(f"(id >> {shift}) || '{letter}'" for letter, shift in SHIFTS.items()))
# As a sum, a number leads to no index of its own: the words do, or the planner would go through the rows by their order.
# Reading the words of a row would cost a thousand times what the planner believes, reading all rows even more.
COMPUTED = "LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000"
# What was written last waits in a list, which each search reads: at the usual length it would take longer than the rest.
PENDING = "WITH (gin_pending_list_limit = 512)"
BY_INDEX = "STABLE SET enable_seqscan = off SET jit = off SET work_mem = '16MB'"
WORDS = "search_words(id, title, body)"
TITLE_WORDS = "search_title_words(id, title)"


def _newest(name: str, words: str) -> str:
    """Return a function that finds the newest hits of each of some kinds, at most so many.

    The two newest blocks of a width are asked for, then wider ones as the hits so far promise.
    """
    letters, shifts = (",".join(map(str, each)) for each in (SHIFTS, SHIFTS.values()))
    return f"""
    CREATE FUNCTION {name}(wanted tsquery, kinds integer[], most integer) RETURNS SETOF bigint
    LANGUAGE plpgsql {BY_INDEX} AS $$
    DECLARE
        letters constant text[] := '{{{letters}}}';
        shifts constant integer[] := '{{{shifts}}}';
        kind bigint; first bigint; last bigint; oldest bigint; newest bigint;
        width integer; hits integer; blocks tsquery; found bigint[];
    BEGIN
        FOREACH kind IN ARRAY kinds LOOP
            SELECT min(id), max(id) INTO first, last FROM search_searchentry
            WHERE id BETWEEN kind << 50 AND ((kind + 1) << 50) - 1;
            CONTINUE WHEN first IS NULL;
            width := 1;
            LOOP
                oldest := first >> shifts[width];
                newest := last >> shifts[width];
                blocks := format('%2$s%1$s | %3$s%1$s', letters[width], newest, greatest(newest - 1, oldest))::tsquery;
                SELECT array_agg(hit.id) INTO found FROM (
                    SELECT id FROM search_searchentry
                    WHERE {words} @@ (wanted && blocks) ORDER BY id + 0 DESC LIMIT most
                ) hit;
                hits := coalesce(cardinality(found), 0);
                EXIT WHEN hits >= most OR newest - 1 <= oldest;
                LOOP
                    width := width + 1;
                    hits := hits * 4;
                    EXIT WHEN hits >= most OR width IN ({FIRST_OF_DAYS}, cardinality(shifts));
                END LOOP;
            END LOOP;
            RETURN QUERY SELECT unnest(found);
        END LOOP;
    END
    $$
    """


def _pairs(text: str) -> str:
    """Return an array of the pairs of folded words of a text: the first half of its words, the other is as written."""
    return f"""ARRAY(
        SELECT unnest(words[:half - 1]) || '_' || unnest(words[2:half])
        FROM (SELECT string_to_array({text}, ' ') AS words) text,
            LATERAL (SELECT cardinality(words) / 2 AS half) of_words
    )"""


POSTGRESQL = [
    f"""
    CREATE FUNCTION search_words(id bigint, title text, body text) RETURNS tsvector {COMPUTED} AS $$
        SELECT array_to_tsvector(
            array_remove(string_to_array(title || ' ' || body, ' '), '')
            || {BLOCKS} || {_pairs("title")} || {_pairs("body")}
        )
    $$
    """,
    # Beginnings of words as words, so that an unfinished one is not looked for among thousands.
    f"""
    CREATE FUNCTION search_title_words(id bigint, title text) RETURNS tsvector {COMPUTED} AS $$
        SELECT array_to_tsvector(
            array_remove(string_to_array(title, ' '), '') || {BLOCKS} || {_pairs("title")} || ARRAY(
                SELECT DISTINCT left(word, length) || '*'
                FROM unnest(string_to_array(title, ' ')) word, generate_series(1, 3) length
                WHERE length(word) >= length
            )
        )
    $$
    """,
    f"CREATE INDEX search_words ON search_searchentry USING gin ({WORDS}) {PENDING}",
    f"CREATE INDEX search_title_words ON search_searchentry USING gin ({TITLE_WORDS}) {PENDING}",
    _newest("search_newest", WORDS),
    _newest("search_newest_in_titles", TITLE_WORDS),
    # Entries of a few runs of numbers, found by the narrowest blocks that are but a few.
    f"""
    CREATE FUNCTION search_among(wanted tsquery, firsts bigint[], lasts bigint[]) RETURNS SETOF bigint
    LANGUAGE sql {BY_INDEX} AS $$
        SELECT id FROM search_searchentry
        WHERE {WORDS} @@ (wanted && (
            SELECT string_agg(DISTINCT block || letter, ' | ')::tsquery
            FROM unnest(firsts, lasts) run (first, last),
                LATERAL (
                    SELECT letter, shift FROM (VALUES {WIDTHS}) width (letter, shift)
                    WHERE (last >> shift) - (first >> shift) < 8 ORDER BY shift LIMIT 1
                ) narrowest,
                generate_series(first >> shift, last >> shift) block
        )) AND EXISTS (SELECT FROM unnest(firsts, lasts) run (first, last) WHERE id BETWEEN first AND last)
        ORDER BY id + 0 DESC
    $$
    """,
]


POSTGRESQL_REVERSE = [
    "DROP FUNCTION search_among",
    "DROP FUNCTION search_newest_in_titles",
    "DROP FUNCTION search_newest",
    "DROP INDEX search_title_words",
    "DROP INDEX search_words",
    "DROP FUNCTION search_title_words",
    "DROP FUNCTION search_words",
]

# Numbers of the other layout would be taken for others: either begins empty.
FORWARD = {
    "sqlite": [*before.SQLITE_REVERSE, "DELETE FROM search_searchentry", *SQLITE],
    "postgresql": [*before.POSTGRESQL_REVERSE, "TRUNCATE search_searchentry", *POSTGRESQL],
}
BACKWARD = {
    "sqlite": [*before.SQLITE_REVERSE, "DELETE FROM search_searchentry", *before.SQLITE],
    "postgresql": [*POSTGRESQL_REVERSE, "TRUNCATE search_searchentry", *before.POSTGRESQL],
}


class Migration(migrations.Migration):
    """The index is laid out anew and stands empty until `update_index` has filled it."""

    dependencies = [("search", "0004_first_acronyms")]

    operations = [migrations.RunPython(before._execute(FORWARD), before._execute(BACKWARD))]
