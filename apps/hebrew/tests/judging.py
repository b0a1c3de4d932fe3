"""Whether an answer of `python -m apps.hebrew` holds what a sentence of the corpus says, field by field.

Stricter than a share: every row stands for a class of sentences, and none may be read wrong.
"""

from typing import Any

Row = dict[str, Any]
_HALF_DAY = 12


def verdict(row: Row, found: Row) -> str:
    """right, wrong, or silent: nothing was read, or the reader asks."""
    judge = _JUDGES.get(row["kind"], _times)
    return judge(row["expected"], found)


def _times(expected: Row, found: Row) -> str:
    when = found.get("when", [])
    ranges = expected.get("ranges") or [{key: expected[key] for key in expected if key != "modulo_12"}]
    if all(any(_fits(wanted, one) for one in when) for wanted in ranges):
        return "right"
    return "silent" if not when or found.get("ask") else "wrong"


def _fits(expected: Row, one: Row) -> bool:
    hour, _, minute = one.get("time", "").partition(":")
    clock = {"hour": int(hour) % _HALF_DAY, "minute": int(minute)} if hour else {}
    wanted = expected | ({"hour": expected["hour"] % _HALF_DAY} if "hour" in expected else {})
    return all((one | clock).get(key) == value for key, value in wanted.items())


def _nothing(expected: Row, found: Row) -> str:
    fields = {"time": ("time",), "date": ("date", "day")}.get(expected["must_not_find"])
    when = found.get("when", [])
    is_found = any(one.get(field) for one in when for field in fields) if fields else bool(when)
    return "wrong" if is_found else "right"


def _vague(_: Row, found: Row) -> str:
    when = found.get("when", [])
    if any(one.get("time") for one in when):
        return "wrong"
    return "right" if found.get("ask") or not when else "silent"


def _conflict(_: Row, found: Row) -> str:
    return "right" if found.get("conflicts") or found.get("ask") else "wrong"


def _several(expected: Row, found: Row) -> str:
    return "right" if len(found.get("when", [])) >= expected["count_at_least"] else "wrong"


def _recurrence(expected: Row, found: Row) -> str:
    have = found.get("recurrence")
    if not have:
        return "silent"
    hour = have.get("time", "").partition(":")[0]
    return "right" if _has(expected, have | ({"hour": int(hour)} if hour else {})) else "wrong"


def _has(expected: Row, have: Row) -> bool:
    return all(have.get(key) == value for key, value in expected.items())


def _length(expected: Row, found: Row) -> str:
    return _one_of(expected["minutes"], [*found.get("in_minutes", []), *found.get("durations", [])])


def _one_of(wanted: Any, have: list[Any]) -> str:
    return "right" if wanted in have else "wrong" if have else "silent"


def _phone(expected: Row, found: Row) -> str:
    phones = found.get("phones", [])
    if "phone" in expected:
        return "wrong" if any(phone["complete"] for phone in phones) else "right"
    return "right" if any(_has(expected, phone) for phone in phones) else "wrong" if phones else "silent"


def _money(expected: Row, found: Row) -> str:
    money = found.get("money", [])
    return "right" if any(_has(expected, one) for one in money) else "wrong" if money else "silent"


def _name(expected: Row, found: Row) -> str:
    names = found.get("names", [])
    if expected["name"] is None:
        return "wrong" if names else "right"
    return _one_of(expected["name"], names)


def _yes_no(expected: Row, found: Row) -> str:
    return _one_of(expected["value"], [found["yes_no"]] if "yes_no" in found else [])


_JUDGES = {
    "nothing": _nothing,
    "vague": _vague,
    "conflict": _conflict,
    "multiple": _several,
    "recurrence": _recurrence,
    "duration": _length,
    "in_duration": _length,
    "number": lambda expected, found: _one_of(expected["value"], found.get("numbers", [])),
    "money": _money,
    "phone_written": _phone,
    "phone_spoken": _phone,
    "caller_name": _name,
    "yes_no": _yes_no,
    "mentions_time_of_day": lambda expected, found: _one_of(
        expected["value"], [found["mentions_time_of_day"]]
    ),
}
