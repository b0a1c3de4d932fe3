import pytest

from apps.crm.custom_values import Definition, custom_cleaned
from apps.crm.services.details import details_cleaned
from apps.crm.texts import line_kept, text_kept, word_kept

INVISIBLE = [
    "\u200f\u202e\u200b",
    "\u3164",
    "\u2800\u115f",
    "\ufe0f",
    "\u034f",
    "\u05b8",
    "\x07\x1b",
    "\u00ad",
]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  דנה ", "דנה"),
        ("ד\u200bנ\ufeffה", "דנה"),
        ("ד\x07נ\x9fה", "דנה"),
        ("דנה\x0bכהן\x85לוי", "דנה כהן לוי"),
        ("שורה\n\tאחרת", "שורה\n\tאחרת"),
        ("דנה \u200eR&D\u200e כהן", "דנה \u200eR&D\u200e כהן"),
        ("👩‍🦰", "👩‍🦰"),
        ("שָׁלוֹם", "שָׁלוֹם"),
        *((sign, "") for sign in INVISIBLE),
    ],
)
def test_what_is_kept_of_a_text(typed, kept):
    assert text_kept(typed) == kept


def test_a_line_has_no_breaks_and_a_word_no_direction():
    assert line_kept(" א\n\tב\u200b ") == "א ב"
    assert word_kept("\u200fVIP\u200e \u202bזהב\u202c") == "VIP זהב"


def test_tags_that_look_alike_are_one():
    assert details_cleaned({"tags": ["VIP", "V\u200bIP", "\u200fVIP", "V\x07IP"]}) == {"tags": ["VIP"]}


@pytest.mark.parametrize("sign", INVISIBLE)
def test_an_own_text_of_nothing_that_shows_is_empty(sign):
    fields = {"about": Definition("text")}

    assert custom_cleaned(fields, {"about": sign}) == {"about": None}
    assert custom_cleaned(fields, {"about": " מו\u200bכן\x07 "}) == {"about": "מוכן"}
