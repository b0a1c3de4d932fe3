"""Names and yes or no."""

import pytest

from apps.hebrew.names import read_names
from apps.hebrew.yes_no import read_reply, read_yes_no


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("קוראים לי רונית", "רונית"),
        ("כן, השם שלי משה", "משה"),
        ("השם שלי הוא משה כהן", "משה כהן"),
        ("שמי אבי בן דוד", "אבי בן דוד"),
        ("מדבר יוסי לוי", "יוסי לוי"),
        ("שלום, מדברת שרה מחברת החשמל", "שרה"),
        ("אני דנה מרמת גן", "דנה"),
        ("אני נועה לוי ואני רוצה תור", "נועה לוי"),
        ("דני מדבר", "דני"),
        ("תרשמי אותי בשם מיכל אברהמי", "מיכל אברהמי"),
        ("שם: דוד כהן", "דוד כהן"),
        ("השם שלי ליאור בר", "ליאור בר"),
        ("על השם של תמר שגיא", "תמר שגיא"),
        ("מדברת רבקה כהן לוי", "רבקה כהן לוי"),
        ("קוראים לי בן שמעון", "בן שמעון"),
        ("שמי שלום כהן", "שלום כהן"),
        ("אני ג'ני", "ג'ני"),
        ("my name is John Smith", "John Smith"),
        ('שמי ד"ר אורי גולן', "אורי גולן"),
        ("מדברת עו״ד רונית כהן", "רונית כהן"),
        ("אני ד״ר כהן", "כהן"),
        ("גברת רונית כאן", "רונית"),
    ],
)
def test_names(text: str, name: str) -> None:
    (found,) = read_names(text)
    assert found.text == name
    assert text[slice(*found.span)] == name


@pytest.mark.parametrize(
    "text",
    [
        "אני רוצה לקבוע תור",
        "אני גר בחיפה",
        "אני לא יודע",
        "קוראים לו דני",
        "השם שלו דני",
        "על שם בן שלי",
        "מה השם שלך?",
        "תודה רבה",
        "זה מר מאוד",
        "אני עוד חושבת",
        'תור לד"ר כהן',
    ],
)
def test_no_names(text: str) -> None:
    assert read_names(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("רונית כהן", "רונית כהן"),
        ("אממ... גיל", "גיל"),
        ("דויד בן גוריון", "דויד בן גוריון"),
        ('ד"ר אורי גולן', "אורי גולן"),
        ("כן, פרופ' מיכל לוי", "מיכל לוי"),
        ("מר גולן", "גולן"),
    ],
)
def test_a_bare_name_answers_when_we_asked(text: str, name: str) -> None:
    assert read_names(text) == []
    assert [found.text for found in read_names(text, is_asked=True)] == [name]


@pytest.mark.parametrize("text", ["כן", "לא רוצה להגיד", "מחר בבוקר", "תודה רבה", "שלישי", "מה?", "דוקטור"])
def test_no_name_in_other_answers(text: str) -> None:
    assert read_names(text, is_asked=True) == []


@pytest.mark.parametrize(
    "text",
    ["כן", "כן כן", "בטח", "סבבה", "אין בעיה", "למה לא", "מתאים לי", "בסדר גמור", "כן, בבקשה",
     "לא, בעצם כן", "כןןן",
     "נראה לי שכן", "אפשר", "אשמח מאוד, תודה", "בטח, למה לא?", "כן, באיזו שעה?", "כן, זה המספר שלי",
     "אני יכולה מחר, כן", "רוצה, כן", "הכול סגור", "יאללה סבבה", "אוקיי תודה", "👍", "yes"],
)  # fmt: skip
def test_yes(text: str) -> None:
    assert read_yes_no(text) == "yes"


@pytest.mark.parametrize(
    "text",
    ["לא", "לא תודה", "ממש לא", "לא מתאים לי", "לא, זה בסדר", "ברור שלא", "עזוב", "נראה לי שלא", "לאאא",
     "טוב, לא צריך",
     "זה לא מתאים לי בכלל", "כן, בעצם לא", "no thanks", "לא, סליחה",
     "לא, אפשר בשעה אחרת?", "זה המספר הלא נכון", "לא, רק מחר"],
)  # fmt: skip
def test_no(text: str) -> None:
    assert read_yes_no(text) == "no"


@pytest.mark.parametrize(
    "text", ["", "אולי", "לא יודע", "לא בטוח", "מה?", "מחר", "כן ולא", "מתי אתם פתוחים?", "..."]
)
def test_neither(text: str) -> None:
    assert read_yes_no(text) is None


@pytest.mark.parametrize(
    "text",
    ["כן... רגע, לא", "כן אבל לא היום", "כן אבל לא, זה לא המספר", "כן אבל בשעה אחרת", "כן, שיניתי את דעתי",
     "כן, רק הסוף לא נכון, זה שמונה שמונה", "נכון חוץ מהספרה האחרונה", "כן... טעיתי", "כן, סליחה, התבלבלתי",
     "כן אה לא", "כן, זה לא נכון", "נכון, אבל הספרה האחרונה היא שמונה", "כן, רק תחליף את האחרון לשש",
     "כן, ולא מחר", "כמעט נכון", "בסדר, אם זה בתשע", "כן, זה לא נכון?", "נכון?", "כן?", "אולי כן",
     "כן, נראה"],
)  # fmt: skip
def test_a_yes_that_is_taken_back_limited_or_asked_is_none(text: str) -> None:
    assert read_yes_no(text) is None
    assert read_reply(text) == "unsure"


@pytest.mark.parametrize(
    "text",
    ["למה לא עניתם לי?", "למה לא עניתם לי", "אפשר לקבוע למחר?", "אין לי בעיה עם השיער", "יש בעיה",
     "רוצה לדבר עם בן אדם", "אפשר נציג?", "יש לכם חניה?", "אשמח לדעת מחיר", "מאיפה לך שזה נכון", "בעשר",
     "אני הולך לרופא מחר", "מחר", "טעיתי",
     "תזכירו לי שלא אאחר"],
)  # fmt: skip
def test_what_only_opens_a_sentence_is_no_reply(text: str) -> None:
    assert read_reply(text) is None
