from django.db import migrations, models

import apps.accounts.models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_active_owner_kept")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="address_key",
            field=models.CharField(
                default=apps.accounts.models.address_key_make, editable=False, max_length=32
            ),
        ),
    ]
