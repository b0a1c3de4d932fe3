from datetime import UTC, datetime, timedelta

import pytest

from apps.accounts.testing import ARRIVAL_QUERIES
from apps.core import clock
from apps.crm.models import Task
from apps.crm.services.tasks import task_create
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA
from apps.telephony.tests.factories import CallFactory

URL = "/api/v1/tasks/"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _morning():
    with clock.frozen(NOW):
        yield


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


def titles(api, **query):
    return [task["title"] for task in api.get(URL, query).json()["results"]]


def created(title="לחזור", **details):
    return task_create(details={"title": title, **details}, actor=DANA)


def test_a_task_is_added_with_its_lead_and_its_maker(api):
    lead, user = LeadFactory.create(name="דנה"), api.membership.user
    CallFactory.create(pk=31)

    made = api.post(
        URL,
        {
            "title": "לחזור לדנה",
            "due_at": "2026-11-22T20:00:00+02:00",
            "assignee_id": user.pk,
            "lead": lead.pk,
            "source_kind": "call",
            "source_id": 31,
            "recurrence": "FREQ=WEEKLY",
        },
        format="json",
    )

    assert made.status_code == 201
    task = made.json()
    assert task | {"id": 0, "created_at": "", "updated_at": ""} == {
        "id": 0,
        "title": "לחזור לדנה",
        "details": "",
        "due_at": "2026-11-22T18:00:00Z",
        "all_day": False,
        "priority": "normal",
        "assignee_id": user.pk,
        "status": "open",
        "bucket": "today",
        "done_at": None,
        "snoozed_until": None,
        "recurrence": "FREQ=WEEKLY;INTERVAL=1;BYHOUR=20;BYMINUTE=0",
        "lead": {"id": lead.pk, "name": "דנה"},
        "source_kind": "call",
        "source_id": 31,
        "created_by": {"kind": "user", "user_id": user.pk, "name": user.full_name},
        "version": 1,
        "created_at": "",
        "updated_at": "",
    }
    assert api.get(f"{URL}{task['id']}/").json() == task


def test_buckets_come_as_they_want_attention(api, django_assert_num_queries):
    created("אחרי", due_at=NOW + timedelta(hours=3))
    created("לפני", due_at=NOW + timedelta(hours=1))
    created("באיחור", due_at=NOW - timedelta(hours=1))
    created("בלי מועד")
    for title in ("ראשונה", "שנייה"):
        with clock.frozen(NOW + timedelta(minutes=1 if title == "ראשונה" else 2)):
            api.post(f"{URL}{created(title).pk}/done/")

    with django_assert_num_queries(ARRIVAL_QUERIES + 3):
        assert titles(api, bucket="today") == ["לפני", "אחרי"]
    assert titles(api, bucket="overdue") == ["באיחור"]
    assert titles(api, bucket="waiting") == ["בלי מועד"]
    assert titles(api, bucket="done") == ["שנייה", "ראשונה"]
    assert len(titles(api)) == 6
    assert api.get(f"{URL}counts/").json() == {"waiting": 1, "today": 2, "overdue": 1}
    assert code(api.get(URL, {"bucket": "someday"})) == (400, "invalid")


def test_pages_of_a_bucket_follow_each_other(api):
    for number in range(5):
        created(f"{number}", due_at=NOW + timedelta(hours=1))

    first = api.get(URL, {"bucket": "today", "page_size": 2}).json()
    second = api.get(first["next"]).json()
    third = api.get(second["next"]).json()

    pages = [task["title"] for page in (first, second, third) for task in page["results"]]
    assert pages == ["0", "1", "2", "3", "4"]


def test_a_task_is_done_opened_again_and_put_off(api):
    url = f"{URL}{created(due_at=NOW - timedelta(hours=1)).pk}/"

    assert api.post(f"{url}done/").json()["bucket"] == "done"
    assert code(api.post(f"{url}snooze/", {"until": "2026-11-23T07:00:00Z"}, format="json")) == (
        409,
        "task_not_open",
    )
    assert api.post(f"{url}reopen/").json()["bucket"] == "overdue"
    put_off = api.post(f"{url}snooze/", {"until": "2026-11-23T07:00:00Z"}, format="json").json()
    assert (put_off["bucket"], put_off["snoozed_until"]) == ("waiting", "2026-11-23T07:00:00Z")
    assert code(api.post(f"{url}snooze/", {"until": "2026-11-21T07:00:00Z"}, format="json")) == (
        422,
        "snooze_past",
    )


def test_a_tag_of_an_older_state_changes_nothing(api):
    url = f"{URL}{created().pk}/"
    tag = api.get(url).headers["ETag"]
    assert api.patch(url, {"priority": "high"}, format="json", headers={"if-match": tag}).status_code == 200

    late = api.patch(url, {"title": "אחר"}, format="json", headers={"if-match": tag})

    assert code(late) == (412, "task_changed")
    assert late.json()["error"]["current"]["priority"] == "high"
    assert Task.objects.get().title == "לחזור"
    assert code(api.patch(url, {"title": "אחר", "version": 1}, format="json")) == (412, "task_changed")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, (400, "invalid")),
        ({"title": ""}, (400, "invalid")),
        ({"title": "x", "priority": "maybe"}, (400, "invalid")),
        (
            {"title": "x", "recurrence": "FREQ=HOURLY", "due_at": "2026-11-24T07:00:00Z"},
            (422, "recurrence_invalid"),
        ),
        ({"title": "x", "recurrence": "FREQ=DAILY"}, (422, "recurrence_needs_due")),
        ({"title": "x", "due_at": "1999-01-01T00:00:00Z"}, (422, "task_time_invalid")),
        ({"title": "x", "due_at": "0001-01-01T00:00:00+14:00"}, (400, "invalid")),
        ({"title": "x", "lead": 999_999}, (404, "lead_not_found")),
        ({"title": "x", "assignee_id": 999_999}, (422, "member_unknown")),
        ({"title": "x", "source_kind": "call", "source_id": 9999}, (404, "task_source_not_found")),
        ({"title": "x", "source_kind": "call"}, (422, "task_source_invalid")),
        ({"title": "x\x00"}, (400, "malformed")),
    ],
)
def test_a_task_that_cannot_be_is_not_made(api, given, expected):
    assert code(api.post(URL, given, format="json")) == expected
    assert Task.objects.count() == 0


def test_a_task_of_another_business_does_not_exist_here(api, other_api):
    theirs = other_api.post(URL, {"title": "שלהם"}, format="json").json()
    for number in range(3):
        theirs = other_api.post(URL, {"title": f"שלהם {number}"}, format="json").json()
    url = f"{URL}{theirs['id']}/"

    assert code(api.get(url)) == (404, "task_not_found")
    assert api.patch(url, {"title": "שלנו"}, format="json").status_code == 404
    assert api.delete(url).status_code == 404
    assert api.post(f"{url}done/").status_code == 404
    assert other_api.get(url).json()["title"] == theirs["title"]
    assert titles(api) == []


def test_a_deleted_task_is_gone(api):
    url = f"{URL}{created().pk}/"

    assert api.delete(url).status_code == 204
    assert api.get(url).status_code == 404
