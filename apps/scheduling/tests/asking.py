"""What customers ask for, and what is free for them."""

from apps.core import clock
from apps.scheduling.selectors.slots import slots_available
from apps.scheduling.services.booking import (
    Wish,
)
from apps.scheduling.tests.factories import CustomerFactory


def wish(starts_at, lead=None, **more):
    lead_id = (lead or CustomerFactory.create()).pk
    return Wish(lead_id=lead_id, starts_at=starts_at, source="phone", **more)


def starts_on(day, **more):
    return [slot.starts_at for slot in slots_available(date_from=day, date_to=day, now=clock.now(), **more)]
