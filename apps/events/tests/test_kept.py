"""What a process keeps, against a real Valkey that may go away."""

from collections.abc import Iterator

import pytest
import redis
from django.conf import settings
from django.db import transaction

from apps.core import clock
from apps.core.testing import until
from apps.events import hearing
from apps.events.kept import Kept
from apps.events.models import OutboxEvent
from apps.events.services import event_publish, events_deliver
from apps.events.tests.factories import KettleBoiled
from apps.tenants.context import in_tenant
from apps.tenants.models import Business
from prosaas.local.ports import port_free

KETTLES = Kept[int](until=("kettle.boiled",))


class Counted:
    """How often something was made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


@pytest.fixture(autouse=True)
def _listening(tenants_db: None) -> Iterator[None]:
    until(hearing.is_hearing)
    yield
    KETTLES._forget(None)


def test_it_is_made_once_for_each_business_and_key(business: Business, other_business: Business) -> None:
    make = Counted()

    assert [KETTLES.get("a", make), KETTLES.get("a", make), KETTLES.get("b", make)] == [1, 1, 2]
    with in_tenant(other_business.schema_name):
        assert KETTLES.get("a", make) == 3


def test_an_event_ends_what_is_kept_of_its_business_only(
    business: Business, other_business: Business
) -> None:
    ours, theirs = Counted(), Counted()
    KETTLES.get("a", ours)
    with in_tenant(other_business.schema_name):
        KETTLES.get("a", theirs)

    event_publish(KettleBoiled(id=1))

    assert KETTLES.get("a", ours) == 2
    with in_tenant(other_business.schema_name):
        assert KETTLES.get("a", theirs) == 1


def test_what_is_rolled_back_ends_nothing(business: Business) -> None:
    make = Counted()
    KETTLES.get("a", make)

    with transaction.atomic():
        event_publish(KettleBoiled(id=1))
        transaction.set_rollback(True)

    assert KETTLES.get("a", make) == 1


def test_a_transaction_sees_its_own_changes_and_leaves_nothing_behind(business: Business) -> None:
    make = Counted()
    KETTLES.get("a", make)

    with transaction.atomic():
        assert KETTLES.get("a", make) == 2

    assert KETTLES.get("a", make) == 1


def test_what_changes_while_it_is_made_is_not_kept(business: Business) -> None:
    make = Counted()

    def slow() -> int:
        event_publish(KettleBoiled(id=1))
        return make()

    KETTLES.get("a", slow)

    assert KETTLES.get("a", make) == 2


def test_the_outbox_tells_again_whom_the_first_message_missed(business: Business) -> None:
    make = Counted()
    KETTLES.get("a", make)
    # As a process leaves it that ends between its commit and its message.
    OutboxEvent.objects.create(type=KettleBoiled.type, payload={"id": 1}, published_at=clock.now())
    assert KETTLES.get("a", make) == 1

    events_deliver()

    assert KETTLES.get("a", make) == 2


def test_a_process_that_cannot_hear_keeps_nothing(business: Business, monkeypatch) -> None:
    monkeypatch.setattr(settings, "REDIS_URL", f"redis://127.0.0.1:{port_free()}/0")
    monkeypatch.setattr(hearing, "_client", hearing._client.__wrapped__)
    deaf = hearing._Ear()
    monkeypatch.setattr(hearing, "_ear", deaf)
    make = Counted()

    assert [KETTLES.get("a", make), KETTLES.get("a", make)] == [1, 2]
    deaf.close()


def test_a_link_that_is_cut_costs_what_was_kept_and_is_made_again(business: Business) -> None:
    make = Counted()
    KETTLES.get("a", make)
    assert len(KETTLES) == 1

    cut()

    until(lambda: len(KETTLES) == 0)
    until(hearing.is_hearing)
    assert [KETTLES.get("a", make), KETTLES.get("a", make)] == [2, 2]


def cut() -> None:
    """Ends the link of every listener, as Valkey does when it restarts."""
    redis.Redis.from_url(settings.REDIS_URL).client_kill_filter(_type="pubsub")


def test_a_link_that_says_nothing_more_is_noticed(business: Business, monkeypatch) -> None:
    """Valkey stands still with the link open: nothing is refused and nothing answers."""
    monkeypatch.setattr(hearing, "QUIET_SECONDS", 0.2)
    cut()
    until(lambda: not hearing.is_hearing())
    until(hearing.is_hearing)
    make = Counted()
    KETTLES.get("a", make)
    valkey = redis.Redis.from_url(settings.REDIS_URL)

    def is_forgotten() -> bool:
        valkey.execute_command("CLIENT", "PAUSE", "1500", "ALL")
        valkey.ping()
        return len(KETTLES) == 0

    # Once is enough unless the listener itself was kept waiting by a busy machine.
    until(is_forgotten)
    until(hearing.is_hearing)
