from apps.core.errors import AppError, NotFoundError


class PlanNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("reminder_plan_not_found")


class PlanChangedError(AppError):
    """`version` is the one that is true now."""

    def __init__(self, *, version: int) -> None:
        super().__init__(
            "reminder_plan_changed",
            412,
            "התזכורת השתנתה בינתיים. יש לרענן ולנסות שוב.",
            "The reminder changed in the meantime. Reload it and try again.",
            version=version,
        )


class PlanTakenError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "reminder_plan_taken",
            409,
            "כבר יש תזכורת בזמן הזה. אפשר לשנות אותה או לבחור זמן אחר.",
            "There is a reminder at this time already. Change that one or choose another time.",
        )


class PlanTimeInvalidError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "reminder_plan_time_invalid",
            422,
            "יש לבחור או ימים לפני הפגישה, עד 30, או דקות לפניה, עד 1,440.",
            "Choose either days before the appointment, 30 at most, or minutes before it, 1,440 at most.",
            field="before_days",
        )


class PlanChannelsInvalidError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "reminder_plan_channels_invalid",
            422,
            "יש לבחור לפחות ערוץ אחד, וכל ערוץ פעם אחת.",
            "Choose at least one channel, and each of them once.",
            field="channels",
        )


class PlanTextInvalidError(AppError):
    """`places` are those that nothing can be put into."""

    def __init__(self, *, field: str, places: list[str]) -> None:
        super().__init__(
            "reminder_plan_text_invalid",
            422,
            "הנוסח ריק או שיש בו סוגריים מסולסלים לא מוכרים. אפשר להשתמש ב-{name}, {business}, {service},"
            " {date}, {time}, {link}.",
            "The text is empty or has unknown braces. Use {name}, {business}, {service}, {date}, {time},"
            " {link}.",
            field=field,
            places=places,
        )


class PlanTextTooLongError(AppError):
    """`size` is how many characters the message would have, what is put in included."""

    def __init__(self, *, field: str, size: int, longest: int) -> None:
        super().__init__(
            "reminder_plan_text_too_long",
            422,
            f"ההודעה ארוכה מדי: {size:,} תווים, כולל מה שנכנס במקום הסוגריים. יש לקצר אותה"
            f" ל-{longest:,} תווים.",
            f"The message is too long: {size:,} characters with everything put in. Shorten it to"
            f" {longest:,}.",
            field=field,
            size=size,
            longest=longest,
        )


class NoticeStaysError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "reminder_plan_stays",
            409,
            "את ההודעה הזו אי אפשר למחוק. אפשר לכבות אותה.",
            "This notice cannot be deleted. It can be switched off.",
        )


class LinkExpiredError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "link_expired",
            410,
            "הפגישה הייתה לפני זמן רב, והקישור אליה כבר לא פעיל. לפגישה חדשה פנו לעסק.",
            "This appointment was long ago and its link has expired. Contact the business for a new one.",
        )


class LinkUnknownError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "link_unknown",
            404,
            "הקישור אינו תקף. פתחו אותו שוב מההודעה שקיבלתם, או פנו לעסק.",
            "This link is not valid. Open it again from the message you got, or contact the business.",
        )
