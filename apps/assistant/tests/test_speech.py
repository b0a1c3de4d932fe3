from datetime import date, datetime, time

import pytest

from apps.assistant.sentences import (
    alternatives_said,
    booked_said,
    free_said,
    not_free_said,
    refused_said,
    spread,
)
from apps.assistant.speech import date_said, day_said, hour_said
from apps.scheduling.slots import DayState, Refusal
from apps.scheduling.tests.moments import JERUSALEM, MONDAY, SATURDAY, SUNDAY, at


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (9, 0, "תשע בבוקר"),
        (9, 30, "תשע וחצי בבוקר"),
        (10, 15, "עשר ורבע בבוקר"),
        (10, 45, "עשר וארבעים וחמש דקות בבוקר"),
        (11, 5, "אחת עשרה וחמש דקות בבוקר"),
        (12, 0, "שתים עשרה בצהריים"),
        (13, 0, "אחת אחר הצהריים"),
        (14, 20, "שתיים ועשרים דקות אחר הצהריים"),
        (17, 0, "חמש בערב"),
        (20, 1, "שמונה ודקה בערב"),
        (21, 0, "תשע בלילה"),
        (0, 0, "שתים עשרה בלילה"),
        (4, 50, "ארבע וחמישים דקות בלילה"),
        (5, 0, "חמש בבוקר"),
    ],
)
def test_an_hour_is_said_as_people_say_it(hour, minute, said):
    assert hour_said(datetime.combine(MONDAY, time(hour, minute), tzinfo=JERUSALEM)) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 22), "יום ראשון, עשרים ושניים בנובמבר"),
        (date(2026, 11, 28), "שבת, עשרים ושמונה בנובמבר"),
        (date(2027, 1, 1), "יום שישי, אחד בינואר"),
        (date(2027, 3, 30), "יום שלישי, שלושים במרץ"),
        (date(2027, 8, 19), "יום חמישי, תשעה עשר באוגוסט"),
        (date(2027, 12, 31), "יום שישי, שלושים ואחד בדצמבר"),
    ],
)
def test_a_date_is_said_with_its_weekday(day, said):
    assert date_said(day) == said


def test_near_days_are_said_as_such():
    assert day_said(SUNDAY, today=SUNDAY) == "היום, יום ראשון, עשרים ושניים בנובמבר"
    assert day_said(MONDAY, today=SUNDAY) == "מחר, יום שני, עשרים ושלושה בנובמבר"
    assert day_said(SATURDAY, today=SUNDAY) == "שבת, עשרים ושמונה בנובמבר"


def test_every_minute_of_a_day_can_be_said():
    for minute in range(24 * 60):
        said = hour_said(datetime.combine(MONDAY, time(*divmod(minute, 60)), tzinfo=JERUSALEM))
        assert not any(character.isdigit() for character in said)


def test_at_most_three_hours_are_offered_and_they_are_far_apart():
    hours = [at(MONDAY, hour) for hour in range(9, 18)]

    assert [start.hour for start in spread(hours)] == [9, 13, 17]
    assert spread(hours[:2]) == hours[:2]
    assert free_said(MONDAY, hours, today=SUNDAY) == (
        "מחר, יום שני, עשרים ושלושה בנובמבר, פנוי בתשע בבוקר, באחת אחר הצהריים או בחמש בערב."
    )
    assert free_said(MONDAY, hours[:1], today=SUNDAY).endswith("פנוי בתשע בבוקר.")


def test_alternatives_name_each_day_once():
    said = alternatives_said([at(SUNDAY, 17), at(SUNDAY, 17, 30), at(MONDAY, 9)])

    assert said == (
        "הכי קרוב שפנוי: יום ראשון, עשרים ושניים בנובמבר, בחמש בערב או בחמש וחצי בערב, "
        "או יום שני, עשרים ושלושה בנובמבר, בתשע בבוקר."
    )


def test_a_closed_day_is_said_with_what_is_near():
    said = not_free_said(SATURDAY, DayState.CLOSED, [at(MONDAY, 9)], today=SUNDAY)

    assert said == (
        "שבת, עשרים ושמונה בנובמבר, אין קבלת פגישות. "
        "הכי קרוב שפנוי: יום שני, עשרים ושלושה בנובמבר, בתשע בבוקר."
    )


def test_a_diary_with_nothing_free_offers_a_call_back():
    assert refused_said(Refusal.SLOT_TAKEN, []) == (
        "המועד הזה תפוס. כרגע אין מועדים פנויים ביומן. אפשר להשאיר פרטים ויחזרו אליכם."
    )


def test_only_a_confirmed_booking_is_called_one():
    assert booked_said(at(MONDAY, 9, 30), needs_approval=False) == (
        "קבעתי פגישה ליום שני, עשרים ושלושה בנובמבר, בשעה תשע וחצי בבוקר."
    )
    assert "קבעתי" not in booked_said(at(MONDAY, 9, 30), needs_approval=True)


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_words(refusal):
    assert refused_said(refusal, [at(MONDAY, 9)]).endswith("בתשע בבוקר.")


@pytest.mark.parametrize("state", [state for state in DayState if state != DayState.AVAILABLE])
def test_every_kind_of_day_has_words(state):
    assert not_free_said(MONDAY, state, [], today=SUNDAY).startswith("מחר, יום שני")
