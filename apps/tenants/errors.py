from apps.core.errors import AppError


class HostUnknownError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "unknown_host",
            404,
            "אין עסק בכתובת הזו. בדקו את הכתובת שקיבלתם.",
            "There is no business at this address. Please check the address you were given.",
        )


class BusinessSuspendedError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "business_suspended",
            403,
            "העסק אינו פעיל כרגע. לקוחות: פנו ישירות לעסק. בעלי העסק: פנו לתמיכה.",
            "This business is not active at the moment. Customers: contact the business directly. Owners:"
            " contact support.",
        )


class BusinessNotReadyError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "business_not_ready",
            503,
            "ההקמה לוקחת רגע. נסו שוב בעוד דקה.",
            "This business is still being set up. Please try again in a minute.",
            retry_after_seconds=60,
        )


class BusinessSetUpFailedError(AppError):
    """Waiting does not help: somebody of the platform has to try again, and is shown so."""

    def __init__(self) -> None:
        super().__init__(
            "business_setup_failed",
            503,
            "הקמת העסק נכשלה. אנחנו יודעים על כך ומטפלים בזה; אין צורך לעשות דבר.",
            "Setting up this business failed. We know about it and are on it; there is nothing to do.",
        )


class BusinessNotFoundError(AppError):
    def __init__(self) -> None:
        super().__init__("business_not_found", 404, "אין עסק כזה.", "There is no such business.")


class BusinessStateError(AppError):
    """What was asked does not fit how the business is now."""

    def __init__(self, *, status: str) -> None:
        super().__init__(
            "business_state",
            409,
            "הפעולה אינה מתאימה למצב הנוכחי של העסק. רעננו את הדף ונסו שוב.",
            "This does not fit the business's present state. Reload the page and try again.",
            business_status=status,
        )


class NameMismatchError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "name_mismatch",
            400,
            "השם שהוקלד אינו שם העסק. הקלידו אותו בדיוק כפי שהוא כתוב.",
            "The typed name is not the business's name. Type it exactly as it is written.",
        )
