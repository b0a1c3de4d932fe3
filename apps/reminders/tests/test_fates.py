"""What became of a message whose sender cannot say: it is asked, and never sent twice."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection

from apps.audit.actors import CUSTOMER, SYSTEM
from apps.core import clock
from apps.crm.models import Consent
from apps.crm.services.consents import consent_record
from apps.messaging.available import channels_open
from apps.messaging.channels import Delivery, Outcome
from apps.reminders.models import Reminder, ReminderPlan
from apps.reminders.services.claiming import reminders_claim, sends_begin
from apps.reminders.services.recording import deliveries_record
from apps.reminders.services.sending import _alive, reminders_send
from apps.reminders.tests.told import SID, booked, later, outcomes, sent
from apps.scheduling.services.changes import appointment_cancel, appointment_reschedule
from apps.scheduling.tests.moments import MONDAY, NOW, SUNDAY, at
from apps.simulator.twilio.records import OrderedError, Record, message_make
from apps.tenants.context import in_tenant

ON = "POST Messages"


@pytest.fixture(autouse=True)
def _sunday_morning():
    with clock.frozen(NOW):
        yield


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


def test_what_a_living_worker_claimed_and_not_begun_stays_its_own(tenants_db, business, twilio) -> None:
    meeting, claim = booked(email="dana@example.com"), uuid4()
    row = Reminder.objects.get(appointment=meeting, kind="booked")
    Reminder.objects.filter(pk=row.pk).update(
        state="sending", claim=claim, claimed_at=NOW, has_begun=False, channel="email", text="x"
    )
    found = []

    def elsewhere():
        with in_tenant(business.schema_name):
            found.append(reminders_send())
        connection.close()

    with _alive(claim):
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    assert (found, outcomes(meeting)["booked"]) == ([0], ("sending", ""))

    assert reminders_send() == 1
    assert outcomes(meeting)["booked"] == ("sent", "")
    assert sends_begin(claim=claim, reminder_ids=[row.pk]) == set()
    assert len(mail.outbox) == 1


def cancel(meeting):
    appointment_cancel(appointment_id=meeting.pk, actor=SYSTEM)


def move(meeting):
    starts_at = meeting.starts_at + timedelta(hours=1)
    appointment_reschedule(appointment_id=meeting.pk, starts_at=starts_at, actor=SYSTEM)


def opt_out(meeting):
    consent_record(lead_id=meeting.lead_id, kind="contact", granted=False, source="SMS", actor=CUSTOMER)


def switch_off(meeting):
    ReminderPlan.objects.update(is_on=False)


@pytest.mark.parametrize(
    ("happens", "fate"),
    [
        (cancel, ("cancelled", "meeting_changed")),
        (move, ("cancelled", "meeting_changed")),
        (opt_out, ("skipped", "opted_out")),
        (switch_off, ("cancelled", "plan_changed")),
    ],
)
def test_what_changes_while_a_message_waits_for_its_turn_is_heeded(business, twilio, happens, fate) -> None:
    meeting, others, claim = booked(), booked(hour=12), uuid4()
    channels = channels_open(business=business, callback_url="")
    claimed, _ = reminders_claim(claim=claim, business=business, channels=channels)
    rows = Reminder.objects.filter(pk__in=[each.reminder_id for each in claimed])
    assert {row.appointment_id for row in rows} == {meeting.pk, others.pk}

    happens(meeting)
    begun = sends_begin(claim=claim, reminder_ids=[each.reminder_id for each in claimed])

    assert outcomes(meeting)["booked"] == fate
    unharmed = [] if happens is switch_off else [others.pk]
    assert [row.appointment_id for row in rows.filter(pk__in=begun)] == unharmed


def test_quiet_hours_that_begin_while_a_message_waits_for_its_turn_are_heeded(
    business, other_business, twilio
) -> None:
    meeting, claim = booked(), uuid4()
    channels = channels_open(business=business, callback_url="")
    with clock.frozen(at(SUNDAY, 20, 59)):
        claimed, _ = reminders_claim(claim=claim, business=business, channels=channels)
    (row_id,) = [each.reminder_id for each in claimed]

    with clock.frozen(at(SUNDAY, 21)):
        assert sends_begin(claim=claim, reminder_ids=[row_id]) == set()
        assert reminders_send() == 0

    row = Reminder.objects.get(pk=row_id)
    assert (row.state, row.reason, row.claim, row.has_begun, row.attempts) == ("waiting", "", None, False, 0)
    assert row.due_at == at(MONDAY, 8)
    with clock.frozen(at(MONDAY, 8)):
        assert reminders_send() == 1
    assert outcomes(meeting)["booked"] == ("sent", "")
    assert len(sent(twilio)) == 1


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


def test_whom_the_provider_knows_to_want_nothing_is_written_to_no_more(
    business, other_business, twilio
) -> None:
    ReminderPlan.objects.filter(kind="booked").update(channels=["sms", "email"])
    meeting = booked(email="dana@example.com")
    twilio.errors.append(OrderedError(ON, 400, 21610, "Attempt to send to unsubscribed recipient"))

    reminders_send()
    assert outcomes(meeting)["booked"] == ("skipped", "opted_out")
    with later(days=5):
        reminders_send()

    assert set(outcomes(meeting).values()) == {("skipped", "opted_out")}
    assert (sent(twilio), mail.outbox) == ([], [])
    consent = Consent.objects.get()
    assert (consent.lead_id, consent.kind, consent.granted) == (meeting.lead_id, "contact", False)
    with in_tenant(other_business.schema_name):
        assert not Consent.objects.exists()
