"""Whether a meeting was agreed on and stands in no diary, and for when. Pure.

The model says which turn agreed and to what; the words decide whether that can be. What the words leave open
stays open: a member of the business asks.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from apps.assistant.guards.evidence import Known, clocks_in, dates_in
from apps.assistant.understanding.answers import TurnIntent
from apps.assistant.understanding.telling import Said, turn_of
from apps.hebrew.when import TimeReading, When
from apps.hebrew.yes_no import read_reply

SURE_ENOUGH = 50
# The assistant repeats what was agreed on in the turn after it.
HEARD_AFTER = 1


@dataclass(frozen=True, slots=True)
class Agreed:
    """`starts_at` is local wall-clock time; None where the words leave no one time to come."""

    turn_id: str
    starts_at: datetime | None
    confidence: int


@dataclass(frozen=True, slots=True)
class Diary:
    """What stands in the diary, in local wall-clock time: of the lead, whatever became of it.

    `has_booked`: something was booked or moved in this very conversation. `has_upcoming`: of the lead.
    """

    starts: Collection[datetime] = ()
    has_booked: bool = False
    has_upcoming: bool = False


def agreed_meeting(
    turns: Sequence[Said], intents: Iterable[TurnIntent], *, known: Known, diary: Diary
) -> Agreed | None:
    """`known.now` is when it was said. A time that stands in the diary, or that is over, is no proposal."""
    confirmed = [each for each in intents if _is_agreement(each, turns)]
    if not confirmed:
        return None
    last = max(confirmed, key=lambda each: each.turn)
    agreed_in = turns[last.turn - 1]
    starts_at = _moment(turns[: last.turn + HEARD_AFTER], last, known)
    if starts_at is None:
        if diary.has_booked or diary.has_upcoming:
            return None
        return Agreed(agreed_in.turn_id, None, last.confidence)
    if starts_at in diary.starts or starts_at <= known.local(known.now):
        return None
    return Agreed(agreed_in.turn_id, starts_at, last.confidence)


def _is_agreement(intent: TurnIntent, turns: Sequence[Said]) -> bool:
    said = turn_of(turns, intent.turn)
    return (
        said is not None
        and intent.intent == "confirm"
        and intent.confidence >= SURE_ENOUGH
        and read_reply(said.text) not in ("no", "unsure")
    )


def _moment(turns: Sequence[Said], intent: TurnIntent, known: Known) -> datetime | None:
    """What the model says, if that was said; without it the one time that was named last."""
    readings = [known.read(said.text) for said in turns]
    whole = [{moment for when in each.when for moment in _moments(when)} for each in readings]
    last = max((place for place, moments in enumerate(whole) if moments), default=None)
    wanted = _wanted(intent)
    if wanted is None:
        named = whole[last] if last is not None and not (intent.date or intent.time) else set()
        return next(iter(named)) if len(named) == 1 else None
    if last is not None and wanted in whole[last]:
        return wanted
    later = readings[last + 1 :] if last is not None else readings
    days, hours = _said(readings)
    later_days, later_hours = _said(later)
    was_said = wanted.date() in days and wanted.time() in hours
    is_newer = wanted.date() in later_days or wanted.time() in later_hours
    return wanted if was_said and is_newer else None


def _moments(when: When) -> Iterator[datetime]:
    """Every moment that a day and an hour said together may mean."""
    if when.date is not None and when.time is not None:
        for day in (when.date, *when.other_dates):
            yield from (datetime.combine(day, clock) for clock in (when.time, *when.alternatives))


def _said(readings: Sequence[TimeReading]) -> tuple[set[date], set[time]]:
    days = {day for each in readings for day in dates_in(each)}
    return days, {clock for each in readings for clock in clocks_in(each)}


def _wanted(intent: TurnIntent) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(intent.date or ""), time.fromisoformat(intent.time or ""))
    except ValueError:
        return None
