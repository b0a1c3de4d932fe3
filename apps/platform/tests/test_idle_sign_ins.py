"""A system admin who went away is signed out of the administration."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from apps.core import clock
from apps.platform.sign_ins import sign_in_stands
from apps.platform.tests.people import system_admin
from apps.tenants.models import Business

BEGAN = datetime(2026, 11, 23, 8, tzinfo=UTC)
PAGE = "/admin/tenants/business/"


def is_in(client: Client, *, after: timedelta) -> bool:
    with clock.frozen(BEGAN + after):
        answer = client.get(PAGE)
    assert answer.status_code in (200, 302)
    return answer.status_code == 200


@pytest.fixture
def client_in(business: Business, other_business: Business) -> Client:
    with clock.frozen(BEGAN):
        return system_admin()


def test_two_hours_without_a_click_end_it(client_in: Client) -> None:
    assert is_in(client_in, after=timedelta(minutes=119))
    assert not is_in(client_in, after=timedelta(minutes=119 + 120))
    assert not Session.objects.exists()
    assert not is_in(client_in, after=timedelta(minutes=1))


def test_whoever_keeps_clicking_stays_for_twelve_hours(client_in: Client) -> None:
    stays = [is_in(client_in, after=timedelta(hours=hours)) for hours in range(1, 12)]
    assert stays == [True] * 11
    assert not is_in(client_in, after=timedelta(hours=12))


def test_a_sign_in_that_does_not_say_when_it_began_is_over(client_in: Client) -> None:
    session = client_in.session
    del session["signed_in_at"]
    session.save()

    assert not is_in(client_in, after=timedelta(minutes=1))


@pytest.mark.parametrize(
    ("idle", "age", "stands"),
    [
        (timedelta(0), timedelta(0), True),
        (timedelta(hours=2) - timedelta(seconds=1), timedelta(hours=3), True),
        (timedelta(hours=2), timedelta(hours=3), False),
        (timedelta(0), timedelta(hours=12) - timedelta(seconds=1), True),
        (timedelta(0), timedelta(hours=12), False),
    ],
)
def test_both_bounds_are_exact(idle: timedelta, age: timedelta, stands: bool) -> None:
    now = BEGAN + age
    assert sign_in_stands(signed_in_at=BEGAN, seen_at=now - idle, now=now) is stands
