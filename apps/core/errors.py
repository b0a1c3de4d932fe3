"""A refusal the caller can understand: a code for machines, a status for HTTP, a sentence for people."""

from collections.abc import Iterable
from typing import Any


class AppError(Exception):
    """An expected refusal; never a 500.

    `data` is JSON-ready and goes beside code and message in the answer.
    """

    def __init__(self, code: str, status: int, message_he: str, message_en: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.message_he = message_he
        self.message_en = message_en
        self.data = data

    def __reduce__(self) -> tuple[Any, ...]:
        """A worker hands its refusal on pickled; it is made again past the `__init__` of its own kind."""
        return _made_again, (type(self), self.args, self.__dict__)

    def message(self, language: str) -> str:
        return self.message_en if language.startswith("en") else self.message_he

    def described(self, language: str) -> dict[str, Any]:
        """What stands under "error" in an answer."""
        return {"code": self.code, "message": self.message(language), **self.data}

    @property
    def retry_after_seconds(self) -> int | None:
        seconds: int | None = self.data.get("retry_after_seconds")
        return seconds


def _made_again(kind: type[AppError], args: tuple[Any, ...], state: dict[str, Any]) -> AppError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class NotFoundError(AppError):
    def __init__(self, code: str = "not_found", **data: Any) -> None:
        super().__init__(code, 404, "לא נמצא.", "Not found.", **data)


class ForbiddenError(AppError):
    def __init__(self, code: str = "forbidden", **data: Any) -> None:
        super().__init__(code, 403, "אין לך הרשאה לפעולה הזו.", "You may not do this.", **data)


class MalformedError(AppError):
    def __init__(self) -> None:
        super().__init__("malformed", 400, "לא ניתן לקרוא את הבקשה.", "The request cannot be read.")


class UnstorableError(MalformedError):
    """`places`: the names of the fields whose text cannot be stored."""

    SENTENCES = (
        "הטקסט מכיל תו שאי אפשר לשמור (NUL). יש למחוק אותו.",
        "The text holds a character that cannot be stored (NUL). Delete it.",
    )

    def __init__(self, *, places: Iterable[str]) -> None:
        super().__init__()
        self.places = list(places)

    def described(self, language: str) -> dict[str, Any]:
        sentence = self.SENTENCES[language.startswith("en")]
        return {**super().described(language), "fields": {place: [sentence] for place in self.places}}


class TooDeepError(MalformedError):
    def __init__(self, *, deepest: int) -> None:
        super().__init__()
        self.message_he = f"הבקשה מקוננת עמוק מדי. אפשר לקנן עד {deepest} רמות."
        self.message_en = f"The request is nested too deep. Nest at most {deepest} levels."


class CursorInvalidError(AppError):
    """A place that this list never gave: forged, cut off, or of another list."""

    def __init__(self) -> None:
        super().__init__(
            "cursor_invalid",
            400,
            "המקום הזה ברשימה אינו מוכר. יש לטעון את הרשימה מההתחלה.",
            "This place in the list is not known. Load the list from its beginning.",
        )

    def described(self, language: str) -> dict[str, Any]:
        return {**super().described(language), "fields": {"cursor": [self.message(language)]}}


class TooLargeError(AppError):
    def __init__(self) -> None:
        super().__init__("too_large", 413, "הבקשה גדולה מדי.", "The request is too large.")


class UnavailableError(AppError):
    """Something we need is away for a moment; nothing was done."""

    def __init__(self, *, retry_after_seconds: int = 30) -> None:
        super().__init__(
            "unavailable",
            503,
            "השירות אינו זמין כרגע. נסו שוב בעוד חצי דקה.",
            "The service is not available right now. Try again in half a minute.",
            retry_after_seconds=retry_after_seconds,
        )


class ContendedError(AppError):
    """Others changed the same at the same moment, again and again; nothing was done."""

    def __init__(self) -> None:
        super().__init__(
            "contended",
            503,
            "מישהו אחר שינה את אותם פרטים באותו רגע, ולכן שום דבר לא נשמר. נסו שוב.",
            "Somebody else changed the same at that moment, so nothing was saved. Try again.",
            retry_after_seconds=1,
        )


class MethodNotAllowedError(AppError):
    def __init__(self) -> None:
        super().__init__("method_not_allowed", 405, "הפעולה אינה אפשרית כאן.", "Not possible here.")
