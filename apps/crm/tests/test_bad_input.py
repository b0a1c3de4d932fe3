"""What a client sends is stored whole, or refused in the reader's language and nothing has changed."""

import json
import re
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.crm.models import CustomField, LeadStatus
from apps.crm.services.merging import lead_merge
from apps.crm.services.notes import note_create
from apps.crm.services.tasks import task_create
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA
from apps.telephony.tests.factories import CallFactory

HEBREW = re.compile("[א-ת]")
NASTY: list[Any] = [
    None,
    True,
    0,
    -1,
    10**30,
    2**63,
    1.5,
    "",
    " ",
    "א\x00ב",
    "\ud800",
    "👩‍🦰",
    "\u202eהפוך\u202c",
    "דנה Cohen +972 52",
    "א" * 100_000,
    "=HYPERLINK(1)",
    [],
    [[]],
    ["\x00"],
    [None],
    {},
    {"a": {"b": [1]}},
    {"\x00": 1},
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "FREQ=DAILY;INTERVAL=999",
    "NaN",
]
nasty = (
    st.sampled_from(NASTY)
    | st.text()
    | st.integers()
    | st.dictionaries(st.text(max_size=5), st.text(max_size=5))
)


class Place:
    """What the bodies below are sent to."""

    def __init__(self, api):
        self.api = api
        self.status = LeadStatus.objects.get(kind="won").pk
        self.owner = api.membership.user_id
        self.lead, self.other, loser = (LeadFactory.create().pk for _ in range(3))
        CustomField.objects.create(key="budget", label="תקציב", kind="number", order=0)
        self.note = note_create(
            lead_id=self.lead, text="הערה", actor=DANA.__class__(kind="user", user_id=self.owner)
        ).pk
        self.task = task_create(details={"title": "משימה"}, actor=DANA).pk
        self.call = CallFactory.create().pk
        lead_merge(winner_id=self.lead, loser_id=loser, actor=DANA)

    def requests(self):
        lead = f"/api/v1/leads/{self.lead}/"
        details = {
            "name": "דנה",
            "phone": "0521234567",
            "email": "d@example.com",
            "owner_id": self.owner,
            "tags": ["VIP"],
            "custom": {"budget": 5},
            "next_step_at": "2026-11-24T09:00:00Z",
            "notes": "הערה",
        }
        moment = "2026-11-24T09:00:00Z"
        task = {"title": "לחזור", "due_at": moment, "all_day": True, "assignee_id": self.owner}
        task |= {"lead": self.lead, "recurrence": "FREQ=WEEKLY", "source_kind": "call"}
        task |= {"source_id": self.call}
        return {
            ("POST", "/api/v1/leads/"): details,
            ("PATCH", lead): {**details, "status": self.status, "version": 1},
            ("POST", f"{lead}move/"): {"status_id": self.status, "before_id": self.other, "after_id": None},
            ("POST", f"{lead}merge/"): {"loser_id": self.other},
            ("POST", f"{lead}notes/"): {"text": "הערה"},
            ("PATCH", f"{lead}notes/{self.note}/"): {"text": "אחרת"},
            ("POST", f"{lead}consents/"): {
                "kind": "marketing",
                "granted": False,
                "source": "בשיחה",
                "source_kind": "call",
                "source_id": 1,
            },
            ("POST", "/api/v1/leads/bulk/"): {"ids": [self.lead], "change": {"add_tags": ["VIP"]}},
            ("POST", "/api/v1/leads/statuses/"): {
                "label": "בהמתנה",
                "colour": "#0d9488",
                "kind": "open",
                "stale_after_days": 3,
            },
            ("PATCH", f"/api/v1/leads/statuses/{self.status}/"): {"label": "אחר", "is_default": True},
            ("POST", "/api/v1/leads/statuses/reorder/"): {"status_ids": [self.status]},
            ("POST", "/api/v1/leads/fields/"): {
                "key": "size",
                "label": "גודל",
                "kind": "choice",
                "choices": ["קטן"],
            },
            ("POST", "/api/v1/tasks/"): task,
            ("PATCH", f"/api/v1/tasks/{self.task}/"): {**task, "status": "cancelled"},
            ("POST", f"/api/v1/tasks/{self.task}/snooze/"): {"until": "2090-01-01T00:00:00Z"},
        }


def stored():
    """A digest of every row of the business."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = sorted(table for (table,) in cursor.fetchall())
        rows = " UNION ALL ".join(
            f"SELECT '{table}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"
            for table in tables
        )
        cursor.execute(rows)
        return dict(cursor.fetchall())


@pytest.fixture
def place(api):
    return Place(api)


def send(api, method, url, body, language):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return api.generic(method, url, content, "application/json", headers={"accept-language": language})


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), language=st.sampled_from(["he", "en"]))
def test_anything_is_stored_whole_or_refused_and_then_nothing_has_changed(place, data, language):
    requests = place.requests()
    method, url = data.draw(st.sampled_from(sorted(requests)))
    body = requests[method, url]
    for field in data.draw(st.lists(st.sampled_from(sorted(body)), min_size=1, max_size=2, unique=True)):
        body[field] = data.draw(nasty)
    before = stored()
    with transaction.atomic():
        answer = send(place.api, method, url, body, language)

        assert answer.status_code < 500
        if answer.status_code >= 400:
            error = answer.json()["error"]
            assert re.fullmatch(r"[a-z_]+", error["code"])
            assert bool(HEBREW.search(error["message"])) == (language == "he"), error
            assert stored() == before
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", '{"name": "א'.encode("cp1255"), b'{"name": "\\ud800"}'],
)
def test_a_body_that_is_no_object_is_refused(place, body):
    before = stored()

    for method, url in place.requests():
        answer = send(place.api, method, url, body, "he")
        if answer.status_code < 400:
            # A change of nothing is allowed.
            assert (method, body) == ("PATCH", b"")
        else:
            assert answer.json()["error"]["code"] in ("malformed", "invalid", "lead_empty"), (url, body)
    assert stored() == before


def test_a_body_of_ten_megabytes_is_refused_unread(place):
    before = stored()
    body = b'{"name": "' + b"x" * 10_000_000 + b'"}'

    for method, url in place.requests():
        answer = send(place.api, method, url, body, "en")
        assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")
    assert stored() == before


@pytest.mark.parametrize(
    "value", ["\x00", "א" * 10_000, "10" * 40, "-1", "true", "{}", "%", "\u202e", "👩‍🦰"]
)
def test_no_question_is_a_fault(place, value):
    for url, names in {
        "/api/v1/leads/": [
            "status",
            "owner",
            "source",
            "tag",
            "city",
            "q",
            "stale",
            "created_from",
            "created_to",
            "custom.budget",
            "custom.",
            "ordering",
            "cursor",
            "page_size",
        ],
        "/api/v1/leads/board/": ["status", "q", "custom.budget"],
        f"/api/v1/leads/board/{place.status}/": ["cursor", "q"],
        "/api/v1/tasks/": ["bucket", "assignee", "lead", "cursor"],
        "/api/v1/tasks/counts/": ["assignee"],
        "/api/v1/duplicates/": ["cursor"],
        f"/api/v1/leads/{place.lead}/provenance/": ["status"],
    }.items():
        for name in names:
            assert place.api.get(url, {name: value}).status_code in (200, 400, 404, 422), (url, name)
