from django.db import migrations, models

FUNCTION = """
    CREATE FUNCTION public.prosaas_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END
    $$
"""
GUARD = """
    CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_platform_platformauditentry
    FOR EACH STATEMENT EXECUTE FUNCTION public.prosaas_append_only()
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PlatformAuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="מתי")),
                ("actor_kind", models.CharField(max_length=16, verbose_name="מי")),
                ("actor_user_id", models.BigIntegerField(null=True, verbose_name="משתמש")),
                ("action", models.CharField(max_length=64, verbose_name="פעולה")),
                ("business_id", models.BigIntegerField(null=True, verbose_name="מספר העסק")),
                ("business_name", models.CharField(blank=True, max_length=120, verbose_name="עסק")),
                ("target_kind", models.CharField(max_length=32, verbose_name="סוג")),
                ("target_id", models.BigIntegerField(verbose_name="מספר")),
                ("data", models.JSONField(default=dict, verbose_name="פרטים")),
            ],
            options={
                "verbose_name": "רישום",
                "verbose_name_plural": "יומן המערכת",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["business_id", "id"], name="platform_audit_of_business")],
            },
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION public.prosaas_append_only()"),
        migrations.RunSQL(GUARD, "DROP TRIGGER audit_append_only ON audit_platform_platformauditentry"),
    ]
