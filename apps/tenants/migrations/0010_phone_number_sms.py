from typing import Any

from django.db import migrations, models


def sms_as_before(apps: Any, schema_editor: Any) -> None:
    """A number that takes no calls sent nothing."""
    apps.get_model("tenants", "PhoneNumber").objects.filter(voice=False).update(sms=False)


class Migration(migrations.Migration):
    dependencies = [("tenants", "0009_blueprint_is_reserved")]

    operations = [
        migrations.AddField(
            model_name="phonenumber",
            name="sms",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text=(
                    "מספר נייח בדרך כלל אינו שולח SMS. בלי מספר ששולח, הודעות יוצאות מהמספר של המערכת."
                ),
                verbose_name="שולח SMS",
            ),
        ),
        migrations.RunPython(sms_as_before, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="phonenumber",
            name="voice",
            field=models.BooleanField(default=True, verbose_name="עונים לשיחות"),
        ),
        migrations.AddConstraint(
            model_name="phonenumber",
            constraint=models.CheckConstraint(
                condition=models.Q(("voice", True), ("sms", False), _connector="OR"),
                name="phone_number_sms_can_be_called",
                violation_error_message=(
                    "לקוחות מתקשרים למספר שכתב להם: כדי לשלוח ממנו SMS צריך לענות בו לשיחות."
                ),
            ),
        ),
    ]
