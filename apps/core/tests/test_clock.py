from datetime import UTC, datetime, timedelta, timezone

from apps.core import clock


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_a_frozen_clock_stands_still_and_then_goes_on() -> None:
    noon_in_israel = datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=2)))

    with clock.frozen(noon_in_israel):
        assert clock.now() == datetime(2026, 11, 22, 10, tzinfo=UTC)
        assert clock.now().tzinfo is UTC
    assert clock.now() != noon_in_israel
