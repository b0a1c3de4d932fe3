"""Numbers in their one spelling. One that cannot be a number stops here: nobody could ever have called it."""

from typing import Any

from django.db import migrations, models

import apps.tenants.fields
from apps.core.phone import e164_parse


def numbers_respell(apps: Any, _editor: Any) -> None:
    for number in apps.get_model("tenants", "PhoneNumber").objects.all():
        e164 = e164_parse(number.e164)
        if e164 is not None and e164 != number.e164:
            number.e164 = e164
            number.save(update_fields=["e164"])


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0002_business"),
    ]

    operations = [
        migrations.AlterField(
            model_name="phonenumber",
            name="e164",
            field=apps.tenants.fields.PhoneField(max_length=16, unique=True, verbose_name="מספר"),
        ),
        migrations.RunPython(numbers_respell, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="phonenumber",
            constraint=models.CheckConstraint(
                condition=models.Q(("e164__regex", "^\\+[1-9][0-9]{6,14}$")), name="phone_number_e164"
            ),
        ),
    ]
