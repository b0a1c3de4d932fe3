from apps.core.errors import AppError, NotFoundError


class StatusUnknownError(AppError):
    def __init__(self, *, field: str = "status") -> None:
        super().__init__(
            "status_unknown",
            422,
            "המצב לא קיים. יש לבחור מצב מהרשימה.",
            "There is no such status. Choose one from the list.",
            field=field,
        )


class StatusNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("status_not_found")


class StatusLabelTakenError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "status_label_taken",
            409,
            "כבר יש מצב בשם הזה. יש לבחור שם אחר.",
            "There is a status of this name already. Choose another name.",
            field="label",
        )


class StatusIsDefaultError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "status_is_default",
            409,
            "זה המצב שכל ליד חדש מקבל. יש לבחור קודם מצב אחר לברירת מחדל.",
            "New leads get this status. Make another one the default first.",
        )


class StatusHasLeadsError(AppError):
    """Deleting asks where the leads go."""

    def __init__(self, *, leads: int) -> None:
        super().__init__(
            "status_has_leads",
            409,
            "יש לידים במצב הזה. יש לבחור לאיזה מצב להעביר אותם.",
            "There are leads in this status. Say which status they move to.",
            leads=leads,
        )


class StatusOrderIncompleteError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "status_order_incomplete",
            422,
            "הסדר צריך לכלול כל מצב פעם אחת. יש לרענן ולנסות שוב.",
            "The order has to name every status once. Reload and try again.",
            field="status_ids",
        )
