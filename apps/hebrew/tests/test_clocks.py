"""Hours: every minute of the day, said in the ways of `speech.py`, and the forms one by one."""

from datetime import time

import pytest

from apps.hebrew.tests import speech
from apps.hebrew.tests.reading import NOW, reading, said
from apps.hebrew.times import read_times

# eighteen, or ten past eight: the words do not say
AMBIGUOUS = "שמונה עשר"


@pytest.mark.parametrize("hour", range(24))
def test_every_minute_with_its_part_of_day_comes_back(hour: int) -> None:
    wrong = []
    for minute in range(60):
        for text in (*speech.with_part(hour, minute), *speech.on_the_24_hour_clock(hour, minute)):
            if AMBIGUOUS in text and f"{AMBIGUOUS}ה" not in text:
                continue
            read = [one.time for one in read_times(text, now=NOW).when]
            if read != [time(hour, minute)]:
                wrong.append((text, read))
    assert wrong == []


@pytest.mark.parametrize("hour", range(12))
def test_every_minute_without_a_part_of_day_comes_back_on_the_face_of_the_clock(hour: int) -> None:
    for minute in range(60):
        for phrase in speech.on_the_face(hour, minute):
            for text in (f"מחר ב{phrase}", f"בשעה {phrase}", f"אפשר ב{phrase} בבקשה?"):
                found = read_times(text, now=NOW).when
                assert len(found) == 1, text
                read = found[0].time
                readings = {(at.hour % 12, at.minute) for at in (read, *found[0].alternatives) if at}
                assert (hour % 12, minute) in readings, text


@pytest.mark.parametrize("carrier", speech.carriers())
def test_a_time_is_found_in_its_sentence_and_its_span_says_where(carrier: str) -> None:
    text = carrier.format("בשבע וחצי בערב")
    (found,) = reading(text).when
    assert found.time == time(19, 30)
    start, end = found.span
    assert text[start:end].lstrip("ב") == "שבע וחצי בערב"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("בארבע", "16:00"),
        ("ב-4", "16:00"),
        ("ב4", "16:00"),
        ("ב 4", "16:00"),
        ("בשעה ארבע", "16:00"),
        ("בשעה 16", "16:00"),
        ("תזכורת ב 15", "15:00"),
        ("ב1530", "15:30"),
        ("בשעה 0830", "08:30"),
        ("אפס שמונה שלושים", "08:30"),
        ("בשעה עשרים אפס אפס", "20:00"),
        ("שמונה פחות רבע", "07:45"),
        ("חסר רבע לשמונה", "07:45"),
        ("חמישה לשמונה", "07:55"),
        ("עשרים לתשע", "08:40"),
        ("10 ל-8", "07:50"),
        ("רבע אחרי שלוש", "15:15"),
        ("חמש דקות לפני שמונה", "07:55"),
        ("בשש ושלושת רבעי", "18:45"),
        ("בשעה שמונה וארבעים וחמש דקות", "08:45"),
        ("8 בבוקר", "08:00"),
        ("8בבוקר", "08:00"),
        ("3:15pm", "15:15"),
        ("10 am", "10:00"),
        ("בחצות", "00:00"),
        ("בחצות היום", "12:00"),
        ("ב-24:00", "00:00"),
        ("12 בלילה", "00:00"),
        ("12 בצהריים", "12:00"),
        ("1 בלילה", "01:00"),
        ("6 לפנות ערב", "18:00"),
        ("3 לפנות בוקר", "03:00"),
        ("8.30 מתאים לך?", "08:30"),
        ("בְּשָׁלוֹשׁ", "15:00"),
        ("ב\u200fשלוש", "15:00"),
        ("אה בשעה אה שלוש", "15:00"),
        ("תעדכן ל-11", "11:00"),
        ("עדכן את הפגישה עם אמא ל-11", "11:00"),
        ("tomorrow at 5 pm", "2026-11-23 17:00"),
    ],
)
def test_forms(text: str, expected: str) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "chosen", "others"),
    [
        ("מחר בשלוש", time(15), [time(3)]),
        ("מחר בתשע", time(9), [time(21)]),
        ("מחר בשתים עשרה", time(12), [time(0)]),
        ("בשמונה עשר", time(18), [time(8, 10)]),
        ("בשבע עשר", time(7, 10), [time(19, 10), time(17)]),
    ],
)
def test_a_bare_hour_is_the_customary_one_and_says_that_it_must_be_confirmed(
    text: str, chosen: time, others: list[time]
) -> None:
    found = reading(text)
    assert found.when[0].time == chosen
    assert list(found.when[0].alternatives) == others
    assert found.when[0].ambiguous
    assert found.when[0].settled_by == "custom"
    assert "which" in found.ask


def test_a_part_of_day_settles_the_hour_for_good() -> None:
    found = reading("מחר בשמונה בערב")
    assert found.when[0].settled_by == "said"
    assert (found.when[0].ambiguous, found.when[0].alternatives, found.ask) == (False, (), ())


def test_an_hour_of_today_that_is_over_is_the_other_one() -> None:
    found = reading("היום בשמונה")
    assert found.when[0].time == time(20)
    assert found.when[0].settled_by == "now"
    assert not found.when[0].ambiguous


@pytest.mark.parametrize(
    ("text", "expected"),
    [("בסביבות שבע וחצי בערב", "19:30"), ("בערך ב-5 אחר הצהריים", "17:00"), ("לקראת שש בערב", "18:00")],
)
def test_about_is_kept(text: str, expected: str) -> None:
    assert said(text) == [expected]
    assert reading(text).when[0].approximate


@pytest.mark.parametrize(("text", "expected"), [("שלוש", "15:00"), ("8", "08:00"), ("כן, שמונה", "08:00")])
def test_a_bare_number_is_an_hour_only_when_one_was_asked_for(text: str, expected: str) -> None:
    assert said(text, asked="time") == [expected]
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("הלילה ב-12", "2026-11-23 00:00"),
        ("היום בלילה באחת", "2026-11-23 01:00"),
        ("הערב בשמונה", "2026-11-22 20:00"),
    ],
)
def test_tonight_runs_past_midnight(text: str, expected: str) -> None:
    assert said(text) == [expected]


def test_which_night_tomorrow_at_one_is_in_stays_open() -> None:
    found = reading("מחר ב-1 בלילה")
    assert found.when[0].time == time(1)
    assert [day.isoformat() for day in found.when[0].other_dates] == ["2026-11-24"]
    assert "which" in found.ask
