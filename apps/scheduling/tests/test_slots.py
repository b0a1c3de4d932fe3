from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

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

JERUSALEM = ZoneInfo("Asia/Jerusalem")
CLOCKS_FORWARD = date(2027, 3, 26)
CLOCKS_BACK = date(2027, 10, 31)
SUNDAY = date(2026, 11, 29)
HALF_HOUR = timedelta(minutes=30)


def rules_of(*openings, slot=30, buffer=0, notice=0, window=30):
    return SlotRules(tuple(openings), slot, buffer, notice, window)


def local(day, hour, minute=0, fold=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=JERUSALEM, fold=fold)


def walls_on(day, rules, *, busy=(), duration=HALF_HOUR, now=None):
    start = local(day, 0)
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
    taken = Slot(local(SUNDAY, 10).astimezone(UTC), local(SUNDAY, 10, 30).astimezone(UTC))
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

    assert [wall[:5] for wall in walls_on(SUNDAY, rules, now=local(SUNDAY, 8, 30))] == [
        "09:30",
        "10:00",
        "10:30",
    ]
    assert [wall[:5] for wall in walls_on(SUNDAY, rules, now=local(SUNDAY, 8, 31))] == ["10:00", "10:30"]


def test_the_last_day_of_the_window_is_bookable_to_its_end():
    rules = rules_of(*(Opening(day, time(9), time(10)) for day in range(7)), window=7)
    now = local(SUNDAY, 23, 59)

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
    taken = Slot(local(SUNDAY, 10, 30), local(SUNDAY, 11))

    assert refusal == slot_refusal(
        rules=rules_of(Opening(0, time(9), time(18)), notice=60),
        busy=[taken],
        duration=HALF_HOUR,
        now=local(SUNDAY, 8, 30),
        starts_at=local(SUNDAY, *wall),
        zone=JERUSALEM,
    )


def test_a_day_after_the_window_is_refused_as_such():
    refusal = slot_refusal(
        rules=rules_of(Opening(0, time(9), time(18)), window=6),
        busy=[],
        duration=HALF_HOUR,
        now=local(SUNDAY, 8),
        starts_at=local(SUNDAY + timedelta(days=7), 9),
        zone=JERUSALEM,
    )

    assert refusal is Refusal.BEYOND_WINDOW


def test_the_nearest_slots_come_in_order_of_time():
    slots = [Slot(local(SUNDAY, hour), local(SUNDAY, hour + 1)) for hour in (9, 11, 12, 15, 17)]

    nearest = slots_nearest(slots, starts_at=local(SUNDAY, 13), count=3)

    assert [slot.starts_at.hour for slot in nearest] == [11, 12, 15]


MINUTES = st.integers(min_value=0, max_value=24 * 60 - 1)
AROUND_A_CHANGE = st.sampled_from([CLOCKS_FORWARD, CLOCKS_BACK, SUNDAY]).flatmap(
    lambda day: st.integers(-2, 2).map(lambda shift: day + timedelta(days=shift))
)


@st.composite
def opening_hours(draw):
    opens, closes = sorted(draw(st.lists(MINUTES, min_size=2, max_size=2, unique=True)))
    return Opening(draw(st.integers(0, 6)), time(*divmod(opens, 60)), time(*divmod(closes, 60)))


@st.composite
def questions(draw):
    rules = SlotRules(
        openings=tuple(draw(st.lists(opening_hours(), max_size=8))),
        slot_minutes=draw(st.sampled_from([10, 15, 20, 30, 45, 60])),
        buffer_minutes=draw(st.sampled_from([0, 5, 15, 60])),
        min_notice_minutes=draw(st.integers(0, 3000)),
        window_days=draw(st.integers(0, 6)),
    )
    now = local(draw(AROUND_A_CHANGE), 0).astimezone(UTC) + timedelta(minutes=draw(st.integers(0, 1440)))
    busy = [
        Slot(now + timedelta(minutes=start), now + timedelta(minutes=start + length))
        for start, length in draw(
            st.lists(st.tuples(st.integers(-600, 9000), st.integers(1, 600)), max_size=6)
        )
    ]
    return {
        "rules": rules,
        "busy": busy,
        "duration": timedelta(minutes=draw(st.sampled_from([15, 30, 50, 90]))),
        "now": now,
        "zone": JERUSALEM,
    }


def whole_week(question):
    start = question["now"] - timedelta(hours=1)
    return slots_find(**question, window_start=start, window_end=start + timedelta(days=7))


def wall_clock_allows(question, slot):
    """The business's own reading: the clock on the wall, at the first and in the last moment, shows opening
    hours.
    """
    start, last = (
        moment.astimezone(JERUSALEM) for moment in (slot.starts_at, slot.ends_at - timedelta(microseconds=1))
    )
    return any(
        opening.weekday == weekday_of(start.date())
        and start.date() == last.date()
        and opening.opens <= start.time()
        and last.time() < opening.closes
        for opening in question["rules"].openings
    )


@given(questions())
def test_every_slot_keeps_every_rule(question):
    rules = question["rules"]
    buffer = timedelta(minutes=rules.buffer_minutes)
    slots = whole_week(question)

    assert slots == sorted(set(slots))
    for slot in slots:
        assert slot.ends_at - slot.starts_at == question["duration"]
        assert slot.starts_at.utcoffset() == timedelta(0)
        assert slot.starts_at - question["now"] >= timedelta(minutes=rules.min_notice_minutes)
        today = question["now"].astimezone(JERUSALEM).date()
        assert slot.starts_at.astimezone(JERUSALEM).date() <= today + timedelta(days=rules.window_days)
        assert wall_clock_allows(question, slot)
        for taken in question["busy"]:
            assert slot.ends_at + buffer <= taken.starts_at or taken.ends_at + buffer <= slot.starts_at


@given(questions())
def test_nothing_that_fits_is_withheld_on_days_without_a_clock_change(question):
    rules = question["rules"]
    buffer = timedelta(minutes=rules.buffer_minutes)
    today = question["now"].astimezone(JERUSALEM).date()
    expected = set()
    for ahead in range(min(rules.window_days, 6) + 1):
        day = today + timedelta(days=ahead)
        if day in (CLOCKS_FORWARD, CLOCKS_BACK):
            continue
        for opening in rules.openings:
            opens, closes = (wall.hour * 60 + wall.minute for wall in (opening.opens, opening.closes))
            for minute in range(opens, closes, rules.slot_minutes):
                if (
                    opening.weekday != weekday_of(day)
                    or timedelta(minutes=closes - minute) < question["duration"]
                ):
                    continue
                start = local(day, *divmod(minute, 60)).astimezone(UTC)
                if start - question["now"] < timedelta(minutes=rules.min_notice_minutes):
                    continue
                end = start + question["duration"]
                if all(
                    end + buffer <= busy.starts_at or busy.ends_at + buffer <= start
                    for busy in question["busy"]
                ):
                    expected.add(start)

    window_end = local(today + timedelta(days=7), 0)
    found = slots_find(**question, window_start=question["now"], window_end=window_end)
    days_of_change = (CLOCKS_FORWARD, CLOCKS_BACK)
    assert {
        slot.starts_at for slot in found if slot.starts_at.astimezone(JERUSALEM).date() not in days_of_change
    } == expected


@given(questions(), st.integers(-60, 9000))
def test_a_start_is_refused_exactly_when_it_is_not_offered(question, minutes):
    offered = {slot.starts_at for slot in whole_week(question)}
    wanted = [question["now"] + timedelta(minutes=minutes), *sorted(offered)[:2]]

    for starts_at in wanted:
        assert (slot_refusal(**question, starts_at=starts_at) is None) == (starts_at in offered)


@given(questions())
def test_one_more_appointment_never_frees_or_moves_a_slot(question):
    before = whole_week(question)
    if not before:
        return
    question["busy"] = [*question["busy"], before[0]]

    assert set(whole_week(question)) < set(before)
