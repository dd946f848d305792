from django.db import migrations

# The full-text tables hold no text of their own: what must be taken out of them is told them again.
SQLITE = [
    "CREATE VIRTUAL TABLE search_text USING fts5(title, body, kind, content='', columnsize=0)",
    "CREATE VIRTUAL TABLE search_title USING fts5(title, kind, content='', columnsize=0, prefix='1 2 3')",
    """
    CREATE TRIGGER search_entry_added AFTER INSERT ON search_searchentry BEGIN
        INSERT INTO search_text(rowid, title, body, kind)
            VALUES (NEW.id, NEW.title, NEW.body, NEW.content_type_id || 'k');
        INSERT INTO search_title(rowid, title, kind)
            VALUES (NEW.id, NEW.title, NEW.content_type_id || 'k');
    END
    """,
    """
    CREATE TRIGGER search_entry_gone AFTER DELETE ON search_searchentry BEGIN
        INSERT INTO search_text(search_text, rowid, title, body, kind)
            VALUES ('delete', OLD.id, OLD.title, OLD.body, OLD.content_type_id || 'k');
        INSERT INTO search_title(search_title, rowid, title, kind)
            VALUES ('delete', OLD.id, OLD.title, OLD.content_type_id || 'k');
    END
    """,
    """
    CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_searchentry BEGIN
        SELECT RAISE(ABORT, 'entries of the search are replaced, not updated');
    END
    """,
]
SQLITE_REVERSE = [
    "DROP TRIGGER search_entry_changed",
    "DROP TRIGGER search_entry_gone",
    "DROP TRIGGER search_entry_added",
    "DROP TABLE search_title",
    "DROP TABLE search_text",
]

# Columns that the database computes. Long ones lie outside the rows, titles inside: a row stays small, so that the
# many hits of a common word are read quickly.
KIND = "to_tsvector('simple', content_type_id || 'k')"
# The planner takes a look into a long column for cheap and would read all rows; by the index it is ten times faster.
BY_INDEX = "LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off SET jit = off"
FOUND = "RETURNS TABLE (id bigint, object_id bigint, is_in_title boolean)"
POSTGRESQL = [
    f"""
    ALTER TABLE search_searchentry
        SET (toast_tuple_target = 256),
        ALTER COLUMN title SET STORAGE MAIN,
        ADD COLUMN title_words tsvector
            GENERATED ALWAYS AS (to_tsvector('simple', title) || {KIND}) STORED,
        ALTER COLUMN title_words SET STORAGE MAIN,
        ADD COLUMN words tsvector
            GENERATED ALWAYS AS (to_tsvector('simple', title || ' ' || body) || {KIND}) STORED
    """,
    "CREATE INDEX search_title_words ON search_searchentry USING gin (title_words)",
    "CREATE INDEX search_words ON search_searchentry USING gin (words)",
    f"""
    CREATE FUNCTION search_newest(wanted tsquery, most integer) {FOUND} {BY_INDEX} AS $$
        SELECT hit.id, hit.object_id, hit.title_words @@ wanted FROM (
            SELECT entry.id, entry.object_id, entry.title_words FROM search_searchentry entry
            WHERE entry.words @@ wanted ORDER BY entry.id DESC LIMIT most
        ) hit
    $$
    """,
    # An inverted index knows no order of words: hits that have them all are looked through, the newest first.
    f"""
    CREATE FUNCTION search_newest_in_order(every tsquery, wanted tsquery, most integer) {FOUND} {BY_INDEX} AS $$
        SELECT hit.id, hit.object_id, hit.title_words @@ wanted FROM (
            SELECT entry.id, entry.object_id, entry.title_words, entry.words FROM search_searchentry entry
            WHERE entry.words @@ every ORDER BY entry.id DESC OFFSET 0
        ) hit WHERE hit.words @@ wanted LIMIT most
    $$
    """,
    f"""
    CREATE FUNCTION search_newest_in_titles(wanted tsquery, most integer) {FOUND} {BY_INDEX} AS $$
        SELECT entry.id, entry.object_id, true FROM search_searchentry entry
        WHERE entry.title_words @@ wanted ORDER BY entry.id DESC LIMIT most
    $$
    """,
]
POSTGRESQL_REVERSE = [
    "DROP FUNCTION search_newest_in_titles",
    "DROP FUNCTION search_newest_in_order",
    "DROP FUNCTION search_newest",
    "ALTER TABLE search_searchentry DROP COLUMN words, DROP COLUMN title_words",
]


def _execute(by_vendor):
    def run(apps, schema_editor):
        for statement in by_vendor[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("wagtailsearch", "0010_add_text_fields")]

    operations = [
        # Wagtail's own index, which nothing reads any more; `update_index` fills either.
        migrations.RunSQL("DELETE FROM wagtailsearch_indexentry", migrations.RunSQL.noop),
        migrations.RunPython(
            _execute({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            _execute({"sqlite": SQLITE_REVERSE, "postgresql": POSTGRESQL_REVERSE}),
        ),
    ]
