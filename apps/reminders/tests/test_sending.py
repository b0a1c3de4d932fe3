"""With the published protocols on both sides: Twilio's stand-in over HTTP, letters into Django's outbox."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from icalendar import Calendar

from apps.audit.actors import CUSTOMER, SYSTEM
from apps.core import clock
from apps.crm.services.consents import consent_record
from apps.messaging.channels import Delivery, Outcome
from apps.reminders.models import Reminder, ReminderPlan
from apps.reminders.services.recording import deliveries_record
from apps.reminders.services.sending import _alive, reminders_send
from apps.scheduling.services.booking import Wish, appointment_book
from apps.scheduling.services.changes import appointment_cancel, appointment_reschedule
from apps.scheduling.services.settings import settings_update
from apps.scheduling.tests.factories import CustomerFactory
from apps.scheduling.tests.moments import MONDAY, NOW, at
from apps.simulator.server import simulator_in_thread
from apps.simulator.twilio.records import OrderedError, Record, message_make
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

TUESDAY = MONDAY + timedelta(days=1)
SID = "AC" + "5" * 32
ON = "POST Messages"


@pytest.fixture(scope="module")
def simulator():
    with simulator_in_thread() as running:
        yield running


@pytest.fixture
def twilio(simulator, settings):
    """What Twilio has, by the API."""
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = SID, "token"
    settings.TWILIO_API_BASE_URL = simulator.twilio_base_url
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUBLIC_BASE_URL = "http://127.0.0.1:9"
    state = simulator.state.twilio
    state.messages.clear()
    state.errors.clear()
    return state


@pytest.fixture(autouse=True)
def _sunday_morning():
    with clock.frozen(NOW):
        yield


def booked(**lead):
    customer = CustomerFactory(name="דנה", **lead)
    return appointment_book(
        Wish(lead_id=customer.pk, starts_at=at(TUESDAY, 10), source="phone", label="תספורת"), actor=SYSTEM
    )


def outcomes(meeting):
    rows = Reminder.objects.filter(appointment=meeting).select_related("plan")
    return {
        row.plan.before_days or row.plan.before_minutes or row.kind: (row.state, row.reason) for row in rows
    }


def sent(twilio):
    return [record.body["body"] for record in twilio.messages.values()]


def later(**span):
    return clock.frozen(clock.now() + timedelta(**span))


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


@pytest.mark.parametrize("is_accepted", [True, False])
def test_a_server_error_is_looked_up_before_anything_is_sent_again(business, twilio, is_accepted) -> None:
    meeting = booked()
    on = f"{ON} accepted" if is_accepted else ON
    twilio.errors.append(OrderedError(on, 503, 20503, "Service Unavailable"))
    reminders_send()
    assert outcomes(meeting)["booked"] == ("sending", "")
    assert reminders_send() == 0

    with later(minutes=3):
        assert reminders_send() == 0
    with later(minutes=5):
        assert reminders_send() == (0 if is_accepted else 1)
    assert outcomes(meeting)["booked"] == ("sent", "")
    assert len(sent(twilio)) == 1


def test_the_same_words_of_another_message_are_not_taken_for_this_one(business, twilio) -> None:
    """A message of the same text that another row sent, and one from long ago, prove nothing."""
    meeting = booked()
    twilio.errors.append(OrderedError(ON, 503, 20503, "Service Unavailable"))
    reminders_send()
    row = Reminder.objects.get(appointment=meeting, kind="booked")
    form = {"To": row.address, "From": "+97237630001", "Body": row.text}
    old = {**message_make(SID, form, 0), "date_created": "Sat, 21 Nov 2026 08:00:00 +0000"}
    twilio.messages[old["sid"]] = Record(old["sid"], old)

    with later(minutes=3):
        reminders_send()
    with later(minutes=5):
        assert reminders_send() == 1
    assert len(sent(twilio)) == 2


def test_a_letter_whose_fate_nobody_knows_is_shown_as_that_and_never_sent_again(business, twilio) -> None:
    meeting = booked(email="dana@example.com")
    Reminder.objects.filter(appointment=meeting, kind="booked").update(
        state="sending", claim=uuid4(), claimed_at=NOW, channel="email", address="dana@example.com", text="x"
    )
    assert reminders_send() == 0
    assert outcomes(meeting)["booked"] == ("sending", "")
    with later(minutes=3):
        assert reminders_send() == 0
        assert reminders_send() == 0
    assert outcomes(meeting)["booked"] == ("unknown", "mail_has_no_memory")
    assert mail.outbox == []


def test_a_clock_set_back_sends_nothing_twice_and_leaves_nothing_claimed(business, twilio) -> None:
    meeting = booked()
    with later(minutes=1):
        reminders_send()
    with clock.frozen(NOW - timedelta(hours=2)):
        assert reminders_send() == 0
    assert len(sent(twilio)) == 1

    Reminder.objects.filter(appointment=meeting, plan__before_days=1).update(
        state="sending", claim=uuid4(), claimed_at=NOW, channel="sms", address=meeting.lead.phone, text="x"
    )
    with clock.frozen(NOW - timedelta(hours=2)):
        reminders_send()
    assert outcomes(meeting)[1] == ("waiting", "not_found")


def test_a_clock_set_forward_never_takes_a_claim_from_a_worker_that_lives(
    tenants_db, business, twilio
) -> None:
    """It holds the lock of its claim, so that nobody looks it up while it may still send."""
    meeting, claim = booked(), uuid4()
    Reminder.objects.filter(appointment=meeting, kind="booked").update(
        state="sending", claim=claim, claimed_at=NOW, channel="sms", address=meeting.lead.phone, text="x"
    )
    found = []

    def elsewhere():
        with in_tenant(business.schema_name):
            found.append(reminders_send())
        connection.close()

    with _alive(claim), later(hours=3):
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    assert found == [0]
    assert outcomes(meeting)["booked"] == ("sending", "")
    with later(hours=3):
        reminders_send()
    with later(hours=4):
        assert reminders_send() == 1
    assert len(sent(twilio)) == 1


def test_a_message_that_another_row_has_is_not_taken_for_this_one_too(business, twilio) -> None:
    booked(email="dana@example.com")
    claim = uuid4()
    numbers = list(Reminder.objects.order_by("pk").values_list("pk", flat=True)[:3])
    Reminder.objects.filter(pk__in=numbers).update(
        state="sending", claim=claim, claimed_at=clock.now(), channel="sms"
    )
    told = [Delivery(Outcome.SENT, provider_id=name) for name in ("SM1", "SM1", "SM2")]

    assert deliveries_record(claim=claim, deliveries=list(zip(numbers, told, strict=True))) == 3

    rows = Reminder.objects.order_by("pk").values_list("state", "reason", "provider_id", "claim")
    assert list(rows) == [
        ("sent", "", "SM1", None),
        ("unknown", "message_of_another", "", None),
        ("sent", "", "SM2", None),
    ]
