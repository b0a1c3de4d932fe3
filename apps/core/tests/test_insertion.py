"""A row that is inserted by hand is the row that `save()` would have written."""

import pytest
from django.db import IntegrityError, transaction

from apps.core.insertion import row_insert
from apps.scheduling.models import Appointment
from apps.scheduling.tests.factories import AppointmentFactory, CustomerFactory
from apps.scheduling.tests.moments import MONDAY, at
from apps.tenants.context import in_tenant

NO_OVERLAP = "appointment_no_overlap"


def meeting(hour):
    return AppointmentFactory.build(
        lead=CustomerFactory.create(), starts_at=at(MONDAY, hour), service_label="תספורת", notes="בלי רעש"
    )


def test_it_is_stored_as_it_is_and_saved_again_as_an_update(business, other_business):
    made = meeting(10)

    assert row_insert(made)
    made.notes = "עם רעש"
    made.save(update_fields=["notes"])

    stored = Appointment.objects.get()
    assert (stored.pk, stored.lineage) == (made.pk, made.lineage)
    assert (stored.starts_at, stored.notes, stored.created_at) == (at(MONDAY, 10), "עם רעש", made.created_at)
    assert "תספורת" in stored.search_text
    with in_tenant(other_business.schema_name):
        assert not Appointment.objects.exists()


def test_what_the_named_constraint_forbids_is_not_inserted_and_breaks_nothing(business):
    first, second = meeting(10), meeting(10)

    with transaction.atomic():
        assert row_insert(first, unless=NO_OVERLAP)
        assert not row_insert(second, unless=NO_OVERLAP)
        assert second.pk is None
        assert list(Appointment.objects.all()) == [first]


def test_any_other_constraint_is_an_error(business):
    wrong = meeting(10)
    wrong.ends_at = wrong.starts_at

    with pytest.raises(IntegrityError, match="appointment_ends_after_start"), transaction.atomic():
        row_insert(wrong, unless=NO_OVERLAP)
