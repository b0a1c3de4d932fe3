"""A signed address of the other business, at ours, where a row of the same number stands.

Each business counts for itself, so only what the signature names keeps them apart.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from apps.accounts.models import Membership
from apps.accounts.testing import session_make
from apps.reminders.links import link_token
from apps.scheduling.feeds import feed_token
from apps.scheduling.models import Appointment, CalendarFeed
from apps.telephony.models import Call
from apps.telephony.tickets import recording_ticket
from apps.tenants.context import in_tenant
from apps.tenants.models import Business
from tests.isolation.answers import is_open, is_silent, told
from tests.isolation.contents import contents_of
from tests.isolation.endpoints import endpoints_of
from tests.isolation.stage import Stage, ask, undone

NUMBER, KEY = 77_000, "0" * 32
HERE, THERE = "halutz.testserver", "shaked.testserver"


def feed_link(stage: Stage, business: Business) -> str:
    """Of one number and one key in both; each opens to a living owner of its own business."""
    owner = Membership.objects.filter(business=business, role="owner", suspended_at=None).latest("pk")
    CalendarFeed.objects.get_or_create(
        pk=NUMBER,
        defaults={
            "user_id": owner.user_id,
            "is_of_all": True,
            "key": KEY,
            "member_key": owner.address_key,
            "created_at": owner.created_at,
        },
    )
    return f"/api/v1/calendar.ics?token={feed_token(schema=business.schema_name, feed_id=NUMBER, key=KEY)}"


def recording_link(stage: Stage, business: Business) -> str:
    number = int(str(stage.ours["call_id"]))
    assert Call.objects.filter(pk=number).exists()
    owner = Membership.objects.filter(business=business, role="owner", suspended_at=None).latest("pk")
    owner.session = session_make(owner)
    ticket = recording_ticket(schema=business.schema_name, call_id=number, membership=owner)
    return f"/api/v1/calls/{number}/recording?ticket={ticket}"


def meeting_link(stage: Stage, business: Business) -> str:
    number = int(str(stage.ours["appointment_id"]))
    assert Appointment.objects.filter(pk=number).exists()
    return f"/m/{link_token(schema=business.schema_name, appointment_id=number)}"


LINKS: dict[str, Callable[[Stage, Business], str]] = {
    "/api/v1/calendar.ics": feed_link,
    "/api/v1/calls/<int:call_id>/recording": recording_link,
    "/m/<str:token>": meeting_link,
}
"""By the address that a signature opens."""
SAYS_NOTHING = {"/api/schema/", "/api/docs"}
"""Open to everybody, and hold nothing of any business."""


def test_every_address_that_opens_without_a_sign_in_is_tried() -> None:
    endpoints = endpoints_of(settings.ROOT_URLCONF)
    rest = {each.route for each in endpoints if each.view and "GET" in each.methods and is_open(each, "GET")}
    plain = {each.route for each in endpoints if not each.view and "token" in each.parameters}

    assert rest | plain == set(LINKS) | SAYS_NOTHING


@pytest.mark.parametrize("make", LINKS.values(), ids=LINKS)
def test_it_opens_at_its_own_business_only(stage: Stage, make: Callable[[Stage, Business], str]) -> None:
    with undone():
        with in_tenant(stage.business.schema_name):
            ours = make(stage, stage.business)
        with in_tenant(stage.other.schema_name):
            theirs = make(stage, stage.other)
        nobody = stage.person("nobody")
        before = contents_of(stage.business, stage.other)
        for path, own, foreign in ((ours, HERE, THERE), (theirs, THERE, HERE)):
            assert ask(nobody, "GET", path, host=own).status_code == 200, path
            for method in ("GET", "POST"):
                answer = ask(nobody, method, path, host=foreign)
                assert answer.status_code in (401, 404, 405), told(answer)
                assert is_silent(answer, stage.business, stage.other), urlsplit(path).path
        assert contents_of(stage.business, stage.other) == before
