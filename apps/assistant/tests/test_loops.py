"""When a conversation goes round in circles: pure."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.assistant.loops import LIMITS, LoopReason, LoopTurn, loop_found

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ANSWERS = ["אפשר מחר בעשר או באחת עשרה", "לאיזה יום נוח לך?", "מה השם בבקשה?", "רשמתי, תודה רבה", "מה עוד?"]


def ours(text, seconds_ago):
    return LoopTurn(True, text, NOW - timedelta(seconds=seconds_ago))


def theirs(text, seconds_ago):
    return LoopTurn(False, text, NOW - timedelta(seconds=seconds_ago))


def found(turns, spent=0):
    loop = loop_found(turns, now=NOW, spent_micro_usd=spent)
    return loop and (loop.reason, loop.facts)


def test_a_conversation_that_goes_on_is_left_alone():
    asked = ["היי", "אני רוצה תור", "דנה", "מחר", "בעשר"]
    turns = []
    for place, (question, answer) in enumerate(zip(asked, ANSWERS, strict=True)):
        turns += [theirs(question, 600 - place * 60), ours(answer, 590 - place * 60)]

    assert found([*turns, theirs("כן", 1)], spent=20_000) is None
    assert found([]) is None


def test_the_same_answer_three_times_is_a_circle():
    turns = [ours("לא הבנתי, אפשר לחזור?", 90), theirs("תור", 60), ours("לא הבנתי. אפשר לחזור", 50)]
    assert found(turns) is None
    assert found([*turns, theirs("תור למחר", 30), ours("לא הבנתי, אפשר לחזור?", 20)]) == (
        LoopReason.REPEATED_ANSWERS,
        {"answers": 3},
    )


@pytest.mark.parametrize("text", ["זוהי הודעה אוטומטית, נחזור אליכם", "This is an automated message"])
def test_an_answering_machine_is_not_talked_to(text):
    assert found([theirs(text, 60), ours("שלום", 55)]) is None
    assert found([theirs(text, 60), ours("שלום", 55), theirs(text, 50)]) == (
        LoopReason.BOT_TO_BOT,
        {"automatic_messages": 2},
    )


def test_who_writes_the_same_again_and_again_is_a_machine_but_a_yes_is_a_yes():
    same = [theirs("הצוות שלנו שמח לעזור לכולם", 100 - 20 * place) for place in range(4)]
    assert found(same) == (LoopReason.BOT_TO_BOT, {"same_messages": 4})
    assert found([theirs("כן", 100 - 20 * place) for place in range(4)]) is None


@pytest.mark.parametrize(
    "text",
    [
        "הודעה זו נשלחה באופן אוטומטי, אין להשיב אליה",
        "פנייתך מספר 1234 התקבלה ותטופל בהקדם",
        "תודה שפניתם אלינו",
        "תודה על פנייתך, נחזור אליך בהקדם",
        "לשירות הקישו 1, למכירות הקישו 2",
        "Your ticket has been created. Please do not reply",
        "Thank you for contacting us, we will get back to you",
    ],
)
def test_machines_have_their_own_words(text):
    turns = [theirs(text, 60), ours("שלום", 55), theirs(text, 50)]
    assert found(turns) == (LoopReason.BOT_TO_BOT, {"automatic_messages": 2})


@pytest.mark.parametrize(
    "text",
    ["תודה רבה על התשובה", "אחזור אליכם מחר", "לא ענו להודעה שלי", "הפגישה שלי התקבלה?", "אל תענו לי עכשיו"],
)
def test_people_have_theirs(text):
    turns = [theirs(text, 60), ours("שלום", 55), theirs(text, 50)]
    assert found(turns) is None


def in_turn(said, answered, rounds):
    turns = []
    for place in range(rounds):
        ago = 10 * (rounds - place)
        turns += [
            theirs(said[place % len(said)].format(place), ago),
            ours(answered[place % len(answered)].format(place), ago - 4),
        ]
    return turns


MENU = ["אנא בחרו מחלקה מהרשימה", "לא זיהינו את הבחירה שלכם", "שעות הפעילות שלנו בין תשע לחמש"]


@pytest.mark.parametrize(
    ("said", "kinds"),
    [(MENU[:2], 2), (MENU, 3), (["הקריאה שמספרה {0} נפתחה במוקד השירות"], 1)],
)
def test_a_machine_that_says_the_same_few_things_in_turn_is_found(said, kinds):
    assert found(in_turn(said, ANSWERS, 7)) is None
    assert found(in_turn(said, ANSWERS, 8)) == (
        LoopReason.BOT_TO_BOT,
        {"messages": 8, "different": kinds},
    )


def test_short_words_and_what_was_said_over_days_are_no_circle():
    assert found(in_turn(["כן", "לא תודה"], ANSWERS, 12)) is None
    asked = ["אפשר לקבוע תור למחר בבוקר", "אני רוצה לבטל את התור"]
    assert found([theirs(asked[place % 2], 43_200 * place) for place in range(10, 0, -1)]) is None


def test_two_answers_in_turn_are_a_circle_too():
    said = [f"{word} אני צריכה לדעת {word}" for word in ("מחיר", "חניה", "כתובת", "שעות", "טיפול", "צבע")]
    answered = ["שלום! איך אפשר לעזור?", "לא הבנתי, אפשר לנסח שוב?"]
    assert found(in_turn(said, answered, 6)) == (
        LoopReason.REPEATED_ANSWERS,
        {"answers": 6, "different": 2},
    )
    assert found(in_turn(said, answered, 5)) is None


def test_nobody_answers_within_seconds_time_after_time():
    turns = []
    for place in range(6):
        turns += [ours(ANSWERS[place % 5], 100 - 10 * place), theirs(f"מילים {place} אחרות", 98 - 10 * place)]
    assert found(turns) == (LoopReason.BOT_TO_BOT, {"quick_replies": 6, "seconds": 3})
    assert found(turns[2:]) is None


def test_a_storm_is_counted_within_a_minute():
    assert found([theirs(f"הודעה מספר {place}", 59 - place) for place in range(15)]) == (
        LoopReason.MESSAGE_STORM,
        {"messages": 15, "seconds": 60},
    )
    assert found([theirs(f"הודעה מספר {place}", 59 - place) for place in range(14)]) is None


def test_a_conversation_has_a_budget():
    assert found([theirs("שלום", 5)], spent=LIMITS.budget_micro_usd) == (
        LoopReason.BUDGET_SPENT,
        {"micro_usd": 500_000, "answers": 0},
    )
    many = [ours(f"תשובה {place} {ANSWERS[place % 5]}", 3600 - place) for place in range(80)]
    assert found(many) == (LoopReason.BUDGET_SPENT, {"micro_usd": 0, "answers": 80})


@given(
    st.lists(
        st.builds(
            LoopTurn,
            st.booleans(),
            st.text(max_size=20),
            st.integers(0, 100_000).map(lambda ago: NOW - timedelta(seconds=ago)),
        ),
        max_size=40,
    )
)
def test_any_conversation_is_judged(turns):
    ordered = sorted(turns, key=lambda turn: turn.at)

    assert loop_found(ordered, now=NOW, spent_micro_usd=0) == loop_found(ordered, now=NOW, spent_micro_usd=0)
