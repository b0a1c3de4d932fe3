"""How an assistant says in Hebrew that something was done or will be. A word is added to one list here."""

import re


def _one_of(*words: str) -> str:
    """Any of them as whole words; each argument is a list with spaces, `_` stands for one inside a phrase."""
    listed = [word.replace("_", " ") for each in words for word in each.split()]
    return rf"(?<!\w)(?:{'|'.join(sorted(listed, key=len, reverse=True))})(?!\w)"


MEETING = _one_of("תור תורים התור פגישה פגישות הפגישה מועד המועד השעה ההזמנה הזמנה")
YOURS = rf"(?:\s+{_one_of('שלך שלכם שלכן')})?(?:\s+כבר)?"
TO_YOU = rf"(?:\s+{_one_of('לך לכם לכן אותך אתכם אליך אלייך אליכם איתך איתכם')})"
DAY_NEAR = _one_of("היום מחר מחרתיים")

BOOKED = (
    _one_of("קבעתי קבענו שריינתי שריינו סגרתי הזמנתי תיאמתי סידרתי"),
    rf"{MEETING}{YOURS}\s+"
    + _one_of(
        "נקבע נקבעה נקבעו שוריין שוריינה הוזמן הוזמנה סגור סגורה קבוע קבועה",
        "אושר אושרה מאושר מאושרת נסגר נסגרה נקלט נקלטה בוצעה",
    ),
    rf"{_one_of('נקבע נקבעה נסגר שוריין')}{TO_YOU}?\s+(?:ל|ב|תור|פגישה)",
    rf"{_one_of('רשמתי')}{TO_YOU}\s+(?:ל|ב|תור|פגישה)",
    rf"{_one_of('את אתה אתם')}\s+(?:כבר\s+)?{_one_of('רשום רשומה רשומים')}\s+(?:ל|ב|אצלנו)",
    rf"{_one_of('סגור')}[,!]?\s+(?:[לב]?(?:יום|מחר|מחרתיים|היום|תור|פגישה|שעה))",
    rf"{_one_of('נתראה מחכים_לך מחכה_לך נחכה_לך מצפים_לך')}\s+(?:אז\s+)?(?:ב(?!קרוב|הצלחה)|{DAY_NEAR})",
)
KEPT = (rf"{_one_of('שמרתי שמרנו')}(?:{TO_YOU}|\s+את)[^.]*{MEETING}",)
REQUESTED = (
    rf"{_one_of('רשמתי')}{TO_YOU}?\s+בקשה\s+ל",
    rf"{_one_of('בקשה הבקשה')}\s+{_one_of('לתור לפגישה')}\s+{_one_of('נרשמה נקלטה הועברה')}",
)
MOVED = (
    rf"{_one_of('העברתי הזזתי שיניתי דחיתי הקדמתי עדכנתי')}{TO_YOU}?\s+(?:את\s+)?{MEETING}",
    rf"{MEETING}{YOURS}\s+{_one_of('הועבר הועברה הוזז הוזזה שונה שונתה נדחה נדחתה הוקדם הוקדמה')}",
)
CANCELLED = (
    _one_of("ביטלתי ביטלנו"),
    rf"{MEETING}{YOURS}\s+{_one_of('בוטל בוטלה מבוטל מבוטלת')}",
)
PASSED_ON = (
    rf"{_one_of('העברתי מסרתי הודעתי דיווחתי')}[^.]{{0,40}}"
    + _one_of("בקשה הבקשה הודעה ההודעה פנייה הפנייה השאלה לנציג לצוות לבית_העסק למנהל לבעל"),
    rf"{_one_of('בקשה הבקשה הודעה ההודעה פנייה הפנייה שאלה השאלה')}{YOURS}\s+{_one_of('הועברה נמסרה')}",
)
CALLED_BACK = (
    _one_of(
        "יחזרו יחזור תחזור נחזור אחזור ויחזרו ויחזור ונחזור ואחזור",
        "יתקשרו יתקשר תתקשר נתקשר אתקשר ויתקשרו ונתקשר ייצרו_קשר יצרו_קשר ניצור_קשר",
    )
    + TO_YOU,
)
SENT = (rf"{_one_of('שלחתי שלחנו נשלח נשלחה אשלח')}{TO_YOU}",)
CONNECTED = (rf"{_one_of('מעביר מעבירה אעביר מחבר מחברת אחבר')}\s+{_one_of('אותך אתכם את_השיחה')}",)
GIFTS = re.compile(
    _one_of(
        "הנחה הנחות מתנה החזר_כספי מבטיח מבטיחה מתחייב מתחייבת אחריות_מלאה",
        "חינם בחינם ללא_עלות ללא_תשלום קופון זיכוי",
    )
)
OPENING = re.compile(
    _one_of(
        "פתוח פתוחה פתוחים נפתח נפתחים סוגרים נסגרים סגורים עובדים",
        "שעות_הפתיחה שעות_הפעילות שעות_הקבלה",
    )
)
# Nothing is claimed by what is denied, conditional or still to come.
_UNDONE = re.compile(
    rf"(?:{_one_of('לא טרם אין בלי אם האם רק')}|\w*(?:אחרי|לפני|עד|כדי|ברגע)\s+ש)\s*(?:\w+\s+){{0,2}}$"
)
_OFFERS = re.compile(
    _one_of("אפשר אוכל נוכל יכול יכולה יכולים רוצה רוצים תרצה תרצי תרצו להשאיר האם לבקש מציע מציעה אם במידה")
    + r"|\?\s*$"
)
_END = re.compile(r"(?<=[.!?…])\s+|\n+")


def claims(sentence: str, phrases: tuple[str, ...]) -> bool:
    """It says that this was done; a denial, a condition or an intention does not."""
    found = (match for phrase in phrases for match in re.finditer(phrase, sentence))
    return any(not _UNDONE.search(sentence[: match.start()]) for match in found)


def offers(sentence: str) -> bool:
    """It asks or proposes, and promises nothing yet."""
    return bool(_OFFERS.search(sentence))


def sentences_of(text: str) -> list[str]:
    """Split where a sentence ends; a dot inside a date or an amount ends none."""
    return [sentence.strip() for sentence in _END.split(text) if sentence.strip()]
