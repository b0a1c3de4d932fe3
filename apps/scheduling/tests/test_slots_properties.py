"""What must hold of every diary, in every zone and year, also on the days on which the clock changes."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from apps.scheduling.hours import Hours, Opening, opening_instants, weekday_of
from apps.scheduling.slots import Provider, Question, ServiceRules, SlotRules, slot_refusal, slots_find

# Clocks that change at night, at midnight and by half an hour, and one that never does.
ZONES = [
    ZoneInfo(name)
    for name in (
        "Asia/Jerusalem",
        "Europe/London",
        "Asia/Beirut",
        "America/Havana",
        "America/Sao_Paulo",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Asia/Kolkata",
    )
]
MINUTES = st.integers(min_value=0, max_value=24 * 60 - 1)


def wall(minutes):
    return time(*divmod(minutes, 60))


@st.composite
def spans(draw):
    opens, closes = sorted(draw(st.lists(MINUTES, min_size=2, max_size=2, unique=True)))
    return wall(opens), time(0) if draw(st.booleans()) and opens else wall(closes)


@st.composite
def hours_around(draw, today):
    days = st.integers(-1, 8).map(lambda ahead: today + timedelta(days=ahead))
    weekly = draw(st.lists(st.tuples(st.integers(0, 6), spans()), max_size=8))
    return Hours(
        tuple(Opening(weekday, *span) for weekday, span in weekly),
        draw(st.dictionaries(days, st.lists(spans(), max_size=2).map(tuple), max_size=3)),
        draw(st.sampled_from([False, False, True])),
    )


@st.composite
def questions(draw):
    zone = draw(st.sampled_from(ZONES))
    year = draw(st.integers(2009, 2037))
    days = clock_changes(zone, year) or [date(year, 6, 1)]
    today = draw(st.sampled_from(days)) + timedelta(days=draw(st.integers(-6, 1)))
    now = datetime.combine(today, time(0), tzinfo=zone).astimezone(UTC)
    now += timedelta(minutes=draw(st.integers(0, 1440)))
    minutes = st.sampled_from([0, 5, 15, 60])
    busy = st.lists(st.tuples(st.integers(-600, 9000), st.integers(1, 600)), max_size=6).map(
        lambda drawn: [
            (now + timedelta(minutes=start), now + timedelta(minutes=start + length))
            for start, length in drawn
        ]
    )
    return Question(
        rules=SlotRules(
            slot_minutes=draw(st.sampled_from([10, 15, 20, 30, 45, 60, 95])),
            min_notice_minutes=draw(st.integers(0, 3000)),
            window_days=draw(st.integers(0, 6)),
            daily_cap=draw(st.sampled_from([None, None, 1, 3])),
        ),
        service=ServiceRules(
            duration=timedelta(minutes=draw(st.sampled_from([15, 30, 50, 90, 200]))),
            before=timedelta(minutes=draw(minutes)),
            after=timedelta(minutes=draw(minutes)),
        ),
        providers=[
            Provider(resource_id=number, hours=draw(hours_around(today)), busy=draw(busy))
            for number in range(draw(st.integers(1, 3)))
        ],
        now=now,
        zone=zone,
        booked=draw(
            st.dictionaries(
                st.integers(0, 6).map(lambda ahead: today + timedelta(days=ahead)), st.integers(0, 3)
            )
        ),
    )


def clock_changes(zone, year):
    days = [date(year, 1, 1) + timedelta(days=ahead) for ahead in range(366)]
    offsets = [datetime.combine(day, time(12), tzinfo=zone).utcoffset() for day in days]
    return [
        day for day, before, after in zip(days[1:], offsets, offsets[1:], strict=False) if before != after
    ]


def whole_week(question):
    start = question.now - timedelta(hours=1)
    return slots_find(question, window_start=start, window_end=start + timedelta(days=7))


def is_open_at(hours, moment, zone):
    """The business's own reading: the clock on the wall shows opening hours."""
    local = moment.astimezone(zone)
    return any(
        opens <= local.time() and (local.time() < closes or closes == time(0))
        for opens, closes in hours.on(local.date())
    )


def booked(question, slot):
    """The question after somebody took the slot, as the booking writes it."""
    service = question.service
    taken = (slot.starts_at - service.before, slot.ends_at + service.after)
    day = slot.starts_at.astimezone(question.zone).date()
    return replace(
        question,
        providers=[
            replace(provider, busy=[*provider.busy, taken])
            if provider.resource_id == slot.resource_ids[0]
            else provider
            for provider in question.providers
        ],
        booked={**question.booked, day: question.booked.get(day, 0) + 1},
    )


@given(questions())
def test_every_slot_keeps_every_rule(question):
    rules, service, zone = question.rules, question.service, question.zone
    slots = whole_week(question)
    providers = {provider.resource_id: provider for provider in question.providers}

    assert [slot.starts_at for slot in slots] == sorted({slot.starts_at for slot in slots})
    for slot in slots:
        day = slot.starts_at.astimezone(zone).date()
        assert slot.ends_at - slot.starts_at == service.duration
        assert slot.starts_at.utcoffset() == slot.ends_at.utcoffset() == timedelta(0)
        assert slot.starts_at - question.now >= timedelta(minutes=rules.min_notice_minutes)
        assert day <= question.now.astimezone(zone).date() + timedelta(days=rules.window_days)
        assert rules.daily_cap is None or question.booked.get(day, 0) < rules.daily_cap
        assert slot.resource_ids
        for resource_id in slot.resource_ids:
            provider = providers[resource_id]
            last = slot.ends_at - timedelta(microseconds=1)
            assert is_open_at(provider.hours, slot.starts_at, zone)
            assert is_open_at(provider.hours, last, zone)
            for begins, ends in provider.busy:
                assert slot.ends_at + service.after <= begins or ends <= slot.starts_at - service.before


@given(questions())
def test_a_slot_is_open_in_every_minute_of_it(question):
    providers = {provider.resource_id: provider for provider in question.providers}
    for slot in whole_week(question)[:3]:
        hours = providers[slot.resource_ids[0]].hours
        for minute in range(int(question.service.duration.total_seconds()) // 60):
            assert is_open_at(hours, slot.starts_at + timedelta(minutes=minute), question.zone)


@given(questions())
def test_nothing_that_fits_is_withheld_on_days_without_a_clock_change(question):
    """Asked anew in the plainest way: every minute of a week that is a step after an opening."""
    zone, rules, service = question.zone, question.rules, question.service
    today = question.now.astimezone(zone).date()
    changes = clock_changes(zone, today.year) + clock_changes(zone, today.year + 1)
    expected, around = set(), {day + timedelta(days=shift) for day in changes for shift in (-1, 0, 1)}
    for ahead in range(rules.window_days + 1):
        day = today + timedelta(days=ahead)
        is_full = rules.daily_cap is not None and question.booked.get(day, 0) >= rules.daily_cap
        if is_full or day in around:
            continue
        for provider in question.providers:
            for opens, closes in provider.hours.on(day):
                first, last = (each.hour * 60 + each.minute for each in (opens, closes))
                for minute in range(first, last or 24 * 60, rules.slot_minutes):
                    start = datetime.combine(day, wall(minute), tzinfo=zone).astimezone(UTC)
                    end = start + service.duration
                    if minute + service.duration.total_seconds() / 60 > (last or 24 * 60):
                        continue
                    if start - question.now < timedelta(minutes=rules.min_notice_minutes):
                        continue
                    if all(
                        end + service.after <= begins or ends <= start - service.before
                        for begins, ends in provider.busy
                    ):
                        expected.add(start)

    found = slots_find(question, window_start=question.now, window_end=question.now + timedelta(days=9))
    starts = {slot.starts_at for slot in found if slot.starts_at.astimezone(zone).date() not in around}
    assert expected <= starts


@given(questions(), st.integers(-60, 9000))
def test_a_start_is_refused_exactly_when_it_is_not_offered(question, minutes):
    offered = {slot.starts_at for slot in whole_week(question)}
    wanted = [question.now + timedelta(minutes=minutes), *sorted(offered)[:2]]

    for starts_at in wanted:
        assert (slot_refusal(question, starts_at=starts_at) is None) == (starts_at in offered)


@given(questions(), st.lists(st.integers(0, 200), max_size=12))
def test_what_is_offered_can_be_booked_and_no_pair_overlaps(question, wishes):
    taken = []
    for wish in wishes:
        free = whole_week(question)
        if not free:
            break
        slot = free[wish % len(free)]
        assert slot_refusal(question, starts_at=slot.starts_at) is None
        taken.append(slot)
        question = booked(question, slot)
        again = [each for each in whole_week(question) if each.starts_at == slot.starts_at]
        assert all(slot.resource_ids[0] not in each.resource_ids for each in again)
    reach = question.service.before + question.service.after
    for position, slot in enumerate(taken):
        for other in taken[:position]:
            if slot.resource_ids[0] == other.resource_ids[0]:
                first, second = sorted((slot, other))
                assert second.starts_at - first.ends_at >= reach
    if question.rules.daily_cap is not None:
        days = Counter(slot.starts_at.astimezone(question.zone).date() for slot in taken)
        assert all(count <= question.rules.daily_cap for count in days.values())


@given(questions())
def test_one_more_appointment_never_frees_or_moves_a_slot(question):
    before = whole_week(question)
    if not before:
        return
    after = {slot.starts_at: slot.resource_ids for slot in whole_week(booked(question, before[0]))}

    offered = {slot.starts_at: slot.resource_ids for slot in before}
    assert set(after) <= set(offered)
    assert all(set(ids) <= set(offered[start]) for start, ids in after.items())
    assert after != offered


@given(questions())
def test_the_grid_stands_still_whatever_is_booked_and_whenever_it_is_asked(question):
    """Every start is a whole number of steps from an opening of its day."""
    step = question.rules.step
    for slot in whole_week(question):
        local = slot.starts_at.astimezone(question.zone)
        openings = [
            opens
            for provider in question.providers
            for opens, _ in opening_instants(hours=provider.hours, day=local.date(), zone=question.zone)
        ]
        assert any((slot.starts_at - opening) % step == timedelta(0) for opening in openings)


def test_a_weekday_is_counted_from_sunday():
    assert [weekday_of(date(2026, 11, 22) + timedelta(days=ahead)) for ahead in range(7)] == list(range(7))
