from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.crm.recurrence import (
    Frequency,
    Recurrence,
    recurrence_anchored,
    recurrence_moved,
    recurrence_next,
    recurrence_parse,
)

ISRAEL = ZoneInfo("Asia/Jerusalem")
moments = st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
rules = st.builds(
    Recurrence,
    st.sampled_from(Frequency),
    st.integers(1, 60),
    st.none() | st.integers(1, 31),
    st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
).filter(lambda rule: rule.month_day is None or rule.frequency == Frequency.MONTHLY)


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=ISRAEL)


def following(rule, due, now=None):
    moment = recurrence_next(recurrence_parse(rule), due=local(due), now=local(now or due), zone=ISRAEL)
    return moment.astimezone(ISRAEL).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("rule", "due", "expected"),
    [
        ("FREQ=DAILY", "2026-11-22T09:00", "2026-11-23 09:00"),
        ("FREQ=DAILY;INTERVAL=3", "2026-11-22T09:00", "2026-11-25 09:00"),
        ("FREQ=WEEKLY;INTERVAL=2", "2026-11-22T09:00", "2026-12-06 09:00"),
        ("FREQ=MONTHLY", "2026-11-22T09:00", "2026-12-22 09:00"),
        ("freq=monthly;interval=3", "2026-11-22T09:00", "2027-02-22 09:00"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2027-01-31T09:00", "2027-02-28 09:00"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2027-02-28T09:00", "2027-03-31 09:00"),
        ("FREQ=MONTHLY", "2028-02-29T09:00", "2028-03-29 09:00"),
        # The clocks turn on 2027-03-26 and on 2027-10-31.
        ("FREQ=DAILY", "2027-03-25T09:00", "2027-03-26 09:00"),
        ("FREQ=DAILY", "2027-10-30T09:00", "2027-10-31 09:00"),
        ("FREQ=WEEKLY", "2027-03-21T09:00", "2027-03-28 09:00"),
        # There is no 02:30 on the first of them, and there are two 01:30 on the second.
        ("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", "2027-03-25T02:30", "2027-03-26 03:30"),
        ("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", "2027-03-26T03:30", "2027-03-27 02:30"),
        ("FREQ=WEEKLY;BYHOUR=2;BYMINUTE=30", "2027-03-26T03:30", "2027-04-02 02:30"),
        ("FREQ=MONTHLY;BYMONTHDAY=26;BYHOUR=2;BYMINUTE=0", "2027-03-26T03:00", "2027-04-26 02:00"),
        ("FREQ=DAILY;BYHOUR=1;BYMINUTE=30", "2027-10-31T01:30", "2027-11-01 01:30"),
        ("FREQ=DAILY;BYHOUR=0;BYMINUTE=0", "2027-03-25T00:00", "2027-03-26 00:00"),
    ],
)
def test_the_next_time_is_at_the_same_hour_on_the_wall(rule, due, expected):
    assert following(rule, due) == expected


def test_what_was_done_late_comes_next_when_it_would_have_come():
    assert following("FREQ=WEEKLY", "2026-11-02T09:00", now="2026-11-22T12:00") == "2026-11-23 09:00"
    assert following("FREQ=MONTHLY", "2020-01-31T09:00", now="2026-11-22T12:00") == "2026-11-30 09:00"


@given(rules, moments, st.timedeltas(timedelta(0), timedelta(days=4000)))
def test_the_next_time_is_to_come_and_none_is_left_out(rule, due, late):
    now = due + late

    moment = recurrence_next(rule, due=due, now=now, zone=ISRAEL)

    assert moment > due
    assert moment > now
    # The one before it would have been past.
    longest = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31}[rule.frequency] * rule.interval
    # A monthly one may be due, once, on another day of the month than the one it is meant for.
    longest += 31 if rule.month_day else 0
    # And at another hour.
    longest += 1 if rule.wall_time else 0
    assert moment - max(due, now) <= timedelta(days=longest, hours=2)


@given(rules)
def test_a_rule_is_read_as_it_is_written(rule):
    assert recurrence_parse(str(rule)) == rule


def test_a_rule_remembers_the_day_of_the_month_and_the_hour_it_is_meant_for():
    def anchored(text):
        return str(recurrence_anchored(recurrence_parse(text), due=local("2027-01-31T00:30"), zone=ISRAEL))

    assert anchored("FREQ=MONTHLY") == "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31;BYHOUR=0;BYMINUTE=30"
    assert anchored("FREQ=WEEKLY") == "FREQ=WEEKLY;INTERVAL=1;BYHOUR=0;BYMINUTE=30"
    assert anchored("FREQ=DAILY;BYHOUR=9;BYMINUTE=5") == "FREQ=DAILY;INTERVAL=1;BYHOUR=9;BYMINUTE=5"


def test_a_rule_forgets_only_what_was_put_elsewhere():
    rule = recurrence_parse("FREQ=MONTHLY;BYMONTHDAY=31;BYHOUR=2;BYMINUTE=30")

    def moved(due):
        return str(recurrence_moved(rule, was=local("2027-02-28T03:30"), due=local(due), zone=ISRAEL))

    assert moved("2027-02-28T03:30") == str(rule)
    assert moved("2027-02-27T03:30") == "FREQ=MONTHLY;INTERVAL=1;BYHOUR=2;BYMINUTE=30"
    assert moved("2027-02-28T04:00") == "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=YEARLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=1000",
        "FREQ=DAILY;BYMONTHDAY=3",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=DAILY;COUNT=3",
        "FREQ=DAILY;BYHOUR=24;BYMINUTE=0",
        "FREQ=DAILY;BYHOUR=9;BYMINUTE=60",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=DAILY;INTERVAL=1٣",
        "RRULE:FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=٣",
    ],
)
def test_what_is_no_rule_is_refused(text):
    with pytest.raises(ValueError, match=r"recurrence|month"):
        recurrence_parse(text)
