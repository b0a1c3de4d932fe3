from apps.core.errors import AppError


class KeyInvalidError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "idempotency_key_invalid",
            400,
            "הכותרת Idempotency-Key צריכה להכיל 1 עד 255 תווים לטיניים, למשל UUID.",
            "Idempotency-Key takes 1 to 255 visible ASCII characters, such as a UUID.",
        )


class KeyReusedError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "idempotency_key_reused",
            422,
            "המפתח הזה כבר שימש לבקשה אחרת. יש לשלוח מפתח חדש.",
            "This key was sent with another request. Send a new one.",
        )


class AnswerForgottenError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "idempotency_answer_forgotten",
            409,
            "הבקשה הזו כבר בוצעה, והתשובה שניתנה לה אינה שמורה. יש לטעון מחדש ולראות מה נשמר; "
            "סוד שלא הגיע יש ליצור מחדש.",
            "This request was made before, and its answer is not kept. Reload to see what was made; make a"
            " secret that did not arrive anew.",
        )
