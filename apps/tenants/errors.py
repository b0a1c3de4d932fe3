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
            "הגישה לעסק הזה הושהתה. פנו לתמיכה.",
            "Access to this business is suspended. Please contact support.",
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
