"""Everybody who might ask at a business's host, and as whom they count there."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import jwt
from django.conf import settings
from django.test import Client
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from apps.accounts.models import Impersonation, Membership, RefreshSession, User
from apps.accounts.testing import (
    access_make,
    impersonation_make,
    membership_make,
    system_admin_make,
    user_make,
)
from apps.core import clock
from apps.tenants.models import Business

PASSWORD = "a kettle and two cups"
ROLES = tuple(Membership.Role.values)


@dataclass(frozen=True, slots=True)
class Person:
    """`role` is the one that counts at the host that is asked; None for somebody who counts as nobody."""

    name: str
    role: str | None = None
    authorization: str = ""
    is_impersonated: bool = False
    cookies: dict[str, str] = field(default_factory=dict)
    membership: Membership | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    membership: Membership
    access: str
    refresh: str


def sign_in(membership: Membership) -> SignedIn:
    """As a browser does it."""
    client = APIClient(headers={"host": f"{membership.business.slug}.testserver"})
    credentials = {"email": membership.user.email, "password": PASSWORD}
    response = client.post("/api/v1/auth/login", credentials, format="json")
    return SignedIn(membership, response.json()["access"], response.cookies["refresh"].value)


def joined(business: Business, role: str, user: User | None = None) -> SignedIn:
    return sign_in(membership_make(business=business, role=role, user=user or user_make(password=PASSWORD)))


def everybody(business: Business, other: Business) -> Iterator[Person]:
    """All who may ask at the host of `business`."""
    yield Person("nobody")
    yield from _members(business)
    yield from _strangers(other)
    yield from _people_of_both(business, other)
    yield from _former_members(business)
    yield from _ended_sessions(business)
    yield from _bad_tokens(business)
    yield from _system_admins(business, other)


def _members(business: Business) -> Iterator[Person]:
    for role in ROLES:
        member = joined(business, role)
        yield Person(f"{role} here", role, _bearer(member.access), membership=member.membership)
    demoted = joined(business, "owner")
    Membership.objects.filter(pk=demoted.membership.pk).update(role="agent")
    yield Person("owner who became agent", "agent", _bearer(demoted.access), membership=demoted.membership)


def _strangers(other: Business) -> Iterator[Person]:
    for role in ROLES:
        yield Person(f"{role} elsewhere", authorization=_bearer(joined(other, role).access))


def _people_of_both(business: Business, other: Business) -> Iterator[Person]:
    """Who is an owner here too still needs a token of here."""
    user = joined(business, "owner").membership.user
    there = joined(other, "owner", user)
    yield Person("owner of both with the other's token", authorization=_bearer(there.access))


def _former_members(business: Business) -> Iterator[Person]:
    deactivated = joined(business, "owner")
    User.objects.filter(pk=deactivated.membership.user_id).update(is_active=False)
    yield Person("deactivated user", authorization=_bearer(deactivated.access))
    suspended = joined(business, "owner")
    Membership.objects.filter(pk=suspended.membership.pk).update(suspended_at=clock.now())
    yield Person("suspended member", authorization=_bearer(suspended.access))
    removed = joined(business, "owner")
    removed.membership.delete()
    yield Person("removed member", authorization=_bearer(removed.access))


def _ended_sessions(business: Business) -> Iterator[Person]:
    ends = {
        "signed out": {"revoked_at": clock.now()},
        "signed in too long ago": {"expires_at": clock.now()},
        "idle for too long": {"last_used_at": clock.now() - settings.SESSION_IDLE},
    }
    for name, end in ends.items():
        signed_in = joined(business, "owner")
        RefreshSession.objects.filter(user=signed_in.membership.user).update(**end)
        yield Person(name, authorization=_bearer(signed_in.access))


def _system_admins(business: Business, other: Business) -> Iterator[Person]:
    """Who belongs to no business has no verb here; who acts as a member has the member's, with exceptions."""
    browser = Client(headers={"host": "testserver"})
    browser.force_login(system_admin_make())
    yield Person("system admin", cookies={"sessionid": browser.cookies["sessionid"].value})
    for role in ROLES:
        impersonation, person = _impersonator(business, role)
        yield person
    an_hour_ago = clock.now() - timedelta(hours=1)
    ends = {
        "impersonator who stopped": {"ended_at": clock.now()},
        "impersonator whose time is over": {"started_at": an_hour_ago, "ends_at": clock.now()},
    }
    for name, end in ends.items():
        impersonation, person = _impersonator(business, "owner")
        Impersonation.objects.filter(pk=impersonation.pk).update(**end)
        yield replace(person, name=name, role=None)
    impersonation, person = _impersonator(business, "owner")
    User.objects.filter(pk=impersonation.system_admin_id).update(is_superuser=False)
    yield replace(person, name="impersonator who is no system admin any more", role=None)
    _, person = _impersonator(other, "owner")
    yield replace(person, name="impersonator elsewhere", role=None)


def _impersonator(business: Business, role: str) -> tuple[Impersonation, Person]:
    membership = membership_make(business=business, role=role)
    impersonation = impersonation_make(membership=membership)
    access = access_make(membership, impersonation=impersonation)
    person = Person(f"impersonator of an {role}", role, _bearer(access), True, membership=membership)
    return impersonation, person


def _bad_tokens(business: Business) -> Iterator[Person]:
    owner = joined(business, "owner")
    expired = AccessToken(owner.access)
    expired.set_exp(lifetime=-timedelta(seconds=1))
    claims = jwt.decode(owner.access, options={"verify_signature": False})
    tokens = {
        "expired token": str(expired),
        "refresh token as access": owner.refresh,
        "token signed by somebody else": jwt.encode(claims, "0" * 64, "HS256"),
        "unsigned token": jwt.encode(claims, "", "none"),
        "half a token": owner.access[:-20],
    }
    for name, token in tokens.items():
        yield Person(name, authorization=_bearer(token))
    yield Person("access token without its scheme", authorization=owner.access)
    yield Person("access token under another scheme", authorization=f"Token {owner.access}")
    yield Person(
        "tokens in cookies",
        cookies={"refresh": owner.refresh, "access": owner.access, "Authorization": _bearer(owner.access)},
    )


def _bearer(token: str) -> str:
    return f"Bearer {token}"
