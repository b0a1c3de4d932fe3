"""Reminders that quiet hours move: what they call the day, and two that land together."""

import pytest

from apps.core import clock
from apps.reminders.models import Reminder, ReminderPlan
from apps.reminders.services.planning import meetings_replan
from apps.reminders.services.sending import reminders_send
from apps.reminders.tests.told import TUESDAY, outcomes, sent
from apps.scheduling.tests.factories import AppointmentFactory, CustomerFactory
from apps.scheduling.tests.moments import MONDAY, NOW, at
from apps.tenants.context import in_tenant


def booked_early():
    """At eight on Tuesday, when the quiet ends: what is due before goes on Monday evening."""
    with clock.frozen(NOW):
        meeting = AppointmentFactory(starts_at=at(TUESDAY, 8), lead=CustomerFactory(name="דנה"))
        meetings_replan()
    return meeting


@pytest.fixture(autouse=True)
def _only_near_reminders(business, other_business):
    for tenant in (business, other_business):
        with in_tenant(tenant.schema_name):
            ReminderPlan.objects.exclude(before_minutes=120).update(is_on=False)


@pytest.mark.parametrize(
    ("language", "said"), [("he", "דנה, נפגשים מחר בשעה 08:00"), ("en", "דנה, see you tomorrow at 08:00")]
)
def test_what_goes_the_evening_before_says_tomorrow(business, twilio, language, said) -> None:
    business.language = language
    business.save(update_fields=["language"])
    booked_early()
    with clock.frozen(at(MONDAY, 20, 45)):
        reminders_send()
    (text,) = sent(twilio)
    assert text.startswith(said)


def test_of_two_that_land_together_one_goes(business, other_business, twilio) -> None:
    near = ReminderPlan.objects.get(before_minutes=120)
    ReminderPlan.objects.create(
        kind="before", before_minutes=60, channels=["sms"], text_he=near.text_he, text_en=near.text_en
    )
    meeting, other = booked_early(), None
    with in_tenant(other_business.schema_name):
        other = booked_early()
    assert {row.due_at for row in Reminder.objects.filter(state="waiting")} == {at(MONDAY, 20, 45)}

    with clock.frozen(at(MONDAY, 20, 45)):
        assert reminders_send() == 1
        assert reminders_send() == 0

    assert outcomes(meeting) == {120: ("sent", ""), 60: ("skipped", "together")}
    assert len(sent(twilio)) == 1
    with in_tenant(other_business.schema_name):
        assert outcomes(other) == {120: ("waiting", "")}


def test_one_that_is_tried_again_is_not_taken_for_another(business, twilio) -> None:
    meeting = booked_early()
    with clock.frozen(at(MONDAY, 20, 45)):
        reminders_send()
        Reminder.objects.filter(appointment=meeting).update(state="waiting", sent_at=None, provider_id="")
        assert reminders_send() == 1
