from typing import Any

from django.db import migrations, models


def names_of_before(apps: Any, schema_editor: Any) -> None:
    names = apps.get_model("tenants", "Business").objects.values_list("schema_name", flat=True)
    SchemaName = apps.get_model("tenants", "SchemaName")
    SchemaName.objects.bulk_create([SchemaName(name=name) for name in names])


class Migration(migrations.Migration):
    dependencies = [("tenants", "0007_slug_fits_a_host")]

    operations = [
        migrations.CreateModel(
            name="SchemaName",
            fields=[("name", models.CharField(max_length=63, primary_key=True, serialize=False))],
        ),
        migrations.RunPython(names_of_before, migrations.RunPython.noop),
    ]
