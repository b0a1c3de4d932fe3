from apps.core.errors import AppError, ForbiddenError, NotFoundError


class MemoryNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("memory_not_found")


class MemoryNotYoursError(ForbiddenError):
    def __init__(self) -> None:
        super().__init__("memory_not_yours")


class MemoryChangedError(AppError):
    """`version` is the one that is true now."""

    def __init__(self, *, version: int) -> None:
        super().__init__(
            "memory_changed",
            412,
            "מה שהעוזר זוכר השתנה בינתיים. יש לרענן ולנסות שוב.",
            "What the assistant remembers changed in the meantime. Reload it and try again.",
            version=version,
        )


class MemoryFullError(AppError):
    def __init__(self, *, most: int) -> None:
        super().__init__(
            "memory_full",
            409,
            f"העוזר זוכר עד {most} עובדות על לקוח. מחקו אחת שאינה נחוצה.",
            f"The assistant remembers {most} facts of a customer. Erase one that is not needed.",
            most=most,
        )
