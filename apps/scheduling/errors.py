from apps.core.errors import AppError, NotFoundError
from apps.scheduling.slots import Refusal


class AppointmentNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("appointment_not_found")


class AppointmentOverError(AppError):
    def __init__(self, *, appointment_status: str) -> None:
        super().__init__(
            "appointment_over",
            409,
            "הפגישה כבר התקיימה ואי אפשר לבטל אותה.",
            "The appointment is over and cannot be cancelled.",
            appointment_status=appointment_status,
        )


class SlotRefusedError(AppError):
    """The start cannot be booked; `alternatives` are the nearest that can, ISO in the business's zone."""

    REASONS = {
        Refusal.SLOT_TAKEN: (
            409,
            "המועד נתפס. יש לבחור מועד אחר.",
            "This time is taken. Choose another one.",
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
