"""What the assistant cannot do becomes a task of the business."""

import pytest

from apps.assistant.tests.calls import error_code, ran
from apps.audit.models import AuditEntry
from apps.crm.models import Task
from apps.telephony.tests.factories import CallFactory
from apps.tenants.context import in_tenant


@pytest.fixture
def call(business):
    return CallFactory.create(pk=31)


def test_a_request_is_passed_on_as_a_task_of_the_call(lead, call, other_business):
    outcome = ran("create_task", lead, what="לחזור לדנה בעניין החשבונית", when="מחר בעשר בבוקר")

    task = Task.objects.get()
    assert outcome.output == {
        "passed_on": "לחזור לדנה בעניין החשבונית",
        "due_at": "2026-11-23T10:00:00+02:00",
    }
    assert (task.title, task.details) == ("לחזור לדנה בעניין החשבונית", "מחר בעשר בבוקר")
    assert (task.due_at.isoformat(), task.all_day) == ("2026-11-23T08:00:00+00:00", False)
    assert (task.lead_id, task.source_kind, task.source_id) == (lead.pk, "call", call.pk)
    assert (task.created_by_kind, task.created_by_user_id) == ("ai", None)
    assert AuditEntry.objects.get(action="task.created").actor_kind == "ai"
    with in_tenant(other_business.schema_name):
        assert Task.objects.count() == 0


def test_the_same_call_id_makes_one_task(lead, call):
    assert ran("create_task", lead, what="לחזור") == ran("create_task", lead, what="לחזור")

    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("when", "due_at", "all_day"),
    [
        ("מחר", "2026-11-22T22:00:00+00:00", True),
        ("", None, False),
        ("כשיהיה לכם זמן", None, False),
        ("אתמול", None, False),
        ("מחר או מחרתיים", None, False),
    ],
)
def test_a_task_is_due_when_the_customer_named_one_time_to_come(lead, call, when, due_at, all_day):
    assert ran("create_task", lead, what="לחזור", when=when).ok

    task = Task.objects.get()
    assert (task.due_at and task.due_at.isoformat(), task.all_day, task.details) == (due_at, all_day, when)


def test_a_request_of_a_call_that_is_not_there_makes_nothing(lead):
    assert error_code(ran("create_task", lead, what="לחזור")) == "task_source_not_found"

    assert Task.objects.count() == 0
