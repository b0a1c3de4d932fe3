from collections.abc import Iterable

from apps.core.errors import AppError


class OwnAccessError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "own_access",
            409,
            "אי אפשר לסגור את הגישה של עצמכם. בקשו ממנהל מערכת אחר.",
            "You cannot shut yourself out. Ask another system admin.",
        )


class OnlyOwnerError(AppError):
    """`businesses`: the names of those that would be left without anybody who may manage them."""

    def __init__(self, *, businesses: Iterable[str]) -> None:
        names = ", ".join(businesses)
        super().__init__(
            "only_owner",
            409,
            f"למשתמש אין מחליף כבעלים של {names}. מנו שם קודם בעלים נוסף, או השהו את העסק עצמו.",
            f"Nobody else is an active owner of {names}. Name another owner first, or suspend the business.",
        )
