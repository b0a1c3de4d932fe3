"""Whoever sends If-Match is either compared with what is changed, or told that nobody compares."""

import pytest

from apps.crm.models import CustomField, Lead, LeadNote, LeadStatus, Task
from apps.crm.services.custom_fields import custom_field_create
from apps.crm.services.notes import note_create
from apps.crm.services.tasks import task_create
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA

STALE = {"if-match": 'W/"99"'}


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


def test_a_lead_that_somebody_changed_is_not_deleted(api):
    lead = LeadFactory.create(name="דנה")
    url = f"/api/v1/leads/{lead.pk}/"
    seen = api.get(url).headers["ETag"]
    fresh = api.patch(url, {"city": "חיפה"}, format="json").headers["ETag"]

    assert code(api.delete(url, headers={"if-match": seen})) == (412, "lead_changed")
    assert api.get(url).json()["city"] == "חיפה"

    assert api.delete(url, headers={"if-match": fresh}).status_code == 204
    assert not Lead.objects.filter(pk=lead.pk).exists()


def test_a_task_that_somebody_changed_is_not_deleted(api):
    task = task_create(details={"title": "לחזור"}, actor=DANA)
    url = f"/api/v1/tasks/{task.pk}/"
    seen = api.get(url).headers["ETag"]
    fresh = api.patch(url, {"title": "לחזור מחר"}, format="json").headers["ETag"]

    assert code(api.delete(url, headers={"if-match": seen})) == (412, "task_changed")
    assert api.get(url).json()["title"] == "לחזור מחר"

    assert api.delete(url, headers={"if-match": fresh}).status_code == 204
    assert not Task.objects.filter(pk=task.pk).exists()


@pytest.mark.parametrize("step", ["done", "reopen", "snooze"])
def test_a_task_takes_no_step_from_another_version(api, step):
    task = task_create(details={"title": "לחזור"}, actor=DANA)
    body = {"until": "2090-01-01T10:00:00Z"} if step == "snooze" else None

    answer = api.post(f"/api/v1/tasks/{task.pk}/{step}/", body, format="json", headers=STALE)

    assert code(answer) == (412, "task_changed")
    task.refresh_from_db()
    assert (task.status, task.snoozed_until, task.version) == ("open", None, 1)


def test_a_lead_of_another_version_is_neither_moved_nor_merged(api):
    lead, other = LeadFactory.create_batch(2)
    status = LeadStatus.objects.exclude(pk=lead.status_id).first()
    url = f"/api/v1/leads/{lead.pk}/"

    moved = api.post(f"{url}move/", {"status_id": status.pk}, format="json", headers=STALE)
    merged = api.post(f"{url}merge/", {"loser_id": other.pk}, format="json", headers=STALE)

    assert (code(moved), code(merged)) == ((412, "lead_changed"), (412, "lead_changed"))
    lead.refresh_from_db()
    other.refresh_from_db()
    assert (lead.status_id != status.pk, other.merged_into_id) == (True, None)
    assert _moved(api, url, status).status_code == 200


def test_what_has_no_version_refuses_to_be_compared(api, sign_in, business):
    owner, lead = sign_in(business, "owner"), LeadFactory.create()
    note = note_create(lead_id=lead.pk, text="ישן", actor=DANA)
    field = custom_field_create(key="area", label="אזור", kind="text", actor=DANA)
    status = LeadStatus.objects.filter(is_default=False).first()
    asked = [
        (f"/api/v1/leads/{lead.pk}/notes/{note.pk}/", {"text": "חדש"}),
        (f"/api/v1/leads/statuses/{status.pk}/", {"label": "אחר"}),
        (f"/api/v1/leads/fields/{field.pk}/", {"label": "אחר"}),
    ]

    for url, body in asked:
        assert code(owner.patch(url, body, format="json", headers=STALE)) == (400, "if_match_unsupported")
        assert code(owner.delete(url, headers=STALE)) == (400, "if_match_unsupported")

    assert LeadNote.objects.get(pk=note.pk).text == "ישן"
    assert LeadStatus.objects.get(pk=status.pk).label == status.label
    assert CustomField.objects.get(pk=field.pk).label == "אזור"
    assert owner.patch(asked[1][0], asked[1][1], format="json", headers={"if-match": "*"}).status_code == 200


def _moved(api, url, status):
    return api.post(f"{url}move/", {"status_id": status.pk}, format="json", headers={"if-match": 'W/"1"'})
