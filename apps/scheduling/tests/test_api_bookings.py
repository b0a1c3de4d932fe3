"""Free slots, bookings and their changes over the API."""

import pytest

from apps.accounts.testing import ARRIVAL_QUERIES
from apps.audit.models import AuditEntry
from apps.crm.models import Task
from apps.scheduling.models import (
    Appointment,
    AppointmentSettings,
    Resource,
    Service,
)
from apps.scheduling.tests.factories import AppointmentFactory, CustomerFactory, ServiceFactory
from apps.scheduling.tests.moments import MONDAY, SUNDAY, at
from apps.scheduling.tests.over_http import APPOINTMENTS, SLOTS, code_of, in_json
from apps.tenants.context import in_tenant


@pytest.fixture
def api(api):
    return in_json(api)


def wish(starts_at, **more):
    lead = more.pop("lead", None) or CustomerFactory.create().pk
    return {"lead": lead, "starts_at": starts_at.isoformat(), **more}


def test_a_day_of_slots_with_its_hebrew_date(api):
    service = ServiceFactory.create(duration_minutes=240)

    answer = api.get(SLOTS, {"from": "2026-11-23", "to": "2026-11-23", "service": service.pk})

    resource_id = Resource.objects.get().pk
    first = {
        "starts_at": "2026-11-23T07:00:00Z",
        "ends_at": "2026-11-23T11:00:00Z",
        "resource_ids": [resource_id],
    }
    assert answer.json()["timezone"] == "Asia/Jerusalem"
    (day,) = answer.json()["days"]
    assert (day["date"], day["hebrew_date"]) == ("2026-11-23", "י״ג כסלו תשפ״ז")
    assert (day["slots"][0], len(day["slots"])) == (first, 11)


def test_a_hebrew_date_is_named_in_the_language_of_whoever_reads_it(api):
    made = api.post(APPOINTMENTS, wish(at(MONDAY, 10))).json()
    query = {"from": "2026-11-23", "to": "2026-11-23"}

    def shown(language):
        head = {"Accept-Language": language}
        (day,) = api.get(SLOTS, query, headers=head).json()["days"]
        appointment = api.get(f"{APPOINTMENTS}{made['id']}/", headers=head).json()
        return [day["hebrew_date"], appointment["hebrew_date"]]

    assert shown("he") == ["י״ג כסלו תשפ״ז"] * 2
    assert shown("en") == ["13 Kislev 5787"] * 2


def test_slots_cost_two_queries_whatever_the_span_and_the_resources(api, django_assert_num_queries):
    service = ServiceFactory.create()
    Resource.objects.bulk_create(Resource(name=f"יומן {number}") for number in range(4))
    for until in ("2026-11-23", "2026-12-22"):
        with django_assert_num_queries(ARRIVAL_QUERIES + 2):
            api.get(SLOTS, {"from": "2026-11-23", "to": until, "service": service.pk})


def starts_free(api, **query):
    days = api.get(SLOTS, {"from": "2026-11-23", "to": "2026-11-23", **query}).json()["days"]
    return [slot["starts_at"] for day in days for slot in day["slots"]]


def test_every_slot_that_is_offered_for_a_move_takes_the_meeting(api, other_business):
    AppointmentSettings.objects.update(daily_cap=2)
    ron, gal = (Resource.objects.create(name=name, position=1) for name in ("רון", "גל"))
    service = ServiceFactory.create(duration_minutes=60)
    service.resources.add(ron, gal)
    given = wish(at(MONDAY, 16), service_id=service.pk, resource_id=gal.pk)
    moving = api.post(APPOINTMENTS, given).json()["id"]
    # It is shorter for whoever books now, and Gal takes another one.
    Service.objects.update(duration_minutes=30)
    api.post(APPOINTMENTS, wish(at(MONDAY, 10), service_id=service.pk, resource_id=gal.pk))

    offered = starts_free(api, moving=moving)

    assert (offered[0], offered[-1]) == ("2026-11-23T07:00:00Z", "2026-11-23T15:00:00Z")
    assert len(offered) == 16
    of_gal = starts_free(api, moving=moving, resource=gal.pk)
    assert sorted(set(offered) - set(of_gal)) == ["2026-11-23T07:30:00Z", "2026-11-23T08:00:00Z"]
    for start in offered:
        answer = api.post(f"{APPOINTMENTS}{moving}/reschedule/", {"starts_at": start})
        assert (answer.status_code, answer.json()["starts_at"]) == (200, start)
        assert answer.json()["resource"]["id"] in (ron.pk, gal.pk)
        moving = answer.json()["id"]
    assert Appointment.objects.exclude(status="cancelled").count() == 2
    with in_tenant(other_business.schema_name):
        assert Appointment.objects.count() == 0


def test_where_a_meeting_nobody_has_could_be_moved_to_is_not_found(api, other_business):
    with in_tenant(other_business.schema_name):
        theirs = AppointmentFactory.create(starts_at=at(MONDAY, 10)).pk

    assert code_of(api.get(SLOTS, {"from": "2026-11-23", "to": "2026-11-23", "moving": theirs})) == (
        404,
        "appointment_not_found",
    )


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        ({"from": "2026-11-23"}, (400, "invalid")),
        ({"from": "היום", "to": "2026-11-23"}, (400, "invalid")),
        ({"from": "2026-11-23", "to": "2027-11-23"}, (422, "span_too_long")),
        ({"from": "2026-11-23", "to": "2026-11-24", "service": 999}, (422, "service_unknown")),
        ({"from": "2026-11-23", "to": "2026-11-24", "resource": 999}, (422, "resource_unknown")),
    ],
)
def test_slots_that_cannot_be_asked_for(api, query, refusal):
    assert code_of(api.get(SLOTS, query)) == refusal


def test_days_that_are_over_or_far_hold_nothing(api):
    for day in ("0001-01-01", "2020-01-01", "9999-12-31"):
        assert api.get(SLOTS, {"from": day, "to": day}).json()["days"] == []


def test_an_agent_books_and_asking_again_finds_it(sign_in, business):
    agent = in_json(sign_in(business, "agent"))
    given = wish(at(MONDAY, 10), service="ייעוץ", notes="קומה 2")

    first, again = agent.post(APPOINTMENTS, given), agent.post(APPOINTMENTS, given)

    assert (first.status_code, first.json()["status"], first["ETag"]) == (201, "confirmed", 'W/"1"')
    assert first.json()["id"] == again.json()["id"]
    assert (first.json()["service"], first.json()["source"]) == ("ייעוץ", "dashboard")
    assert first.json()["hebrew_date"] == "י״ג כסלו תשפ״ז"
    assert AuditEntry.objects.get().actor_user_id == agent.membership.user_id


def test_a_meeting_says_which_task_it_came_from(api, other_business):
    task = Task.objects.create(title="לקבוע פגישה")
    with in_tenant(other_business.schema_name):
        foreign = Task.objects.create(id=900_001, title="לא שלנו")

    made = api.post(APPOINTMENTS, wish(at(MONDAY, 10), task=task.pk)).json()
    refused = api.post(APPOINTMENTS, wish(at(MONDAY, 12), task=foreign.pk))

    assert (made["source_kind"], made["source_id"]) == ("task", task.pk)
    assert code_of(refused) == (404, "task_not_found")
    assert Appointment.objects.count() == 1


def test_a_request_that_is_sent_again_books_once(api):
    given = wish(at(MONDAY, 10))
    head = {"Idempotency-Key": "one"}

    answers = [api.post(APPOINTMENTS, given, headers=head) for _ in range(2)]

    assert {answer.json()["id"] for answer in answers} == {Appointment.objects.get().pk}


def test_a_taken_slot_is_a_409_with_the_nearest(api):
    AppointmentFactory.create(starts_at=at(MONDAY, 10))

    answer = api.post(APPOINTMENTS, wish(at(MONDAY, 10)))

    assert code_of(answer) == (409, "slot_taken")
    assert answer.json()["error"]["alternatives"] == [
        "2026-11-23T09:00:00+02:00",
        "2026-11-23T09:30:00+02:00",
        "2026-11-23T10:30:00+02:00",
    ]
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"starts_at": "מחר"}, (400, "invalid")),
        ({"starts_at": "1023-11-23T10:00:00Z"}, (400, "invalid")),
        ({"starts_at": "2026-11-28T10:00:00+02:00"}, (422, "outside_hours")),
        ({"service_id": 999}, (422, "service_unknown")),
        ({"resource_id": 999}, (422, "resource_unknown")),
        ({"lead": 999_999}, (404, "lead_not_found")),
        ({"lead": 2**70}, (400, "invalid")),
    ],
)
def test_bookings_that_cannot_be(api, change, refusal):
    assert code_of(api.post(APPOINTMENTS, {**wish(at(MONDAY, 10)), **change})) == refusal
    assert Appointment.objects.count() == 0


def test_a_hold_is_confirmed(api):
    hold = api.post(f"{APPOINTMENTS}hold/", wish(at(MONDAY, 10))).json()
    assert (hold["status"], hold["hold_expires_at"]) == ("held", "2026-11-22T06:04:00Z")

    answer = api.post(f"{APPOINTMENTS}{hold['id']}/confirm/", headers={"If-Match": 'W/"1"'})

    assert (answer.status_code, answer.json()["status"], answer["ETag"]) == (200, "confirmed", 'W/"2"')


def test_a_change_of_an_old_version_is_a_412_with_the_current_one(api):
    appointment = AppointmentFactory.create(starts_at=at(MONDAY, 10), version=3)
    path = f"{APPOINTMENTS}{appointment.pk}/"

    for answer in (
        api.post(f"{path}cancel/", headers={"If-Match": 'W/"2"'}),
        api.patch(path, {"notes": "חדש", "version": 2}),
        api.post(
            f"{path}reschedule/", {"starts_at": at(MONDAY, 12).isoformat()}, headers={"If-Match": '"x"'}
        ),
    ):
        assert code_of(answer) == (412, "appointment_changed")
        assert answer.json()["error"]["current"]["version"] == 3
    assert api.patch(path, {"notes": "חדש", "version": 3}).json()["version"] == 4


def test_moving_answers_the_new_meeting(api):
    appointment = AppointmentFactory.create(starts_at=at(MONDAY, 10))

    answer = api.post(
        f"{APPOINTMENTS}{appointment.pk}/reschedule/", {"starts_at": at(MONDAY, 12).isoformat()}
    )

    moved = answer.json()
    assert (answer.status_code, moved["starts_at"]) == (200, "2026-11-23T10:00:00Z")
    assert (moved["lineage"], moved["rescheduled_count"]) == (str(appointment.lineage), 1)
    assert api.get(f"{APPOINTMENTS}{appointment.pk}/").json()["status"] == "cancelled"


@pytest.mark.parametrize(("verb", "status"), [("no-show", "no_show"), ("done", "done")])
def test_what_became_of_it(api, verb, status):
    begun = AppointmentFactory.create(starts_at=at(SUNDAY, 7, 45))
    ahead = AppointmentFactory.create(starts_at=at(MONDAY, 10))

    assert api.post(f"{APPOINTMENTS}{begun.pk}/{verb}/").json()["status"] == status
    assert code_of(api.post(f"{APPOINTMENTS}{ahead.pk}/{verb}/")) == (409, "appointment_ahead")


def test_the_list_is_of_one_resource_or_status(api):
    ron = Resource.objects.create(name="רון")
    own = AppointmentFactory.create(starts_at=at(MONDAY, 9), resource=ron)
    over = AppointmentFactory.create(starts_at=at(MONDAY, 11), status="cancelled")

    for query, found in (({"resource": ron.pk}, own), ({"status": "cancelled"}, over)):
        assert [row["id"] for row in api.get(APPOINTMENTS, query).json()["results"]] == [found.pk]


def test_a_member_insists_on_a_meeting_beside_another_of_the_customers(api):
    room = Resource.objects.create(name="חדר")
    lead = CustomerFactory.create().pk
    stands = api.post(APPOINTMENTS, wish(at(MONDAY, 10), lead=lead)).json()["id"]
    given = wish(at(MONDAY, 10), lead=lead, resource_id=room.pk)

    refused = api.post(APPOINTMENTS, given)
    made = api.post(APPOINTMENTS, {**given, "overlapping": True})

    assert code_of(refused) == (409, "already_booked")
    assert refused.json()["error"]["appointment"]["id"] == stands
    assert (made.status_code, made.json()["resource"]["id"]) == (201, room.pk)
    moved = f"{APPOINTMENTS}{made.json()['id']}/reschedule/"
    assert api.post(moved, {"starts_at": at(MONDAY, 12).isoformat()}).status_code == 200
