"""A meeting that was agreed on and not booked: a member decides, and the diary has the last word."""

import pytest

from apps.assistant.models import MeetingProposal
from apps.assistant.tests.talks import call_of
from apps.assistant.understanding.agreed import Agreed
from apps.assistant.understanding.proposals import meeting_propose
from apps.audit.models import AuditEntry
from apps.crm.models import Task
from apps.crm.services.locking import lead_locked
from apps.crm.services.merging import lead_merge, merge_undo
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA
from apps.scheduling.models import Appointment
from apps.scheduling.tests.factories import AppointmentFactory, ServiceFactory
from apps.scheduling.tests.moments import MONDAY, at

WALL = at(MONDAY, 10).replace(tzinfo=None)


@pytest.fixture
def lead(business):
    return LeadFactory.create(name="דנה כהן", phone="+972521234567", service_wanted="")


def propose(lead, starts_at=WALL, turn="item_3"):
    call = call_of(lead)
    agreed = Agreed(turn, starts_at, 90)
    return meeting_propose(
        lead=lead_locked(lead_id=lead.pk), source_kind="call", source_id=call.pk, agreed=agreed
    )


def path(proposal, deed=""):
    return f"/api/v1/leads/{proposal.lead_id}/proposals/" + (f"{proposal.pk}/{deed}/" if deed else "")


def test_it_is_booked_by_one_click_and_its_task_is_done(api, lead):
    proposal = propose(lead)
    first, again = api.post(path(proposal, "book")), api.post(path(proposal, "book"))

    booked = Appointment.objects.get()
    assert (first.status_code, first.json()) == (200, again.json())
    assert (first.json()["state"], first.json()["appointment_id"]) == ("booked", booked.pk)
    assert (booked.lead, booked.starts_at, booked.status) == (lead, at(MONDAY, 10), "confirmed")
    assert (booked.source_kind, booked.source_id) == ("call", proposal.source_id)
    assert Task.objects.get().status == "done"
    assert AuditEntry.objects.get(action="meeting_proposal.booked").actor_kind == "user"


def test_a_time_that_was_taken_stays_a_proposal_and_others_are_named(api, lead):
    proposal = propose(lead)
    AppointmentFactory.create(starts_at=at(MONDAY, 10))
    refused = api.post(path(proposal, "book"))

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "slot_taken")
    assert refused.json()["error"]["alternatives"]
    assert not Appointment.objects.filter(lead=lead).exists()
    assert MeetingProposal.objects.get().state == "open"
    assert Task.objects.get().status == "open"


def test_a_time_outside_the_hours_is_not_booked_either(api, lead):
    proposal = propose(lead, WALL.replace(hour=3))
    assert api.post(path(proposal, "book")).status_code == 422
    assert not Appointment.objects.exists()


def test_without_a_time_there_is_nothing_to_click(api, lead):
    refused = api.post(path(propose(lead, None), "book"), headers={"Accept-Language": "en"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "meeting_proposal_timeless")
    assert refused.json()["error"]["message"].startswith("It is not clear which time")


def test_it_is_dropped_and_then_not_booked(api, lead):
    proposal = propose(lead)
    dropped, again = api.post(path(proposal, "dismiss")), api.post(path(proposal, "dismiss"))
    booked = api.post(path(proposal, "book"))

    assert (dropped.status_code, again.status_code, booked.status_code) == (200, 200, 409)
    assert booked.json()["error"]["decision"] == "dismissed"
    assert not Appointment.objects.exists()
    assert Task.objects.get().status == "done"


def test_the_service_the_customer_asked_for_or_the_only_one(lead):
    assert propose(lead).service_id is None
    cut = ServiceFactory.create(label="תספורת")
    assert propose(lead).service_id == cut.pk
    colour = ServiceFactory.create(label="צבע")
    assert propose(lead).service_id is None
    lead.service_wanted = "צבע"
    lead.save()
    assert propose(lead).service_id == colour.pk


def test_the_list_is_the_lead_s_alone_the_newest_first(api, lead):
    first, second = propose(lead), propose(lead, turn="item_9")
    propose(LeadFactory.create())
    assert [each["id"] for each in api.get(path(first)).json()] == [second.pk, first.pk]


def test_it_goes_with_a_merge_and_comes_back(lead, api):
    loser = LeadFactory.create(phone="+972521234568")
    proposal = propose(loser)
    merge = lead_merge(winner_id=lead.pk, loser_id=loser.pk, actor=DANA)
    proposal.refresh_from_db()
    assert proposal.lead_id == lead.pk
    merge_undo(merge_id=merge.pk, actor=DANA)
    proposal.refresh_from_db()
    assert proposal.lead_id == loser.pk


def test_nobody_else_decides(other_api, anonymous, lead):
    proposal = propose(lead)
    assert other_api.get(path(proposal)).status_code == 404
    assert other_api.post(path(proposal, "book")).status_code == 404
    assert anonymous.post(path(proposal, "dismiss")).status_code == 401
    assert MeetingProposal.objects.get().state == "open"
    assert not Appointment.objects.exists()
