"""Numbers of a sentence, in words or digits."""

from dataclasses import dataclass

from apps.hebrew.cascade import Item, kind
from apps.hebrew.number_words import Number, join_numbers
from apps.hebrew.text import clean_start
from apps.hebrew.tokens import tokenise

_NUMBER, _PAIR, _AND, _ORDINAL = kind("number"), kind("pair"), kind("and"), kind("ordinal")
_FRACTIONS = {kind("half"): 0.5, kind("quarter"): 0.25, kind("third"): 1 / 3, kind("three_quarters"): 0.75}
_POINT, _MINUS, _DASH, _THE = kind("point"), kind("minus"), kind("dash"), kind("the")
_ORDINALS = (_ORDINAL, kind("high_ordinal"), kind("feminine_ordinal"))
_COUNTED = (kind("plural"), kind("counted"), kind("word"), kind("currency"), kind("one_currency"))
_LETTERS = {"k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class NumberFound:
    value: float
    span: tuple[int, int]


def read_numbers(text: str) -> list[NumberFound]:
    """Every number said or written, with the half or quarter that belongs to it (שלוש וחצי is 3.5)."""
    cleaned = clean_start(text)
    items = join_numbers(tokenise(cleaned.text, []))
    found: list[NumberFound] = []
    at = 0
    while at < len(items):
        value, end = number_at(items, at)
        if value is None:
            at += 1
            continue
        found.append(NumberFound(value, cleaned.span(items[at].start, items[end - 1].end)))
        at = end
    return found


def read_ordinals(text: str) -> list[NumberFound]:
    """First to tenth, in both genders, and numbers with ה before them (ה-15)."""
    cleaned = clean_start(text)
    items = join_numbers(tokenise(cleaned.text, []))
    found: list[NumberFound] = []
    for at, item in enumerate(items):
        is_numbered = item.kind == _NUMBER and at > 0 and items[at - 1].kind == _THE and item.value.is_whole
        if item.kind in _ORDINALS or is_numbered:
            value = item.value.value if isinstance(item.value, Number) else item.value
            found.append(NumberFound(value, cleaned.span(item.start, item.end)))
    return found


def number_at(items: list[Item], at: int) -> tuple[float | None, int]:
    """The number that begins at `at`, and the place behind it; None when none does."""
    item = items[at]
    if item.kind == _MINUS or (item.kind == _DASH and _is_sign(items, at)):
        value, end = number_at(items, at + 1) if at + 1 < len(items) else (None, at)
        return (-value, end) if value is not None else (None, at)
    if item.kind == _PAIR:
        value = _pair(*item.value)
        return (None, at) if value is None else _with_letter(value, items, at + 1)
    if item.kind in _FRACTIONS and not _is_part_of_hour(items, at):
        return _scaled(_FRACTIONS[item.kind], items, at + 1)
    if item.kind == _ORDINAL and item.value == 2 and _next_kind(items, at) in _COUNTED:
        return 2, at + 1
    if item.kind != _NUMBER:
        return None, at
    number: Number = item.value
    return _with_rest(number, items, at + 1)


def _with_rest(number: Number, items: list[Item], at: int) -> tuple[float, int]:
    if _next_kind(items, at - 1) == _POINT and _next_kind(items, at) == _NUMBER:
        decimals = str(items[at + 1].value.text or int(items[at + 1].value.value))
        return float(f"{int(number.value)}.{decimals}") if decimals.isdigit() else number.value, at + 2
    if _next_kind(items, at - 1) == _AND and at + 1 < len(items) and items[at + 1].kind in _FRACTIONS:
        return _scaled(number.value + _FRACTIONS[items[at + 1].kind], items, at + 2)
    return _with_letter(number.value, items, at)


def _pair(whole: str, decimals: str, sign: str) -> float | None:
    """3.5 and 1/2."""
    if sign == ".":
        return float(f"{whole}.{decimals}")
    return int(whole) / int(decimals) if int(decimals) else None


def _with_letter(value: float, items: list[Item], at: int) -> tuple[float, int]:
    """200K, 1.2M."""
    letter = str(items[at].value).lower() if at < len(items) and items[at].start == items[at - 1].end else ""
    return (value * _LETTERS[letter], at + 1) if letter in _LETTERS else (value, at)


def _scaled(value: float, items: list[Item], at: int) -> tuple[float, int]:
    """חצי מיליון: what follows multiplies."""
    if (
        at < len(items)
        and items[at].kind == _NUMBER
        and items[at].value.value in (1_000, 1_000_000, 1_000_000_000)
    ):
        return value * items[at].value.value, at + 1
    return value, at


def _next_kind(items: list[Item], at: int) -> str:
    return items[at + 1].kind if at + 1 < len(items) else ""


def _is_sign(items: list[Item], at: int) -> bool:
    """A dash that stands free before its number is a minus, and so is one that begins the text."""
    touches = at + 1 < len(items) and items[at + 1].start == items[at].end
    return at == 0 or (touches and items[at - 1].end < items[at].start)


def _is_part_of_hour(items: list[Item], at: int) -> bool:
    return at > 0 and items[at - 1].kind == _AND and at > 1
