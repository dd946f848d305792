"""Kinds of announcements to begin with; editors keep them from here on."""

from django.db import migrations

from portal.base.text import slugify, sort_key

KINDS = (
    "Thông báo",
    "Mời họp",
    "Tuyển dụng",
    "Lịch tiếp công dân",
    "Cảnh báo",
    "Thi đua, khen thưởng",
)


def fill(apps, schema_editor):
    AnnouncementKind = apps.get_model("news", "AnnouncementKind")
    for name in KINDS:
        AnnouncementKind.objects.get_or_create(
            name=name, defaults={"slug": slugify(name), "sort_key": sort_key(name)[:400]}
        )


class Migration(migrations.Migration):
    dependencies = [("news", "0002_announcements")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
