import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assistant", "0010_memory_asked_again")]

    operations = [
        migrations.AddField(
            model_name="memoryentry",
            name="replaced_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assistant.memoryentry",
            ),
        ),
    ]
