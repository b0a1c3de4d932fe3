"""Fifty processes, each with its own connection, that want one slot."""

import sys
import time
from collections import Counter
from datetime import datetime, timedelta

from bench.diary.processes import called_at_once, meeting_book

PROCESSES = 50


def rivals_for_one_slot(schema: str) -> dict[str, float]:
    """Fifty processes for one slot: among earlier meetings and none, with one start and overlapping ones."""
    wrong = 0
    slowest = 0.0
    for is_full in (False, True):
        for is_equal in (True, False):
            ended, seconds = _race(schema, is_full=is_full, is_equal=is_equal)
            slowest = max(slowest, seconds)
            if ended != {"booked": 1, "slot_taken": PROCESSES - 1}:
                wrong += 1
                print(f"earlier meetings {is_full}, one start {is_equal}: {ended}", file=sys.stderr)
    return {"races_wrong": wrong, "races_slowest_s": slowest}


def _race(schema: str, *, is_full: bool, is_equal: bool) -> tuple[dict[str, int], float]:
    from apps.crm.tests.factories import LeadFactory
    from apps.scheduling.models import Appointment, AppointmentSettings, Resource, Service
    from apps.tenants.context import in_tenant
    from bench.diary.stage import diary_fill

    with in_tenant(schema):
        Appointment.objects.all().delete()
        if is_full:
            diary_fill(meetings=2000, days=300, before=35)
        AppointmentSettings.objects.update(slot_minutes=5, window_days=60)
        service, _ = Service.objects.get_or_create(label="שעה", defaults={"duration_minutes": 60})
        resource = Resource.objects.get(is_default=True)
        first = _first_start(service.pk, resource.pk)
        leads = LeadFactory.create_batch(PROCESSES, phone="+972521234567")
        # Starts less than an hour apart: any two of them overlap.
        starts = [
            first + timedelta(minutes=0 if is_equal else 5 * (number % 12)) for number in range(PROCESSES)
        ]
        before = Appointment.objects.count()
    told = called_at_once(
        schema,
        [
            (_book_one, (lead.pk, start, resource.pk, service.pk))
            for lead, start in zip(leads, starts, strict=True)
        ],
    )
    with in_tenant(schema):
        stored = Appointment.objects.count() - before
    ended = Counter(each if isinstance(each, str) else each[0] for each in told)
    if stored != ended["booked"]:
        ended["stored otherwise"] = abs(stored - ended["booked"])
    return dict(ended), max((each[1] for each in told if not isinstance(each, str)), default=0.0)


def _first_start(service_id: int, resource_id: int) -> datetime:
    """The first of a morning with room for all of them."""
    from apps.core import clock
    from apps.scheduling.selectors.slots import slots_available

    day = (clock.now() + timedelta(days=7)).date()
    free = slots_available(
        date_from=day,
        date_to=day + timedelta(days=7),
        now=clock.now(),
        service_id=service_id,
        resource_id=resource_id,
    )
    return free[0].starts_at


def _book_one(lead_id: int, starts_at: datetime, resource_id: int, service_id: int) -> tuple[str, float]:
    started = time.perf_counter()
    said, _ = meeting_book(lead_id, starts_at, resource_id, service_id)
    return said, time.perf_counter() - started
