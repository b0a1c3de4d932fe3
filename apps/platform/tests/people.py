"""Who knocks at the administration's door."""

from collections.abc import Callable

from django.test import Client

from apps.accounts.models import User
from apps.accounts.testing import membership_make, system_admin_make, user_make
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business

SYSTEM_ADMIN = "system@example.test"
PASSWORD = "Zq8!long-enough"


def house(user: User | None = None) -> Client:
    client = Client(headers={"host": "testserver"})
    if user is not None:
        with in_tenant(PUBLIC_SCHEMA):
            client.force_login(user)
    return client


def system_admin() -> Client:
    return house(system_admin_make(email=SYSTEM_ADMIN))


def _staff() -> User:
    staff = user_make(email="staff@example.test")
    staff.is_staff = True
    staff.save()
    return staff


def _former() -> User:
    former = system_admin_make(email="former@example.test")
    former.is_active = False
    former.save()
    return former


OUTSIDERS: dict[str, Callable[[Business], Client]] = {
    "nobody": lambda business: house(),
    "owner": lambda business: house(membership_make(business=business).user),
    "staff": lambda business: house(_staff()),
    "former": lambda business: house(_former()),
}
"""Everybody who is no system admin: strangers, members, staff without all rights, and who was one once."""
