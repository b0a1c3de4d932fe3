import pytest

from apps.assistant.trying.expecting import Breach, Expected, Seen, breaches

ANSWER = Seen(text='תספורת עולה תשעים ש"ח.', tools=["check_availability"])


@pytest.mark.parametrize(
    "expected",
    [
        Expected(),
        Expected(says=("תשעים", "תספורת"), never_says=("מאה",)),
        Expected(says=("ש״ח",)),
        Expected(calls=("check_availability",), never_calls=("book_appointment",)),
        Expected(from_faq=False),
    ],
)
def test_an_answer_that_is_as_expected_breaks_nothing(expected):
    assert breaches(expected, ANSWER) == []


def test_each_part_that_was_not_met_is_named():
    expected = Expected(
        says=("מאה", "תשעים"),
        never_says=("תספורת",),
        calls=("book_appointment", "check_availability"),
        never_calls=("check_availability",),
        from_faq=True,
    )

    assert breaches(expected, ANSWER) == [
        Breach("says", "מאה"),
        Breach("never_says", "תספורת"),
        Breach("calls", "book_appointment"),
        Breach("never_calls", "check_availability"),
        Breach("from_faq", "yes"),
    ]


def test_what_is_stored_is_read_back():
    assert Expected.of({"says": ["א"], "from_faq": True}) == Expected(says=("א",), from_faq=True)
    assert Expected.of({}) == Expected()
