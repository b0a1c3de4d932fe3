"""How much a model is told, in characters. Pure. What is too long is refused and said; nothing is cut."""

from dataclasses import dataclass

LONGEST_TEXT = {"phone": 8_000, "whatsapp": 20_000}
"""What the business may write for a channel. A Realtime session takes 16,384 tokens of instructions and
tools together, and Hebrew costs up to a token for two characters."""
LONGEST_ANY = max(LONGEST_TEXT.values())
LONGEST_COMMENT = 300
FAQ_ROOM = {"phone": 6_000, "whatsapp": 20_000}
"""What questions and answers may take of the instructions of a channel."""


@dataclass(frozen=True, slots=True)
class FaqPart:
    """What of the business's questions stands in the instructions, and how many do not fit."""

    told: tuple[tuple[str, str], ...]
    left_out: int


def faq_fitting(faq: tuple[tuple[str, str], ...], room: int) -> FaqPart:
    """Whole ones, in their order, until one does not fit."""
    used = 0
    for number, (question, answer) in enumerate(faq):
        used += len(question) + len(answer)
        if used > room:
            return FaqPart(faq[:number], len(faq) - number)
    return FaqPart(faq, 0)
