from typing import Any

from apps.core.errors import AppError, NotFoundError
from apps.scheduling.slots import Refusal


class AppointmentNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("appointment_not_found")


class OrderIncompleteError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "order_incomplete",
            422,
            "הרשימה השתנתה בינתיים. יש לרענן ולסדר שוב.",
            "The list has changed in the meantime. Reload it and order it again.",
        )


class AlreadyBookedError(AppError):
    """The lead has another meeting at this time: `appointment`."""

    def __init__(self, *, appointment: dict[str, Any]) -> None:
        super().__init__(
            "already_booked",
            409,
            "ללקוח כבר קבועה פגישה אחרת במועד הזה. אפשר לבטל אותה ולקבוע במקומה, או לבחור מועד אחר.",
            "The customer has another appointment at this time. Cancel it and book this instead, or choose"
            " another time.",
            appointment=appointment,
        )


class AppointmentOverError(AppError):
    def __init__(self, *, appointment_status: str) -> None:
        super().__init__(
            "appointment_over",
            409,
            "הפגישה כבר התקיימה או בוטלה ואי אפשר לשנות אותה.",
            "The appointment is over or cancelled and cannot be changed. Book another one.",
            appointment_status=appointment_status,
        )


class AppointmentAheadError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "appointment_ahead",
            409,
            "הפגישה עוד לא התחילה. אפשר לסמן מה היה רק אחרי שעת ההתחלה.",
            "The appointment has not begun. What became of it can be said once it has.",
        )


class AppointmentChangedError(AppError):
    """`version` is the one that is true now."""

    def __init__(self, *, version: int) -> None:
        super().__init__(
            "appointment_changed",
            412,
            "הפגישה השתנתה בינתיים. יש לרענן ולנסות שוב.",
            "The appointment changed in the meantime. Reload it and try again.",
            version=version,
        )


class SettingsChangedError(AppError):
    """`version` is the one that is true now."""

    def __init__(self, *, version: int) -> None:
        super().__init__(
            "settings_changed",
            412,
            "ההגדרות השתנו בינתיים. יש לרענן ולנסות שוב.",
            "The settings changed in the meantime. Reload them and try again.",
            version=version,
        )


class ServiceChangedError(AppError):
    """`version` is the one that is true now."""

    def __init__(self, *, version: int) -> None:
        super().__init__(
            "service_changed",
            412,
            "השירות השתנה בינתיים. יש לפתוח אותו שוב ולשנות מחדש.",
            "The service changed in the meantime. Open it again and repeat the change.",
            version=version,
        )


class ResourceChangedError(AppError):
    """`version` is the one that is true now."""

    def __init__(self, *, version: int) -> None:
        super().__init__(
            "resource_changed",
            412,
            "הפרטים השתנו בינתיים. יש לפתוח אותם שוב ולשנות מחדש.",
            "The details changed in the meantime. Open them again and repeat the change.",
            version=version,
        )


class HoursChangedError(AppError):
    """`version` is that of the week as it is now."""

    def __init__(self, *, version: int) -> None:
        super().__init__(
            "hours_changed",
            412,
            "השעות השתנו בינתיים. יש לטעון אותן שוב ולשנות מחדש.",
            "The hours changed in the meantime. Load them again and repeat the change.",
            version=version,
        )


class CountryUnknownError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "country_unknown",
            422,
            "אין לוח חגים למדינה הזו. יש לבחור קוד מדינה בן שתי אותיות, כמו FR.",
            "There is no holiday calendar of this country. Give its two-letter code, such as FR.",
            field="calendar_country",
        )


class HoursOverlapError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "hours_overlap",
            422,
            "שעות הפתיחה חופפות או נגמרות לפני שהן מתחילות. יש לתקן אותן.",
            "Opening hours overlap, or end before they begin. Correct them.",
            field="openings",
        )


class HoursNeededError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "hours_needed",
            422,
            "יש לציין שעות ליום עם שעות מיוחדות, ורק לו.",
            "Give hours for a day with hours of its own, and for no other.",
            field="hours",
        )


class DateExceptionNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("date_exception_not_found")


class ServiceNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("service_not_found")


class ResourceNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("resource_not_found")


class FeedNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("feed_not_found")


class SpanTooLongError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "span_too_long",
            422,
            "הטווח ארוך מדי. אפשר לבקש עד 62 ימים.",
            "The span is too long. Ask for 62 days at most.",
            field="to",
        )


class NameTakenError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "name_taken",
            409,
            "השם הזה כבר בשימוש. יש לבחור שם אחר.",
            "This name is taken. Choose another one.",
        )


class MemberUnknownError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "member_unknown",
            422,
            "המשתמש אינו פעיל בעסק. יש לבחור משתמש אחר.",
            "This person is no active member of the business. Choose another one.",
            field="user_id",
        )


class ResourceIsDefaultError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "resource_is_default",
            409,
            "אי אפשר להשבית את היומן הראשי.",
            "The main diary cannot be switched off.",
        )


class ServiceUnknownError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "service_unknown",
            422,
            "אי אפשר לקבוע את השירות הזה. יש לבחור שירות פעיל.",
            "This service cannot be booked. Choose an active one.",
            field="service_id",
        )


class ResourceUnknownError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "resource_unknown",
            422,
            "היומן הזה לא נותן את השירות. יש לבחור יומן אחר.",
            "This resource does not give the service. Choose another one.",
            field="resource_id",
        )


class PhoneRequiredError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "phone_required",
            422,
            "כדי לקבוע פגישה צריך מספר טלפון. יש להוסיף מספר ללקוח ולנסות שוב.",
            "An appointment needs a telephone number. Save one for the customer and try again.",
        )


class SlotRefusedError(AppError):
    """The start cannot be booked; `alternatives` are the nearest that can, ISO in the business's zone."""

    REASONS = {
        Refusal.SLOT_TAKEN: (
            409,
            "המועד נתפס. יש לבחור מועד אחר.",
            "This time is taken. Choose another one.",
        ),
        Refusal.HOLD_EXPIRED: (
            409,
            "המועד כבר לא שמור ללקוח. יש לקבוע פגישה באחד המועדים הפנויים.",
            "This time is no longer kept for the customer. Book one of the times that are free.",
        ),
        Refusal.DAY_FULL: (
            409,
            "ביום הזה כבר נקבעו כל הפגישות שאפשר. יש לבחור יום אחר.",
            "This day has all the appointments it can take. Choose another day.",
        ),
        Refusal.TOO_SOON: (
            422,
            "המועד קרוב מדי או שכבר עבר. יש לבחור מועד מאוחר יותר.",
            "This time is too soon or already past. Choose a later one.",
        ),
        Refusal.BEYOND_WINDOW: (
            422,
            "המועד רחוק מדי, היומן עדיין לא פתוח לתאריך הזה. יש לבחור מועד מוקדם יותר.",
            "The diary is not open that far ahead. Choose an earlier time.",
        ),
        Refusal.OUTSIDE_HOURS: (
            422,
            "העסק לא פתוח לפגישה במועד הזה. יש לבחור מועד בשעות הפעילות.",
            "The business takes no appointments at this time. Choose one within opening hours.",
        ),
        Refusal.OFF_GRID: (
            422,
            "אי אפשר להתחיל פגישה בשעה הזו. יש לבחור אחת מהשעות המוצעות.",
            "An appointment cannot start at this time. Choose one of the times on offer.",
        ),
    }

    def __init__(self, refusal: Refusal, *, alternatives: list[str]) -> None:
        status, message_he, message_en = self.REASONS[refusal]
        super().__init__(refusal.value, status, message_he, message_en, alternatives=alternatives)
