from apps.scheduling.tests.factories import AppointmentFactory, CustomerFactory
from apps.scheduling.tests.moments import MONDAY, at


def test_the_appointments_of_one_lead_leave_out_the_others(api):
    lead = CustomerFactory.create()
    own = AppointmentFactory.create(lead=lead, starts_at=at(MONDAY, 9))
    AppointmentFactory.create(starts_at=at(MONDAY, 11))

    answer = api.get("/api/v1/appointments/", {"lead": lead.pk})

    assert [row["id"] for row in answer.json()["results"]] == [own.pk]
    assert api.get("/api/v1/appointments/", {"lead": "דנה"}).status_code == 400
