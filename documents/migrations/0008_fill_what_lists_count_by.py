from django.db import migrations

from documents.citations import fold_symbol

BATCH = 500
STEP = 4


def fill(apps, schema_editor):
    """Compute library, year, key of subjects and folded symbol of the directives that are there."""
    DirectivePage = apps.get_model("documents", "DirectivePage")
    DirectiveLibraryPage = apps.get_model("documents", "DirectiveLibraryPage")
    libraries = dict(DirectiveLibraryPage.objects.values_list("path", "pk"))
    belonging = DirectivePage.subjects.through.objects
    columns = ("page_ptr_id", "path", "symbol", "issued_on")
    last = 0
    while rows := list(
        DirectivePage.objects.filter(pk__gt=last).order_by("pk").values_list(*columns)[:BATCH]
    ):
        last = rows[-1][0]
        subjects = {}
        for page, subject in belonging.filter(directivepage__in=[row[0] for row in rows]).values_list(
            "directivepage", "subjectfield"
        ):
            subjects.setdefault(page, []).append(subject)
        directives = [
            DirectivePage(
                page_ptr_id=pk,
                library_id=libraries.get(path[:-STEP]),
                year=issued_on.year,
                subject_key=",".join(map(str, sorted(subjects.get(pk, ())))),
                symbol_folded=fold_symbol(symbol)[:160],
            )
            for pk, path, symbol, issued_on in rows
        ]
        DirectivePage.objects.bulk_update(directives, ["library", "year", "subject_key", "symbol_folded"])


class Migration(migrations.Migration):

    dependencies = [
        ("documents", "0007_find_directives_by_their_library"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
