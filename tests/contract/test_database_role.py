"""docs/deployment.md describes a database role for what faces the internet; here it is made and tried."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import Error, connection, transaction
from rest_framework.test import APIClient

from apps.audit.models import AuditEntry
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business
from apps.tenants.services import business_create, business_provision

SQL = re.compile(r"<!-- the role -->\n```sql\n(.*?)```", re.DOTALL)


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def sql_of_the_page() -> str:
    """As it stands there, for the database and the owner of this test."""
    [found] = SQL.findall(Path(settings.BASE_DIR, "docs/deployment.md").read_text())
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_database()), quote_ident(current_user)")
        database, owner = cursor.fetchone()
    return found.replace("DATABASE prosaas", f"DATABASE {database}").replace(
        "FOR ROLE prosaas ", f"FOR ROLE {owner} "
    )


@pytest.fixture
def narrow_role(business: Business, other_business: Business) -> None:
    """From here on everything is asked under the role, in businesses made before and after it was granted."""
    with in_tenant(PUBLIC_SCHEMA):
        run(sql_of_the_page())
        later = business_create(name="סטודיו רימון", slug="rimon")
        business_provision(business=later)
        run("SET LOCAL ROLE prosaas_app")


@pytest.mark.usefixtures("narrow_role")
def test_the_daily_work_needs_no_more(api: APIClient, other_api: APIClient) -> None:
    for client in (api, other_api):
        assert client.post("/api/v1/leads/", {"name": "רון"}, format="json").status_code == 201
        assert client.get("/api/v1/leads/").json()["results"][0]["name"] == "רון"
    assert AuditEntry.objects.get(action="lead.created").actor_user_id == api.membership.user_id


REFUSALS = r"permission denied|must be owner|append-only"
FORBIDDEN = [
    "ALTER TABLE audit_auditentry DISABLE TRIGGER audit_append_only",
    "DROP TRIGGER audit_append_only ON audit_auditentry",
    "TRUNCATE audit_auditentry",
    "DROP TABLE audit_auditentry",
    "UPDATE audit_auditentry SET action = 'lead.created'",
    "DELETE FROM audit_auditentry",
    "SET session_replication_role = replica",
    "CREATE TABLE audit_elsewhere (id int)",
    "CREATE SCHEMA b_elsewhere",
]


@pytest.mark.usefixtures("narrow_role")
def test_the_journals_guard_is_out_of_its_reach() -> None:
    for schema in ("b_halutz", "b_shaked", "b_rimon"):
        with in_tenant(schema):
            for statement in FORBIDDEN:
                with pytest.raises(Error, match=REFUSALS), transaction.atomic():
                    run(statement)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT tgenabled FROM pg_trigger WHERE tgname = 'audit_append_only'"
                    " AND tgrelid = 'audit_auditentry'::regclass"
                )
                assert cursor.fetchone() == ("A",)
