"""Hours in which nothing is sent: each night, on the Sabbath and on holidays."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.scheduling.holiday_calendar import country_days, rest_days
from apps.scheduling.quiet import QuietRules, sending_moment
from apps.scheduling.tests.moments import JERUSALEM, at

PASSOVER_EVE, PASSOVER = date(2027, 4, 21), date(2027, 4, 22)
QUIET = QuietRules(
    zone=JERUSALEM,
    nightly_from=time(21),
    nightly_until=time(8),
    rests=True,
    rest_begins=time(15),
    rest_ends=time(20, 30),
    rest_days=rest_days(years=[2027]),
)
FRIDAY, SATURDAY = date(2027, 4, 16), date(2027, 4, 17)


@pytest.mark.parametrize(
    ("wished", "sent"),
    [
        (at(FRIDAY, 14, 59), at(FRIDAY, 14, 59)),
        (at(FRIDAY, 15), at(SATURDAY, 20, 30)),
        (at(SATURDAY, 20, 30), at(SATURDAY, 20, 30)),
        (at(SATURDAY, 21), at(SATURDAY + timedelta(days=1), 8)),
        (at(FRIDAY, 7, 59), at(FRIDAY, 8)),
        (at(PASSOVER_EVE, 16), at(PASSOVER, 20, 30)),
        # Rosh Hashana of 2027: a Saturday and the Sunday after it.
        (at(date(2027, 10, 1), 18), at(date(2027, 10, 3), 20, 30)),
    ],
)
def test_what_falls_into_quiet_hours_waits_for_their_end(wished, sent):
    assert sending_moment(QUIET, wished=wished) == sent


def test_a_rest_of_more_than_a_week_is_waited_for_whole():
    """New Year in Russia: 31 December to 8 January, and the Sabbath after it."""
    days = {day.day for day in country_days(country="RU", years=[2026, 2027])}
    rules = replace(QUIET, rest_days=days)

    for wished in (at(date(2026, 12, 30), 15), at(date(2026, 12, 31), 12), at(date(2027, 1, 8), 12)):
        assert sending_moment(rules, wished=wished) == at(date(2027, 1, 9), 20, 30)


@pytest.mark.parametrize(
    ("nightly", "wished", "sent"),
    [
        # From 02:00 to 03:00 on 26 March.
        ((time(21), time(2, 30)), "2027-03-25T23:59:59", "2027-03-26T00:00"),
        ((time(2, 30), time(5)), "2027-03-26T00:00", "2027-03-26T02:00"),
        ((time(2, 15), time(2, 45)), "2027-03-26T00:00", "2027-03-26T00:00"),
        # From 02:00 back to 01:00 on 31 October.
        ((time(23), time(1, 30)), "2027-10-30T22:10", "2027-10-30T23:30"),
        ((time(23), time(1, 30)), "2027-10-30T23:10", "2027-10-30T23:30"),
        ((time(1, 30), time(5)), "2027-10-30T22:29", "2027-10-30T22:29"),
        ((time(1, 30), time(5)), "2027-10-30T22:30", "2027-10-31T03:00"),
        ((time(1, 30), time(1, 30)), "2027-10-30T22:45", "2027-10-30T22:45"),
    ],
)
def test_in_the_nights_the_clock_changes_it_is_quiet_whenever_the_clock_says_so(nightly, wished, sent):
    begins, ends = nightly
    rules = replace(QUIET, nightly_from=begins, nightly_until=ends, rests=False)
    wished, sent = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (wished, sent))

    assert sending_moment(rules, wished=wished) == sent


@given(st.datetimes(datetime(2027, 1, 1), datetime(2027, 12, 30)))  # noqa: DTZ001 (made aware below)
def test_nothing_is_ever_sent_in_quiet_hours_nor_dropped(naive):
    wished = naive.replace(tzinfo=UTC)

    sent = sending_moment(QUIET, wished=wished)

    local = sent.astimezone(JERUSALEM)
    assert wished <= sent <= wished + timedelta(days=4)
    assert time(8) <= local.time() < time(21)
    assert local.weekday() != 5 or local.time() >= time(20, 30)
    assert local.weekday() != 4 or local.time() < time(15)
