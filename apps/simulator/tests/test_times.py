from datetime import date, time

import pytest

from apps.simulator.dialogue.times import (
    clock_spoken,
    clocks_heard,
    day_heard,
    day_spoken,
    starts_in,
    today_of,
)
from apps.simulator.tests.bridge import SLOTS

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("מחר בעשר בבוקר", [time(10)]),
        ("בעשר וחצי", [time(10, 30)]),
        ("בארבע", [time(16)]),
        ("באחת עשרה, באחת אחר הצהריים או בחמש בערב", [time(11), time(13), time(17)]),
        ("בשעה תשע ורבע", [time(9, 15)]),
        ("10:20", [time(10, 20)]),
        ("יום שלישי, אחד עשר בנובמבר", []),
        ("ביום שני", []),
    ],
)
def test_hours_are_understood(text: str, clocks: list[time]) -> None:
    assert clocks_heard(text) == clocks


def test_every_hour_spoken_is_understood_again() -> None:
    for hour in range(8, 21):
        for minute in (0, 15, 30):
            clock = time(hour, minute)
            assert clocks_heard(clock_spoken(clock)) == [clock]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("היום", date(2026, 11, 22)),
        ("מחר", date(2026, 11, 23)),
        ("מחרתיים", date(2026, 11, 24)),
        ("ביום ראשון", date(2026, 11, 29)),
        ("ביום שלישי בארבע", date(2026, 11, 24)),
        ("בשבת", date(2026, 11, 28)),
        ("2026-12-01", date(2026, 12, 1)),
        ("בעשר", None),
    ],
)
def test_days_are_understood(text: str, day: date | None) -> None:
    assert day_heard(text, SUNDAY) == day


def test_the_date_of_the_instructions_wins() -> None:
    assert today_of("נוסד ב-2001-01-01\nToday is 2026-11-22", date(2030, 1, 1)) == SUNDAY
    assert today_of("אין תאריך", date(2030, 1, 1)) == date(2030, 1, 1)


def test_a_day_is_spoken_with_its_weekday() -> None:
    assert day_spoken(date(2026, 11, 28)) == "שבת, 28 בנובמבר"


@pytest.mark.parametrize(
    ("output", "starts"),
    [
        ({"slots": [{"starts_at": SLOTS[0], "ends_at": SLOTS[1]}]}, (SLOTS[0],)),
        ({"date": "2026-11-23", "slots": ["10:00"]}, ("2026-11-23T10:00:00+02:00",)),
        ({"slots": [], "alternatives": ["2026-11-24T09:00:00+02:00"]}, ("2026-11-24T09:00:00+02:00",)),
        ({"say": "בעשר"}, ()),
        ({}, ()),
    ],
)
def test_starts_are_found_in_a_tools_answer(output: object, starts: tuple[str, ...]) -> None:
    assert starts_in(output) == starts
