from apps.core.errors import AppError, NotFoundError


class TaskNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("task_not_found")


class TaskChangedError(AppError):
    """`version` is the one that is true now."""

    def __init__(self, *, version: int) -> None:
        super().__init__(
            "task_changed",
            412,
            "המשימה השתנתה בינתיים. יש לרענן ולנסות שוב.",
            "The task changed in the meantime. Reload it and try again.",
            version=version,
        )


class RecurrenceInvalidError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "recurrence_invalid",
            422,
            "החזרה לא תקינה. אפשר לחזור כל כמה ימים, שבועות או חודשים.",
            "A task may repeat every few days, weeks or months, such as FREQ=WEEKLY;INTERVAL=2.",
            field="recurrence",
        )


class RecurrenceNeedsDueError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "recurrence_needs_due",
            422,
            "משימה חוזרת צריכה מועד. יש לבחור תאריך.",
            "A task that repeats needs a due time. Choose one.",
            field="due_at",
        )


class TaskTimeInvalidError(AppError):
    def __init__(self, *, field: str) -> None:
        super().__init__(
            "task_time_invalid",
            422,
            "המועד לא תקין. יש לבחור מועד בין השנים 2000 ל-2100.",
            "Choose a time between the years 2000 and 2100.",
            field=field,
        )


class SnoozePastError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "snooze_past",
            422,
            "אפשר לדחות רק למועד עתידי.",
            "A task can only be put off to a time to come.",
            field="until",
        )


class TaskNotOpenError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "task_not_open",
            409,
            "המשימה כבר סגורה. יש לפתוח אותה מחדש.",
            "The task is closed. Open it again first.",
        )


class TaskSourceNotFoundError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "task_source_not_found",
            404,
            "השיחה, ההתכתבות או הפגישה שאליה מקושרת המשימה לא נמצאה. יש לבחור אחרת.",
            "The call, chat or meeting the task links to was not found. Choose another.",
            field="source_id",
        )


class TaskSourceInvalidError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "task_source_invalid",
            422,
            "יש לציין גם את סוג המקור וגם את המזהה שלו.",
            "Give both the kind of the source and its id.",
            field="source_id",
        )
