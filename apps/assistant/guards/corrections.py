"""What is said where something untrue was stopped, and what the model is told about it. Pure.

The Hebrew sentences claim nothing and fit a man and a woman alike.
"""

from collections.abc import Sequence

from apps.assistant.guards.kinds import Guard, Hit

SAID = {
    Guard.BOOKING: "תיקון: עדיין לא נקבעה פגישה. לבדוק מה פנוי?",
    Guard.CHANGE: "תיקון: בפגישה עצמה עדיין לא השתנה דבר. מה לעשות איתה?",
    Guard.PROMISE: "תיקון: את זה רק בית העסק עצמו יכול לאשר. להעביר לו את הבקשה?",
    Guard.PRICE: "תיקון: המחיר לא ידוע לי. להעביר את השאלה לבית העסק?",
    Guard.HOURS: "תיקון: אין לי שעות פתיחה מדויקות. להעביר את השאלה לבית העסק?",
    Guard.TIME: "תיקון: צריך קודם לבדוק ביומן מה פנוי. לאיזה יום לבדוק?",
    Guard.WEEKDAY: "תיקון: היום והתאריך שאמרתי לא מתאימים. לאיזה תאריך הכוונה?",
    Guard.INSTRUCTIONS: "אפשר לעזור כאן רק בענייני בית העסק. במה לעזור?",
}
ABOUT = {
    Guard.BOOKING: "it says that something is booked, and no tool has booked it",
    Guard.CHANGE: "it says that an appointment was moved or cancelled, and no tool has done that",
    Guard.PROMISE: "it promises what no tool has arranged and the business has not written",
    Guard.PRICE: "it names an amount that the business has not written",
    Guard.HOURS: "it states opening hours that the business has not given",
    Guard.TIME: "it names an hour that no tool has offered and the customer has not said",
    Guard.WEEKDAY: "its weekday and its date do not fit together",
    Guard.INSTRUCTIONS: "it tells the customer instructions or names of tools",
}


def corrected(hits: Sequence[Hit]) -> str:
    """One sentence, about the worst of them: the order of SAID."""
    stopped = {hit.guard for hit in hits}
    return next(said for guard, said in SAID.items() if guard in stopped)


def reproof(hits: Sequence[Hit]) -> str:
    """For the model, in English: why its draft was not sent."""
    reasons = "; ".join(dict.fromkeys(ABOUT[hit.guard] for hit in hits))
    return (
        f"Your last draft was not sent to the customer, because {reasons}. Call the tool that is needed, "
        "or write another answer that says only what tools returned or the business wrote. Do not mention "
        "this note."
    )


def correction_line(hits: Sequence[Hit]) -> str:
    """For a spoken response."""
    return (
        "What you just said was wrong and was cut off. Say exactly this in Hebrew, word for word, and "
        f"nothing else: «{corrected(hits)}»"
    )
