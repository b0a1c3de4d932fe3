from apps.core.errors import AppError, ForbiddenError, NotFoundError


class LeadNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("lead_not_found")


class LeadChangedError(AppError):
    """`version` is the one that is true now."""

    def __init__(self, *, version: int) -> None:
        super().__init__(
            "lead_changed",
            412,
            "הליד השתנה בינתיים. יש לרענן ולנסות שוב.",
            "The lead changed in the meantime. Reload it and try again.",
            version=version,
        )


class LeadEmptyError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "lead_empty",
            422,
            'ליד צריך לפחות שם, טלפון או דוא"ל.',
            "A lead needs a name, a phone number or an e-mail address at least.",
        )


class PhoneInvalidError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "phone_invalid",
            422,
            "מספר הטלפון לא תקין. יש להזין מספר מלא, למשל 0521234567.",
            "This is not a phone number. Give all of its digits, such as 0521234567.",
            field="phone",
        )


class EmailInvalidError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "email_invalid",
            422,
            'כתובת הדוא"ל לא תקינה. יש להזין כתובת מלאה, למשל name@example.com.',
            "This is not an e-mail address. Give all of it, such as name@example.com.",
            field="email",
        )


class IdentityInvalidError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "identity_invalid",
            422,
            "חסר מזהה לזיהוי הלקוח.",
            "An identity needs a value of at most 254 characters.",
        )


class FieldInvalidError(AppError):
    """A value no lead can hold: of another type, with a character that cannot be stored, or too long."""

    def __init__(self, *, field: str, longest: int | None = None) -> None:
        he, en = "הערך בשדה הזה לא תקין.", "This field cannot hold that value."
        if longest is not None:
            he = f"הטקסט ארוך מדי. אפשר עד {longest} תווים."
            en = f"The text is too long. It may have {longest} characters."
        super().__init__("field_invalid", 422, he, en, field=field)


class TagsInvalidError(AppError):
    def __init__(self, *, most: int, longest: int) -> None:
        super().__init__(
            "tags_invalid",
            422,
            f"אפשר עד {most} תגיות, כל אחת עד {longest} תווים.",
            f"A lead may have {most} tags of {longest} characters each.",
            field="tags",
        )


class NotesFullError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "notes_full",
            422,
            "אין בליד מקום להערה הזאת. יש לקצר את ההערות שלו ולנסות שוב.",
            "The lead has no room for this note. Shorten its notes and try again.",
            field="notes",
        )


class TagsFullError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "tags_full",
            422,
            "אין בליד מקום לתגיות האלה. יש להסיר ממנו תגיות ולנסות שוב.",
            "The lead has no room for these tags. Take some of its own away and try again.",
            field="tags",
        )


class OwnerUnknownError(AppError):
    def __init__(self, *, field: str = "owner_id") -> None:
        super().__init__(
            "member_unknown",
            422,
            "אין משתמש כזה בעסק. יש לבחור משתמש פעיל מהרשימה.",
            "Nobody at this business has that id. Choose an active member.",
            field=field,
        )


class ConsentSourceNotFoundError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "consent_source_not_found",
            404,
            "השיחה או ההודעה שבה נאמרה ההסכמה לא נמצאה. יש לבחור אחרת, או להשאיר רק את המקור במילים.",
            "The call or message it was said in was not found. Choose another, or say in words only where.",
            field="source_id",
        )


class BulkChangeInvalidError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "bulk_change_invalid",
            422,
            "יש לבחור שינוי אחד: מצב, אחראי, הוספת תגיות, הסרת תגיות או מחיקה.",
            "Choose one change: a status, an owner, tags to add, tags to remove, or deletion.",
            field="change",
        )


class NoteNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("note_not_found")


class NoteNotYoursError(ForbiddenError):
    def __init__(self) -> None:
        super().__init__("note_not_yours")


class IdentityNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("identity_not_found")


class IdentityProvenError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "identity_proven",
            403,
            "הלקוח פנה מהכתובת הזו, ולכן רק מנהל יכול להסיר אותה.",
            "The customer was heard from this address, so only an admin may remove it.",
        )


class ProvenanceNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("provenance_not_found")


class ProvenanceDecidedError(AppError):
    def __init__(self, *, decision: str) -> None:
        super().__init__(
            "provenance_decided",
            409,
            "על הערך הזה כבר הוחלט. יש לרענן.",
            "This value was decided on already. Reload the lead.",
            decision=decision,
        )


class SearchTooShortError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "search_too_short",
            422,
            "צריך לפחות שתי אותיות או ספרות כדי לחפש.",
            "Give at least two letters or digits to search for.",
            field="q",
        )
