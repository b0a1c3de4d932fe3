from django.db import migrations

# Where nobody reads what is written back, a message must not ask for it.
ASKED = (
    ("text_he", "השיבו כן לאישור או לא לביטול. {link}", "{answer} {link}"),
    ("text_en", "Reply YES to confirm or NO to cancel. {link}", "{answer} {link}"),
)


def answer_leave_open(apps, schema_editor):
    for plan in apps.get_model("reminders", "ReminderPlan").objects.all():
        for field, asked, left_open in ASKED:
            setattr(plan, field, getattr(plan, field).replace(asked, left_open))
        plan.save(update_fields=["text_he", "text_en"])


class Migration(migrations.Migration):
    dependencies = [("reminders", "0005_day")]

    operations = [migrations.RunPython(answer_leave_open, migrations.RunPython.noop)]
