from apps.core.errors import AppError


class CredentialsError(AppError):
    """The same for an unknown address, a wrong password and a stranger to this business."""

    def __init__(self) -> None:
        super().__init__(
            "invalid_credentials",
            401,
            "הדואר האלקטרוני או הסיסמה אינם נכונים.",
            "The e-mail or the password is wrong.",
        )


class SessionError(AppError):
    def __init__(self) -> None:
        super().__init__("session_ended", 401, "ההתחברות הסתיימה, צריך להתחבר שוב.", "Please sign in again.")


class LoginThrottledError(AppError):
    def __init__(self, *, retry_after_seconds: int) -> None:
        super().__init__(
            "throttled",
            429,
            "יותר מדי ניסיונות התחברות. נסו שוב בעוד כמה דקות.",
            "Too many attempts to sign in. Try again in a few minutes.",
            retry_after_seconds=retry_after_seconds,
        )


class CrossSiteError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "cross_site", 403, "הבקשה לא הגיעה מהאתר.", "The request did not come from this site."
        )
