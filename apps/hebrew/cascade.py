"""The engine of the grammar: a sentence is a row of items, and rules rewrite neighbours into one item.

An item's kind is one character, so that a row of items is a string and a rule is a regular expression over
it. Rules are written with the kinds' names:

    "hour:number and half"      three items in a row; the first is handed to the rule as `hour`
    "in|to day:number? !plural" one of two kinds, an optional item, and a kind that must not follow
    "<!label number"            a kind that must not stand before
    "<=clock,or number"         kinds that must stand before, and stay as they are; ">=in,part" behind
    "number !@counted"          a set of kinds with a name of its own, from SETS

The regular expressions run in C over a dozen characters: a hundred rules cost a few microseconds.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_KINDS: dict[str, str] = {}
_UNITS = "second|minute|minutes|hours|days|week|weeks|month|months|year|years"
_CURRENCIES = "currency|one_currency|currency_code"
SETS = {
    # what makes of the number before it a count
    "@counted": f"plural|counted|seat|times_count|{_CURRENCIES}|coin|money_sign|length|{_UNITS}",
    "@currency": _CURRENCIES,
    "@hour": "number|maybe_clock|clock",
    "@one": "minute|hour|day|week|month|year",
    "@many": "second|minute|minutes|hours|days|weeks|months|years|hour|day|week|month|year",
    "@units": "second|minutes|hours|days|weeks|months|years",
    "@end": "stop|comma|or|and|but|correction|not",
    "@ordinal": "ordinal|high_ordinal",
    "@day": "date|named_date|weekday",
    "@fraction": "half|quarter|third|three_quarters",
    "@weekday_name": "ordinal|letter|saturday",
    "@which": "next|after_next|following|nearest|this|last",
    "@numeral": "gematria|letter|number|word",
}


def kind(name: str) -> str:
    """The character that stands for the kind `name`, the same for as long as the program runs."""
    return _KINDS.setdefault(name, chr(0x4E00 + len(_KINDS)))


class Item:
    """One word, or what several became. `start` and `end` are places in the cleaned text."""

    __slots__ = ("end", "kind", "start", "value")

    def __init__(self, kind: str, value: Any, start: int, end: int) -> None:
        self.kind = kind
        self.value = value
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        name = next((name for name, sign in _KINDS.items() if sign == self.kind), "?")
        return f"{name}[{self.start}:{self.end}]={self.value!r}"


Parts = Mapping[str, Item]
Build = Callable[[Parts], Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` becomes one item of kind `makes` with what `build` returns; None leaves the words alone."""

    makes: str
    pattern: str
    build: Build
    regex: re.Pattern[str] = field(init=False)
    sign: str = field(init=False)
    labels: tuple[tuple[str, int], ...] = field(init=False)

    def __post_init__(self) -> None:
        regex = re.compile(_regex(self.pattern))
        object.__setattr__(self, "regex", regex)
        object.__setattr__(self, "sign", kind(self.makes))
        object.__setattr__(self, "labels", tuple(regex.groupindex.items()))


def _regex(pattern: str) -> str:
    return "".join(_element(element) for element in pattern.split())


def _element(element: str) -> str:
    if element in ("^", "$"):
        return element
    if element.startswith("<!"):
        return f"(?<!{_alternatives(element[2:])})"
    if element.startswith(">="):
        return "(?=" + "".join(map(_alternatives, element[2:].split(","))) + ")"
    if element.startswith("<="):
        return "(?<=" + "".join(map(_alternatives, element[2:].split(","))) + ")"
    if element.startswith("!"):
        return "(?!" + "".join(map(_alternatives, element[1:].split(","))) + ")"
    label, _, rest = element.rpartition(":")
    quantifier = rest[-1] if rest[-1] in "?*+" else ""
    names = rest.removesuffix(quantifier) if quantifier else rest
    body = _alternatives(names)
    return f"(?P<{label}>{body}){quantifier}" if label else body + quantifier


def _alternatives(names: str) -> str:
    plain = [name for part in names.split("|") for name in SETS.get(part, part).split("|")]
    return "[" + "".join(kind(name) for name in plain) + "]"


def row(items: Iterable[Item]) -> str:
    return "".join([item.kind for item in items])


def rewrite(items: list[Item], rules: Iterable[Rule]) -> list[Item]:
    """Each rule once over the whole row, in their order; a later rule sees what earlier ones made."""
    kinds = row(items)
    for rule in rules:
        match = rule.regex.search(kinds)
        while match is not None:
            first, last = match.span()
            parts = {label: items[at] for label, group in rule.labels if (at := match.start(group)) >= 0}
            value = rule.build(parts)
            if value is None or first == last:
                match = rule.regex.search(kinds, first + 1)
                continue
            made = Item(rule.sign, value, items[first].start, items[last - 1].end)
            items = [*items[:first], made, *items[last:]]
            kinds = kinds[:first] + rule.sign + kinds[last:]
            # a list grows from its first item: Sunday, Tuesday, Thursday
            match = rule.regex.search(kinds, first if last - first > 1 else first + 1)
    return items
