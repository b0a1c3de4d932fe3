"""Staff are told once of a task that falls due, whoever is killed in between."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as configured

from apps.accounts.testing import client_for, impersonation_make, membership_make
from apps.core import clock
from apps.crm.models import TaskNotice
from apps.crm.services.task_notices import tasks_due_tell
from apps.crm.services.tasks import task_create, task_finish, task_reopen, task_snooze, task_update
from apps.crm.tests.people import DANA
from apps.crm.tests.threads import at_once
from apps.events.models import OutboxEvent
from apps.tenants.context import in_tenant
from apps.tenants.testing import database_address

NOTICES = "/api/v1/tasks/notices/"
SEEN = f"{NOTICES}seen/"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _morning():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def me(api):
    return api.membership.user_id


def due(title="לחזור ללקוחה", *, hours=0, **details):
    at = NOW + timedelta(hours=hours)
    return task_create(details={"title": title, "due_at": at, **details}, actor=DANA)


def told():
    return sorted(TaskNotice.objects.values_list("task_id", "user_id"))


def events():
    return OutboxEvent.objects.filter(type="task.due").count()


def test_whose_task_falls_due_is_told_once_and_sees_it_until_it_is_done(
    api, other_api, business, other_business, me
) -> None:
    task = due(hours=1, assignee_id=me)
    assert tasks_due_tell() == 0
    assert api.get(NOTICES).json() == []

    with clock.frozen(NOW + timedelta(hours=1)):
        assert [tasks_due_tell(), tasks_due_tell()] == [1, 0]
    (notice,) = api.get(NOTICES).json()

    assert (notice["task"]["id"], notice["due_at"]) == (task.pk, "2026-11-22T11:00:00Z")
    assert notice["is_seen"] is False
    assert (told(), events()) == ([(task.pk, me)], 1)
    with in_tenant(other_business.schema_name):
        assert tasks_due_tell() == 0
        assert not TaskNotice.objects.exists()
    assert other_api.get(NOTICES).json() == []
    assert api.post(SEEN, {"last_id": notice["id"]}, format="json").status_code == 204
    assert [each["is_seen"] for each in api.get(NOTICES).json()] == [True]
    task_finish(task_id=task.pk, actor=DANA)
    assert api.get(NOTICES).json() == []
    task_reopen(task_id=task.pk, actor=DANA)
    assert tasks_due_tell() == 0


def test_a_task_of_nobody_or_of_somebody_who_left_is_told_to_all_who_work(business, other_business, me):
    agent = membership_make(business=business, role="agent")
    gone = membership_make(business=business, role="agent")
    membership_make(business=other_business, role="owner")
    left = due(assignee_id=gone.user_id)
    gone.suspended_at = NOW
    gone.save()
    nobodys = due()
    tasks_due_tell()
    everybody = sorted([me, agent.user_id])
    assert told() == [(task.pk, person) for task in (left, nobodys) for person in everybody]


def test_one_that_was_put_off_tells_again_when_it_wakes(api, me) -> None:
    task = due(assignee_id=me)
    tasks_due_tell()
    task_snooze(task_id=task.pk, until=NOW + timedelta(hours=3), actor=DANA)
    assert api.get(NOTICES).json() == []
    assert tasks_due_tell() == 0
    with clock.frozen(NOW + timedelta(hours=3)):
        assert [tasks_due_tell(), tasks_due_tell()] == [1, 0]
    assert [each["due_at"] for each in api.get(NOTICES).json()] == ["2026-11-22T13:00:00Z"]
    assert TaskNotice.objects.count() == 2


def test_who_gets_a_late_task_is_told_and_who_had_it_is_not_bothered_any_more(api, sign_in, business, me):
    agent = sign_in(business, "agent")
    task = due(assignee_id=me)
    tasks_due_tell()
    task_update(task_id=task.pk, changes={"assignee_id": agent.membership.user_id}, actor=DANA)
    tasks_due_tell()
    assert api.get(NOTICES).json() == []
    assert [each["task"]["id"] for each in agent.get(NOTICES).json()] == [task.pk]


def test_what_is_done_cancelled_or_without_a_time_tells_nobody(business, me) -> None:
    task_finish(task_id=due().pk, actor=DANA)
    task_update(task_id=due().pk, changes={"status": "cancelled"}, actor=DANA)
    due(due_at=None)
    assert tasks_due_tell() == 0
    assert told() == []


def test_seeing_is_each_ones_own_and_never_of_what_came_later(api, sign_in, business, me) -> None:
    agent = sign_in(business, "agent")
    due()
    tasks_due_tell()
    first = api.get(NOTICES).json()[0]["id"]
    due()
    tasks_due_tell()
    last = max(TaskNotice.objects.filter(user_id=me).values_list("pk", flat=True))
    assert first < last
    api.post(SEEN, {"last_id": first}, format="json")
    assert [each["is_seen"] for each in api.get(NOTICES).json()] == [False, True]
    assert [each["is_seen"] for each in agent.get(NOTICES).json()] == [False, False]


def test_who_acts_as_a_member_sees_nothing_for_them(api, me) -> None:
    due(assignee_id=me)
    tasks_due_tell()
    somebody = client_for(api.membership, impersonation=impersonation_make(membership=api.membership))
    (notice,) = somebody.get(NOTICES).json()
    assert somebody.post(SEEN, {"last_id": notice["id"]}, format="json").status_code == 403
    assert api.get(NOTICES).json()[0]["is_seen"] is False


@pytest.mark.parametrize("given", [{}, {"last_id": 0}, {"last_id": "x"}, {"last_id": 2**63}])
def test_a_notice_that_cannot_be_is_refused(api, given) -> None:
    assert api.post(SEEN, given, format="json").status_code == 400


def test_two_runs_at_once_tell_each_once(tenants_db, business) -> None:
    membership_make(business=business)
    for _ in range(60):
        due()
    with clock.frozen(NOW):
        at_once(business.schema_name, [tasks_due_tell] * 4)
        tasks_due_tell()
    assert (TaskNotice.objects.count(), events()) == (60, 60)


KILLED = """
import os, sys
import django
django.setup()
from apps.crm.services import task_notices
from apps.tenants.context import in_tenant
task_notices.BATCH = 20
tell, told = task_notices._tell, []

def told_and_dead(tasks, now):
    tell(tasks, now)
    told.append(tasks)
    if len(told) == 2:
        os.kill(os.getpid(), 9)

task_notices._tell = told_and_dead
with in_tenant(sys.argv[1]):
    task_notices.tasks_due_tell()
"""


def test_what_a_killed_worker_left_the_next_one_tells(tenants_db, business) -> None:
    """It dies with its second batch written and not committed."""
    user_id = membership_make(business=business).user_id
    tasks = [due() for _ in range(60)]
    environment = {
        **os.environ,
        "DATABASE_URL": database_address(),
        "REDIS_URL": configured.REDIS_URL,
        "DJANGO_SETTINGS_MODULE": "prosaas.settings.test",
    }
    command = [sys.executable, "-c", KILLED, business.schema_name]
    assert subprocess.run(command, env=environment, check=False, timeout=60).returncode == -signal.SIGKILL
    assert TaskNotice.objects.count() == 20

    tasks_due_tell()

    assert told() == [(task.pk, user_id) for task in tasks]
    assert events() == 60
