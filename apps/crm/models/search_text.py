"""What of a lead can be searched, spelled as a search is: small letters, no points, no final letters.

The database makes it, so that no way of writing a lead can forget it. The same spelling in Python belongs to
whoever asks: `SPELLING` is the table both go by.
"""

from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Concat, Lower

FINAL = "ךםןףץ"
PLAIN = "כמנפצ"
MAQAF = "\N{HEBREW PUNCTUATION MAQAF}"
POINTS = "".join(chr(code) for code in range(0x0591, 0x05C8) if chr(code) != MAQAF)
QUOTES = "'\"׳״`´‘’“”"
DIRECTIONS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SPELLING = (FINAL + MAQAF + POINTS + QUOTES + DIRECTIONS, PLAIN + " ")
"""Each character of the first becomes its counterpart in the second, or nothing where that has ended."""

_TABLE = {
    ord(sign): (SPELLING[1][place] if place < len(SPELLING[1]) else None)
    for place, sign in enumerate(SPELLING[0])
}
_text = TextField()


def searchable() -> Func:
    """Name, number as dialled from abroad and at home, address, city and service, a line each."""
    home_number = Func(
        F("phone"),
        Value(r"^\+972"),
        Value("0"),
        function="REGEXP_REPLACE",
        output_field=_text,
    )
    line = Value("\n")
    said = Concat(
        "name",
        line,
        "phone",
        line,
        home_number,
        line,
        "email",
        line,
        "city",
        line,
        "service_wanted",
        output_field=_text,
    )
    return Func(Lower(said), *map(Value, SPELLING), function="TRANSLATE", output_field=_text)


def spelled(text: str) -> str:
    """`text` as it stands in a search text, but for the lines."""
    return text.lower().translate(_TABLE)
