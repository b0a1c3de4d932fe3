from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scheduling", "0006_personal_feeds")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="version",
            field=models.PositiveIntegerField(default=1, db_default=1),
        )
        for name in ("resource", "service")
    ]
