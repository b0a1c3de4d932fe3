import asyncio
import contextvars
import threading

import pytest
from django.db import connection

from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.audit.services import audit_record
from apps.core.testing import PATIENCE_SECONDS
from apps.tenants.context import (
    PUBLIC_SCHEMA,
    current_schema,
    in_tenant,
    run_in_tenant,
    run_in_tenant_queued,
    scoped,
)
from apps.tenants.models import Business


def asked_of_postgresql() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])


def mark(action: str) -> None:
    audit_record(actor=SYSTEM, action=action, target_kind="probe", target_id=1)


def marks() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("action", flat=True))


def test_entering_nests_and_returns(business: Business, other_business: Business) -> None:
    with in_tenant(other_business.schema_name):
        with in_tenant(PUBLIC_SCHEMA):
            assert (current_schema(), asked_of_postgresql()) == ("public", "public")
        assert current_schema() == asked_of_postgresql() == other_business.schema_name
    assert current_schema() == asked_of_postgresql() == business.schema_name


def test_an_exception_leaves_the_business(business: Business, other_business: Business) -> None:
    with pytest.raises(ZeroDivisionError), in_tenant(other_business.schema_name):
        raise ZeroDivisionError

    assert current_schema() == asked_of_postgresql() == business.schema_name


def test_a_broken_statement_does_not_leave_the_path_behind(
    tenants_db: None, business: Business, other_business: Business
) -> None:
    with (
        pytest.raises(Exception, match="kettle"),
        in_tenant(other_business.schema_name),
        connection.cursor() as c,
    ):
        c.execute("SELECT * FROM kettle")

    assert asked_of_postgresql() == business.schema_name


def test_two_threads_do_not_meet(tenants_db: None, business: Business, other_business: Business) -> None:
    """Each writes in its own business while the other is in the middle of its own."""
    in_step = threading.Barrier(2)
    seen: dict[str, set[str]] = {}

    def work(schema: str) -> None:
        with in_tenant(schema):
            for _ in range(50):
                in_step.wait(PATIENCE_SECONDS)
                mark(schema)
                in_step.wait(PATIENCE_SECONDS)
                seen.setdefault(schema, set()).update([*marks(), asked_of_postgresql()])
        connection.close()

    threads = [threading.Thread(target=work, args=[each.schema_name]) for each in (business, other_business)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(2 * PATIENCE_SECONDS)

    assert seen == {each.schema_name: {each.schema_name} for each in (business, other_business)}


async def test_many_calls_from_the_event_loop_do_not_meet(
    tenants_db: None, business: Business, other_business: Business
) -> None:
    def work(schema: str) -> tuple[str, str, str]:
        mark(schema)
        return schema, current_schema(), asked_of_postgresql()

    schemas = [business.schema_name, other_business.schema_name] * 40
    answers = await asyncio.gather(*(run_in_tenant(schema, work, schema) for schema in schemas))

    assert answers == [(schema, schema, schema) for schema in schemas]
    for each in (business, other_business):
        assert await run_in_tenant(each.schema_name, marks) == [each.schema_name] * 40


async def test_queued_work_runs_one_at_a_time_in_its_order_and_in_its_own_business(
    tenants_db: None, business: Business, other_business: Business
) -> None:
    alone = threading.Lock()
    done: list[int] = []

    def work(number: int) -> str:
        assert alone.acquire(blocking=False)
        mark(str(number))
        done.append(number)
        alone.release()
        return asked_of_postgresql()

    schemas = [business.schema_name, other_business.schema_name] * 20
    answers = await asyncio.gather(
        *(run_in_tenant_queued(schema, work, number) for number, schema in enumerate(schemas))
    )

    assert answers == schemas
    assert done == list(range(40))
    assert await run_in_tenant(business.schema_name, marks) == [str(number) for number in range(0, 40, 2)]


async def test_queued_work_does_not_hold_up_the_rest(tenants_db: None, business: Business) -> None:
    """The caller's tool runs while another call's turns wait to be stored."""
    is_over = threading.Event()
    waiting = asyncio.ensure_future(
        run_in_tenant_queued(business.schema_name, is_over.wait, 2 * PATIENCE_SECONDS)
    )

    assert await asyncio.wait_for(run_in_tenant(business.schema_name, marks), PATIENCE_SECONDS) == []
    assert not waiting.done()
    is_over.set()
    assert await waiting is True


async def test_the_event_loop_itself_stays_public(tenants_db: None, business: Business) -> None:
    assert await run_in_tenant(business.schema_name, current_schema) == business.schema_name
    assert current_schema() == PUBLIC_SCHEMA


async def test_a_worker_thread_is_public_again_afterwards(
    tenants_db: None, business: Business, settings
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    for _ in range(2 * settings.TENANT_THREADS):
        with pytest.raises(ZeroDivisionError):
            await run_in_tenant(business.schema_name, fail)
    found = await asyncio.gather(
        *(asyncio.get_running_loop().run_in_executor(_pool(), current_schema) for _ in range(50))
    )

    assert set(found) == {PUBLIC_SCHEMA}


def _pool():
    from apps.tenants.context import _executor

    return _executor()


def connections_free() -> int:
    """How many connections the pool still hands out: taken to the last one, then given back."""
    pool, taken = connection.pool, []
    while (stats := pool.get_stats())["pool_available"] or stats["pool_size"] < stats["pool_max"]:
        taken.append(pool.getconn(timeout=PATIENCE_SECONDS))
    for each in taken:
        pool.putconn(each)
    return len(taken)


async def test_work_from_the_loop_gives_its_connection_back(tenants_db: None, business: Business) -> None:
    before = await asyncio.to_thread(connections_free)

    await asyncio.gather(*(run_in_tenant(business.schema_name, marks) for _ in range(40)))

    assert await asyncio.to_thread(connections_free) == before > 0


async def test_context_variables_travel_along(tenants_db: None, business: Business) -> None:
    call = contextvars.ContextVar[str]("call")
    call.set("CA1")

    assert await run_in_tenant(business.schema_name, call.get) == "CA1"


async def test_arguments_arrive_and_results_return(tenants_db: None, business: Business) -> None:
    def work(first: int, *, second: int) -> int:
        return first + second

    assert await run_in_tenant(business.schema_name, work, 1, second=2) == 3


def test_a_scoped_name_carries_the_schema() -> None:
    assert scoped("b_halutz", "live") == "b_halutz.live"
    assert scoped("b_halutz", "call", 7) == "b_halutz.call.7"
    with pytest.raises(ValueError, match="schema"):
        scoped("", "live")
