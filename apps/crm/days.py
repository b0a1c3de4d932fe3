"""Where the business's day begins and ends. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Today:
    """[starts_at, ends_at) is the day around `now` on the wall of the business; instants in UTC."""

    now: datetime
    starts_at: datetime
    ends_at: datetime


def today_of(now: datetime, zone: ZoneInfo) -> Today:
    day = now.astimezone(zone).date()
    return Today(now, day_start(day, zone), day_start(day + timedelta(days=1), zone))


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """The instant the local day begins, in UTC."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
