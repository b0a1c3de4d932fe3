"""Dates, weekdays, the Hebrew calendar, and what is counted from now."""

from datetime import date, datetime

import pytest

from apps.hebrew.tests import speech
from apps.hebrew.tests.reading import NOW, reading, said, shown
from apps.hebrew.times import read_times

TUESDAY = datetime(2013, 2, 12, 4, 30)  # noqa: DTZ001  a wall clock


@pytest.mark.parametrize("month", range(1, 13))
def test_every_day_of_the_year_comes_back(month: int) -> None:
    wrong = [
        text
        for day in range(1, 29)
        for text in speech.dates(day, month)
        if [(one.day, one.month, one.time) for one in read_times(text, now=NOW).when] != [(day, month, None)]
    ]
    assert wrong == []


@pytest.mark.parametrize("weekday", range(7))
def test_every_weekday_comes_back(weekday: int) -> None:
    for text in speech.weekdays(weekday):
        assert [one.weekday for one in read_times(text, now=NOW).when] == [weekday], text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("היום", "2026-11-22"),
        ("מחר", "2026-11-23"),
        ("מחרתיים", "2026-11-24"),
        ("אחרי מחר", "2026-11-24"),
        ("יומיים אחרי מחר", "2026-11-25"),
        ("למחרתים", "2026-11-24"),
        ("אתמול", "2026-11-21"),
        ("ביום ראשון", "2026-11-29"),
        ("רביעי הזה", "2026-11-25"),
        ("יום שלשי", "2026-11-24"),
        ("פסח בשנת 2028", "2028-04-11"),
        ("נר ראשון של חנוכה", "2026-12-04"),
        ("בנר שמיני", "2026-12-11"),
        ("רביעי שבוע הבא", "2026-12-02"),
        ("בשבוע הבא ביום רביעי", "2026-12-02"),
        ("בעוד שבועיים ביום שני", "2026-12-07"),
        ("שבוע מהיום", "2026-11-29"),
        ("עוד יומיים", "2026-11-24"),
        ("בעוד חודש", "2026-12-22"),
        ("לפני שלושה ימים", "2026-11-19"),
        ("ב-15 לחודש", "2026-12-15"),
        ("ב-25 לחודש", "2026-11-25"),
        ("הראשון לחודש הבא", "2026-12-01"),
        ("בחמישה עשר", "2026-12-15"),
        ("יום שלישי ה-24", "2026-11-24"),
        ("שלישי ה-1 לדצמבר", "2026-12-01"),
        ("3.12", "2026-12-03"),
        ("בשלישי לשנים עשר", "2026-12-03"),
        ("ברביעי לשנים עשר", "2026-12-04"),
        ("20.10", "2027-10-20"),
        ("01/03/27", "2027-03-01"),
        ("12-1-2027", "2027-01-12"),
        ("2026-12-01", "2026-12-01"),
        ("אפריל 14, 2027", "2027-04-14"),
        ("הראשון בינואר אלפיים עשרים ושבע", "2027-01-01"),
        ("בעשרים לתשיעי", "2027-09-20"),
        ("ה20 ל12", "2026-12-20"),
        ("באחד באפריל", "2027-04-01"),
        ("29.2", "2028-02-29"),
        ("ב-7 בספטמר", "2027-09-07"),
        ("כ״ז בכסלו", "2026-12-07"),
        ("ה' באייר תשפ\"ח", "2028-05-01"),
        ("ה׳ אִיָיר תש״ח", "1948-05-14"),
        ("כז תמוז", "2027-08-01"),
        ("ראש חודש אדר", "2027-03-10"),
        ("ערב ראש השנה", "2027-10-01"),
        ("שבוע אחרי פסח", "2027-04-29"),
        ("יומיים לפני פסח", "2027-04-20"),
        ("בשבועות", "2027-06-11"),
        ("חנוכה", "2026-12-05"),
        ("חג המולד", "2026-12-25"),
    ],
)
def test_days(text: str, expected: str) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the 27th of Nisan on a Sunday, the 5th of Iyar on a Monday, the 9th of Av on a Sabbath
        ("יום השואה 2027", date(2027, 5, 4)),
        ("יום העצמאות 2027", date(2027, 5, 12)),
        ("יום הזיכרון 2028", date(2028, 5, 1)),
        ("יום העצמאות 2028", date(2028, 5, 2)),
        ("תשעה באב 2029", date(2029, 7, 22)),
        ("פורים 2028", date(2028, 3, 12)),
    ],
)
def test_memorial_days_and_fasts_move_off_the_sabbath(text: str, expected: date) -> None:
    assert [one.date for one in reading(text).when] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("בראשון הזה", "2013-02-17"),
        ("רביעי הזה", "2013-02-13"),
        ("שלישי ה19", "2013-02-19"),
        ("חמישי", "2013-02-14"),
        ("ביום שלישי", "2013-02-19"),
    ],
)
def test_weekdays_seen_from_a_tuesday(text: str, expected: str) -> None:
    assert said(text, now=TUESDAY) == [expected]


def test_next_wednesday_said_on_a_tuesday_is_eight_days_on_and_must_be_confirmed() -> None:
    found = reading("רביעי הבא", now=TUESDAY)
    assert [one.date for one in found.when] == [date(2013, 2, 20)]
    assert found.when[0].other_dates == (date(2013, 2, 13),)
    assert "which" in found.ask


@pytest.mark.parametrize(
    ("text", "start", "end", "grain"),
    [
        ("בשבוע הבא", "2026-11-29", "2026-12-06", "week"),
        ("השבוע", "2026-11-22", "2026-11-29", "week"),
        ("סופ״ש", "2026-11-27", "2026-11-29", "weekend"),
        ("בחודש הבא", "2026-12-01", "2027-01-01", "month"),
        ("במרץ", "2027-03-01", "2027-04-01", "month"),
        ("תחילת דצמבר", "2026-12-01", "2026-12-11", "month"),
        ("שנה הבאה", "2027-01-01", "2028-01-01", "year"),
        ("אחרי פסח", "2027-04-23", None, "after"),
        ("13-15 בדצמבר", "2026-12-13", "2026-12-16", "days"),
        ("מראשון עד חמישי", "2026-11-29", "2026-12-04", "days"),
        ("בין ה-3 ל-5 בדצמבר", "2026-12-03", "2026-12-06", "days"),
    ],
)
def test_longer_times_are_windows_without_a_date_and_the_day_is_asked(
    text: str, start: str, end: str | None, grain: str
) -> None:
    found = reading(text)
    (one,) = found.when
    assert one.date is None
    assert one.grain == grain
    assert one.window is not None
    assert one.window[0].date().isoformat() == start
    assert (one.window[1].date().isoformat() if one.window[1] else None) == end
    assert "date" in found.ask


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("בעוד שעה וחצי", 90),
        ("עוד 20 דקות", 20),
        ("תוך שעתיים", 120),
        ("בעוד שלושת רבעי שעה", 45),
        ("בעוד שעה ועשרים דקות", 80),
        ("עוד רבע שעה", 15),
        ("בעוד שבועיים", 14 * 1440),
    ],
)
def test_counted_from_now(text: str, minutes: int) -> None:
    assert reading(text).in_minutes == (minutes,)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("פגישה של שעה וחצי מחר ב-10", 90),
        ("טיפול של 45 דקות", 45),
        ("שעתיים ורבע", 135),
        ("שעה ועשרים", 80),
        ("תזכיר לי חצי שעה לפני", 30),
        ("יום לפני", 1440),
    ],
)
def test_lengths(text: str, minutes: int) -> None:
    assert reading(text).durations == (minutes,)


def test_a_moment_is_an_hour_of_a_day() -> None:
    assert said("בעוד שעתיים") == ["2026-11-22 11:00"]
    assert said("עוד 20 דקות", now=datetime(2026, 11, 22, 23, 50)) == ["2026-11-23 00:10"]  # noqa: DTZ001  a wall clock


def test_a_now_of_another_zone_is_brought_home() -> None:
    late_in_london = datetime.fromisoformat("2026-11-22T22:30:00+00:00")
    found = read_times("מחר", now=late_in_london, zone="Asia/Jerusalem")
    assert [one.date for one in found.when] == [date(2026, 11, 24)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ליל הסדר בשבע בערב", ["2027-04-21 19:00"]),
        ("בפורים בעשר בבוקר", ["2027-03-23 10:00"]),
        ("פסח 2027", ["2027-04-22"]),
        ("גרסה 2.5", []),
        ("1/2 כוס סוכר", []),
        ("תודה ושבת שלום", []),
    ],
)
def test_an_hour_behind_a_holiday_is_one_and_what_is_numbered_is_no_date(
    text: str, expected: list[str]
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "conflicts"),
    [
        ("נר ראשון של חנוכה הוא ביום שישי בערב", "2026-12-04 evening", ()),
        ("ערב פסח הוא ביום רביעי", "2027-04-21", ()),
        ("ערב פסח הוא ביום שני", "2027-04-21", ("weekday_date",)),
        ("יום אחרי חמישי", "2026-11-27", ()),
        ("שבוע אחרי ה-24.11", "2026-12-01", ()),
    ],
)
def test_a_weekday_may_be_that_of_the_day_counted_from_or_to(
    text: str, expected: str, conflicts: tuple[str, ...]
) -> None:
    found = reading(text)
    assert [shown(one) for one in found.when] == [expected]
    assert found.conflicts == conflicts
