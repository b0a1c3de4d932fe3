from apps.core.errors import AppError, NotFoundError


class LeadNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("lead_not_found")


class LeadChangedError(AppError):
    def __init__(self, *, version: int) -> None:
        super().__init__(
            "lead_changed",
            409,
            "הליד השתנה בינתיים. יש לרענן ולנסות שוב.",
            "The lead changed in the meantime. Reload it and try again.",
            version=version,
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


class StatusUnknownError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "status_unknown",
            422,
            "הסטטוס לא קיים. יש לבחור סטטוס מהרשימה.",
            "There is no such status. Choose one from the list.",
            field="status",
        )
