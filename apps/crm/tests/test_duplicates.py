from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.crm.duplicates import (
    SCORES,
    Evidence,
    Person,
    Verdict,
    duplicate_score,
    merge_decision,
    name_similarity,
)

kinds = st.frozensets(st.sampled_from(["phone", "email", "wa_id", "lid", "username"]))
people = st.builds(Person, st.text(max_size=20), kinds)


@pytest.mark.parametrize(
    ("first", "second", "evidence", "verdict"),
    [
        (Person("", {"lid"}), Person("", {"phone"}), Evidence.CHANNEL, Verdict.MERGE),
        (Person("Dana", {"lid"}), Person("רון לוי", {"phone"}), Evidence.CHANNEL, Verdict.MERGE),
        (Person("דנה", {"email"}), Person("דנה כהן", {"phone"}), Evidence.WRITTEN, Verdict.MERGE),
        (Person("דנה כהן", {"email"}), Person("רון לוי", {"phone"}), Evidence.WRITTEN, Verdict.SUGGEST),
        (Person("דנה", {"email"}), Person("דנה", {"phone"}), Evidence.HEARD, Verdict.SUGGEST),
        (Person("דנה", {"phone"}), Person("דנה", {"phone", "lid"}), Evidence.CHANNEL, Verdict.SUGGEST),
        (Person("", set()), Person("", {"phone"}), Evidence.WRITTEN, Verdict.MERGE),
    ],
)
def test_two_leads_are_merged_only_where_nothing_speaks_against_it(first, second, evidence, verdict):
    assert merge_decision(first, second, evidence=evidence, was_refused=False) == verdict


@given(people, people, st.sampled_from(Evidence), st.booleans())
def test_the_decision_is_the_same_from_both_sides_and_a_refusal_stands(first, second, evidence, was_refused):
    verdict = merge_decision(first, second, evidence=evidence, was_refused=was_refused)

    assert verdict == merge_decision(second, first, evidence=evidence, was_refused=was_refused)
    assert (verdict == Verdict.KEEP_APART) == was_refused
    if first.kinds & second.kinds:
        assert verdict != Verdict.MERGE


@given(st.sampled_from(sorted(SCORES)), st.text(max_size=60), st.text(max_size=60))
def test_a_score_is_a_percentage_that_the_database_takes(reason, first, second):
    assert 1 <= duplicate_score(reason=reason, first=first, second=second) <= 99


def test_names_only_hint():
    alike, unlike, unknown = (
        duplicate_score(reason="phone", first="דנה כהן", second=name) for name in ("כהן דנה", "רון לוי", "")
    )

    assert (alike, unknown, unlike) == (94, 90, 60)


def test_the_order_of_words_says_nothing():
    assert name_similarity("דנה כהן", "כהן דנה") == 100
    assert name_similarity("Dana", "DANA") == 100
    assert name_similarity("שָׂרָה כהן", "כהן, שרה") == 100
    for first, second in product(["דנה", "רון"], repeat=2):
        assert (name_similarity(first, second) == 100) == (first == second)
