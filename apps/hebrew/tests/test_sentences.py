"""Whole sentences: several times, ranges, refusals, corrections, recurrences, vague and conflicting ones."""

import pytest

from apps.hebrew.tests import speech
from apps.hebrew.tests.reading import reading, said, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("אפשר לקבוע תור ליום שלישי בשעה ארבע וחצי?", ["2026-11-24 16:30"]),
        ("ביום שלישי, 1 בדצמבר, בשעה 16:00", ["2026-12-01 16:00"]),
        ("מחר ב-3 רופא שיניים ומחרתיים ב-5 מספרה", ["2026-11-23 15:00", "2026-11-24 17:00"]),
        ("מחר ב-3 או ב-4", ["2026-11-23 15:00", "2026-11-23 16:00"]),
        ("ב-3 או ב-4 מחר", ["2026-11-23 15:00", "2026-11-23 16:00"]),
        ("שני או שלישי בבוקר", ["2026-11-23 morning", "2026-11-24 morning"]),
        ("שני ורביעי ב-5", ["2026-11-23 17:00", "2026-11-25 17:00"]),
        ("ראשון, שלישי וחמישי ב-8", ["2026-11-29 08:00", "2026-11-24 08:00", "2026-11-26 08:00"]),
        ("שבע בבוקר או שבע בערב?", ["07:00", "19:00"]),
        ("בשמונה, שמונה וחצי", ["08:00", "08:30"]),
        ("17:00 שלישי", ["2026-11-24 17:00"]),
        ("רופא מחר בשלוש בדיזנגוף חמישים", ["2026-11-23 15:00"]),
        ("שולחן ל4 ביום חמישי ב-20:00", ["2026-11-26 20:00"]),
        ("שולחן לארבעה אנשים מחר בשמונה", ["2026-11-23 08:00"]),
        ("קבע 🎉 יום הולדת 🎂 מחר ב-8", ["2026-11-23 08:00"]),
    ],
)
def test_several_times(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("מעשר עד שתים עשרה, ומשתיים עד ארבע", ["10:00-12:00", "14:00-16:00"]),
        ("מעשר עד שלוש", ["10:00-15:00"]),
        ("בין עשר לשתיים ביום רביעי", ["2026-11-25 10:00-14:00"]),
        ("בין השעות 16:00-18:00", ["16:00-18:00"]),
        ("בין 3 ל-5 אחה״צ", ["15:00-17:00"]),
        ("בין שמונה לעשר בערב", ["20:00-22:00"]),
        ("מ-10 בבוקר עד 2 בצהריים", ["10:00-14:00"]),
        ("מחר 10-2 בצהריים", ["2026-11-23 10:00-14:00"]),
        ("מחר 16-18", ["2026-11-23 16:00-18:00"]),
        ("14-16 ביום שלישי", ["2026-11-24 14:00-16:00"]),
        ("מ9 עד 5", ["09:00-17:00"]),
        ("משמונה בבוקר עד שמונה בערב", ["08:00-20:00"]),
        ("מהשעה 9 ועד השעה 13", ["09:00-13:00"]),
        ("עד חמש", ["-17:00"]),
        ("לא יאוחר משש בערב", ["-18:00"]),
        ("ביום חמישי אחרי ארבע", ["2026-11-26 16:00-"]),
        ("החל משעה 10", ["10:00-"]),
        ("אני פנוי רק משש והלאה", ["18:00-"]),
        ("לא לפני עשר", ["10:00-"]),
    ],
)
def test_ranges_and_bounds(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "kept", "rejected"),
    [
        ("לא ביום שני, ביום שלישי", ["2026-11-24"], ["2026-11-23"]),
        ("לא מחר אלא מחרתיים", ["2026-11-24"], ["2026-11-23"]),
        ("זה ב-16:30 לא ב-15:30", ["16:30"], ["15:30"]),
        ("מחר אני לא פנוי", [], ["2026-11-23"]),
        ("אני לא יכולה ביום ראשון, אפשר בשני בבוקר?", ["2026-11-23 morning"], ["2026-11-29"]),
        ("לא מתאים לי בארבע, רק בחמש וחצי", ["17:30"], ["16:00"]),
        ("בארבע לא טוב, בחמש טוב", ["17:00"], ["16:00"]),
        ("חמישי לא, שישי כן", ["2026-11-27"], ["2026-11-26"]),
        ("רק לא בבוקר", [], ["morning"]),
        ("במקום ב-3 אפשר ב-5?", ["17:00"], ["15:00"]),
        ("תעבירי את הפגישה של יום שני ליום רביעי", ["2026-11-25"], ["2026-11-23"]),
        ("תדחה את הפגישה של יום שלישי ב-10 ליום חמישי ב-11", ["2026-11-26 11:00"], ["2026-11-24 10:00"]),
        ("יש לי תור מחר בשמונה בבוקר ואני רוצה להזיז אותו לתשע", ["2026-11-23 09:00"], ["2026-11-23 08:00"]),
        ("לא מחר בעשר, באחת עשרה", ["11:00"], ["2026-11-23 10:00"]),
        ("לא מתאים לי מחר בעשר", [], ["2026-11-23 10:00"]),
        ("במקום מחר בעשר, מחרתיים בתשע", ["2026-11-24 09:00"], ["2026-11-23 10:00"]),
        ("אל תתקשרו אליי מחר בעשר", [], ["2026-11-23 10:00"]),
        ("אל תתקשרו אליי, תקבעו לי מחר בעשר", ["2026-11-23 10:00"], []),
        ("תקבעו לי מחר בעשר, אל תתקשרו אליי", ["2026-11-23 10:00"], []),
        ("אל תתקשרו היום תתקשרו מחר בעשר", ["2026-11-23 10:00"], ["2026-11-22"]),
        ("לא לחזור אליי מחר", [], ["2026-11-23"]),
    ],
)
def test_what_is_ruled_out_is_apart(text: str, kept: list[str], rejected: list[str]) -> None:
    found = reading(text)
    assert [shown(one) for one in found.when] == kept
    assert [shown(one) for one in found.rejected] == rejected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("מחר ב-3, לא בעצם ב-4", ["2026-11-23 16:00"]),
        ("לא, בעצם ב-4", ["16:00"]),
        ("ביום שני, סליחה, יום שלישי ב-5", ["2026-11-24 17:00"]),
        ("בוא נגיד ב-14:00, לא, 14:30", ["14:30"]),
        ("התכוונתי לארבע", ["16:00"]),
        ("להזיז את התור מ-3 ל-5", ["17:00"]),
        ("להקדים את התור משעה 17:00 לשעה 15:30", ["15:30"]),
        ("תעבירי את הפגישה מיום שני ליום רביעי", ["2026-11-25"]),
    ],
)
def test_corrections_and_moves_leave_the_last_word(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "freq", "interval", "weekdays", "hour"),
    [
        ("כל יום ב-7 בבוקר", "daily", 1, (), "07:00"),
        ("כל בוקר בשבע", "daily", 1, (), "07:00"),
        ("כל יום שני ורביעי בשש בערב", "weekly", 1, (1, 3), "18:00"),
        ("בימי ראשון ושלישי ב-17:00", "weekly", 1, (0, 2), "17:00"),
        ("ימים א'-ה' 9:00-17:00", "weekly", 1, (0, 1, 2, 3, 4), "09:00-17:00"),
        ("פעמיים בשבוע, ימי א ו-ד", "weekly", 1, (0, 3), None),
        ("כל שבועיים ביום שלישי", "weekly", 2, (2,), None),
        ("כל שבוע בימים א' ג' ה'", "weekly", 1, (0, 2, 4), None),
        ("ימים א ג ה בשמונה", "weekly", 1, (0, 2, 4), "08:00"),
        ("בימים א, ג, ה", "weekly", 1, (0, 2, 4), None),
        ("כל יום א' ג' ו-ה'", "weekly", 1, (0, 2, 4), None),
        ("בימי ראשון, שלישי, רביעי וחמישי", "weekly", 1, (0, 2, 3, 4), None),
        ("כל יום חוץ משבת", "weekly", 1, (0, 1, 2, 3, 4, 5), None),
        ("כל ראשון לחודש", "monthly", 1, (), None),
        ("פעם בחודש", "monthly", 1, (), None),
        ("אחת לשבוע", "weekly", 1, (), None),
        ("כל חצי שעה", "minutely", 30, (), None),
    ],
)
def test_recurrences(
    text: str, freq: str, interval: int, weekdays: tuple[int, ...], hour: str | None
) -> None:
    found = reading(text)
    assert found.recurrence is not None
    assert (found.recurrence.freq, found.recurrence.interval) == (freq, interval)
    assert found.recurrence.weekdays == weekdays
    if hour is not None:
        assert hour in [shown(one) for one in found.when]


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("מחר בערב", "time"),
        ("בצהריים", "time"),
        ("מתישהו מחר", "time"),
        ("מחר מוקדם", "time"),
        ("אחרי העבודה", "time"),
        ("כמה שיותר מוקדם", "date"),
        ("בקרוב", "date"),
        ("אחרי החגים", "date"),
        ("בעוד כמה ימים", "date"),
        ("באמצע השבוע", "date"),
        ("מחר אני לא יכול", "date"),
        ("מחר ב-3 או ב-4", "which"),
    ],
)
def test_vague_times_are_asked_about_and_get_no_hour_of_their_own(text: str, ask: str) -> None:
    found = reading(text)
    assert ask in found.ask
    if ask != "which":
        assert [one.time for one in found.when] == [None] * len(found.when)


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("יום שני הקרוב, 30.08.2026", "weekday_date"),
        ("יום רביעי ה-19 בנובמבר 2013", "weekday_date"),
        ("מחר, 25.12", "day_date"),
        ("30.2 ב-10", "no_such_date"),
        ("29/02/2027", "no_such_date"),
        ("מחר ב-25:00", "no_such_time"),
        ("היום ב-8 בבוקר", "past"),
        ("קבע פגישה אתמול", "past"),
        ("בשעה 13 בבוקר", "part_of_day"),
        ("מחר בבוקר ב-5 אחה״צ", "part_of_day"),
        ("מחר ב-3 פגישה ב-5", "two_times"),
    ],
)
def test_conflicts_are_voiced_and_asked_about(text: str, conflict: str) -> None:
    found = reading(text)
    assert conflict in found.conflicts
    assert found.ask


@pytest.mark.parametrize("text", ["נולדתי ב-12.3.1985", "אתמול דיברתי איתכם", "הייתי אצלכם לפני חודש"])
def test_telling_of_the_past_is_no_conflict(text: str) -> None:
    assert reading(text).conflicts == ()


@pytest.mark.parametrize("text", speech.without_times())
def test_no_time_is_invented(text: str) -> None:
    found = reading(text)
    assert [one for one in found.when if one.time or one.earliest or one.latest] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("בשעה 9", True), ("מחר ב-3", True), ("עד חמש", True), ("מחר בבוקר", True), ("בעוד שעה", True),
     ("להזמין מתנה בעוד שבועיים", False), ("מחר", False), ("שלום", False)],
)  # fmt: skip
def test_whether_a_time_of_day_was_named(text: str, expected: bool) -> None:
    assert reading(text).mentions_time_of_day is expected
