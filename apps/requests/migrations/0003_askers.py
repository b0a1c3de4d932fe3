from django.db import migrations, models


def fingerprints_forget(apps, schema_editor):
    """They were not keyed. Without one a request counts as the same, so nothing of today is made again."""
    apps.get_model("requests", "KeyedRequest").objects.update(fingerprint="")


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0002_answer"),
    ]

    operations = [
        migrations.RunPython(fingerprints_forget, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name="keyedrequest",
            name="keyed_request_once",
        ),
        migrations.AddField(
            model_name="keyedrequest",
            name="impersonation_id",
            field=models.BigIntegerField(default=0, db_default=0),
        ),
        migrations.AlterField(
            model_name="keyedrequest",
            name="fingerprint",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddConstraint(
            model_name="keyedrequest",
            constraint=models.UniqueConstraint(
                fields=("user_id", "impersonation_id", "endpoint", "key"),
                name="keyed_request_once",
            ),
        ),
    ]
