from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bench.diary.verdict import BOOKED, SLOT_TAKEN, Answer, Meeting, verdict_reach

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
CLOSES = NINE + timedelta(hours=8)
HALF, BUFFER = timedelta(minutes=30), timedelta(minutes=15)


def meeting(number, *, starts_at=NINE, resource_id=1, lead_id=None):
    ends_at = starts_at + HALF
    lead_id = 100 + number if lead_id is None else lead_id
    return Meeting(number, lead_id, resource_id, starts_at, ends_at, starts_at, ends_at + BUFFER)


def answer(stored):
    return Answer(stored.lead_id, stored.starts_at, stored.resource_id, BOOKED, stored.id)


def reached(answers, meetings):
    return verdict_reach(
        answers,
        meetings,
        is_open=lambda starts_at, ends_at: starts_at >= NINE and ends_at <= CLOSES,
        busy=lambda starts_at: (starts_at, starts_at + HALF + BUFFER),
    )


def test_meetings_that_only_touch_are_right_and_one_asked_for_twice_counts_once():
    first, second = meeting(1), meeting(2, starts_at=NINE + HALF + BUFFER)
    refused = Answer(7, NINE + HALF, 1, SLOT_TAKEN)

    verdict = reached([answer(first), answer(second), answer(first), refused], [first, second])

    assert (verdict.booked, verdict.repeated, verdict.refused) == (2, 1, 1)
    assert verdict.wrong == Counter()


@pytest.mark.parametrize(
    ("answers", "meetings", "wrong"),
    [
        ([answer(meeting(1))], [], "booked without its row"),
        (
            [Answer(9, NINE, 1, BOOKED, 1)],
            [meeting(1)],
            "booked without its row",
        ),
        ([], [meeting(1)], "stored and nobody was told"),
        (
            [answer(meeting(1)), answer(meeting(2, starts_at=NINE + HALF))],
            [meeting(1), meeting(2, starts_at=NINE + HALF)],
            "overlapping",
        ),
        (
            [answer(meeting(1, starts_at=CLOSES - BUFFER))],
            [meeting(1, starts_at=CLOSES - BUFFER)],
            "outside hours, notice or window",
        ),
        (
            [answer(meeting(1, lead_id=5)), answer(meeting(2, lead_id=5, resource_id=2))],
            [meeting(1, lead_id=5), meeting(2, lead_id=5, resource_id=2)],
            "twice for one customer",
        ),
        (
            [answer(meeting(1)), Answer(7, NINE + HALF + BUFFER, 1, SLOT_TAKEN)],
            [meeting(1)],
            "refused though it was free",
        ),
        ([Answer(7, NINE, 1, "off_grid")], [], "answered off_grid"),
    ],
)
def test_everything_that_no_customer_may_meet_is_wrong(answers, meetings, wrong):
    assert reached(answers, meetings).wrong[wrong] == 1


def test_a_meeting_inside_two_longer_ones_is_found_behind_a_shorter():
    long = Meeting(1, 1, 1, NINE, NINE + 4 * HALF, NINE, NINE + 4 * HALF)
    short, late = meeting(2, starts_at=NINE + HALF), meeting(3, starts_at=NINE + 3 * HALF)
    meetings = [long, short, late]

    verdict = reached([answer(each) for each in meetings], meetings)

    assert verdict.wrong == Counter({"overlapping": 2})
