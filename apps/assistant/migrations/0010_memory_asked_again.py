from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assistant", "0009_sentiment_may_be_unknown"),
    ]

    operations = [
        migrations.AddField(
            model_name="understanding",
            name="memory_sweeps",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name="understanding",
            index=models.Index(
                condition=models.Q(("is_remembered", False)),
                fields=["created_at"],
                name="understanding_not_remembered",
            ),
        ),
    ]
