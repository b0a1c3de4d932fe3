import pytest

from apps.hebrew.noise import Segment, is_phantom


@pytest.mark.parametrize(
    "segment",
    [
        Segment("Thank you for watching", 0.1, -0.3, 1.2),
        Segment("תודה שצפיתם!"),
        Segment("[מוזיקה]"),
        Segment("♪♪♪"),
        Segment("[תרגום: מיכל]"),
        Segment('תורגם ע"י: דנה'),
        Segment("משהו", 0.9, -1.5, 1.2),
        Segment("תודה רבה.", 0.45, -0.4, 1.2),
        Segment("תודה תודה תודה תודה תודה תודה", 0.1, -0.3, 3.1),
        Segment("אאאאאאאאאאאאאאאא", 0.7, -0.1, 15.0),
        Segment("אני רוצה תור " * 8, 0.7, -0.1, 8.0),
        Segment("謝謝觀看"),
        Segment("..."),
        Segment(""),
    ],
)
def test_nobody_said_this(segment: Segment) -> None:
    assert is_phantom(segment)


@pytest.mark.parametrize(
    "segment",
    [
        Segment("תודה רבה.", 0.05, -0.35, 1.2),
        Segment("תודה"),
        Segment("כן", 0.5, -0.5, 1.0),
        Segment("לא", 0.5, -0.5, 1.0),
        Segment("משהו", 0.9, -0.2, 1.2),
        Segment("משהו", 0.3, -1.5, 1.2),
        Segment("כן כן כן כן כן כן כן"),
        Segment("הלו הלו הלו הלו הלו הלו"),
        Segment("חמש חמש חמש חמש חמש חמש חמש", 0.05, -0.2, 3.0),
        Segment("אפס חמש שתיים שתיים שתיים שתיים שתיים שתיים שתיים שתיים", 0.1, -0.2, 2.6),
        Segment("המסמך תורגם על ידי נוטריון"),
        Segment("הפקה של הצגה בבית הספר"),
        Segment("אתם עושים תרגום של מסמכים?"),
        Segment("Thank you, I would like an appointment"),
        Segment("Здравствуйте, можно записаться на завтра?"),
        Segment("مرحبا، أريد موعدا"),
        Segment("אני רוצה תור ליום שלישי בבקשה, תור ליום שלישי בבוקר", 0.2, -0.4, 1.6),
    ],
)
def test_what_people_say_stays(segment: Segment) -> None:
    assert not is_phantom(segment)
