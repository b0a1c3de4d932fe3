from apps.core.errors import AppError


class AccountTakenError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "account_taken",
            409,
            "זה החשבון של המערכת, והוא בשימוש ממילא כשאין חשבון משלכם. הזינו את מזהה החשבון שלכם ב-Twilio.",
            "This is the platform's account, used anyway while you have none. Enter your own Twilio account.",
        )
