"""Numbers, ordinals and money."""

import pytest

from apps.hebrew.money import read_money
from apps.hebrew.numbers import read_numbers, read_ordinals
from apps.hebrew.tests import speech


@pytest.mark.parametrize("number", range(100))
def test_every_number_under_a_hundred_in_both_genders(number: int) -> None:
    assert [found.value for found in read_numbers(speech.feminine(number))] == [number]
    assert [found.value for found in read_numbers(speech.masculine(number))] == [number]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("מאה ושלוש", [103]),
        ("מאה עשרים וחמש", [125]),
        ("מאתיים ואחת", [201]),
        ("שלוש מאות שישים וחמישה", [365]),
        ("אלף תשע מאות שמונים וארבע", [1984]),
        ("אלפיים עשרים ושש", [2026]),
        ("שלושת אלפים", [3000]),
        ("עשרת אלפים", [10000]),
        ("חמש עשרה אלף", [15000]),
        ("שני מיליון וחמש מאות אלף", [2500000]),
        ("200 אלף", [200000]),
        ("2.5 אלף", [2500]),
        ("1.2 מיליון", [1200000]),
        ("1,200,000", [1200000]),
        ("1.2M", [1200000]),
        ("100K", [100000]),
        (".77", [0.77]),
        ("01.10", [1.1]),
        ("-5", [-5]),
        ("מינוס שלוש", [-3]),
        ("שלוש וחצי", [3.5]),
        ("שלוש נקודה חמש", [3.5]),
        ("חצי מיליון", [500000]),
        ("שולחן לארבעה אנשים", [4]),
        ("שני אנשים", [2]),
        ("שתים-עשרה", [12]),
        ("שנים עשר", [12]),
        ("עשרים אחת", [21]),
        ("ביום שני", []),
        ("שלום", []),
    ],
)
def test_numbers(text: str, expected: list[float]) -> None:
    assert [found.value for found in read_numbers(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("הראשון", [1]), ("העשירי", [10]), ("שלישית", [3]), ("ה-15", [15]), ("האחד עשר", [11])],
)
def test_ordinals(text: str, expected: list[float]) -> None:
    assert [found.value for found in read_ordinals(text)] == expected


@pytest.mark.parametrize(
    ("text", "currency", "value"),
    [
        ("זה עולה שנים עשר שקלים", "ILS", 12),
        ("מאה ועשרים ש״ח", "ILS", 120),
        ("שקל אחד", "ILS", 1),
        ("שקל", "ILS", 1),
        ("שקל וחצי", "ILS", 1.5),
        ("חמישה שקלים וחצי", "ILS", 5.5),
        ("חצי שקל", "ILS", 0.5),
        ("20 שקל ו-43 אגורות", "ILS", 20.43),
        ("שתי אגורות", "ILS", 0.02),
        ("1,250.50 ₪", "ILS", 1250.5),
        ("₪ 99.90", "ILS", 99.9),
        ("NIS 50", "ILS", 50),
        ("200 אלף שקל", "ILS", 200000),
        ("$10K", "USD", 10000),
        ("שניים וחצי דולר", "USD", 2.5),
        ("2 דולר ו-23 סנט", "USD", 2.23),
        ("29.99 יורו", "EUR", 29.99),
        ("£9", "GBP", 9),
        ("10 סנט", "cent", 10),
    ],
)
def test_money(text: str, currency: str, value: float) -> None:
    assert [(found.currency, found.value) for found in read_money(text)] == [(currency, value)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("בין 10 ל-20 דולר", 10, 20),
        ("10-20 דולר", 10, 20),
        ("מ-10 ל-20 ש״ח", 10, 20),
        ("$10-$20", 10, 20),
        ("לא פחות מ5 דולר", 5, None),
        ("יותר מ-100 שקל", 100, None),
        ("50 שקל ומעלה", 50, None),
        ("עד 7 יורו", None, 7),
        ("לא יותר מ7 אירו", None, 7),
        ("פחות מ-7 אירו", None, 7),
    ],
)
def test_bounds_of_money(text: str, low: float | None, high: float | None) -> None:
    assert [(found.value, found.low, found.high) for found in read_money(text)] == [(None, low, high)]


@pytest.mark.parametrize("text", ["כמה שקלים", "שלוש מאות", "מחר ב-3", ""])
def test_no_money(text: str) -> None:
    assert read_money(text) == []
