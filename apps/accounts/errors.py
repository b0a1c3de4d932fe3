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


class MemberSuspendedError(AppError):
    """Said only to who knows the password."""

    def __init__(self) -> None:
        super().__init__(
            "member_suspended",
            403,
            "הגישה שלך לעסק הזה הושהתה. אפשר לפנות לבעלי העסק.",
            "Your access to this business is suspended. Please ask its owner.",
        )


class SessionError(AppError):
    def __init__(self) -> None:
        super().__init__("session_ended", 401, "ההתחברות הסתיימה, צריך להתחבר שוב.", "Please sign in again.")


class LoginThrottledError(AppError):
    """`is_first`: this attempt is the one that used the attempts up, so the journal is told once."""

    def __init__(self, *, retry_after_seconds: int, is_first: bool = False) -> None:
        self.is_first = is_first
        super().__init__(
            "throttled",
            429,
            "יותר מדי ניסיונות התחברות. נסו שוב בעוד כמה דקות.",
            "Too many attempts to sign in. Try again in a few minutes.",
            retry_after_seconds=retry_after_seconds,
        )


class ThrottledError(AppError):
    def __init__(self, *, retry_after_seconds: int) -> None:
        super().__init__(
            "throttled",
            429,
            "יותר מדי ניסיונות. נסו שוב בעוד כמה דקות.",
            "Too many attempts. Try again in a few minutes.",
            retry_after_seconds=retry_after_seconds,
        )


class CrossSiteError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "cross_site", 403, "הבקשה לא הגיעה מהאתר.", "The request did not come from this site."
        )


class LinkInvalidError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "link_invalid",
            400,
            "הקישור אינו תקף עוד. בקשו קישור חדש.",
            "This link is not valid any more. Please ask for a new one.",
        )


class FieldsError(AppError):
    """What a form shows beside its fields; `fields` maps a field to its sentences."""

    def __init__(self, fields: dict[str, list[str]]) -> None:
        super().__init__("invalid", 400, "יש שדות שצריך לתקן.", "Some fields are not right.", fields=fields)


class LastOwnerError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "last_owner",
            409,
            "לעסק חייב להישאר לפחות בעלים אחד פעיל. מנו קודם בעלים נוסף.",
            "A business must keep at least one active owner. Please name another owner first.",
        )


class AlreadyMemberError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "already_member",
            409,
            "האדם הזה כבר חבר בעסק.",
            "This person already is a member of the business.",
        )


class AlreadyInvitedError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "already_invited",
            409,
            "כבר נשלחה הזמנה לכתובת הזו. אפשר לשלוח אותה שוב.",
            "This address has been invited already. You can send the invitation again.",
        )


class StaffMemberError(AppError):
    """The platform's own people belong to no business."""

    def __init__(self) -> None:
        super().__init__(
            "not_invitable",
            409,
            "הכתובת הזו אינה יכולה להצטרף לעסק.",
            "This address cannot join a business.",
        )


class ImpersonationForbiddenError(AppError):
    """An impersonator changes nothing that is the person's own or the owner's alone."""

    def __init__(self) -> None:
        super().__init__(
            "impersonation_forbidden",
            403,
            "הפעולה הזו אינה אפשרית בזמן פעולה בשם משתמש.",
            "This is not possible while acting as somebody else.",
        )


class ImpersonationRefusedError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "impersonation_refused",
            403,
            "רק מנהל מערכת יכול לפעול בשם חבר פעיל של עסק פעיל, ועם סיבה כתובה.",
            "Only a system admin may act as an active member of an active business, stating a reason.",
        )


class NotImpersonatingError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "not_impersonating",
            409,
            "ההתחברות הזו אינה פעולה בשם משתמש.",
            "This sign-in does not act as somebody else.",
        )
