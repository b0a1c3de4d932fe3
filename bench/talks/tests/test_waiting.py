import pytest

from apps.simulator.twilio.report import Turn
from bench.talks.waiting import Wait, figures_of, waits_of
from bench.turns import FAQ, PLAIN, TOOL, targets_of

KINDS = {"כמה זה עולה?": "plain", "איפה אתם?": "faq"}


def caller(text: str, start_ms: int, end_ms: int) -> Turn:
    return Turn("caller", text, start_ms, end_ms)


def assistant(start_ms: int) -> Turn:
    return Turn("assistant", "כן", start_ms, start_ms + 500)


def test_a_wait_is_from_the_end_of_the_words_to_the_first_sound_after_them() -> None:
    turns = [
        assistant(0),
        caller("איפה אתם?", 1_000, 2_000),
        assistant(3_050),
        caller("תודה", 4_000, 4_200),
        assistant(5_000),
        caller("כמה זה עולה?", 6_000, 7_000),
        assistant(7_900),
        assistant(9_000),
    ]
    assert waits_of(turns, KINDS) == [Wait("faq", 1_050, 1), Wait("plain", 900, 2)]


def test_a_turn_that_nobody_answered_has_no_wait() -> None:
    turns = [caller("איפה אתם?", 0, 1_000), caller("כמה זה עולה?", 2_000, 3_000)]
    assert waits_of(turns, KINDS) == [Wait("faq", None, 0), Wait("plain", None, 0)]


def test_figures_count_what_was_heard_and_name_what_was_not() -> None:
    waits = [Wait("plain", ms, 1) for ms in (1_000, 800, 1_200)] + [
        Wait("plain", None, 0),
        Wait("plain", 900, 2),
    ]
    assert figures_of(waits) == {
        "turns": 5,
        "unanswered": 1,
        "answered_twice": 1,
        "median_ms": 950,
        "p90_ms": 1_200,
        "longest_ms": 1_200,
    }


@pytest.mark.parametrize(
    ("median_ms", "unanswered", "twice", "missed"),
    [
        (1_200, 0, 0, []),
        (1_201, 0, 0, ["faq turn, median"]),
        (None, 2, 0, ["faq turn, median", "turns without an answer"]),
        (900, 0, 1, ["questions answered twice"]),
    ],
)
def test_what_was_not_heard_or_heard_twice_meets_no_target(
    median_ms: int | None, unanswered: int, twice: int, missed: list[str]
) -> None:
    good = {"median_ms": 1_000, "unanswered": 0, "answered_twice": 0}
    faq = {"median_ms": median_ms, "unanswered": unanswered, "answered_twice": twice}
    targets = targets_of({PLAIN: good, FAQ: faq, TOOL: good})
    assert [target["name"] for target in targets if not target["met"]] == missed
