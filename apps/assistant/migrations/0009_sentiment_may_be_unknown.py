from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assistant", "0008_memory_and_understanding"),
    ]

    operations = [
        migrations.AlterField(
            model_name="understanding",
            name="sentiment",
            field=models.CharField(
                blank=True,
                choices=[("positive", "חיובי"), ("neutral", "ענייני"), ("negative", "שלילי")],
                max_length=8,
            ),
        ),
    ]
