from datetime import datetime, timedelta

from django.db.models import QuerySet

from apps.accounts.models import Membership
from apps.accounts.permissions import can
from apps.core import clock
from apps.crm.selectors.people import members_active
from apps.scheduling.errors import FeedNotFoundError
from apps.scheduling.feeds import feed_named
from apps.scheduling.ics import Meeting, calendar_text
from apps.scheduling.models import Appointment, CalendarFeed
from apps.scheduling.selectors.diary import diary_get
from apps.tenants.context import current_schema

SINCE = timedelta(days=60)
MOST = 2000
Status = Appointment.Status


def feed_of(*, membership: Membership, is_of_all: bool) -> CalendarFeed | None:
    """What the member has an address for, while it opens something."""
    return CalendarFeed.objects.filter(
        user_id=membership.user_id, is_of_all=is_of_all, member_key=membership.address_key
    ).first()


def feed_text(*, token: str) -> str:
    """The calendar the token opens: the last two months and what is to come, MOST meetings at most. What is
    to come goes before what was, and the nearest before the far; an event says from where on some are left
    out.

    Raises FeedNotFoundError for a token of another business, a replaced or revoked one, and one of somebody
    who may not have it any more: whoever left, was suspended, lost the verb or signed out everywhere.
    """
    named = feed_named(token)
    if named is None or named[0] != current_schema():
        raise FeedNotFoundError
    feed = CalendarFeed.objects.filter(pk=named[1], key=named[2]).first()
    if feed is None or not _may_still(feed):
        raise FeedNotFoundError
    now = clock.now()
    shown = _shown().filter(starts_at__gte=now - SINCE)
    if not feed.is_of_all:
        shown = shown.filter(resource__user_id=feed.user_id)
    return calendar_text(_nearest(shown, now), name="פגישות", zone=diary_get().zone)


def appointment_text(appointment: Appointment) -> str:
    """One meeting as a file to attach or download."""
    return calendar_text([_meeting(appointment)], name="פגישה", zone=diary_get().zone)


def _may_still(feed: CalendarFeed) -> bool:
    member = members_active().filter(user_id=feed.user_id, address_key=feed.member_key).first()
    return can(membership=member, verb="calendar.address_all" if feed.is_of_all else "calendar.address")


def _nearest(shown: QuerySet[Appointment], now: datetime) -> list[Meeting]:
    """By their start. The cancelled are told of only where the living leave room."""
    living = shown.exclude(status=Status.CANCELLED)
    ahead = [*living.filter(ends_at__gt=now).order_by("starts_at", "id")[: MOST + 1]]
    rows, cut = ahead[:MOST], ahead[MOST:]
    rows += living.filter(ends_at__lte=now).order_by("-starts_at", "-id")[: MOST - len(rows)]
    rows += shown.filter(status=Status.CANCELLED).order_by("-updated_at", "-id")[: MOST - len(rows)]
    rows.sort(key=lambda row: (row.starts_at, row.pk))
    return [*map(_meeting, rows), *map(_left_out, cut)]


def _left_out(first: Appointment) -> Meeting:
    """Stands where the first meeting that is left out does."""
    return Meeting(
        uid="left-out@prosaas",
        sequence=0,
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        summary="מכאן והלאה הפגישות מופיעות רק ביומן של ProSaaS",
        description=f"ביומן הזה מופיעות {MOST} הפגישות הקרובות.",
        changed_at=first.updated_at,
    )


def _shown() -> QuerySet[Appointment]:
    return Appointment.objects.select_related("lead", "resource").exclude(status=Status.HELD)


def _meeting(row: Appointment) -> Meeting:
    who = " · ".join(part for part in (row.service_label, row.lead.name or row.lead.phone) if part)
    return Meeting(
        uid=f"{row.pk}-{row.lineage}@prosaas",
        sequence=row.version,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        summary=who or "פגישה",
        description="\n".join(part for part in (row.lead.phone, row.resource.name) if part),
        is_cancelled=row.status == Status.CANCELLED,
        is_tentative=row.status == Status.PENDING,
        changed_at=row.updated_at,
    )
