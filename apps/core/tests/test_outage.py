import psycopg
import psycopg_pool
import pytest
from celery import current_app
from celery.exceptions import Retry
from django.db import IntegrityError, InterfaceError, OperationalError
from psycopg import errors

from apps.core.jobs import AWAY_HEADER, MOST_AWAY, SCHEMA_HEADER, _put_back
from apps.core.outage import is_database_away
from apps.tenants.models import Business
from apps.tenants.tests import probe_tasks  # noqa: F401 - registers the job these tests put back


def as_django(error: psycopg.Error) -> Exception:
    raised = OperationalError(str(error))
    raised.__cause__ = error
    return raised


@pytest.mark.parametrize(
    ("error", "is_away"),
    [
        (as_django(psycopg_pool.PoolTimeout("no connection after 10 s")), True),
        (as_django(psycopg.OperationalError("connection refused")), True),
        (as_django(errors.AdminShutdown("shut down")), True),
        (as_django(errors.CannotConnectNow("starting up")), True),
        (as_django(errors.TooManyConnections("too many clients")), True),
        (errors.ConnectionFailure("lost"), True),
        (InterfaceError("connection already closed"), True),
        (as_django(errors.QueryCanceled("statement timeout")), False),
        (as_django(errors.DeadlockDetected("deadlock")), False),
        (as_django(errors.DiskFull("disk full")), False),
        (IntegrityError("twice"), False),
        (ConnectionError("a queue, not the database"), False),
    ],
)
def test_what_says_that_the_database_is_away(error: Exception, is_away: bool) -> None:
    assert is_database_away(error) is is_away


def test_a_wait_keeps_the_business_and_is_not_counted_among_retries(business: Business) -> None:
    probe = current_app.tasks["tests.probe"]
    headers = {SCHEMA_HEADER: business.schema_name, AWAY_HEADER: 40}
    probe.push_request(
        kwargs={"marker": "x"}, headers=headers, retries=3, is_eager=True, called_directly=False
    )
    try:
        with pytest.raises(Retry) as raised:
            _put_back(probe, OperationalError())
    finally:
        probe.pop_request()

    again = raised.value.sig
    assert again.kwargs == {"marker": "x"}
    assert again.options["retries"] == 3
    assert again.options["headers"] == {SCHEMA_HEADER: business.schema_name, AWAY_HEADER: 41}
    assert 0 <= again.options["countdown"] <= 600


def test_a_wait_has_an_end(business: Business) -> None:
    probe = current_app.tasks["tests.probe"]
    probe.push_request(headers={AWAY_HEADER: MOST_AWAY}, is_eager=True, called_directly=False)
    try:
        _put_back(probe, OperationalError())
    finally:
        probe.pop_request()
