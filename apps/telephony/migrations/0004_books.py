from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("telephony", "0003_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="call",
            name="last_entry",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="call",
            name="summary_sweeps",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", False), ("summary", "")),
                fields=["ended_at"],
                name="call_unsummarised",
            ),
        ),
    ]
