"""However it is spelled: a connection's schema changes in apps.tenants.context and nowhere else."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from channels.layers import get_channel_layer
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test.utils import isolate_apps
from django.utils.module_loading import import_string
from psycopg import sql

from apps.crm.models import Lead
from apps.tenants.backend.door import SchemaClosedError
from apps.tenants.context import (
    PUBLIC_SCHEMA,
    EventLoopError,
    UnscopedNameError,
    current_schema,
    in_tenant,
    run_in_tenant,
    scoped,
)
from apps.tenants.models import Business

name = "tenant"
connection_: Any = connection


def said(*parts: Any) -> Callable[[Any], None]:
    def say(other: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(*parts)

    return say


def asked_of_postgresql() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])


WAYS: dict[str, Callable[[Any], object]] = {
    "set_tenant": connection_.set_tenant,
    "set_schema put together": lambda other: getattr(connection, "set_" + "schema")(other.schema_name),
    "set_schema_to_public": lambda other: connection_.set_schema_to_public(),
    "written": lambda other: setattr(connection, name, other),
    "__setattr__": lambda other: connection.__setattr__("tenant", other),
    "removed": lambda other: delattr(connection, "schema_name"),
    "schema_context": lambda other: import_string("django_tenants.utils.schema_context")(
        other.schema_name
    ).__enter__(),
    "tenant_context": lambda other: import_string("django_tenants.utils.tenant_context")(other).__enter__(),
    "migrate_schemas": lambda other: call_command(
        "migrate_schemas", schema_name=other.schema_name, verbosity=0
    ),
    "all_tenants_command": lambda other: call_command("all_tenants_command", "check", verbosity=0),
    "SET": said("SET search" + "_path TO b_shaked"),
    "SET LOCAL": said("set /* x */ local SEARCH" + "_PATH = b_shaked"),
    "SET SCHEMA": said("SET SESSION /* x */ SCHEMA 'b_shaked'"),
    "set_config": said("SELECT set_config(%s, 'b_shaked', false)", ["search" + "_path"]),
    "DO": said("DO $$ BEGIN EXECUTE 'SET search' || '_path TO b_shaked'; END $$"),
    "bytes": said(b"SET search" + b"_path TO b_shaked"),
    "composed": said(sql.SQL("SET {} TO b_shaked").format(sql.SQL("search" + "_path"))),
    "another's table": said('SELECT * FROM "b_shaked"."crm_lead"'),
    "another's table, unquoted": said("SELECT * FROM b_shaked.crm_lead"),
    "a lock": said("SELECT pg_advisory_xact_lock(7)"),
    "a lock by a name of its own": said("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", ["lines"]),
    "a lock of another's": said("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", ["b_shaked.lines"]),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_other_way_leads_out_of_a_business(business: Business, other_business: Business, way: str) -> None:
    with pytest.raises(SchemaClosedError), transaction.atomic():
        WAYS[way](other_business)

    assert current_schema() == asked_of_postgresql() == business.schema_name


@pytest.mark.parametrize("way", ["DO", "set_config"])
def test_what_was_found_too_late_is_rolled_back(
    tenants_db: None, business: Business, other_business: Business, way: str
) -> None:
    with transaction.atomic():
        Business.objects.filter(pk=business.pk).update(name="אחר")
        with pytest.raises(SchemaClosedError):
            WAYS[way](other_business)
        assert transaction.get_rollback()

    business.refresh_from_db()
    assert (business.name, asked_of_postgresql()) == ("מספרת חלוץ", business.schema_name)


def test_what_is_written_past_the_connection_changes_nothing(
    business: Business, other_business: Business
) -> None:
    wrapper = connection_._connections[connection_._alias]
    for place in (connection, wrapper):
        vars(place).update(tenant=other_business, schema_name=other_business.schema_name)
    try:
        assert current_schema() == asked_of_postgresql() == business.schema_name
    finally:
        for place in (connection, wrapper):
            for written in ("tenant", "schema_name"):
                del vars(place)[written]


@isolate_apps("apps.crm")
def test_a_model_cannot_name_another_business_s_table(business: Business) -> None:
    class Theirs(models.Model):
        class Meta:
            app_label = "crm"
            db_table = 'b_shaked"."crm_' + "lead"

        def __str__(self) -> str:
            return str(self.pk)

    with pytest.raises(SchemaClosedError, match="b_halutz may not name b_shaked"):
        list(Theirs.objects.all())


def test_a_cursor_kept_open_follows_its_thread(business: Business, other_business: Business) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        assert cursor.fetchone() == (business.schema_name,)
        with in_tenant(other_business.schema_name):
            cursor.execute("SELECT current_schema()")
            assert cursor.fetchone() == (other_business.schema_name,)
        with in_tenant(PUBLIC_SCHEMA):
            cursor.execute("SELECT current_schema()")
            assert cursor.fetchone() == (PUBLIC_SCHEMA,)


def test_a_statement_costs_no_other(business: Business, django_assert_num_queries: Any) -> None:
    list(Lead.objects.all())
    with django_assert_num_queries(2):
        list(Lead.objects.all())
        list(Lead.objects.all())


def test_the_event_loop_enters_no_business(tenants_db: None, other_business: Business) -> None:
    """Two coroutines that took turns saw each other's business."""

    async def enter() -> None:
        with in_tenant(other_business.schema_name):
            await asyncio.sleep(0)

    with pytest.raises(EventLoopError, match="b_shaked"):
        asyncio.run(enter())

    assert current_schema() == PUBLIC_SCHEMA
    assert asyncio.run(run_in_tenant(other_business.schema_name, current_schema)) == "b_shaked"


@pytest.mark.parametrize("deed", ["group_add", "group_discard", "group_send"])
async def test_a_group_without_a_business_is_refused(deed: str) -> None:
    layer = get_channel_layer()

    with pytest.raises(UnscopedNameError):
        await getattr(layer, deed)("calls", "x")
    assert scoped("b_halutz", "calls") == "b_halutz.calls"
    assert layer.groups == {}


def test_a_file_lies_in_the_folder_of_its_business(business: Business, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)

    for place in ("recording.wav", "b_shaked/recording.wav", "b_halutz"):
        with pytest.raises(UnscopedNameError):
            default_storage.save(place, ContentFile(b"x"))
    assert default_storage.save("b_halutz/recording.wav", ContentFile(b"x")) == "b_halutz/recording.wav"
    with in_tenant(PUBLIC_SCHEMA), pytest.raises(UnscopedNameError):
        default_storage.save("recording.wav", ContentFile(b"x"))

    assert [path.name for path in tmp_path.rglob("*")] == ["b_halutz", "recording.wav"]
