"""Two furnished businesses and everybody who might ask."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import orjson
from django.core.cache import cache
from django.db import connection, transaction
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from rest_framework.response import Response
from rest_framework.test import APIClient

from apps.accounts.testing import membership_make
from apps.core import clock
from apps.events.models import OutboxEvent
from apps.tenants.context import in_tenant
from apps.tenants.models import Business
from tests.isolation.makers import MAKERS, Given, own_ids
from tests.isolation.people import Person, everybody

FAR = 900_000
NUMBERS_MOVED = """
    SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, %s)
    FROM pg_sequences WHERE schemaname = %s
"""


CLOSED = [status for status in Business.Status if status != Business.Status.ACTIVE]


class Ids(dict[str, object]):
    def __missing__(self, name: str) -> object:
        raise LookupError(f"no example of a {name!r}: write its maker in tests/isolation/makers.py")


@dataclass(frozen=True, slots=True)
class Stage:
    """`ours` and `theirs` hold the same numbers wherever a business counts for itself; `foreign` are ids of
    the other business that name nothing in ours."""

    business: Business
    other: Business
    ours: Ids
    theirs: Ids
    foreign: Ids
    people: tuple[Person, ...]

    def ids_of(self, person: Person) -> Ids:
        """What the person may name in our business."""
        return Ids({**self.ours, **own_ids(person.membership)}) if person.membership else self.ours

    def person(self, name: str) -> Person:
        return next(person for person in self.people if person.name == name)


def secret_of(business: Business) -> str:
    """Stands in every text of the business's example rows."""
    return f"secret-of-{business.slug}"


def stage_make() -> Stage:
    business, other = Business.objects.get(slug="halutz"), Business.objects.get(slug="shaked")
    ours, theirs = furnish(business, number=0), furnish(other, number=0)
    _numbers_move(other)
    foreign = furnish(other, number=1)
    return Stage(business, other, ours, theirs, foreign, tuple(everybody(business, other)))


def furnish(business: Business, *, number: int) -> Ids:
    """One row of every kind."""
    given = Given(membership_make(business=business, role="owner"), secret_of(business), number)
    with in_tenant(business.schema_name):
        made = Ids({name: make(given) for name, make in MAKERS.items()})
        # What was there before is no news.
        OutboxEvent.objects.all().delete()
        return made


def _numbers_move(business: Business) -> None:
    """From here on the business's rows get ids that no other business has."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS_MOVED, [FAR, business.schema_name])


def close(business: Business, status: str) -> None:
    """Gives the business another status, whatever led there; ACTIVE opens it again."""
    day = clock.now() if status == Business.Status.DELETING else None
    Business.objects.filter(pk=business.pk).update(status=status, delete_after=day)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever the block writes is gone afterwards, and no attempt counts against the next."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(
    person: Person,
    method: str,
    path: str,
    *,
    host: str = "halutz.testserver",
    query: dict[str, Any] | None = None,
    body: Any = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """One request of a fresh browser; a fault in our code is a 500, not an exception."""
    url = path if not query else f"{path}?{urlencode(query, doseq=True)}"
    content = b"" if body is None else orjson.dumps(body)
    return _browser(person, host).generic(method, url, content, "application/json", headers=headers)


def ask_with_form(person: Person, method: str, path: str, parts: dict[str, Any]) -> Response:
    """One request as a browser sends a form with a file, at our business."""
    content = encode_multipart(BOUNDARY, parts)
    return _browser(person, "halutz.testserver").generic(method, path, content, MULTIPART_CONTENT)


@functools.cache
def _product() -> Any:
    """As a process serves it: its middleware is made once, not for each of many thousand browsers."""
    return APIClient().handler


def _browser(person: Person, host: str) -> APIClient:
    client = APIClient(headers={"host": host}, raise_request_exception=False)
    client.handler = _product()
    if person.authorization:
        client.credentials(HTTP_AUTHORIZATION=person.authorization)
    client.cookies.load(person.cookies)
    return client
