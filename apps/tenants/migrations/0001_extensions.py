from django.db import migrations

# Created inside a business's schema an extension would vanish, and with it every other business's exclusion
# constraints, on the day that business is dropped.
EXTENSIONS = ("btree_gist", "pg_trgm", "vector")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            [f"CREATE EXTENSION IF NOT EXISTS {name} SCHEMA public" for name in EXTENSIONS],
            migrations.RunSQL.noop,
        )
    ]
