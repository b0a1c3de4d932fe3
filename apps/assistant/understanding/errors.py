from apps.core.errors import AppError, NotFoundError


class ProposalNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__("meeting_proposal_not_found")


class ProposalDecidedError(AppError):
    def __init__(self, *, decision: str) -> None:
        super().__init__(
            "meeting_proposal_decided",
            409,
            "על הפגישה הזו כבר הוחלט. יש לרענן.",
            "This meeting was decided on already. Reload the page.",
            decision=decision,
        )


class ProposalTimelessError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "meeting_proposal_timeless",
            422,
            "לא ברור לאיזה מועד סוכם. קבעו את הפגישה מתוך היומן.",
            "It is not clear which time was agreed on. Book the meeting from the diary.",
        )
