from django.db import migrations, models

GUARD = """
    CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION public.prosaas_append_only()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        # Makes the function in public, which is migrated before any business.
        ("audit_platform", "0001_initial"),
    ]

    operations = [
        migrations.AddField("auditentry", "impersonator_user_id", models.BigIntegerField(null=True)),
        migrations.AddIndex(
            "auditentry", models.Index(fields=["actor_user_id", "id"], name="audit_of_actor")
        ),
        migrations.AddIndex("auditentry", models.Index(fields=["action", "id"], name="audit_of_action")),
        migrations.AddIndex("auditentry", models.Index(fields=["at"], name="audit_at")),
        migrations.RunSQL(GUARD, "DROP TRIGGER audit_append_only ON audit_auditentry"),
    ]
