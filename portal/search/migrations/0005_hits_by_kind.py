from django.db import migrations

# Entries of a kind lie side by side and the newest come first, so that the tables need not know kinds. They hold no
# text of their own: what must be taken out of them is told them again.
SQLITE = [
    "DROP TRIGGER search_entry_changed",
    "DROP TRIGGER search_entry_gone",
    "DROP TRIGGER search_entry_added",
    "DROP TABLE search_title",
    "DROP TABLE search_text",
    "DELETE FROM search_searchentry",
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
# newest blocks are asked for; digits and then a letter, they are no words. And it holds the pairs of its folded words, by which phrases are found. The words are
# computed for the index alone and stored nowhere else. Shifts are those of the number (see `SearchEntry`): 1,024 keys
# of one day, then 32, 256 and 2,048 days, then the kind.
SHIFTS = {"a": 10, "b": 38, "c": 41, "d": 44, "k": 50}
BLOCKS = "ARRAY[{}]".format(", ".join(f"(id >> {shift}) || '{letter}'" for letter, shift in SHIFTS.items()))
# As a sum, a number leads to no index of its own: the words do, or the planner would go through the rows by their order.
# Reading the words of a row would cost a thousand times what the planner believes, reading all rows even more.
COMPUTED = "LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000"
# What was written last waits in a list, which each search reads: at the usual length it would take longer than the rest.
PENDING = "WITH (gin_pending_list_limit = 512)"
BY_INDEX = "STABLE SET enable_seqscan = off SET jit = off SET work_mem = '16MB'"
WORDS = "search_words(id, title, body)"
TITLE_WORDS = "search_title_words(id, title)"
BLOCK = "format('%2$s%1$s | %3$s%1$s', {letter}, top >> {shift}, (top >> {shift}) - 1)::tsquery"


def _newest(name: str, words: str) -> str:
    """Return a function that finds the newest hits of each of some kinds, at most so many.

    The two newest blocks of a width are asked for, then wider ones as the hits so far promise.
    """
    block = " ".join(
        f"WHEN {place} THEN {BLOCK.format(letter=repr(letter), shift=shift)}"
        for place, (letter, shift) in enumerate(list(SHIFTS.items())[:-1], 1)
    )
    return f"""
    CREATE FUNCTION {name}(wanted tsquery, kinds integer[], most integer) RETURNS SETOF bigint
    LANGUAGE plpgsql {BY_INDEX} AS $$
    DECLARE
        kind bigint; top bigint; width integer; expected bigint; block tsquery; found bigint[];
    BEGIN
        FOREACH kind IN ARRAY kinds LOOP
            SELECT max(id) INTO top FROM search_searchentry WHERE id BETWEEN kind << 50 AND ((kind + 1) << 50) - 1;
            CONTINUE WHEN top IS NULL;
            width := 1;
            LOOP
                block := CASE width {block} ELSE (kind || 'k')::tsquery END;
                SELECT array_agg(hit.id) INTO found FROM (
                    SELECT id FROM search_searchentry
                    WHERE {words} @@ (wanted && block) AND id + 0 >= kind << 50 ORDER BY id + 0 DESC LIMIT most
                ) hit;
                expected := coalesce(cardinality(found), 0);
                EXIT WHEN expected >= most OR width > 4;
                IF width = 1 THEN
                    width := 2;
                ELSIF expected = 0 THEN
                    width := 5;
                ELSE
                    LOOP
                        width := width + 1;
                        expected := expected * 8;
                        EXIT WHEN expected >= most OR width > 4;
                    END LOOP;
                END IF;
            END LOOP;
            RETURN QUERY SELECT unnest(found);
        END LOOP;
    END
    $$
    """


POSTGRESQL = [
    "DROP FUNCTION search_newest_in_titles",
    "DROP FUNCTION search_newest_in_order",
    "DROP FUNCTION search_newest",
    "ALTER TABLE search_searchentry DROP COLUMN words, DROP COLUMN title_words",
    "TRUNCATE search_searchentry",
    # Of the words of a title or of a text, the first half is folded, the other the same as it is written.
    f"""
    CREATE FUNCTION search_words(id bigint, title text, body text) RETURNS tsvector {COMPUTED} AS $$
        SELECT array_to_tsvector(
            array_remove(string_to_array(title || ' ' || body, ' '), '') || {BLOCKS} || ARRAY(
                SELECT unnest(words[:half - 1]) || '_' || unnest(words[2:half])
                FROM (VALUES (string_to_array(title, ' ')), (string_to_array(body, ' '))) text (words),
                    LATERAL (SELECT cardinality(words) / 2 AS half) of_words
            )
        )
    $$
    """,
    # Beginnings of words as words, so that an unfinished one is not looked for among thousands.
    f"""
    CREATE FUNCTION search_title_words(id bigint, title text) RETURNS tsvector {COMPUTED} AS $$
        SELECT array_to_tsvector(
            array_remove(string_to_array(title, ' '), '') || {BLOCKS} || ARRAY(
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
    # Entries of a few runs of numbers, found by the narrowest blocks in which they lie.
    f"""
    CREATE FUNCTION search_among(wanted tsquery, firsts bigint[], lasts bigint[]) RETURNS SETOF bigint
    LANGUAGE sql {BY_INDEX} AS $$
        SELECT id FROM search_searchentry
        WHERE {WORDS} @@ (wanted && (
            SELECT string_agg(DISTINCT block || 'a', ' | ')::tsquery
            FROM unnest(firsts, lasts) run (first, last), generate_series(first >> 10, last >> 10) block
        )) AND EXISTS (SELECT FROM unnest(firsts, lasts) run (first, last) WHERE id BETWEEN first AND last)
        ORDER BY id + 0 DESC
    $$
    """,
]


def _execute(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """The index is laid out anew and stands empty until `update_index` has filled it."""

    dependencies = [("search", "0004_first_acronyms")]

    operations = [migrations.RunPython(_execute, None)]
