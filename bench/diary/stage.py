"""A business with five resources and as many meetings as a bench wants."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Jerusalem")
RESOURCES = 5
HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Stage:
    resource_ids: list[int]
    service_id: int


def stage_ready() -> tuple[str, str]:
    """Migrates the database and opens one business; its schema, and an access token of its owner."""
    from django.core.management import call_command

    from apps.accounts.models import Membership
    from apps.accounts.testing import access_make
    from bench.tenants import businesses_open

    call_command("migrate_tenants", stdout=StringIO())
    businesses_open(1)
    member = Membership.objects.select_related("business", "user").get()
    return member.business.schema_name, access_make(member)


def diary_fill(*, meetings: int, days: int, before: int = 0) -> Stage:
    """`meetings` of half an hour for each of five resources over `days` days, which end 30 days from now, or
    `before` that many days earlier.
    """
    from apps.crm.tests.factories import LeadFactory
    from apps.scheduling.models import Appointment, AppointmentSettings, OpeningHours, Resource, Service

    AppointmentSettings.objects.update(window_days=60, min_notice_minutes=0, buffer_minutes=15)
    resources = list(Resource.objects.order_by("pk"))
    resources += Resource.objects.bulk_create(
        Resource(name=f"יומן {number}", position=number) for number in range(len(resources), RESOURCES)
    )
    service, _ = Service.objects.get_or_create(
        label="תספורת", defaults={"duration_minutes": 30, "buffer_after_minutes": 15}
    )
    lead = LeadFactory.create(phone="+972521234567")
    closes = dict(OpeningHours.objects.values_list("weekday", "closes"))
    starts = _half_hours(closes, days=days, before=before)
    drawn = random.Random(days)  # noqa: S311 (the same meetings every time)
    for resource in resources:
        Appointment.objects.bulk_create(
            (
                Appointment(
                    resource=resource,
                    lead=lead,
                    starts_at=start,
                    ends_at=start + HALF_HOUR,
                    busy=(start, start + HALF_HOUR),
                    status="confirmed",
                    source="api",
                )
                for start in drawn.sample(starts, min(meetings, len(starts)))
            ),
            batch_size=2000,
        )
    _analyze()
    return Stage([resource.pk for resource in resources], service.pk)


def _half_hours(closes: dict[int, time], *, days: int, before: int) -> list[datetime]:
    last = datetime.now(ZONE).date() + timedelta(days=30 - before)
    found = []
    for ago in range(days):
        day = last - timedelta(days=ago)
        closing = closes.get(day.isoweekday() % 7)
        for half in range(18, 2 * closing.hour if closing else 0):
            wall = time(half // 2, 30 * (half % 2))
            found.append(datetime.combine(day, wall, tzinfo=ZONE).astimezone(UTC))
    return found


def _analyze() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE scheduling_appointment")
