"""What a calendar program reads is what stands in the diary, for whoever may see it."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from apps.accounts.models import Membership, User
from apps.accounts.testing import client_for, impersonation_make, membership_make
from apps.audit.models import AuditEntry
from apps.scheduling.ics import Meeting, calendar_text
from apps.scheduling.models import Appointment, CalendarFeed, Resource
from apps.scheduling.selectors.feeds import MOST
from apps.scheduling.tests.factories import AppointmentFactory, CustomerFactory
from apps.scheduling.tests.moments import CLOCKS_FORWARD, JERUSALEM, MONDAY, SUNDAY, at

MINE, BUSINESS = "/api/v1/scheduling/feeds/mine/", "/api/v1/scheduling/feeds/business/"


def path_of(answer):
    return answer.json()["url"].split("testserver", 1)[1]


def events(answer):
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    return [component for component in calendar.walk() if component.name == "VEVENT"]


@pytest.mark.parametrize(
    "accepted", ["text/calendar", "*/*", "application/json", "text/html,application/xhtml+xml,image/webp"]
)
def test_a_calendar_is_given_whatever_is_accepted(api, anonymous, accepted):
    appointment = AppointmentFactory.create(starts_at=at(MONDAY, 9, 30))
    feed = path_of(api.post(BUSINESS))

    answers = [
        anonymous.get(feed, headers={"Accept": accepted}),
        api.get(f"/api/v1/appointments/{appointment.pk}/file.ics", headers={"Accept": accepted}),
    ]

    assert [(answer.status_code, len(events(answer))) for answer in answers] == [(200, 1), (200, 1)]
    refused = anonymous.get(f"{feed}x", headers={"Accept": accepted})
    assert (refused.status_code, refused["Content-Type"]) == (404, "application/json")


def test_the_business_s_feed_holds_every_meeting(api, anonymous):
    lead = CustomerFactory.create(name="דנה כהן", phone="+972521234567")
    AppointmentFactory.create(starts_at=at(MONDAY, 9, 30), lead=lead, service_label="תספורת")
    AppointmentFactory.create(starts_at=at(MONDAY, 11), lead=lead, status="cancelled")
    AppointmentFactory.create(starts_at=at(SUNDAY, 9) - timedelta(days=61))
    AppointmentFactory.create(starts_at=at(MONDAY, 13), status="held", hold_expires_at=at(SUNDAY, 9))

    answer = anonymous.get(path_of(api.post(BUSINESS)))

    booked, cancelled = events(answer)
    assert booked["SUMMARY"] == "תספורת · דנה כהן"
    assert booked["DTSTART"].dt == at(MONDAY, 9, 30)
    assert booked["DTSTART"].params["TZID"] == "Asia/Jerusalem"
    assert (booked["STATUS"], cancelled["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert b"BEGIN:VTIMEZONE" in answer.content


def test_a_full_feed_keeps_the_nearest_and_says_what_it_leaves_out(api, anonymous):
    lead, resource = CustomerFactory.create(), Resource.objects.get(is_default=True)

    def filled(begins, status, label):
        starts = [begins + each * timedelta(minutes=30) for each in range(MOST)]
        facts = {"lead": lead, "resource": resource, "status": status, "service_label": label}
        meetings = [AppointmentFactory.build(starts_at=start, **facts) for start in starts]
        Appointment.objects.bulk_create(meetings)

    filled(at(MONDAY, 9), "confirmed", "קרובה")
    filled(at(MONDAY, 9), "cancelled", "בוטלה")
    begins = at(MONDAY, 9) + MOST * timedelta(minutes=30)
    AppointmentFactory.create(starts_at=begins, lead=lead, service_label="רחוקה")
    AppointmentFactory.create(starts_at=at(SUNDAY, 7), lead=lead, service_label="הייתה")

    *shown, said = events(anonymous.get(path_of(api.post(BUSINESS))))

    assert len(shown) == MOST
    assert {event["SUMMARY"].split(" · ")[0] for event in shown} == {"קרובה"}
    assert (shown[0]["DTSTART"].dt, said["DTSTART"].dt) == (at(MONDAY, 9), begins)
    assert said["SUMMARY"] == "מכאן והלאה הפגישות מופיעות רק ביומן של ProSaaS"


def test_a_member_s_feed_holds_their_own_meetings_only(sign_in, business, anonymous):
    agent = sign_in(business, "agent")
    own = Resource.objects.create(name="רון", user_id=agent.membership.user_id)
    AppointmentFactory.create(starts_at=at(MONDAY, 9), resource=own, service_label="של רון")
    AppointmentFactory.create(starts_at=at(MONDAY, 9), service_label="של אחרת")

    answer = anonymous.get(path_of(agent.post(MINE)))

    assert [event["SUMMARY"].split(" · ")[0] for event in events(answer)] == ["של רון"]
    assert agent.post(BUSINESS).status_code == 403


def test_an_address_is_shown_once_and_the_next_one_replaces_it(api, anonymous, business):
    first = path_of(api.post(BUSINESS))
    assert api.get(BUSINESS).json()["url"] is None
    assert api.get(BUSINESS).json()["created_at"] is not None
    second = path_of(api.post(BUSINESS))

    assert second != first
    assert anonymous.get(first).json()["error"]["code"] == "feed_not_found"
    assert anonymous.get(second).status_code == 200

    assert api.delete(BUSINESS).status_code == 204
    assert anonymous.get(second).status_code == 404
    assert api.get(BUSINESS).json() == {"url": None, "created_at": None}
    assert api.delete(BUSINESS).status_code == 404
    made = (
        AuditEntry.objects.filter(target_kind="scheduling_feed")
        .order_by("pk")
        .values_list("action", flat=True)
    )
    assert list(made) == [f"scheduling_feed.{deed}" for deed in ("created", "created", "deleted")]


def test_everybody_s_address_for_the_business_is_their_own(api, sign_in, business, anonymous):
    admin = sign_in(business, "admin")
    owners, admins = path_of(api.post(BUSINESS)), path_of(admin.post(BUSINESS))

    assert owners != admins
    assert admin.delete(BUSINESS).status_code == 204
    assert (anonymous.get(owners).status_code, anonymous.get(admins).status_code) == (200, 404)


def test_who_acts_as_a_member_neither_makes_nor_sees_nor_ends_an_address(api, anonymous):
    address = path_of(api.post(BUSINESS))
    acting = client_for(api.membership, impersonation=impersonation_make(membership=api.membership))

    for path in (MINE, BUSINESS):
        for answer in (acting.get(path), acting.post(path), acting.delete(path)):
            assert (answer.status_code, answer.json()["error"]["code"]) == (403, "impersonation_forbidden")
    assert anonymous.get(address).status_code == 200
    assert CalendarFeed.objects.count() == 1


def suspended(api, member):
    _change(api, member, is_suspended=True)


def suspended_and_back(api, member):
    _change(api, member, is_suspended=True)
    _change(api, member, is_suspended=False)


def demoted(api, member):
    _change(api, member, role="agent")


def removed(api, member):
    assert api.delete(f"/api/v1/users/{member.membership.pk}/").status_code == 204


def removed_and_back(api, member):
    removed(api, member)
    membership_make(business=member.membership.business, role="admin", user=member.membership.user)


def shut_out(api, member):
    User.objects.filter(pk=member.membership.user_id).update(is_active=False)


def signed_out_everywhere(api, member):
    assert member.post("/api/v1/auth/logout-everywhere").status_code == 204


def _change(api, member, **fields):
    answer = api.patch(f"/api/v1/users/{member.membership.pk}/", fields, format="json")
    assert answer.status_code == 200, answer.json()


ENDS = [suspended, suspended_and_back, demoted, removed, removed_and_back, shut_out, signed_out_everywhere]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("path", [MINE, BUSINESS])
def test_an_address_ends_with_the_access_of_whose_it_is(api, sign_in, business, anonymous, path, end):
    admin = sign_in(business, "admin")
    address, owners = path_of(admin.post(path)), path_of(api.post(path))
    assert anonymous.get(address).status_code == 200

    end(api, admin)

    assert anonymous.get(address).status_code == 404
    assert anonymous.get(owners).status_code == 200


def test_a_role_without_the_verb_opens_nothing_however_it_came(sign_in, business, anonymous):
    admin = sign_in(business, "admin")
    mine, whole = path_of(admin.post(MINE)), path_of(admin.post(BUSINESS))

    Membership.objects.filter(pk=admin.membership.pk).update(role="agent")

    assert (anonymous.get(mine).status_code, anonymous.get(whole).status_code) == (200, 404)


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
