from apps.core.errors import AppError


class ErasureNotConfirmedError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "erase_not_confirmed",
            422,
            "כדי למחוק את כל המידע על האדם יש להקליד את שמו או את מספר הטלפון שלו, כפי שהם בליד.",
            "To erase everything about this person, type their name or phone number as the lead has it.",
            field="confirm",
        )


class ErasureInCallError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "erase_in_call",
            409,
            "מתנהלת עכשיו שיחה עם האדם הזה. יש לנסות שוב כשהיא תסתיים.",
            "A call with this person is going on. Try again when it has ended.",
        )


class ErasureInImportError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "erase_in_import",
            409,
            "קובץ שהאדם הזה מופיע בו נמצא עכשיו בייבוא. יש לנסות שוב כשהייבוא יסתיים.",
            "A file with this person in it is being imported. Try again when the import has ended.",
        )
