"""What is a goodbye, and what only sounds so: whoever has not surely parted is asked before the end."""

import pytest

from apps.telephony.media.leave_taking import answers_goodbye, is_goodbye, takes_leave, wants_no_more
from apps.telephony.media.parting import have_parted
from apps.telephony.media.transcript import ASSISTANT, CALLER, Item

GOODBYES = [
    "ביי",
    "ביי ביי!",
    "להתראות.",
    "להתראות, יום טוב",
    "תודה ולהתראות",
    "תודה, ולהתראות!",
    "תודה רבה לך, להתראות ושבת שלום.",
    "יום נעים ולהתראות",
    "המשך יום טוב!",
    "שיהיה לך ערב נעים.",
    "שיהיה לכם המשך שבוע מצוין.",
    "תודה שהתקשרת, להתראות ויום נעים.",
    "תודה שהתקשרתם. להתראות.",
    "קבעתי לך תור. תודה ולהתראות!",
    "קבעתי לך תור ליום שלישי בעשר, תודה ולהתראות.",
    "אם תצטרכו משהו, אנחנו כאן. להתראות.",
    "אנחנו סגורים בשבת ובערב יום טוב. יום נעים ולהתראות.",
    "תודה רינה, להתראות!",
    "להתראות רינה.",
    "בשמחה, להתראות. תודה!",
    "לילה טוב ולהתראות",
    "חג שמח, ביי",
    "כל טוב!",
    "תודה רבה – להתראות",
    "תּוֹדָה וּלְהִתְרָאוֹת",
]
NO_GOODBYES = [
    "",
    "!",
    "אנחנו פתוחים כל יום עד שש. סגורים בשבת ובערב יום טוב.",
    "אנחנו סגורים בשבת, יום טוב.",
    "ערב טוב רינה, בשמחה, אני מקשיבה.",
    "ערב טוב.",
    "ערב טוב רינה.",
    "יום טוב",
    "שבת שלום!",
    "חג שמח, תודה.",
    "לילה טוב",
    "שלום, תודה.",
    "הגעתם למספרה, יום טוב",
    "רגע לפני שנגיד להתראות, תגידו לי בבקשה את מספר הטלפון.",
    "לפני שניפרד, תודה ולהתראות",
    "רק רגע, להתראות",
    "תודה ולהתראות. רגע, מצאתי עוד שעה.",
    "תגידו לי רק את השם, תודה ולהתראות.",
    "קבעתי לך, נשמח להתראות ביום שלישי בעשר.",
    "התור נקבע ליום שלישי בעשר.",
    "נשמח לראותכם, להתראות. יש עוד משהו?",
    "יש עוד משהו? אם לא, תודה ולהתראות.",
    "אם אין שאלות נוספות, תודה ולהתראות.",
    "להתראות זו לא מילה שאנחנו אוהבים כאן",
    'הסיסמה היא "להתראות".',
    "השם של החנות הוא ביי ביי",
    "יש לנו מבצע ליום נעים במיוחד בגינה.",
    "יום נעים לטיול.. פתוח לנו עד שש.",
    "לא אומרים ביי",
    "ביישנים מוזמנים",
    "תודה ולהתראות, ובינתיים אני בודקת לך",
    "תודה רבה.",
]


@pytest.mark.parametrize("text", GOODBYES)
def test_a_closing_that_is_all_leave_taking_is_a_goodbye(text: str) -> None:
    assert is_goodbye(text, to_a_farewell=False)


@pytest.mark.parametrize("text", NO_GOODBYES)
def test_what_only_holds_such_words_is_none(text: str) -> None:
    assert not is_goodbye(text, to_a_farewell=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("שבת שלום!", True),
        ("בשמחה, ערב טוב.", True),
        ("יום טוב רינה", True),
        ("סגורים בשבת ובערב יום טוב.", False),
        ("ערב טוב רינה, בשמחה, אני מקשיבה.", False),
        ("שבת שלום, יש עוד משהו?", False),
        ("תודה רבה.", False),
    ],
)
def test_a_greeting_that_answers_a_farewell_is_one_too(text: str, expected: bool) -> None:
    assert is_goodbye(text, to_a_farewell=True) is expected


@pytest.mark.parametrize(
    ("text", "no_more", "agrees", "leaves"),
    [
        ("תודה", True, True, False),
        ("זה הכול, תודה", True, True, False),
        ("לא תודה זה הכל להתראות", True, True, True),
        ("ביי ויום טוב", True, True, True),
        ("לא", True, False, False),
        ("תודה, גם לך!", True, True, False),
        ("אוקיי", False, True, False),
        ("גם לכם, שבת שלום", False, True, False),
        ("ערב טוב", False, True, False),
        ("כן", False, False, False),
        ("שלום?", False, False, False),
        ("תודה?", False, False, False),
        ("", False, False, False),
        ("כן, תקבעו לי", False, False, False),
        ("היי, שלום", False, False, False),
        ("תודה, רגע", False, False, False),
        ("לא, מחר", False, False, False),
        ("ביי ביי זה השם של הקניון", False, False, False),
        ("[הוקש במקלדת הטלפון: 05]", False, False, False),
    ],
)
def test_what_a_caller_means(text: str, no_more: bool, agrees: bool, leaves: bool) -> None:
    assert (wants_no_more(text), answers_goodbye(text), takes_leave(text)) == (no_more, agrees, leaves)


def talk(*said: str) -> list[Item]:
    """Turns: the caller's begin with a dash."""
    return [
        Item(str(place), CALLER if text[0] == "-" else ASSISTANT, place, 0.0, text=text.removeprefix("-"))
        for place, text in enumerate(said, start=1)
    ]


@pytest.mark.parametrize(
    ("said", "fulfilled_at", "expected"),
    [
        (("שלום", "-זה הכול", "תודה ולהתראות"), 0, True),
        (("שלום", "-זה הכול", "-תודה", "תודה ולהתראות"), 0, True),
        (("שלום", "-תקבעו לי תור", "-תודה", "תודה ולהתראות"), 0, False),
        (("שלום", "-תקבעו לי תור", "-תודה", "רגע, קובעת.", "קבעתי. תודה ולהתראות"), 2, True),
        (("שלום", "-מתי פתוח?", "עד שש. תודה ולהתראות"), 0, False),
        (("שלום", "-מתי פתוח?", "עד שש. תודה ולהתראות", "-תודה"), 0, True),
        (("שלום", "-מתי פתוח?", "עד שש. תודה ולהתראות", "-תודה", "-רגע"), 0, False),
        (("שלום", "-מתי פתוח?", "עד שש. תודה ולהתראות", "-כן"), 0, False),
        (("שלום", "-תודה", "תודה ולהתראות", "-רגע"), 0, False),
        (("שלום", "-כן, תקבעו לי", "קבעתי. תודה ולהתראות"), 2, True),
        (("שלום", "-כן, תקבעו לי", "קבעתי. עוד משהו?", "-מה הכתובת", "הרצל. להתראות"), 2, False),
        (("שלום", "-תודה ביי", "יום טוב"), 0, True),
        (("שלום", "-תודה", "יום טוב"), 0, False),
        (("שלום ולהתראות",), 0, False),
        ((), 0, False),
    ],
)
def test_it_takes_two_to_part(said: tuple[str, ...], fulfilled_at: int, expected: bool) -> None:
    assert have_parted(talk(*said), fulfilled_at=fulfilled_at) is expected


def test_a_goodbye_that_was_cut_off_parts_nobody() -> None:
    items = talk("שלום", "-זה הכול", "תודה ולהתראות", "-ביי")
    items[2].is_cut = True
    assert not have_parted(items, fulfilled_at=0)
