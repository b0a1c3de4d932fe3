from apps.core.errors import AppError, NotFoundError


class MergeSameLeadError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "merge_same_lead",
            422,
            "אי אפשר למזג ליד עם עצמו. יש לבחור שני לידים שונים.",
            "A lead cannot be merged with itself. Choose two different ones.",
            field="loser_id",
        )


class MergeNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("merge_not_found")


class MergeUndoneError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "merge_undone",
            409,
            "המיזוג כבר בוטל. יש לרענן.",
            "The merge was undone already. Reload.",
        )


class MergeNotLastError(AppError):
    """`merge_id` is the later merge that has to be undone first."""

    def __init__(self, *, merge_id: int) -> None:
        super().__init__(
            "merge_not_last",
            409,
            "הליד מוזג מאז לליד אחר. יש לבטל קודם את המיזוג המאוחר.",
            "The lead has been merged into another since. Undo the later merge first.",
            merge_id=merge_id,
        )


class SuggestionNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("suggestion_not_found")
