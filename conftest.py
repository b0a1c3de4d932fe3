"""Every test that touches the database finds two businesses, so that isolation can be asked anywhere."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from apps.tenants.context import in_tenant
from apps.tenants.models import Business

LOCALE = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, worker_id: str = "") -> Iterator[None]:
    """A database of this process alone, with both businesses provisioned once."""
    from apps.tenants.services import business_create, business_provision

    name = sql.Identifier(f"test_{os.getpid()}")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' " + LOCALE).format(name)
        )
    connections["default"].settings_dict["NAME"] = name.as_string(None).strip('"')
    settings.DATABASES["default"]["NAME"] = name.as_string(None).strip('"')
    with django_db_blocker.unblock():
        call_command("migrate_schemas", shared=True, interactive=False, verbosity=0)
        business_provision(business=business_create(name="מספרת חלוץ", slug="halutz", phone_e164s=["+97237630001"]))
        business_provision(business=business_create(name="מוסך שקד", slug="shaked", phone_e164s=["+97237630002"]))
    yield
    with django_db_blocker.unblock():
        for connection in connections.all():
            connection.close()
            connection.close_pool()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@pytest.fixture
def business(db: None) -> Iterator[Business]:
    """The first business, entered: the test body runs inside its schema."""
    business = Business.objects.get(slug="halutz")
    with in_tenant(business.schema_name):
        yield business


@pytest.fixture
def other_business(db: None) -> Business:
    """The second business; enter it with `in_tenant(other_business.schema_name)`."""
    return Business.objects.get(slug="shaked")
