"""Which meeting was agreed on: the model says, the words decide."""

from datetime import date

import pytest

from apps.assistant.guards.evidence import Known
from apps.assistant.tests.talks import heard, intent
from apps.assistant.understanding.agreed import Agreed, Diary, agreed_meeting
from apps.assistant.understanding.answers import FieldHeard, TurnIntent
from apps.assistant.understanding.evident import Evident, fields_evident
from apps.assistant.understanding.telling import MOST_TURNS, Said, transcript
from apps.scheduling.tests.moments import JERUSALEM, NOW, at

KNOWN = Known(now=NOW, zone=JERUSALEM)
TUESDAY_TEN = at(date(2026, 11, 24), 10).replace(tzinfo=None)
NOTHING = Diary()
OFFER = ("ai", "יש לי פנוי ביום שלישי בעשר בבוקר. מתאים?")
YES = ("customer", "כן, מצוין")


def turns_of(*said):
    return [Said(f"item_{place}", author, text) for place, (author, text) in enumerate(said)]


def agreed(said, *intents, diary=NOTHING):
    given = [TurnIntent.model_validate(each) for each in intents]
    return agreed_meeting(turns_of(*said), given, known=KNOWN, diary=diary)


def on(turn, date="2026-11-24", time="10:00", **more):
    return intent(turn, date=date, time=time, **more)


def test_a_yes_to_an_offered_time_is_that_time():
    assert agreed((OFFER, YES), on(2)) == Agreed("item_1", TUESDAY_TEN, 90)


def test_a_day_and_an_hour_of_two_turns_are_one_time():
    said = (("customer", "אפשר ביום שלישי?"), ("ai", "באיזו שעה?"), ("customer", "בעשר"), ("ai", "סגור"))
    assert agreed(said, on(3)).starts_at == TUESDAY_TEN


def test_of_two_offers_it_is_the_one_that_was_chosen():
    offers = ("ai", "יש יום שני בתשע בבוקר או יום שלישי בעשר בבוקר")
    assert agreed((offers, ("customer", "השני")), on(2)).starts_at == TUESDAY_TEN


def test_without_the_model_s_time_the_only_one_that_was_named():
    assert agreed((OFFER, YES), intent(2)).starts_at == TUESDAY_TEN


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("2026-11-25", "10:00"),
        ("2026-11-24", "11:00"),
        ("מחר", "בעשר"),
        ("2026-11-24", None),
        (None, "10:00"),
    ],
)
def test_a_time_nobody_said_is_left_open_for_the_staff(day, clock):
    assert agreed((OFFER, YES), on(2, day, clock)) == Agreed("item_1", None, 90)


def test_a_time_that_was_given_up_for_a_later_one_is_not_it():
    said = (("customer", "אפשר ביום שני בתשע בבוקר?"), OFFER, YES)
    assert agreed(said, on(3, "2026-11-23", "09:00")).starts_at is None


@pytest.mark.parametrize(
    "intents",
    [
        (),
        (intent(2, "ask", date="2026-11-24", time="10:00"),),
        (on(2, confidence=49),),
        (on(1),),
        (on(7),),
        (on(0),),
    ],
)
def test_no_agreement_is_none(intents):
    assert agreed((OFFER, YES), *intents) is None


@pytest.mark.parametrize(
    "answer",
    ["לא, לא מתאים לי", "כן... רגע, לא", "אולי, אני אחשוב", "כן אבל לא היום", "כן, שיניתי את דעתי", "כן?"],
)
def test_a_no_or_a_half_yes_is_no_agreement_whatever_the_model_says(answer):
    assert agreed((OFFER, ("customer", answer)), on(2)) is None


def test_what_stands_in_the_diary_wins():
    assert agreed((OFFER, YES), on(2), diary=Diary(starts={TUESDAY_TEN})) is None
    assert agreed((OFFER, YES), on(2, None, "x"), diary=Diary(has_booked=True)) is None
    assert agreed((OFFER, YES), on(2, None, "x"), diary=Diary(has_upcoming=True)) is None


def test_a_second_time_beside_a_booking_is_told():
    known = Diary(starts={at(date(2026, 11, 25), 9).replace(tzinfo=None)}, has_booked=True, has_upcoming=True)
    assert agreed((OFFER, YES), on(2), diary=known).starts_at == TUESDAY_TEN


def test_a_time_that_is_over_is_no_proposal():
    offer = ("ai", "היית אצלנו ב-15.11.2026 בשעה 10:00")
    assert agreed((offer, YES), on(2, "2026-11-15")) is None


def test_details_stand_word_for_word_in_the_customer_s_own_turn():
    turns = turns_of(("ai", "מדבר נועם מחיפה"), ("customer", "קוראים לי דנה כהן, אני מחולון"))
    given = [
        heard("name", "דנה כהן", 2),
        heard("city", "חולון", 2),
        heard("service_wanted", "החלקה", 2),
        heard("email", "dana@example.com", 2),
    ]
    found = fields_evident([FieldHeard.model_validate(each) for each in given], turns)
    assert found == [Evident("name", "דנה כהן", "item_1", 90), Evident("city", "חולון", "item_1", 90)]


@pytest.mark.parametrize(
    "given",
    [heard("name", "נועם", 1), heard("name", "דנה", 2, 59), heard("name", "דנה", 9), heard("name", " ", 2)],
)
def test_what_somebody_else_said_or_nobody_is_surely_sure_of_is_no_detail(given):
    turns = turns_of(("ai", "מדבר נועם"), ("customer", "קוראים לי דנה"))
    assert fields_evident([FieldHeard.model_validate(given)], turns) == []


def test_the_last_that_was_said_counts_and_no_surer_than_it_was_heard():
    turns = [Said("a", "customer", "אני דנה", 80), Said("b", "customer", "סליחה, דינה", 55)]
    given = [FieldHeard.model_validate(heard("name", name, turn)) for turn, name in ((2, "דינה"), (1, "דנה"))]
    assert fields_evident(given, turns) == [Evident("name", "דינה", "b", 55)]


def test_an_address_stands_there_as_it_is_written():
    turns = turns_of(("customer", "המייל שלי Dana@Example.com תודה"))
    given = [FieldHeard.model_validate(heard("email", "dana@example.com", 1))]
    assert [each.value for each in fields_evident(given, turns)] == ["dana@example.com"]


def test_of_a_very_long_conversation_the_end_is_told_with_its_numbers():
    lines = transcript(turns_of(*[("customer", "כן")] * (MOST_TURNS + 2))).splitlines()
    assert lines[1] == '{"turns_left_out": 2}'
    assert lines[2].startswith('{"turn": 3,')
    assert len(lines) == MOST_TURNS + 3
