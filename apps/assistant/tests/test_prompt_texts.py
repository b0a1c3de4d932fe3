"""Placeholders, sizes and differences: text in, findings out."""

import time

from hypothesis import given
from hypothesis import strategies as st

from apps.assistant.prompting.diffing import Line, lines_compared
from apps.assistant.prompting.placeholders import PROMPT_PLACES, Wrong, filled, places_wrong
from apps.assistant.prompting.sizes import FaqPart, faq_fitting

LINES = st.lists(st.sampled_from(["", "א", "ב", "ג ד", "  "]), max_size=12).map("\n".join)


def test_known_places_are_right():
    assert places_wrong("אנחנו {business}, כאן {assistant}: {services}", PROMPT_PLACES) == []


def test_each_wrong_place_is_named_with_its_line_and_what_it_resembles():
    text = "שלום {buisness}\n{כתובת} ו{ Assistant }\nסוף } ועוד {"

    assert places_wrong(text, PROMPT_PLACES) == [
        Wrong("{buisness}", 1, "{business}"),
        Wrong("{כתובת}", 2),
        Wrong("{ Assistant }", 2, "{assistant}"),
        Wrong("}", 3),
        Wrong("{", 3),
    ]


def test_double_braces_are_no_place():
    assert places_wrong("{{business}}", PROMPT_PLACES) == [Wrong("{", 1), Wrong("}", 1)]


@given(st.text(alphabet="{}ab\n ", max_size=40))
def test_a_text_without_findings_has_no_braces_left_once_filled_in(text):
    values = {"a": "1", "b": "2"}
    if not places_wrong(text, values):
        assert not set("{}") & set(filled(text, values))


def test_a_value_is_never_read_for_places():
    assert filled("{a}{b}", {"a": "{b}", "b": "2"}) == "{b}2"


def test_whole_questions_are_told_until_one_does_not_fit():
    faq = (("12345", "67890"), ("1", "2"), ("12345", "6"), ("1", "2"))

    assert faq_fitting(faq, 12) == FaqPart(faq[:2], 2)
    assert faq_fitting(faq, 1000) == FaqPart(faq, 0)
    assert faq_fitting(faq, 9) == FaqPart((), 4)


def test_a_difference_tells_what_went_and_what_came_with_line_numbers():
    assert lines_compared("א\nב\nג", "א\nד\nג\nה") == [
        Line("same", "א", 1, 1),
        Line("removed", "ב", 2, None),
        Line("added", "ד", None, 2),
        Line("same", "ג", 3, 3),
        Line("added", "ה", None, 4),
    ]


@given(LINES, LINES)
def test_a_difference_holds_both_texts(before, after):
    lines = lines_compared(before, after)

    assert [line.text for line in lines if line.kind != "added"] == before.splitlines()
    assert [line.text for line in lines if line.kind != "removed"] == after.splitlines()


def test_the_largest_texts_are_compared_in_moments():
    begun = time.process_time()
    lines_compared("\n" * 20_000, "א\n" * 10_000)
    lines_compared("".join(f"{n}\n" for n in range(4_000)), "".join(f"{n}\n" for n in range(4_000, 0, -1)))

    assert time.process_time() - begun < 5
