from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.crm.ranks import DIGITS, HIGHEST, LONGEST, rank_after, rank_between, rank_of

whole = st.integers(0, HIGHEST).map(rank_of)
longer = st.builds(
    lambda head, tail, last: head + tail + last,
    whole,
    st.text("0123456789abcdef", max_size=12),
    st.sampled_from("123456789abcdef"),
)
ranks = whole | longer


@given(st.lists(ranks, min_size=2, max_size=2, unique=True).map(sorted))
def test_between_two_ranks_there_is_one_that_can_be_parted_again(pair):
    low, high = pair

    middle = rank_between(low, high)

    assert low < middle < high
    assert len(middle) > DIGITS
    assert not middle.endswith("0")
    assert low < rank_between(low, middle) < middle < rank_between(middle, high) < high


@given(ranks)
def test_behind_the_last_there_is_always_one(last):
    behind = rank_after(last)

    assert last < behind < rank_after(behind)
    assert len(behind) > DIGITS


def test_the_next_one_stands_before_all_that_were():
    assert [rank_of(number) for number in (0, 1, 16, HIGHEST)] == [
        "ffffffffff",
        "fffffffffe",
        "ffffffffef",
        "0000000000",
    ]
    assert rank_of(8) < rank_of(7) < rank_after(rank_of(7))


@given(st.lists(st.sampled_from(["first", "second", "last"]), max_size=60))
def test_any_order_of_drags_keeps_every_lead_apart(drags):
    column = [rank_of(number) for number in (9, 8, 7)]
    for drag in drags:
        if drag == "last":
            column.append(rank_after(column[-1]))
        else:
            place = 1 if drag == "first" else 2
            column.insert(place, rank_between(column[place - 1], column[place]))

    assert column == sorted(set(column))


def test_a_gap_takes_hundreds_of_drags_before_a_rank_is_long():
    low, high = rank_of(8), rank_of(7)

    narrowest = reduce(lambda below, _: rank_between(low, below), range(700), high)

    assert len(narrowest) <= LONGEST


@pytest.mark.parametrize(("low", "high"), [("b", "a"), ("a", "a")])
def test_between_needs_two_in_order(low, high):
    with pytest.raises(ValueError, match="sorts before"):
        rank_between(low, high)


@pytest.mark.parametrize("number", [-1, HIGHEST + 1])
def test_a_number_no_rank_can_hold_is_refused(number):
    with pytest.raises(ValueError, match="sequence"):
        rank_of(number)
