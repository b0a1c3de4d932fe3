"""What a verdict may depend on: what was said and done in this conversation, and what the business says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from apps.hebrew import OpeningHours, TimeReading, read_times

CUSTOMER, ASSISTANT = "customer", "assistant"
# Reading is linear in the text; what was said long ago settles nothing any more.
TURNS_READ = 40


@dataclass(frozen=True, slots=True)
class Turn:
    """`is_exact`: it was written or typed, not heard."""

    author: str
    text: str
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class ToolDone:
    name: str
    ok: bool
    output: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What holds of the business and its customer before a word is said.

    `texts`: the business's own words: prompt, answers, greeting, names of services. `private`: what no
    customer may be told, the platform's rules and the names of tools. `numbers`: the customer's in E.164.
    """

    now: datetime
    zone: ZoneInfo
    openings: OpeningHours = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    appointments: tuple[datetime, ...] = ()
    numbers: frozenset[str] = frozenset()

    def read(self, text: str) -> TimeReading:
        return read_times(text, now=self.now, zone=self.zone, opening_hours=self.openings)

    @cached_property
    def written(self) -> frozenset[time]:
        """Hours of the day that stand in the business's own words."""
        return frozenset(clock for text in self.texts for clock in clocks_in(self.read(text)))

    @cached_property
    def opening(self) -> frozenset[time]:
        """When the business opens and closes, on any weekday."""
        return frozenset(clock for spans in self.openings.values() for span in spans for clock in span)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone).replace(tzinfo=None)


@dataclass(frozen=True, kw_only=True)
class Talk:
    """Of this conversation. The last turn is the latest."""

    turns: tuple[Turn, ...] = ()
    tools: tuple[ToolDone, ...] = ()

    def said_by(self, author: str) -> tuple[str, ...]:
        return tuple(turn.text for turn in self.turns[-TURNS_READ:] if turn.author == author)

    def succeeded(self, *names: str) -> tuple[ToolDone, ...]:
        return tuple(done for done in self.tools if done.ok and done.name in names)

    @cached_property
    def slots(self) -> Mapping[str, datetime]:
        """The start of each slot a tool has offered, by its id."""
        offers = (offer for done in self.tools for offer in _offers(done.output))
        return {offer["slot_id"]: datetime.fromisoformat(offer["starts_at"]) for offer in offers}


def clocks_in(reading: TimeReading) -> Iterator[time]:
    """Every hour of the day that may have been meant."""
    for when in reading.when:
        named = (when.time, when.until, when.earliest, when.latest, *when.alternatives)
        yield from (clock for clock in named if clock is not None)


def dates_in(reading: TimeReading) -> Iterator[date]:
    """Every day that may have been meant; a week or a month is none."""
    for when in (*reading.when, *reading.rejected):
        if when.grain in ("minute", "hour", "part", "day"):
            yield from (day for day in (when.date, *when.other_dates) if day is not None)


def _offers(output: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    for name in ("slots", "alternatives"):
        for offer in output.get(name) or ():
            if isinstance(offer, Mapping) and {"slot_id", "starts_at"} <= offer.keys():
                yield offer
    if isinstance(output.get("slot_id"), str) and isinstance(output.get("starts_at"), str):
        yield {"slot_id": output["slot_id"], "starts_at": output["starts_at"]}
