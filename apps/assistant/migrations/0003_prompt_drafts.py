import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce


def states_fill(apps, schema_editor):
    """What was not live was published before, under the number it has."""
    versions = apps.get_model("assistant", "PromptVersion").objects
    versions.filter(is_live=True).update(state="live")
    versions.filter(published_at=None).update(published_at=Coalesce(F("published_at"), F("created_at")))


class Migration(migrations.Migration):
    dependencies = [("assistant", "0002_faq_entry")]

    operations = [
        migrations.AddField("assistantprofile", "version", models.PositiveIntegerField(default=1)),
        migrations.AlterField(
            "assistantprofile",
            "voice",
            models.CharField(
                choices=[
                    ("cedar", "Cedar"),
                    ("ash", "Ash"),
                    ("ballad", "Ballad"),
                    ("echo", "Echo"),
                    ("verse", "Verse"),
                    ("marin", "Marin"),
                    ("alloy", "Alloy"),
                    ("coral", "Coral"),
                    ("sage", "Sage"),
                    ("shimmer", "Shimmer"),
                ],
                default="cedar",
                max_length=24,
            ),
        ),
        migrations.AddConstraint(
            "assistantprofile",
            models.CheckConstraint(
                condition=Q(gender__in=["masculine", "feminine"]), name="assistant_profile_gender_known"
            ),
        ),
        migrations.AddConstraint(
            "assistantprofile",
            models.CheckConstraint(
                condition=Q(greeting__regex="\\S", name__regex="\\S"), name="assistant_profile_says_something"
            ),
        ),
        migrations.AddField(
            "promptversion",
            "state",
            models.CharField(
                choices=[("draft", "טיוטה"), ("live", "פעילה"), ("past", "קודמת")],
                default="past",
                max_length=8,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(states_fill, migrations.RunPython.noop),
        migrations.RemoveConstraint("promptversion", "prompt_version_one_live"),
        migrations.RemoveField("promptversion", "is_live"),
        migrations.AlterField("promptversion", "version", models.PositiveIntegerField(null=True)),
        migrations.AddField(
            "promptversion",
            "comment",
            models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.AddField("promptversion", "author_id", models.BigIntegerField(null=True)),
        migrations.AddField("promptversion", "restored_from", models.PositiveIntegerField(null=True)),
        migrations.AddField("promptversion", "revision", models.PositiveIntegerField(default=1)),
        migrations.AddField("promptversion", "updated_at", models.DateTimeField(auto_now=True)),
        migrations.AddConstraint(
            "promptversion",
            models.UniqueConstraint(
                condition=Q(state="live"), fields=("channel",), name="prompt_version_one_live"
            ),
        ),
        migrations.AddConstraint(
            "promptversion",
            models.UniqueConstraint(
                condition=Q(state="draft"), fields=("channel",), name="prompt_version_one_draft"
            ),
        ),
        migrations.AddConstraint(
            "promptversion",
            models.CheckConstraint(
                condition=Q(published_at=None, state="draft", version=None)
                | Q(published_at__isnull=False, state__in=["live", "past"], version__isnull=False),
                name="prompt_version_numbered_when_published",
            ),
        ),
        migrations.AddConstraint(
            "promptversion",
            models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("text"), models.Value(20000)
                ),
                name="prompt_version_size",
            ),
        ),
    ]
