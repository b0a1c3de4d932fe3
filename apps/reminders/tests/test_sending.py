"""With the published protocols on both sides: Twilio's stand-in over HTTP, letters into Django's outbox."""

from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from apps.audit.actors import CUSTOMER, SYSTEM
from apps.core import clock
from apps.crm.services.capture import lead_capture
from apps.crm.services.consents import consent_record
from apps.messaging.available import channels_open
from apps.reminders.models import Reminder, ReminderPlan
from apps.reminders.services.claiming import reminders_claim
from apps.reminders.services.sending import reminders_send
from apps.reminders.tests.told import TUESDAY, booked, later, outcomes, sent
from apps.scheduling.services.changes import appointment_cancel, appointment_reschedule
from apps.scheduling.services.settings import settings_update
from apps.scheduling.tests.moments import MONDAY, NOW, at
from apps.simulator.twilio.records import OrderedError
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

ON = "POST Messages"


@pytest.fixture(autouse=True)
def _sunday_morning():
    with clock.frozen(NOW):
        yield


def test_each_goes_once_by_the_first_channel_that_reaches_the_customer(
    business, other_business, twilio
) -> None:
    meeting = booked(email="dana@example.com")

    assert reminders_send() == 1
    assert reminders_send() == 0
    (letter,) = mail.outbox
    assert letter.to == ["dana@example.com"]
    assert letter.subject == "נקבעה פגישה במספרת חלוץ, יום שלישי 24.11 10:00"
    assert "תספורת יום שלישי 24.11 בשעה 10:00" in letter.body
    assert sent(twilio) == []

    with clock.frozen(at(MONDAY, 10)):
        assert reminders_send() == 1
        assert reminders_send() == 0
    (text,) = sent(twilio)
    assert text.startswith("תזכורת ממספרת חלוץ: דנה, נפגשים יום שלישי 24.11 בשעה 10:00.")
    assert "halutz" in text
    assert "/m/" in text
    (record,) = twilio.messages.values()
    row = Reminder.objects.get(appointment=meeting, plan__before_days=1)
    assert (row.state, row.channel, row.provider_id) == ("sent", "sms", record.sid)
    assert record.body["from"] == "+97237630001"
    assert outcomes(meeting) == {"booked": ("sent", ""), 1: ("sent", ""), 120: ("waiting", "")}
    with in_tenant(other_business.schema_name):
        assert reminders_send() == 0


def test_a_letter_brings_the_meeting_and_its_changes_for_the_calendar(business, twilio) -> None:
    meeting = booked(email="dana@example.com")
    reminders_send()
    moved = appointment_reschedule(appointment_id=meeting.pk, starts_at=at(TUESDAY, 14), actor=CUSTOMER)
    reminders_send()
    appointment_cancel(appointment_id=moved.pk, actor=CUSTOMER)
    reminders_send()

    found = []
    for letter in mail.outbox:
        (part,) = [part for part in letter.message().walk() if part.get_content_type() == "text/calendar"]
        calendar = Calendar.from_ical(part.get_payload(decode=True))
        (event,) = calendar.walk("VEVENT")
        assert part.get_param("method") == calendar["METHOD"]
        found.append((calendar["METHOD"], event["UID"], event["SEQUENCE"], event["DTSTART"].dt))
    uid = f"{meeting.lineage}@prosaas"
    assert found == [
        ("REQUEST", uid, 0, at(TUESDAY, 10)),
        ("REQUEST", uid, 2, at(TUESDAY, 14)),
        ("CANCEL", uid, 3, at(TUESDAY, 14)),
    ]


def test_a_letter_carries_the_same_message_id_however_often_it_is_tried(business, twilio) -> None:
    meeting = booked(email="dana@example.com")
    reminders_send()
    row = Reminder.objects.get(appointment=meeting, kind="booked")
    expected = f"<{business.schema_name}.reminder.{row.pk}@{mail.outbox[0].from_email.rpartition('@')[2]}"
    assert mail.outbox[0].message()["Message-ID"] == expected == row.provider_id


def test_whom_nothing_reaches_is_shown_and_not_tried_again(business, twilio) -> None:
    settings_update(changes={"phone_required": False}, actor=SYSTEM)
    meeting = booked(phone="", email="")
    assert reminders_send() == 0
    assert outcomes(meeting)["booked"] == ("skipped", "no_address")


def test_a_channel_that_is_not_there_is_not_used(business, twilio, settings) -> None:
    settings.TWILIO_AUTH_TOKEN = ""
    meeting = booked()
    assert reminders_send() == 0
    assert outcomes(meeting)["booked"] == ("skipped", "no_address")


def test_whoever_opted_out_hears_nothing(business, twilio) -> None:
    meeting = booked()
    consent_record(lead_id=meeting.lead_id, kind="contact", granted=False, source="SMS", actor=CUSTOMER)
    assert reminders_send() == 0
    assert outcomes(meeting)["booked"] == ("skipped", "opted_out")
    assert sent(twilio) == []


def refused_by(**details):
    """Somebody whose address this is, and who wants no messages."""
    kind, address = next(iter(details.items()))
    owner = lead_capture(source="phone", actor=SYSTEM, identities=[(kind, address)]).lead
    consent_record(lead_id=owner.pk, kind="contact", granted=False, source="SMS", actor=CUSTOMER)
    return owner


def test_an_address_whose_owner_opted_out_hears_nothing_of_another_customer_either(
    business, other_business, twilio
) -> None:
    ReminderPlan.objects.update(channels=["sms", "email"])
    owner = refused_by(phone="+972521234567")
    meeting = booked(phone="+972521234567", email="dana@example.com")
    with in_tenant(other_business.schema_name):
        booked(phone="+972521234567")
        assert reminders_send() == 1

    assert reminders_send() == 0
    assert outcomes(meeting)["booked"] == ("skipped", "opted_out")
    assert (len(sent(twilio)), mail.outbox) == (1, [])

    consent_record(lead_id=owner.pk, kind="contact", granted=True, source="SMS", actor=CUSTOMER)
    with clock.frozen(at(MONDAY, 10)):
        assert reminders_send() == 1
    assert outcomes(meeting)[1] == ("sent", "")


def test_what_goes_to_an_address_of_ones_own_goes_whoever_refused_another(business, twilio) -> None:
    ReminderPlan.objects.update(channels=["sms", "email"])
    refused_by(email="family@example.com")
    meeting = booked(email="family@example.com")

    assert reminders_send() == 1
    assert outcomes(meeting)["booked"] == ("sent", "")
    assert (len(sent(twilio)), mail.outbox) == (1, [])


def test_claiming_many_asks_no_more_than_claiming_one(business, twilio) -> None:
    def statements():
        with CaptureQueriesContext(connection) as asked:
            reminders_claim(claim=uuid4(), business=business, channels=channels)
        return len(asked)

    channels = channels_open(business=business, callback_url="")
    refused_by(phone="+972521234567")
    booked(phone="+972521234567")
    booked(hour=11, email="dana@example.com")
    of_two = statements()
    Reminder.objects.update(state="waiting", claim=None)
    for hour in (12, 13, 14, 15):
        booked(hour=hour)
    assert statements() == of_two


def test_a_closed_business_sends_nothing_and_loses_nothing(business, twilio) -> None:
    meeting = booked()
    Business.objects.filter(pk=business.pk).update(status="suspended")
    assert reminders_send() == 0
    assert outcomes(meeting)["booked"] == ("waiting", "")
    Business.objects.filter(pk=business.pk).update(status="active")
    assert reminders_send() == 1


def test_quiet_hours_that_came_meanwhile_hold_a_message_back(business, twilio) -> None:
    meeting = booked()
    with clock.frozen(at(MONDAY, 22)):
        assert reminders_send() == 0
        row = Reminder.objects.get(appointment=meeting, kind="booked")
        assert (row.state, row.due_at) == ("waiting", at(TUESDAY, 8))


def test_a_worker_that_was_away_past_the_meeting_sends_nothing(business, twilio) -> None:
    meeting = booked()
    with clock.frozen(at(TUESDAY, 10)):
        assert reminders_send() == 0
    assert set(outcomes(meeting).values()) == {("skipped", "too_late")}


def test_too_many_requests_are_tried_again_later(business, twilio) -> None:
    meeting = booked()
    twilio.errors.append(OrderedError(ON, 429, 20429, "Too Many Requests"))
    reminders_send()
    assert outcomes(meeting)["booked"] == ("waiting", "twilio_429")
    assert reminders_send() == 0
    with later(minutes=1):
        assert reminders_send() == 1
    assert outcomes(meeting)["booked"] == ("sent", "")
    assert len(sent(twilio)) == 1


def test_what_the_provider_refuses_goes_by_the_next_channel_or_has_failed(business, twilio) -> None:
    ReminderPlan.objects.filter(kind="booked").update(channels=["sms", "email"])
    reached = booked(email="dana@example.com")
    twilio.errors.append(OrderedError(ON, 400, 21614, "not a mobile number"))
    reminders_send()
    assert reminders_send() == 1
    assert outcomes(reached)["booked"] == ("sent", "")
    assert len(mail.outbox) == 1
    unreached = appointment_reschedule(appointment_id=reached.pk, starts_at=at(TUESDAY, 14), actor=SYSTEM)
    unreached.lead.email = ""
    unreached.lead.save()
    twilio.errors.append(OrderedError(ON, 400, 21614, "not a mobile number"))
    reminders_send()
    reminders_send()
    assert outcomes(unreached)["rescheduled"] == ("failed", "twilio_21614")
    assert sent(twilio) == []


def test_a_text_longer_than_an_sms_may_be_is_never_cut(business, twilio) -> None:
    ReminderPlan.objects.filter(kind="booked").update(channels=["sms"], text_he="{name} " * 100)
    meeting = booked(email="")
    meeting.lead.name = "דנה" * 6
    meeting.lead.save()

    for _ in range(2):
        reminders_send()

    row = Reminder.objects.get(appointment=meeting, kind="booked")
    assert (row.state, row.reason, row.refused) == ("failed", "text_too_long", ["sms"])
    assert len(row.text) == 1899
    assert not twilio.messages


@pytest.mark.parametrize(("number", "came"), [("+97231111111", ["+97231111111"]), ("", [])])
def test_a_business_without_a_number_writes_from_the_platforms(
    business, other_business, twilio, settings, number, came
) -> None:
    settings.TWILIO_SMS_NUMBER = number
    business.phone_numbers.all().delete()
    booked()

    reminders_send()

    assert [record.body["from"] for record in twilio.messages.values()] == came


def test_a_number_of_its_own_goes_before_the_platforms(business, twilio, settings) -> None:
    settings.TWILIO_SMS_NUMBER = "+97231111111"
    booked()

    reminders_send()

    assert [record.body["from"] for record in twilio.messages.values()] == ["+97237630001"]


@pytest.mark.parametrize(
    ("language", "write_back", "follow"),
    [
        ("he", "מגיעים? השיבו כן לאישור או לא לביטול. http", "מגיעים? לאישור או לביטול: http"),
        ("en", "Coming? Reply YES to confirm or NO to cancel. http", "Coming? To confirm or cancel: http"),
    ],
)
def test_only_what_is_read_asks_for_a_reply(
    business, other_business, twilio, settings, language, write_back, follow
) -> None:
    settings.TWILIO_SMS_NUMBER = "+97231111111"
    Business.objects.update(language=language)
    for tenant in (business, other_business):
        with in_tenant(tenant.schema_name):
            ReminderPlan.objects.filter(kind="booked").update(is_on=False)
            booked(email="dana@example.com")
    other_business.phone_numbers.all().delete()

    with clock.frozen(at(MONDAY, 10)):
        for tenant in (business, other_business):
            with in_tenant(tenant.schema_name):
                assert reminders_send() == 1
    with clock.frozen(at(TUESDAY, 8)):
        ReminderPlan.objects.update(channels=["email"])
        assert reminders_send() == 1

    own, platforms = sent(twilio)
    (letter,) = mail.outbox
    assert (write_back in own, follow in own) == (True, False)
    for text in (platforms, letter.body):
        assert (write_back in text, follow in text) == (False, True)
