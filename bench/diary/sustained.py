"""Bookings by several processes for a while, and what of them was wrong."""

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apps.scheduling.slots import ServiceRules
from bench.diary.processes import called_at_once, meeting_book
from bench.diary.verdict import Answer, Meeting, Verdict, verdict_reach

WORKERS = 4
SECONDS = 20
DIARIES = 80
CONTESTED = 9
"""Every so many go for what a neighbour has just booked or is about to, at its start or inside its buffer."""
REPEATED = 25
"""Every so many are asked for twice."""
NOTICE, WINDOW_DAYS = timedelta(hours=1), 60
APART = timedelta(hours=1)
LENGTH, BUFFER = timedelta(minutes=30), timedelta(minutes=15)
Place = tuple[datetime, int]
"""A start, and which of the diaries."""


@dataclass(frozen=True, slots=True)
class Job:
    lead_id: int
    starts_at: datetime
    resource_id: int


@dataclass(frozen=True, slots=True)
class Share:
    """What one process did."""

    answers: list[Answer]
    seconds: float
    cpu_seconds: float


def bookings_sustained(schema: str) -> dict[str, float]:
    """By four processes for twenty seconds. No lead asks for two meetings at one start, so that each answer
    but the repeated ones is a meeting of its own; at any speed, as whoever runs out of jobs stops the clock.
    """
    from apps.tenants.context import in_tenant

    began = datetime.now(UTC)
    with in_tenant(schema):
        service_id, jobs = _jobs()
    shares = called_at_once(schema, [(_book_until, (share, service_id)) for share in jobs])
    failed = [share for share in shares if not isinstance(share, Share)]
    done = [share for share in shares if isinstance(share, Share)]
    with in_tenant(schema):
        verdict = _verdict([answer for share in done for answer in share.answers], began=began)
    for what, count in [*verdict.wrong.items(), *((f"a process ended: {name}", 1) for name in failed)]:
        print(f"{what}: {count}", file=sys.stderr)
    seconds = max((share.seconds for share in done), default=float(SECONDS))
    return {
        "bookings_per_second": verdict.booked / seconds,
        "bookings": verdict.booked,
        "bookings_seconds": seconds,
        "bookings_repeated": verdict.repeated,
        "bookings_refused": verdict.refused,
        "bookings_python_cpu_ms": 1000 * sum(share.cpu_seconds for share in done) / max(verdict.booked, 1),
        "bookings_wrong": verdict.wrong.total() + len(failed),
    }


def _book_until(jobs: list[Job], service_id: int) -> Share:
    answers = []
    started, worked = time.perf_counter(), time.process_time()
    for job in jobs:
        if time.perf_counter() - started >= SECONDS:
            break
        said, meeting_id = meeting_book(job.lead_id, job.starts_at, job.resource_id, service_id)
        answers.append(Answer(job.lead_id, job.starts_at, job.resource_id, said, meeting_id))
    return Share(answers, time.perf_counter() - started, time.process_time() - worked)


def _jobs() -> tuple[int, list[list[Job]]]:
    """The service, and what each worker is to book of it."""
    from apps.crm.tests.factories import LeadFactory
    from apps.scheduling.models import Appointment, AppointmentSettings, Resource, Service

    Appointment.objects.all().delete()
    AppointmentSettings.objects.update(
        slot_minutes=30, window_days=WINDOW_DAYS, min_notice_minutes=NOTICE // timedelta(minutes=1)
    )
    known = Resource.objects.count()
    Resource.objects.bulk_create(Resource(name=f"חדר {number}") for number in range(known, DIARIES))
    resource_ids = list(Resource.objects.order_by("pk").values_list("pk", flat=True))[:DIARIES]
    service, _ = Service.objects.get_or_create(
        label="מתמשך",
        defaults={"duration_minutes": LENGTH.seconds // 60, "buffer_after_minutes": BUFFER.seconds // 60},
    )
    leads = [lead.pk for lead in LeadFactory.create_batch(2 * DIARIES, phone="+972521234567")]
    starts = _starts(service.pk, resource_ids[0])
    walks = [
        [(start, place) for start in starts for place in range(worker, DIARIES, WORKERS)]
        for worker in range(WORKERS)
    ]
    return service.pk, [
        _share(walk, beside, resource_ids, own=leads[:DIARIES], rivals=leads[DIARIES:])
        for walk, beside in zip(walks, [*walks[1:], walks[0]], strict=True)
    ]


def _share(
    walk: list[Place], beside: list[Place], resource_ids: list[int], *, own: list[int], rivals: list[int]
) -> list[Job]:
    """Every place of `walk` for a lead of its own, or one that the neighbour takes for a rival."""
    jobs: list[Job] = []
    for number, (start, place) in enumerate(walk, start=1):
        if number % CONTESTED == 0:
            taken, theirs = beside[number - 2]
            later = LENGTH if number % (2 * CONTESTED) == 0 else timedelta(0)
            jobs.append(Job(rivals[place], taken + later, resource_ids[theirs]))
        else:
            jobs.append(Job(own[place], start, resource_ids[place]))
        if number % REPEATED == 0:
            jobs.append(jobs[-1])
    return jobs


def _starts(service_id: int, resource_id: int) -> list[datetime]:
    """Free ones an hour apart and more, so that none lies in the buffer of another."""
    from apps.core import clock
    from apps.scheduling.selectors.slots import slots_available

    day = (clock.now() + timedelta(days=1)).date()
    slots = slots_available(
        date_from=day,
        date_to=day + timedelta(days=58),
        now=clock.now(),
        service_id=service_id,
        resource_id=resource_id,
    )
    starts: list[datetime] = []
    for slot in slots:
        if not starts or slot.starts_at >= starts[-1] + APART:
            starts.append(slot.starts_at)
    return starts


def _verdict(answers: list[Answer], *, began: datetime) -> Verdict:
    from apps.scheduling.hours import ONE_DAY, opening_instants
    from apps.scheduling.models import Appointment
    from apps.scheduling.selectors.diary import diary_get

    diary = diary_get()
    rules = ServiceRules(duration=LENGTH, after=BUFFER)
    hours = diary.question(resource_ids=[answers[0].resource_id], service=rules, busy={}, now=began)
    first = began.astimezone(diary.zone).date()
    spans = [
        span
        for ahead in range(WINDOW_DAYS + 1)
        for span in opening_instants(
            hours=hours.providers[0].hours, day=first + ahead * ONE_DAY, zone=diary.zone
        )
    ]

    def is_open(starts_at: datetime, ends_at: datetime) -> bool:
        return starts_at >= began + NOTICE and any(
            opens <= starts_at and ends_at <= closes for opens, closes in spans
        )

    def busy(starts_at: datetime) -> tuple[datetime, datetime]:
        return starts_at, starts_at + LENGTH + BUFFER

    meetings = [
        Meeting(
            row.pk,
            row.lead_id,
            row.resource_id,
            row.starts_at,
            row.ends_at,
            row.starts_at,
            row.ends_at + BUFFER,
        )
        for row in Appointment.objects.filter(status__in=Appointment.BLOCKING)
    ]
    return verdict_reach(answers, meetings, is_open=is_open, busy=busy)
