"""What of a run was wrong: the answers that were given, held against the diary they left behind. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

BOOKED = "booked"
SLOT_TAKEN = "slot_taken"


@dataclass(frozen=True, slots=True)
class Answer:
    """`said` is BOOKED, with the meeting it named, or the code of a refusal."""

    lead_id: int
    starts_at: datetime
    resource_id: int
    said: str
    meeting_id: int | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A row that blocks; `busy_from` and `busy_until` reckoned from its buffers, not from what it stored."""

    id: int
    lead_id: int
    resource_id: int
    starts_at: datetime
    ends_at: datetime
    busy_from: datetime
    busy_until: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """`booked` counts meetings and not answers: who asks again for what is theirs has `repeated`."""

    booked: int
    repeated: int
    refused: int
    wrong: Counter[str]


def verdict_reach(
    answers: Iterable[Answer],
    meetings: Iterable[Meeting],
    *,
    is_open: Callable[[datetime, datetime], bool],
    busy: Callable[[datetime], tuple[datetime, datetime]],
) -> Verdict:
    """`is_open` says whether a meeting from, until lies within what may be booked; `busy` what a meeting
    at a start keeps to itself. Nothing may have been cancelled.
    """
    stored = {meeting.id: meeting for meeting in meetings}
    by_resource = _by_resource(stored.values())
    wrong: Counter[str] = Counter()
    named: set[int] = set()
    repeated = refused = 0
    for answer in answers:
        if answer.said == SLOT_TAKEN:
            refused += 1
            wanted = busy(answer.starts_at)
            if not any(_meets(each, *wanted) for each in by_resource.get(answer.resource_id, ())):
                wrong["refused though it was free"] += 1
        elif answer.said != BOOKED or answer.meeting_id is None:
            wrong[f"answered {answer.said}"] += 1
        elif _asked(stored.get(answer.meeting_id)) != (answer.lead_id, answer.starts_at, answer.resource_id):
            wrong["booked without its row"] += 1
        else:
            repeated += answer.meeting_id in named
            named.add(answer.meeting_id)
    wrong["stored and nobody was told"] = len(stored.keys() - named)
    wrong["outside hours, notice or window"] = sum(
        not is_open(each.starts_at, each.ends_at) for each in stored.values()
    )
    wrong["overlapping"] = sum(_overlapping(each) for each in by_resource.values())
    wrong["twice for one customer"] = len(stored) - len(
        {(each.lead_id, each.starts_at) for each in stored.values()}
    )
    return Verdict(len(named), repeated, refused, +wrong)


def _asked(meeting: Meeting | None) -> tuple[int, datetime, int] | None:
    return (meeting.lead_id, meeting.starts_at, meeting.resource_id) if meeting else None


def _by_resource(meetings: Iterable[Meeting]) -> dict[int, list[Meeting]]:
    ordered = sorted(meetings, key=attrgetter("resource_id", "busy_from"))
    return {resource_id: [*group] for resource_id, group in groupby(ordered, attrgetter("resource_id"))}


def _meets(meeting: Meeting, begins: datetime, ends: datetime) -> bool:
    return meeting.busy_from < ends and begins < meeting.busy_until


def _overlapping(ordered: list[Meeting]) -> int:
    """How many begin, with their buffers, before an earlier one of the same resource is over."""
    found, until = 0, None
    for meeting in ordered:
        found += until is not None and meeting.busy_from < until
        until = meeting.busy_until if until is None else max(until, meeting.busy_until)
    return found
