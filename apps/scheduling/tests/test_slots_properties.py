"""What must hold of every diary, also on the days on which the clock changes."""

from datetime import UTC, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from apps.scheduling.slots import Opening, Slot, SlotRules, slot_refusal, slots_find, weekday_of
from apps.scheduling.tests.moments import CLOCKS_BACK, CLOCKS_FORWARD, JERUSALEM, SUNDAY, at

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
    now = at(draw(AROUND_A_CHANGE), 0).astimezone(UTC) + timedelta(minutes=draw(st.integers(0, 1440)))
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
                start = at(day, *divmod(minute, 60)).astimezone(UTC)
                if start - question["now"] < timedelta(minutes=rules.min_notice_minutes):
                    continue
                end = start + question["duration"]
                if all(
                    end + buffer <= busy.starts_at or busy.ends_at + buffer <= start
                    for busy in question["busy"]
                ):
                    expected.add(start)

    window_end = at(today + timedelta(days=7), 0)
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
