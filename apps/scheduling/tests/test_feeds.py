"""What a calendar program reads is what stands in the diary, for whoever may see it."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from apps.scheduling.ics import Meeting, calendar_text
from apps.scheduling.models import CalendarFeed, Resource
from apps.scheduling.tests.factories import AppointmentFactory, CustomerFactory
from apps.scheduling.tests.moments import CLOCKS_FORWARD, JERUSALEM, MONDAY, SUNDAY, at

MINE, BUSINESS = "/api/v1/scheduling/feeds/mine/", "/api/v1/scheduling/feeds/business/"


def path_of(answer):
    return answer.json()["url"].split("testserver", 1)[1]


def events(answer):
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    return [component for component in calendar.walk() if component.name == "VEVENT"]


def test_the_business_s_feed_holds_every_meeting(api, anonymous):
    lead = CustomerFactory.create(name="דנה כהן", phone="+972521234567")
    AppointmentFactory.create(starts_at=at(MONDAY, 9, 30), lead=lead, service_label="תספורת")
    AppointmentFactory.create(starts_at=at(MONDAY, 11), lead=lead, status="cancelled")
    AppointmentFactory.create(starts_at=at(SUNDAY, 9) - timedelta(days=61))
    AppointmentFactory.create(starts_at=at(MONDAY, 13), status="held", hold_expires_at=at(SUNDAY, 9))

    answer = anonymous.get(path_of(api.post(BUSINESS)))

    cancelled, booked = events(answer)
    assert booked["SUMMARY"] == "תספורת · דנה כהן"
    assert booked["DTSTART"].dt == at(MONDAY, 9, 30)
    assert booked["DTSTART"].params["TZID"] == "Asia/Jerusalem"
    assert (booked["STATUS"], cancelled["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert b"BEGIN:VTIMEZONE" in answer.content


def test_a_member_s_feed_holds_their_own_meetings_only(sign_in, business, anonymous):
    agent = sign_in(business, "agent")
    own = Resource.objects.create(name="רון", user_id=agent.membership.user_id)
    AppointmentFactory.create(starts_at=at(MONDAY, 9), resource=own, service_label="של רון")
    AppointmentFactory.create(starts_at=at(MONDAY, 9), service_label="של אחרת")

    answer = anonymous.get(path_of(agent.post(MINE)))

    assert [event["SUMMARY"].split(" · ")[0] for event in events(answer)] == ["של רון"]
    assert agent.post(BUSINESS).status_code == 403


def test_a_revoked_feed_opens_no_more_and_the_next_is_another(api, anonymous):
    first = path_of(api.post(BUSINESS))
    assert path_of(api.get(BUSINESS)) == path_of(api.post(BUSINESS)) == first

    assert api.delete(BUSINESS).status_code == 204

    assert anonymous.get(first).json()["error"]["code"] == "feed_not_found"
    assert api.get(BUSINESS).json() == {"url": None, "created_at": None}
    second = path_of(api.post(BUSINESS))
    assert second != first
    assert (anonymous.get(first).status_code, anonymous.get(second).status_code) == (404, 200)


def test_a_feed_opens_at_its_own_business_only(api, other_api):
    ours = path_of(api.post(BUSINESS))
    theirs = path_of(other_api.post(BUSINESS))

    assert other_api.get(ours).status_code == 404
    assert api.get(theirs).status_code == 404


def test_without_a_token_nothing_opens(api):
    assert api.get("/api/v1/calendar.ics").status_code == 401


@pytest.mark.parametrize("token", ["x", "a:b", "W10:abc", "\x00"])
def test_an_address_we_did_not_sign_opens_nothing(api, token):
    assert api.get("/api/v1/calendar.ics", {"token": token}).status_code == 404


def test_a_member_who_left_takes_their_feed_along(sign_in, business, anonymous):
    agent = sign_in(business, "agent")
    address = path_of(agent.post(MINE))
    assert anonymous.get(address).status_code == 200

    agent.membership.delete()

    assert anonymous.get(address).status_code == 404
    assert CalendarFeed.objects.count() == 1


def test_one_meeting_is_a_file(api):
    appointment = AppointmentFactory.create(starts_at=at(MONDAY, 9), status="pending", version=3)

    answer = api.get(f"/api/v1/appointments/{appointment.pk}/file.ics")

    (event,) = events(answer)
    assert (event["STATUS"], event["SEQUENCE"]) == ("TENTATIVE", 3)
    assert answer["Content-Disposition"] == 'attachment; filename="appointment.ics"'


def test_the_file_holds_the_zone_s_rules_and_words_that_cannot_break_out():
    moment = at(CLOCKS_FORWARD, 9).astimezone(UTC)
    meeting = Meeting(
        uid="1@prosaas",
        sequence=1,
        starts_at=moment,
        ends_at=moment + timedelta(hours=1),
        summary="שלום\r\nEND:VEVENT\r\nBEGIN:VALARM",
        changed_at=datetime(2026, 11, 22, tzinfo=UTC),
    )

    text = calendar_text([meeting], name="יומן", zone=JERUSALEM)

    assert "DTSTART;TZID=Asia/Jerusalem:20270326T090000\r\n" in text
    assert "BEGIN:DAYLIGHT" in text
    assert "\r\nBEGIN:VALARM" not in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
