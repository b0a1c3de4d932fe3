"""Two businesses at once, everywhere work can run, with everything going wrong: nobody sees a wrong row.

What happens, where, how it fails and in which order the steps are taken is drawn; a schedule that fails is
printed in its shortest form.
"""

import asyncio
from collections.abc import Iterator

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.accounts.testing import access_make, membership_make
from apps.tenants import context
from apps.tenants.context import PUBLIC_SCHEMA, current_schema, in_tenant
from apps.tenants.models import Business
from apps.tenants.testing import worker_running
from tests.isolation.performance import PLACES, SCHEMAS, Act, on_thread, perform
from tests.isolation.unruly import FAULTS

ACTS = st.builds(
    Act,
    st.sampled_from(sorted(PLACES)),
    st.sampled_from(SCHEMAS),
    st.sampled_from(sorted(FAULTS)),
    st.booleans(),
)
SCHEDULES = {
    "acts": st.lists(ACTS, min_size=2, max_size=8),
    "order": st.lists(st.integers(0, 7), min_size=1, max_size=40),
}
KEPT = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.fixture
def tokens(tenants_db: None, business: Business, other_business: Business) -> Iterator[dict[str, str]]:
    """Of an owner of each business, while a real worker runs."""
    with in_tenant(PUBLIC_SCHEMA), worker_running(include="tests.isolation.unruly_jobs"):
        yield {
            each.schema_name: access_make(membership_make(business=each))
            for each in (business, other_business)
        }


@given(**SCHEDULES)
@settings(KEPT, max_examples=40)
def test_nobody_ever_sees_a_wrong_row(tokens: dict[str, str], acts: list[Act], order: list[int]) -> None:
    asyncio.run(check(acts, order, tokens))


@pytest.mark.nightly
@given(**SCHEDULES)
@settings(KEPT, max_examples=2000)
def test_nobody_ever_sees_a_wrong_row_all_night(
    tokens: dict[str, str], acts: list[Act], order: list[int]
) -> None:
    asyncio.run(check(acts, order, tokens))


async def check(acts: list[Act], order: list[int], tokens: dict[str, str]) -> None:
    play = await perform(acts, order, tokens)

    assert [(act, seen) for act, seen in play.seen if seen - {act.schema}] == []
    assert set(await left_behind()) == {(PUBLIC_SCHEMA, PUBLIC_SCHEMA)}


async def left_behind() -> list[tuple[str, str]]:
    """What every thread and many connections of the pool are in when nobody works."""
    loop = asyncio.get_running_loop()
    pools = [context._executor()] * 16 + [context._queue()]
    found = await asyncio.gather(*(loop.run_in_executor(pool, asked) for pool in pools))
    return [
        *found,
        *await asyncio.gather(*(on_thread(asked) for _ in range(8))),
        await sync_to_async(asked)(),
    ]


def asked() -> tuple[str, str]:
    """The schema as Python and as PostgreSQL know it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            return current_schema(), str(cursor.fetchone()[0])
    finally:
        connection.close()
