from apps.core.errors import AppError


class OwnAccessError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "own_access",
            409,
            "אי אפשר לסגור את הגישה של עצמכם. בקשו ממנהל מערכת אחר.",
            "You cannot shut yourself out. Ask another system admin.",
        )
