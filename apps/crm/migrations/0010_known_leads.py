from django.db import migrations, models

UNKNOWN = "ליד ללא פרטים"


def empty_leads_name(apps, schema_editor):
    """Leads that hold nothing were made by mistake; whoever reads the list can find and delete them now."""
    leads = apps.get_model("crm", "Lead").objects.exclude(source__in=("phone", "whatsapp"))
    leads.filter(name="", phone="", email="").update(name=UNKNOWN)


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0009_spelled_names"),
    ]

    operations = [
        migrations.RunPython(empty_leads_name, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source__in", ("phone", "whatsapp")),
                    models.Q(("name", ""), _negated=True),
                    models.Q(("phone", ""), _negated=True),
                    models.Q(("email", ""), _negated=True),
                    _connector="OR",
                ),
                name="lead_known_by_something",
            ),
        ),
    ]
