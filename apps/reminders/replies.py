"""What a customer means who writes back to a reminder. Pure.

Only what is understood whole is acted upon: one word more than the grammar knows may say the opposite, so who
writes anything else is answered by a person.
"""

import re
from enum import StrEnum, auto

from apps.hebrew.text import clean, words


class Meaning(StrEnum):
    CONFIRM = auto()
    CANCEL = auto()
    OPT_OUT = auto()
    OPT_IN = auto()
    UNCLEAR = auto()


ABOUT_MESSAGES = (Meaning.OPT_OUT, Meaning.OPT_IN)

OPT_OUT = frozenset({"stopall", "end", "quit", "optout"})
OPT_IN = frozenset({"start", "unstop", "התחל", "חדש"})
# A digit is an answer only when it is all that is said: elsewhere it counts people, days and hours.
DIGITS = {"1": Meaning.CONFIRM, "2": Meaning.CANCEL}
SIGNS = {"👍": Meaning.CONFIRM, "✅": Meaning.CONFIRM, "👎": Meaning.CANCEL, "❌": Meaning.CANCEL}

_COURTESY = (
    r"(?:שלום|היי|הי|בוקר טוב|צהריים טובים|ערב טוב|תודה(?: רבה| לכם)?|המון תודה|בבקשה|נא|אנא|סליחה|"
    r"מצטער|מצטערת|לצערי|hi|hello|thank you|thanks|please|sorry)"
)
_WHO = r"(?:(?:אני|אנחנו) )?"
_COMING = r"(?:אגיע|מגיע|מגיעה|מגיעים|מגיעות|נגיע|בא|באה|באים|באות|אבוא|נבוא)"
_MEETING = r"(?:ה?(?:תור|פגישה)|(?:ה?תור|ה?פגישה) של(?:י|נו))"
# Which day it is, `days_named` says.
_DAY = r"(?: (?:של |ל)?(?:היום|מחר))?"
_DAY_IN_ENGLISH = r"(?: today| tomorrow)?"
_WHO_THEN = rf"(?:(?:היום|מחר) )?{_WHO}"
_THERE = rf"{_DAY}(?: ל(?:תור|פגישה))?{_DAY}"
_CALLED_OFF = rf"(?: ל(?:י|נו))?(?: (?:את )?{_MEETING})?{_DAY}"
_LIST = r"מ(?:ה?(?:רשימה|דיוור|הודעות)|רשימת ה?(?:תפוצה|דיוור|הודעות))(?: של(?:כם|ך))?"
_ME = r"(?: (?:אותי|אותנו|את (?:ה?מספר|ה?טלפון)(?: של(?:י|נו))?))?"
_MESSAGES = r"(?:הודעות|תזכורות|סמסים)"
_OUT = re.compile(
    r"(?:(?:אני )?(?:רוצה|מבקש|מבקשת|אבקש) )?"
    rf"(?:הסר|הסירו|הסירי|הסרה|להסיר|תסיר|תסירי|תסירו){_ME}(?: {_LIST})?"
    rf"|(?:אל תשלח(?:ו|י)?|(?:תפסיקו|תפסיק|תפסיקי|להפסיק|די) לשלוח|לא לשלוח)(?: ל(?:י|נו))?(?: יותר)?"
    rf" (?:{_MESSAGES}(?: יותר)?(?: ל(?:י|נו))?)"
    r"|stop(?: all)?(?: (?:texting|messaging) me|(?: sending me)? (?:messages|texts|sms))?"
    r"|unsubscribe(?: me)?|opt(?: |-)out|remove me(?: from (?:the|your|this) list)?"
)
_AGREED = (
    r"(?:כן|בטח|ברור|כמובן|בהחלט|בוודאי|בסדר(?: גמור)?|סבבה|אוקיי|אוקי|מאה אחוז|אין בעיה|"
    r"y|yes|yeah|yep|ok|okay|sure)"
)
_YES = re.compile(
    rf"(?:{_AGREED} )*(?:{_AGREED}"
    rf"|{_WHO_THEN}{_COMING}(?: בזמן| בטוח)?{_THERE}"
    rf"|{_WHO}(?:מאשר|מאשרת|מאשרים)(?: הגעה| את {_MEETING})?{_DAY}|אישור(?: הגעה)?"
    rf"|(?:(?:{_MEETING}|הגעה) )?(?:מאושר|מאושרת)"
    r"|(?:i )?confirm|confirmed|(?:(?:i am |i'm )?coming|(?:i will |i'll |will )be there|see you(?: there)?)"
    rf"{_DAY_IN_ENGLISH})"
)
_NO = re.compile(
    rf"לא|{_WHO_THEN}לא (?:{_COMING}|(?:יכול|יכולה|יכולים|יכולות|אוכל|נוכל)(?: (?:להגיע|לבוא))?){_THERE}"
    rf"|(?:{_WHO}(?:מבטל|מבטלת|מבטלים)|תבטלו|תבטל|תבטלי|בטלו|בטל|בטלי"
    rf"|(?:{_WHO}(?:רוצה|רוצים|מבקש|מבקשת|מבקשים|צריך|צריכה|צריכים|אבקש|נבקש) )?לבטל){_CALLED_OFF}"
    rf"|ביטול(?: {_MEETING})?{_DAY}"
    r"|n|no|nope|cancel(?: it| (?:my|the) (?:appointment|meeting))?"
    r"|(?:(?:i am |i'm )?not coming|(?:i )?(?:can't|cannot|won't|will not) (?:come|make it))"
    rf"{_DAY_IN_ENGLISH}"
)
_DAYS = {"היום": 0, "להיום": 0, "today": 0, "מחר": 1, "למחר": 1, "tomorrow": 1}
_AROUND = re.compile(rf"^(?:{_COURTESY}(?: |$))+|(?:(?:^| ){_COURTESY})+$")
# As keyboards of several scripts write it.
_ASKED = re.compile("[?？؟]")
# 2.2 and 1,1 are days and amounts, not two answers.
_ENDS = re.compile(r"\n|\s[-–]\s|(?<!\d)[,.!;…]+|[,.!;…]+(?!\d)")
_DECORATION = re.compile("[🙏🙂😊😀😁😃😄🌹💐❤\ufe0f\U0001f3fb-\U0001f3ff]|:-?\\)")
_GOD_WILLING = re.compile(r"""(?<![^\s,.!])(?:בע"?ה|בעז"ה|ב"ה|אי"ה|בעזרת ה(?:'|שם))(?![^\s,.!])""")
_LENGTHENED = re.compile(r"([א-ת])\1+(?= |$)")


def meaning_of(text: str) -> Meaning:
    said = words(text) if _ASKED.search(text) is None else []
    if len(said) == 1 and said[0] in OPT_OUT:
        return Meaning.OPT_OUT
    if len(said) == 1 and said[0] in OPT_IN:
        return Meaning.OPT_IN
    clauses = _clauses(text)
    if len(clauses) == 1 and clauses[0] in DIGITS:
        return DIGITS[clauses[0]]
    meanings = {_meaning_of_clause(clause) for clause in clauses}
    return meanings.pop() if len(meanings) == 1 else Meaning.UNCLEAR


def days_named(text: str) -> frozenset[int]:
    """How many days ahead the days lie of which an answer speaks; empty where it names none."""
    return frozenset(_DAYS[word] for clause in _clauses(text) for word in clause.split() if word in _DAYS)


def _clauses(text: str) -> list[str]:
    """What stands between stops, without what is only polite: לא, לבטל and לא לבטל are opposites."""
    plain = clean(_DECORATION.sub(" ", text.replace("’", "'"))).text.lower()
    plain = _GOD_WILLING.sub(" ", plain)
    for sign in SIGNS:
        plain = plain.replace(sign, f"\n{sign}\n")
    parted = (" ".join(clause.split()) for clause in _ENDS.split(plain))
    return [bare for clause in parted if (bare := _AROUND.sub("", _LENGTHENED.sub(r"\1", clause)).strip())]


def _meaning_of_clause(clause: str) -> Meaning:
    if clause in SIGNS:
        return SIGNS[clause]
    if _OUT.fullmatch(clause):
        return Meaning.OPT_OUT
    if _YES.fullmatch(clause):
        return Meaning.CONFIRM
    return Meaning.CANCEL if _NO.fullmatch(clause) else Meaning.UNCLEAR
