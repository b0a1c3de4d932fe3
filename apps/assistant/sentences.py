"""What the assistant is to say about the diary, in Hebrew words. Pure.

The sentences come from the server so that what is spoken is what is stored. They fit a man and a woman alike.
"""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from apps.assistant.speech import choices_said, date_said, day_said, hour_said, moment_said
from apps.scheduling.slots import DayState, Refusal

OFFERED = 3
DAY_IS = {
    DayState.FULL: "הכול תפוס",
    DayState.CLOSED: "אין קבלת פגישות",
    DayState.PAST: "זה תאריך שכבר עבר",
    DayState.TOO_SOON: "כבר מאוחר מדי לקבוע ליום הזה",
    DayState.BEYOND_WINDOW: "היומן עוד לא פתוח לתאריך הזה",
}
REFUSED_BECAUSE = {
    Refusal.SLOT_TAKEN: "המועד הזה תפוס",
    Refusal.HOLD_EXPIRED: "המועד כבר לא שמור",
    Refusal.DAY_FULL: "היום הזה כבר מלא",
    Refusal.TOO_SOON: "המועד הזה קרוב מדי או שכבר עבר",
    Refusal.BEYOND_WINDOW: "היומן עוד לא פתוח לתאריך הזה",
    Refusal.OUTSIDE_HOURS: "אין קבלת פגישות במועד הזה",
    Refusal.OFF_GRID: "אי אפשר להתחיל פגישה בשעה הזו",
}
PASSED_TO_A_PERSON = "הבקשה הועברה לנציג של בית העסק."
NO_APPOINTMENTS = "אין פגישות קרובות ביומן."
NOTHING_FREE = "כרגע אין מועדים פנויים ביומן. אפשר להשאיר פרטים ויחזרו אליכם."


def free_said(day: date, starts: Sequence[datetime], *, today: date) -> str:
    """מחר, יום שלישי, עשרים וארבעה בנובמבר, פנוי בתשע בבוקר, באחת אחר הצהריים או בחמש בערב."""
    hours = choices_said([f"ב{hour_said(start)}" for start in spread(starts)])
    return f"{day_said(day, today=today)}, פנוי {hours}."


def not_free_said(day: date, state: DayState, alternatives: Sequence[datetime], *, today: date) -> str:
    return f"{day_said(day, today=today)}, {DAY_IS[state]}. {alternatives_said(alternatives)}"


def refused_said(refusal: Refusal, alternatives: Sequence[datetime]) -> str:
    return f"{REFUSED_BECAUSE[refusal]}. {alternatives_said(alternatives)}"


def booked_said(starts_at: datetime, *, needs_approval: bool) -> str:
    if needs_approval:
        return f"רשמתי בקשה לפגישה ל{moment_said(starts_at)}. בית העסק יאשר אותה."
    return f"קבעתי פגישה ל{moment_said(starts_at)}."


def already_said(starts_at: datetime, *, standing: str, wanted: str) -> str:
    return (
        f"{moment_said(starts_at)}, כבר רשום ביומן: {standing}."
        f" לבטל ולקבוע במקום זה {wanted}, או לבחור בשביל {wanted} מועד אחר?"
    )


def held_said(starts_at: datetime) -> str:
    return f"{moment_said(starts_at)}, פנוי ושמור לכם לכמה דקות. לקבוע?"


def moved_said(starts_at: datetime, *, needs_approval: bool) -> str:
    if needs_approval:
        return f"רשמתי בקשה להעביר את הפגישה ל{moment_said(starts_at)}. בית העסק יאשר אותה."
    return f"העברתי את הפגישה ל{moment_said(starts_at)}."


def not_moved_said(starts_at: datetime, *, standing: str) -> str:
    return f"{moment_said(starts_at)}, כבר רשום ביומן: {standing}. לאיזה מועד אחר להעביר את הפגישה?"


def cancelled_said(starts_at: datetime) -> str:
    return f"ביטלתי את הפגישה של {moment_said(starts_at)}."


def callback_said() -> str:
    return "הבקשה הועברה לבית העסק, ויחזרו אליך."


def which_said(starts: Sequence[datetime]) -> str:
    return f"לאיזו פגישה הכוונה: {choices_said([moment_said(start) for start in starts])}?"


def services_said(services: Sequence[str]) -> str:
    return f"אפשר לקבוע {choices_said(services)}. מה מתאים?"


def people_said(people: Sequence[str]) -> str:
    return f"אפשר לקבוע אצל {choices_said(people)}. אצל מי נוח?"


def alternatives_said(starts: Sequence[datetime]) -> str:
    """The nearest free hours, the day named once for all of its hours."""
    if not starts:
        return NOTHING_FREE
    days = [
        f"{date_said(day)}, {choices_said([f'ב{hour_said(start)}' for start in of_day])}"
        for day, of_day in groupby(starts, key=datetime.date)
    ]
    return f"הכי קרוב שפנוי: {', או '.join(days)}."


def spread(starts: Sequence[datetime]) -> list[datetime]:
    """First, middle and last: three hours that differ enough to choose from."""
    if len(starts) <= OFFERED:
        return list(starts)
    return [starts[0], starts[len(starts) // 2], starts[-1]]
