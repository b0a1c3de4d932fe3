"""Booking and everything that shapes the diary, over the API: who may, what is answered, what is refused."""

from datetime import timedelta

import pytest

from apps.accounts.testing import ARRIVAL_QUERIES
from apps.audit.models import AuditEntry
from apps.events.models import OutboxEvent
from apps.scheduling.models import (
    Appointment,
    AppointmentSettings,
    DateException,
    OpeningHours,
    Resource,
    Service,
)
from apps.scheduling.tests.factories import AppointmentFactory, CustomerFactory, ServiceFactory
from apps.scheduling.tests.moments import MONDAY, NOW, SUNDAY, at
from apps.tenants.context import in_tenant

APPOINTMENTS = "/api/v1/appointments/"
SLOTS = "/api/v1/appointments/slots/"
SETTINGS = "/api/v1/scheduling/settings/"
HOURS = "/api/v1/scheduling/hours/"
DATES = "/api/v1/scheduling/dates/"
SERVICES = "/api/v1/scheduling/services/"
RESOURCES = "/api/v1/scheduling/resources/"


@pytest.fixture
def api(api):
    return in_json(api)


def in_json(client):
    client.default_format = "json"
    return client


def wish(starts_at, **more):
    lead = more.pop("lead", None) or CustomerFactory.create().pk
    return {"lead": lead, "starts_at": starts_at.isoformat(), **more}


def code_of(answer):
    return answer.status_code, answer.json()["error"]["code"]


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


def test_slots_cost_two_queries_whatever_the_span_and_the_resources(api, django_assert_num_queries):
    service = ServiceFactory.create()
    Resource.objects.bulk_create(Resource(name=f"יומן {number}") for number in range(4))
    for until in ("2026-11-23", "2026-12-22"):
        with django_assert_num_queries(ARRIVAL_QUERIES + 2):
            api.get(SLOTS, {"from": "2026-11-23", "to": until, "service": service.pk})


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


def test_settings_are_the_owner_s_and_the_admin_s_to_change(sign_in, business):
    agent, admin = (in_json(sign_in(business, role)) for role in ("agent", "admin"))
    assert agent.get(SETTINGS).json()["slot_minutes"] == 30

    assert agent.patch(SETTINGS, {"slot_minutes": 60}).status_code == 403
    answer = admin.patch(SETTINGS, {"slot_minutes": 60, "daily_cap": 5}, headers={"If-Match": 'W/"1"'})

    assert (answer.json()["slot_minutes"], answer.json()["daily_cap"], answer["ETag"]) == (60, 5, 'W/"2"')
    stale = admin.patch(SETTINGS, {"slot_minutes": 15}, headers={"If-Match": 'W/"1"'})
    assert code_of(stale) == (412, "settings_changed")
    assert AppointmentSettings.objects.get().slot_minutes == 60
    entry = AuditEntry.objects.get(action="scheduling_settings.updated")
    assert entry.data == {"fields": ["daily_cap", "slot_minutes"]}
    assert OutboxEvent.objects.get().payload["noun"] == "settings"


@pytest.mark.parametrize(
    "change",
    [
        {"slot_minutes": 0},
        {"slot_minutes": 1441},
        {"window_days": 0},
        {"window_days": 367},
        {"daily_cap": 0},
        {"calendar": "martian"},
        {"quiet_from": "25:00"},
        {"min_notice_minutes": -1},
    ],
)
def test_settings_that_make_no_sense_are_a_400(api, change):
    assert api.patch(SETTINGS, change).status_code == 400
    assert AppointmentSettings.objects.get().version == 1


def test_a_week_is_replaced_as_a_whole(api):
    week = [
        {"weekday": 1, "opens": "14:00", "closes": "15:00"},
        {"weekday": 1, "opens": "09:00", "closes": "10:00"},
    ]

    answer = api.put(HOURS, {"openings": week})

    assert [row["opens"] for row in answer.json()] == ["09:00", "14:00"]
    assert OpeningHours.objects.count() == 2
    days = api.get(SLOTS, {"from": "2026-11-22", "to": "2026-11-28"}).json()["days"]
    assert [len(day["slots"]) for day in days] == [4]


@pytest.mark.parametrize(
    "openings",
    [
        [
            {"weekday": 1, "opens": "09:00", "closes": "12:00"},
            {"weekday": 1, "opens": "11:00", "closes": "00:00"},
        ],
        [{"weekday": 1, "opens": "12:00", "closes": "09:00"}],
        [{"weekday": 1, "opens": "12:00", "closes": "12:00"}],
    ],
)
def test_a_week_that_overlaps_itself_changes_nothing(api, openings):
    assert code_of(api.put(HOURS, {"openings": openings})) == (422, "hours_overlap")
    assert OpeningHours.objects.count() == 6


def test_a_resource_gets_a_week_of_its_own_and_gives_it_up(api):
    ron = api.post(RESOURCES, {"name": "רון"}).json()
    week = [{"weekday": 1, "opens": "16:00", "closes": "17:00"}]

    api.put(HOURS, {"openings": week, "resource_id": ron["id"]})
    own = api.get(SLOTS, {"from": "2026-11-23", "to": "2026-11-23", "resource": ron["id"]}).json()["days"]
    api.patch(f"{RESOURCES}{ron['id']}/", {"has_own_hours": False})
    usual = api.get(SLOTS, {"from": "2026-11-23", "to": "2026-11-23", "resource": ron["id"]}).json()["days"]

    assert (len(own[0]["slots"]), len(usual[0]["slots"])) == (2, 18)
    assert len(api.get(HOURS).json()) == 6
    assert code_of(api.put(HOURS, {"openings": week, "resource_id": 999})) == (422, "resource_unknown")


def test_a_date_is_closed_and_opened_again(api):
    given = {"date": "2026-11-23", "kind": "closed", "name": "ספירת מלאי"}

    made = api.post(DATES, given)

    assert (made.status_code, made.json()["source"]) == (201, "manual")
    assert made.json()["hebrew_date"] == "י״ג כסלו תשפ״ז"
    assert api.get(SLOTS, {"from": "2026-11-23", "to": "2026-11-23"}).json()["days"] == []
    rows = api.get(DATES, {"from": "2026-11-23", "to": "2026-11-23"}).json()
    assert [row["name"] for row in rows] == ["ספירת מלאי"]
    assert api.delete(f"{DATES}{made.json()['id']}/").status_code == 204
    assert len(api.get(SLOTS, {"from": "2026-11-23", "to": "2026-11-23"}).json()["days"]) == 1


def test_a_date_has_hours_of_its_own(api):
    hours = [{"opens": "20:00", "closes": "00:00"}]

    api.post(DATES, {"date": "2026-11-23", "kind": "hours", "hours": hours})

    (day,) = api.get(SLOTS, {"from": "2026-11-23", "to": "2026-11-23"}).json()["days"]
    assert len(day["slots"]) == 8
    refused = api.post(DATES, {"date": "2026-11-24", "kind": "hours"})
    assert code_of(refused) == (422, "hours_needed")


def test_services_and_who_gives_them(api):
    ron = api.post(RESOURCES, {"name": "רון", "position": 1}).json()
    given = {"label": "צבע", "duration_minutes": 90, "price": "250.00", "resource_ids": [ron["id"]]}

    made = api.post(SERVICES, given).json()
    refused = api.post(SERVICES, given)
    changed = api.patch(f"{SERVICES}{made['id']}/", {"resource_ids": [], "price": None})

    assert (made["price"], made["resource_ids"]) == ("250.00", [ron["id"]])
    assert code_of(refused) == (409, "name_taken")
    assert (changed.json()["price"], changed.json()["resource_ids"]) == (None, [])
    foreign = api.patch(f"{SERVICES}{made['id']}/", {"label": "אחר", "resource_ids": [999]})
    assert code_of(foreign) == (422, "resource_unknown")
    assert Service.objects.get().label == "צבע"


def test_resources_keep_their_names_and_the_main_one(api, other_business, sign_in):
    main = Resource.objects.get()
    stranger = sign_in(other_business).membership.user_id

    assert code_of(api.post(RESOURCES, {"name": main.name})) == (409, "name_taken")
    off = api.patch(f"{RESOURCES}{main.pk}/", {"is_active": False})
    assert code_of(off) == (409, "resource_is_default")
    foreign = api.patch(f"{RESOURCES}{main.pk}/", {"user_id": stranger})
    assert code_of(foreign) == (422, "member_unknown")
    own = api.patch(f"{RESOURCES}{main.pk}/", {"user_id": api.membership.user_id})
    assert own.json()["user_id"] == api.membership.user_id


def test_nothing_of_the_other_business_is_named_or_changed(api, other_business):
    with in_tenant(other_business.schema_name):
        service = ServiceFactory.create(id=900_001)
        date = DateException.objects.create(id=900_001, date=NOW.date() + timedelta(days=1), kind="closed")

    assert code_of(api.patch(f"{SERVICES}{service.pk}/", {"is_active": False})) == (404, "service_not_found")
    assert code_of(api.delete(f"{DATES}{date.pk}/")) == (404, "date_exception_not_found")
    assert api.get(SERVICES).json() == []
    with in_tenant(other_business.schema_name):
        assert Service.objects.get().is_active
        assert DateException.objects.filter(pk=date.pk).exists()
