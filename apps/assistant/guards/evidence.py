"""What a verdict may depend on: what was said and done in this conversation, and what the business says."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from apps.hebrew.money import read_money
from apps.hebrew.settling import OpeningHours
from apps.hebrew.times import read_times
from apps.hebrew.when import TimeReading

CUSTOMER, ASSISTANT = "customer", "assistant"
# Reading is linear in the text; what was said long ago settles nothing any more.
TURNS_READ = 40
Amount = tuple[str, float]
# Hours of the day are the same on every day.
SOME_DAY, UTC_ZONE = datetime(2000, 1, 2, tzinfo=UTC), ZoneInfo("UTC")
# No hour and no amount is without one of these; most texts are, and need not be read.
_NUMBER = re.compile(
    r"\d|אפס|אחת|אחד|שתי|שני|שלוש|שלש|ארבע|חמש|חמיש|שש|שיש|שבע|שמונ|שמנה|תשע|עשר|תריסר|מאה|מאת|מאו|אלף|אלפ"
    r"|מיל|מלי|חצי|חצות|רבע|שליש|צהר|אמצע"
)


# What names no whole day, but something of one.
_OF_A_DAY = ("minute", "hour", "part")


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


@dataclass(frozen=True, slots=True)
class Written:
    """Texts of the business, read once: a thousand of them are too many to read while somebody speaks.

    `clocks` are all hours of the day that may be meant.
    """

    texts: tuple[str, ...] = ()
    clocks: frozenset[time] = frozenset()
    amounts: frozenset[Amount] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Written":
        kept = tuple(text for text in texts if text)
        read = [_read_once(text) for text in kept if _NUMBER.search(text)]
        return cls(
            kept,
            frozenset(clock for clocks, _ in read for clock in clocks),
            frozenset(amount for _, amounts in read for amount in amounts),
        )


@dataclass(frozen=True, kw_only=True)
class Known:
    """What holds of the business and its customer before a word is said.

    `texts`: the business's own words: prompt, greeting, names of services. `answers`: its questions and
    answers, all that hold. `private`: what no customer may be told, the platform's rules and the names of
    tools. `numbers`: the customer's in E.164.
    """

    now: datetime
    zone: ZoneInfo
    openings: OpeningHours = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    answers: Written = field(default_factory=Written)
    private: tuple[str, ...] = ()
    appointments: tuple[datetime, ...] = ()
    numbers: frozenset[str] = frozenset()

    def read(self, text: str) -> TimeReading:
        return read_times(text, now=self.now, zone=self.zone, opening_hours=self.openings)

    @cached_property
    def written(self) -> frozenset[time]:
        """Hours of the day that stand in the business's own words."""
        own = (clock for text in self.texts for clock in clocks_in(self.read(text)))
        return self.answers.clocks.union(own)

    @cached_property
    def amounts(self) -> frozenset[Amount]:
        """Money that stands in the business's own words."""
        return self.answers.amounts.union(amount for text in self.texts for amount in amounts_in(text))

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


@lru_cache(maxsize=10_000)
def _read_once(text: str) -> tuple[frozenset[time], frozenset[Amount]]:
    """Where one of a thousand answers is changed, the others need not be read again."""
    reading = read_times(text, now=SOME_DAY, zone=UTC_ZONE)
    return frozenset(clocks_in(reading)), frozenset(amounts_in(text))


def amounts_in(text: str) -> Iterator[Amount]:
    """Currency and amount of all money in a text; of a range, both its ends."""
    for money in read_money(text):
        named = (money.value, money.low, money.high)
        yield from ((money.currency, amount) for amount in named if amount is not None)


def clocks_said(readings: Iterable[TimeReading]) -> set[time]:
    """What holds of the hours that were said one after the other: what is refused later is taken back."""
    said: set[time] = set()
    for reading in readings:
        refused = {each.time for each in reading.rejected if each.date is None}
        others = {other for each in reading.rejected if each.date is None for other in each.alternatives}
        said = (said - refused - others) | set(clocks_in(reading))
    return said


def dates_said(readings: Iterable[TimeReading]) -> set[date]:
    """As `clocks_said`, of days."""
    said: set[date] = set()
    for reading in readings:
        said = (said - days_refused(reading)) | set(dates_in(reading))
    return said


def days_refused(reading: TimeReading) -> set[date]:
    """Whole days that the customer does not want."""
    refused = {when.date for when in reading.rejected if when.grain == "day" and when.date is not None}
    return refused - set(dates_in(reading))


def dates_in(reading: TimeReading) -> Iterator[date]:
    """Every day that may have been meant; a week or a month is none.

    A day that was refused is none either; with an hour of it refused, the day is left.
    """
    hours_refused = (when for when in reading.rejected if when.grain in _OF_A_DAY)
    for when in (*reading.when, *hours_refused):
        if when.grain in ("day", *_OF_A_DAY):
            yield from (day for day in (when.date, *when.other_dates) if day is not None)


def _offers(output: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    for name in ("slots", "alternatives"):
        for offer in output.get(name) or ():
            if isinstance(offer, Mapping) and {"slot_id", "starts_at"} <= offer.keys():
                yield offer
    if isinstance(output.get("slot_id"), str) and isinstance(output.get("starts_at"), str):
        yield {"slot_id": output["slot_id"], "starts_at": output["starts_at"]}
