"""How much a model is told, in characters. Pure. What is too long is refused and said; nothing is cut."""

from dataclasses import dataclass

LONGEST_TEXT = {"phone": 8_000, "whatsapp": 20_000}
"""What the business may write for a channel. A Realtime session takes 16,384 tokens of instructions and
tools together, and Hebrew costs up to a token for two characters."""
LONGEST_ANY = max(LONGEST_TEXT.values())
LONGEST_COMMENT = 300
FAQ_ROOM = {"phone": 6_000, "whatsapp": 20_000}
"""What questions and answers may take of the instructions of a channel."""
LONGEST_SUMMARY, LONGEST_FACT, MOST_FACTS = 600, 160, 30
"""What is remembered of a customer: a running summary, and so many facts."""
MEMORY_ROOM = {"phone": 1_500, "whatsapp": 3_000}
"""What is remembered may take of the instructions of a channel."""


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


@dataclass(frozen=True, slots=True)
class MemoryPart:
    """What of a customer's memory stands in the instructions, and how much does not fit."""

    summaries: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    left_out: int = 0


def memory_fitting(summaries: tuple[str, ...], facts: tuple[str, ...], room: int) -> MemoryPart:
    """Whole ones: the summaries first, then of the facts, the oldest of which comes first, the newest."""
    told = _fitting(summaries, room)
    newest = _fitting(facts[::-1], room - sum(map(len, told)))
    left_out = len(summaries) - len(told) + len(facts) - len(newest)
    return MemoryPart(told, newest[::-1], left_out)


def _fitting(texts: tuple[str, ...], room: int) -> tuple[str, ...]:
    used = 0
    for number, text in enumerate(texts):
        used += len(text)
        if used > room:
            return texts[:number]
    return texts
