from collections.abc import Sequence

from apps.assistant.prompting.placeholders import Wrong
from apps.core.errors import AppError


class PlaceholderWrongError(AppError):
    """`places`: what stands there, its line, and what was probably meant."""

    def __init__(self, *, field: str, wrong: Sequence[Wrong], known: Sequence[str]) -> None:
        first, allowed = wrong[0], ", ".join(f"{{{name}}}" for name in known)
        meant_he = f" אולי התכוונתם ל-{first.meant}?" if first.meant else ""
        meant_en = f" Did you mean {first.meant}?" if first.meant else ""
        super().__init__(
            "placeholder_wrong",
            422,
            f"בשורה {first.line} כתוב {first.piece}, ואין מקום כזה למילוי.{meant_he}"
            f" אפשר לכתוב כאן {allowed}; סוגריים מסולסלים אחרים אי אפשר.",
            f"Line {first.line} says {first.piece}, which is no place that can be filled in.{meant_en}"
            f" You can write {allowed} here, and no other braces.",
            field=field,
            places=[{"piece": each.piece, "line": each.line, "meant": each.meant} for each in wrong],
        )


class PromptTooLongError(AppError):
    def __init__(self, *, size: int, longest: int) -> None:
        super().__init__(
            "prompt_too_long",
            422,
            f"ההנחיות ארוכות מדי: {size:,} תווים, ואפשר עד {longest:,}. יש לקצר ב-{size - longest:,} תווים.",
            f"The instructions are too long: {size:,} characters, and {longest:,} are possible."
            f" Shorten them by {size - longest:,}.",
            size=size,
            longest=longest,
        )


class PromptEmptyError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "prompt_empty",
            422,
            "אין בהנחיות מילים. כתבו מה העוזר צריך לעשות.",
            "The instructions have no words. Write what the assistant is to do.",
        )


class NoDraftError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "prompt_no_draft",
            409,
            "אין טיוטה בערוץ הזה. אולי היא כבר פורסמה או נמחקה.",
            "There is no draft for this channel. It may have been published or discarded.",
        )


class DraftChangedError(AppError):
    """`revision` is the one that is true now."""

    def __init__(self, *, revision: int) -> None:
        super().__init__(
            "prompt_draft_changed",
            412,
            "הטיוטה השתנתה בינתיים. יש לטעון אותה שוב ולהשוות לפני שמירה.",
            "The draft changed in the meantime. Load it again and compare before saving.",
            revision=revision,
        )


class PromptIsDraftError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "prompt_is_draft",
            409,
            "טיוטה אפשר לפרסם, לא לשחזר.",
            "A draft can be published, not rolled back to.",
        )


class AssistantChangedError(AppError):
    """`version` is the one that is true now."""

    def __init__(self, *, version: int) -> None:
        super().__init__(
            "assistant_changed",
            412,
            "ההגדרות השתנו בינתיים. יש לרענן ולנסות שוב.",
            "The settings changed in the meantime. Reload them and try again.",
            version=version,
        )
