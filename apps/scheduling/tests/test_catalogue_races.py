"""Two who change different things of one service or resource at once both keep what they changed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from apps.audit.actors import Actor, ActorKind
from apps.core.testing import PATIENCE_SECONDS
from apps.crm.tests.threads import somebody_waits
from apps.scheduling.models import Resource, Service
from apps.scheduling.services.catalogue import resource_update, service_update
from apps.scheduling.tests.factories import ServiceFactory
from apps.tenants.context import in_tenant

DANA = Actor(kind=ActorKind.USER, user_id=7)


def change_service(row_id, changes):
    return service_update(service_id=row_id, changes=changes, actor=DANA)


def change_resource(row_id, changes):
    return resource_update(resource_id=row_id, changes=changes, actor=DANA)


@pytest.mark.parametrize(
    ("model", "change", "ours", "theirs"),
    [
        (Service, change_service, {"label": "תספורת"}, {"duration_minutes": 45}),
        (Resource, change_resource, {"name": "רון"}, {"has_own_hours": True}),
    ],
)
def test_what_another_changes_meanwhile_stays(
    tenants_db, business, other_business, model, change, ours, theirs
):
    row = ServiceFactory.create() if model is Service else Resource.objects.create(name="חדר")

    def run():
        try:
            with in_tenant(business.schema_name):
                change(row.pk, theirs)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            change(row.pk, ours)
            other = threads.submit(run)
            somebody_waits(model._meta.db_table)
        other.result(PATIENCE_SECONDS)

    assert model.objects.filter(pk=row.pk, **ours, **theirs).count() == 1
    with in_tenant(other_business.schema_name):
        assert not model.objects.filter(**ours).exists()
