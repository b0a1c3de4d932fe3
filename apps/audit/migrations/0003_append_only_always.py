from django.db import migrations

# Fired also under session_replication_role = replica, which a superuser may set for a session.
ALWAYS = "ALTER TABLE audit_auditentry ENABLE ALWAYS TRIGGER audit_append_only"
AS_OTHERS = "ALTER TABLE audit_auditentry ENABLE TRIGGER audit_append_only"


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunSQL(ALWAYS, AS_OTHERS)]
