"""What a sentence wants: to know something, or that something is done. Pure."""

from apps.assistant.faq.words import concepts, split
from apps.hebrew.lexicon.entry import word_set
from apps.hebrew.text import folded, without_prefixes
from apps.hebrew.yes_no import read_yes_no

FEWEST_WORDS = 2
_ASKING = frozenset(
    map(
        folded,
        word_set("""
מה מתי איפה היכן כמה האם איך כיצד למה מדוע מי איזה איזו אילו אפשר ניתן יש אין מותר צריך חייבים אתם תוכלו
עד ממתי באיזה באיזו לאיזה מאיזה
"""),
    )
)
_WANTING = frozenset(
    map(
        folded,
        word_set("""
רוצה רצה רוצים רציתי אשמח נשמח מבקש מבקשת צריך צריכה חייב חייבת
תקבע תקבעי תקבעו קבע קבעי קבעו תבטל תבטלי תבטלו בטל בטלי בטלו תזיז תזיזי תזיזו תעביר תעבירי תעבירו
תדחה תדחי תדחו תקדים תקדימי תקדימו תשנה תשני תשנו תזמין תזמיני תזמינו
תגיד תגידי תגידו תמסור תמסרי תמסרו תחזור תחזרי תחזרו תתקשר תתקשרי תתקשרו
"""),
    )
)
# What the assistant does rather than explains.
_DEEDS = frozenset({"booking", "cancel", "callback", "person"})
_MAY = "אפשר"
_ABOUT = frozenset({"price", "fine", "refund", "unregistered", "duration", "no_show"})


def is_question(text: str) -> bool:
    """Whether somebody wants to know something; transcripts seldom carry a question mark."""
    said = split(text)
    has_asking_word = any(form in _ASKING for word in said for form in without_prefixes(word))
    return len(said) >= FEWEST_WORDS and ("?" in text or has_asking_word)


def is_reply(text: str) -> bool:
    """A yes, a no or a single word: it answers what was asked and is near many questions itself."""
    return not is_question(text) and (len(split(text)) < FEWEST_WORDS or read_yes_no(text) is not None)


def is_request(text: str) -> bool:
    """Whether somebody wants a meeting made, moved or dropped, or a person: done by tools, not by an answer.

    "I want to cancel" is one; "is there a fine when I cancel" is a question.
    """
    said = split(text)
    about = concepts(said)
    if about & _ABOUT:
        return False
    wants = any(word in _WANTING for word in said)
    # "Can I book" books; "can I cancel" wants to know the terms.
    may = _MAY in said and "cancel" not in about
    return (wants or may) and bool(about & _DEEDS)
