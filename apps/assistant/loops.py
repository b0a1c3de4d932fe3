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
    circling_answers: int = 6
    circling_messages: int = 8
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
# Of a circle: so many texts in turn are said again and again.
KINDS_OF_ANSWERS = 2
KINDS_OF_MESSAGES = 3
# A yes or a greeting may well be said many times.
SHORT = 2
_AUTOMATIC = re.compile(
    r"""
    (?:הודעה|מענה|תשובה|משיבון|הודעת)\s(?:ה?אוטומטית?|מערכת) | באופן\sאוטומטי | נשלחה?\sאוטומטית
  | (?:אין|נא\sלא|לא\sניתן|אל)\sלהשיב\b | אין\sלענות\sלהודעה
  | פניית(?:ך|כם)\b(?:\sמספר)?(?:\s\S*\d\S*)?\s(?:התקבלה|נקלטה|נרשמה|בטיפול)
  | תודה\s(?:ש(?:פנית|פניתם|יצרת(?:ם)?\sקשר)\b|על\sפניית(?:ך|כם))
  | נחזור\sאלי(?:ך|כם)\s(?:בהקדם|ב?תוך) | (?:הקש|הקישו|לחצו)\s(?:על\s)?\d
  | (?:אנו|אנחנו|איננו)\s(?:לא\s)?זמינים\sכרגע | מחוץ\sלשעות\sהפעילות
  | automatic\s(?:reply|response) | auto-?(?:reply|response|generated) | out\sof\soffice
  | this\sis\san\sautomated | automated\smessage | (?:do\snot|don't)\sreply | no-?reply
  | we\swill\sget\sback\sto\syou | thank\syou\sfor\s(?:contacting|reaching\sout) | press\s\d
  | your\s(?:message|request|ticket)\s.{0,20}(?:received|created)
    """,
    re.IGNORECASE | re.VERBOSE,
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
        or _circling_messages(theirs, now, limits)
        or _repeated(ours, limits)
        or _circling_answers(ours, now, limits)
        or _spent(ours, now, spent_micro_usd, limits)
    )


def alike(first: str, second: str) -> bool:
    """Nearly the same words, whatever their spelling."""
    return _is_shared(frozenset(spelled(first).split()), frozenset(spelled(second).split()))


def _is_shared(one: frozenset[str], other: frozenset[str]) -> bool:
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
    is_long = len(last) == limits.repeated_messages and len(last[-1].split()) > SHORT
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


def _circling_messages(theirs: Sequence[LoopTurn], now: datetime, limits: LoopLimits) -> LoopFound | None:
    """A menu, a greeting and the hours in turn, or a sentence with a running number: a machine writes."""
    last = _of_today(theirs, now)[-limits.circling_messages :]
    if len(last) < limits.circling_messages or any(len(words) <= SHORT for words in last):
        return None
    kinds = _kinds(last)
    if kinds > KINDS_OF_MESSAGES:
        return None
    return LoopFound(LoopReason.BOT_TO_BOT, {"messages": len(last), "different": kinds})


def _circling_answers(ours: Sequence[LoopTurn], now: datetime, limits: LoopLimits) -> LoopFound | None:
    last = _of_today(ours, now)[-limits.circling_answers :]
    if len(last) < limits.circling_answers:
        return None
    kinds = _kinds(last)
    if kinds > KINDS_OF_ANSWERS:
        return None
    return LoopFound(LoopReason.REPEATED_ANSWERS, {"answers": len(last), "different": kinds})


def _of_today(turns: Sequence[LoopTurn], now: datetime) -> list[frozenset[str]]:
    """The words of each text without its numbers, which may only count up."""
    return [_wording(turn.text) for turn in turns if turn.at > now - DAY]


def _wording(text: str) -> frozenset[str]:
    return frozenset(word for word in spelled(text).split() if not any(map(str.isdigit, word)))


def _kinds(texts: Sequence[frozenset[str]]) -> int:
    """How many of them say something else than those before."""
    found: list[frozenset[str]] = []
    for text in texts:
        if not any(_is_shared(text, other) for other in found):
            found.append(text)
    return len(found)


def _spent(
    ours: Sequence[LoopTurn], now: datetime, spent_micro_usd: int, limits: LoopLimits
) -> LoopFound | None:
    answers = sum(1 for turn in ours if turn.at > now - DAY)
    if spent_micro_usd < limits.budget_micro_usd and answers < limits.answers:
        return None
    return LoopFound(LoopReason.BUDGET_SPENT, {"micro_usd": spent_micro_usd, "answers": answers})
