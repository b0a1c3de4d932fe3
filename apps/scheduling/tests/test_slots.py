from datetime import UTC, date, time, timedelta

import pytest

from apps.scheduling.slots import (
    Opening,
    Refusal,
    Slot,
    SlotRules,
    slot_refusal,
    slots_find,
    slots_nearest,
    weekday_of,
)
from apps.scheduling.tests.moments import CLOCKS_BACK, CLOCKS_FORWARD, JERUSALEM, at

SUNDAY = date(2026, 11, 29)
HALF_HOUR = timedelta(minutes=30)


def rules_of(*openings, slot=30, buffer=0, notice=0, window=30):
    return SlotRules(tuple(openings), slot, buffer, notice, window)


def walls_on(day, rules, *, busy=(), duration=HALF_HOUR, now=None):
    start = at(day, 0)
    slots = slots_find(
        rules=rules,
        busy=busy,
        duration=duration,
        now=now or start - timedelta(days=1),
        window_start=start,
        window_end=start + timedelta(days=1),
        zone=JERUSALEM,
    )
    return [slot.starts_at.astimezone(JERUSALEM).isoformat()[11:] for slot in slots]


def all_day(day, until=time(6)):
    return Opening(weekday_of(day), time(0), until)


def test_a_day_is_cut_from_opening_to_closing():
    rules = rules_of(Opening(0, time(9), time(11, 15)))

    assert walls_on(SUNDAY, rules) == ["09:00:00+02:00", "09:30:00+02:00", "10:00:00+02:00", "10:30:00+02:00"]


def test_two_openings_in_a_day_leave_the_break_free():
    rules = rules_of(Opening(0, time(16), time(17)), Opening(0, time(9), time(10)))

    assert [wall[:5] for wall in walls_on(SUNDAY, rules)] == ["09:00", "09:30", "16:00", "16:30"]


def test_overlapping_openings_offer_each_start_once():
    rules = rules_of(Opening(0, time(9), time(10)), Opening(0, time(9, 30), time(10, 30)))

    assert [wall[:5] for wall in walls_on(SUNDAY, rules)] == ["09:00", "09:30", "10:00"]


def test_closing_at_midnight_means_the_end_of_the_day():
    rules = rules_of(Opening(0, time(23), time(0)))

    assert [wall[:5] for wall in walls_on(SUNDAY, rules)] == ["23:00", "23:30"]


def test_a_weekday_without_hours_has_no_slots():
    assert walls_on(SUNDAY + timedelta(days=1), rules_of(Opening(0, time(9), time(18)))) == []


def test_the_hour_the_clock_skips_is_never_offered():
    walls = walls_on(CLOCKS_FORWARD, rules_of(all_day(CLOCKS_FORWARD)), duration=timedelta(hours=1))

    assert walls == [
        "00:00:00+02:00",
        "00:30:00+02:00",
        "01:00:00+02:00",
        "01:30:00+02:00",
        "03:00:00+03:00",
        "03:30:00+03:00",
        "04:00:00+03:00",
        "04:30:00+03:00",
        "05:00:00+03:00",
    ]


def test_the_hour_the_clock_repeats_is_offered_twice_with_both_offsets():
    walls = walls_on(
        CLOCKS_BACK, rules_of(all_day(CLOCKS_BACK, time(3)), slot=60), duration=timedelta(hours=1)
    )

    assert walls == ["00:00:00+03:00", "01:00:00+03:00", "01:00:00+02:00", "02:00:00+02:00"]


@pytest.mark.parametrize("day", [CLOCKS_FORWARD, CLOCKS_BACK])
def test_a_working_day_is_the_same_on_the_day_the_clock_changes(day):
    walls = walls_on(day, rules_of(Opening(weekday_of(day), time(9), time(18))))

    assert [wall[:5] for wall in walls] == [
        f"{hour:02}:{minute:02}" for hour in range(9, 18) for minute in (0, 30)
    ]


def test_hours_that_end_inside_the_skipped_hour_end_before_it():
    rules = rules_of(all_day(CLOCKS_FORWARD, time(2, 30)))

    assert [wall[:5] for wall in walls_on(CLOCKS_FORWARD, rules)] == ["00:00", "00:30", "01:00"]


def test_hours_that_end_inside_the_repeated_hour_end_the_first_time():
    rules = rules_of(all_day(CLOCKS_BACK, time(1, 30)))

    assert walls_on(CLOCKS_BACK, rules) == ["00:00:00+03:00", "00:30:00+03:00", "01:00:00+03:00"]


def test_hours_that_begin_inside_the_repeated_hour_begin_the_second_time():
    rules = rules_of(Opening(weekday_of(CLOCKS_BACK), time(1, 30), time(2, 30)))

    assert walls_on(CLOCKS_BACK, rules) == ["01:30:00+02:00", "02:00:00+02:00"]


def test_a_taken_half_hour_and_its_buffer_are_left_out():
    taken = Slot(at(SUNDAY, 10).astimezone(UTC), at(SUNDAY, 10, 30).astimezone(UTC))
    hours = Opening(0, time(9), time(12))

    assert "10:00" not in [wall[:5] for wall in walls_on(SUNDAY, rules_of(hours), busy=[taken])]
    assert [wall[:5] for wall in walls_on(SUNDAY, rules_of(hours, buffer=15), busy=[taken])] == [
        "09:00",
        "11:00",
        "11:30",
    ]


def test_the_buffer_may_reach_over_closing_time():
    rules = rules_of(Opening(0, time(9), time(10)), buffer=60)

    assert [wall[:5] for wall in walls_on(SUNDAY, rules)] == ["09:00", "09:30"]


def test_notice_counts_from_now_and_its_last_minute_is_enough():
    rules = rules_of(Opening(0, time(9), time(11)), notice=60)

    assert [wall[:5] for wall in walls_on(SUNDAY, rules, now=at(SUNDAY, 8, 30))] == [
        "09:30",
        "10:00",
        "10:30",
    ]
    assert [wall[:5] for wall in walls_on(SUNDAY, rules, now=at(SUNDAY, 8, 31))] == ["10:00", "10:30"]


def test_the_last_day_of_the_window_is_bookable_to_its_end():
    rules = rules_of(*(Opening(day, time(9), time(10)) for day in range(7)), window=7)
    now = at(SUNDAY, 23, 59)

    assert len(walls_on(SUNDAY + timedelta(days=7), rules, now=now)) == 2
    assert walls_on(SUNDAY + timedelta(days=8), rules, now=now) == []


@pytest.mark.parametrize(
    ("wall", "refusal"),
    [
        ((9, 0), Refusal.TOO_SOON),
        ((10, 0), None),
        ((10, 30), Refusal.SLOT_TAKEN),
        ((11, 10), Refusal.OFF_GRID),
        ((17, 45), Refusal.OUTSIDE_HOURS),
        ((20, 0), Refusal.OUTSIDE_HOURS),
    ],
)
def test_a_refusal_says_what_is_wrong(wall, refusal):
    taken = Slot(at(SUNDAY, 10, 30), at(SUNDAY, 11))

    assert refusal == slot_refusal(
        rules=rules_of(Opening(0, time(9), time(18)), notice=60),
        busy=[taken],
        duration=HALF_HOUR,
        now=at(SUNDAY, 8, 30),
        starts_at=at(SUNDAY, *wall),
        zone=JERUSALEM,
    )


def test_a_day_after_the_window_is_refused_as_such():
    refusal = slot_refusal(
        rules=rules_of(Opening(0, time(9), time(18)), window=6),
        busy=[],
        duration=HALF_HOUR,
        now=at(SUNDAY, 8),
        starts_at=at(SUNDAY + timedelta(days=7), 9),
        zone=JERUSALEM,
    )

    assert refusal is Refusal.BEYOND_WINDOW


def test_the_nearest_slots_come_in_order_of_time():
    slots = [Slot(at(SUNDAY, hour), at(SUNDAY, hour + 1)) for hour in (9, 11, 12, 15, 17)]

    nearest = slots_nearest(slots, starts_at=at(SUNDAY, 13), count=3)

    assert [slot.starts_at.hour for slot in nearest] == [11, 12, 15]
