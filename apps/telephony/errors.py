from apps.core.errors import AppError


class CallOverError(AppError):
    """A webhook for a call that was already connected or is over: a repeated or replayed request."""

    def __init__(self) -> None:
        super().__init__("call_over", 409, "השיחה כבר נענתה.", "This call was already answered.")


class BusyError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "lines_busy",
            503,
            "כל הקווים תפוסים כרגע. אפשר לנסות שוב בעוד כמה דקות.",
            "All lines are busy. Please try again in a few minutes.",
        )


class StreamRefusedError(AppError):
    """The stream's token is wrong, used, expired or of another call. The reason is for our log only."""

    def __init__(self, reason: str) -> None:
        super().__init__("stream_refused", 401, "החיבור נדחה.", "The connection was refused.")
        self.reason = reason


class RecordingGoneError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "recording_gone",
            410,
            "ההקלטה נמחקה. הקלטות נשמרות שבעה ימים.",
            "The recording was deleted. Recordings are kept for seven days.",
        )


class CallCarriedError(Exception):
    """A living process still carries the call: its own end comes first."""
