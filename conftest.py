"""Every test that touches the database finds two businesses, so that isolation can be asked anywhere.

business, other_business    the test body runs inside the first one's schema (not an async one: the event loop
                            has no business, use `run_in_tenant`)
tenants_db                  real commits, for tests with threads, sockets or workers; cleans up afterwards
api, other_api              signed in as an owner of the first and of the second business
anonymous                   signed in as nobody, at the first business
sign_in(business, role)     a client signed in with that role
jobs                        the job queue: `jobs.names()`, `jobs.waiting()`, `jobs.run()`
worker                      a real Celery worker on that queue, which also knows `tests.probe`
"""

import inspect
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from rest_framework.test import APIClient

from apps.accounts.testing import client_for, membership_make
from apps.core.testing import JobQueue
from apps.events.kept import everything_forget
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business
from apps.tenants.testing import database_made, database_of_workers_drop, tables_clean, worker_running

SignIn = Callable[..., APIClient]

# A property says what holds, not how fast this machine is just now.
hypothesis.settings.register_profile(
    "any_machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any_machine")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), database_made(), django_db_blocker.block():
        yield


@pytest.fixture
def tenants_db(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield
        tables_clean()
        everything_forget()


@pytest.fixture
def _database(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("tenants_db" if "tenants_db" in request.fixturenames else "db")


@pytest.fixture
def business(request: pytest.FixtureRequest, _database: None) -> Iterator[Business]:
    business = Business.objects.get(slug="halutz")
    is_async = inspect.iscoroutinefunction(request.function)
    with in_tenant(PUBLIC_SCHEMA if is_async else business.schema_name):
        yield business


@pytest.fixture
def other_business(_database: None) -> Business:
    return Business.objects.get(slug="shaked")


@pytest.fixture
def sign_in(_database: None) -> SignIn:
    return lambda business, role="owner": client_for(membership_make(business=business, role=role))


@pytest.fixture
def api(sign_in: SignIn, business: Business) -> APIClient:
    return sign_in(business)


@pytest.fixture
def other_api(sign_in: SignIn, other_business: Business) -> APIClient:
    return sign_in(other_business)


@pytest.fixture
def anonymous(business: Business) -> APIClient:
    return APIClient(headers={"host": f"{business.slug}.testserver"})


@pytest.fixture
def jobs(_database: None) -> Iterator[JobQueue]:
    queue = JobQueue()
    yield queue
    queue.clear()


@pytest.fixture
def worker(tenants_db: None, jobs: JobQueue) -> Iterator[None]:
    with worker_running(include="apps.tenants.tests.probe_tasks"):
        yield


def pytest_unconfigure(config: pytest.Config) -> None:
    if config.pluginmanager.has_plugin("dsession"):
        database_of_workers_drop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            raise pytest.UsageError(
                f"{item.nodeid}: use the fixture tenants_db, a flush would drop both businesses"
            )
