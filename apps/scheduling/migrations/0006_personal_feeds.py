"""A calendar's address is one person's. Who holds one made before cannot be known, so those open no more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scheduling", "0005_resource_index")]

    operations = [
        migrations.RunSQL("DELETE FROM scheduling_calendarfeed", migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="calendarfeed", name="calendar_feed_of_whom"),
        migrations.RemoveConstraint(model_name="calendarfeed", name="calendar_feed_key"),
        migrations.RemoveField(model_name="calendarfeed", name="created_by_user_id"),
        migrations.AlterField(model_name="calendarfeed", name="user_id", field=models.BigIntegerField()),
        migrations.AddField(
            model_name="calendarfeed", name="is_of_all", field=models.BooleanField(default=False)
        ),
        migrations.AddField(
            model_name="calendarfeed",
            name="member_key",
            field=models.CharField(default="", max_length=32),
            preserve_default=False,
        ),
        migrations.AlterField(model_name="calendarfeed", name="created_at", field=models.DateTimeField()),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(fields=["user_id", "is_of_all"], name="calendar_feed_of_whom"),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.CheckConstraint(
                condition=~models.Q(key="") & ~models.Q(member_key=""), name="calendar_feed_key"
            ),
        ),
    ]
