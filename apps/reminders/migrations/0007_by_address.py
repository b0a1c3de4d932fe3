from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reminders", "0006_answer")]

    operations = [
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("address", ""), _negated=True),
                fields=["address"],
                name="reminder_by_address",
            ),
        )
    ]
