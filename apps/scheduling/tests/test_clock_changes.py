"""What hours say of the times that a clock skips, in Jerusalem and where it is no whole hour or midnight."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from apps.scheduling.hours import Hours, Opening, opening_instants, weekday_of


@pytest.mark.parametrize(
    ("zone", "day", "span", "instants"),
    [
        # From 02:00 to 03:00.
        ("Asia/Jerusalem", date(2027, 3, 26), (time(0), time(2)), ("25T22:00", "26T00:00")),
        ("Asia/Jerusalem", date(2027, 3, 26), (time(2), time(4)), ("26T00:00", "26T01:00")),
        ("Asia/Jerusalem", date(2027, 3, 26), (time(2, 30), time(4)), ("26T00:00", "26T01:00")),
        # From 00:00 to 01:00: the day begins at what its clock calls one.
        ("Africa/Cairo", date(2026, 4, 24), (time(0), time(2)), ("23T22:00", "23T23:00")),
        ("Africa/Cairo", date(2026, 4, 24), (time(0, 30), time(2)), ("23T22:00", "23T23:00")),
        ("Africa/Cairo", date(2026, 4, 23), (time(22), time(0)), ("23T20:00", "23T22:00")),
        # Half an hour, from 02:00 to 02:30.
        ("Australia/Lord_Howe", date(2026, 10, 4), (time(1), time(2, 15)), ("03T14:30", "03T15:30")),
        ("Australia/Lord_Howe", date(2026, 10, 4), (time(2, 15), time(3)), ("03T15:30", "03T16:00")),
    ],
)
def test_a_time_that_is_skipped_is_when_the_clock_skips_it(zone, day, span, instants):
    hours = Hours((Opening(weekday_of(day), *span),))

    (found,) = opening_instants(hours=hours, day=day, zone=ZoneInfo(zone))

    assert found == tuple(
        datetime.fromisoformat(f"{day:%Y-%m}-{each}").replace(tzinfo=UTC) for each in instants
    )
