import hashlib
import os

from django.db import migrations


def give_first_versions(apps, schema_editor):
    PortalDocument = apps.get_model("documents", "PortalDocument")
    DocumentVersion = apps.get_model("documents", "DocumentVersion")
    for document in PortalDocument.objects.filter(versions__isnull=True):
        try:
            with document.file.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                size = document.file.size
        except FileNotFoundError:
            continue
        document.original_name = os.path.basename(document.file.name)
        document.sha256 = digest
        document.save(update_fields=["original_name", "sha256"])
        DocumentVersion.objects.create(
            document=document,
            number=1,
            file=document.file.name,
            original_name=document.original_name,
            sha256=digest,
            size=size,
            made_by_id=document.uploaded_by_user_id,
        )


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_keep_versions_texts_and_decisions")]

    operations = [migrations.RunPython(give_first_versions, migrations.RunPython.noop)]
