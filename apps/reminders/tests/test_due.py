from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.reminders.due import Due, notice_due, reminder_due, reminder_wished
from apps.scheduling.quiet import QuietRules, quiet_span
from apps.scheduling.tests.moments import CLOCKS_BACK, CLOCKS_FORWARD, FRIDAY, JERUSALEM, MONDAY, SATURDAY, at

RULES = QuietRules(
    zone=JERUSALEM,
    nightly_from=time(21),
    nightly_until=time(8),
    rests=True,
    rest_begins=time(15),
    rest_ends=time(20, 30),
)
LONG_AGO = at(date(2026, 1, 1), 12)
DAY = timedelta(days=1)


def wished(starts_at, days=0, minutes=0):
    return reminder_wished(starts_at, zone=JERUSALEM, days=days, minutes=minutes)


def due(wish, *, starts_at, now=LONG_AGO):
    return reminder_due(RULES, wished=wish, now=now, starts_at=starts_at)


def test_a_day_before_is_the_same_time_on_the_clock_not_24_hours() -> None:
    for changes in (CLOCKS_FORWARD, CLOCKS_BACK):
        assert wished(at(changes, 10), days=1) == at(changes - DAY, 10).astimezone(UTC)
    assert at(CLOCKS_FORWARD, 10).astimezone(UTC) - wished(at(CLOCKS_FORWARD, 10), days=1) == timedelta(
        hours=23
    )
    assert at(CLOCKS_BACK, 10).astimezone(UTC) - wished(at(CLOCKS_BACK, 10), days=1) == timedelta(hours=25)


def test_a_time_the_clock_leaps_over_is_taken_after_the_leap() -> None:
    assert wished(at(CLOCKS_FORWARD + DAY, 2, 30), days=1) == at(CLOCKS_FORWARD, 3, 30).astimezone(UTC)


def test_of_a_time_that_comes_twice_the_first_is_taken() -> None:
    assert wished(at(CLOCKS_BACK + DAY, 1, 30), days=1) == datetime(2027, 10, 30, 22, 30, tzinfo=UTC)


def test_minutes_before_are_minutes_also_in_the_night_the_clock_changes() -> None:
    assert wished(at(CLOCKS_FORWARD, 3, 30), minutes=120) == at(CLOCKS_FORWARD, 0, 30).astimezone(UTC)
    assert wished(at(CLOCKS_BACK, 3), minutes=120) == datetime(2027, 10, 30, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts_at", "days", "minutes", "sent"),
    [
        # Outside quiet hours: as wished.
        (at(MONDAY, 16), 1, 0, at(MONDAY - DAY, 16)),
        # Two hours before nine is seven: at eight, an hour before.
        (at(MONDAY, 9), 0, 120, at(MONDAY, 8)),
        # At eight the meeting begins: the evening before, ahead of the quiet.
        (at(MONDAY, 8), 0, 120, at(MONDAY - DAY, 20, 45)),
        # A day before Sunday is the Sabbath: its end.
        (at(SATURDAY + DAY, 10), 1, 0, at(SATURDAY, 20, 30)),
        # On the Sabbath itself: Friday, ahead of its beginning.
        (at(SATURDAY, 19), 0, 120, at(FRIDAY, 14, 45)),
    ],
)
def test_quiet_hours_move_a_reminder_later_or_else_earlier(starts_at, days, minutes, sent) -> None:
    assert due(wished(starts_at, days, minutes), starts_at=starts_at) == Due(sent.astimezone(UTC))


def test_what_neither_earlier_nor_later_fits_is_not_sent() -> None:
    """Booked on Sunday evening, when it is quiet already, for eight on Monday."""
    starts_at = at(MONDAY, 8)
    booked = at(MONDAY - DAY, 22)
    assert due(wished(starts_at, minutes=120), starts_at=starts_at, now=booked) == Due(None, "quiet_hours")


def test_a_time_that_passed_is_not_made_up_for() -> None:
    now = at(MONDAY, 15)
    assert due(wished(at(MONDAY, 16), days=1), starts_at=at(MONDAY, 16), now=now) == Due(None, "too_late")


def test_a_notice_goes_at_once_or_when_the_quiet_ends() -> None:
    def told(now, starts_at):
        return notice_due(RULES, now=now, starts_at=starts_at)

    assert told(at(MONDAY, 10), at(MONDAY, 16)) == Due(at(MONDAY, 10).astimezone(UTC))
    assert told(at(MONDAY, 22), at(FRIDAY, 9)) == Due(at(MONDAY + DAY, 8).astimezone(UTC))
    assert told(at(MONDAY, 22), at(MONDAY + DAY, 8)) == Due(None, "quiet_hours")
    assert told(at(MONDAY, 16), at(MONDAY, 16)) == Due(None, "too_late")


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


@given(starts_at=MOMENTS, booked=MOMENTS, days=st.integers(0, 30), minutes=st.integers(1, 1440))
def test_a_reminder_never_sounds_in_quiet_hours_nor_after_the_meeting(
    starts_at, booked, days, minutes
) -> None:
    for zone in (JERUSALEM, ZoneInfo("America/New_York")):
        wish = reminder_wished(starts_at, zone=zone, days=days, minutes=minutes)
        found = due(wish, starts_at=starts_at, now=booked)
        if found.at is None:
            assert found.reason in ("too_late", "quiet_hours")
            continue
        assert booked <= found.at < starts_at
        assert quiet_span(RULES, wished=found.at) is None
