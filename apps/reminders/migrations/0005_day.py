from django.db import migrations

# Quiet hours may move a reminder to another day than the one its text named.
NAMED = (
    ("text_he", "נפגשים היום בשעה", "נפגשים {day} בשעה"),
    ("text_en", "see you today at", "see you {day} at"),
)


def day_leave_open(apps, schema_editor):
    for plan in apps.get_model("reminders", "ReminderPlan").objects.filter(kind="before"):
        for field, named, left_open in NAMED:
            setattr(plan, field, getattr(plan, field).replace(named, left_open))
        plan.save(update_fields=["text_he", "text_en"])


class Migration(migrations.Migration):
    dependencies = [("reminders", "0004_sends_begin")]

    operations = [migrations.RunPython(day_leave_open, migrations.RunPython.noop)]
