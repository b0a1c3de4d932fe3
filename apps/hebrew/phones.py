"""Telephone numbers, written or spoken digit by digit, in groups and with doubles."""

import itertools
import re
from dataclasses import dataclass

import phonenumbers

from apps.hebrew.cascade import Item, kind
from apps.hebrew.number_words import Number, join_numbers
from apps.hebrew.phone_spans import phone_spans
from apps.hebrew.text import Cleaned, clean_start
from apps.hebrew.tokens import tokenise

_NUMBER, _PHONE, _PAIR, _CLOCK_TEXT, _FULL = (
    kind("number"),
    kind("phone"),
    kind("pair"),
    kind("clock_text"),
    kind("full"),
)
_PLUS, _STAR, _DOUBLE, _TIMES = kind("plus"), kind("star"), kind("double"), kind("times_count")
_PLURAL, _ORDINAL = kind("plural"), kind("ordinal")
_PHONE_WORD, _DIAL, _NOT_PHONE = kind("phone_word"), kind("dial"), kind("not_phone")
_BETWEEN = frozenset(
    kind(name)
    for name in (
        "dash",
        "comma",
        "between_digits",
        "and",
        "in",
        "the",
        "filler",
        "slash",
        "stop",
        "vague",
        "point",
    )
)
_IN_RUN = frozenset((_NUMBER, _PHONE, _PLUS, _STAR, _DOUBLE, _TIMES))
_COUNTRY = "972"
_EMERGENCY = frozenset(("100", "101", "102", "103", "104", "105", "106", "112"))
_MOST_READINGS = 64
_MOST_REPEATS = 6
_FEWEST_DIGITS = 4

_MOBILE = re.compile(r"05\d{8}")
_NATIONAL = re.compile(r"05\d{8}|07\d{8}|0[23489]\d{7}|1(?:[578]00|599|9\d\d)\d{6}")
_BEGUN = re.compile(r"(?:0[2-57-9]|972)\d{1,12}")


@dataclass(frozen=True, slots=True)
class Phone:
    """`digits` as said, with a leading + where there was one. `e164` is None for star codes, emergency
    numbers and what is not whole. Whether the number is in use nobody can know from its digits: read it back.

    `complete` is False when it began like a number but has too few or too many digits: ask again.
    `whatsapp`: it is a mobile number, so it may have WhatsApp.
    """

    digits: str
    span: tuple[int, int]
    e164: str | None = None
    star_code: str | None = None
    emergency: str | None = None
    complete: bool = True
    whatsapp: bool = False


def read_phones(text: str, *, is_asked: bool = False) -> list[Phone]:
    """The telephone numbers of `text`. `is_asked`: we have just asked for one, so digits are one."""
    cleaned = clean_start(text)
    items = _with_repeats(join_numbers(tokenise(cleaned.text, phone_spans(cleaned.text))))
    found: list[Phone] = []
    for start, end in _runs(items):
        phone = _phone(items, start, end, cleaned, is_asked=is_asked)
        if phone is not None:
            found.append(phone)
    return found


def _with_repeats(items: list[Item]) -> list[Item]:
    """שלוש אפסים and שני אפסים as the digits they are."""
    found: list[Item] = []
    for item in items:
        count = _count(found[-1]) if found and item.kind == _PLURAL and isinstance(item.value, int) else None
        if count is None:
            found.append(item)
            continue
        digits = str(item.value) * count
        found[-1] = Item(_NUMBER, Number(int(digits), "d", digits), found[-1].start, item.end)
    return found


def _count(item: Item) -> int | None:
    value = item.value.value if isinstance(item.value, Number) else item.value
    is_count = item.kind in (_NUMBER, _ORDINAL) and value in range(2, _MOST_REPEATS)
    return int(value) if is_count else None


def _runs(items: list[Item]) -> list[tuple[int, int]]:
    """Where digits follow each other, with nothing but signs and small words between them."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    last = 0
    for at, item in enumerate(items):
        ends_by_itself = item.kind == _PHONE
        if item.kind in _IN_RUN:
            if start is not None and (ends_by_itself or items[last].kind == _PHONE):
                runs.append((start, last + 1))
                start = None
            start = at if start is None else start
            last = at
        elif start is not None and item.kind not in _BETWEEN:
            runs.append((start, last + 1))
            start = None
    if start is not None:
        runs.append((start, last + 1))
    return runs


def _phone(items: list[Item], start: int, end: int, cleaned: Cleaned, *, is_asked: bool) -> Phone | None:
    before = {item.kind for item in items[max(0, start - 4) : start]}
    if _NOT_PHONE in before:
        return None
    span = cleaned.span(items[start].start, items[end - 1].end)
    readings = _readings(items[start:end])
    is_whole_text = end - start == len(items)
    is_expected = is_asked or _PHONE_WORD in before
    for digits in readings:
        phone = _complete(digits, span, is_expected=is_expected or _is_spoken(items[start:end]))
        if phone is not None:
            return phone
        if digits in _EMERGENCY and (_DIAL in before or is_whole_text):
            return Phone(digits, span, emergency=digits)
    first = readings[0] if readings else ""
    return _begun(first, span, is_expected=is_expected, is_spoken=_is_spoken(items[start:end]))


def _is_spoken(items: list[Item]) -> bool:
    numbers = [item for item in items if item.kind == _NUMBER]
    return len(numbers) >= _FEWEST_DIGITS or (
        bool(numbers) and numbers[0].value.value == 0 and len(numbers) > 1
    )


def _readings(items: list[Item]) -> list[str]:
    """The digits of a run, the likeliest first. חמישים ארבע is 54, and 50 and 4."""
    choices: list[list[str]] = []
    repeat = 1
    for at, item in enumerate(items):
        following = items[at + 1].kind if at + 1 < len(items) else ""
        if item.kind == _DOUBLE:
            # חמש כפול: the digit before is said twice, when no digit follows
            if following == _NUMBER:
                repeat = 2
            elif choices:
                choices.append(choices[-1])
        elif item.kind == _NUMBER and following == _TIMES:
            repeat = int(item.value.value)
        elif item.kind == _NUMBER:
            choices.extend([_spellings(item.value)] * min(max(repeat, 1), 9))
            repeat = 1
        elif item.kind == _PHONE:
            choices.append([re.sub(r"[^\d+*]", "", item.value)])
        elif item.kind in (_PLUS, _STAR):
            choices.append([str(item.value)])
    return ["".join(parts) for parts in itertools.islice(itertools.product(*choices), _MOST_READINGS)]


def _spellings(number: Number) -> list[str]:
    if number.form == "d":
        return [re.sub(r"\D", "", number.text) or str(int(number.value))]
    whole = str(int(number.value))
    cut = [*number.apart, *((number.split,) if number.split else ())]
    return [whole, *("".join(map(str, parts)) for parts in cut)]


def _complete(digits: str, span: tuple[int, int], *, is_expected: bool) -> Phone | None:
    if "*" in digits:
        code = "*" + digits.strip("*")
        return Phone(code, span, star_code=code) if re.fullmatch(r"\*\d{3,5}", code) else None
    national = _national(digits, is_expected=is_expected)
    if national is not None:
        e164 = f"+{_COUNTRY}{national.removeprefix('0')}"
        return Phone(digits, span, e164=e164, whatsapp=bool(_MOBILE.fullmatch(national)))
    if digits.startswith(("+", "00")) and not digits.startswith(("+972", "00972")):
        return _foreign("+" + digits.removeprefix("+").removeprefix("00"), span)
    return None


def _national(digits: str, *, is_expected: bool) -> str | None:
    """The Israeli number as dialled at home, or None when these digits are none."""
    abroad = digits.removeprefix("+").removeprefix("00")
    if abroad.startswith(_COUNTRY) and (digits[0] in "+0" or len(abroad) >= 11):
        rest = abroad.removeprefix(_COUNTRY)
        national = rest if rest.startswith(("0", "1")) else "0" + rest
    elif digits.startswith("5") and len(digits) == 9 and is_expected:
        national = "0" + digits
    else:
        national = digits
    return national if _NATIONAL.fullmatch(national) else None


def _foreign(number: str, span: tuple[int, int]) -> Phone | None:
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    mobile = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return Phone(number, span, e164=e164, whatsapp=phonenumbers.number_type(parsed) in mobile)


def _begun(digits: str, span: tuple[int, int], *, is_expected: bool, is_spoken: bool) -> Phone | None:
    """A number that is not whole, where digits can only be meant as one."""
    plain = digits.lstrip("+")
    if not plain.isdigit() or not 3 <= len(plain) <= 15:
        return None
    looks_like_one = bool(_BEGUN.fullmatch(plain)) and (is_spoken or len(plain) > _FEWEST_DIGITS)
    if looks_like_one or (is_expected and len(plain) >= _FEWEST_DIGITS):
        return Phone(digits, span, complete=False)
    return None
