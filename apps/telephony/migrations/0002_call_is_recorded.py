from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("telephony", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="call",
            name="is_recorded",
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
