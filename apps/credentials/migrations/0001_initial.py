import django.db.models.deletion
from django.db import migrations, models

import apps.core.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0002_business")]

    operations = [
        migrations.CreateModel(
            name="BusinessCredentials",
            fields=[
                (
                    "business",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="credentials",
                        serialize=False,
                        to="tenants.business",
                    ),
                ),
                ("twilio_account_sid", models.CharField(blank=True, max_length=34)),
                ("twilio_auth_token", apps.core.crypto.EncryptedTextField(null=True)),
                ("openai_api_key", apps.core.crypto.EncryptedTextField(null=True)),
                ("webhook_secret", apps.core.crypto.EncryptedTextField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("twilio_account_sid", ""), ("twilio_auth_token__isnull", True)),
                            models.Q(
                                ("twilio_account_sid__regex", "^AC[0-9a-f]{32}$"),
                                ("twilio_auth_token__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="twilio_account_with_its_token",
                    )
                ],
            },
        ),
    ]
