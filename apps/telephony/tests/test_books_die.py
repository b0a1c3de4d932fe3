"""PostgreSQL dies under connections that are open: who calls when it is back is connected, and a running call
does not notice."""

import asyncio
from typing import Any

import orjson
import psycopg
import pytest
from django.db import connection, connections

from apps.assistant.models import ToolRun
from apps.assistant.selectors import assistant_snapshot_get
from apps.core import clock
from apps.crm.models import Task
from apps.telephony.media.commands import RunTool
from apps.telephony.media.permit import Permit
from apps.telephony.media.realtime import ToolCall
from apps.telephony.services.calls import AnsweredCall
from apps.telephony.services.tools import call_tool_run
from apps.telephony.tests.conftest import ACCOUNT_SID, AUTH_TOKEN, Database, Served
from apps.telephony.tests.factories import CallFactory
from apps.telephony.tests.test_accounts import THEIR_TOKEN, calls_at, post
from apps.telephony.tests.test_books_away import AFTER, STATUS, VOICE
from apps.telephony.tests.test_whole_calls import DANA
from apps.tenants.context import in_tenant, run_in_tenant


def connections_end() -> None:
    """As PostgreSQL does when it stops: whoever held one finds out with the next statement."""
    place = connections["default"].settings_dict
    with psycopg.connect(
        host=place["HOST"],
        port=place["PORT"],
        user=place["USER"],
        password=place["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    ) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [place["NAME"]]
        )


def test_callers_are_connected_when_postgresql_is_back(
    served: Served, business: Any, other_business: Any, database: Database
) -> None:
    """Each connection that lay in the pool meanwhile would have cost one of them their call."""
    post(served, account_sid=ACCOUNT_SID, token=AUTH_TOKEN, path=STATUS)
    connections_end()

    answer = post(served, account_sid=ACCOUNT_SID, token=AUTH_TOKEN, path=VOICE)

    assert answer.status_code == 200
    assert b"<Connect" in answer.content
    connection.close()
    assert calls_at(business, other_business) == [1, 0]


@pytest.mark.parametrize("path", [VOICE, AFTER, STATUS])
@pytest.mark.parametrize("token", [THEIR_TOKEN, ""])
def test_what_the_platform_did_not_sign_is_refused(
    served: Served, database: Database, path: str, token: str
) -> None:
    post(served, account_sid=ACCOUNT_SID, token=AUTH_TOKEN, path=STATUS)
    connections_end()

    assert post(served, account_sid=ACCOUNT_SID, token=token, path=path).status_code == 403


def test_a_tool_runs_once_on_a_fresh_connection(
    business: Any, other_business: Any, tenants_db: None, database: Database
) -> None:
    """Every connection that waits in the pool is closed, also those that come after the first."""
    call = CallFactory.create(status="in_progress", ended_at=None, duration_ms=None)
    snapshot = assistant_snapshot_get(channel="phone", lead_id=call.lead_id, now=clock.now())
    answered = AnsweredCall(call.pk, call.lead_id, DANA, is_recorded=True, snapshot=snapshot)
    wanted = RunTool(ToolCall("call_1", "create_task", orjson.dumps({"what": "לחזור לדנה"}).decode()))

    async def run_it() -> str:
        return await run_in_tenant(
            "b_halutz", call_tool_run, answered=answered, wanted=wanted, permit=Permit()
        )

    connections_end()
    first = asyncio.run(run_it())
    connections_end()
    again = asyncio.run(run_it())

    connection.close()
    assert "error" not in orjson.loads(first)
    assert orjson.loads(again) == orjson.loads(first)
    assert list(Task.objects.values_list("title", flat=True)) == ["לחזור לדנה"]
    with in_tenant(other_business.schema_name):
        assert Task.objects.count() == 0


def test_a_tool_that_got_its_connection_too_late_does_nothing(
    business: Any, other_business: Any, tenants_db: None
) -> None:
    call = CallFactory.create(status="in_progress", ended_at=None, duration_ms=None)
    snapshot = assistant_snapshot_get(channel="phone", lead_id=call.lead_id, now=clock.now())
    answered = AnsweredCall(call.pk, call.lead_id, DANA, is_recorded=True, snapshot=snapshot)
    wanted = RunTool(ToolCall("call_1", "create_task", orjson.dumps({"what": "לחזור לדנה"}).decode()))
    permit = Permit()

    assert permit.withdraw()
    output = call_tool_run(answered=answered, wanted=wanted, permit=permit)

    assert orjson.loads(output)["error"]["code"] == "try_later"
    assert (Task.objects.count(), ToolRun.objects.count()) == (0, 0)
