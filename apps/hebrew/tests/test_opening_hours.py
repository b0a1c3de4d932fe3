"""A bare hour is settled by the hours the business is open, when exactly one of its readings is."""

from datetime import time

import pytest

from apps.hebrew.settling import OpeningHours
from apps.hebrew.tests.reading import reading, said

DAYTIME: OpeningHours = {day: [(time(9), time(18))] for day in range(5)}
EVENINGS: OpeningHours = {day: [(time(16), time(23))] for day in range(7)}
BAR: OpeningHours = {day: [(time(20), time(4))] for day in range(7)}
SPLIT: OpeningHours = {1: [(time(8), time(13)), (time(16), time(21))]}


@pytest.mark.parametrize(
    ("text", "hours", "expected"),
    [
        ("מחר בשמונה", EVENINGS, "2026-11-23 20:00"),
        ("מחר בארבע", DAYTIME, "2026-11-23 16:00"),
        ("מחר ב-10", DAYTIME, "2026-11-23 10:00"),
        ("מחר בשלוש", BAR, "2026-11-23 03:00"),
        ("מחר באחת עשרה", BAR, "2026-11-23 23:00"),
        ("מחר ב8:30", EVENINGS, "2026-11-23 20:30"),
        ("מחר שלוש חמש עשרה", DAYTIME, "2026-11-23 15:15"),
        ("בשבע", EVENINGS, "19:00"),
        ("מחר ברבע לשבע", EVENINGS, "2026-11-23 18:45"),
    ],
)
def test_the_one_open_reading_is_taken(text: str, hours: OpeningHours, expected: str) -> None:
    found = reading(text, hours=hours)
    assert said(text, hours=hours) == [expected]
    assert found.when[0].settled_by == "opening_hours"
    assert not found.when[0].ambiguous
    assert found.ask == ()


@pytest.mark.parametrize(
    ("text", "hours", "expected"),
    [
        # both open, none open, closed that day
        ("מחר בשמונה", SPLIT, "2026-11-23 08:00"),
        ("מחר בשמונה", DAYTIME, "2026-11-23 08:00"),
        ("בשבת בארבע", DAYTIME, "2026-11-28 16:00"),
    ],
)
def test_otherwise_custom_decides_and_it_is_asked(text: str, hours: OpeningHours, expected: str) -> None:
    found = reading(text, hours=hours)
    assert said(text, hours=hours) == [expected]
    assert found.when[0].settled_by == "custom"
    assert "which" in found.ask


def test_what_was_said_outweighs_the_opening_hours() -> None:
    assert said("מחר בשמונה בבוקר", hours=EVENINGS) == ["2026-11-23 08:00"]
    assert said("מחר ב-08:00", hours=EVENINGS) == ["2026-11-23 08:00"]


def test_ranges_are_settled_by_them_too() -> None:
    assert said("מחר בין שמונה לתשע", hours=EVENINGS) == ["2026-11-23 20:00-21:00"]
    assert said("מחר אחרי שש", hours=EVENINGS) == ["2026-11-23 18:00-"]
