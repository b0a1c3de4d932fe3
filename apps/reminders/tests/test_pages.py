"""The page behind the link in a message."""

import base64
import hashlib
import re
from datetime import timedelta

import pytest
from django.test import Client

from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.reminders.links import link_token
from apps.reminders.models import Reminder
from apps.reminders.tests.answering import (
    BASE,
    SID,
    TOKEN,
    TUESDAY,
    meeting_told,
    status_of,
)
from apps.scheduling.services.changes import appointment_reschedule
from apps.scheduling.tests.moments import NOW, at


@pytest.fixture(autouse=True)
def _sunday_morning(settings):
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = SID, TOKEN
    settings.PUBLIC_BASE_URL, settings.PUBLIC_BASE_URLS = BASE, [BASE]
    with clock.frozen(NOW):
        yield


@pytest.fixture
def page(business):
    client = Client(headers={"host": f"{business.slug}.testserver"}, enforce_csrf_checks=True)

    def address(meeting):
        return f"/m/{link_token(schema=business.schema_name, appointment_id=meeting.pk)}"

    client.address = address
    return client


def test_opening_the_link_shows_the_meeting_and_changes_nothing(page, business) -> None:
    meeting = meeting_told()
    for _ in range(2):
        answer = page.get(page.address(meeting))
        text = answer.content.decode()
        assert (answer.status_code, "יום שלישי 24.11" in text, "תספורת" in text) == (200, True, True)
    assert status_of(meeting) == "confirmed"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_its_buttons_confirm_and_cancel(page, business) -> None:
    meeting = meeting_told()
    address = page.address(meeting)
    assert "נתראה" in page.post(address, {"act": "confirm"}, follow=True).content.decode()
    assert Reminder.objects.get(appointment=meeting, kind="booked").answer == "confirmed"
    assert "בוטלה" in page.post(address, {"act": "cancel"}, follow=True).content.decode()
    assert status_of(meeting) == "cancelled"
    assert page.post(address, {"act": "cancel"}, follow=True).status_code == 200
    assert page.post(address, {"act": "nothing"}).status_code == 302


def test_who_confirmed_is_thanked_and_not_asked_again_whenever_they_look(page, business) -> None:
    meeting = meeting_told()
    address = page.address(meeting)
    assert "אישור הגעה" in page.get(address).content.decode()
    page.post(address, {"act": "confirm"})

    text = page.get(address).content.decode()
    assert ("נתראה" in text, "אישור הגעה" in text, "ביטול הפגישה" in text) == (True, False, True)
    english = page.get(f"{address}?lang=en").content.decode()
    assert ("see you there" in english, "I’ll be there" in english) == (True, False)

    appointment_reschedule(appointment_id=meeting.pk, starts_at=at(TUESDAY, 14), actor=SYSTEM)
    text = page.get(address).content.decode()
    assert ("נתראה" in text, "אישור הגעה" in text) == (False, True)


def test_a_link_that_was_used_or_whose_time_has_passed_only_says_so(page, business) -> None:
    meeting = meeting_told()
    address = page.address(meeting)
    page.post(address, {"act": "cancel"})
    text = page.post(address, {"act": "confirm"}, follow=True).content.decode()
    assert ("הפגישה בוטלה" in text, "<button" in text) == (True, False)
    assert Reminder.objects.get(appointment=meeting, kind="booked").answer == "cancelled"

    passed = meeting_told(12)
    with clock.frozen(passed.starts_at + timedelta(days=1)):
        text = page.post(page.address(passed), {"act": "cancel"}, follow=True).content.decode()
    assert ("מועד הפגישה עבר" in text, "<button" in text) == (True, False)
    assert status_of(passed) == "confirmed"
    assert Reminder.objects.get(appointment=passed, kind="booked").answer == ""


def test_the_browser_takes_the_pages_own_style(page, business) -> None:
    answer = page.get(page.address(meeting_told()))
    style = re.search(r"<style>(.*?)</style>", answer.content.decode(), re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]


def test_an_old_link_leads_to_the_meeting_as_it_stands_now(page, business) -> None:
    meeting = meeting_told()
    moved = appointment_reschedule(appointment_id=meeting.pk, starts_at=at(TUESDAY, 14), actor=SYSTEM)
    assert "14:00" in page.get(page.address(meeting)).content.decode()
    page.post(page.address(meeting), {"act": "cancel", "meeting": moved.pk})
    assert status_of(moved) == "cancelled"


def moved_unseen():
    meeting = meeting_told()
    return meeting, appointment_reschedule(appointment_id=meeting.pk, starts_at=at(TUESDAY, 14), actor=SYSTEM)


@pytest.mark.parametrize("act", ["confirm", "cancel"])
@pytest.mark.parametrize("names_it", [True, False])
def test_a_button_of_a_page_that_showed_another_time_does_nothing_and_says_so(page, act, names_it) -> None:
    meeting, moved = moved_unseen()
    seen = {"meeting": meeting.pk} if names_it else {}

    text = page.post(page.address(meeting), {"act": act, **seen}, follow=True).content.decode()

    assert ("הפגישה הועברה" in text, "14:00" in text, "נתראה" in text) == (True, True, False)
    assert status_of(moved) == "confirmed"
    assert not Reminder.objects.exclude(answer="").exists()
    assert not AuditEntry.objects.filter(action="reminder.answered").exists()


def test_who_saw_the_new_time_says_yes_to_it_before_its_notice_went_out(page) -> None:
    meeting, moved = moved_unseen()
    Reminder.objects.create(
        appointment=moved,
        lead_id=moved.lead_id,
        kind="rescheduled",
        starts_at=moved.starts_at,
        wished_at=NOW,
        due_at=NOW,
    )

    form = {"act": "confirm", "meeting": moved.pk}
    text = page.post(page.address(meeting), form, follow=True).content.decode()

    assert "נתראה" in text
    assert Reminder.objects.filter(appointment=moved, answer="confirmed").count() == 1
    assert not Reminder.objects.filter(appointment=meeting, answer="confirmed").exists()


def test_nothing_is_thanked_for_that_is_not_written_down(page) -> None:
    meeting = meeting_told()
    address = page.address(meeting)

    Reminder.objects.all().delete()
    assert "נתראה" not in page.post(address, {"act": "confirm"}, follow=True).content.decode()


def test_a_yes_from_an_old_tab_after_a_no_changes_nothing(page) -> None:
    meeting = meeting_told()
    page.post(page.address(meeting), {"act": "cancel"})

    text = page.post(page.address(meeting), {"act": "confirm"}, follow=True).content.decode()

    assert ("בוטלה" in text, "נתראה" in text) == (True, False)
    assert Reminder.objects.get(appointment=meeting, kind="booked").answer == "cancelled"
    assert AuditEntry.objects.filter(action="reminder.answered").count() == 1


def test_a_link_ends_a_month_after_the_meeting(page) -> None:
    meeting = meeting_told()
    with clock.frozen(meeting.ends_at + timedelta(days=30)):
        assert page.get(page.address(meeting)).status_code == 200
    with clock.frozen(meeting.ends_at + timedelta(days=30, seconds=1)):
        answer = page.get(page.address(meeting))
    assert (answer.status_code, "כבר לא פעיל" in answer.content.decode()) == (410, True)
    assert "תספורת" not in answer.content.decode()


def test_a_token_of_another_business_or_of_nobody_opens_nothing(page, business, other_business) -> None:
    meeting = meeting_told()
    foreign = link_token(schema=other_business.schema_name, appointment_id=meeting.pk)
    for token in (foreign, "x", page.address(meeting)[3:-2]):
        assert page.post(f"/m/{token}", {"act": "cancel"}).status_code == 404
    assert status_of(meeting) == "confirmed"
