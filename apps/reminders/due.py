"""When a message about a meeting goes out. Pure.

What falls into quiet hours waits for their end; where the meeting is then too near, it goes before they
begin; where that has passed too, it is not sent at all.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apps.scheduling.quiet import QuietRules, quiet_span, sending_moment

# Nearer to a meeting nobody is reminded of it because of quiet hours.
LEAST_NOTICE = timedelta(minutes=30)
# What goes before quiet hours is not read in the last minute of them.
BEFORE_QUIET = timedelta(minutes=15)
# Two reminders of one meeting that quiet hours, or a worker that was away, brought this near are one.
TOGETHER = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Step:
    """What a plan wants: one message of its kind; a reminder so many days or minutes before."""

    plan_id: int
    kind: str
    days: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Due:
    """`at` in UTC; None when it is not sent, and `reason` says why."""

    at: datetime | None
    reason: str = ""


def reminder_wished(starts_at: datetime, *, zone: ZoneInfo, days: int, minutes: int) -> datetime:
    """So many days before at the same time on the local clock, or so many minutes before. In UTC.

    A time that the clock leaps over is taken as late as the leap is long; of one that comes twice it is the
    first.
    """
    if days:
        local = starts_at.astimezone(zone)
        wall = datetime.combine(local.date() - timedelta(days=days), local.time(), tzinfo=zone)
        return wall.replace(fold=0).astimezone(UTC)
    return starts_at.astimezone(UTC) - timedelta(minutes=minutes)


def reminder_due(rules: QuietRules, *, wished: datetime, now: datetime, starts_at: datetime) -> Due:
    """Of a reminder: one whose time has passed when it is planned is not made up for."""
    if wished < now:
        return Due(None, "too_late")
    quiet = quiet_span(rules, wished=wished)
    if quiet is None:
        return Due(wished.astimezone(UTC))
    begins, ends = quiet
    if ends <= starts_at - LEAST_NOTICE:
        return Due(ends)
    earlier = begins - BEFORE_QUIET
    if earlier >= now and quiet_span(rules, wished=earlier) is None:
        return Due(earlier)
    return Due(None, "quiet_hours")


def notice_due(rules: QuietRules, *, now: datetime, starts_at: datetime) -> Due:
    """Of what is told at once: as soon as it may sound, never after the meeting began."""
    at = sending_moment(rules, wished=now)
    return Due(at) if at < starts_at else Due(None, "quiet_hours" if now < starts_at else "too_late")
