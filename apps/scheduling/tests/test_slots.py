from dataclasses import replace
from datetime import UTC, date, time, timedelta

import pytest

from apps.scheduling.hours import Hours, Opening, weekday_of
from apps.scheduling.slots import (
    Offer,
    Provider,
    Question,
    Refusal,
    ServiceRules,
    SlotRules,
    day_state,
    slot_refusal,
    slots_find,
    slots_nearest,
)
from apps.scheduling.tests.moments import CLOCKS_BACK, CLOCKS_FORWARD, JERUSALEM, at

SUNDAY = date(2026, 11, 29)
HALF_HOUR = timedelta(minutes=30)


def asking(
    *openings,
    slot=30,
    before=0,
    after=0,
    notice=0,
    window=30,
    cap=None,
    busy=(),
    duration=HALF_HOUR,
    now=None,
    exceptions=None,
    is_always_open=False,
    booked=None,
):
    """A question about one resource, asked a day before SUNDAY unless told otherwise."""
    hours = Hours(tuple(openings), exceptions or {}, is_always_open)
    return Question(
        rules=SlotRules(slot_minutes=slot, min_notice_minutes=notice, window_days=window, daily_cap=cap),
        service=ServiceRules(
            duration=duration, before=timedelta(minutes=before), after=timedelta(minutes=after)
        ),
        providers=[Provider(resource_id=1, hours=hours, busy=busy)],
        now=now or at(SUNDAY - timedelta(days=1), 0),
        zone=JERUSALEM,
        booked=booked or {},
    )


def walls_on(day, question):
    """What the clock on the wall shows at each start of the day."""
    start = at(day, 0)
    slots = slots_find(question, window_start=start, window_end=start + timedelta(days=1))
    return [slot.starts_at.astimezone(JERUSALEM).isoformat()[11:] for slot in slots]


def the_day_before(day, question):
    return replace(question, now=at(day, 0) - timedelta(days=1))


def hours_on(day, question):
    return [wall[:5] for wall in walls_on(day, question)]


def all_day(day, until=time(6)):
    return Opening(weekday_of(day), time(0), until)


def instants(day, begins, ends):
    return at(day, *begins).astimezone(UTC), at(day, *ends).astimezone(UTC)


def test_a_day_is_cut_from_opening_to_closing():
    question = asking(Opening(0, time(9), time(11, 15)))

    assert walls_on(SUNDAY, question) == [
        "09:00:00+02:00",
        "09:30:00+02:00",
        "10:00:00+02:00",
        "10:30:00+02:00",
    ]


def test_two_openings_in_a_day_leave_the_break_free():
    question = asking(Opening(0, time(16), time(17)), Opening(0, time(9), time(10)))

    assert hours_on(SUNDAY, question) == ["09:00", "09:30", "16:00", "16:30"]


def test_overlapping_openings_offer_each_start_once():
    question = asking(Opening(0, time(9), time(10)), Opening(0, time(9, 30), time(10, 30)))

    assert hours_on(SUNDAY, question) == ["09:00", "09:30", "10:00"]


def test_closing_at_midnight_means_the_end_of_the_day():
    assert hours_on(SUNDAY, asking(Opening(0, time(23), time(0)))) == ["23:00", "23:30"]


def test_a_weekday_without_hours_has_no_slots():
    assert walls_on(SUNDAY + timedelta(days=1), asking(Opening(0, time(9), time(18)))) == []


def test_a_dated_exception_replaces_what_the_weekday_says():
    usual = Opening(0, time(9), time(18))

    closed = asking(usual, exceptions={SUNDAY: ()})
    other = asking(usual, exceptions={SUNDAY: ((time(20), time(21)), (time(7), time(8)))})

    assert walls_on(SUNDAY, closed) == []
    assert day_state(closed, day=SUNDAY) == "closed"
    assert hours_on(SUNDAY, other) == ["07:00", "07:30", "20:00", "20:30"]


def test_who_is_always_open_meets_over_midnight_and_closes_by_exception():
    question = asking(
        is_always_open=True,
        slot=60,
        duration=timedelta(hours=2),
        exceptions={SUNDAY + timedelta(days=1): ()},
    )

    assert len(walls_on(SUNDAY - timedelta(days=1), question)) == 24
    # The day after is closed, so that the last two hours of this one hold the last meeting.
    assert hours_on(SUNDAY, question)[-1] == "22:00"
    assert walls_on(SUNDAY + timedelta(days=1), question) == []


@pytest.mark.parametrize(("day", "hours"), [(CLOCKS_FORWARD, 23), (CLOCKS_BACK, 25)])
def test_a_whole_day_has_the_hours_its_clock_gives_it(day, hours):
    question = the_day_before(day, asking(is_always_open=True, slot=60, duration=timedelta(hours=1)))

    assert len(walls_on(day, question)) == hours


def test_the_hour_the_clock_skips_is_never_offered():
    question = asking(all_day(CLOCKS_FORWARD), duration=timedelta(hours=1))

    assert walls_on(CLOCKS_FORWARD, the_day_before(CLOCKS_FORWARD, question)) == [
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
    question = asking(all_day(CLOCKS_BACK, time(3)), slot=60, duration=timedelta(hours=1))

    assert walls_on(CLOCKS_BACK, the_day_before(CLOCKS_BACK, question)) == [
        "00:00:00+03:00",
        "01:00:00+03:00",
        "01:00:00+02:00",
        "02:00:00+02:00",
    ]


@pytest.mark.parametrize("day", [CLOCKS_FORWARD, CLOCKS_BACK])
def test_a_working_day_is_the_same_on_the_day_the_clock_changes(day):
    question = asking(Opening(weekday_of(day), time(9), time(18)))

    assert hours_on(day, the_day_before(day, question)) == [
        f"{hour:02}:{minute:02}" for hour in range(9, 18) for minute in (0, 30)
    ]


def test_hours_that_end_inside_the_skipped_hour_hold_all_before_it():
    question = the_day_before(CLOCKS_FORWARD, asking(all_day(CLOCKS_FORWARD, time(2, 30))))

    assert hours_on(CLOCKS_FORWARD, question) == ["00:00", "00:30", "01:00", "01:30"]


def test_hours_that_end_inside_the_repeated_hour_end_the_first_time():
    question = the_day_before(CLOCKS_BACK, asking(all_day(CLOCKS_BACK, time(1, 30))))

    assert walls_on(CLOCKS_BACK, question) == ["00:00:00+03:00", "00:30:00+03:00", "01:00:00+03:00"]


def test_hours_that_begin_inside_the_repeated_hour_begin_the_second_time():
    question = asking(Opening(weekday_of(CLOCKS_BACK), time(1, 30), time(2, 30)))

    assert walls_on(CLOCKS_BACK, the_day_before(CLOCKS_BACK, question)) == [
        "01:30:00+02:00",
        "02:00:00+02:00",
    ]


def test_what_is_taken_and_the_buffers_of_both_are_left_out():
    taken = [instants(SUNDAY, (10, 0), (10, 30))]
    hours = Opening(0, time(9), time(12))

    assert hours_on(SUNDAY, asking(hours, busy=taken)) == ["09:00", "09:30", "10:30", "11:00", "11:30"]
    assert hours_on(SUNDAY, asking(hours, after=15, busy=taken)) == ["09:00", "10:30", "11:00", "11:30"]
    assert hours_on(SUNDAY, asking(hours, before=15, busy=taken)) == ["09:00", "09:30", "11:00", "11:30"]


def test_what_is_busy_may_overlap_and_come_in_any_order():
    taken = [
        instants(SUNDAY, (10, 30), (11, 0)),
        instants(SUNDAY, (9, 30), (11, 30)),
        instants(SUNDAY, (9, 0), (9, 30)),
    ]

    assert hours_on(SUNDAY, asking(Opening(0, time(9), time(12)), busy=taken)) == ["11:30"]


def test_the_buffers_may_reach_over_the_hours():
    question = asking(Opening(0, time(9), time(10)), before=60, after=60)

    assert hours_on(SUNDAY, question) == ["09:00", "09:30"]


def test_notice_counts_from_now_and_its_last_minute_is_enough():
    question = asking(Opening(0, time(9), time(11)), notice=60)

    assert hours_on(SUNDAY, replace(question, now=at(SUNDAY, 8, 30))) == ["09:30", "10:00", "10:30"]
    assert hours_on(SUNDAY, replace(question, now=at(SUNDAY, 8, 31))) == ["10:00", "10:30"]


def test_the_last_day_of_the_window_is_bookable_to_its_end():
    openings = [Opening(day, time(9), time(10)) for day in range(7)]
    question = asking(*openings, window=7, now=at(SUNDAY, 23, 59))

    assert len(walls_on(SUNDAY + timedelta(days=7), question)) == 2
    assert walls_on(SUNDAY + timedelta(days=8), question) == []


def test_a_day_that_has_its_fill_offers_nothing_and_the_next_does():
    openings = [Opening(day, time(9), time(10)) for day in range(7)]
    question = asking(*openings, cap=3, booked={SUNDAY: 3, SUNDAY + timedelta(days=1): 2})

    assert walls_on(SUNDAY, question) == []
    assert len(walls_on(SUNDAY + timedelta(days=1), question)) == 2
    assert slot_refusal(question, starts_at=at(SUNDAY, 9)) is Refusal.DAY_FULL
    assert day_state(question, day=SUNDAY) == "full"


def test_a_slot_says_which_resources_are_free_in_their_order():
    hours, late = Hours((Opening(0, time(9), time(10)),)), Hours((Opening(0, time(9, 30), time(10, 30)),))
    question = replace(
        asking(),
        providers=[
            Provider(resource_id=7, hours=hours, busy=[instants(SUNDAY, (9, 0), (9, 30))]),
            Provider(resource_id=3, hours=hours),
            Provider(resource_id=5, hours=late),
        ],
    )

    found = slots_find(question, window_start=at(SUNDAY, 0), window_end=at(SUNDAY, 23))

    assert [(slot.starts_at, slot.resource_ids) for slot in found] == [
        (at(SUNDAY, 9), (3,)),
        (at(SUNDAY, 9, 30), (7, 3, 5)),
        (at(SUNDAY, 10), (5,)),
    ]


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
    question = asking(
        Opening(0, time(9), time(18)),
        notice=60,
        busy=[instants(SUNDAY, (10, 30), (11, 0))],
        now=at(SUNDAY, 8, 30),
    )

    assert slot_refusal(question, starts_at=at(SUNDAY, *wall)) == refusal


def test_a_day_after_the_window_is_refused_as_such():
    question = asking(Opening(0, time(9), time(18)), window=6, now=at(SUNDAY, 8))

    assert slot_refusal(question, starts_at=at(SUNDAY + timedelta(days=7), 9)) is Refusal.BEYOND_WINDOW


def test_the_nearest_slots_come_in_order_of_time():
    slots = [Offer(at(SUNDAY, hour), at(SUNDAY, hour + 1)) for hour in (9, 11, 12, 15, 17)]

    nearest = slots_nearest(slots, starts_at=at(SUNDAY, 13), count=3)

    assert [slot.starts_at.hour for slot in nearest] == [11, 12, 15]
