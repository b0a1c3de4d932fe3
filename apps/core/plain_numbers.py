"""How a number is written where it comes as text: in plain digits, as JSON writes it.

Python would also read "1_000", " 5" and digits of other alphabets, each a number that somebody may have meant
otherwise.
"""

import re

NO_PLAIN_NUMBER = (
    "יש להזין מספר בספרות בלבד, למשל 1000.",
    "Give a number in plain digits, such as 1000.",
)
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def is_plain_number(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None


def number_read(text: str) -> float | None:
    """None for what is no plain number."""
    return float(text) if is_plain_number(text) else None
