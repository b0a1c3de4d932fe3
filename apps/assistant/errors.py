from apps.core.errors import AppError


class SummaryFailedError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "summary_failed",
            502,
            "לא הצלחנו לסכם את השיחה. אפשר לנסות שוב.",
            "The conversation could not be summarised. Try again.",
        )
