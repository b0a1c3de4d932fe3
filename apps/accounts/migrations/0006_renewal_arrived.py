from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_address_key")]

    operations = [
        migrations.AddField(
            model_name="refreshsession", name="has_arrived", field=models.BooleanField(default=False)
        ),
    ]
