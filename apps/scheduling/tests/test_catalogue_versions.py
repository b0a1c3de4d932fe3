"""A change of a service or resource that names the version its reader saw."""

import pytest

from apps.audit.models import AuditEntry
from apps.scheduling.models import Resource, Service
from apps.scheduling.tests.factories import ServiceFactory
from apps.tenants.context import in_tenant

KINDS = {
    "service": ("services", Service, {"duration_minutes": 45}, {"label": "צבע"}),
    "resource": ("resources", Resource, {"user_id": None, "position": 4}, {"name": "רון"}),
}
of_each = pytest.mark.parametrize(("path", "model", "theirs", "ours"), KINDS.values(), ids=KINDS)


def made(model):
    return ServiceFactory.create() if model is Service else Resource.objects.create(name="חדר")


def patch(api, path, row, changes, tag=None):
    headers = {} if tag is None else {"If-Match": tag}
    return api.patch(f"/api/v1/scheduling/{path}/{row.pk}/", changes, format="json", headers=headers)


@of_each
def test_what_changed_since_it_was_read_is_not_written_over(api, other_business, path, model, theirs, ours):
    row = made(model)
    with in_tenant(other_business.schema_name):
        elsewhere = made(model)
        elsewhere_before = model.objects.filter(pk=elsewhere.pk).values().get()
    assert {each["version"] for each in api.get(f"/api/v1/scheduling/{path}/").json()} == {1}
    first = patch(api, path, row, theirs, 'W/"1"')
    assert (first.status_code, first.headers["ETag"], first.json()["version"]) == (200, 'W/"2"', 2)
    before, told = model.objects.filter(pk=row.pk).values().get(), AuditEntry.objects.count()

    refused = patch(api, path, row, ours, 'W/"1"')

    assert (refused.status_code, refused.json()["error"]["version"]) == (412, 2)
    assert refused.json()["error"]["code"] == f"{model.__name__.lower()}_changed"
    assert model.objects.filter(pk=row.pk).values().get() == before
    assert AuditEntry.objects.count() == told
    assert patch(api, path, row, ours, 'W/"x"').status_code == 412
    assert patch(api, path, row, ours, 'W/"2"').headers["ETag"] == 'W/"3"'
    assert patch(api, path, row, ours).json()["version"] == 4
    with in_tenant(other_business.schema_name):
        assert model.objects.filter(pk=elsewhere.pk).values().get() == elsewhere_before


@of_each
def test_what_is_made_tells_its_version_and_the_order_of_all_is_no_change(api, path, model, theirs, ours):
    row = made(model)
    details = {"duration_minutes": 30, **ours} if model is Service else ours
    fresh = api.post(f"/api/v1/scheduling/{path}/", details, format="json")
    assert (fresh.status_code, fresh.headers["ETag"], fresh.json()["version"]) == (201, 'W/"1"', 1)
    ids = [*model.objects.order_by("-pk").values_list("pk", flat=True)]

    api.post(f"/api/v1/scheduling/{path}/reorder/", {f"{model.__name__.lower()}_ids": ids}, format="json")

    assert model.objects.get(pk=row.pk).version == 1


def test_who_gives_a_service_is_a_change_of_it(api):
    service, ron = ServiceFactory.create(), Resource.objects.create(name="רון")
    assert patch(api, "services", service, {"resource_ids": [ron.pk]}, 'W/"1"').status_code == 200
    assert patch(api, "services", service, {"resource_ids": []}, 'W/"1"').status_code == 412
    assert [*service.resources.all()] == [ron]


def test_a_resource_that_begins_hours_of_its_own_has_changed_once(api):
    ron = Resource.objects.create(name="רון")
    week = {"resource_id": ron.pk, "openings": [{"weekday": 0, "opens": "09:00", "closes": "12:00"}]}
    for _ in range(2):
        assert api.put("/api/v1/scheduling/hours/", week, format="json").status_code == 200
    ron.refresh_from_db()
    assert (ron.has_own_hours, ron.version) == (True, 2)
    missing = api.put("/api/v1/scheduling/hours/", {**week, "resource_id": 999}, format="json")
    assert (missing.status_code, missing.json()["error"]["code"]) == (422, "resource_unknown")
