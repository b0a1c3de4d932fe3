"""Examples of what the diary's ids name."""

from datetime import date, timedelta
from typing import Any

from apps.scheduling.models import DateException, Resource
from apps.scheduling.tests.factories import ServiceFactory

FAR_AHEAD = date(2031, 1, 1)


def resource_make(given: Any) -> int:
    return Resource.objects.create(name=f"{given.secret}{given.number}").pk


def service_make(given: Any) -> int:
    return ServiceFactory.create(label=f"{given.secret}{given.number}").pk


def date_exception_make(given: Any) -> int:
    day = FAR_AHEAD + timedelta(days=given.number)
    return DateException.objects.create(date=day, kind="closed", name=given.secret).pk
