from apps.core.errors import AppError


class PromptTestsFullError(AppError):
    def __init__(self, *, most: int) -> None:
        super().__init__(
            "prompt_tests_full",
            409,
            f"אפשר לשמור עד {most} בדיקות. מחקו בדיקה שכבר לא נחוצה.",
            f"At most {most} tests can be saved. Delete one that is no longer needed.",
            most=most,
        )


class PromptTestsRunningError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "prompt_tests_running",
            409,
            "הבדיקות כבר רצות. התוצאות יופיעו כאן בעוד רגע.",
            "The tests are running already. Their results will be here in a moment.",
        )


class TalkUnansweredError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "talk_unanswered",
            409,
            "המודל לא ענה עכשיו. מה שכתבתם נשאר כאן; נסו שוב בעוד רגע, או בדקו את המפתח בחיבורים.",
            "The model did not answer. What you wrote is still here; try again soon, or check the key.",
        )
