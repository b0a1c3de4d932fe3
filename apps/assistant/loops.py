"""Whether a conversation goes round in circles and a person should take it over. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from apps.hebrew.search import spelled


class LoopReason(StrEnum):
    REPEATED_ANSWERS = "repeated_answers"
    BOT_TO_BOT = "bot_to_bot"
    MESSAGE_STORM = "message_storm"
    BUDGET_SPENT = "budget_spent"


@dataclass(frozen=True, slots=True)
class LoopTurn:
    """`is_ours`: the assistant wrote it; what staff writes begins the count anew and is not given."""

    is_ours: bool
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LoopFound:
    """`facts` say how it shows, in numbers."""

    reason: LoopReason
    facts: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopLimits:
    repeated_answers: int = 3
    repeated_messages: int = 4
    quick_replies: int = 6
    quick_seconds: int = 3
    storm_messages: int = 15
    storm_seconds: int = 60
    budget_micro_usd: int = 500_000
    answers: int = 80


LIMITS = LoopLimits()
DAY = timedelta(days=1)
# Two texts of which so much is shared say the same.
ALIKE = 0.8
_AUTOMATIC = re.compile(
    r"הודעה אוטומטית|מענה אוטומטי|תשובה אוטומטית|זוהי הודעת מערכת|automatic reply|auto-?reply|out of office"
    r"|this is an automated",
    re.IGNORECASE,
)


def loop_found(
    turns: Sequence[LoopTurn], *, now: datetime, spent_micro_usd: int, limits: LoopLimits = LIMITS
) -> LoopFound | None:
    """`turns` in their order; `spent_micro_usd` is what the models took for it within the last day."""
    ours = [turn for turn in turns if turn.is_ours]
    theirs = [turn for turn in turns if not turn.is_ours]
    return (
        _storm(theirs, now, limits)
        or _automatic(theirs, limits)
        or _quick(turns, limits)
        or _repeated(ours, limits)
        or _spent(ours, now, spent_micro_usd, limits)
    )


def alike(first: str, second: str) -> bool:
    """Nearly the same words, whatever their spelling."""
    one, other = set(spelled(first).split()), set(spelled(second).split())
    if not one or not other:
        return not one and not other
    return len(one & other) / len(one | other) >= ALIKE


def _storm(theirs: Sequence[LoopTurn], now: datetime, limits: LoopLimits) -> LoopFound | None:
    since = now - timedelta(seconds=limits.storm_seconds)
    count = sum(1 for turn in theirs if turn.at > since)
    if count < limits.storm_messages:
        return None
    return LoopFound(LoopReason.MESSAGE_STORM, {"messages": count, "seconds": limits.storm_seconds})


def _automatic(theirs: Sequence[LoopTurn], limits: LoopLimits) -> LoopFound | None:
    """It says so itself twice, or says the same again and again."""
    said = sum(1 for turn in theirs[-limits.repeated_messages :] if _AUTOMATIC.search(turn.text))
    if said >= 2:
        return LoopFound(LoopReason.BOT_TO_BOT, {"automatic_messages": said})
    last = [turn.text for turn in theirs[-limits.repeated_messages :]]
    # A yes or a greeting may well be said four times.
    is_long = len(last) == limits.repeated_messages and len(last[-1].split()) > 2
    if is_long and all(alike(last[-1], text) for text in last):
        return LoopFound(LoopReason.BOT_TO_BOT, {"same_messages": len(last)})
    return None


def _quick(turns: Sequence[LoopTurn], limits: LoopLimits) -> LoopFound | None:
    """Nobody reads and writes that fast, time after time."""
    count = 0
    for before, after in zip(turns[-2::-1], turns[:0:-1], strict=True):
        if before.is_ours and not after.is_ours:
            if after.at - before.at > timedelta(seconds=limits.quick_seconds):
                break
            count += 1
    if count < limits.quick_replies:
        return None
    return LoopFound(LoopReason.BOT_TO_BOT, {"quick_replies": count, "seconds": limits.quick_seconds})


def _repeated(ours: Sequence[LoopTurn], limits: LoopLimits) -> LoopFound | None:
    last = [turn.text for turn in ours[-limits.repeated_answers :]]
    if len(last) < limits.repeated_answers or not all(alike(last[-1], text) for text in last):
        return None
    return LoopFound(LoopReason.REPEATED_ANSWERS, {"answers": len(last)})


def _spent(
    ours: Sequence[LoopTurn], now: datetime, spent_micro_usd: int, limits: LoopLimits
) -> LoopFound | None:
    answers = sum(1 for turn in ours if turn.at > now - DAY)
    if spent_micro_usd < limits.budget_micro_usd and answers < limits.answers:
        return None
    return LoopFound(LoopReason.BUDGET_SPENT, {"micro_usd": spent_micro_usd, "answers": answers})
