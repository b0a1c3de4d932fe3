"""From text to items: the rules of the grammar in their order."""

from typing import Literal

from apps.hebrew.cascade import Item, kind, rewrite
from apps.hebrew.grammar import (
    clocks,
    dates,
    hours,
    lengths,
    moments,
    quantities,
    ranges,
    recurrences,
    weekdays,
)
from apps.hebrew.number_words import join_numbers
from apps.hebrew.phone_spans import phone_spans
from apps.hebrew.text import Cleaned, clean_start
from apps.hebrew.tokens import tokenise

Asked = Literal["time", "date", "phone", "name", "number"]

_BEFORE_CLOCKS = (
    *quantities.MONEY,
    *dates.HEBREW_CALENDAR,
    *dates.WRITTEN,
    *recurrences.DAYS_OF_WEEK,
    *dates.SPOKEN,
    *dates.MONTHS,
    *weekdays.WEEKDAYS,
    *weekdays.RELATIVE,
    *clocks.CLOCKS,
    *clocks.WITH_MINUTES,
    *lengths.LENGTHS,
    *moments.SHIFTS,
    *moments.MOMENTS,
    *weekdays.PERIODS,
    *ranges.DAY_RANGES,
    *quantities.COUNTS,
    *clocks.CANDIDATES,
    *hours.WITH_PARTS,
    *ranges.CLOCK_RANGES,
)
_AFTER_CLOCKS = (*ranges.CLOCK_BOUNDS, *ranges.DAY_BOUNDS, *recurrences.RECURRENCES)
_TIMELY = frozenset(
    kind(name)
    for name in (
        "date",
        "weekday",
        "named_date",
        "booking",
        "scheduling",
        "move",
        "correction",
        "part",
        "this_part",
    )
)


def read(text: str, *, asked: Asked | None = None) -> tuple[Cleaned, list[Item], list[Item]]:
    """The cleaned text, its items with joined numbers, and what the grammar of times made of them."""
    cleaned = clean_start(text)
    words = join_numbers(tokenise(cleaned.text, phone_spans(cleaned.text)))
    if not words:
        return cleaned, words, words
    items = rewrite(words, _BEFORE_CLOCKS)
    items = rewrite(items, hours.HOURS)
    if any(item.kind in _TIMELY for item in items):
        items = rewrite(items, hours.TO_HOUR)
    items = rewrite(items, hours.ASKED if asked == "time" else hours.WHOLE)
    return cleaned, words, rewrite(items, _AFTER_CLOCKS)
