"""Amounts of money: 20 shekels, between 100 and 200 dollars, not more than 7 euros."""

from dataclasses import dataclass, replace
from typing import Any

from apps.hebrew.cascade import Item, Parts, Rule, kind, rewrite
from apps.hebrew.number_words import join_numbers
from apps.hebrew.numbers import number_at
from apps.hebrew.text import clean_start
from apps.hebrew.tokens import tokenise

_AMOUNT, _MONEY = kind("amount"), kind("money")


@dataclass(frozen=True, slots=True)
class Money:
    """Either `value`, or `low` and `high` (one of them None for "at least" and "at most").

    `currency` is ISO 4217, or "cent", which may be a dollar's or a euro's.
    """

    currency: str
    span: tuple[int, int]
    value: float | None = None
    low: float | None = None
    high: float | None = None


def read_money(text: str) -> list[Money]:
    """Every amount of money of `text`, in order."""
    cleaned = clean_start(text)
    items = join_numbers(tokenise(cleaned.text, []))
    if not any(item.kind in _SAYS_MONEY for item in items):
        return []
    items = rewrite(_with_amounts(items), _RULES)
    return [
        replace(item.value, span=cleaned.span(item.start, item.end)) for item in items if item.kind == _MONEY
    ]


def _with_amounts(items: list[Item]) -> list[Item]:
    """Numbers with their fractions and decimals as one item each."""
    made: list[Item] = []
    at = 0
    while at < len(items):
        value, end = number_at(items, at)
        if value is None:
            made.append(items[at])
            at += 1
            continue
        made.append(Item(_AMOUNT, value, items[at].start, items[end - 1].end))
        at = end
    return made


def _money(code: str, **amounts: Any) -> Money:
    rounded = {name: round(amount, 4) for name, amount in amounts.items() if amount is not None}
    return Money(code, (0, 0), **rounded)


def _plain(parts: Parts) -> Money:
    code, scale = parts["currency"].value
    return _money(code, value=parts["amount"].value * scale)


def _signed(parts: Parts) -> Money:
    return _money(parts["sign"].value, value=parts["amount"].value)


def _one(parts: Parts) -> Money | None:
    code, scale = parts["currency"].value
    if "amount" in parts and parts["amount"].value != 1:
        return None
    fraction = parts["fraction"].value / 60 if "fraction" in parts else 0
    return _money(code, value=scale * (1 + fraction))


def _with_small(parts: Parts) -> Money | None:
    money: Money = parts["money"].value
    small: Money = parts["small"].value
    if money.value is None or small.value is None:
        return None
    cents = (
        small.value / 100 if small.currency == "cent" and money.currency in ("USD", "EUR") else small.value
    )
    is_same = cents != small.value or money.currency == small.currency
    return _money(money.currency, value=money.value + cents) if is_same and cents < 1 else None


def _with_cents(parts: Parts) -> Money | None:
    """Two dollars and 23, the cents left out."""
    money: Money = parts["money"].value
    cents: float = parts["cents"].value
    is_cents = (
        cents == int(cents)
        and 9 < cents < 100
        and money.value is not None
        and money.value == int(money.value)
    )
    return (
        _money(money.currency, value=money.value + cents / 100)
        if is_cents and money.value is not None
        else None
    )


def _with_fraction(parts: Parts) -> Money | None:
    money: Money = parts["money"].value
    return (
        _money(money.currency, value=money.value + parts["fraction"].value / 60)
        if money.value is not None
        else None
    )


def _between(parts: Parts) -> Money | None:
    money: Money = parts["money"].value
    low = parts["low"].value
    low = low.value if isinstance(low, Money) else low
    if money.value is None or low is None or low > money.value:
        return None
    return _money(money.currency, low=low, high=money.value)


def _least(parts: Parts) -> Money | None:
    money: Money = parts["money"].value
    return _money(money.currency, low=money.value) if money.value is not None else None


def _most(parts: Parts) -> Money | None:
    money: Money = parts["money"].value
    return _money(money.currency, high=money.value) if money.value is not None else None


_SAYS_MONEY = frozenset(map(kind, ("currency", "one_currency", "currency_code", "coin", "money_sign")))
_FRACTION = "fraction:half|quarter"
_LOW, _MONEY_AT_END = "low:amount|money", "money:money"

_RULES = (
    Rule("money", "amount:amount currency:@currency", _plain),
    Rule("money", "currency:currency_code amount:amount", _plain),
    Rule("money", "sign:money_sign amount:amount", _signed),
    Rule("money", "amount:amount sign:money_sign", _signed),
    Rule("money", f"currency:@currency and {_FRACTION}", _one),
    Rule("money", "currency:@currency amount:amount", _one),
    Rule("money", "<!amount|filler currency:one_currency", _one),
    Rule("money", "currency:coin", _one),
    Rule("money", "money:money and? small:money", _with_small),
    Rule("money", f"money:money and {_FRACTION}", _with_fraction),
    Rule("money", "money:money and? cents:amount stop? $", _with_cents),
    Rule("money", f"between {_LOW} to|and|until {_MONEY_AT_END}", _between),
    Rule("money", f"from? {_LOW} until|dash|to {_MONEY_AT_END}", _between),
    Rule("money", "not at_least from|to? money:money", _most),
    Rule("money", "not at_most|less from|to? money:money", _least),
    Rule("money", "at_least from|to? money:money", _least),
    Rule("money", "from? money:money onward", _least),
    Rule("money", "at_most|until|less from|to? money:money", _most),
)
