"""Indexes in which few pages are found among many: drafts, pages past their end, pages in menus."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("base", "0003_worker_heartbeat"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX portal_hidden_pages ON wagtailcore_page (live, id) WHERE NOT live",
            "DROP INDEX portal_hidden_pages",
        ),
        migrations.RunSQL(
            "CREATE INDEX portal_ending_pages ON wagtailcore_page (expire_at) WHERE expire_at IS NOT NULL",
            "DROP INDEX portal_ending_pages",
        ),
        migrations.RunSQL(
            "CREATE INDEX portal_menu_pages ON wagtailcore_page (show_in_menus, path) WHERE show_in_menus",
            "DROP INDEX portal_menu_pages",
        ),
    ]
