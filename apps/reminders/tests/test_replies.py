"""A wrong yes or no moves a meeting, so only what is understood whole counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.reminders.replies import Meaning, days_named, meaning_of

YES = [
    "כן",
    "כן!",
    "כןןן",
    "1",
    "1.",
    "1 תודה",
    "כן 👍🏽",
    "👍",
    "כן, מגיעה",
    "כן מגיעים",
    "מאשרת תודה",
    "אני מאשר הגעה",
    "אגיע בזמן",
    "בסדר גמור, תודה רבה 🙏",
    "אגיע מחר",
    "אני מגיעה מחר",
    "מחר אני מגיע",
    "כן, אגיע לתור מחר",
    "אגיע בע״ה",
    'אגיע בע"ה',
    "בעזרת ה' נגיע",
    "אגיע אי״ה מחר",
    "מאושר",
    "מאושר, תודה",
    "התור מאושר",
    "הפגישה מאושרת",
    "I'll be there tomorrow",
    "YES",
    "ok, I'm coming",
    "Yes please",
    "y",
]
NO = [
    "לא",
    "לאאא",
    "לא, תודה",
    "2",
    "2 תודה",
    "👎",
    "לבטל בבקשה",
    "נא לבטל את התור",
    "אני רוצה לבטל את הפגישה שלי",
    "תבטלו",
    "ביטול תור",
    "לבטל תור",
    "לבטל פגישה",
    "לבטל את התור של מחר",
    "אבקש לבטל",
    "נבקש לבטל את הפגישה",
    "בטלי לי את התור",
    "תבטלו לנו את התור בבקשה",
    "מחר לא אוכל להגיע",
    "לא אגיע",
    "אני לא מגיעה מחר",
    "לא, אני לא מגיע",
    "שלום, לצערי לא אוכל להגיע",
    "Cancel",
    "please cancel my appointment",
    "no, I can’t make it",
    "לא אוכל",
    "לצערי לא אוכל מחר",
    "אני לא יכולה היום, סליחה",
    "N",
]
OUT = [
    "הסר",
    "STOP",
    "stop!",
    "הסר אותי",
    "הסר אותי מהרשימה",
    "נא להסיר אותי מרשימת התפוצה",
    "שלום, תסירו אותי מהרשימה שלכם בבקשה",
    "אבקש להסיר את המספר שלי",
    "הסרה מרשימת הדיוור",
    "אל תשלחו לי יותר הודעות",
    "תפסיקו לשלוח לי הודעות",
    "לא לשלוח תזכורות יותר",
    "Stop please",
    "please stop",
    "stop sending me messages",
    "stop texting me",
    "Unsubscribe",
    "opt-out",
    "remove me from your list",
]
UNCLEAR = [
    "",
    "תודה רבה",
    "אל תבטלו",
    "לא לבטל!",
    "לא תבטלו",
    "don't cancel",
    "don’t cancel",
    "do not cancel",
    "no don't cancel",
    "אנחנו 2 אנשים",
    "הבן שלי לא מגיע אבל אני מגיע",
    "מתי אפשר לבטל עד",
    "הקישור לא עובד",
    "נפגש ב 2",
    "לא רואה את הקישור",
    "לא צריך תזכורת",
    "טעות במספר",
    "כמה עולה ביטול",
    "תעבירו ל 1 בחודש",
    "not sure",
    "שלחו לי אישור",
    "מגיע רק אם יש חניה",
    "לא אגיע בזמן",
    "לא היום",
    # Another time may suit: that is for people to ask.
    "לא מתאים לי",
    "לא מסתדר לי מחר",
    "לא אוכל לדבר",
    "לא אוכל בשעה הזאת",
    "לא יכול לפתוח את הקישור",
    "הסר אותי מהתור",
    "הסר אותי, אגיע",
    "אל תשלחו לי",
    "אל תפסיקו לשלוח לי הודעות",
    "אל תסירו אותי",
    "לא להסיר",
    "don't stop",
    "stop by at 5",
    "שלחו לי הודעות",
    "לא מאושר",
    "התור לא מאושר",
    "מאושר?",
    "לא לבטל תור",
    "לא אבקש לבטל",
    "אל תבטלי לי את התור",
    "אל תבטלו תור",
    "אבקש לא לבטל",
    "איך לבטל תור",
    "לבטל תור ולקבוע אחר",
    "אגיע מחרתיים",
    "אגיע מחר ב 5",
    'לא אגיע בע"ה בזמן',
    "בעזרת השם",
    "see you tomorrow at 5",
    "לא מגיע היום, אגיע מחר",
    "אפשר לדחות ליום חמישי?",
    "אולי אגיע",
    "אפשר לבטל?",
    "כן?",
    "מגיע או לבטל",
    "כן, לא",
    "לא, מגיע",
    "איפה אתם נמצאים",
    "2.2",
    "1,1",
    "2/2",
    "1 2",
    "1, 1",
    "2 ₪",
    "-2",
    "2:00",
    "👍👎",
    "לא 👍",
    "כן 🤔",
]


@pytest.mark.parametrize("text", YES)
def test_a_plain_yes_confirms(text) -> None:
    assert meaning_of(text) == Meaning.CONFIRM


@pytest.mark.parametrize("text", NO)
def test_a_plain_no_cancels(text) -> None:
    assert meaning_of(text) == Meaning.CANCEL


@pytest.mark.parametrize("text", UNCLEAR)
def test_whatever_says_more_or_less_is_left_to_people(text) -> None:
    assert meaning_of(text) == Meaning.UNCLEAR


@pytest.mark.parametrize("text", OUT)
def test_who_wants_no_messages_is_understood(text) -> None:
    assert meaning_of(text) == Meaning.OPT_OUT


@pytest.mark.parametrize("text", ["start", "START!", "חדש", "התחל."])
def test_who_wants_them_again_is_understood(text) -> None:
    assert meaning_of(text) == Meaning.OPT_IN


@pytest.mark.parametrize("mark", ["?", " ?", "?!", "؟", "？", "? תודה"])
@pytest.mark.parametrize("text", ["stop", "הסר", "end", "quit", "stopall", "start", "unstop", "חדש", "התחל"])
def test_a_question_says_nothing_about_messages(text, mark) -> None:
    assert meaning_of(text + mark) == Meaning.UNCLEAR


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("אגיע", set()),
        ("אגיע מחר", {1}),
        ("אני לא מגיע היום", {0}),
        ("לבטל את התור של מחר", {1}),
        ("ביטול להיום", {0}),
        ("coming today, see you tomorrow", {0, 1}),
    ],
)
def test_the_days_of_which_an_answer_speaks_are_known(text, days) -> None:
    assert days_named(text) == days
    assert meaning_of(text) != Meaning.UNCLEAR


STRANGE = [
    "חניה",
    "אמא",
    "מתי",
    "רק",
    "אל",
    "בלי",
    "אולי",
    "3",
    "12",
    "parking",
    "maybe",
    "don't",
    "not",
    "if",
]


@given(st.sampled_from(YES + NO + OUT), st.sampled_from(STRANGE), st.integers(0, 8))
def test_one_word_that_is_not_known_makes_any_answer_unclear(answer, word, place) -> None:
    said = answer.split()
    text = " ".join([*said[:place], word, *said[place:]])
    assert meaning_of(text) == Meaning.UNCLEAR
