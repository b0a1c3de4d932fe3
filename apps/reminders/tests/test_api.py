import pytest

from apps.audit.actors import SYSTEM
from apps.core import clock
from apps.reminders.models import Reminder, ReminderPlan
from apps.scheduling.services.booking import Wish, appointment_book
from apps.scheduling.tests.factories import CustomerFactory
from apps.scheduling.tests.moments import FRIDAY, NOW, at

PLANS = "/api/v1/reminders/plans/"
TEXTS = {"text_he": "{name}, נפגשים {date} בשעה {time}", "text_en": "{name}, {date} {time}"}


@pytest.fixture(autouse=True)
def _sunday_morning():
    with clock.frozen(NOW):
        yield


def plan_of(api, **wanted):
    found = [
        plan
        for plan in api.get(PLANS).json()["plans"]
        if all(plan[name] == value for name, value in wanted.items())
    ]
    (plan,) = found
    return plan


def booked():
    lead = CustomerFactory(name="דנה")
    return appointment_book(Wish(lead_id=lead.pk, starts_at=at(FRIDAY, 10), source="phone"), actor=SYSTEM)


def test_a_business_begins_with_notices_and_two_reminders(api, settings) -> None:
    answer = api.get(PLANS).json()

    assert [(plan["kind"], plan["before_days"], plan["before_minutes"]) for plan in answer["plans"]] == [
        ("rescheduled", 0, 0),
        ("cancelled", 0, 0),
        ("booked", 0, 0),
        ("before", 1, 0),
        ("before", 0, 120),
    ]
    assert answer["channels"] == ["email"]
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = "AC" + "5" * 32, "token"
    assert api.get(PLANS).json()["channels"] == ["email", "sms"]


def test_another_reminder_is_planned_for_meetings_that_are_booked_already(api, other_api, jobs) -> None:
    meeting = booked()
    made = api.post(PLANS, {"before_days": 3, "channels": ["sms"], **TEXTS}, format="json")
    assert made.status_code == 201
    jobs.run()
    rows = api.get(f"/api/v1/reminders/?appointment={meeting.pk}").json()["results"]

    assert [(row["kind"], row["state"], row["due_at"]) for row in rows] == [
        ("before", "waiting", "2026-11-27T06:00:00Z"),
        ("before", "waiting", "2026-11-26T08:00:00Z"),
        ("before", "waiting", "2026-11-24T08:00:00Z"),
        ("booked", "waiting", "2026-11-22T06:00:00Z"),
    ]
    assert {row["customer"] for row in rows} == {"דנה"}
    assert len(other_api.get(PLANS).json()["plans"]) == 5
    assert other_api.get("/api/v1/reminders/").json()["results"] == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"before_days": 1, "before_minutes": 10}, "reminder_plan_time_invalid"),
        ({}, "reminder_plan_time_invalid"),
        ({"before_days": 2, "text_he": "{naem}"}, "reminder_plan_text_invalid"),
        ({"before_days": 2, "text_en": "{name"}, "reminder_plan_text_invalid"),
        ({"before_days": 2, "channels": ["sms", "sms"]}, "reminder_plan_channels_invalid"),
        ({"before_days": 2, "text_he": "א" * 1001}, "reminder_plan_text_too_long"),
        ({"before_days": 2, "text_en": "{link}" * 9}, "reminder_plan_text_too_long"),
        ({"before_days": 1}, "reminder_plan_taken"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_nothing_is_written(api, given, code) -> None:
    answer = api.post(PLANS, {"channels": ["sms"], **TEXTS, **given}, format="json")
    assert answer.json()["error"]["code"] == code
    assert ReminderPlan.objects.count() == 5


def test_a_text_may_have_a_thousand_characters_and_a_longer_one_is_told_its_size(api) -> None:
    given = {"before_days": 2, "channels": ["sms"], "text_en": "{time}"}
    refused = api.post(PLANS, {**given, "text_he": "א" * 881 + "{link}"}, format="json")
    error = refused.json()["error"]
    assert (error["field"], error["size"], error["longest"]) == ("text_he", 1001, 1000)
    assert "1,001" in error["message"]
    assert api.post(PLANS, {**given, "text_he": "א" * 880 + "{link}"}, format="json").status_code == 201


def test_switching_off_takes_back_what_waits(api, jobs) -> None:
    meeting = booked()
    plan = plan_of(api, before_days=1)
    answer = api.patch(f"{PLANS}{plan['id']}/", {"is_on": False, "version": 1}, format="json")
    jobs.run()

    assert (answer.json()["is_on"], answer.json()["version"]) == (False, 2)
    row = Reminder.objects.get(appointment=meeting, plan=plan["id"])
    assert (row.state, row.reason) == ("cancelled", "plan_changed")
    late = api.patch(f"{PLANS}{plan['id']}/", {"is_on": True, "version": 1}, format="json")
    assert (late.status_code, late.json()["error"]["version"]) == (412, 2)


def test_a_reminder_can_be_deleted_and_a_notice_only_switched_off(api) -> None:
    meeting = booked()
    reminder, notice = plan_of(api, before_days=1), plan_of(api, kind="booked")
    assert api.delete(f"{PLANS}{reminder['id']}/").status_code == 204
    assert Reminder.objects.get(appointment=meeting, plan=None).state == "cancelled"
    refused = api.delete(f"{PLANS}{notice['id']}/")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "reminder_plan_stays")


def test_an_agent_sees_outcomes_and_changes_no_plan(sign_in, business, api) -> None:
    agent, meeting = sign_in(business, "agent"), booked()
    plan = plan_of(api, before_days=1)
    assert len(agent.get(f"/api/v1/reminders/?lead={meeting.lead_id}").json()["results"]) == 3
    assert agent.get(PLANS).status_code == 403
    assert agent.patch(f"{PLANS}{plan['id']}/", {"is_on": False}, format="json").status_code == 403
    assert agent.delete(f"{PLANS}{plan['id']}/").status_code == 403
