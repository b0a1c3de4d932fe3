from typing import Any

from apps.core.errors import AppError


class SummaryFailedError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "summary_failed",
            502,
            "לא הצלחנו לסכם את השיחה. אפשר לנסות שוב.",
            "The conversation could not be summarised. Try again.",
        )


class SummaryDelayedError(SummaryFailedError):
    """The provider is busy or away; the same question may be answered later."""


class ConversationBusyError(AppError):
    """Another job is at it; ask again a little later."""

    def __init__(self) -> None:
        super().__init__(
            "conversation_busy",
            409,
            "השיחה הזו כבר בעיבוד. אפשר לנסות שוב בעוד רגע.",
            "This conversation is being worked on. Try again in a moment.",
        )


class ReplyFailedError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "reply_failed",
            502,
            "העוזר לא הצליח לענות. אפשר לנסות שוב.",
            "The assistant could not answer. Try again.",
        )


class ReplyDelayedError(ReplyFailedError):
    """The provider is busy or away; the same question may be answered later."""


class FaqFullError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "faq_full",
            409,
            "אין מקום לשאלות נוספות. מחקו שאלה שכבר לא נחוצה.",
            "There is no room for more questions. Delete one that is no longer needed.",
        )


class FaqDatesError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "faq_dates",
            422,
            "התשובה מסתיימת לפני שהיא מתחילה. בחרו תאריך סיום מאוחר יותר.",
            "The answer ends before it begins. Choose a later last day.",
        )


class FaqImportHeadingsError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "faq_import_headings",
            422,
            "לא מצאנו בקובץ עמודות של שאלה ותשובה. כתבו בשורה הראשונה: שאלה, תשובה.",
            "The file has no columns of questions and answers. Write in its first row: question, answer.",
        )


class SlotUnknownError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "slot_unknown",
            422,
            "המועד הזה לא הוצע. יש לבדוק שוב מה פנוי ולבחור מהרשימה.",
            "No tool gave this slot_id. Call check_availability and copy one of its slot_ids exactly.",
        )


class ServiceNeededError(AppError):
    """`services` are the names of those that can be booked."""

    def __init__(self, *, services: list[str]) -> None:
        super().__init__(
            "service_needed",
            422,
            "צריך לדעת איזה שירות לקבוע.",
            "Ask the customer which of `services` it is for and pass its name as `service`.",
            services=services,
        )


class PersonUnknownError(AppError):
    """`people` are those who can be asked for."""

    def __init__(self, *, people: list[str]) -> None:
        super().__init__(
            "person_unknown",
            422,
            "אין מי שנותן את השירות הזה בשם הזה.",
            "Nobody of this name gives it. Offer `people`, or leave `with_whom` out for whoever is free.",
            people=people,
        )


class AppointmentUnclearError(AppError):
    """`appointments`: those of the customer that can be meant, with their ids."""

    def __init__(self, *, appointments: list[dict[str, Any]]) -> None:
        super().__init__(
            "appointment_unclear",
            422,
            "צריך לדעת לאיזו פגישה הכוונה.",
            "Ask which of `appointments` is meant and pass its `appointment_id`.",
            appointments=appointments,
        )


class NoAppointmentError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "no_appointment",
            404,
            "ללקוח הזה אין פגישה קרובה.",
            "This customer has no appointment to come. Say so, and offer to book one.",
        )
