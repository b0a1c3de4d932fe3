"""Whoever asks something of one business reaches no other, whatever the code does: not a row is read."""

from collections.abc import Callable, Iterator

import pytest
from celery import current_app
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from apps.core.jobs import SCHEMA_HEADER
from apps.crm.models import Lead
from apps.tenants.backend.door import OtherBusinessError, SchemaClosedError
from apps.tenants.context import (
    PUBLIC_SCHEMA,
    in_tenant,
    other_businesses_too,
    run_in_tenant,
    working_in,
)
from apps.tenants.middleware import HostMiddleware
from apps.tenants.models import Business

OTHER = "b_shaked"


def entered() -> int:
    with in_tenant(OTHER):
        return Lead.objects.count()


def entered_by_way_of_public() -> int:
    with in_tenant(PUBLIC_SCHEMA):
        return entered()


def entered_anew() -> int:
    with working_in(OTHER):
        return Lead.objects.count()


def asked_in_public() -> int:
    with in_tenant(PUBLIC_SCHEMA), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {OTHER}.crm_lead")
        return int(cursor.fetchone()[0])


WAYS = [entered, entered_by_way_of_public, entered_anew, asked_in_public]
REFUSED = (OtherBusinessError, SchemaClosedError)


@pytest.mark.parametrize("way", WAYS)
def test_a_request_reaches_no_other_business(
    business: Business, other_business: Business, way: Callable[[], int]
) -> None:
    answer = HostMiddleware(lambda request: HttpResponse(str(way())))

    with pytest.raises(REFUSED), in_tenant(PUBLIC_SCHEMA):
        answer(RequestFactory().get("/", headers={"host": "halutz.testserver"}))


def test_a_request_at_a_public_host_does(business: Business, other_business: Business) -> None:
    answer = HostMiddleware(lambda request: HttpResponse(str(entered())))

    assert answer(RequestFactory().get("/", headers={"host": "testserver"})).content == b"0"


@pytest.mark.parametrize("way", WAYS)
async def test_async_code_reaches_no_other_business(
    tenants_db: None, business: Business, other_business: Business, way: Callable[[], int]
) -> None:
    with pytest.raises(REFUSED):
        await run_in_tenant(business.schema_name, way)

    assert await run_in_tenant(PUBLIC_SCHEMA, way) == 0


@pytest.mark.parametrize("way", WAYS)
def test_a_job_reaches_no_other_business(
    business: Business, other_business: Business, way: Callable[[], int]
) -> None:
    current_app.loader.import_default_modules()
    task = current_app.tasks["events.deliver"]
    task.push_request(headers={SCHEMA_HEADER: business.schema_name})

    with pytest.raises(REFUSED), in_tenant(PUBLIC_SCHEMA), task.entered():
        way()

    task.pop_request()


@pytest.fixture
def worked_for(business: Business) -> Iterator[str]:
    with working_in(business.schema_name):
        yield business.schema_name


def test_afterwards_it_is_as_before(business: Business, other_business: Business) -> None:
    with working_in(business.schema_name), pytest.raises(OtherBusinessError):
        entered()

    assert entered() == 0


def test_who_must_says_so(worked_for: str, other_business: Business) -> None:
    with other_businesses_too():
        assert entered() == 0

    with pytest.raises(OtherBusinessError):
        entered()


def test_its_own_and_public_are_open_to_it(worked_for: str, other_business: Business) -> None:
    with in_tenant(PUBLIC_SCHEMA), in_tenant(worked_for):
        assert Lead.objects.count() == 0
    with in_tenant(PUBLIC_SCHEMA), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {worked_for}.crm_lead")
        assert cursor.fetchone() == (0,)
