"""Short forms for the tests: what was read, as text. Now is Sunday, 22 November 2026, 09:00."""

from datetime import datetime

from apps.hebrew.reading import Asked
from apps.hebrew.settling import OpeningHours
from apps.hebrew.times import read_times
from apps.hebrew.when import TimeReading, When

NOW = datetime(2026, 11, 22, 9, 0)  # noqa: DTZ001  the wall clock of the business


def reading(
    text: str, *, now: datetime = NOW, hours: OpeningHours | None = None, asked: Asked | None = None
) -> TimeReading:
    return read_times(text, now=now, opening_hours=hours, asked=asked)


def said(
    text: str, *, now: datetime = NOW, hours: OpeningHours | None = None, asked: Asked | None = None
) -> list[str]:
    """Each time as "2026-11-23 15:00", "16:00-18:00", "16:00-", "-17:00", "2026-11-23 evening", "week"."""
    return [shown(one) for one in reading(text, now=now, hours=hours, asked=asked).when]


def shown(one: When) -> str:
    parts = [one.date.isoformat()] if one.date else []
    if one.earliest or one.latest:
        parts.append("-".join(f"{side:%H:%M}" if side else "" for side in (one.earliest, one.latest)))
    elif one.time:
        parts.append(f"{one.time:%H:%M}")
    elif one.part_of_day:
        parts.append(one.part_of_day)
    if not one.date and one.window and not one.earliest:
        start, end = one.window
        parts.insert(0, f"{start.date()}..{end.date() if end else ''}")
    return " ".join(parts)
