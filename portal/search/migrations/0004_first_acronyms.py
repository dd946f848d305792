from django.db import migrations

ACRONYMS = {
    "VKSND": "Viện kiểm sát nhân dân",
    "VKSNDTC": "Viện kiểm sát nhân dân tối cao",
    "VKSTC": "Viện kiểm sát nhân dân tối cao",
    "VKS": "Viện kiểm sát",
    "TAND": "Tòa án nhân dân",
    "KSV": "Kiểm sát viên",
    "ĐTV": "Điều tra viên",
    "CQĐT": "Cơ quan điều tra",
    "HĐXX": "Hội đồng xét xử",
    "TTHS": "tố tụng hình sự",
    "TTDS": "tố tụng dân sự",
    "TTHC": "tố tụng hành chính",
    "BLHS": "Bộ luật Hình sự",
    "BLTTHS": "Bộ luật Tố tụng hình sự",
    "BLDS": "Bộ luật Dân sự",
    "BLTTDS": "Bộ luật Tố tụng dân sự",
    "THADS": "thi hành án dân sự",
    "THAHS": "thi hành án hình sự",
    "THQCT": "thực hành quyền công tố",
    "BCH": "Ban Chấp hành",
    "BTV": "Ban Thường vụ",
    "UBKT": "Ủy ban Kiểm tra",
    "HĐND": "Hội đồng nhân dân",
    "UBND": "Ủy ban nhân dân",
    "MTTQ": "Mặt trận Tổ quốc",
    "QPPL": "quy phạm pháp luật",
    "CNTT": "công nghệ thông tin",
}


def add(apps, schema_editor):
    from portal.search.words import folded

    Acronym = apps.get_model("search", "Acronym")
    Acronym.objects.bulk_create(
        Acronym(short=short, name=name, folded=folded(short)) for short, name in ACRONYMS.items()
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0003_acronyms_promotions_and_log")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
