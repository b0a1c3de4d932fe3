"""An answer belongs to the last message that was sent to the number, and never to another meeting."""

from datetime import timedelta

import pytest

from apps.audit.actors import SYSTEM, Actor, ActorKind
from apps.core import clock
from apps.crm.models import Task
from apps.crm.services.capture import lead_capture
from apps.crm.services.leads import lead_write
from apps.crm.services.locking import lead_locked
from apps.reminders.models import Reminder
from apps.reminders.services.answers import LATE_TITLE, answer_receive
from apps.reminders.tests.answering import DANA, status_of
from apps.scheduling.services.booking import Wish, appointment_book
from apps.scheduling.services.changes import appointment_cancel
from apps.scheduling.tests.moments import MONDAY, NOW, at
from apps.tenants.context import in_tenant

TODAY, NEXT_WEEK = MONDAY, MONDAY + timedelta(days=7)
STAFF = Actor(kind=ActorKind.USER, user_id=7)


def person(name, *, has_identity):
    """One of two who are reached at the same number; only one of them is known by it."""
    identities = [("phone", DANA)] if has_identity else []
    lead = lead_capture(source="phone", actor=SYSTEM, identities=identities, details={"name": name}).lead
    if not has_identity:
        lead_write(lead_locked(lead_id=lead.pk), {"phone": DANA}, actor=SYSTEM)
    return lead


def meeting_of(lead, day, hour=10):
    """Booked, and told of."""
    meeting = appointment_book(Wish(lead_id=lead.pk, starts_at=at(day, hour), source="phone"), actor=SYSTEM)
    sent(meeting, "booked", NOW)
    return meeting


def sent(meeting, kind, when, **fields):
    for row in Reminder.objects.filter(appointment=meeting, kind=kind):
        values = {"state": "sent", "sent_at": when, "claimed_at": when, "channel": "sms", "address": DANA}
        values |= {"provider_id": f"SM{row.pk}"} | fields
        Reminder.objects.filter(pk=row.pk).update(**values)


def said(text):
    return answer_receive(provider_id="SMsaid", from_number=DANA, text=text)


def answers_of(meeting):
    rows = Reminder.objects.filter(appointment=meeting).exclude(answer="")
    return list(rows.values_list("answer", flat=True))


@pytest.fixture
def family(business, other_business):
    with clock.frozen(NOW):
        yield person("דנה כהן", has_identity=True), person("יוסי לוי", has_identity=False)


@pytest.fixture
def twice(family):
    """Dana's meetings: today's, of which she was reminded at eight, and next week's."""
    dana, _ = family
    first, second = meeting_of(dana, TODAY), meeting_of(dana, NEXT_WEEK)
    sent(first, "before", at(TODAY, 8))
    return first, second


@pytest.mark.parametrize("has_own", [True, False])
@pytest.mark.parametrize(
    ("text", "status", "answers"), [("לא", "cancelled", ["cancelled"]), ("כן", "confirmed", ["confirmed"])]
)
def test_who_answers_at_anothers_number_answers_for_them(
    family, other_business, has_own, text, status, answers
) -> None:
    dana, yossi = family
    with in_tenant(other_business.schema_name):
        elsewhere = meeting_of(person("דנה כהן", has_identity=True), TODAY, 12)
        sent(elsewhere, "before", at(TODAY, 8))
    his, own = meeting_of(yossi, TODAY, 12), meeting_of(dana, NEXT_WEEK) if has_own else None
    sent(his, "before", at(TODAY, 8))

    with clock.frozen(at(TODAY, 9)):
        understood = said(text)

    assert (understood.meeting.pk, status_of(his), answers_of(his)) == (his.pk, status, answers)
    assert own is None or (status_of(own), answers_of(own)) == ("confirmed", [])
    assert not Task.objects.exists()
    with in_tenant(other_business.schema_name):
        assert (status_of(elsewhere), answers_of(elsewhere)) == ("confirmed", [])


@pytest.mark.parametrize(("text", "status"), [("כן", "confirmed"), ("לא", "cancelled")])
def test_a_reminder_is_answered_in_time_whatever_else_the_customer_was_told_of(twice, text, status) -> None:
    first, second = twice
    with clock.frozen(at(TODAY, 9)):
        said(text)
    assert (status_of(first), answers_of(first)) == (status, [status])
    assert (status_of(second), answers_of(second)) == ("confirmed", [])
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("text", "status", "answers"),
    [
        ("אגיע היום", "confirmed", ["confirmed"]),
        ("לבטל את התור של היום", "cancelled", ["cancelled"]),
        ("אגיע מחר", "confirmed", []),
        ("אני לא מגיעה מחר", "confirmed", []),
        ("לבטל את התור של מחר", "confirmed", []),
    ],
)
def test_an_answer_about_another_day_than_the_meetings_is_left_to_people(
    twice, text, status, answers
) -> None:
    first, second = twice
    with clock.frozen(at(TODAY, 9)):
        said(text)
    assert (status_of(first), answers_of(first)) == (status, answers)
    assert (status_of(second), answers_of(second)) == ("confirmed", [])
    assert [task.details for task in Task.objects.all()] == ([] if answers else [text])


def test_tomorrow_is_tomorrow_by_the_clock_of_the_business(twice) -> None:
    first, _ = twice
    with clock.frozen(at(TODAY, 0, 30)):
        sent(first, "booked", at(TODAY, 0, 10))
        said("אגיע מחר")
    assert answers_of(first) == []
    with clock.frozen(at(TODAY, 0) - timedelta(minutes=30)):
        answer_receive(provider_id="SMbefore", from_number=DANA, text="אגיע מחר")
    assert answers_of(first) == ["confirmed"]


@pytest.mark.parametrize("text", ["לא", "כן", "2", "לא אגיע"])
def test_an_answer_that_comes_too_late_is_a_task_that_says_so(twice, text) -> None:
    first, second = twice
    with clock.frozen(at(TODAY, 10, 5)):
        said(text)
    assert [status_of(first), status_of(second)] == ["confirmed", "confirmed"]
    assert answers_of(first) + answers_of(second) == []
    task = Task.objects.get()
    assert (task.title, task.details, task.source_id) == (LATE_TITLE, text, first.pk)


@pytest.mark.parametrize("text", ["בסדר", "לא", "ok"])
def test_an_answer_to_the_notice_of_an_end_changes_nothing(twice, text) -> None:
    first, second = twice
    with clock.frozen(at(TODAY, 9)):
        appointment_cancel(appointment_id=first.pk, actor=STAFF)
        sent(first, "cancelled", at(TODAY, 9))
        said(text)
    assert (status_of(second), answers_of(second)) == ("confirmed", [])
    assert Task.objects.get().source_id == first.pk


def test_a_second_no_does_not_go_on_to_the_next_meeting(twice) -> None:
    first, second = twice
    with clock.frozen(at(TODAY, 9)):
        said("לא")
        answer_receive(provider_id="SMagain", from_number=DANA, text="לא מגיע")
    assert [status_of(first), status_of(second)] == ["cancelled", "confirmed"]
    assert Task.objects.count() == 1


def test_a_booking_told_of_after_a_reminder_takes_no_answer_from_it(family) -> None:
    dana, yossi = family
    his, own = meeting_of(yossi, TODAY), meeting_of(dana, NEXT_WEEK)
    sent(his, "before", at(TODAY, 8))
    sent(own, "booked", at(TODAY, 9))
    with clock.frozen(at(TODAY, 10, 5)):
        said("לא")
    assert [status_of(his), status_of(own)] == ["confirmed", "confirmed"]
    assert Task.objects.count() == 1


def test_of_two_reminders_that_came_together_nobody_knows_which_is_answered(family) -> None:
    dana, yossi = family
    meetings = [meeting_of(dana, TODAY, 10), meeting_of(yossi, TODAY, 12)]
    for meeting in meetings:
        sent(meeting, "before", at(TODAY, 8))
    with clock.frozen(at(TODAY, 9)):
        said("לא")
    assert [status_of(meeting) for meeting in meetings] == ["confirmed", "confirmed"]
    assert Task.objects.count() == 1


def test_a_message_that_never_arrived_is_not_what_is_answered(twice) -> None:
    first, second = twice
    sent(second, "before", at(TODAY, 9), delivery="undelivered")
    with clock.frozen(at(TODAY, 9, 30)):
        said("לא")
    assert [status_of(first), status_of(second)] == ["cancelled", "confirmed"]
