from django.db import migrations

from apps.reminders.defaults import PLANS


def plans_write(apps, schema_editor):
    """Businesses that were here before there were reminders."""
    plans = apps.get_model("reminders", "ReminderPlan").objects
    if not plans.exists():
        for plan in PLANS:
            plans.create(**plan)


class Migration(migrations.Migration):
    dependencies = [("reminders", "0001_initial")]

    operations = [migrations.RunPython(plans_write, migrations.RunPython.noop)]
