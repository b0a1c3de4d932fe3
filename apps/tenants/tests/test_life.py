from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection

from apps.core import clock
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.errors import BusinessNotFoundError, BusinessStateError, NameMismatchError
from apps.tenants.models import Business
from apps.tenants.services import (
    business_create,
    business_delete_cancel,
    business_delete_request,
    business_provision,
    business_provision_later,
    business_resume,
    business_suspend,
)

DAY = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture
def planned(business: Business) -> Business:
    """Rows without a schema."""
    with in_tenant(PUBLIC_SCHEMA):
        return business_create(name="סטודיו רימון", slug="rimon")


def status_of(business: Business) -> str:
    return Business.objects.get(pk=business.pk).status


def test_a_suspended_business_keeps_its_reason_until_it_is_resumed(
    business: Business, other_business: Business
) -> None:
    assert business_suspend(business_id=business.pk, reason="חוב פתוח").suspended_reason == "חוב פתוח"
    assert (status_of(business), status_of(other_business)) == ("suspended", "active")

    business_resume(business_id=business.pk)

    assert (status_of(business), Business.objects.get(pk=business.pk).suspended_reason) == ("active", "")


def test_what_does_not_fit_the_state_is_refused_and_changes_nothing(business: Business) -> None:
    with pytest.raises(BusinessStateError):
        business_resume(business_id=business.pk)
    with pytest.raises(BusinessStateError):
        business_delete_cancel(business_id=business.pk)
    with pytest.raises(BusinessNotFoundError):
        business_suspend(business_id=0, reason="")

    assert status_of(business) == "active"


def test_deleting_needs_the_name_as_it_is_written(business: Business, other_business: Business) -> None:
    for typed in (other_business.name, "", business.slug, f"{business.name}!"):
        with pytest.raises(NameMismatchError):
            business_delete_request(business_id=business.pk, typed_name=typed, delete_after=DAY)
    assert status_of(business) == "active"

    business_delete_request(business_id=business.pk, typed_name=f" {business.name} ", delete_after=DAY)

    assert (status_of(business), status_of(other_business)) == ("deleting", "active")


def test_taking_a_deletion_back_returns_to_what_was(business: Business) -> None:
    business_suspend(business_id=business.pk, reason="חוב פתוח")
    business_delete_request(business_id=business.pk, typed_name=business.name, delete_after=DAY)

    business_delete_cancel(business_id=business.pk)

    found = Business.objects.get(pk=business.pk)
    assert (found.status, found.delete_after, found.suspended_reason) == ("suspended", None, "חוב פתוח")


def test_a_new_business_is_provisioned_by_a_worker(planned: Business, jobs) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        business_provision_later(business=planned)
        assert (planned.status, planned.provisioning_step) == ("provisioning", "queued")

        assert [(each.name, each.schema) for each in jobs.run()] == [("tenants.business_provision", "public")]

        planned.refresh_from_db()
    assert (planned.status, planned.provisioning_step) == ("active", "done")


def test_a_failure_names_its_kind_and_step_and_can_be_tried_again(
    tenants_db: None, planned: Business, business: Business
) -> None:
    with in_tenant(PUBLIC_SCHEMA), connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA b_rimon; CREATE TABLE b_rimon.crm_lead (id int)")
        with pytest.raises(ProgrammingError):
            business_provision(business=planned)
        planned.refresh_from_db()
        assert (planned.status, planned.provisioning_step) == ("failed", "tables")
        assert planned.provisioning_error == "ProgrammingError"

        cursor.execute("DROP TABLE b_rimon.crm_lead")
        business_provision(business=planned)

        planned.refresh_from_db()
    assert (planned.status, planned.provisioning_step) == ("active", "done")
    assert (planned.provisioning_error, status_of(business)) == ("", "active")


def test_two_workers_do_not_provision_one_business_and_a_dead_one_is_followed(planned: Business) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        in_hand = Business.objects.filter(pk=planned.pk)
        in_hand.update(provisioning_until=clock.now() + timedelta(minutes=1))
        business_provision(business=planned)
        assert status_of(planned) == "provisioning"

        in_hand.update(provisioning_until=clock.now() - timedelta(seconds=1))
        business_provision(business=planned)

    assert status_of(planned) == "active"


def test_provisioning_leaves_an_open_or_suspended_business_alone(business: Business) -> None:
    business_suspend(business_id=business.pk, reason="חוב פתוח")
    business.refresh_from_db()

    business_provision(business=business)
    business_provision_later(business=business)

    assert status_of(business) == "suspended"
