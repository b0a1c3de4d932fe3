"""The database role of whatever serves: it works with every row and owns no table.

Whoever took over such a process switches off no journal's trigger, and empties or drops no table. The owner's
role stays with what makes, migrates and drops schemas.
"""

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from apps.tenants.context import PUBLIC_SCHEMA, in_tenant

# What the owner makes from now on, and all that is there in one schema.
LATER = (
    "ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO {role}",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {role}",
)
NOW = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
)
# A schema's tables are granted together or made under LATER: one of them tells of all.
UNGRANTED = """
    SELECT schemaname FROM pg_tables WHERE tablename = 'django_migrations'
    AND NOT has_table_privilege(%s, format('%%I.%%I', schemaname, tablename), 'DELETE') ORDER BY schemaname
"""


def serving_role_make(*, password: str) -> None:
    """Makes the role or gives it this password, and grants what it lacks. Safe to repeat; for the owner."""
    role = sql.Identifier(settings.SERVING_ROLE)
    with in_tenant(PUBLIC_SCHEMA), connection.cursor() as cursor:
        with transaction.atomic():
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.SERVING_ROLE])
            if not cursor.fetchone():
                cursor.execute(sql.SQL("CREATE ROLE {} NOINHERIT").format(role))
            # Sealed here: the server may log statements.
            sealed = cursor.connection.pgconn.encrypt_password(
                password.encode(), settings.SERVING_ROLE.encode()
            )
            cursor.execute(
                sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(sealed.decode()))
            )
            for statement in LATER:
                cursor.execute(sql.SQL(statement).format(role=role))
        cursor.execute(UNGRANTED, [settings.SERVING_ROLE])
        for (schema,) in cursor.fetchall():
            with transaction.atomic():
                for statement in NOW:
                    cursor.execute(sql.SQL(statement).format(schema=sql.Identifier(schema), role=role))
