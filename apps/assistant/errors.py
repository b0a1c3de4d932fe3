from apps.core.errors import AppError


class SummaryFailedError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "summary_failed",
            502,
            "לא הצלחנו לסכם את השיחה. אפשר לנסות שוב.",
            "The conversation could not be summarised. Try again.",
        )


class FaqFullError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "faq_full",
            409,
            "אין מקום לשאלות נוספות. מחקו שאלה שכבר לא נחוצה.",
            "There is no room for more questions. Delete one that is no longer needed.",
        )
