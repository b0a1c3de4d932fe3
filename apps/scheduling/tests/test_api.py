import pytest

from apps.accounts.testing import ARRIVAL_QUERIES
from apps.audit.models import AuditEntry
from apps.scheduling.models import Appointment
from apps.scheduling.tests.factories import AppointmentFactory, CustomerFactory
from apps.scheduling.tests.moments import FRIDAY, MONDAY, SUNDAY, at
from apps.tenants.context import in_tenant


def ids(answer):
    return [row["id"] for row in answer.json()["results"]]


def test_an_appointment_is_shown_with_its_lead(api):
    lead = CustomerFactory.create(name="דנה כהן", phone="+972521234567")
    appointment = AppointmentFactory.create(
        lead=lead, starts_at=at(MONDAY, 9, 30), service_label="תספורת", source_kind="call", source_id=31
    )

    answer = api.get(f"/api/v1/appointments/{appointment.pk}/")

    assert answer.status_code == 200
    assert answer.json() == {
        "id": appointment.pk,
        "lead": {"id": lead.pk, "name": "דנה כהן", "phone": "+972521234567"},
        "resource": {"id": appointment.resource_id, "name": "יומן ראשי"},
        "service": "תספורת",
        "service_id": None,
        "starts_at": "2026-11-23T07:30:00Z",
        "ends_at": "2026-11-23T08:00:00Z",
        "hebrew_date": "י״ג כסלו תשפ״ז",
        "buffer_before_minutes": 0,
        "buffer_after_minutes": 0,
        "status": "confirmed",
        "hold_expires_at": None,
        "lineage": str(appointment.lineage),
        "rescheduled_count": 0,
        "source": "dashboard",
        "source_kind": "call",
        "source_id": 31,
        "notes": "",
        "version": 1,
        "created_at": appointment.created_at.isoformat().replace("+00:00", "Z"),
        "updated_at": appointment.updated_at.isoformat().replace("+00:00", "Z"),
    }


def test_appointments_come_latest_first_page_by_page(api):
    starts = [at(MONDAY, 12), at(MONDAY, 9), at(SUNDAY, 15)]
    made = [AppointmentFactory.create(starts_at=start).pk for start in starts]

    first = api.get("/api/v1/appointments/", {"page_size": 2})

    assert ids(first) == [made[0], made[1]]
    assert ids(api.get(first.json()["next"])) == [made[2]]


def test_appointments_at_one_moment_are_neither_repeated_nor_lost(api):
    made = [AppointmentFactory.create(starts_at=at(MONDAY, 9), status="cancelled").pk for _ in range(5)]

    first = api.get("/api/v1/appointments/", {"page_size": 3})
    second = api.get(first.json()["next"])

    assert ids(first) + ids(second) == made[::-1]


def test_a_span_holds_its_start_and_not_its_end(api):
    inside = AppointmentFactory.create(starts_at=at(MONDAY, 9))
    AppointmentFactory.create(starts_at=at(FRIDAY, 9))
    AppointmentFactory.create(starts_at=at(SUNDAY, 15))

    answer = api.get(
        "/api/v1/appointments/", {"from": at(MONDAY, 9).isoformat(), "to": at(FRIDAY, 9).isoformat()}
    )

    assert ids(answer) == [inside.pk]
    assert api.get("/api/v1/appointments/", {"from": "מחר"}).status_code == 400


def test_a_page_costs_the_same_whatever_its_size(api, django_assert_num_queries):
    for hour in range(9, 17):
        AppointmentFactory.create(starts_at=at(MONDAY, hour))
        with django_assert_num_queries(ARRIVAL_QUERIES + 2):
            api.get("/api/v1/appointments/")


def test_cancelling_is_done_by_the_person_signed_in(api):
    appointment = AppointmentFactory.create(starts_at=at(MONDAY, 9))

    answer = api.post(f"/api/v1/appointments/{appointment.pk}/cancel/")

    assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")
    assert api.post(f"/api/v1/appointments/{appointment.pk}/cancel/").status_code == 200
    assert AuditEntry.objects.get(action="appointment.cancelled").actor_user_id == api.membership.user_id


def test_what_took_place_is_not_cancelled(api):
    appointment = AppointmentFactory.create(starts_at=at(MONDAY, 9), status="done")

    answer = api.post(f"/api/v1/appointments/{appointment.pk}/cancel/", headers={"accept-language": "en"})

    assert answer.status_code == 409
    assert answer.json()["error"] == {
        "code": "appointment_over",
        "message": "The appointment is over or cancelled and cannot be changed. Book another one.",
        "appointment_status": "done",
    }


@pytest.mark.parametrize(("method", "path"), [("get", ""), ("post", "cancel/")])
def test_an_appointment_of_another_business_does_not_exist_here(api, other_business, method, path):
    with in_tenant(other_business.schema_name):
        theirs = AppointmentFactory.create(id=900_001, starts_at=at(MONDAY, 9))

    answer = getattr(api, method)(f"/api/v1/appointments/{theirs.pk}/{path}")

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "appointment_not_found")
    assert ids(api.get("/api/v1/appointments/")) == []
    with in_tenant(other_business.schema_name):
        assert Appointment.objects.get().status == "confirmed"


def test_nobody_reads_or_cancels_without_signing_in(anonymous):
    appointment = AppointmentFactory.create(starts_at=at(MONDAY, 9))

    assert anonymous.get("/api/v1/appointments/").status_code == 401
    assert anonymous.post(f"/api/v1/appointments/{appointment.pk}/cancel/").status_code == 401
    assert Appointment.objects.get().status == "confirmed"
