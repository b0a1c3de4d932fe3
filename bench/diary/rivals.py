"""Many processes, each with its own connection, that book at once."""

import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

PROCESSES = 50
WORKERS = 4
SECONDS = 20
DIARIES = 40
CONTESTED = 10
"""Every so many bookings go for a slot that is somebody else's."""
OVERLAPS = """
    SELECT count(*) FROM scheduling_appointment one JOIN scheduling_appointment other
    ON one.id < other.id AND one.resource_id = other.resource_id AND one.busy && other.busy
    WHERE one.status IN ('held', 'pending', 'confirmed') AND other.status IN ('held', 'pending', 'confirmed')
"""
Job = tuple[int, datetime, int]
"""Lead, start, resource."""


def bookings_sustained(schema: str) -> dict[str, float]:
    """Bookings by four processes for twenty seconds, with every tenth for a slot that another one takes."""
    from apps.tenants.context import in_tenant

    with in_tenant(schema):
        jobs = _jobs()
    shares = [_contested(own, theirs) for own, theirs in zip(jobs, [*jobs[1:], jobs[0]], strict=True)]
    told = _at_once(schema, [(_book_until, (share, SECONDS)) for share in shares])
    booked = sum(each["booked"] for each in told)
    with in_tenant(schema):
        stored, overlaps = _stored(), _overlaps()
    seconds = max(each["seconds"] for each in told)
    return {
        "bookings_per_second": booked / seconds,
        "bookings": booked,
        "bookings_python_cpu_ms": 1000 * sum(each.get("cpu_seconds", 0.0) for each in told) / max(booked, 1),
        "bookings_refused": sum(each["slot_taken"] for each in told),
        "bookings_wrong": abs(stored - booked) + overlaps + sum(each["other"] for each in told),
    }


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
    told = _at_once(
        schema,
        [
            (_book_one, (lead.pk, start, resource.pk, service.pk))
            for lead, start in zip(leads, starts, strict=True)
        ],
    )
    with in_tenant(schema):
        stored = Appointment.objects.count() - before
    ended = Counter(each["ended"] for each in told)
    if stored != ended["booked"]:
        ended["stored otherwise"] = abs(stored - ended["booked"])
    return dict(ended), max(each["seconds"] for each in told)


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


def _jobs() -> list[list[Job]]:
    """A list a worker: no two hold the same slot."""
    from apps.core import clock
    from apps.crm.tests.factories import LeadFactory
    from apps.scheduling.models import Appointment, AppointmentSettings, Resource
    from apps.scheduling.selectors.slots import slots_available

    Appointment.objects.all().delete()
    AppointmentSettings.objects.update(slot_minutes=30, buffer_minutes=0, window_days=60)
    known = Resource.objects.count()
    Resource.objects.bulk_create(Resource(name=f"חדר {number}") for number in range(known, DIARIES))
    leads = [lead.pk for lead in LeadFactory.create_batch(WORKERS * 20, phone="+972521234567")]
    day = (clock.now() + timedelta(days=1)).date()
    slots = slots_available(date_from=day, date_to=day + timedelta(days=58), now=clock.now())
    jobs: list[list[Job]] = [[] for _ in range(WORKERS)]
    resources = list(Resource.objects.order_by("pk").values_list("pk", flat=True))
    for number, slot in enumerate(slots):
        for position, resource_id in enumerate(resources):
            worker = position % WORKERS
            lead_id = leads[worker * 20 + (number + position) % 20]
            jobs[worker].append((lead_id, slot.starts_at, resource_id))
    return jobs


def _contested(own: list[Job], theirs: list[Job]) -> list[Job]:
    """Now and then, for one's own customer, what the neighbour has just booked for theirs."""
    return [
        job if number % CONTESTED else (job[0], *theirs[max(number - 1, 1)][1:])
        for number, job in enumerate(own[: len(theirs)])
    ]


def _book_until(share: list[Job], seconds: float) -> dict[str, float]:
    told: Counter[str] = Counter(booked=0, slot_taken=0, other=0)
    started, worked = time.perf_counter(), time.process_time()
    for lead_id, starts_at, resource_id in share:
        if time.perf_counter() - started >= seconds:
            break
        told[_booked(lead_id, starts_at, resource_id, None)] += 1
    taken = time.perf_counter() - started
    other = sum(count for name, count in told.items() if name not in ("booked", "slot_taken"))
    return {
        "booked": told["booked"],
        "slot_taken": told["slot_taken"],
        "other": other,
        "seconds": taken,
        "cpu_seconds": time.process_time() - worked,
    }


def _book_one(lead_id: int, starts_at: datetime, resource_id: int, service_id: int) -> dict[str, Any]:
    started = time.perf_counter()
    ended = _booked(lead_id, starts_at, resource_id, service_id)
    return {"ended": ended, "seconds": time.perf_counter() - started}


def _booked(lead_id: int, starts_at: datetime, resource_id: int, service_id: int | None) -> str:
    from apps.audit.actors import SYSTEM
    from apps.core.errors import AppError
    from apps.scheduling.services.booking import Wish, appointment_book

    wish = Wish(
        lead_id=lead_id, starts_at=starts_at, source="api", resource_id=resource_id, service_id=service_id
    )
    try:
        appointment_book(wish, actor=SYSTEM)
    except AppError as error:
        return error.code
    return "booked"


def _at_once(schema: str, calls: list[tuple[Callable[..., Any], tuple[Any, ...]]]) -> list[dict[str, Any]]:
    """Each in a process of its own; they begin together, with their connections open."""
    from django.db import connection

    wrapper: Any = connection
    wrapper.close()
    wrapper.close_pool()
    context = multiprocessing.get_context("fork")
    start, answers = context.Barrier(len(calls)), context.SimpleQueue()
    children = [
        context.Process(target=_child, args=(schema, call, given, start, answers)) for call, given in calls
    ]
    for child in children:
        child.start()
    told = [answers.get() for _ in children]
    for child in children:
        child.join()
    return told


def _child(schema: str, call: Callable[..., Any], given: tuple[Any, ...], start: Any, answers: Any) -> None:
    from django.db import connection

    from apps.tenants.context import in_tenant

    try:
        with in_tenant(schema):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            start.wait(timeout=120)
            answers.put(call(*given))
    except Exception as error:
        answers.put({"ended": type(error).__name__, "seconds": 0.0, "booked": 0, "slot_taken": 0, "other": 1})


def _stored() -> int:
    from apps.scheduling.models import Appointment

    return Appointment.objects.count()


def _overlaps() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(OVERLAPS)
        return int(cursor.fetchone()[0])
